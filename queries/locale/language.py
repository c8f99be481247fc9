"""What a language's file says about numbers and dates; the logic that uses it stands in `numbers` and `dates`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """How one language writes figures and days.

    Patterns are `str.format` templates. `digits` are the ten digits; `mark` stands before a signed number so that its
    sign keeps its side in right-to-left text. `compact` are (power of ten, pattern) from the largest down.
    `money` maps a currency code to its pattern, `money_other` serves the rest. `months` and `months_short` are by
    calendar ("gregorian", "jalali"), January or Farvardin first; `weekdays` start on Monday.
    """

    digits: str
    decimal: str
    thousands: str
    minus: str
    mark: str
    missing: str
    percent: str
    points: str
    compact: tuple[tuple[int, str], ...]
    money: Mapping[str, str]
    money_other: str
    days: tuple[str, str]  # one, several
    hours: str
    minutes: str
    hours_minutes: str
    months: Mapping[str, tuple[str, ...]]
    months_short: Mapping[str, tuple[str, ...]]
    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    day: str  # {day} {month} {year}
    day_without_year: str
    month: str  # {month} {year}
    quarter: Mapping[str, str]  # by calendar: {number} {ordinal} {season} {year}
    half: str  # {number} {ordinal} {year}
    fiscal_year: str
    week: str  # {day}
    ordinals: tuple[str, ...]
    seasons: tuple[str, ...]  # Jalali quarters
    span: str  # {first} {last}, of months, quarters, years and full days
    days_of_month: str  # {first} {last} {month} {year}
    days_of_year: str  # {first} {last} {year}, each with its month
    since: str
    until: str
    always: str
    hour: str
    list_comma: str
    list_and: str
    ratio_of: str  # {over} {under}: the name of one figure over another
    percent_of: str
    means: tuple[str, ...]  # the words that a mean's label begins with
    statistics: Mapping[str, str]  # median, max, min, percentile of what a mean is of: {what} {number}
    of_a_row: str  # {what}: such a statistic where the figure of that name is a sum
