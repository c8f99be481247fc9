"""Turns a loaded crosstab: its columns of periods or members become rows, each value once, and totals are held against
what they add up.

The table is read as it stands first, so that rows of totals, money and decimal commas are what they are in any table.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import duckdb
from sqlglot import exp

from data.loading.crosstab import Crosstab, Doubt, NoCrosstab, Value, crosstab_of, is_number
from data.loading.naming import name_of
from data.loading.report import Column, Repair, TableReport
from data.loading.source import Source, SourceError
from data.loading.staged import call, column, create, drop, select, table, text
from data.unpivot import PERIODS, Unpivot, unpivot_keys

_WIDE = "kpibot_wide"
_YEAR = "kpibot_year"
_CLOSE = 0.005
"""Totals are rounded apart from what they add up."""
_MOST_DIFFERENT = 0.01


def turn(connection: duckdb.DuckDBPyConnection, source: Source, report: TableReport, wanted: Unpivot) -> TableReport:
    """The report of the table turned as `wanted`; as it was, with a doubt, where a guess leaves it. Raises SourceError
    where the table is not as a setting says."""
    name = report.table
    counts = [exp.Count(this=column(one.name)) for one in report.columns]
    filled = connection.execute(select(counts, table(name)).sql("duckdb")).fetchall()[0]
    empty = frozenset(one.name for one, many in zip(report.columns, filled, strict=True) if not many)
    try:
        told = crosstab_of(report.columns, empty, names_of_source(source, report), wanted)
        if told is None:
            return report
        if isinstance(told, Doubt):
            line = f"{told.detail}: unpivot: {_written(told.setting)}"
            return _with(report, Repair(told.code, None, 1, detail=line, doubtful=True))
        told = _settled(connection, name, told)
        repairs = list(_checked(connection, report, told))
        if told.left:
            headers = ", ".join(report.column(one).header for one in told.left)
            repairs.append(Repair("numbers_of_row", None, len(told.left), detail=headers, doubtful=True))
        return _turned(connection, report, told, empty, repairs, _again(told, wanted))
    except NoCrosstab as error:
        raise SourceError(f"{source.label} cannot be turned by 'unpivot': {error}") from error


def _written(setting: Unpivot) -> str:
    """The setting as it stands in kpibot.yaml."""
    keys = unpivot_keys(setting)
    return "{" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}" if keys else PERIODS


def _settled(connection: duckdb.DuckDBPyConnection, name: str, told: Crosstab) -> Crosstab:
    """With the numbers before the columns of periods settled: some tell rows apart, the others are of a whole row."""
    known = [*told.keep, *([told.year_of] if told.year_of else [])]

    def are_apart(many: int) -> bool:
        by = [*known, *told.numbers[:many]]
        return bool(by) and _unique(connection, name, by)

    # With more columns rows stay apart, so that looking at thousands of columns takes a few statements.
    needed = bisect_left(range(len(told.numbers)), True, key=are_apart)
    apart, rest = told.numbers[:needed], told.numbers[needed:]
    return replace(told, numbers=(), keep=(*told.keep, *apart), left=(*told.left, *rest))


def names_of_source(source: Source, report: TableReport) -> tuple[str, ...]:
    """The sheet, the titles above its header, and the file: what they are called may tell a year and a figure."""
    titles = [text for repair in report.repairs if repair.code == "title_rows" for text in repair.examples]
    part = "" if name_of(source.part).rstrip("0123456789_") in ("sheet", "blatt", "feuil", "شیت") else source.part
    return tuple(one for one in (part, *titles, source.path.stem if source.path is not None else "") if one)


def _with(report: TableReport, *repairs: Repair) -> TableReport:
    return replace(report, repairs=(*report.repairs, *repairs))


def _again(told: Crosstab, wanted: Unpivot) -> Unpivot:
    if not wanted.guess:
        return wanted
    return Unpivot(value=told.values[0].header if len(told.values) == 1 else "")


def _unique(connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str]) -> bool:
    again = exp.GT(this=exp.Count(this=exp.Star()), expression=exp.Literal.number(1))
    query = select([exp.Literal.number(1)], table(name)).group_by(*map(column, columns), copy=False).having(again)
    return not connection.execute(query.limit(1).sql("duckdb")).fetchall()


def _checked(connection: duckdb.DuckDBPyConnection, report: TableReport, told: Crosstab) -> Iterator[Repair]:
    """Whether the columns of totals add up the others, as sentences. They are left out either way."""
    agree: list[str] = []
    for total in told.totals:
        header = report.column(total.column).header
        if {"average", "avg", "mean", "میانگین"} & set(name_of(header).split("_")):
            agree.append(header)
            continue
        parts = [call("coalesce", column(one), exp.Literal.number(0)) for one in total.of]
        if not parts:
            yield Repair("other_total", None, 1, (header,), doubtful=True)
            continue
        added = call("list_sum", exp.Array(expressions=parts))
        apart = exp.Abs(this=exp.Sub(this=exp.paren(column(total.column)), expression=added))
        near = exp.Add(
            this=exp.Mul(this=exp.Abs(this=column(total.column)), expression=exp.Literal.number(str(_CLOSE))),
            expression=exp.Literal.number("0.5"),
        )
        wrong = exp.Filter(
            this=exp.Count(this=exp.Star()), expression=exp.Where(this=exp.GT(this=apart, expression=near))
        )
        rows, many = connection.execute(
            select([exp.Count(this=column(total.column)), wrong], table(report.table)).sql("duckdb")
        ).fetchall()[0]
        if many > _MOST_DIFFERENT * rows:
            yield Repair("other_total", None, many, (header,), doubtful=True)
        else:
            agree.append(header)
    if agree:
        yield Repair("total_columns", None, len(agree), tuple(agree[:3]))


def _turned(
    connection: duckdb.DuckDBPyConnection,
    report: TableReport,
    told: Crosstab,
    empty: frozenset[str],
    repairs: Sequence[Repair],
    again: Unpivot,
) -> TableReport:
    name = report.table
    types = {value.name: _type(report, value, empty) for value in told.values}
    rename = exp.Alter(this=table(name), kind="TABLE", actions=[exp.AlterRename(this=table(_WIDE))])
    connection.execute(rename.sql("duckdb"))
    try:
        connection.execute(create(name, _rows_of(told, types)))
    finally:
        connection.execute(drop(_WIDE))
    count = select([exp.Count(this=exp.Star()), exp.Min(this=column(told.name))], table(name))
    rows, first = connection.execute(count.sql("duckdb")).fetchall()[0]
    dated = isinstance(first, date)
    what = " and ".join((told.name, *(value.name for value in told.values)))
    made = [Repair("turned", None, len(told.turned), (told.labels[0], told.labels[-1]), f"{rows:,} rows of {what}")]
    if told.periods and not dated:
        code = "spans_of_years" if told.periods[0].span else "no_year"
        made.append(Repair(code, told.name, len(told.periods), doubtful=True))
    if any(one.fiscal and not one.span for one in told.periods):
        made.append(Repair("fiscal_years", told.name, len(told.periods), doubtful=True))
    calendar = "jalali" if dated and told.periods[0].jalali else None
    daily = not dated or told.periods[0].kind == "day"
    period = Column(told.name, told.name, "DATE" if dated else "VARCHAR", None, calendar, daily)
    values = (Column(one.name, one.header, types[one.name], _unit(report, one)) for one in told.values)
    kept = {one.name for one in report.columns if one.name in told.keep}
    old = [one for one in report.repairs if one.column is None or one.column in kept]
    together = [one for value in told.values for one in _together(report, value)]
    return replace(
        report,
        columns=(*(report.column(one) for one in told.keep), period, *values),
        repairs=(*old, *together, *made, *repairs),
        unpivot=again,
        cells=tuple(types),
    )


def _rows_of(told: Crosstab, types: Mapping[str, str]) -> exp.Select:
    """A row for each value: what is kept beside it, its period or member, and the values of all figures."""
    kept = [column(one) for one in told.keep]
    year = [exp.alias_(column(told.year_of), _YEAR, quoted=True)] if told.year_of else []
    lists = [
        exp.alias_(_unnest(list(map(_column, one.columns)), types[one.name]), one.name, quoted=True)
        for one in told.values
    ]
    label = exp.alias_(_labels(told), told.name, quoted=True)
    inner = select([*(one.copy() for one in kept), *year, label, *lists], table(_WIDE)).subquery("t")
    there = exp.or_(*(exp.Not(this=exp.Is(this=column(one.name), expression=exp.Null())) for one in told.values))
    named = exp.alias_(_in_its_year(told), told.name, quoted=True) if told.year_of else column(told.name)
    return select([*kept, named, *(column(one.name) for one in told.values)], inner).where(there)


def _column(name: str) -> exp.Expr:
    return column(name) if name else exp.Null()


def _labels(told: Crosstab) -> exp.Expr:
    """What the columns stand for: first days, numbers of months in a year that is a column's, or names."""
    if told.year_of:
        numbers = [exp.Literal.number(one.number if one.kind == "week" else one.first_month) for one in told.periods]
        return _unnest(numbers, "BIGINT")
    days = [one.first for one in told.periods]
    if told.periods and all(day is not None for day in days):
        return _unnest([text(day.isoformat()) for day in days if day is not None], "DATE")
    return _unnest([text(one) for one in told.labels], "VARCHAR")


def _in_its_year(told: Crosstab) -> exp.Expr:
    """The first day of a period whose year stands in another column."""
    year, number = exp.cast(column(_YEAR), "BIGINT"), column(told.name)
    one = exp.Literal.number(1)
    if told.periods[0].kind == "week":
        fourth = call("make_date", year, one, exp.Literal.number(4))  # it lies in the first week
        weeks = exp.Mul(this=exp.paren(exp.Sub(this=number, expression=one.copy())), expression=exp.Literal.number(7))
        return exp.cast(
            exp.Add(this=call("date_trunc", text("week"), fourth), expression=call("to_days", exp.cast(weeks, "INT"))),
            "DATE",
        )
    jalali = call("load_jalali", year, number, one)
    if told.periods[0].jalali:
        return jalali
    early = exp.LT(this=year.copy(), expression=exp.Literal.number(1500))
    whole = call("make_date", year.copy(), number.copy(), one.copy())
    if told.periods[0].kind == "month":
        return whole
    return exp.Case(ifs=[exp.If(this=early, true=jalali)], default=whole)


def _unnest(items: Sequence[exp.Expr], kind: str) -> exp.Expr:
    typed = exp.DataType.build(kind, dialect="duckdb")
    return call("unnest", exp.Array(expressions=[exp.cast(item, typed.copy()) for item in items]))


def _type(report: TableReport, value: Value, empty: frozenset[str]) -> str:
    """The type of all columns of a figure; raises NoCrosstab where texts stand among numbers."""
    columns = [report.column(one) for one in value.columns if one and one not in empty]
    texts = [one.header for one in columns if not is_number(one)]
    if texts and len({one.type for one in columns}) > 1:
        raise NoCrosstab(f"{', '.join(texts[:3])} cannot be read as numbers, as the columns beside can")
    types = {one.type for one in columns} or {"DOUBLE"}
    return types.pop() if len(types) == 1 else "DOUBLE"


def _unit(report: TableReport, value: Value) -> str | None:
    units = {one.unit for name in value.columns if name and (one := report.column(name)).unit}
    return units.pop() if len(units) == 1 else None


def _together(report: TableReport, value: Value) -> Iterator[Repair]:
    """What was repaired in all columns of a figure."""
    found: dict[str, Repair] = {}
    for one in report.repairs:
        if one.column in value.columns:
            known = found.get(one.code)
            count = one.count + (known.count if known else 0)
            found[one.code] = replace(known or one, column=value.name, count=count)
    yield from found.values()
