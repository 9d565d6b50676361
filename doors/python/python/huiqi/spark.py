"""Registers in Spark: `assess(df)` assesses every row where it lies.

Needs the extra ``spark``: ``pip install 'huiqi[spark]'``, on the driver and on every worker.
"""

import functools
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Optional, Union

import pyarrow
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from ._errors import refusals
from ._huiqi import Law, Register
from ._language import Lang
from ._questions import embedded
from ._tables import Columns, options_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_Path = Union[str, "os.PathLike[str]"]


@functools.lru_cache(maxsize=8)
def _register(options: str, pack: Optional[str], overlays: tuple[str, ...]) -> Register:
    """Made once in each Python process: Spark's workers serve many tasks."""
    law = embedded() if pack is None and not overlays else Law(pack, overlays)
    return Register(law, options)


def assess(
    df: "DataFrame",
    *,
    to: Optional[Sequence[str]] = None,
    year: Optional[int] = None,
    known_on: object = None,
    lines: Optional[Sequence[str]] = None,
    reliefs: bool = False,
    columns: Optional[Columns] = None,
    ignore: Sequence[str] = (),
    keep: Sequence[str] = (),
    lang: Optional[Lang] = None,
    pack: Optional[_Path] = None,
    overlays: Sequence[_Path] = (),
) -> "DataFrame":
    """As `huiqi.assess_table`, for a DataFrame of Spark: every row in is a row out, those without figures say why in ``error``.

    ``pack`` and ``overlays`` are paths that every worker can read.
    """
    options = options_of(to, year, known_on, lines, reliefs, columns, ignore, keep, lang)
    where = None if pack is None else os.fspath(pack)
    laid_over = tuple(os.fspath(path) for path in overlays)
    # What is wrong with the header is said here, before any job runs.
    told = to_arrow_schema(df.schema)
    with refusals():
        empty = _register(options, where, laid_over).assess(told.empty_table(), 1, False)
    schema = from_arrow_schema(pyarrow.table(empty).schema)

    def partition(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        register = _register(options, where, laid_over)
        for batch in batches:
            # Spark gives a worker one core.
            yield from pyarrow.table(register.assess(batch, 1, False)).to_batches()

    return df.mapInArrow(partition, schema)
