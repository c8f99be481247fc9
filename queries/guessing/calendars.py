"""Dates put together from columns of years, quarters and months, where a table has no date."""

from __future__ import annotations

from queries.guessing.candidate import Context
from queries.guessing.entity import Entity, column_sql
from queries.guessing.fields import Field, Role

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def add_calendar_parts(entity: Entity, context: Context) -> None:
    """Give a table without a date one that is made of its year and month."""
    if entity.time is not None or entity.only or any(not one.column.empty for one in entity.of_role(Role.TIME)):
        return
    parts = {one.heading.words: one for one in entity.fields.values()}
    year = next(
        (parts[w] for w in (("year",), ("fiscal", "year"), ("order", "year"), ("sales", "year")) if w in parts), None
    )
    if (
        year is None
        or year.column.kind != "number"
        or not _between(year, 1900, 2100)
        or year.column.filled < year.column.rows
    ):
        return
    month, quarter = parts.get(("month",)), parts.get(("quarter",))
    step, number = "year", "1"
    if month is not None and month.column.filled == month.column.rows and (told := _month(month)):
        step, number = "month", told
    elif quarter is not None and quarter.column.kind == "number" and _between(quarter, 1, 4):
        step, number = "quarter", f"CAST({column_sql(quarter.name)} AS INTEGER) * 3 - 2"
    name = "first_day" if "first_day" not in entity.table.columns else "kpibot_first_day"
    entity.made[name] = f"CAST(CAST({column_sql(year.name)} AS INTEGER) || '-' || ({number}) || '-1' AS DATE)"
    entity.time, entity.step = name, step
    context.draft.note(
        "guessed",
        f"{entity.id}: its dates are made of the columns {year.name}{f' and {step}' if step != 'year' else ''}",
    )


def _between(one: Field, least: int, most: int) -> bool:
    return one.column.whole and least <= float(one.column.smallest or 0) and float(one.column.largest or 0) <= most


def _month(one: Field) -> str | None:
    """The number of a month as SQL; None where the column holds no months."""
    column = column_sql(one.name)
    if one.column.kind == "number":
        return f"CAST({column} AS INTEGER)" if _between(one, 1, 12) else None
    names = {value.strip().casefold()[:3] for value in one.column.members}
    if not names or not names <= set(_MONTHS):
        return None
    cases = " ".join(f"WHEN '{name}' THEN {number}" for number, name in enumerate(_MONTHS, 1))
    return f"CASE substring(lower(trim({column})), 1, 3) {cases} END"
