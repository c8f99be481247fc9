"""How many rows of a join find their row; the others are counted under the missing member, which is to be known."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from queries.catalogue.model import Catalogue, Join, Table
from queries.checking.findings import Finding, Level
from queries.compiler.dialects import written
from queries.engine import Engine, QueryFailed


def check_joins(catalogue: Catalogue, engine: Engine) -> Iterator[Finding]:
    """The joins that lead some rows nowhere."""
    for table in catalogue.tables.values():
        for join in table.joins.values():
            try:
                yield from _join(table, join, catalogue.tables[join.to], engine)
            except QueryFailed as error:
                what = f"join {join.name} of table {table.id} to {join.to} cannot be made: {error}"
                cure = "its columns must be of one kind; a key with letters or leading zeros is text"
                yield Finding(Level.ERROR, "join", table.place, what, cure)


def _join(table: Table, join: Join, other: Table, engine: Engine) -> Iterator[Finding]:
    rows, lost, near = _counts(table, join, other, engine)
    if not lost:
        return
    what = f"join {join.name} of table {table.id}: {lost:,} of {rows:,} rows ({_percent(lost, rows)}) "
    what += f"find none in {other.id}"
    example = _example(table, join, other, engine)
    shown = f", such as {example!r}" if example is not None else ""
    if lost == rows:
        yield Finding(
            Level.ERROR, "join", table.place, f"{what}{shown}", "the columns of the join do not belong together"
        )
        return
    cure = (
        f"{near:,} of them would, if spaces and upper case did not count; write the keys alike"
        if near
        else f"they are counted under the missing member of what stands in {other.id}; add the rows or mend the keys"
    )
    yield Finding(Level.WARNING, "join", table.place, f"{what}{shown}", cure)


def _counts(table: Table, join: Join, other: Table, engine: Engine) -> tuple[int, int, int]:
    """The rows with a key, those of them that find no row, and those of these that would without case and spaces."""
    left = _aliased(table, "l")
    there = exp.and_(*(_not_null("l", own) for own, _ in join.on))
    same = exp.and_(*(exp.EQ(this=_of("l", own), expression=_of("r", theirs)) for own, theirs in join.on))
    plain = exp.and_(
        *(exp.EQ(this=_bare(_of("l", own)), expression=_bare(_of("r", theirs))) for own, theirs in join.on)
    )
    exact = _exists(other, same)
    nearly = _exists(other, plain)
    counted = exp.select(exp.Count(this=exp.Star())).from_(left, copy=False).where(there, copy=False)
    lost = counted.where(exp.Not(this=exact))  # as a condition: servers look EXISTS up row by row elsewhere
    rows = engine.run(written(counted, engine.dialect), {}).rows[0][0]
    missing = engine.run(written(lost, engine.dialect), {}).rows[0][0]
    if not missing:
        return rows, 0, 0
    close = (
        exp.select(exp.Count(this=exp.Star()))
        .from_(left.copy(), copy=False)
        .where(exp.and_(there.copy(), exp.Not(this=exact.copy()), nearly), copy=False)
    )
    return rows, missing, engine.run(written(close, engine.dialect), {}).rows[0][0]


def _example(table: Table, join: Join, other: Table, engine: Engine) -> object:
    own = join.on[0][0]
    same = exp.and_(*(exp.EQ(this=_of("l", mine), expression=_of("r", theirs)) for mine, theirs in join.on))
    query = (
        exp.select(exp.Min(this=_of("l", own)))
        .from_(_aliased(table, "l"), copy=False)
        .where(exp.and_(_not_null("l", own), exp.Not(this=_exists(other, same))), copy=False)
    )
    return engine.run(written(query.copy(), engine.dialect), {}).rows[0][0]


def _exists(other: Table, on: exp.Expr) -> exp.Exists:
    inner = exp.select(exp.Literal.number(1)).from_(_aliased(other, "r"), copy=False).where(on, copy=False)
    return exp.Exists(this=inner)


def _aliased(table: Table, alias: str) -> exp.Expr:
    source = table.source.copy()
    if isinstance(source, exp.Table):
        return exp.alias_(source, alias, table=True)
    return source.subquery(alias)


def _of(alias: str, name: str) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True), table=alias)


def _not_null(alias: str, name: str) -> exp.Not:
    return exp.Not(this=exp.Is(this=_of(alias, name), expression=exp.Null()))


def _bare(value: exp.Expr) -> exp.Expr:
    text = exp.Lower(this=exp.cast(value, exp.DType.TEXT))
    return exp.func("REPLACE", text, exp.Literal.string(" "), exp.Literal.string(""))


def _percent(part: int, whole: int) -> str:
    share = 100 * part / whole
    return f"{share:.1f} %" if share >= 0.1 else "under 0.1 %"
