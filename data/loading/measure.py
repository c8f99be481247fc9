"""Holds the readings of all columns against every row: what they read, what not, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import duckdb
from sqlglot import exp

from data.loading.expressions import cleaned, is_missing, moment, trimmed, value_of
from data.loading.readings import As, Reading
from data.loading.staged import Staged, call, column, select, text

# Columns measured by one statement: what it costs to plan grows with their square.
_AT_ONCE = 8
_LOST, _CODES = 0.1, 0.01
_ALWAYS_MISSING = ("select", "select one", "please select", "انتخاب کنید")


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts over all `rows`: values `present`, those `read`, those that say there is none (`missing`), those that hold
    digits and were not read (`codes`), and what is worth telling of the rest."""

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
    found: dict[str, Measured] = {}
    names = list(readings)
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        # Each value is read once, below; above it is only counted.
        read = [e for place, n in enumerate(some) for e in _values(readings[n], place)]
        inner = select(read, staged.relation.copy()).where(where.copy())
        wanted = [_counts(readings[n], place) for place, n in enumerate(some)]
        query = select([e for counts in wanted for e in counts.values()], inner.subquery("t"))
        row = connection.execute(query.sql("duckdb")).fetchall()[0]
        place = 0
        for name, counts in zip(some, wanted, strict=True):
            found[name] = Measured(**dict(zip(counts, row[place : place + len(counts)], strict=True)))
            place += len(counts)
    return found


def _values(reading: Reading, place: int) -> list[exp.Expr]:
    """The value as it stands, without spaces around it, cleaned, whether it means none, and as it is read."""
    values: dict[str, exp.Expr] = {
        "raw": column(reading.name),
        "edge": trimmed(reading.name),
        "clean": cleaned(reading.name),
        "none": is_missing(reading),
    }
    if reading.kind is As.DAY:
        values["read"] = moment(reading)
    elif reading.kind is not As.TEXT:
        values["read"] = value_of(reading)
    return [exp.alias_(value, f"{name}{place}", quoted=True) for name, value in values.items()]


def _counts(reading: Reading, place: int) -> dict[str, exp.Expr]:
    raw, edge, clean, none, read = (column(f"{n}{place}") for n in ("raw", "edge", "clean", "none", "read"))
    present = exp.NEQ(this=edge, expression=text(""))
    given = exp.and_(present, exp.Not(this=none))
    counts = {
        "rows": exp.Count(this=exp.Star()),
        "present": _many(present),
        "missing": _many(exp.and_(present, none)),
    }
    if reading.kind is As.TEXT:
        counts["read"] = _many(given)
        counts["trimmed"] = _many(exp.and_(present, exp.NEQ(this=edge, expression=raw)))
        counts["arabic"] = _many(call("regexp_matches", raw, text("[يك]")))
        counts["persian"] = _many(call("regexp_matches", raw, text("[یکپچژگ]")))
        if reading.missing:
            listed = exp.In(this=exp.Lower(this=clean), expressions=[text(w) for w in reading.missing])
            counts["perhaps"] = _many(listed)
        return counts
    empty = exp.Is(this=read, expression=exp.Null())
    counts["read"] = _many(exp.and_(given, exp.Not(this=empty)))
    counts["codes"] = _many(exp.and_(given, empty, call("regexp_matches", clean, text(r"\d"))))
    counts["digits"] = _many(call("regexp_matches", raw, text("[۰-۹٠-٩]")))
    if reading.kind is As.WHOLE:
        number = exp.Not(this=exp.Is(this=call("load_number", clean, text(reading.style)), expression=exp.Null()))
        counts["fractions"] = _many(exp.and_(given, empty, number))
        counts["zeros"] = _many(call("regexp_full_match", clean, text(r"[+-]?0\d+")))
    if reading.kind is As.DAY:
        counts["timed"] = _many(exp.NEQ(this=read, expression=exp.Cast(this=read, to=exp.DataType.build("DATE"))))
        counts["zoned"] = _many(call("regexp_matches", clean, text(r":\d{2}[^:]*[+-]\d{2}:?\d{0,2}$")))
    return counts


def _many(condition: exp.Expr) -> exp.Expr:
    return exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=condition.copy()))
