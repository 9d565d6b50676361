"""Registers: whatever library they come from, rows in are rows out, and the figures are the command's."""

import json
from decimal import Decimal
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest
from conftest import ROOT, Register, command, decoded

import huiqi


def test_pyarrow(register: Register) -> None:
    table = register.table()
    results = huiqi.assess_table(table)
    assert isinstance(results, pyarrow.Table)
    register.holds(decoded(results))
    many = pyarrow.concat_tables([table.slice(at, 7) for at in range(0, 300, 7)])
    for threads in (1, 2, 5):
        assert huiqi.assess_table(many, threads=threads).equals(huiqi.assess_table(table))


def test_a_large_table_is_shared_out_and_put_together(register: Register) -> None:
    table = pyarrow.concat_tables([register.table()] * 200)
    results = huiqi.assess_table(table, threads=3)
    once = decoded(huiqi.assess_table(register.table()))
    assert results.num_rows == 60_000 and results.slice(59_700).to_pylist() == once == results.slice(0, 300).to_pylist()


def test_polars(register: Register) -> None:
    frame = polars.read_csv(register.file, infer_schema=False)
    results = huiqi.assess_table(frame)
    assert isinstance(results, polars.DataFrame)
    register.holds(results.to_dicts())
    words = ["place", "industry", "locality", "vat_status", "filing", "sale_kind"]
    categories = frame.with_columns(polars.col([word for word in words if word in frame.columns]).cast(polars.Categorical))
    register.holds(huiqi.assess_table(categories).to_dicts())
    # A lazy frame, batch by batch.
    schema = results.schema
    register.holds(frame.lazy().map_batches(huiqi.assess_table, schema=schema, projection_pushdown=False).collect().to_dicts())


def test_pandas(register: Register) -> None:
    frame = pandas.read_csv(register.file, dtype=str)
    frame.index = pandas.Index(range(1000, 1300), name="row")
    results = huiqi.assess_table(frame)
    assert isinstance(results, pandas.DataFrame) and results.index.equals(frame.index)
    rows = results.astype(object).where(results.notna(), None)
    register.holds([dict(row) for row in rows.to_dict("records")])


def test_duckdb(register: Register) -> None:
    relation = duckdb.sql(f"from read_csv('{register.file}', all_varchar = true)")
    results = huiqi.assess_table(relation)
    register.holds(decoded(results))
    rows = duckdb.sql("select count(*), sum(before_total) from results where error is null").fetchall()
    assert rows[0] == (296, sum(row["before_total"] for row in register.results))


def test_others_take_the_result_over_themselves(register: Register) -> None:
    class Other:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return register.table().__arrow_c_stream__(requested_schema)

    results = huiqi.assess_table(Other())
    assert isinstance(results, huiqi.Table) and len(results) == 300 and "error" in results.column_names
    register.holds(decoded(pyarrow.table(results)))


NUMBERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64"]
NUMBERS += ["decimal32(7, 2)", "decimal64(18, 2)", "decimal128(20, 4)", "decimal256(40, 3)", "string", "large_string", "string_view"]


def typed(name: str) -> pyarrow.DataType:
    base, _, inside = name.partition("(")
    return getattr(pyarrow, base)(*map(int, inside.rstrip(")").split(","))) if inside else getattr(pyarrow, base)()


@pytest.mark.parametrize("name", NUMBERS)
def test_every_type_of_number_is_read(register: Register, name: str) -> None:
    """A year, a count and an amount, in a type that holds them: the figures are those of the text."""
    table = register.table().slice(0, 3)
    amounts = pyarrow.array(["100", "90", None])
    table = table.set_column(table.column_names.index("cost_goods"), "cost_goods", amounts)
    told = {"cost_goods": amounts, "year": pyarrow.array(["2024"] * 3)}
    if name not in ("int8", "uint8", "float16", "decimal32(7, 2)"):
        told["cost_goods"] = pyarrow.array(["12345", "30000", None])
    expected, given = table, table
    for column, texts in told.items():
        at = table.column_names.index(column)
        expected = expected.set_column(at, column, texts)
        if column == "year" and name in ("int8", "uint8"):
            given = given.set_column(at, column, texts)
            continue
        of = typed(name)
        if "string" in name:
            given = given.set_column(at, column, texts.cast(of))
            continue
        # pyarrow casts decimals to some types only by way of others.
        numbers = pyarrow.array([None if text is None else Decimal(text) for text in texts.to_pylist()], pyarrow.decimal128(20, 2))
        try:
            values = numbers.cast(of)
        except pyarrow.ArrowNotImplementedError:
            values = numbers.cast(pyarrow.int64()).cast(of)
        given = given.set_column(at, column, values)
    results = huiqi.assess_table(given)
    assert results["error"].null_count == 3
    assert results.equals(huiqi.assess_table(expected))


@pytest.mark.parametrize("index", ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"])
@pytest.mark.parametrize("word", ["string", "large_string"])
def test_every_dictionary_is_read(register: Register, index: str, word: str) -> None:
    table = register.table()
    expected = huiqi.assess_table(table)
    for column in ("place", "industry"):
        words = table[column].combine_chunks().cast(typed(word)).dictionary_encode()
        words = pyarrow.DictionaryArray.from_arrays(words.indices.cast(typed(index), safe=False), words.dictionary)
        if len(words.dictionary) > 120 and index == "int8":
            continue
        table = table.set_column(table.column_names.index(column), column, words)
    assert huiqi.assess_table(table).equals(expected)


def test_options_are_those_of_the_command(register: Register) -> None:
    table = register.table().append_column("备注", pyarrow.array([f"note {row}" for row in range(300)]))
    results = huiqi.assess_table(table, to=["company", "partnership"], lines=["vat"], reliefs=True, year=2024, keep=["备注"], lang="zh")
    names = results.column_names
    assert names[:3] == ["key", "备注", "status"] and "company_vat_relief" in names and "before_stamp" not in names
    assert results["备注"][100].as_py() == "note 100" and results["before_total"][100].as_py() is None
    english = huiqi.assess_table(table, lang="en")["error"][100].as_py()
    assert results["error"][100].as_py() != english and "nowhere" in english
    # The year of the options is that of every row: 1949 is not looked at.
    assert results["error"][7].as_py() is None


def test_a_chinese_header_has_chinese_results(register: Register) -> None:
    chinese = {column["key"]: column["zh"] for column in json.loads(command("schema", "batch"))["columns"]}
    table = register.table()
    results = huiqi.assess_table(table.rename_columns([chinese[name] for name in table.column_names]))
    assert results.column_names[0] == "主体标识" and results.column_names[-1] == "错误"
    assert results["错误"].null_count == 296


def test_an_empty_table_has_an_empty_result(register: Register) -> None:
    table = register.table()
    results = huiqi.assess_table(table.slice(0, 0))
    assert results.num_rows == 0 and results.schema.equals(huiqi.assess_table(table).schema)


def test_what_is_no_register_is_refused(register: Register) -> None:
    def refused(table: Any, **options: Any) -> huiqi.HuiqiError:
        with pytest.raises(huiqi.HuiqiError) as error:
            huiqi.assess_table(table, **options)
        return error.value

    table = register.table()
    codes = {problem.code for problem in refused(pyarrow.table({"a": [1]})).problems}
    assert "column-missing" in codes
    assert refused(table.append_column("sales_q9", table["key"])).kind == "register"
    lists = pyarrow.array([[1]] * 300)
    at = table.column_names.index("cost_goods")
    assert refused(table.set_column(at, "cost_goods", lists)).code == "not-of-this-type"
    assert refused(table.append_column("error", table["key"]), keep=["error"]).code == "column-twice"
    assert refused(table, keep=["nothing"]).code == "not-there"
    assert refused(table, to=["nix"]).code == "not-options"
    assert refused(table, year=1949).kind == "outside"
    with pytest.raises(TypeError, match="Arrow"):
        huiqi.assess_table([{"key": 1}])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'zh'"):
        huiqi.assess_table(table, lang="fr")  # type: ignore[arg-type]


def test_what_a_draft_costs_is_what_the_command_says(register: Register) -> None:
    draft = ROOT / "tests" / "impact" / "draft.toml"
    table, file = register.table(), register.file.with_suffix(".2026.parquet")
    rows = table.set_column(table.column_names.index("year"), "year", pyarrow.array([2026] * 300))
    pyarrow.parquet.write_table(rows, file)
    told = json.loads(command("policies", "impact", draft, "--register", file, "--format", "json"))
    impact = huiqi.impact(rows, draft, threads=2)
    found = json.loads(impact.json())
    # The command names the file before the rows that it could not assess.
    wrong = [each.pop("wrong") for each in (found["register"], told["register"])]
    assert found == told
    assert len(wrong[0]) == len(wrong[1]) == 3 and wrong[0][0].startswith("101: place: ")
    assert impact.register.errors == 3 and "草案" in str(impact.written("markdown", "zh"))
    with pytest.raises(TypeError, match="overlay"):
        huiqi.impact(rows)
