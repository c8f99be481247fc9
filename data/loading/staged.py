"""A source laid out as rows of text in a temporary table, before its columns are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlglot import exp

from data.loading.report import Refused, Repair

TABLE = "kpibot_staged"


@dataclass(frozen=True, slots=True)
class StagedColumn:
    """A column before it is read: its final name, its header, and its DuckDB type (VARCHAR: still to be read)."""

    name: str
    header: str
    type: str = "VARCHAR"


@dataclass(frozen=True, slots=True)
class Staged:
    """What was laid out. `relation` stands after FROM and may be scanned again and again; `numbered` says that it has a
    rowid in the source's order. `written_by_program` holds where numbers and days cannot be in anybody's own style.
    """

    relation: exp.Table
    columns: tuple[StagedColumn, ...]
    rows_found: int
    refused_rows: int = 0
    refused: tuple[Refused, ...] = ()
    repairs: tuple[Repair, ...] = ()
    numbered: bool = True
    written_by_program: bool = False


def identifier(name: str) -> exp.Identifier:
    """A name as it stands in SQL."""
    return exp.to_identifier(name, quoted=True)


def column(name: str) -> exp.Column:
    """A column by its name."""
    return exp.column(identifier(name))


def table(name: str) -> exp.Table:
    """A table by its name."""
    return exp.Table(this=identifier(name))


def text(value: str) -> exp.Literal:
    """A text as it stands in SQL."""
    return exp.Literal.string(value)


def pattern(path: Path) -> exp.Literal:
    """A file's path for DuckDB's readers, which take [ * and ? for patterns and would read the files they stand for."""
    return text(re.sub(r"[\[*?]", lambda found: f"[{found[0]}]", str(path.absolute())))


def call(name: str, *arguments: exp.Expr) -> exp.Anonymous:
    """A call of a function or macro."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def create(name: str, select: exp.Query, *, temporary: bool = False) -> str:
    """CREATE TABLE … AS SELECT …"""
    properties = exp.Properties(expressions=[exp.TemporaryProperty()]) if temporary else None
    statement = exp.Create(this=table(name), kind="TABLE", expression=select, properties=properties, replace=temporary)
    return statement.sql(dialect="duckdb")


def drop(name: str) -> str:
    """DROP TABLE IF EXISTS …"""
    return exp.Drop(tables=[table(name)], kind="TABLE", exists=True).sql(dialect="duckdb")


def select(expressions: Sequence[exp.Expr], source: exp.Expr) -> exp.Select:
    """SELECT … FROM …, of nodes alone."""
    return exp.Select(expressions=list(expressions)).from_(source, copy=False)
