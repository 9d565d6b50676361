"""Registers of businesses in Arrow."""

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Optional, Union

from . import _huiqi
from ._answers import Impact
from ._errors import refusals
from ._huiqi import Law, Register
from ._language import Lang, spoken
from ._questions import Facts, _value, embedded, profile_of

if TYPE_CHECKING:
    from typing import Protocol

    class Arrow(Protocol):
        """What speaks Arrow's PyCapsule interface."""

        def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object: ...


def options_of(
    to: Optional[Sequence[str]],
    year: Optional[int],
    known_on: object,
    lines: Optional[Sequence[str]],
    reliefs: bool,
    ignore: Sequence[str],
    keep: Sequence[str],
    lang: Optional[Lang],
) -> str:
    """The options of a register, as the library reads them."""
    asked = {
        "to": None if to is None else list(to),
        "year": year,
        "known_on": known_on,
        "lines": None if lines is None else list(lines),
        "reliefs": reliefs,
        "english": spoken(lang) == "en",
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
    ignore: Sequence[str] = (),
    keep: Sequence[str] = (),
    lang: Optional[Lang] = None,
    threads: Optional[int] = None,
    law: Optional[Law] = None,
) -> Any:
    """Assesses every row of a register, whose columns `huiqi schema batch` lists: as many rows, in the same order.

    A row that cannot be assessed has null figures, and ``error`` (``错误`` below a Chinese header) says why. The table comes from
    whatever speaks Arrow: pyarrow, Polars, pandas (with pyarrow), DuckDB; pyarrow, Polars and pandas get their own kind back, DuckDB
    pyarrow's, anything else a `huiqi.Table`. Options are those of `huiqi batch`; ``to`` is a one-person company where it is left out.
    """
    kind, given = _arrow(table)
    options = options_of(to, year, known_on, lines, reliefs, ignore, keep, lang)
    with refusals():
        results = Register(law or embedded(), options).assess(given, threads)
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
    overlay: "Union[str, os.PathLike[str], Sequence[Union[str, os.PathLike[str]]]]" = (),
    *,
    facts: Optional[Facts] = None,
    before: Optional[Law] = None,
    after: Optional[Law] = None,
    ignore: Sequence[str] = (),
    lang: Optional[Lang] = None,
    threads: Optional[int] = None,
) -> Impact:
    """What a draft costs, as `huiqi policies impact`: measure by measure, and in yuan for a business or over a register.

    The draft is laid over the built-in law, or ``before`` is held against ``after``. Both laws are applied in one pass; the answer has
    who gains and loses and what is paid by tax, measure, place, sector, size and decile.
    """
    if (after is None) == (not overlay):
        raise TypeError("overlay or after: give one of them / 请提供 overlay 或 after 之一")
    paths = [overlay] if isinstance(overlay, (str, os.PathLike)) else list(overlay)
    with refusals():
        laws = (before or embedded(), after or Law(overlays=paths))
    profile = None if facts is None else profile_of(facts, laws[0], False)
    given = None if table is None else _arrow(table)[1]
    with refusals():
        return Impact(_huiqi.Impact(laws, profile, given, list(ignore), spoken(lang) == "en", threads), laws[0])
