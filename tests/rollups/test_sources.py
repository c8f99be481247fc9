"""Which tables of the database a source of the catalogue reads."""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp

from queries.rollups.sources import tables_read

READ = {
    "SELECT * FROM shop.lines AS l JOIN orders USING (id)": ["shop.lines", "orders"],
    "WITH a AS (SELECT * FROM b), c AS (SELECT * FROM a JOIN d USING (id)) SELECT * FROM c JOIN x.a USING (id)": [
        "x.a",
        "b",
        "d",
    ],
    "SELECT * FROM (WITH lines AS (SELECT * FROM z) SELECT * FROM lines) AS q JOIN lines USING (id)": ["lines", "z"],
    "WITH lines AS (SELECT * FROM lines) SELECT * FROM lines": ["lines"],
    "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT * FROM r": [],
    "SELECT * FROM range(3) AS t(n), lines": ["GENERATE_SERIES(0, 3)", "lines"],
}


@pytest.mark.parametrize(("source", "tables"), READ.items())
def test_names_that_a_with_makes_are_no_tables(source: str, tables: list[str]) -> None:
    assert [table.sql() for table in tables_read(sqlglot.parse_one(source, read="duckdb"))] == tables


def test_other_letters_are_another_name_except_in_duckdb() -> None:
    tree = sqlglot.parse_one("WITH Lines AS (SELECT * FROM orders) SELECT * FROM LINES", read="duckdb")
    assert {table.sql() for table in tables_read(tree)} == {"LINES", "orders"}
    assert {table.sql() for table in tables_read(tree, folded=True)} == {"orders"}
    assert isinstance(tree, exp.Select)
