"""Rollups in ClickHouse as statements: how they are built, and what a statement that reads them is to look at."""

# ruff: noqa: S608 - statements are put together of names that are quoted and of texts of our own

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from data.engines.clickhouse_parts import Name, Part, State, parts_digest, tables_digest
from data.engines.rollups import LIST, PREFIX, Made, mentioned

BASES = "kpibot_sources_"
"""What the names of tables begin with that keep how the sources were before a building began."""
OUTDATED = "kpibot: rows were written since the rollups were built"
_BUILD = re.compile(r"[0-9a-f]{8}")

# The lasting name of the table that a part's files lie with: no other table's parts are taken for its own.
_OWNER = "extract(path, '/store/[0-9a-f]+/([0-9a-f-]+)/')"
_PART = f"sipHash64({_OWNER}, name, modification_time, rows, hash_of_all_files)"
_TABLE = "sipHash64(database, name, uuid, create_table_query)"
_ADDED = "concat(toString(count()), ' ', toString(ifNull(sum({}), 0)))"

# Conditions on each column spare the server to look at all other tables, those on pairs tell the same names apart.
_OF_TABLES = "FROM system.tables WHERE database IN ({databases}) AND name IN ({own}) AND (database, name) IN ({names})"
_OF_PARTS = (
    "FROM system.parts WHERE active AND database IN ({databases}) AND table IN ({own})"
    " AND (database, table) IN ({names})"
)
_OF_POLICIES = (
    "FROM system.row_policies WHERE (database, table) IN ({names})"
    " OR (database IN ({databases}) AND ifNull(table, '') IN ('', '*'))"
)
# A session that sees other rows than those of the parts, by its own settings.
_OTHERWISE = (
    "getSetting('apply_mutations_on_fly') OR NOT getSetting('apply_patch_parts')"
    " OR NOT getSetting('apply_deleted_mask') OR toString(getSetting('additional_table_filters')) <> '{}'"
    " OR toString(getSetting('additional_result_filter')) <> ''"
)

# Rows of a table are the same after a merge if it has no TTL and its engine puts no rows together.
_STATES = f"""
SELECT t.database AS database, t.name AS name, t.made AS made, t.merging AS merging, p.parts AS parts
FROM (
    SELECT database, name, {_TABLE} AS made,
        toUInt8(engine = 'MergeTree' AND position(create_table_query, ' TTL ') = 0) AS merging
    {_OF_TABLES}
) AS t LEFT JOIN (
    SELECT database, table, groupArray((name, partition_id, rows, {_PART})) AS parts {_OF_PARTS}
    GROUP BY database, table
) AS p ON p.database = t.database AND p.table = t.name"""

PROBLEMS = f"""
SELECT t.database, t.name, multiIf(
    t.engine LIKE '%View',
        concat('is no table but a view (', t.engine, '), and nobody tells what is written behind it'),
    t.engine LIKE 'Replicated%' OR t.engine LIKE 'Shared%',
        concat('is kept on several servers (', t.engine, '), whose parts rollups were not tried with'),
    t.engine NOT LIKE '%MergeTree', concat('is of the engine ', t.engine, ', which does not tell what was written'),
    t.is_temporary, 'is a table of one session',
    toString(t.uuid) = '00000000-0000-0000-0000-000000000000',
        'lies in a database whose tables have no lasting name (its engine is not Atomic)',
    p.strange > 0, 'has its files in a place that does not tell whose they are',
    '') AS why
FROM system.tables AS t LEFT JOIN (
    SELECT database, table, countIf({_OWNER} <> toString(owner)) AS strange
    FROM system.parts LEFT JOIN (SELECT database AS of, name AS own, uuid AS owner FROM system.tables
        WHERE (database, name) IN ({{names}})) AS u ON u.of = database AND u.own = table
    WHERE active AND (database, table) IN ({{names}}) GROUP BY database, table
) AS p ON p.database = t.database AND p.table = t.name
WHERE (t.database, t.name) IN ({{names}})"""
"""Of tables why rollups of them cannot be kept: "" where they can."""

COMPUTED = """
SELECT c.name, c.default_expression FROM system.columns AS c
WHERE (c.database, c.table) IN ({names}) AND (c.default_kind = 'ALIAS' OR c.default_kind IN ('DEFAULT', 'MATERIALIZED')
    AND position(c.default_expression, '(') > 0 AND c.name NOT IN (
        SELECT column FROM system.parts_columns WHERE active AND (database, table) IN ({names}) GROUP BY column
        HAVING count() = (SELECT count() FROM system.parts WHERE active AND (database, table) IN ({names}))))
ORDER BY c.position"""
"""The columns of a table that are computed when they are read, in some part at least, and how."""

_TYPES = {
    LIST: "(name String, size UInt64, definition String, sources Array(Tuple(String, String)), build String)",
    BASES: "(database String, name String, made UInt64, merging UInt8, "
    "parts Array(Tuple(String, String, UInt64, UInt64)), at DateTime)",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A rollup that is left as it was, and what it is made of."""

    name: str
    sources: tuple[Name, ...]


def identifier(name: str) -> str:
    """A name, quoted."""
    return exp.Identifier(this=name, quoted=True).sql(dialect="clickhouse")


def literal(text: str) -> str:
    """A text as one of SQL."""
    return exp.Literal.string(text).sql(dialect="clickhouse")


def qualified(name: Name) -> str:
    """A table's name, quoted."""
    return f"{identifier(name[0])}.{identifier(name[1])}"


def pairs(names: Iterable[Name]) -> str:
    """Tables' names as pairs of texts."""
    return ", ".join(f"({literal(database)}, {literal(table)})" for database, table in names)


def _told(names: Sequence[Name]) -> dict[str, str]:
    """What stands for tables' names in statements: as pairs, their databases, their own names."""
    databases, own = (", ".join(map(literal, dict.fromkeys(some))) for some in zip(*names, strict=True))
    return {"names": pairs(names), "databases": databases, "own": own}


def looking(names: Sequence[Name]) -> str:
    """The statement that gives the states of some tables, as `states_of` reads them."""
    return _STATES.format(**_told(names)).strip()


def policies(names: Sequence[Name]) -> str:
    """The statement that counts row policies of some tables."""
    return f"SELECT count() {_OF_POLICIES.format(**_told(names))}"


def otherwise() -> str:
    """The statement that tells whether the session sees other rows than those that lie in the parts."""
    return f"SELECT toUInt8({_OTHERWISE})"


def states_of(rows: Iterable[Sequence[Any]]) -> dict[Name, State]:
    """Tables' states by their names."""
    found = {}
    for database, name, made, merging, parts, *_ in rows:
        told = tuple(Part(part, partition, rows, digest) for part, partition, rows, digest in parts or ())
        found[database, name] = State((database, name), made, bool(merging), told)
    return found


def guarded(sql: str, accepted: Mapping[str, Sequence[State]]) -> str:
    """A statement whose rollups are only read while the tables they are made of are in some states.

    Otherwise it fails with OUTDATED, whether or not there are rows to be read.
    """
    parts: list[str] = []
    end = 0
    for mention in mentioned(sql, "clickhouse"):
        read = sql[mention.start : mention.end]
        parts += [sql[end : mention.start], f"(SELECT * FROM {read} WHERE {_check(accepted[mention.name])})"]
        end = mention.end
    return "".join([*parts, sql[end:]])


def _check(states: Sequence[State]) -> str:
    """A condition that is true or fails. It is worked out before anything is read, also where nothing will be.

    Four questions side by side: the server takes several times as long for those that lie in each other.
    """
    told = _told([state.table for state in states])
    wrong = (
        (f"{_ADDED.format(_PART)} <> {literal(parts_digest(states))}", _OF_PARTS.format(**told)),
        (f"{_ADDED.format(_TABLE)} <> {literal(tables_digest(states))}", _OF_TABLES.format(**told)),
        ("count() > 0", _OF_POLICIES.format(**told)),
        (_OTHERWISE, ""),
    )
    return " AND ".join(
        f"ifNull((SELECT throwIf({condition}, {literal(OUTDATED)}) {read}), 1) = 0" for condition, read in wrong
    )


def is_build(name: str) -> bool:
    """Whether it is the name of a building, which the names of what it made end with."""
    return _BUILD.fullmatch(name) is not None


def base_of(schema: str, build: str) -> str:
    """The table that keeps how the sources were before a building began."""
    return qualified((schema, BASES + build))


def noting(schema: str, build: str, sources: Sequence[Name]) -> str:
    """The statement that keeps how the sources are, to be run before anything is built of them."""
    return (
        f"CREATE TABLE {base_of(schema, build)} {_TYPES[BASES]} ENGINE = MergeTree ORDER BY (database, name) AS\n"
        f"SELECT *, now() AS at FROM ({looking(sources)})"
    )


def making(schema: str, made: Made, build: str) -> str:
    """The statement that makes a rollup."""
    return (
        f"CREATE TABLE {qualified((schema, name_in(made, build)))} ENGINE = MergeTree ORDER BY day "
        f"SETTINGS allow_nullable_key = 1 AS\n{made.select}"
    )


def name_in(made: Made, build: str) -> str:
    """A rollup's name, which tells what it holds and which building made it: it is never another one's."""
    return f"{made.name}_{build}"


def listing(schema: str, build: str, fresh: Sequence[tuple[Made, Sequence[Name]]], kept: Sequence[Kept]) -> str:
    """The statement that puts another list in place of the one there is, at once.

    A rollup that does not stand for just the rows of its source is not on it.
    """
    here = qualified((schema, LIST))
    lines = [
        f"SELECT name, size, definition, sources, {literal(build)} AS build FROM {here} "
        f"WHERE name = {literal(one.name)}"
        for one in kept
    ]
    lines += [_line(schema, build, made, sources) for made, sources in fresh]
    rows = " AS\n" + "\nUNION ALL\n".join(lines) if lines else ""
    return f"CREATE OR REPLACE TABLE {here} {_TYPES[LIST]} ENGINE = MergeTree ORDER BY name{rows}"


def _line(schema: str, build: str, made: Made, sources: Sequence[Name]) -> str:
    name = name_in(made, build)
    definition = (
        f"replaceOne({literal(made.definition)}, '\"source_rows\": 0', concat('\"source_rows\": ', toString(there)))"
    )
    return (
        f"SELECT {literal(name)} AS name, size, {definition} AS definition, [{pairs(sources)}] AS sources, "
        f"{literal(build)} AS build\n"
        f"FROM (SELECT count() AS size, ifNull(sum({identifier(made.rows_column)}), 0) AS stood "
        f"FROM {qualified((schema, name))}) AS rolled CROSS JOIN (SELECT ({made.counting}) AS there) AS fact "
        "WHERE stood = there"
    )


def dropping(schema: str, tables: Iterable[str]) -> list[str]:
    """The statements that take tables of kpibot's away; answers that read them finish."""
    return [f"DROP TABLE IF EXISTS {qualified((schema, name))}" for name in sorted(tables)]


def is_own(table: str) -> bool:
    """Whether a table in the rollups' database is kpibot's."""
    return table == LIST or table.startswith((PREFIX, BASES))
