"""Rows a second in Spark, beside the same job without huiqi: python spark_rows.py [rows] [cores]

Both read the same Parquet, hand every batch to Python and throw the result away; one hands each batch back as it came. They take turns,
twice; the better time of each counts.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet
from pyspark.sql import DataFrame, SparkSession

import huiqi.spark

rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
cores = sys.argv[2] if len(sys.argv) > 2 else "2"

#: Rows of a file.
PART = 250_000


def identity(df: DataFrame) -> DataFrame:
    return df.mapInArrow(lambda batches: batches, df.schema)


def seconds(job: Callable[[DataFrame], DataFrame], register: DataFrame) -> float:
    start = time.perf_counter()
    job(register).write.format("noop").mode("overwrite").save()
    return time.perf_counter() - start


with tempfile.TemporaryDirectory() as folder:
    builder = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.memory", "2g").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")

    def made_up(name: str, count: int) -> DataFrame:
        parts = Path(folder) / name
        parts.mkdir()
        for seed, start in enumerate(range(0, count, PART)):
            file = parts / f"{seed}.parquet"
            words = ["synth", str(min(PART, count - start)), "--seed", str(seed), "-o", str(file)]
            subprocess.run([sys.executable, "-m", "huiqi", *words], check=True, capture_output=True)
            # How fast Java unpacks is not the question.
            pyarrow.parquet.write_table(pyarrow.parquet.read_table(file), file, compression="none")
        return spark.read.parquet(str(parts))

    jobs = {"identity": identity, "huiqi": huiqi.spark.assess}
    # Java compiles what it runs often, and a worker reads the law once.
    warm, register = made_up("warm", min(rows, 100_000)), made_up("register", rows)
    for job in jobs.values():
        seconds(job, warm)
    taken = [(name, seconds(job, register)) for _ in range(2) for name, job in jobs.items()]
    best = {name: min(took for by, took in taken if by == name) for name in jobs}
    bad = huiqi.spark.assess(register, lines=[]).where("error is not null").count()
    for name, took in best.items():
        print(f"{name}: {rows} rows in {took:.2f} s, {rows / took:,.0f} rows a second")
    print(f"{best['huiqi'] / best['identity']:.2f} times the identity; {bad} rows with an error")
    spark.stop()
