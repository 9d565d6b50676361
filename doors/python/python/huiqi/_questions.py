"""Questions: the JSON of `huiqi schema question`, made from Python's arguments."""

import datetime
import functools
import json
import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Optional, TypeVar, Union

from ._answers import Answer, BreakEven, Cliffs, Comparison, Explanation, Optimum, Sweep
from ._errors import refusals
from ._huiqi import Law, Profile
from ._language import Lang, spoken
from ._words import form as form_of
from ._words import forms, line as line_of

#: A profile: its facts, the path of its file, or the text of one in TOML or JSON. A text in one line that ends in ``.toml`` or
#: ``.json`` is a path. What most leave out is taken as usual and named in the answer; ``strict=True`` refuses instead.
Facts = Union[Mapping[str, Any], "os.PathLike[str]", str]

_Asked = TypeVar("_Asked", bound=Answer)


@functools.lru_cache(maxsize=1)
def embedded() -> Law:
    """The law that is built in, read once."""
    return Law()


def _value(value: object) -> Union[str, float]:
    """What JSON has no word for."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if hasattr(value, "item"):  # a number of numpy
        return value.item()  # type: ignore[no-any-return]
    raise TypeError(f"{type(value).__name__} is no fact / 不能作为事实: {value!r}")


def profile_of(facts: Facts, law: Law, strict: bool) -> Profile:
    """The facts as the library holds them."""
    with refusals():
        if isinstance(facts, Mapping):
            return Profile(law, _json(facts), None, strict)
        if isinstance(facts, str) and ("\n" in facts or not facts.strip().endswith((".toml", ".json"))):
            return Profile(law, facts.strip(), None, strict)
        if isinstance(facts, (str, os.PathLike)):
            return Profile(law, None, Path(facts), strict)
    raise TypeError(f"facts: a dict, a path or the text of a profile, not {type(facts).__name__} / 应为字典、路径或文本")


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), default=_value, ensure_ascii=False)


def _ask(
    shape: type[_Asked],
    kind: str,
    facts: Facts,
    options: Mapping[str, Any],
    year: Optional[int],
    known_on: object,
    strict: bool,
    law: Optional[Law],
) -> _Asked:
    law = law or embedded()
    asked = {name: value for name, value in options.items() if value is not None and value is not False and value != []}
    # The profile stands beside the question.
    question = _json({"profile": "", "year": year, "known_on": known_on, "ask": {kind: asked}})
    profile = profile_of(facts, law, strict)
    with refusals():
        return shape(law.ask(question, profile), question, profile, law)


def ask(question: Mapping[str, Any], *, law: Optional[Law] = None) -> Answer:
    """Any question, as `huiqi schema question` describes it."""
    law, told = law or embedded(), _json(question)
    with refusals():
        return Answer(law.ask(told, None), told, None, law)


def assess(
    facts: Facts,
    *,
    form: Optional[str] = None,
    year: Optional[int] = None,
    known_on: object = None,
    strict: bool = False,
    law: Optional[Law] = None,
) -> Answer:
    """One form, the present one by default: every tax and fee of the year, and what is left to the owner."""
    return _ask(Answer, "assess", facts, {"form": form and form_of(form)}, year, known_on, strict, law)


def compare(
    facts: Facts,
    *,
    to: Sequence[str] = (),
    convert_on: object = None,
    vat_status: Optional[str] = None,
    years: Optional[tuple[int, int]] = None,
    allow_missing: bool = False,
    year: Optional[int] = None,
    known_on: object = None,
    strict: bool = False,
    law: Optional[Law] = None,
) -> Comparison:
    """The present form beside others, all of them by default; with facts that are unknown, ranges."""
    asked = {"to": forms(to), "convert_on": convert_on, "vat_status": vat_status, "years": years, "allow_missing": allow_missing}
    return _ask(Comparison, "compare", facts, asked, year, known_on, strict, law)


def explain(
    facts: Facts,
    line: str,
    *,
    form: Optional[str] = None,
    year: Optional[int] = None,
    known_on: object = None,
    strict: bool = False,
    law: Optional[Law] = None,
) -> Explanation:
    """One line, such as ``vat``, step by step, each with its article."""
    return _ask(Explanation, "explain", facts, {"line": line_of(line), "form": form and form_of(form)}, year, known_on, strict, law)


def break_even(
    facts: Facts,
    over: str,
    *,
    to: Sequence[str] = (),
    year: Optional[int] = None,
    known_on: object = None,
    strict: bool = False,
    law: Optional[Law] = None,
) -> BreakEven:
    """Where along an input, such as ``profit`` or ``sales=0..500万元``, one form overtakes another."""
    return _ask(BreakEven, "breakeven", facts, {"over": over, "to": forms(to)}, year, known_on, strict, law)


def cliffs(
    facts: Facts,
    over: str,
    *,
    form: Optional[str] = None,
    year: Optional[int] = None,
    known_on: object = None,
    strict: bool = False,
    law: Optional[Law] = None,
) -> Cliffs:
    """Where along an input the burden jumps or bends, and which article makes it."""
    return _ask(Cliffs, "cliffs", facts, {"over": over, "form": form and form_of(form)}, year, known_on, strict, law)


def sweep(
    facts: Facts,
    over: str,
    *,
    over2: Optional[str] = None,
    to: Sequence[str] = (),
    points: int = 11,
    year: Optional[int] = None,
    known_on: object = None,
    strict: bool = False,
    law: Optional[Law] = None,
) -> Sweep:
    """Burden and what is left to the owner along one input or two: ``profit=0..300万元``."""
    asked = {"over": over, "over2": over2, "to": forms(to), "points": points}
    return _ask(Sweep, "sweep", facts, asked, year, known_on, strict, law)


def optimise(
    facts: Facts,
    *,
    wage: Optional[str] = None,
    share: Optional[str] = None,
    status: bool = False,
    filing: bool = False,
    month: bool = False,
    to: Optional[Sequence[str]] = None,
    year: Optional[int] = None,
    known_on: object = None,
    strict: bool = False,
    law: Optional[Law] = None,
) -> Optimum:
    """The choices that leave the owner most; where nothing is said, all of them are free."""
    asked = {"wage": wage, "share": share, "status": status, "filing": filing, "month": month, "to": None if to is None else forms(to)}
    return _ask(Optimum, "optimise", facts, asked, year, known_on, strict, law)


def calendar(
    facts: Facts,
    *,
    to: Optional[str] = None,
    convert_on: object = None,
    year: Optional[int] = None,
    known_on: object = None,
    strict: bool = False,
    law: Optional[Law] = None,
) -> Answer:
    """What to file and by when; `Answer.written("ics")` is the calendar's file."""
    return _ask(Answer, "calendar", facts, {"to": to and form_of(to), "convert_on": convert_on}, year, known_on, strict, law)


def prepay(
    facts: Facts,
    *,
    form: Optional[str] = None,
    year: Optional[int] = None,
    known_on: object = None,
    strict: bool = False,
    law: Optional[Law] = None,
) -> Answer:
    """Prepayments of income tax and the settlement."""
    return _ask(Answer, "prepay", facts, {"form": form and form_of(form)}, year, known_on, strict, law)


def classify(
    facts: Facts, *, year: Optional[int] = None, known_on: object = None, strict: bool = False, law: Optional[Law] = None
) -> Answer:
    """What the business is: its size, its standing, whom the law takes it for."""
    return _ask(Answer, "classify", facts, {}, year, known_on, strict, law)


def report(
    facts: Facts,
    path: Optional[Union[str, "os.PathLike[str]"]] = None,
    *,
    to: Sequence[str] = (),
    convert_on: object = None,
    lang: Optional[Lang] = None,
    year: Optional[int] = None,
    known_on: object = None,
    strict: bool = False,
    law: Optional[Law] = None,
) -> Answer:
    """All that an adviser hands over; with a path also written to it, as its ending says: ``.html``, ``.md`` or ``.json``."""
    answer = _ask(Answer, "report", facts, {"to": forms(to), "convert_on": convert_on}, year, known_on, strict, law)
    if path is not None:
        answer.save(path, lang=spoken(lang))
    return answer


