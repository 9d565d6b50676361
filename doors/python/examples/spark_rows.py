"""Rows a second in Spark, beside the same job without huiqi: python spark_rows.py [rows] [cores]

Both hand every batch of the same rows, which lie in memory, to Python, and throw the result away. The best of three runs counts.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession

import huiqi.spark

rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
cores = sys.argv[2] if len(sys.argv) > 2 else "2"


def identity(df: DataFrame) -> DataFrame:
    return df.mapInArrow(lambda batches: batches, df.schema)


with tempfile.TemporaryDirectory() as folder:
    file = Path(folder) / "register.jsonl"
    subprocess.run([sys.executable, "-m", "huiqi", "synth", str(rows), "-o", file], check=True, capture_output=True)
    builder = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.memory", "2g").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    register = spark.read.json(str(file)).repartition(4 * int(cores)).cache()
    assert register.count() == rows

    def seconds(job: Callable[[DataFrame], DataFrame]) -> float:
        start = time.perf_counter()
        job(register).write.format("noop").mode("overwrite").save()
        return time.perf_counter() - start

    best = {name: min(seconds(job) for _ in range(3)) for name, job in (("identity", identity), ("huiqi", huiqi.spark.assess))}
    bad = huiqi.spark.assess(register).where("error is not null").count()
    for name, took in best.items():
        print(f"{name}: {rows} rows in {took:.2f} s, {rows / took:,.0f} rows a second")
    print(f"{best['huiqi'] / best['identity']:.2f} times the identity; {bad} rows with an error")
    spark.stop()
