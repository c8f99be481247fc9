"""Small questions to the database about a catalogue's tables: which columns, which kind of value, are keys unique."""

from __future__ import annotations

from sqlglot import exp

from queries.catalogue.model import Table
from queries.compiler.dialects import written
from queries.engine import Engine


def column_names(table: Table, engine: Engine) -> tuple[str, ...]:
    """The columns of a table; raises QueryFailed where there is no such table."""
    query = exp.select(exp.Star()).from_(relation(table), copy=False).limit(exp.Literal.number(0), copy=False)
    return engine.run(written(query, engine.dialect), {}).names


def sample(table: Table, column: str, engine: Engine) -> object:
    """Some value of a column; None where it holds none."""
    query = (
        exp.select(named(column))
        .from_(relation(table), copy=False)
        .where(exp.Not(this=exp.Is(this=named(column), expression=exp.Null())), copy=False)
        .limit(exp.Literal.number(1), copy=False)
    )
    rows = engine.run(written(query, engine.dialect), {}).rows
    return rows[0][0] if rows else None


def is_unique(table: Table, columns: tuple[str, ...], engine: Engine) -> bool:
    """Whether no two rows share the same values of some columns (rows without a value aside)."""
    query = (
        exp.select(*map(named, columns))
        .from_(relation(table), copy=False)
        .where(exp.and_(*(exp.Not(this=exp.Is(this=named(c), expression=exp.Null())) for c in columns)), copy=False)
        .group_by(*map(named, columns), copy=False)
        .having(exp.GT(this=exp.Count(this=exp.Star()), expression=exp.Literal.number(1)), copy=False)
        .limit(exp.Literal.number(1), copy=False)
    )
    return not engine.run(written(query, engine.dialect), {}).rows


def distinct(table: Table, column: str, engine: Engine) -> list[object]:
    """The different values of a column."""
    query = exp.select(named(column)).distinct(copy=False).from_(relation(table), copy=False)
    return [row[0] for row in engine.run(written(query, engine.dialect), {}).rows]


def named(column: str) -> exp.Column:
    """A column by its name, quoted."""
    return exp.column(exp.to_identifier(column, quoted=True))


def relation(table: Table) -> exp.Table | exp.Subquery:
    """A table's source as it stands after FROM."""
    source = table.source.copy()
    return source if isinstance(source, exp.Table) else source.subquery("source")
