"""Registers in Spark, in two processes: rows in are rows out, and the figures are the command's."""

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Register
from pyspark.sql import SparkSession

import huiqi
import huiqi.spark


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    builder = SparkSession.builder.master("local[2]").appName("huiqi").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "2").config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    yield session
    session.stop()


def rows(frame: Any) -> list[dict[str, Any]]:
    return [row.asDict() for row in frame.collect()]


def test_a_register_with_bad_rows(spark: SparkSession, register: Register) -> None:
    told = spark.read.csv(str(register.file), header=True)
    register.holds(rows(huiqi.spark.assess(told)))
    # In small batches and two tasks: in the order of the keys again.
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "17")
    place = {row["key"]: at for at, row in enumerate(register.table().select(["key"]).to_pylist())}
    shared = rows(huiqi.spark.assess(told.repartition(2)))
    register.holds(sorted(shared, key=lambda row: place[row["key"]]))


def test_numbers_of_spark_are_read(spark: SparkSession, register: Register) -> None:
    told = spark.read.csv(str(register.file), header=True)
    typed = told.selectExpr("* except (year, cost_goods)", "cast(year as smallint) year", "cast(cost_goods as decimal(20, 2)) cost_goods")
    register.holds(rows(huiqi.spark.assess(typed)))


def test_columns_may_be_called_otherwise(spark: SparkSession, register: Register) -> None:
    told = spark.read.csv(str(register.file), header=True).withColumnsRenamed({"key": "户号", "place": "county"})
    register.holds(rows(huiqi.spark.assess(told, columns={"户号": "key", "county": "place"})))


def test_a_wrong_header_is_said_before_any_job(spark: SparkSession, register: Register) -> None:
    told = spark.read.csv(str(register.file), header=True)
    with pytest.raises(huiqi.HuiqiError) as refused:
        huiqi.spark.assess(told.drop("place"))
    assert refused.value.code == "column-missing"
