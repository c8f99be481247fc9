"""What words of time mean before they are a period: numbers, units, spans, and spans that still lack their year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from queries.query import Calendar, Unit

Cycle = Literal["day", "week", "month", "quarter", "half", "season", "weekday", "month_day"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: `digits` is how many digits (0 for words), `ordinal` says "third" or "3rd"."""

    value: int
    digits: int = 0
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A unit, and how many of it the word stands for (a fortnight is two weeks); `calendar` where the words say it."""

    unit: Unit
    times: int = 1
    calendar: Calendar | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Days [start, end), open where None. `problem` is a message code; `relative` says it was counted from today.

    `weak` marks words that mean a period only if nothing else claims them (a bare "2020", a bare "may").
    `ambiguous` ones have another reading beside them, whatever stands around. `parts` are the two ends of a range.
    A date in figures has the day that the `other` order of day and month would give, where both are possible; it is
    `flipped` where only the order that is not the workspace's is.
    """

    start: date | None
    end: date | None
    unit: Unit | None = None
    count: int = 1
    calendar: Calendar = "gregorian"
    to_date: bool = False
    relative: bool = False
    weak: bool = False
    ambiguous: bool = False
    problem: str | None = None
    parts: tuple[Span, ...] = ()
    other: Span | None = None
    flipped: bool = False


@dataclass(frozen=True, slots=True)
class Yearless:
    """Something that comes again: a month, quarter or week of any year, a day of any month or week.

    `number` is the month, quarter, half, week, season or weekday; for "day" and "month_day", `day` is the day of the
    month. `calendar` is None where the workspace's own is meant.
    """

    cycle: Cycle
    number: int
    day: int = 0
    calendar: Calendar | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class YearNumber:
    """A year by its number on its calendar."""

    number: int
    calendar: Calendar
    written: bool = False  # the words say that it is a year ("year 2020", "FY26")
