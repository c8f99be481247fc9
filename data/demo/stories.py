"""Read the planted stories back from the finished data: who, when, and how large each effect came out.

Each file of `planted/` is a story: its title as the first comment, then a query whose one row holds its facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from data.demo.clock import Clock
from data.demo.truth import Story, Truth

FOLDER = Path(__file__).parent / "planted"
MEMBERS = {
    "rep": "SELECT rep_id, name, name_fa, team_id, territory_id FROM reps WHERE rep_id = getvariable('first_rep')",
    "customer": "SELECT customer_id, name, name_fa, segment, vertical FROM customers WHERE name = 'Pars Foods'",
}


def one_row(connection: duckdb.DuckDBPyConnection, sql: str) -> Mapping[str, object]:
    result = connection.execute(sql)
    names = [column[0] for column in result.description or ()]
    (row,) = result.fetchall()
    return dict(zip(names, row, strict=True))


def read_story(connection: duckdb.DuckDBPyConnection, file: Path) -> Story:
    sql = file.read_text("utf-8")
    title = sql.split("\n", 1)[0].removeprefix("-- ")
    return Story(file.stem, title, one_row(connection, sql))


def count_rows(connection: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
    names = "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary ORDER BY table_name"
    tables = [name for (name,) in connection.execute(names).fetchall()]
    return {name: connection.table(name).aggregate("count(*)").fetchall()[0][0] for name in tables}


def find_truth(connection: duckdb.DuckDBPyConnection, clock: Clock, seed: int, scale: int) -> Truth:
    """Needs the variables of the build; run before they are cleared."""
    members = {name: one_row(connection, sql) for name, sql in MEMBERS.items()}
    stories = tuple(read_story(connection, file) for file in sorted(FOLDER.glob("*.sql")))
    return Truth(seed, scale, clock.today, clock.first, count_rows(connection), members, stories)
