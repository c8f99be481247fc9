"""Holds the readings of all columns against every row: what they read, what not, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import duckdb
from sqlglot import exp

from data.loading.expressions import cleaned, is_missing, moment, trimmed, value_of
from data.loading.readings import As, Reading
from data.loading.staged import Staged, call, column, select, text
from data.loading.together import MANY, NAME, VALUE, alike, counted, is_wide

# Columns measured by one statement: what it costs to plan grows with their square.
_AT_ONCE = 8
_STACKED = 500
_LOST, _CODES = 0.1, 0.01
_ALWAYS_MISSING = ("select", "select one", "please select", "انتخاب کنید")


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts over all `rows`: values `present`, those `read`, those that say there is none (`missing`), those that hold
    digits and were not read (`codes`), what is worth telling of the rest; of some columns, how many are `different`."""

    rows: int
    present: int
    read: int
    missing: int
    codes: int = 0
    digits: int = 0
    trimmed: int = 0
    arabic: int = 0
    persian: int = 0
    perhaps: int = 0
    timed: int = 0
    zoned: int = 0
    zeros: int = 0
    fractions: int = 0
    different: int | None = None

    @property
    def lost(self) -> int:
        """Values that are there and could not be read."""
        return self.present - self.read - self.missing


def measure(
    connection: duckdb.DuckDBPyConnection, staged: Staged, readings: Mapping[str, Reading], where: exp.Expr
) -> tuple[dict[str, Reading], dict[str, Measured]]:
    """The readings that hold for all rows, and what they do. A reading that loses too much gives way to a wider one."""
    settled: dict[str, Reading] = {}
    measured: dict[str, Measured] = {}
    todo = dict(readings)
    while todo:
        found = _measured(connection, staged, todo, where)
        again: dict[str, Reading] = {}
        for name, reading in todo.items():
            wider = _wider(reading, found[name])
            if wider is None:
                wider = _finished(reading, found[name])
            if wider == reading:
                settled[name], measured[name] = reading, found[name]
            else:
                again[name] = wider
        todo = again
    return settled, measured


def _wider(reading: Reading, m: Measured) -> Reading | None:
    values = max(1, m.present - m.missing)
    if reading.kind is As.TEXT:
        return None
    if reading.kind is As.WHOLE and m.zeros:
        return replace(reading, kind=As.TEXT, note="codes")
    if reading.kind is As.WHOLE and m.fractions:
        return replace(reading, kind=As.NUMBER, plain=False)
    if (
        m.lost > _LOST * values
        or (m.codes > _CODES * values and reading.kind is not As.DAY)
        or (reading.kind is As.YES_NO and m.lost)
    ):
        if reading.kind is As.WHOLE:
            return replace(reading, kind=As.NUMBER)
        if reading.kind is As.NUMBER and reading.plain:
            return replace(reading, plain=False)
        return replace(reading, kind=As.TEXT, plain=False, unit=None)
    if reading.plain and m.lost and reading.kind is not As.WHOLE:
        return replace(reading, plain=False)
    return None


def _finished(reading: Reading, m: Measured) -> Reading:
    """Of words that may be members of a text column, those that mean none because other values are missing, too."""
    if reading.kind is not As.TEXT or not reading.missing:
        return reading
    gaps = m.rows - m.present + m.missing - m.perhaps > 0
    return replace(reading, missing=tuple(w for w in reading.missing if w in _ALWAYS_MISSING or (gaps and w != "none")))


def _measured(
    connection: duckdb.DuckDBPyConnection, staged: Staged, readings: Mapping[str, Reading], where: exp.Expr
) -> dict[str, Measured]:
    """What costs much to read is read once for each different value; and columns of wide tables together."""
    costly = {n: r for n, r in readings.items() if is_costly(r) or is_wide(len(readings), staged.rows_found)}
    found = _measured_together(connection, staged, costly, where)
    names = [name for name in readings if name not in costly]
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        # Each value is read once, below; above it is only counted.
        read = [e for place, n in enumerate(some) for e in _values(readings[n], column(n), place)]
        inner = select(read, staged.relation.copy()).where(where.copy())
        wanted = [_counts(readings[n], place, _rows) for place, n in enumerate(some)]
        query = select([e for counts in wanted for e in counts.values()], inner.subquery("t"))
        row = connection.execute(query.sql("duckdb")).fetchall()[0]
        place = 0
        for name, counts in zip(some, wanted, strict=True):
            found[name] = Measured(**dict(zip(counts, row[place : place + len(counts)], strict=True)))
            place += len(counts)
    return found


def is_costly(reading: Reading) -> bool:
    """Whether reading one value takes a look at all the ways to write a number or a day."""
    return reading.kind is not As.TEXT and not reading.plain


def _measured_together(
    connection: duckdb.DuckDBPyConnection, staged: Staged, readings: Mapping[str, Reading], where: exp.Expr
) -> dict[str, Measured]:
    """The same by columns that are read alike, each different value once."""
    found = {name: Measured(0, 0, 0, 0) for name in readings}
    for reading, _, names in alike((reading, None) for reading in readings.values()):
        counts = {**_counts(reading, 0, _weighed), "different": exp.Count(this=column("raw0"))}
        for start in range(0, len(names), _STACKED):
            rows = counted(names[start : start + _STACKED], staged.relation, where)
            values = _values(reading, column(VALUE), 0)
            inner = select([column(NAME), column(MANY), *values], rows).subquery("t")
            query = select([column(NAME), *counts.values()], inner).group_by(exp.Literal.number(1), copy=False)
            for name, *row in connection.execute(query.sql("duckdb")).fetchall():
                found[name] = Measured(**dict(zip(counts, row, strict=True)))
    return found


def _values(reading: Reading, raw: exp.Expr, place: int) -> list[exp.Expr]:
    """The value as it stands, without spaces around it, cleaned, whether it means none, and as it is read."""
    values: dict[str, exp.Expr] = {
        "raw": raw,
        "edge": trimmed(reading.name),
        "clean": cleaned(reading.name),
        "none": is_missing(reading),
    }
    if reading.kind is As.DAY:
        values["read"] = moment(reading)
    elif reading.kind is not As.TEXT:
        values["read"] = value_of(reading)
    return [exp.alias_(value, f"{name}{place}", quoted=True) for name, value in values.items()]


def _counts(reading: Reading, place: int, many: Callable[[exp.Expr | None], exp.Expr]) -> dict[str, exp.Expr]:
    raw, edge, clean, none, read = (column(f"{n}{place}") for n in ("raw", "edge", "clean", "none", "read"))
    present = exp.NEQ(this=edge, expression=text(""))
    given = exp.and_(present, exp.Not(this=none))
    counts = {
        "rows": many(None),
        "present": many(present),
        "missing": many(exp.and_(present, none)),
    }
    if reading.kind is As.TEXT:
        counts["read"] = many(given)
        counts["trimmed"] = many(exp.and_(present, exp.NEQ(this=edge, expression=raw)))
        counts["arabic"] = many(call("regexp_matches", raw, text("[يك]")))
        counts["persian"] = many(call("regexp_matches", raw, text("[یکپچژگ]")))
        if reading.missing:
            listed = exp.In(this=exp.Lower(this=clean), expressions=[text(w) for w in reading.missing])
            counts["perhaps"] = many(listed)
        return counts
    empty = exp.Is(this=read, expression=exp.Null())
    counts["read"] = many(exp.and_(given, exp.Not(this=empty)))
    counts["codes"] = many(_only(exp.and_(given, empty), call("regexp_matches", clean, text(r"\d"))))
    counts["digits"] = many(call("regexp_matches", raw, text("[۰-۹٠-٩]")))
    if reading.kind is As.WHOLE:
        number = exp.Not(this=exp.Is(this=call("load_number", clean, text(reading.style)), expression=exp.Null()))
        counts["fractions"] = many(_only(exp.and_(given, empty), number))
        counts["zeros"] = many(call("regexp_full_match", clean, text(r"[+-]?0\d+")))
    if reading.kind is As.DAY:
        counts["timed"] = many(exp.NEQ(this=read, expression=exp.Cast(this=read, to=exp.DataType.build("DATE"))))
        counts["zoned"] = many(call("regexp_matches", clean, text(r":\d{2}[^:]*[+-]\d{2}:?\d{0,2}$")))
    return counts


def _only(first: exp.Expr, then: exp.Expr) -> exp.Expr:
    """Both conditions; the second is looked at only where the first holds, which AND within FILTER does not see to."""
    return exp.Case(ifs=[exp.If(this=first, true=then)], default=exp.false())


def _rows(condition: exp.Expr | None) -> exp.Expr:
    """How many rows meet a condition."""
    count = exp.Count(this=exp.Star())
    return count if condition is None else exp.Filter(this=count, expression=exp.Where(this=condition.copy()))


def _weighed(condition: exp.Expr | None) -> exp.Expr:
    """The same where each row stands for MANY."""
    total: exp.Expr = exp.Sum(this=column(MANY))
    if condition is not None:
        total = exp.Filter(this=total, expression=exp.Where(this=condition.copy()))
    return exp.cast(call("coalesce", total, exp.Literal.number(0)), "BIGINT")
