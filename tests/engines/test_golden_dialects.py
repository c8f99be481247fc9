"""The SQL of some kinds of question in each engine's own, to be read. KPIBOT_UPDATE_GOLDEN=1 writes the files anew."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from shop import CATALOGUE, TODAY
from test_golden import QUERIES, THROUGH

from queries.compiler import compile_query
from queries.compiler.dialects.dialect import Unwritable
from queries.compiler.shape import PLAIN_COLUMNS, Columns
from queries.query import plain_analysis

FOLDER = Path(__file__).parent.parent / "golden"
DIALECTS = ("bigquery", "clickhouse", "postgres", "redshift", "snowflake", "spark", "trino")
SHAPES = ("filtered", "compared_trend", "ratio_of_two_tables", "distinct_with_whole", "weekday", "stock_trend")
# What is safe to take for true where rows may change: blanks, values not text, keys shared.
LIVE = Columns(blank=frozenset({"shop", "region"}), untyped=frozenset({"shop", "region", "category"}))


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", SHAPES)
def test_sql(name: str, dialect: str) -> None:
    columns = LIVE if dialect == "postgres" else replace(PLAIN_COLUMNS)
    query, whole = plain_analysis(QUERIES[name]), name.endswith("_with_whole")
    try:
        made = compile_query(query, CATALOGUE, TODAY, THROUGH, dialect=dialect, columns=columns, whole=whole)
        text = made.pretty() + "\n"
    except Unwritable as reason:
        text = f"-- refused: {reason}\n"
    file = FOLDER / name / f"{dialect}.sql"
    if os.environ.get("KPIBOT_UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_every_file_has_its_query() -> None:
    found = {str(file.relative_to(FOLDER)) for file in FOLDER.glob("*/*.sql")}
    assert found == {f"{name}/{dialect}.sql" for name in SHAPES for dialect in DIALECTS}
