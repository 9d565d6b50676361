"""Answers: the JSON of `huiqi schema answer`, with amounts as decimals and every field as an attribute."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from . import _huiqi
from ._errors import refusals
from ._language import Lang, language, spoken

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
#: Texts that may look like numbers.
_TEXTS = frozenset(
    ["name", "period", "version", "hash", "zh", "en", "id", "key", "number", "document", "article", "file", "path", "code", "place"]
)
#: What the endings of files say.
_FORMATS = {".html": "html", ".md": "markdown", ".csv": "csv", ".ics": "ics", ".svg": "svg"}


class Values(Mapping[str, Any]):
    """An object of JSON: ``values["total"]`` and ``values.total`` are the same. Amounts are `decimal.Decimal`, in yuan."""

    __slots__ = ("_values",)

    def __init__(self, values: dict[str, Any]) -> None:
        object.__setattr__(self, "_values", values)

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __getattr__(self, name: str) -> Any:
        # What is no field is not looked for: nothing is there yet while a copy is made.
        if name.startswith("_") or name not in self._values:
            raise AttributeError(name if name.startswith("_") else f"{name!r}: there is / 只有 {', '.join(self._values)}")
        return self._values[name]

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("an answer does not change / 结果不可更改")

    def __getstate__(self) -> dict[str, Any]:
        return dict(self._values)

    def __setstate__(self, values: dict[str, Any]) -> None:
        object.__setattr__(self, "_values", values)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._values]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self._values)})"

    def find_line(self, line: str) -> "Values":
        """The tax or fee of this name among ``lines``."""
        found: Values = next(found for found in self._values["lines"] if found["id"] == line)
        return found


def _read(values: dict[str, Any]) -> Values:
    for key, value in values.items():
        if key not in _TEXTS:
            values[key] = _number(value)
    return Values(values)


def _number(value: Any) -> Any:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    if isinstance(value, list):
        return [_number(each) for each in value]
    return value


class Answer(Values):
    """What was found, with all that it stands on; the fields are those of `huiqi schema answer`."""

    __slots__ = ("_json", "_law", "_profile", "_question")

    def __init__(self, told: str, question: str, profile: Optional[_huiqi.Profile], law: _huiqi.Law) -> None:
        super().__init__(dict(json.loads(told, object_hook=_read)))
        for name, value in (("_json", told), ("_question", question), ("_profile", profile), ("_law", law)):
            object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("an answer holds its law: keep `answer.json()` / 请保存 answer.json()")

    def __getattr__(self, name: str) -> Any:
        # What is asked of one form is of its side: `assess(…).lines`.
        of_side = not name.startswith("_") and name not in self._values and "assessment" in self._values
        return getattr(self._values["assessment"], name) if of_side else super().__getattr__(name)

    def find_line(self, line: str) -> Values:
        """The tax or fee of this name, where the answer is of one form."""
        side = self._values.get("assessment")
        return side.find_line(line) if side is not None else super().find_line(line)

    def json(self) -> str:
        """The text of the JSON: what the command prints with ``--format json``."""
        return str(self._json)

    def written(self, format: str, lang: Optional[Lang] = None) -> Optional[str]:
        """The answer as ``html``, ``markdown``, ``csv``, ``ics`` or ``svg``; `None` where it has no such form."""
        with refusals():
            text: Optional[str] = self._law.written(self._question, self._profile, format, spoken(lang) == "en")
        return text

    def save(self, path: "str | os.PathLike[str]", lang: Optional[Lang] = None) -> None:
        """Writes the answer into a file, as its ending says: ``.html``, ``.md``, ``.csv``, ``.ics``, ``.svg`` or ``.json``."""
        path = Path(path)
        ending = path.suffix.lower()
        text = self.json() if ending == ".json" else self.written(_FORMATS.get(ending, ending), lang)
        if text is None:
            raise ValueError(f"{path}: this answer has no form as {ending} / 该结果不能写成 {ending}")
        path.write_text(text, encoding="utf-8", newline="")

    def __str__(self) -> str:
        return self.written("markdown") or ""

    def _repr_html_(self) -> str:
        page = self.written("html") or ""
        body = re.search(r"<main[^>]*>(.*)</main>", page, re.DOTALL)
        # Pictures are drawn with the style of the page: `report` and `plot` have them.
        shown = re.sub(r"<svg.*?</svg>", "", body[1] if body else page, flags=re.DOTALL)
        return f'<div lang="{"en" if language() == "en" else "zh-CN"}">{shown}</div>'


class Impact(Answer):
    """What changes from one law to another: ``measures``, and in yuan ``business`` and ``register``."""

    __slots__ = ("_found",)

    def __init__(self, found: _huiqi.Impact, law: _huiqi.Law) -> None:
        super().__init__(found.json(), "", None, law)
        object.__setattr__(self, "_found", found)

    def written(self, format: str, lang: Optional[Lang] = None) -> Optional[str]:
        """As `Answer.written`."""
        with refusals():
            text: Optional[str] = self._found.written(format, spoken(lang) == "en")
        return text

    def to_frame(self, by: Optional[str] = None) -> "pandas.DataFrame":
        """What is paid before and after, and the change.

        Of a register a row a group: ``by`` is ``line`` (the default), ``measure``, ``place``, ``sector``, ``size`` or ``decile``. Of a
        business a row a form and line. Where nothing was asked in yuan, a row a figure of the law that changes, without a change.
        """
        import pandas

        register, business = self._values["register"], self._values["business"]
        if register is not None:
            groups = [name.removeprefix("by_") for name in register if name.startswith("by_")]
            by = by or "line"
            if by not in groups:
                raise ValueError(f"by: {by!r} is none of / 应为 {', '.join(groups)}")
            rows: list[dict[str, Any]] = [dict(row) for row in register[f"by_{by}"]]
        elif by is not None:
            raise ValueError("by: this answer is of no register / 该结果不含名册")
        elif business is not None:
            rows = [{"form": form.form, **line} for form in business.forms for line in form.lines]
        else:
            figures = [{"measure": measure.measure, "change": measure.change, **of} for measure in self.measures for of in measure.figures]
            return pandas.DataFrame(figures, columns=["measure", "change", "figure", "before", "after"])
        frame = pandas.DataFrame([{**row, "change": row["after"] - row["before"]} for row in rows])
        first = dict.fromkeys(["form", "line", by, "businesses", "before", "after", "change"])
        columns = [name for name in first if name in frame.columns]
        return frame[[*columns, *frame.columns.drop(columns)]]


class Comparison(Answer):
    """The present form beside others."""

    __slots__ = ()

    @property
    def forms(self) -> dict[str, Values]:
        """Every form that was assessed, the present one first; where facts are unknown, its ranges."""
        if "forms" in self._values:
            return {found.form: found for found in self._values["forms"]}
        sides = [self.before, self.after, *(other.after for other in self.others)]
        return {side.form: side for side in sides}

    def to_frame(self) -> "pandas.DataFrame":
        """What is payable by line, a column a form; the last rows are the total and what is left to the owner."""
        import pandas

        if "before" not in self._values:
            raise ValueError("this answer is of ranges or years: see `forms` or `years` / 该结果是范围或多个年度：见 forms 或 years")
        columns = {
            form: {**{line.id: line.payable for line in side.lines}, "total": side.total, "net_to_owner": side.net_to_owner}
            for form, side in self.forms.items()
        }
        return pandas.DataFrame(columns)


class Explanation(Answer):
    """One line, step by step: ``steps``, each with ``formula``, ``result`` and ``citation``."""

    __slots__ = ()


class BreakEven(Answer):
    """Where one form overtakes another: ``forms``, each with its ``crossings``."""

    __slots__ = ()

    def to_frame(self) -> "pandas.DataFrame":
        """A row a crossing: the form, where it is, and whether the form pays from there on."""
        import pandas

        rows = [
            {"form": form.form, "at": crossing.at, "pays": crossing.pays, "line": crossing.line}
            for form in self.forms
            for crossing in form.crossings
        ]
        return pandas.DataFrame(rows, columns=["form", "at", "pays", "line"])


class Cliffs(Answer):
    """Where the burden jumps or bends: ``cliffs``, each with its ``cause``."""

    __slots__ = ()

    def to_frame(self) -> "pandas.DataFrame":
        """A row a jump or bend."""
        import pandas

        names = ["before", "after", "jump", "net_jump", "line"]
        return pandas.DataFrame([{name: cliff[name] for name in names} for cliff in self.cliffs], columns=names)


class Optimum(Answer):
    """The choices that leave the owner most: ``together`` and, each alone, ``alone``."""

    __slots__ = ()

    @property
    def best(self) -> Values:
        """The best of all choices together."""
        found: Values = self.together.found[0]
        return found


class Sweep(Answer):
    """Burden and what is left to the owner along one input or two."""

    __slots__ = ()

    def to_frame(self) -> "pandas.DataFrame":
        """A row a value and form."""
        import pandas

        names = ["form", "burden", "net", "difference"]
        rows = [
            {"value": point.value, "second": point.second, "breaks": point.breaks, **{name: form[name] for name in names}}
            for point in self.points
            for form in point.forms
            if form is not None
        ]
        return pandas.DataFrame(rows, columns=["value", "second", "breaks", *names])

    def plot(self, ax: "Optional[Axes]" = None, what: str = "net") -> "Axes":
        """Draws ``net`` or ``burden`` over the input, a line a form. In Chinese where a font has the letters."""
        import matplotlib.pyplot
        from matplotlib import font_manager

        if self.second is not None:
            raise ValueError("a sweep over two inputs is no line: use to_frame() / 两个变量的结果不能画成线，请用 to_frame()")
        if ax is None:
            ax = matplotlib.pyplot.subplots()[1]
        known = {font.name for font in font_manager.fontManager.ttflist}
        font = next((name for name in _CHINESE_FONTS if name in known), None) if language() == "zh" else None
        words = {key: zh if font else en for key, zh, en in _huiqi.forms()}
        for form in self.forms:
            found = [(point.value, side[what]) for point in self.points for side in point.forms if side and side.form == form]
            # A picture needs no fen.
            ax.plot([float(value) for value, _ in found], [float(amount) for _, amount in found], label=words[form])
        titles = {"net": ("投资者所得（元）", "left to the owner (yuan)"), "burden": ("税费合计（元）", "total burden (yuan)")}
        ax.set_xlabel(str(self.axis))
        ax.set_ylabel(titles[what][0 if font else 1], fontfamily=font)
        ax.legend(prop={"family": font} if font else None)
        return ax


_CHINESE_FONTS = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei")
