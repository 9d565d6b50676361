"""Writes the register of three rows that `plain.csv` holds with the programs that people use, in their codecs and types.

    python -m venv venv && venv/bin/pip install pyarrow polars duckdb openpyxl XlsxWriter
    venv/bin/python make.py          # LibreOffice by `soffice`, where it is installed

tests/attack/writers.rs holds each file to the results of plain.csv. The versions that wrote the files stand in `versions.txt`."""

import csv, decimal, pathlib, shutil, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).parent
HEADER, *ROWS = list(csv.reader(open(HERE / "plain.csv", encoding="utf-8")))
AMOUNTS = {"sales_q1", "sales_q2", "cost_other", "assets", "owner_income"}
COUNTS = {"year", "place", "staff"}


def columns(amount=float, count=int, truth=lambda text: text == "yes"):
    """The columns as numbers, truths and texts; an empty cell is None."""
    out = {}
    for at, name in enumerate(HEADER):
        of = amount if name in AMOUNTS else count if name in COUNTS else truth if name == "restricted_industry" else str
        out[name] = [of(row[at]) if row[at] else None for row in ROWS]
    return out


def with_pyarrow(versions):
    import pyarrow as pa, pyarrow.csv, pyarrow.parquet as pq

    versions["pyarrow"] = pa.__version__
    usual = pa.table(columns())
    for codec in ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]:
        pq.write_table(usual, HERE / f"pyarrow-{codec}.parquet", compression=codec, store_schema=False)
    pq.write_table(usual, HERE / "pyarrow-v1-pages-v2.parquet", version="1.0", data_page_version="2.0", row_group_size=1)
    pq.write_table(usual, HERE / "pyarrow-plain.parquet", use_dictionary=False, write_statistics=False)
    encodings = {name: "DELTA_BINARY_PACKED" for name in COUNTS} | {name: "BYTE_STREAM_SPLIT" for name in AMOUNTS}
    encodings |= {name: "DELTA_BYTE_ARRAY" for name in ["key", "name", "locality"]} | {"industry": "DELTA_LENGTH_BYTE_ARRAY"}
    pq.write_table(usual, HERE / "pyarrow-delta.parquet", use_dictionary=False, column_encoding=encodings)
    exact = columns(amount=decimal.Decimal)

    def typed(name, count, amount, text):
        fields = []
        for column in HEADER:
            kind = amount if column in AMOUNTS else count if column in COUNTS else pa.bool_() if column == "restricted_industry" else text
            values = exact[column]
            if pa.types.is_floating(kind):
                values = [None if value is None else float(value) for value in values]
            fields.append(pa.array(values).cast(kind) if pa.types.is_dictionary(kind) else pa.array(values, kind))
        pq.write_table(pa.table(fields, names=HEADER), HERE / f"pyarrow-{name}.parquet")

    words = pa.dictionary(pa.int8(), pa.string())
    typed("decimal128", pa.int32(), pa.decimal128(38, 20), pa.large_string())
    typed("decimal256", pa.uint32(), pa.decimal256(50, 2), pa.string_view())
    typed("unsigned", pa.uint64(), pa.decimal128(15, 2), words)
    typed("float64", pa.float64(), pa.float64(), pa.string())
    pa.csv.write_csv(usual, HERE / "pyarrow.csv")


def with_polars(versions):
    import polars as pl

    versions["polars"] = pl.__version__
    frame = pl.DataFrame(columns())
    frame.write_parquet(HERE / "polars.parquet")
    as_words = [pl.col(name).cast(pl.Categorical) for name in ["locality", "industry", "vat_status", "filing", "sale_kind"]]
    frame.with_columns(as_words).write_parquet(HERE / "polars-categorical.parquet", compression="lz4")
    frame.write_csv(HERE / "polars-semicolons.csv", separator=";", include_bom=True, line_terminator="\r\n", quote_style="always")
    frame.write_excel(HERE / "polars.xlsx")


def with_duckdb(versions):
    import duckdb

    versions["duckdb"] = duckdb.__version__
    base = duckdb.connect()
    amounts = ", ".join(f"'{name}': 'DECIMAL(15,2)'" for name in sorted(AMOUNTS))
    base.execute(f"CREATE TABLE r AS SELECT * FROM read_csv('{HERE}/plain.csv', types = {{{amounts}, 'key': 'VARCHAR'}})")
    for name, options in [("duckdb.parquet", "FORMAT parquet"), ("duckdb-zstd.parquet", "FORMAT parquet, COMPRESSION zstd"),
                          ("duckdb.csv", "FORMAT csv, HEADER, DELIMITER '\t'")]:
        base.execute(f"COPY r TO '{HERE}/{name}' ({options})")


def with_openpyxl(versions):
    import openpyxl

    versions["openpyxl"] = openpyxl.__version__
    rows = list(zip(*columns().values()))
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    for row in rows:
        book.active.append(row)
    share = HEADER.index("share_distributed") + 1
    for at, row in enumerate(ROWS, 2):
        cell = book.active.cell(at, share, float(row[share - 1].rstrip("%")) / 100)
        cell.number_format = "0%"
    book.save(HERE / "openpyxl.xlsx")
    streamed = openpyxl.Workbook(write_only=True)
    sheet = streamed.create_sheet("名册")
    for row in [HEADER, *ROWS]:
        sheet.append(row)
    streamed.save(HERE / "openpyxl-texts.xlsx")
    # Formulas: only a program that computes them stores their values.
    sales = HEADER.index("sales_q1") + 1
    for at, row in enumerate(ROWS, 2):
        book.active.cell(at, sales, f"={row[sales - 1]}*2/2")
    return book


def with_xlsxwriter(versions):
    import xlsxwriter

    versions["XlsxWriter"] = xlsxwriter.__version__
    book = xlsxwriter.Workbook(HERE / "xlsxwriter.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate([HEADER, *zip(*columns().values())]):
        sheet.write_row(at, 0, [("yes" if value else "no") if isinstance(value, bool) else value for value in row])
    book.close()


def with_libreoffice(versions, formulas):
    office = shutil.which("soffice")
    if not office:
        sys.exit("no soffice: install libreoffice-calc")
    versions["LibreOffice"] = subprocess.run([office, "--version"], capture_output=True, text=True).stdout.split()[1]
    with tempfile.TemporaryDirectory() as folder:
        formulas.save(f"{folder}/libreoffice-formulas.xlsx")
        shutil.copy(HERE / "openpyxl.xlsx", f"{folder}/libreoffice.xlsx")
        for name, to in [("libreoffice-formulas", "xlsx:Calc MS Excel 2007 XML"), ("libreoffice", "xlsx:Calc MS Excel 2007 XML"),
                         ("libreoffice", "csv:Text - txt - csv (StarCalc):59,34,76,1")]:
            where = ["--convert-to", to, "--outdir", str(HERE), f"{folder}/{name}.xlsx"]
            subprocess.run([office, f"-env:UserInstallation=file://{folder}/office", "--headless", *where], check=True, capture_output=True)


def main():
    versions = {}
    with_pyarrow(versions)
    with_polars(versions)
    with_duckdb(versions)
    formulas = with_openpyxl(versions)
    with_xlsxwriter(versions)
    with_libreoffice(versions, formulas)
    (HERE / "versions.txt").write_text("".join(f"{name} {version}\n" for name, version in versions.items()))


main()
