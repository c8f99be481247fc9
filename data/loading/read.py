"""Reads a source into a table of a DuckDB connection and reports what became of every row and column.

    from data.loading import find_sources, read_into
    for source in find_sources([Path("exports")]).sources:
        report = read_into(connection, source, source.name)
        print("\\n".join(report.lines))

Columns are named by `naming.names_of` (order_date for "Order Date") and have the types BIGINT, DOUBLE, BOOLEAN, DATE,
TIMESTAMP and VARCHAR, and whatever a typed source (Parquet, DuckDB, PostgreSQL) has beside them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import duckdb
from sqlglot import exp

from data.faults import is_full
from data.loading import clean
from data.loading.beyond import or_missing, values_beyond
from data.loading.date_order import Order, order_of_rows, orders_of, settle
from data.loading.encodings import Decoded, as_utf8
from data.loading.expressions import TYPES, is_missing, value_of
from data.loading.layout import layout_of
from data.loading.leftovers import totals_of, without_blanks, without_totals
from data.loading.measure import Measured, is_costly, measure
from data.loading.profile import Profile, profiles_of
from data.loading.readings import As, Reading, habits_of, reading_of
from data.loading.report import Column, Repair, TableReport
from data.loading.source import Kind, Source, SourceError
from data.loading.stage import stage
from data.loading.staged import TABLE, Staged, StagedColumn, call, column, create, drop, select, text
from data.loading.together import VALUE, alike, is_wide, read_once, read_together
from data.loading.turn import turn
from data.loading.typed_files import detach
from data.loading.vocabulary import prepare
from data.unpivot import Unpivot

Progress = Callable[[str, float], None]


def read_into(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    table: str,
    *,
    spare: Path | None = None,
    progress: Progress | None = None,
    texts: Collection[str] = (),
    unpivot: Unpivot | None = None,
    dates: str = "",
) -> TableReport:
    """Create `table` from a source; it must not exist yet.

    `spare` is a folder for copies that reading needs (default: the machine's); nothing stays there. `progress` is told
    the step and how far it is, 0 to 1. Columns named in `texts` stay text whatever they look like. `unpivot` turns
    columns into rows; `dates` ("day_first", "month_first") decides what the columns leave open. Raises SourceError with
    a sentence; the table then does not exist.
    """
    tell = progress or (lambda step, part: None)
    tell(source.label, 0.0)
    prepare(connection)
    with tempfile.TemporaryDirectory(prefix="loading-", dir=spare) as folder, _faults(source):
        try:
            decoded = _decoded(source, Path(folder))
            report = _at_once(connection, source, decoded, Path(folder), table, texts)
            if report is None:
                staged = stage(connection, source, Path(folder), decoded)
                tell(source.label, 0.5)
                report = _read(connection, staged, table, source.label, texts, dates)
            if unpivot is not None:
                report = turn(connection, source, report, unpivot)
        except BaseException:
            connection.execute(drop(table))
            raise
        finally:
            _forget(connection)
    tell(source.label, 1.0)
    return report


def _decoded(source: Source, folder: Path) -> Decoded | None:
    """A text file as UTF-8; None for a source of another kind."""
    if source.kind is not Kind.TEXT or source.path is None or not source.path.is_file():
        return None
    return as_utf8(source.path, folder / "utf8.txt")


def _at_once(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    decoded: Decoded | None,
    folder: Path,
    table: str,
    texts: Collection[str],
) -> TableReport | None:
    """Read a large text file that needs no repair in one pass; None for any other source."""
    if decoded is None or decoded.path.stat().st_size < clean.LEAST_BYTES:
        return None
    return clean.read_clean(connection, decoded, layout_of(decoded.path), folder, table, source.label, texts)


def _forget(connection: duckdb.DuckDBPyConnection) -> None:
    with suppress(duckdb.Error):
        connection.execute(drop(TABLE))
    with suppress(duckdb.Error):
        detach(connection)


@contextmanager
def _faults(source: Source) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        if is_full(error):
            raise
        raise SourceError(f"{source.label} cannot be read: {str(error).splitlines()[0]}") from error
    except UnicodeError as error:
        raise SourceError(f"{source.label} cannot be read: {error}") from error


def _read(
    connection: duckdb.DuckDBPyConnection,
    staged: Staged,
    table: str,
    label: str,
    kept_texts: Collection[str],
    first: str = "",
) -> TableReport:
    left = without_blanks(connection, staged)
    texts = [c for c in staged.columns if c.type == "VARCHAR"]
    totals = totals_of(connection, staged, left)
    others = totals.others(left.kept)
    profiles = profiles_of(connection, staged, [c.name for c in texts], others)
    habits = habits_of(profiles.values(), program=staged.written_by_program)
    guessed = {c.name: reading_of(profiles[c.name], c.header, habits) for c in texts}
    guessed |= {
        n: Reading(n, missing=r.missing if r.kind is As.TEXT else ()) for n, r in guessed.items() if n in kept_texts
    }
    ordered, said = _ordered(connection, staged, guessed, first)
    readings, measured = measure(connection, staged, ordered, others)
    filled = {name: m.present - m.missing for name, m in measured.items()}
    before = left.count
    left = without_totals(connection, staged, readings, filled, totals, left)
    if left.count - before < len(totals.rows):  # some of them are data after all
        readings, measured = measure(connection, staged, ordered, left.kept)
    columns = [c for c in staged.columns if c.header or c.type != "VARCHAR" or measured[c.name].present]
    if not columns:
        raise SourceError(f"{label} has no values.")
    beyond = values_beyond(connection, staged)
    typed = {c.name: or_missing(c) if c.name in beyond else column(c.name) for c in columns if c.type != "VARCHAR"}
    connection.execute(create(table, _all_read(columns, readings, measured, staged, typed, left.kept)))
    rows = connection.execute(select([exp.Count(this=exp.Star())], _named(table)).sql("duckdb")).fetchall()[0][0]
    repairs = [*staged.repairs, *left.repairs]
    if len(columns) < len(staged.columns):
        repairs.append(Repair("empty_column", None, len(staged.columns) - len(columns)))
    for place, c in enumerate(columns):
        if c.type == "VARCHAR":
            shown = left.kept if place < _EXAMPLES else None
            repairs += _repairs(connection, staged, readings[c.name], measured[c.name], profiles[c.name], shown)
            repairs += said.get(c.name, ())
        elif c.name in beyond:
            repairs.append(beyond[c.name])
    return TableReport(
        table=table,
        source=label,
        rows_found=staged.rows_found,
        rows=rows,
        columns=tuple(_column(c, readings, measured, profiles) for c in columns),
        repairs=tuple(repairs),
        refused_rows=staged.refused_rows,
        refused=staged.refused,
        left_out=left.count,
    )


def _all_read(
    columns: Sequence[StagedColumn],
    readings: Mapping[str, Reading],
    measured: Mapping[str, Measured],
    staged: Staged,
    typed: Mapping[str, exp.Expr],
    where: exp.Expr,
) -> exp.Select:
    """The columns of a table as they are read."""
    names = [c.name for c in columns]
    texts = [(readings[c.name], _way(measured[c.name])) for c in columns if c.type == "VARCHAR"]
    if is_wide(len(columns), staged.rows_found):
        groups = ((value_of(r, time=time, letters=letters), some) for r, (time, letters), some in alike(texts))
        return read_together(names, groups, typed, staged.relation, where)
    looked_up = {
        reading.name: value_of(replace(reading, name=VALUE), time=time, letters=letters)
        for reading, (time, letters) in texts
        if is_costly(reading) and _repeats(measured[reading.name])
    }
    others = {
        reading.name: value_of(reading, time=time, letters=letters)
        for reading, (time, letters) in texts
        if reading.name not in looked_up
    }
    return read_once(names, looked_up, {**typed, **others}, staged.relation, where)


def _repeats(m: Measured) -> bool:
    """Whether values stand in so many rows that each is better read once."""
    return m.different is not None and m.different * 4 < m.rows


def _way(m: Measured) -> tuple[bool, bool]:
    """Whether times of day and letters matter."""
    return m.timed > 0, _arabic(m)


def _named(table: str) -> exp.Table:
    return exp.Table(this=exp.to_identifier(table, quoted=True))


def _ordered(
    connection: duckdb.DuckDBPyConnection, staged: Staged, readings: Mapping[str, Reading], first: str
) -> tuple[dict[str, Reading], dict[str, tuple[Repair, ...]]]:
    """The readings with the order of day and month decided, and what is to be said of it."""
    orders = orders_of(connection, staged, (r for r in readings.values() if r.kind is As.DAY and r.order_open))
    settled = {
        n: settle(
            readings[n], o, [x for m, x in orders.items() if m != n], _hint(connection, staged, readings, n, o, first)
        )
        for n, o in orders.items()
    }
    ordered = {n: replace(r, month_first=settled[n].month_first) if n in settled else r for n, r in readings.items()}
    return ordered, {n: o.repairs for n, o in settled.items()}


def _hint(
    connection: duckdb.DuckDBPyConnection,
    staged: Staged,
    readings: Mapping[str, Reading],
    name: str,
    order: Order,
    first: str,
) -> tuple[str, str]:
    """Which of day and month stands first in a column that leaves it open, and how that is known."""
    if first or not order.open:
        return first[:1], "as the settings say"
    if told := order_of_rows(connection, staged, readings[name]):
        return told, "by which the rows are in order"
    if any(r.style == "comma" and r.kind in (As.WHOLE, As.NUMBER) for r in readings.values()):
        return "d", "as numbers have decimal commas"
    return "", ""


def _arabic(m: Measured) -> bool:
    """Whether Persian and Arabic letters are mixed, which makes two members of one."""
    return bool(m.arabic and m.persian > m.arabic)


def _column(
    c: StagedColumn, readings: Mapping[str, Reading], measured: Mapping[str, Measured], profiles: Mapping[str, Profile]
) -> Column:
    if c.type != "VARCHAR":
        return Column(c.name, c.header, c.type)
    reading = readings[c.name]
    kind = "TIMESTAMP" if reading.kind is As.DAY and measured[c.name].timed else TYPES[reading.kind]
    calendar = "jalali" if reading.kind is As.DAY and profiles[c.name].jalali else None
    unit = reading.unit if reading.kind in (As.WHOLE, As.NUMBER, As.SPAN) else None
    return Column(c.name, c.header, kind, unit, calendar, not (reading.kind is As.DAY and reading.months))


_EXAMPLES = 200
"""Columns with examples of what was mended; nobody reads those of the thousandth."""
_LOST = {
    As.WHOLE: "not_a_number",
    As.NUMBER: "not_a_number",
    As.DAY: "not_a_date",
    As.SPAN: "not_a_span",
    As.YES_NO: "not_a_yes_no",
}


def _repairs(
    connection: duckdb.DuckDBPyConnection,
    staged: Staged,
    reading: Reading,
    m: Measured,
    p: Profile,
    kept: exp.Expr | None,
) -> Iterator[Repair]:
    """What was done to one column, as sentences need it; with examples from the rows that are `kept`."""
    name = reading.name

    def examples(condition: exp.Expr) -> tuple[str, ...]:
        if kept is None:
            return ()
        query = select([column(name)], staged.relation.copy()).distinct().where(kept.copy()).where(condition).limit(3)
        return tuple(str(row[0]) for row in connection.execute(query.sql("duckdb")).fetchall())

    there = exp.NEQ(this=call("load_clean", column(name)), expression=text(""))
    if m.missing:
        yield Repair("missing", name, m.missing, examples(exp.and_(there.copy(), is_missing(reading))))
    if reading.kind is As.TEXT:
        if m.trimmed:
            yield Repair("trimmed", name, m.trimmed)
        if _arabic(m):
            yield Repair("letters", name, m.arabic, examples(call("regexp_matches", column(name), text("[يك]"))))
        if reading.note:
            yield Repair(
                reading.note, name, m.present - m.missing, detail=reading.detail, doubtful=reading.note != "codes"
            )
        return
    if m.lost:
        bad = exp.and_(
            there.copy(),
            exp.Not(this=exp.paren(is_missing(reading))),
            exp.Is(this=value_of(reading), expression=exp.Null()),
        )
        yield Repair(_LOST[reading.kind], name, m.lost, examples(bad), doubtful=True)
    if m.digits:
        yield Repair("digits", name, m.digits)
    if reading.kind is As.YES_NO and {*p.yes, *p.no} - {"true", "false"}:
        yield Repair("yes_no", name, m.read, detail=", ".join([*p.yes, *p.no]))
    if reading.kind is As.DAY:
        yield from _day_repairs(reading, m, p, examples)
    elif reading.kind is As.SPAN:
        detail = {"hm": ", 12:45 as hours and minutes", "ms": ", 12:45 as minutes and seconds"}.get(reading.style, "")
        some = examples(exp.Not(this=exp.paren(is_missing(reading))))
        yield Repair("span", name, m.read, some, detail if p.clock_two else "")
    elif reading.kind is not As.YES_NO:
        yield from _number_repairs(reading, m, p, examples)


def _day_repairs(
    reading: Reading, m: Measured, p: Profile, examples: Callable[[exp.Expr], tuple[str, ...]]
) -> Iterator[Repair]:
    some = examples(exp.Not(this=exp.paren(is_missing(reading))))
    if p.jalali:
        yield Repair("jalali", reading.name, m.read, some)
    if reading.months:
        yield Repair("months", reading.name, m.read, some)
    elif p.shapes > 1:
        yield Repair("mixed_dates", reading.name, m.read, some)
    if reading.serial:
        yield Repair("excel_days", reading.name, p.serial)
    if m.zoned:
        yield Repair("zone", reading.name, m.zoned, some)


def _number_repairs(
    reading: Reading, m: Measured, p: Profile, examples: Callable[[exp.Expr], tuple[str, ...]]
) -> Iterator[Repair]:
    name = reading.name
    if reading.plain and not reading.doubt:
        return
    some = examples(exp.Not(this=exp.paren(is_missing(reading))))
    if p.percent:
        yield Repair("percent", name, m.read, some)
    elif p.money:
        yield Repair("money", name, m.read, some, ", ".join(p.currencies))
    elif reading.unit:
        yield Repair("unit", name, m.read, some, reading.unit)
    if reading.style == "comma" and p.surely_comma:
        yield Repair("decimal_comma", name, m.read, some)
    elif reading.grouped and not reading.doubt:
        yield Repair("thousands", name, m.read, some)
    if p.multiples:
        yield Repair("multiples", name, m.read, some, ", ".join(p.multiples))
    if reading.doubt:
        yield Repair("maybe_thousands", name, m.read, some, f"'{reading.doubt}'", doubtful=True)
