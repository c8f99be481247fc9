"""The calendar table as Snowflake gets it: the text of a JSON array, of which the server makes rows."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache

from data.engines.calendar import CALENDAR, calendar_columns, calendar_rows
from data.engines.opened import CalendarRules

DAYS = "kpibot_calendar_days"
"""The value that holds it."""

_EPOCH = date(1970, 1, 1)


def table() -> str:
    """Makes it a temporary table of the session."""
    columns = ", ".join(f"{name} {kind}" for name, kind in calendar_columns())
    return f"CREATE TEMPORARY TABLE {CALENDAR} ({columns})"


def filling() -> str:
    """Fills that table."""
    return f"INSERT INTO {CALENDAR} {_rows()}"


def sent_along(sql: str) -> str:
    """The statement with the rows in itself, for whoever may make no table."""
    begin, rest = sql[:5], sql[5:]
    with_others = begin.upper() == "WITH "
    return f"WITH {CALENDAR} AS ({_rows()}){', ' + rest if with_others else ' ' + sql}"


def days(rules: CalendarRules) -> str:
    """A row a day; dates as days since 1970."""
    return _packed(rules, date.today().year)


@lru_cache(maxsize=4)
def _packed(rules: CalendarRules, _year: int) -> str:
    return json.dumps([list(map(_number, row)) for row in calendar_rows(rules)], separators=(",", ":"))


def _number(value: date | int) -> int:
    return (value - _EPOCH).days if isinstance(value, date) else value


def _rows() -> str:
    outputs = ", ".join(f"{_taken(place, kind)} AS {name}" for place, (name, kind) in enumerate(calendar_columns()))
    return f"SELECT {outputs} FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:{DAYS}))) AS listed"  # noqa: S608 - our own names


def _taken(place: int, kind: str) -> str:
    number = f"CAST(GET(listed.value, {place}) AS INT)"
    return f"DATEADD(DAY, {number}, CAST('1970-01-01' AS DATE))" if kind == "DATE" else number
