"""Registers: whatever library they come from, rows in are rows out, and the figures are the command's."""

import datetime
import json
from decimal import Decimal
from pathlib import Path
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
    chinese = {"to": ["有限公司", "合伙企业"], "lines": "增值税", "reliefs": True, "year": 2024}
    assert huiqi.assess_table(table, **chinese, keep=["备注"], lang="zh").equals(results)
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


def test_strict_refuses_the_first_row_without_figures(register: Register) -> None:
    table = register.table()
    with pytest.raises(huiqi.HuiqiError) as refused:
        huiqi.assess_table(table, strict=True, threads=3)
    assert refused.value.code == "row-refused" and str(refused.value).startswith("row 8: ") and "1949" in str(refused.value)
    good = table.slice(8, 92)
    assert huiqi.assess_table(good, strict=True).equals(huiqi.assess_table(good))


def test_what_was_taken_as_usual_is_named(register: Register) -> None:
    told = {"key": ["1"], "year": [2024], "place": ["麒麟区"], "industry": ["H6210"], "sales_q1": ["12万元"], "cost_goods": [50_000]}
    [row] = huiqi.assess_table(pyarrow.table(told)).to_pylist()
    assert row["error"] is None and row["before_total"] is not None and "usual-locality; usual-vat-status" in row["notes"]
    assert all("usual" not in (row["notes"] or "") for row in register.results)


def test_columns_may_be_called_otherwise(register: Register, tmp_path: Path) -> None:
    """The same rows under other names and in another unit: the figures are the same, and those of the command under the same map."""
    table = register.table()
    tens = [text and str(Decimal(text) / 10_000) for text in table["cost_goods"].to_pylist()]
    table = table.set_column(table.column_names.index("cost_goods"), "cost_goods", pyarrow.array(tens, pyarrow.string()))
    theirs = {"key": "户号", "industry": "trade code", "cost_goods": "进货\n（万元）"}
    table = table.rename_columns([theirs.get(name, name) for name in table.column_names]).append_column("profit tax", table["key"])
    columns = {
        "户号": "key",
        "trade code": "industry",
        "进货\n（万元）": {"column": "cost_goods", "unit": "万元"},
        "profit tax": "ignored",
    }
    register.holds(decoded(huiqi.assess_table(table, columns=columns)))
    file = tmp_path / "map.toml"
    lines = ['"户号" = "主体标识"', '"trade code" = "industry"', '"进货\\n（万元）" = { column = "cost_goods", unit = "万元" }']
    for encoding in ("utf-8", "gb18030", "utf-16"):
        file.write_text("\n".join(["[columns]", *lines, '"profit tax" = "略去"']), encoding=encoding)
        register.holds(decoded(huiqi.assess_table(table, columns=file)))
    pyarrow.parquet.write_table(table, tmp_path / "theirs.parquet")
    command("batch", tmp_path / "theirs.parquet", "--columns", file, "-o", tmp_path / "out.parquet")
    assert decoded(pyarrow.parquet.read_table(tmp_path / "out.parquet")) == register.results
    ours = dict(huiqi.impact(register.table(), DRAFT, year=2026).register)
    foreign = dict(huiqi.impact(table, DRAFT, year=2026, columns=columns).register)
    # What is wrong with a row goes by the name that the column has there.
    wrong = ours.pop("wrong"), foreign.pop("wrong")
    assert foreign == ours and ours["all"].businesses == 297
    assert wrong[0][1].startswith("212: industry: ") and wrong[1][1].startswith("212: trade code: ")


def test_a_wrong_map_says_which_column(register: Register, tmp_path: Path) -> None:
    def refused(columns: Any) -> huiqi.HuiqiError:
        with pytest.raises(huiqi.HuiqiError) as error:
            huiqi.assess_table(register.table(), columns=columns)
        return error.value

    assert refused({"户号": "key"}).code == "mapped-not-there" and "户号" in str(refused({"户号": "key"}))
    misspelt = refused({"name": "ignored", "key": "kay"})
    assert misspelt.code == "no-such-column-meant" and misspelt.problems[0].place == {"file": "columns", "line": 3, "column": 9}
    assert refused({"key": {"column": "key", "unit": "万元"}}).code == "no-unit-here"
    assert refused({"key": 7}).problems
    with pytest.raises(FileNotFoundError):
        huiqi.assess_table(register.table(), columns=tmp_path / "nothing.toml")


DRAFT = ROOT / "tests" / "impact" / "draft.toml"
WORKSHOP = ROOT / "examples" / "machine-workshop.toml"


def test_what_a_draft_costs_is_what_the_command_says(register: Register) -> None:
    told = json.loads(command("policies", "impact", DRAFT, "--year", 2026, "--register", register.file, "--format", "json"))
    impact = huiqi.impact(register.table(), DRAFT, year=2026, threads=2)
    found = json.loads(impact.json())
    # The command names the file before the rows that it could not assess.
    wrong = [each.pop("wrong") for each in (found["register"], told["register"])]
    assert found == told
    assert len(wrong[0]) == len(wrong[1]) == 3 and wrong[0][0].startswith("101: place: ")
    assert impact.register.errors == 3 and "草案" in str(impact.written("markdown", "zh"))
    many = pyarrow.concat_tables([register.table()] * 120)
    assert huiqi.impact(many, DRAFT, year=2026, threads=3).register.all.gained == 120 * impact.register.all.gained > 0


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"overlay": DRAFT}, [DRAFT]),
        (
            {"overlay": [DRAFT], "facts": WORKSHOP, "year": 2026, "to": ["company"]},
            [DRAFT, "--profile", WORKSHOP, "--year", 2026, "--to", "company"],
        ),
        ({"years": (2022, 2024), "facts": WORKSHOP}, ["--years", "2022..2024", "--profile", WORKSHOP]),
        (
            {"published": ("2023-08-01", datetime.date(2023, 8, 2)), "place": "深圳市"},
            ["--published", "2023-08-01..2023-08-02", "--place", "深圳市"],
        ),
        ({"after": huiqi.Law(ROOT / "policies"), "place": "530302"}, ["--beside", ROOT / "policies", "--place", "530302"]),
    ],
)
def test_laws_are_held_against_each_other_as_by_the_command(asked: dict[str, Any], words: list[object]) -> None:
    assert json.loads(huiqi.impact(**asked).json()) == json.loads(command("policies", "impact", *words, "--format", "json"))


def test_an_impact_has_frames_and_shows_itself(register: Register) -> None:
    impact = huiqi.impact(register.table(), DRAFT, year=2026)
    lines = impact.to_frame()
    assert list(lines.columns[:5]) == ["line", "businesses", "before", "after", "change"] and "vat" in set(lines["line"])
    assert sum(lines["change"]) == impact.register.all.after - impact.register.all.before < 0
    for by in ("place", "sector", "size", "decile"):
        frame = impact.to_frame(by)
        assert frame.columns[0] == by and sum(frame["gain"]) == impact.register.all.gain > 0
    assert list(impact.to_frame("measure").columns[:3]) == ["line", "measure", "businesses"]
    with pytest.raises(ValueError, match="decile"):
        impact.to_frame("county")
    shown = impact._repr_html_()
    assert "<table" in shown and "Value-added tax" in shown and "<script" not in shown
    business = huiqi.impact(overlay=DRAFT, facts=WORKSHOP, year=2026).to_frame()
    assert list(business.columns) == ["form", "line", "before", "after", "change"] and "company" in set(business["form"])
    years = huiqi.impact(years=(2022, 2023)).to_frame()
    assert list(years.columns) == ["measure", "change", "figure", "before", "after"]
    with pytest.raises(ValueError, match="register"):
        huiqi.impact(years=(2022, 2023)).to_frame("line")


def test_an_impact_asks_one_thing(register: Register) -> None:
    with pytest.raises(TypeError, match="overlay"):
        huiqi.impact(register.table())
    with pytest.raises(TypeError, match="overlay"):
        huiqi.impact(overlay=DRAFT, years=(2022, 2023))
    with pytest.raises(TypeError, match="facts"):
        huiqi.impact(register.table(), DRAFT, facts=WORKSHOP)

    def code(**asked: Any) -> str:
        with pytest.raises(huiqi.HuiqiError) as refused:
            huiqi.impact(**asked)
        return refused.value.code

    assert code(years=(1949, 2024)) == code(overlay=DRAFT, year=1949)
    assert code(overlay=ROOT / "nothing.toml") == "cannot-read"
    assert code(overlay=DRAFT, to=["nix"]) == "not-options"
    assert code(overlay=DRAFT, place="nowhere")
    assert code(overlay=DRAFT, table=pyarrow.table({"a": [1]})).startswith("column")
