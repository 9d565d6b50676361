"""A register through Polars and DuckDB: python registers.py [rows]"""

import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import polars

import huiqi

rows = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
with tempfile.TemporaryDirectory() as folder:
    register = Path(folder) / "register.parquet"
    # Businesses that are made up; a register of your own is CSV, Parquet, a table of a database.
    subprocess.run([sys.executable, "-m", "huiqi", "synth", str(rows), "-o", register], check=True, capture_output=True)

    # Polars: a frame in, a frame out.
    results = huiqi.assess_table(polars.read_parquet(register), to=["company"])
    assert results.height == rows
    gain = results.filter(polars.col("error").is_null()).select((polars.col("company_change_net") > 0).mean()).item()
    print(f"{rows} rows, {gain:.1%} would be left more as a company")

    # DuckDB: a query in, and its result is there for the next query.
    taxed = huiqi.assess_table(duckdb.sql(f"select * from '{register}' where year >= 2023"))
    print(duckdb.sql("select status, count(*) as rows, sum(before_total) as burden from taxed group by status order by status"))
