"""A year said once for several periods: "Q1 vs Q2 2025", "January, February and March 2025"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.periods import PeriodMatch, period_of
from intents.periods.almanac import MONTHS_IN
from intents.periods.moment import Now
from intents.periods.values import Span
from intents.periods.wording import Wording, middle
from queries.answer import Note
from queries.query import Period

_MUCH_NEARER = 31  # days: the halves of a year are not all of one length


def with_shared_years(matches: Sequence[PeriodMatch]) -> list[tuple[PeriodMatch, ...]]:
    """The periods of a question, those without a year in the year that another of them is said with.

    Two answers where it may also be another year: the shared year first.
    """
    dated = {i: home for i, match in enumerate(matches) if (home := _home_of(match))}
    if not dated:
        return [tuple(matches)]
    read = [_readings(matches, i, dated) for i in range(len(matches))]
    first, other = tuple(one[0] for one in read), tuple(one[-1] for one in read)
    return [first] if first == other else [first, other]


def _home_of(match: PeriodMatch) -> Span | None:
    """The year that a period in it is said with, or the year of a date in figures."""
    said, period = match.said, match.period
    if said is None or not _is_plain(match) or match.relative or period.unit == "year" or said.is_bare():
        return None
    if said.is_told_from_today():
        return None
    return said.home() or _year_around(said.now, period)


def _is_plain(match: PeriodMatch) -> bool:
    return None not in (match.period.start, match.period.end) and not match.to_date and match.problem is None


def _year_around(now: Now, period: Period) -> Span:
    assert period.start is not None
    own = now.almanac(period.calendar)
    start = own.floor(middle(period.start, period.unit), "year")
    return Span(start, own.shift(start, "year", 1), "year", 1, own.calendar)


def _readings(matches: Sequence[PeriodMatch], i: int, dated: dict[int, Span]) -> list[PeriodMatch]:
    """What a period may be, the likeliest first: itself, unless it lacks the year that one near it has."""
    match = matches[i]
    said = match.said
    if i in dated or said is None or not _is_plain(match) or not said.is_bare():
        return [match]
    near = min(dated, key=lambda j: (j < i, abs(j - i)))
    home, lender = dated[near], matches[near].period
    span = said.within(home)
    alike = _is_alike(match.period, lender)
    if span is None:
        no_such = alike and home.unit == "year"
        return [replace(match, problem=Note("impossible_date", {"text": said.text}))] if no_such else [match]
    shared = _read_as(match, span)
    if shared.period in (lender, match.period):
        return [match]  # "March 2025 vs March" are of two years
    if not alike:
        return [shared, match]
    other = _as_near(said, home, span, lender) if home.unit == "year" else None
    if other is not None:
        return [shared, _read_as(match, other)]
    today = said.now.today
    ahead = span.start is not None and span.start > today and lender.start is not None and lender.start <= today
    return [shared, match] if ahead else [shared]


def _is_alike(one: Period, other: Period) -> bool:
    """Of the same kind of unit: two months, a summer and a quarter."""
    if one.unit is None or other.unit is None:
        return False
    return one.unit == other.unit or one.count * MONTHS_IN.get(one.unit, 0) == other.count * MONTHS_IN.get(
        other.unit, -1
    )


def _as_near(said: Wording, home: Span, shared: Span, lender: Period) -> Span | None:
    """Of "Q4 2025 vs Q1" the Q1 right after it: one of the year beside that lies nearer than the one of that year."""
    own = said.now.almanac(home.calendar)
    for years in (-1, 1):
        assert home.start is not None and home.end is not None
        beside = replace(home, start=own.shift(home.start, "year", years), end=own.shift(home.end, "year", years))
        found = said.within(beside)
        begun = found is not None and found.start is not None and found.start <= said.now.today
        if found and begun and _apart(found, lender) + _MUCH_NEARER < _apart(shared, lender):
            return found
    return None


def _apart(span: Span, other: Period) -> int:
    assert span.start is not None and other.start is not None
    return abs((span.start - other.start).days)


def _read_as(match: PeriodMatch, span: Span) -> PeriodMatch:
    assert match.said is not None
    ahead = span.start is not None and span.start > match.said.now.today
    return replace(
        match, period=period_of(span), parts=tuple(period_of(part) for part in span.parts), future=ahead, weak=False
    )
