"""A statement's names as the schema has them, and its moments as the workspace's.

Snowflake takes a name for the one in capitals unless it stands within quotes, when it takes it as it is; the catalogue
knows no such difference. So each name of a table that is there, and of its columns, is put as it was made: first that
which Snowflake would look for, else the only one that differs in capitals alone. Where there is none, or several,
nothing is changed, and Snowflake says that there is no such name.

A TIMESTAMP_TZ keeps the offset it was written with: its day would be that of another place, row by row. It is turned
into the same moment of the session's time zone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

Columns = Mapping[str, str]
"""The columns of a table, each with its type."""

Tables = Mapping[str, Columns]

TablesOf = Callable[[str | None, str | None], Tables]
"""The tables of a database and schema; None for that of the session."""

_WITH_OFFSET = "TIMESTAMP_TZ"


@dataclass(frozen=True, slots=True)
class Named:
    """The text to be run, and whether it reads of another database than the session's."""

    text: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int  # behind the last letter
    text: str


def as_named(sql: str, tables_of: TablesOf) -> Named:
    """The statement with names as they are in the database; as it stands where it cannot be read."""
    try:
        tree = sqlglot.parse_one(sql, read="snowflake")
    except SqlglotError:
        return Named(sql)
    own = {_folded(cte.args["alias"].this) for cte in tree.find_all(exp.CTE) if cte.args.get("alias")}
    sources: dict[int, dict[str, Columns]] = {}
    edits: list[_Edit] = []
    elsewhere = False
    for table in tree.find_all(exp.Table):
        name, select = table.this, table.find_ancestor(exp.Select)
        if not isinstance(name, exp.Identifier) or select is None:
            continue
        database, schema = table.args.get("catalog"), table.args.get("db")
        if schema is None and _folded(name) in own:
            continue
        elsewhere = elsewhere or database is not None
        there = tables_of(_folded(database) if database else None, _folded(schema) if schema else None)
        found = _match(name, there)
        if found is None:
            continue
        sources.setdefault(id(select), {})[_folded(_alias(table) or name)] = there[found]
        if found != _folded(name):
            kept = "" if table.args.get("alias") else f" AS {_written(sql, name)}"
            edits.append(_Edit(*_span(name), _quoted(found) + kept))
    for column in tree.find_all(exp.Column):
        edits += _column(column, sql, sources)
    text = sql
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return Named(text, elsewhere)


def _column(column: exp.Column, sql: str, sources: Mapping[int, Mapping[str, Columns]]) -> Iterator[_Edit]:
    """What a column has to be written as, if otherwise."""
    name, table = column.this, column.args.get("table")
    if not isinstance(name, exp.Identifier) or column.args.get("db") is not None:
        return
    known = _columns_of(column, sources)
    found = _match(name, known) if known is not None else None
    if known is None or found is None:
        return
    start = _span(table)[0] if table is not None else _span(name)[0]
    text = f"{_written(sql, table)}." if table is not None else ""
    text += _written(sql, name) if found == _folded(name) else _quoted(found)
    if known[found].startswith(_WITH_OFFSET) and not _is_moment_of_the_session(column.parent):
        text = f"CAST({text} AS TIMESTAMP_LTZ)"
    if text == sql[start : _span(name)[1]]:
        return
    # An output keeps the name that the rest of the statement knows it by.
    kept = f" AS {_written(sql, name)}" if column.arg_key == "expressions" and _is_output(column) else ""
    yield _Edit(start, _span(name)[1], text + kept)


def _columns_of(column: exp.Column, sources: Mapping[int, Mapping[str, Columns]]) -> Columns | None:
    """The columns of the table that a column is of, if it is known to be one of the database's."""
    table = column.args.get("table")
    select = column.find_ancestor(exp.Select)
    if table is None:
        if select is None or _folded(column.this) in {_folded(o.args["alias"]) for o in select.expressions if o.alias}:
            return None
        having = [c for c in sources.get(id(select), {}).values() if _match(column.this, c) is not None]
        return having[0] if len(having) == 1 else None
    while select is not None:
        if (found := sources.get(id(select), {}).get(_folded(table))) is not None:
            return found
        if _folded(table) in _aliases(select):
            return None  # a subquery's, or a table that is not known
        select = select.find_ancestor(exp.Select)
    return None


def _aliases(select: exp.Select) -> set[str]:
    """What the rows of a SELECT are called after FROM and JOIN."""
    rows = [select.args.get("from_"), *(select.args.get("joins") or ())]
    named = [part.this for part in rows if part is not None]
    return {_folded(name) for one in named if (name := _alias(one)) is not None}


def _alias(rows: exp.Expr) -> exp.Identifier | None:
    """What a table or subquery is called in its SELECT."""
    alias = rows.args.get("alias")
    name = alias.this if alias is not None and alias.this is not None else rows.this
    return name if isinstance(name, exp.Identifier) else None


def _is_output(column: exp.Column) -> bool:
    return isinstance(column.parent, exp.Select)


def _is_moment_of_the_session(parent: exp.Expr | None) -> bool:
    return isinstance(parent, exp.Cast) and parent.to.this == exp.DType.TIMESTAMPLTZ


def _match(name: exp.Identifier, known: Mapping[str, object]) -> str | None:
    """The known name that is meant."""
    folded = _folded(name)
    if folded in known:
        return folded
    alike = [one for one in known if one.casefold() == folded.casefold()]
    return alike[0] if len(alike) == 1 else None


def _folded(name: exp.Identifier) -> str:
    """The name that Snowflake looks for."""
    return str(name.this) if name.args.get("quoted") else str(name.this).upper()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _span(name: exp.Identifier) -> tuple[int, int]:
    return int(name.meta["start"]), int(name.meta["end"]) + 1


def _written(sql: str, name: exp.Identifier) -> str:
    start, end = _span(name)
    return sql[start:end]
