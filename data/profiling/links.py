"""Finds which columns refer to which tables: by their names, and by whether the values are found there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import duckdb

from data.profiling.names import ID_WORDS, id_last, singular, without_id, words_of
from data.profiling.profile import Column, Link, Table
from data.profiling.sql import loosened, quoted

ENOUGH = 0.5
"""The share of values that must be found for columns of a fitting name to be joined."""
_BY_VALUES_ALONE = 0.9
_MOST_BY_VALUES = 400
_NO_NAMES = frozenset({"id", "name", "key", "code", "number", "no", "type", "status", "date", "title", "index", "row"})
_ROLES = frozenset(
    {"owner", "manager", "rep", "agent", "assignee", "seller", "salesperson", "approver", "creator", "supervisor"}
)
_PEOPLE = frozenset({"user", "employee", "person", "staff", "member", "rep", "agent", "salesperson", "people"})
_PARTS_OF_NAMES = frozenset({"first", "last", "middle", "given", "family", "surname", "forename"})
_TEXTS = frozenset({"comment", "comments", "description", "note", "notes", "text"})
_PLACES = frozenset({"col", "column", "field", "unnamed", "var"})
_SPANS = frozenset({"years", "months", "weeks", "days", "hours", "minutes", "seconds"})
_LEADING = frozenset({"via", "by", "to", "from", "at", "with"})
_OF_OWN_KIND = frozenset(
    ["parent", "manager", "reports", "supervisor", "boss", "referrer", "referred", "superior", "leader"]
)


def find_links(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table]) -> tuple[Link, ...]:
    """The links between tables, at most one from each column, with those that must not be joined marked."""
    found: list[Link] = []
    for table in tables.values():
        for column in table.columns.values():
            if not _may_refer(column):
                continue
            named = [
                link
                for other, target in _by_name(table, column, tables)
                if (link := _link(connection, table, column, other, target)) is not None
            ]
            best = max(named, key=lambda link: _goodness(link, tables), default=None)
            if best is not None:
                found.append(best)
    taken = {(link.table, link.column) for link in found if link.matched >= ENOUGH}
    found.extend(_by_values(connection, tables, taken))
    return tuple(found)


def _may_refer(column: Column) -> bool:
    """Whether a column may name rows of another table. Namesakes, texts and how long something was do not, nor does
    a column that is called by its place alone."""
    words = set(words_of(column.heading))
    if words - {word for word in words if word.isdigit()} <= _PLACES:
        return False
    if words & _PARTS_OF_NAMES or words & _TEXTS or (column.kind == "number" and words & _SPANS):
        return False
    return (column.kind == "text" and column.length < 100) or (column.kind == "number" and column.whole)


def _by_name(table: Table, column: Column, tables: Mapping[str, Table]) -> Iterator[tuple[Table, Column]]:
    """The columns of other tables that a column may refer to, going by the names."""
    words = id_last(words_of(column.heading))
    stem = without_id(words)
    for other in tables.values():
        noun = other.noun
        for target in other.columns.values():
            if (other.name == table.name and target.name == column.name) or not _alike(column, target):
                continue
            if other.name == table.name:
                if target.unique and other.key == (target.name,) and _OF_OWN_KIND & set(words):
                    yield other, target
            elif _fits(words, stem, id_last(words_of(target.heading)), noun, key=other.key == (target.name,)):
                yield other, target


def _fits(words: tuple[str, ...], stem: tuple[str, ...], other: tuple[str, ...], noun: tuple[str, ...], *, key: bool
          ) -> bool:  # fmt: skip
    if words == other:
        return not set(words) <= _NO_NAMES
    if not key:
        return False
    other_stem = without_id(other)
    own = other_stem in ((), noun, noun[-1:]) or set(other) <= _NO_NAMES
    single = tuple(map(singular, stem))
    if own and single and (single == noun or single == noun[-1:] or single[-len(noun) :] == noun != ()):
        return True
    if len(other) > 1 and words[-len(other) :] == other:
        return True
    if own and stem and stem[-1] in _ROLES and noun[-1:] and noun[-1] in _PEOPLE:
        return True
    # "ship via" refers to shippers.
    return (
        own
        and bool(noun)
        and words[0] != noun[-1]
        and len(words[0]) >= 4
        and noun[-1].startswith(words[0])
        and words[-1] in _LEADING
    )


def _alike(one: Column, other: Column) -> bool:
    """Whether values may be the same; whole numbers may be written as texts in one of two files: 17 and "0017"."""
    kinds = {one.kind, other.kind}
    numbers = kinds == {"text", "number"} and all(c.whole for c in (one, other) if c.kind == "number")
    return (len(kinds) == 1 or numbers) and not one.empty and not other.empty


def _goodness(link: Link, tables: Mapping[str, Table]) -> tuple[bool, float, bool, int]:
    target = tables[link.to]
    words = without_id(words_of(tables[link.table].columns[link.column].heading))
    noun = target.noun
    named = tuple(map(singular, words))[-len(noun) :] == noun
    return not link.many, round(link.matched, 2), named, len(target.columns)


def _by_values(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table], taken: Iterable[tuple[str, str]]
) -> Iterator[Link]:
    """Links between texts whose names say nothing, but whose values are nearly all found in another table's key."""
    taken = set(taken)
    targets = [
        (table, column)
        for table in tables.values()
        for column in table.columns.values()
        if column.unique and column.kind == "text" and column.length < 60 and 3 <= column.filled <= 200_000
        and (table.key == (column.name,) or words_of(column.heading)[-1:] == ("name",))
    ]  # fmt: skip
    tries = 0
    for table in tables.values():
        for column in table.columns.values():
            known = (table.name, column.name) in taken
            if known or column.kind != "text" or column.length > 60 or column.distinct < 3 or not _may_refer(column):
                continue
            if column.unique and column.filled == table.rows:
                continue
            for other, target in targets:
                if (other.name, target.name) == (table.name, column.name) or tries >= _MOST_BY_VALUES:
                    continue
                tries += 1
                link = _link(connection, table, column, other, target)
                if link is not None and link.matched >= _BY_VALUES_ALONE and not link.loose:
                    taken.add((table.name, column.name))
                    yield link
                    break


def _link(
    connection: duckdb.DuckDBPyConnection, table: Table, column: Column, other: Table, target: Column
) -> Link | None:
    """How a column's values are found in another column; None where hardly one is."""
    if column.unique and target.unique and not _leads(table, column, other, target):
        return None
    alike = column.kind == target.kind
    matched = _share_found(connection, table.name, column.name, other.name, target.name, loose=False) if alike else 0.0
    loose = False
    if (column.kind == "text" or not alike) and matched < 1:
        roughly = _share_found(connection, table.name, column.name, other.name, target.name, loose=True)
        loose = roughly > matched and _apart_loosely(connection, other.name, target.name) is target.unique
        matched = max(matched, roughly) if loose else matched
    if not matched:
        return None
    unmatched = _unmatched(connection, table.name, column.name, other.name, target.name, loose) if matched < 1 else ()
    return Link(table.name, column.name, other.name, target.name, matched, loose, not target.unique, unmatched)


def _leads(table: Table, column: Column, other: Table, target: Column) -> bool:
    """Which of two tables that share a key refers to the other: to the one that it is the key of by its name, what has
    dates to what has none, else the smaller."""
    stem = without_id(words_of(column.heading))[-1:]
    if stem and (stem == other.noun[-1:]) != (stem == table.noun[-1:]):
        return stem == other.noun[-1:]
    dated, other_dated = (any(c.kind in ("day", "moment") for c in t.columns.values()) for t in (table, other))
    if dated != other_dated:
        return dated
    if column.filled != target.filled:
        return column.filled < target.filled
    noun = other.noun
    named = without_id(words_of(column.heading))[-1:] == noun[-1:]
    return named or (without_id(words_of(column.heading))[-1:] != table.noun[-1:] and table.name > other.name)


def _share_found(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, other: str, target: str, *, loose: bool
) -> float:
    own, theirs = quoted(column), quoted(target)
    one, two = (loosened(own), loosened(theirs)) if loose else (own, theirs)
    found = connection.execute(
        f"SELECT avg(CAST(found AS DOUBLE)) FROM (SELECT value IN (SELECT {two} FROM {quoted(other)} "  # noqa: S608 - quoted names
        f"WHERE {theirs} IS NOT NULL) AS found FROM (SELECT DISTINCT {one} AS value FROM {quoted(table)} "
        f"WHERE {own} IS NOT NULL))"
    ).fetchone()
    return float(found[0] or 0) if found else 0.0


def _apart_loosely(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    found = connection.execute(
        f"SELECT count(DISTINCT {loosened(quoted(column))}) = count({quoted(column)}) FROM {quoted(table)}"  # noqa: S608 - quoted names
    ).fetchone()
    return bool(found and found[0])


def _unmatched(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, other: str, target: str, loose: bool
) -> tuple[str, ...]:
    own, theirs = quoted(column), quoted(target)
    one, two = (loosened(own), loosened(theirs)) if loose else (own, theirs)
    rows = connection.execute(
        f"SELECT DISTINCT CAST({own} AS VARCHAR) FROM {quoted(table)} WHERE {own} IS NOT NULL AND {one} NOT IN "  # noqa: S608 - quoted names
        f"(SELECT {two} FROM {quoted(other)} WHERE {theirs} IS NOT NULL) ORDER BY 1 LIMIT 3"
    ).fetchall()
    return tuple(str(value) for (value,) in rows)


__all__ = ["ENOUGH", "ID_WORDS", "find_links"]
