"""The period meant where a question names none. The reader and the compiler both ask here."""

from __future__ import annotations

import re
from datetime import date, timedelta

from queries.calendars.rules import Rules, rules_of
from queries.catalogue.model import Catalogue
from queries.query import BUCKETS, CYCLES, Period, Query, Unit

_TREND: dict[str, tuple[int, Unit]] = {
    "day": (30, "day"),
    "week": (12, "week"),
    "month": (12, "month"),
    "quarter": (8, "quarter"),
    "year": (5, "year"),
}
_COMPARED: dict[str, Unit] = {"previous_quarter": "quarter", "previous_month": "month", "previous_week": "week"}
_TIMES = frozenset((*BUCKETS, *CYCLES))
_UNITS: dict[str, Unit] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}
_NAMED = re.compile(r"(this|last)_(?:(\d+)_)?(day|week|month|quarter|year)s?")


def default_period(query: Query, catalogue: Catalogue, today: date, through: date | None = None) -> Period:
    """The catalogue's default: of a trend its last completed buckets, else what the first metric that flows says.

    Where the catalogue says "all", a trend by quarter or year is over all too, and what is compared with the time
    before is of the newest unit with data. A timeline begins with the newest event, however long ago it was. A trend
    of data that ended before its buckets, on the day `through`, is of the last that
    there are.
    """
    rules = rules_of(query.calendar, catalogue.calendar)
    if query.analysis == "timeline":
        return named_period("all", rules, today)
    names = [catalogue.metrics[m].default_period for m in query.metrics if m in catalogue.metrics]
    flowing = [name for name in names if name != "now"]
    if query.bucket is not None and not (query.bucket in ("quarter", "year") and set(flowing) == {"all"}):
        count, unit = _TREND[query.bucket]
        last = _last(count, unit, rules, today)
        if through is not None and last.start is not None and through < last.start:
            return _last(count, unit, rules, rules.shift(rules.start(through, unit), unit, 1))
        return last
    name = (flowing or names or ["this_year"])[0]
    if name == "all" and query.compare is not None and query.compare.kind not in ("explicit", "target"):
        # All that ever was has nothing before it: "are sales growing" is of the newest year, quarter or month.
        unit = _COMPARED.get(query.compare.kind, "year")
        newest = today if through is None or through >= rules.start(today, unit) else through
        start = rules.start(newest, unit)
        return Period(start, rules.shift(start, unit, 1), unit, 1, rules.calendar)
    return named_period(name, rules, today)


def is_dateless(query: Query, catalogue: Catalogue) -> bool:
    """Whether all figures of a query are of rows without a date: they are of no period, and none is assumed."""
    figures = [catalogue.metrics[m] for m in query.metrics if m in catalogue.metrics]
    return bool(figures) and not any(figure.dimensions & _TIMES for figure in figures)


def named_period(name: str, rules: Rules, today: date) -> Period:
    """The period of a catalogue's name for it: "now", "all", "this_year", "last_month", "last_12_months"."""
    if name == "now":
        return Period(today, today + timedelta(days=1), "day", 1, rules.calendar)
    if name == "all":
        return Period(None, None, None, 1, rules.calendar)
    match = _NAMED.fullmatch(name)
    if match is None:
        raise ValueError(f"no period is called {name!r}")
    unit = _UNITS[match[3]]
    if match[1] == "this":
        start = rules.start(today, unit)
        return Period(start, rules.shift(start, unit, 1), unit, 1, rules.calendar)
    return _last(int(match[2] or 1), unit, rules, today)


def _last(count: int, unit: Unit, rules: Rules, today: date) -> Period:
    end = rules.start(today, unit)
    return Period(rules.shift(end, unit, -count), end, unit, count, rules.calendar)
