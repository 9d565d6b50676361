"""What the tests share: the command, and a register with bad rows that it has assessed."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.csv
import pyarrow.parquet
import pytest

import huiqi

ROOT = Path(__file__).parents[3]
#: The command that was built beside the wheel, or else the wheel's.
HUIQI = [os.environ["HUIQI"]] if "HUIQI" in os.environ else [sys.executable, "-m", "huiqi"]

huiqi.language("en")


def command(*words: object) -> str:
    """What the command prints."""
    words = (*HUIQI, *map(str, words), "--lang", "en")
    return subprocess.run(list(words), check=True, capture_output=True, text=True, encoding="utf-8").stdout


class Register:
    """A register as a file, with what the command made of it."""

    def __init__(self, folder: Path) -> None:
        made = folder / "made.csv"
        command("synth", 300, "-o", made)
        with made.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        header, rows = rows[0], rows[1:]
        bad = {7: ("year", "1949"), 100: ("place", "nowhere"), 211: ("industry", ""), 299: ("place", "12")}
        for row, (column, cell) in bad.items():
            rows[row][header.index(column)] = cell
        self.bad = list(bad)
        self.file = folder / "register.csv"
        with self.file.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        self.columns: list[str] = header
        out = folder / "results.parquet"
        command("batch", self.file, "-o", out)
        #: The rows that have a result, and what is wrong with the others.
        self.results: list[dict[str, Any]] = decoded(pyarrow.parquet.read_table(out))
        errors = (folder / "results.parquet.errors.jsonl").read_text(encoding="utf-8")
        self.errors = [json.loads(line) for line in errors.splitlines()]

    def table(self) -> pyarrow.Table:
        """The rows as pyarrow reads them: all of them text."""
        options = pyarrow.csv.ConvertOptions(column_types={name: pyarrow.string() for name in self.columns})
        return pyarrow.csv.read_csv(self.file, convert_options=options)

    def holds(self, rows: Sequence[dict[str, Any]]) -> None:
        """As many rows as went in, in their order: the command's results, and nulls with an error where it has none."""
        assert len(rows) == 300
        good = [{name: value for name, value in row.items() if name != "error"} for row in rows if row["error"] is None]
        assert good == self.results
        wrong = [(at, row) for at, row in enumerate(rows) if row["error"] is not None]
        assert [at for at, _ in wrong] == self.bad
        for (_, row), error in zip(wrong, self.errors, strict=True):
            assert row["key"] and all(value is None for name, value in row.items() if name not in ("key", "error"))
            assert error["what"] in row["error"]


def decoded(table: pyarrow.Table) -> list[dict[str, Any]]:
    """Rows, whatever their words are encoded as."""
    return [{name: row[name] for name in table.column_names} for row in table.to_pylist()]


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return Register(tmp_path_factory.mktemp("register"))


@pytest.fixture
def shop() -> dict[str, Any]:
    return {
        "name": "noodle shop",
        "year": 2023,
        "place": "麒麟区",
        "locality": "city",
        "industry": "H6210",
        "form": "individual-business",
        "vat": {"status": "small-scale", "filing": "quarter"},
        "sales": [{"period": "Q1", "kind": "services", "amount": "40.4万元"}],
        "costs": {"goods": "15万元"},
        "owner": {"comprehensive_income": 0},
    }
