"""Registers of businesses in Arrow."""

import codecs
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional, Union

from . import _huiqi
from ._answers import Impact
from ._errors import refusals
from ._huiqi import Law, Register
from ._language import Lang, spoken
from ._questions import Facts, _value, embedded, profile_of
from ._words import forms
from ._words import lines as keys_of_lines

if TYPE_CHECKING:
    from typing import Protocol

    class Arrow(Protocol):
        """What speaks Arrow's PyCapsule interface."""

        def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object: ...


_Path = Union[str, "os.PathLike[str]"]

#: What the columns are called in a table: the path of a file that `huiqi batch --map` began, or
#: ``{"their column": "our column", "another": {"column": "sales_year", "unit": "万元"}, "a third": "ignored"}``.
Columns = Union[Mapping[str, Union[str, Mapping[str, str]]], _Path]


def _map_text(columns: Optional[Columns]) -> Optional[dict[str, str]]:
    """A mapping as the text of its file."""
    if columns is None:
        return None
    if isinstance(columns, (str, os.PathLike)):
        return {"name": os.fspath(columns), "text": _decoded(Path(columns).read_bytes())}

    def written(value: object) -> str:
        if not isinstance(value, Mapping):
            return json.dumps(value, ensure_ascii=False)
        return "{" + ", ".join(f"{written(name)} = {written(word)}" for name, word in value.items()) + "}"

    lines = [f"{written(theirs)} = {written(ours)}\n" for theirs, ours in columns.items()]
    return {"name": "columns", "text": "[columns]\n" + "".join(lines)}


def _decoded(told: bytes) -> str:
    """As the command reads a mapping: a spreadsheet may have saved it."""
    if told.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return told.decode("utf-16")
    try:
        return told.decode("utf-8-sig")
    except UnicodeDecodeError:
        return told.decode("gb18030")


def options_of(
    to: Optional[Sequence[str]],
    year: Optional[int],
    known_on: object,
    lines: Optional[Sequence[str]],
    reliefs: bool,
    columns: Optional[Columns],
    ignore: Sequence[str],
    keep: Sequence[str],
    lang: Optional[Lang],
) -> str:
    """The options of a register, as the library reads them."""
    asked = {
        "to": None if to is None else forms(to),
        "year": year,
        "known_on": known_on,
        "lines": None if lines is None else keys_of_lines(lines),
        "reliefs": reliefs,
        "english": spoken(lang) == "en",
        "columns": _map_text(columns),
        "ignore": list(ignore),
        "keep": list(keep),
    }
    return json.dumps(asked, default=_value)


def _arrow(table: object) -> tuple[str, Any]:
    """The library that a table is of, and what of it speaks Arrow."""
    kind = type(table).__module__.partition(".")[0].lstrip("_")
    given: Any = table
    if kind == "pandas":
        given = given.reset_index(drop=True)
    if not hasattr(given, "__arrow_c_stream__"):
        what = f"table: {type(table).__name__} does not speak Arrow; give a table of pyarrow, Polars, pandas or DuckDB"
        raise TypeError(f"{what} / 请提供 pyarrow、Polars、pandas 或 DuckDB 的表")
    return kind, given


def assess_table(
    table: "Arrow",
    *,
    to: Optional[Sequence[str]] = None,
    year: Optional[int] = None,
    known_on: object = None,
    lines: Optional[Sequence[str]] = None,
    reliefs: bool = False,
    columns: Optional[Columns] = None,
    ignore: Sequence[str] = (),
    keep: Sequence[str] = (),
    strict: bool = False,
    lang: Optional[Lang] = None,
    threads: Optional[int] = None,
    law: Optional[Law] = None,
) -> Any:
    """Assesses every row of a register, whose columns `huiqi schema batch` lists: as many rows, in the same order.

    A row that cannot be assessed has null figures, and ``error`` (``错误`` below a Chinese header) says why; ``strict=True`` refuses the
    first of them. ``notes`` (``说明``) says what was taken as usual. The table comes from whatever speaks Arrow: pyarrow, Polars, pandas
    (with pyarrow), DuckDB; pyarrow, Polars and pandas get their own kind back, DuckDB pyarrow's, anything else a `huiqi.Table`. Options
    are those of `huiqi batch`; ``to`` is a one-person company where it is left out.
    """
    kind, given = _arrow(table)
    options = options_of(to, year, known_on, lines, reliefs, columns, ignore, keep, lang)
    with refusals():
        results = Register(law or embedded(), options).assess(given, threads, strict)
    if kind == "polars":
        import polars

        return polars.DataFrame(results)
    if kind in ("pandas", "pyarrow", "duckdb"):
        import pyarrow

        arrow = pyarrow.table(results)
        if kind != "pandas":
            return arrow
        frame = arrow.to_pandas()
        frame.index = table.index  # type: ignore[attr-defined]
        return frame
    return results


def impact(
    table: "Optional[Arrow]" = None,
    overlay: Union[_Path, Sequence[_Path]] = (),
    *,
    facts: Optional[Facts] = None,
    to: Sequence[str] = (),
    place: Optional[str] = None,
    year: Optional[int] = None,
    years: Optional[tuple[int, int]] = None,
    published: Optional[tuple[object, object]] = None,
    before: Optional[Law] = None,
    after: Optional[Law] = None,
    columns: Optional[Columns] = None,
    ignore: Sequence[str] = (),
    lang: Optional[Lang] = None,
    threads: Optional[int] = None,
) -> Impact:
    """What a draft costs, as `huiqi policies impact`: measure by measure, and in yuan for a business or over a register.

    The draft in ``overlay`` is laid over ``before``, the built-in law where nothing is said; or ``before`` is held against ``after``; or
    the law of two ``years``, or what had been ``published`` by two days. Both are applied in one pass; the answer has who gains and
    loses and what is paid by tax, measure, place, sector, size and decile.
    """
    drafts = [overlay] if isinstance(overlay, (str, os.PathLike)) else list(overlay)
    if [bool(drafts), after is not None, years is not None, published is not None].count(True) != 1:
        raise TypeError("give one of: overlay, after, years, published / 请提供其中之一：overlay、after、years、published")
    if table is not None and facts is not None:
        raise TypeError("give table or facts / 请提供 table 或 facts 之一")
    given = None if table is None else _arrow(table)[1]
    asked = {
        "years": years,
        "published": published,
        "year": year,
        "place": place,
        "to": forms(to),
        "columns": _map_text(columns),
        "ignore": list(ignore),
        "english": spoken(lang) == "en",
    }
    with refusals():
        law = before or embedded()
        laws = (law, law.overlaid(drafts) if drafts else after or law)
        profile = None if facts is None else profile_of(facts, law, False)
        return Impact(_huiqi.Impact(laws, profile, given, json.dumps(asked, default=_value), threads), law)
