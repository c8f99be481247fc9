"""Surveys all tables of a database: columns, keys, links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import duckdb

from data.profiling.columns import profile_columns
from data.profiling.keys import with_key
from data.profiling.links import find_links
from data.profiling.profile import Survey, Table
from data.profiling.sql import Progress, quoted


def survey(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, str],
    headings: Mapping[str, Mapping[str, str]],
    progress: Progress | None = None,
    said: Mapping[str, Mapping[str, str]] | None = None,
    spoken: Mapping[str, str] | None = None,
) -> Survey:
    """What tables hold. `tables` maps their names to the file or sheet they came from; `headings`, by table, the names
    of columns to what they are called in English, and `said` to what they are called there; `spoken` are the tables'
    names in English."""
    report = progress or (lambda step, part: None)
    found: dict[str, Table] = {}
    for number, (name, heading) in enumerate(tables.items()):
        report(f"looking at {name}", number / (len(tables) + 1))
        rows = connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()  # noqa: S608 - quoted name
        count = int(rows[0]) if rows else 0
        columns = profile_columns(connection, name, count, headings.get(name, {}))
        if said is not None:
            there = said.get(name, {})
            columns = {one: replace(column, said=there.get(one, one)) for one, column in columns.items()}
        described = connection.execute(f"DESCRIBE {quoted(name)}").fetchall()
        table = Table(
            name, heading, count, columns, more=len(described) - len(columns), spoken=(spoken or {}).get(name, "")
        )
        found[name] = with_key(connection, table)
    report("looking for joins", len(tables) / (len(tables) + 1))
    return Survey(found, find_links(connection, found))
