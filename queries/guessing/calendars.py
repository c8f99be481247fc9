"""Dates put together from columns of years, quarters and months, where a table has no date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from persiantools.jdatetime import JalaliDate

from data.loading.words import GREGORIAN_MONTHS, JALALI_MONTHS
from queries.guessing.candidate import Context
from queries.guessing.entity import Entity, column_sql, text_sql
from queries.guessing.fields import Field, Role
from queries.guessing.happenings import moment_of
from queries.guessing.headings import id_of

_DAYS = (("day", "of", "month"), ("day",))
_NO_YEARS = frozenset({"birth", "built", "founded", "model", "release", "remodeled", "renovated", "school"})
"""Years that say when the thing came about, not when the row did."""
_MONTHS = frozenset({"month", "period", "yyyymm", "yearmonth", "ym", "date"})
_AHEAD = 10
"""Jalali years after the last one that are known to the expression."""


def add_calendar_parts(entity: Entity, context: Context) -> None:
    """Give a table without a date one that is made of its year and month."""
    if entity.time is not None or entity.only or any(not one.column.empty for one in entity.of_role(Role.TIME)):
        return
    if _add_months_as_numbers(entity, context):
        return
    parts = {one.heading.words: one for one in entity.fields.values()}
    years = sorted((words for words in parts if words[-1:] == ("year",) and not set(words) & _NO_YEARS), key=len)
    year = parts[years[0]] if years else None
    if year is None or year.column.kind != "number" or year.column.filled < year.column.rows:
        return
    jalali = _between(year, 1250, 1499)
    if not jalali and not _between(year, 1900, 2100):
        return
    of = year.heading.words[:-1]
    month, quarter = (parts.get((*of, word)) or parts.get((word,)) for word in ("month", "quarter"))
    step, number = "year", "1"
    if month is not None and month.column.filled == month.column.rows and (told := _month(month, jalali)):
        step, number = "month", told
    elif quarter is not None and quarter.column.kind == "number" and _between(quarter, 1, 4):
        step, number = "quarter", f"CAST({column_sql(quarter.name)} AS INTEGER) * 3 - 2"
    name = "first_day" if "first_day" not in entity.table.columns else "kpibot_first_day"
    if jalali:
        # A Jalali month begins within a Gregorian one: its day stands for itself.
        entity.made[name], entity.time = _jalali(year, number), name
    else:
        first = f"CAST({column_sql(year.name)} AS INTEGER) || '-' || ({number}) || '-'"
        day = (
            next((parts[(*of, *words)] for words in _DAYS if (*of, *words) in parts), None) if step == "month" else None
        )
        if day is not None and _are_days(entity, first, day, context):
            entity.made[name] = f"CAST({first} || CAST({column_sql(day.name)} AS INTEGER) AS DATE)"
            step = "day"
        else:
            entity.made[name] = f"CAST({first} || '1' AS DATE)"
        entity.time, entity.step = name, step
    if moment := moment_of(year.column.heading):
        entity.moments[name] = moment
    _add_other_moments(entity, parts, year)
    context.draft.note(
        "guessed",
        f"{entity.id}: its dates are made of the columns {year.name}{f' and {step}' if step != 'year' else ''}",
    )


def _add_other_moments(entity: Entity, parts: Mapping[tuple[str, ...], Field], main: Field) -> None:
    """The months of what happened later to some of the rows: when they were cancelled."""
    for words, year in parts.items():
        moment = moment_of(year.column.heading)
        month = parts.get((*words[:-1], "month"))
        if year is main or words[-1:] != ("year",) or not moment or year.column.kind != "number" or month is None:
            continue
        if _between(year, 1900, 2100) and month.column.kind == "number" and _between(month, 1, 12):
            name = f"{id_of(words[:-1])}_first_day"
            if name not in entity.table.columns:
                first, number = (f"CAST({column_sql(one.name)} AS INTEGER)" for one in (year, month))
                entity.made[name] = f"CAST({first} || '-' || {number} || '-1' AS DATE)"
                entity.moments[name] = moment


def _add_months_as_numbers(entity: Entity, context: Context) -> bool:
    """Take a column of 202401 or 140301 for the months that it names; whether there is one."""
    for one in entity.fields.values():
        if one.column.kind != "number" or one.column.filled < one.column.rows or not one.heading.has(_MONTHS):
            continue
        if not _between(one, 130_001, 145_012) and not _between(one, 190_001, 210_012):
            continue
        column = f"CAST({column_sql(one.name)} AS INTEGER)"
        sql = f"SELECT count(*) FROM {column_sql(entity.table.name)} WHERE {column} % 100 NOT BETWEEN 1 AND 12"  # noqa: S608 - quoted names
        if int(context.look(sql)[0][0]):
            continue
        name = "first_day" if "first_day" not in entity.table.columns else "kpibot_first_day"
        year, month = f"{column} // 100", f"{column} % 100"
        if _between(one, 130_001, 145_012):
            first, last = (int(float(bound or 0)) // 100 for bound in (one.column.smallest, one.column.largest))
            entity.made[name] = _first_of_jalali(year, month, first, last)
        else:
            entity.made[name], entity.step = f"CAST({year} || '-' || {month} || '-1' AS DATE)", "month"
        entity.time = name
        why = "its numbers are months"
        entity.fields = {**entity.fields, one.name: replace(one, role=Role.NOTHING, why=why)}
        context.draft.note("guessed", f"{entity.id}: its dates are the months of {one.name}")
        return True
    return False


def _are_days(entity: Entity, first: str, day: Field, context: Context) -> bool:
    """Whether a column holds the day of the month in every row."""
    if day.column.kind != "number" or day.column.filled < day.column.rows or not _between(day, 1, 31):
        return False
    made = f"TRY_CAST({first} || CAST({column_sql(day.name)} AS INTEGER) AS DATE)"
    sql = f"SELECT count(*) FROM {column_sql(entity.table.name)} WHERE {made} IS NULL"  # noqa: S608 - quoted names
    return not int(context.look(sql)[0][0])


def _between(one: Field, least: int, most: int) -> bool:
    return one.column.whole and least <= float(one.column.smallest or 0) and float(one.column.largest or 0) <= most


def _month(one: Field, jalali: bool) -> str | None:
    """The number of a month as SQL; None where the column holds no months of that calendar."""
    column = column_sql(one.name)
    if one.column.kind == "number":
        return f"CAST({column} AS INTEGER)" if _between(one, 1, 12) else None
    if one.column.members and all(re.fullmatch(r"0?[1-9]|1[0-2]", value.strip()) for value in one.column.members):
        return f"CAST(trim({column}) AS INTEGER)"  # 01 is a text
    numbers = {
        name: number for number, names in enumerate(JALALI_MONTHS if jalali else GREGORIAN_MONTHS, 1) for name in names
    }
    found = {value: numbers.get(value.strip().casefold().rstrip(".")) for value in one.column.members}
    if not found or None in found.values():
        return None
    written = {name: number for name, number in numbers.items() if number in found.values()}
    cases = " ".join(f"WHEN {text_sql(name)} THEN {number}" for name, number in written.items())
    return f"CASE rtrim(lower(trim({column})), '.') {cases} END"


def _jalali(year: Field, month: str) -> str:
    """The first day of a Jalali month: Nowruz of its year, and the days of the months before."""
    first, last = int(float(year.column.smallest or 0)), int(float(year.column.largest or 0))
    return _first_of_jalali(f"CAST({column_sql(year.name)} AS INTEGER)", month, first, last)


def _first_of_jalali(column: str, month: str, first: int, last: int) -> str:
    years = range(first, last + _AHEAD + 1)
    cases = " ".join(f"WHEN {y} THEN DATE '{JalaliDate(y, 1, 1).to_gregorian()}'" for y in years)
    number = f"({month})"
    before = f"CASE WHEN {number} <= 7 THEN ({number} - 1) * 31 ELSE {number} * 30 - 24 END"
    return f"CAST(CASE ({column}) {cases} END + INTERVAL 1 DAY * ({before}) AS DATE)"
