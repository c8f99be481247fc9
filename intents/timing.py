"""Which period a draft asks for, and which one it is held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from intents.parse import Target
from intents.rules.comparisons import SAME_DAY, UNITS_BEFORE
from intents.work import Refused, Work
from queries.answer import Note
from queries.calendars.rules import MONTHS, rules_of
from queries.query import BUCKETS, Calendar, Compare, CompareKind, Period, Query, Unit

_UNIT_OF: dict[str, Unit] = {"previous_month": "month", "previous_quarter": "quarter", "previous_week": "week"}
_KIND_OF: dict[str | None, CompareKind] = {
    "year": "previous_year", "quarter": "previous_quarter", "month": "previous_month", "week": "previous_week",
}  # fmt: skip
_IN_A_YEAR: dict[str, int] = {"year": 1, "half": 2, "quarter": 4, "month": 12}
# The bucket of a trend over one unit, or over several of them.
_BUCKET_OF_ONE = {"day": "day", "week": "day", "month": "day", "quarter": "month", "half": "month", "year": "month"}
_BUCKET_OF_MANY = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "half": "quarter",
                   "year": "month"}  # fmt: skip


def main_period(work: Work) -> Period | None:
    """The later of the periods named; where only the one compared with is named, the unit after it."""
    draft = work.draft
    _split_range(work)
    own = draft.periods[0].period if draft.periods else _span(work)
    other = draft.compared[0].period if draft.compared else None
    if own is not None and other is not None:
        before_own = draft.compared[0].rule in (UNITS_BEFORE, SAME_DAY)
        return own if before_own or _start(own) >= _start(other) else other
    if own is not None:
        return own
    if other is not None:
        return _current(work, other) or _shifted(work, other, 1)
    if "never" in draft.flags:  # up to now, as "all time" is
        return Period(None, work.today + timedelta(days=1), None, 1, work.catalogue.calendar.default)
    unit = _UNIT_OF.get(draft.compare or "") or _unit_compared(work)
    if (
        unit is not None
        and not any(t.kind in ("grain", "adverb_grain") for t in draft.by)
        and "trend" not in draft.flags
    ):
        rules = rules_of(work.catalogue.calendar.default, work.catalogue.calendar)
        start = rules.start(work.today, unit)
        return Period(start, rules.shift(start, unit, 1), unit, 1, rules.calendar)
    return None


def calendar_of_grains(work: Work, targets: Iterable[Target]) -> Calendar | None:
    """ "by Jalali month": the calendar that months or years are said to be of; raises Refused for two."""
    grains = [t.item.sense for t in targets if t.kind == "grain" and t.item is not None]
    texts = [sense.text for sense in grains if sense is not None]
    calendars: tuple[Calendar, ...] = ("gregorian", "jalali")
    found = {one for one in calendars for word in work.parse.lexicon.ties(one) if any(word in t for t in texts)}
    if len(found) > 1:
        raise Refused(Note("two_grains", {}))
    return next(iter(found), None)


def _span(work: Work) -> Period | None:
    """So many whole units up to today, or from the next one on."""
    if work.draft.span is None:
        return None
    count, name, ahead = work.draft.span
    unit = cast("Unit", name)
    rules = rules_of(work.catalogue.calendar.default, work.catalogue.calendar)
    start = rules.start(work.today, unit)
    start = rules.shift(start, unit, 1 if ahead else -count)
    return Period(start, rules.shift(start, unit, count), unit, count, rules.calendar)


UNSURE_WHICH = 10
"""Enough to have a reading asked back (outcome.DOUBTFUL)."""


def _split_range(work: Work) -> None:
    """ "compare March to April", "how did it change from Q1 to Q2": the ends of the range are compared."""
    draft = work.draft
    if draft.compared or len(draft.periods) != 1 or len(draft.periods[0].parts) != 2:
        return
    if draft.compare is not None:
        return  # "change from 4 to 9 May vs the same days last year" names what it is held against
    match = draft.periods[0]
    bucket = any(t.kind in ("grain", "adverb_grain", "cycle") for t in draft.by) or "trend" in draft.flags
    listed = any(use.listed for use in draft.filters) or len(draft.metrics) > 1
    # "compare Q1 and Q2 by team" breaks the comparison down; "compare the teams in Q1 and Q2" may be of the teams.
    bare = any(target.how not in ("by", "each", "per") for target in draft.by)
    compared = "compare" in draft.flags and (match.rule == "to" or not (listed or bare))
    if "compare" in draft.flags and not compared and not listed:
        work.penalty += UNSURE_WHICH
    if bucket or not (compared or draft.flags & {"change", "changed"}):
        return
    first, last = match.parts
    if first == last or first.unit != last.unit:
        return
    draft.periods = [replace(match, period=last, parts=())]
    draft.compared = [replace(match, period=first, parts=())]


def trend_bucket(work: Work, by: tuple[str, ...], period: Period | None) -> tuple[str, ...]:
    """The breakdowns with a time bucket where a trend is asked and none is named."""
    unit = _UNIT_OF.get(work.draft.compare or "")
    if unit is not None and period is not None and _is_longer(work, period, unit):
        return by if any(b in BUCKETS for b in by) else (*by, unit)
    if "trend" not in work.draft.flags or any(b in BUCKETS for b in by):
        return by
    bucket = "month"
    if period is not None and period.unit is not None:
        bucket = (_BUCKET_OF_ONE if period.count == 1 else _BUCKET_OF_MANY)[period.unit]
    work.assumed.append(Note("grain", {"grain": bucket}))
    return (*by, bucket)


def compare_of(work: Work, query: Query) -> tuple[Compare | None, tuple[str, ...]]:
    """What the figures are held against, and the transforms with the growth of a trend, the change of members."""
    compare, transforms = _compare_of(work, query)
    if compare is not None and query.dimensions and work.draft.flags & {"change", "changed"}:
        transforms = (*transforms, "change")
    return compare, transforms


def _compare_of(work: Work, query: Query) -> tuple[Compare | None, tuple[str, ...]]:
    draft, transforms = work.draft, query.transforms
    if draft.compared and (before := _BEFORE.get(draft.compared[0].rule)):
        assert query.period is not None
        return _against(work, query.period, before(work, query.period, draft.compared[0].period)), transforms
    if draft.compared:
        named = [m.period for m in (*draft.periods, *draft.compared)]
        other = next((p for p in named if p != query.period), named[-1])
        assert query.period is not None
        return _against(work, query.period, other), transforms
    if draft.compare is not None:
        _check_same_unit(work, query)
        unit = _UNIT_OF.get(draft.compare)
        period = query.period
        if draft.compare == "previous_year" and query.bucket == "year" and (period is None or period.start is None):
            return None, (*transforms, "growth")
        longer = period is not None and unit is not None and _is_longer(work, period, unit)
        if unit is not None and (query.bucket == unit or longer):
            if query.bucket not in (None, unit):
                raise Refused(Note("compare_grain", {"grain": unit}))
            return None, (*transforms, "growth")
        return Compare(draft.compare), transforms
    if ("change" in draft.flags or ("changed" in draft.flags and query.bucket is None)) and "why" not in draft.flags:
        if query.bucket is not None:
            return None, (*transforms, "growth")
        period = query.period
        whole_year = period is None or (period.unit == "year" and period.count == 1)
        return Compare("previous_year" if whole_year else "previous_period"), transforms
    return None, transforms


def _is_longer(work: Work, period: Period, unit: Unit) -> bool:
    """Each unit of it is held against the one before. Some days of one are held against the same days before it.

    Raises Refused where it is a smaller unit: neither all of the quarter before nor a month of it is "October"'s.
    """
    if (period.unit, period.count) == (unit, 1):
        return False
    rules = rules_of(period.calendar, work.catalogue.calendar)
    if period.start is None or period.end is None:
        return True
    if rules.start(period.start, unit) != rules.start(period.end - timedelta(days=1), unit):
        return True
    if period.unit != "day":
        raise Refused(Note("compare_with_what", {}))
    return False


def _unit_compared(work: Work) -> Unit | None:
    """The unit that "the same month last year" names."""
    named = (flag.partition(":")[2] for flag in work.draft.flags if flag.startswith("compare_unit:"))
    return cast("Unit | None", next(named, None))


def _check_same_unit(work: Work, query: Query) -> None:
    """A week has no same month last year; raises Refused."""
    unit, period = _unit_compared(work), query.period
    if unit is None or period is None or unit == query.bucket or (period.unit, period.count) == (unit, 1):
        return
    if period.count * MONTHS.get(period.unit or "", 0) != MONTHS.get(unit, -1):
        raise Refused(Note("compare_with_what", {}))


def _against(work: Work, period: Period, other: Period) -> Compare:
    if other == period:
        if period.end is None or period.end > work.today:
            raise Refused(Note("compare_with_what", {}))  # "this month vs this month"
        # "last week compared to the previous week" is the one before it.
        return Compare(_KIND_OF.get(period.unit, "previous_period") if period.count == 1 else "previous_period")
    unit = period.unit
    if period.start is not None and unit is not None:
        rules = rules_of(period.calendar, work.catalogue.calendar)
        before = rules.shift(period.start, unit, -period.count)
        so_far = work.today + timedelta(days=1)  # "this year against last year to date": as far as this one has come
        if other.start == before and other.end in (period.start, so_far):
            return Compare(_KIND_OF.get(unit, "previous_period") if period.count == 1 else "previous_period")
        if unit in _IN_A_YEAR and other.start is not None:
            year_before = rules.shift(period.start, unit, -_IN_A_YEAR[unit])
            same_length = other.unit == unit and other.count == period.count
            if other.start == year_before and same_length:
                return Compare("previous_year")
            if other.unit == "year" and other.count == 1 and _within(year_before, other):
                return Compare("previous_year")
    if _overlap(period, other):
        raise Refused(Note("compare_with_what", {}))
    return Compare("explicit", other)


def _before(work: Work, period: Period, other: Period) -> Period:
    """As many units as the other period has, up to this one. Raises Refused where this one has no first day."""
    if period.start is None or other.unit is None:
        raise Refused(Note("compare_with_what", {}))
    rules = rules_of(other.calendar, work.catalogue.calendar)
    return replace(other, start=rules.shift(period.start, other.unit, -other.count), end=period.start)


def _same_day(_: Work, period: Period, other: Period) -> Period:
    """The day a week before. Raises Refused where the period is no single day."""
    if period.start is None or period.end != period.start + timedelta(days=1):
        raise Refused(Note("compare_with_what", {}))
    return replace(other, start=period.start - timedelta(weeks=1), end=period.end - timedelta(weeks=1))


_BEFORE = {UNITS_BEFORE: _before, SAME_DAY: _same_day}


def _overlap(one: Period, other: Period) -> bool:
    """They share days, each with others of its own: "last week and today" is no time to hold this week against."""
    (first, end), (other_first, other_end) = (
        (period.start or date.min, period.end or date.max) for period in (one, other)
    )
    return first < other_first < end < other_end or other_first < first < other_end < end


def _within(day: date, period: Period) -> bool:
    return (period.start is None or period.start <= day) and (period.end is None or day < period.end)


def _shifted(work: Work, period: Period, units: int) -> Period:
    if period.start is None or period.unit is None:
        raise Refused(Note("compare_with_what", {}))
    rules = rules_of(period.calendar, work.catalogue.calendar)
    count = period.count
    start = rules.shift(period.start, period.unit, units * count)
    if start > work.today:
        raise Refused(Note("compare_with_what", {}))  # "revenue vs this year": nothing after it is known
    return Period(start, rules.shift(start, period.unit, count), period.unit, count, period.calendar)


def _current(work: Work, other: Period) -> Period | None:
    """ "vs 2 years ago" holds this year against it."""
    if other.unit is None or other.count != 1 or other.end is None:
        return None
    rules = rules_of(other.calendar, work.catalogue.calendar)
    start = rules.start(work.today, other.unit)
    return (
        Period(start, rules.shift(start, other.unit, 1), other.unit, 1, other.calendar) if other.end <= start else None
    )


def _start(period: Period) -> date:
    return period.start or date.min
