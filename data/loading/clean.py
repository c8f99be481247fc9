"""Large text files that need no repair are read in one pass, at the speed of DuckDB's own reader.

A sample of the file's beginning and end tells how its columns are read. The pass then holds every value to that: where
one does not fit, or a text would need a repair, nothing is kept and the file is read with all repairs instead. So both
ways give the same table, which a test holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from sqlglot import exp

from data.loading.encodings import Decoded
from data.loading.expressions import TYPES
from data.loading.layout import Layout
from data.loading.leftovers import totals_of, without_blanks
from data.loading.measure import Measured, measure
from data.loading.naming import names_of
from data.loading.profile import Profile, profiles_of
from data.loading.readings import As, Reading, habits_of, reading_of
from data.loading.report import Column, Repair, TableReport
from data.loading.source import SourceError
from data.loading.staged import call, column, create, drop, select, table, text
from data.loading.text_files import header_repairs, reader, stage_text

LEAST_BYTES = 4 << 20
_HEAD, _TAIL = 1 << 19, 1 << 16
_TOLD = {"encoding", "mixed_encoding", "line_ends", "nuls", "separator", "title_rows", "duplicate_header"}


@dataclass(frozen=True, slots=True)
class _Plan:
    """How each column is read, as the sample has it; `empty` had no value there."""

    names: tuple[str, ...]
    readings: Mapping[str, Reading]
    measured: Mapping[str, Measured]
    empty: frozenset[str]
    repairs: tuple[Repair, ...]


def read_clean(
    connection: duckdb.DuckDBPyConnection,
    decoded: Decoded,
    layout: Layout,
    folder: Path,
    name: str,
    label: str,
    texts: Collection[str],
) -> TableReport | None:
    """Create the table `name` from a file that needs no repair; None, and no table, where it is not of that kind."""
    plan = _plan(connection, decoded.path, layout, folder, texts)
    if plan is None:
        return None
    source = reader(decoded.path, layout, ((n, "VARCHAR") for n in plan.names), rejects=False)
    shown = [exp.alias_(_guarded(plan.readings[n], plan.measured[n]), n, quoted=True) for n in plan.names]
    try:
        connection.execute(create(name, select(shown, source)))
    except duckdb.IOException:
        raise
    except duckdb.Error:
        connection.execute(drop(name))
        return None
    rows, faults = _faults(connection, name, plan, layout)
    if faults:
        connection.execute(drop(name))
        return None
    columns = tuple(_column(n, h, plan) for n, h in zip(plan.names, layout.headers, strict=True))
    # The sample told which columns they are of; all rows tell how many.
    codes = (replace(r, count=_present(connection, name, str(r.column))) for r in plan.repairs)
    repairs = (*decoded.repairs, *layout.repairs, *header_repairs(layout.headers), *codes)
    return TableReport(name, label, rows, rows, columns, repairs)


def _present(connection: duckdb.DuckDBPyConnection, name: str, of: str) -> int:
    """How many rows have a value in a column."""
    counted = select([exp.Count(this=column(of))], table(name)).sql("duckdb")
    return int(connection.execute(counted).fetchall()[0][0])


def _plan(
    connection: duckdb.DuckDBPyConnection, path: Path, layout: Layout, folder: Path, texts: Collection[str]
) -> _Plan | None:
    sample = folder / "sample.csv"
    _write_sample(path, sample)
    try:
        staged = stage_text(connection, sample, folder, separator=layout.separator)
    except SourceError:
        return None
    names = names_of(layout.headers)
    if staged.refused_rows or tuple(c.name for c in staged.columns) != names or not any(layout.headers):
        return None
    if any(r.code not in _TOLD for r in staged.repairs):
        return None
    left = without_blanks(connection, staged)
    if left.count or totals_of(connection, staged, left).rows:
        return None
    profiles = profiles_of(connection, staged, list(names), exp.true())
    habits = habits_of(profiles.values())
    guessed = {c.name: reading_of(profiles[c.name], c.header, habits) for c in staged.columns}
    guessed |= {n: replace(Reading(n), missing=r.missing) for n, r in guessed.items() if n in texts}
    readings, measured = measure(connection, staged, guessed, exp.true())
    if not all(_is_clean(readings[n], measured[n], profiles[n]) for n in names):
        return None
    empty = frozenset(n for n in names if not measured[n].present)
    repairs = tuple(
        Repair(r.note, r.name, profiles[r.name].values, detail=r.detail) for r in readings.values() if r.note == "codes"
    )
    return _Plan(names, readings, measured, empty, repairs)


def _write_sample(path: Path, sample: Path) -> None:
    """The lines of a file's beginning and end."""
    with path.open("rb") as file, sample.open("wb") as out:
        head = file.read(_HEAD)
        out.write(head[: head.rfind(b"\n") + 1])
        file.seek(max(len(head), path.stat().st_size - _TAIL))
        tail = file.read()
        out.write(tail[tail.find(b"\n") + 1 :])


def _is_clean(reading: Reading, m: Measured, p: Profile) -> bool:
    if m.lost or m.missing or m.digits or m.trimmed or m.arabic or m.zoned or m.perhaps:
        return False
    if reading.kind is As.YES_NO:
        return not ({*p.yes, *p.no} - {"true", "false"})
    if reading.kind is As.TEXT:
        return not reading.note or reading.note == "codes"
    if reading.kind is As.DAY and not m.timed:
        return reading.plain and p.longest <= 10  # midnights of all days are dates, but that takes a look at all
    return reading.plain


def _guarded(reading: Reading, m: Measured) -> exp.Expr:
    """The value, or an error that ends the pass where it does not fit."""
    value = column(reading.name)
    kind = exp.DataType.build(TYPES[reading.kind], dialect="duckdb")
    if reading.kind is As.TEXT or not m.present:
        return value
    if reading.kind is As.WHOLE:
        cast = exp.Cast(this=value, to=kind)
        same = exp.EQ(this=exp.cast(cast, "VARCHAR"), expression=value.copy())
        return _or_end(same, cast, value)
    if reading.kind is As.NUMBER:
        number = exp.Cast(this=value, to=kind)
        # A cast takes words such as nan, too, and 1_000.
        plain = exp.and_(call("isfinite", number), exp.Not(this=call("contains", value.copy(), text("_"))))
        return _or_end(plain, number.copy(), value)
    if reading.kind is As.YES_NO:
        low = exp.Lower(this=value)
        known = exp.In(this=low, expressions=[text("true"), text("false")])
        return _or_end(known, exp.EQ(this=low.copy(), expression=text("true")), value)
    # Years before 1500 would be of another calendar.
    year = exp.Between(this=value, low=text("1500"), high=text("2999-12-31 23:59:59.999999"))
    if m.timed:
        pattern = r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?)?"
        fits = exp.and_(year, call("regexp_full_match", value.copy(), text(pattern)))
    else:
        fits = exp.and_(year, exp.EQ(this=exp.Length(this=value.copy()), expression=exp.Literal.number(10)))
    wanted = exp.DataType.build("TIMESTAMP" if m.timed else "DATE")
    return _or_end(fits, exp.Cast(this=value.copy(), to=wanted), value)


def _or_end(fits: exp.Expr, value: exp.Expr, raw: exp.Expr) -> exp.Expr:
    empty = exp.Is(this=raw.copy(), expression=exp.Null())
    return exp.Case(
        ifs=[exp.If(this=empty, true=exp.Null()), exp.If(this=fits, true=value)],
        default=call("error", text("not as the sample")),
    )


def _faults(connection: duckdb.DuckDBPyConnection, name: str, plan: _Plan, layout: Layout) -> tuple[int, int]:
    """The rows, and how many texts or rows would need a repair."""
    conditions: list[exp.Expr] = []
    for place, n in enumerate(plan.names):
        if n in plan.empty:
            conditions.append(exp.Not(this=exp.Is(this=column(n), expression=exp.Null())))
        elif plan.readings[n].kind is As.TEXT:
            conditions.append(call("load_untidy", column(n)))
            conditions.append(exp.EQ(this=column(n), expression=text(layout.headers[place])))
    blank = exp.and_(*(exp.Is(this=column(n), expression=exp.Null()) for n in plan.names))
    count = exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=exp.or_(blank, *conditions)))
    query = select([exp.Count(this=exp.Star()), count], table(name))
    rows, faults = connection.execute(query.sql("duckdb")).fetchall()[0]
    return rows, faults


def _column(name: str, header: str, plan: _Plan) -> Column:
    reading = plan.readings[name]
    kind = "TIMESTAMP" if reading.kind is As.DAY and plan.measured[name].timed else TYPES[reading.kind]
    return Column(name, header, "VARCHAR" if name in plan.empty else kind, days=not reading.months)
