"""Rows that are no data: blank ones, headers that stand again between the rows, and rows that add up others."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb
from sqlglot import exp

from data.loading.expressions import cleaned, trimmed, value_of
from data.loading.readings import As, Reading
from data.loading.report import Repair
from data.loading.staged import Staged, call, column, select, text

_CANDIDATES = 2_000
_LABELS = 6
_HEADERS = 12


@dataclass(frozen=True, slots=True)
class Leftovers:
    """`kept` is the condition of the rows that are data."""

    kept: exp.Expr
    count: int
    repairs: tuple[Repair, ...]


def blank(staged: Staged) -> exp.Expr:
    """Whether a row has no value at all."""
    values = [column(c.name) for c in staged.columns]
    empty = [
        exp.EQ(this=call("load_trim", call("concat", *some)), expression=text(""))
        # Hardly any row passes the first one, which spares the second.
        for some in (values[:1], values)
    ]
    return exp.paren(exp.and_(*empty))


def header_again(staged: Staged) -> exp.Expr | None:
    """Whether a row repeats the header; None where there is no header."""
    named = [c for c in staged.columns if c.header and c.type == "VARCHAR"][:_HEADERS]
    if not named or (len(named) < 2 and len(staged.columns) > 1):
        return None
    return exp.and_(
        *(call("coalesce", exp.EQ(this=trimmed(c.name), expression=text(c.header)), exp.false()) for c in named)
    )


def without_blanks(connection: duckdb.DuckDBPyConnection, staged: Staged) -> Leftovers:
    """Leave out blank rows and repeated headers."""
    conditions = {"blank_rows": blank(staged)}
    again = header_again(staged)
    if again is not None:
        conditions["repeated_header"] = again
    present: dict[str, int] = {}
    for code, condition in conditions.items():
        # Each in a WHERE of its own, where what its first part rules out is not looked at again.
        count = select([exp.Count(this=exp.Star())], staged.relation.copy()).where(condition.copy())
        number = int(connection.execute(count.sql("duckdb")).fetchall()[0][0])
        if number:
            present[code] = number
    kept = [exp.Not(this=exp.paren(conditions[code].copy())) for code in present]
    return Leftovers(
        exp.and_(*kept) if kept else exp.true(),
        sum(present.values()),
        tuple(Repair(code, None, n) for code, n in present.items()),
    )


@dataclass(frozen=True, slots=True)
class Totals:
    """Rows labelled like a total: their place and values."""

    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()

    def others(self, kept: exp.Expr) -> exp.Expr:
        """The condition of all other rows that are kept."""
        return exp.and_(kept.copy(), exp.Not(this=_in([r for r, _ in self.rows]))) if self.rows else kept.copy()


def without_totals(
    connection: duckdb.DuckDBPyConnection,
    staged: Staged,
    readings: Mapping[str, Reading],
    filled: Mapping[str, int],
    totals: Totals,
    so_far: Leftovers,
) -> Leftovers:
    """Leave out rows that add up others, too: their label says so, and beside it stand only numbers, or sums."""
    found = totals.rows
    if not found:
        return so_far
    names = [c.name for c in staged.columns]
    numbers = [n for n in names if n in readings and readings[n].kind in (As.WHOLE, As.NUMBER, As.SPAN)]
    rows = max(filled.values(), default=0)
    usual = {n for n in names if n not in numbers and filled.get(n, 0) >= 0.9 * rows > 0}
    sums = _sums(connection, staged, readings, numbers, [r for r, _ in found], so_far)
    gone: list[int] = []
    texts: list[str] = []
    doubtful: list[str] = []
    for (row, values), (near, all_) in zip(found, sums, strict=True):
        label = next(i for i, v in enumerate(values) if v)
        beside = [n for i, n in enumerate(names) if n in usual and i != label]
        bare = bool(beside) and not any(values[names.index(n)] for n in beside)
        line = " | ".join(v for v in values if v)[:80]
        if bare or near or all_:
            gone.append(row)
            texts.append(line)
        else:
            doubtful.append(line)
    repairs = list(so_far.repairs)
    if gone:
        repairs.append(Repair("total_rows", None, len(gone), tuple(texts[:3])))
    if doubtful:
        repairs.append(Repair("maybe_total_rows", None, len(doubtful), tuple(doubtful[:3]), doubtful=True))
    kept = so_far.kept
    if gone:
        kept = exp.and_(kept, exp.Not(this=_in(gone)))
    return replace(so_far, kept=kept, count=so_far.count + len(gone), repairs=tuple(repairs))


def _in(rows: Sequence[int]) -> exp.In:
    return exp.In(this=exp.column("rowid"), expressions=[exp.Literal.number(r) for r in rows])


def totals_of(connection: duckdb.DuckDBPyConnection, staged: Staged, so_far: Leftovers) -> Totals:
    """The rows whose first value is a word for a total; none where there are so many that the word is a member."""
    labels = [call("nullif", cleaned(c.name), text("")) for c in staged.columns[:_LABELS] if c.type == "VARCHAR"]
    if not staged.numbered or not labels:
        return Totals()
    first = call("coalesce", *labels) if len(labels) > 1 else labels[0]
    is_total = call("list_contains", call("getvariable", text("load_totals")), exp.Lower(this=first))
    values = [exp.cast(column(c.name), "VARCHAR") for c in staged.columns]
    query = (
        select([exp.column("rowid"), *values], staged.relation.copy())
        .where(so_far.kept.copy())
        .where(is_total)
        .order_by(exp.column("rowid"))
        .limit(_CANDIDATES + 1)
    )
    rows = connection.execute(query.sql("duckdb")).fetchall()
    if len(rows) > _CANDIDATES:
        return Totals()
    return Totals(tuple((row[0], tuple((v or "").strip() for v in row[1:])) for row in rows))


def _sums(
    connection: duckdb.DuckDBPyConnection,
    staged: Staged,
    readings: Mapping[str, Reading],
    numbers: Sequence[str],
    found: Sequence[int],
    so_far: Leftovers,
) -> list[tuple[bool, bool]]:
    """For each candidate, whether a number of its is the sum of the rows since the candidate before, or of all."""
    if not numbers:
        return [(False, False)] * len(found)
    rowid = exp.column("rowid")
    listed = _in(found)
    values = {n: value_of(readings[n]) for n in numbers}
    own = select([rowid.copy(), *(v.copy() for v in values.values())], staged.relation.copy()).where(listed.copy())
    owns = {row[0]: row[1:] for row in connection.execute(own.sql("duckdb")).fetchall()}
    data = exp.and_(so_far.kept.copy(), exp.Not(this=listed.copy()))
    total = _sum(connection, staged, values, data)
    told: list[tuple[bool, bool]] = []
    previous = -1
    for row in found:
        stretch = exp.and_(data.copy(), exp.GT(this=rowid.copy(), expression=exp.Literal.number(previous)),
                           exp.LT(this=rowid.copy(), expression=exp.Literal.number(row)))  # fmt: skip
        near = _sum(connection, staged, values, stretch) if len(told) < 200 else [None] * len(values)
        told.append((_same(owns[row], near), _same(owns[row], total)))
        previous = row
    return told


def _sum(
    connection: duckdb.DuckDBPyConnection, staged: Staged, values: Mapping[str, exp.Expr], where: exp.Expr
) -> list[float | None]:
    query = select([exp.Sum(this=v.copy()) for v in values.values()], staged.relation.copy()).where(where.copy())
    return list(connection.execute(query.sql("duckdb")).fetchall()[0])


def _same(own: Sequence[float | None], sums: Sequence[float | None]) -> bool:
    return any(a and b and math.isclose(a, b, rel_tol=0.002) for a, b in zip(own, sums, strict=True))
