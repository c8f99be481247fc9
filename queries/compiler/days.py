"""The days a query is about, settled in Python: the period cut where the data ends, its buckets, the earlier one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias, cast

from queries.answer import Note
from queries.calendars.buckets import Bucket, buckets_between
from queries.calendars.comparing import cut_alike, earlier, whole_end
from queries.calendars.rules import Rules, rules_of
from queries.cannot import CannotAnswer, refuse
from queries.catalogue.model import Catalogue
from queries.defaults import default_period
from queries.query import Calendar, Compare, Period, Query, Unit

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """One slice. Flows count in [start, end), plans in [start, plan_end), stocks are taken before `as_of`.

    `buckets` are those of [start, end), `plan_buckets` those of [start, plan_end).
    """

    start: date | None
    end: date
    plan_end: date
    as_of: date
    buckets: tuple[Bucket, ...] = ()
    plan_buckets: tuple[Bucket, ...] = ()

    @property
    def has_begun(self) -> bool:
        """Whether any of its days can have data."""
        return self.start is None or self.start < self.end


@dataclass(frozen=True, slots=True)
class Timing:
    """`period` and `compared` are the days really used. `current` is None for figures that have no date."""

    period: Period | None
    compared: Period | None
    current: Days | None
    previous: Days | None
    limit: date
    notes: tuple[Note, ...] = ()


UNTIMED = Timing(None, None, None, None, date.max)


_Key: TypeAlias = tuple[Period, Compare | None, str | None, Calendar, str, date, date | None]
_KNOWN = 2_000
_known: dict[_Key, Timing] = {}


def timing(query: Query, catalogue: Catalogue, today: date, through: date | None) -> Timing:
    """The days of a query whose figures have dates. The day after `through` is the limit: the last one that its figures
    can have (`Dataset.through_of`).

    Everybody asks about the same few periods, so that their days are kept.
    """
    if query.period is None:
        return _timing(query, catalogue, today, through)
    key = (query.period, query.compare, query.bucket, query.calendar, catalogue.version, today, through)
    found = _known.get(key)
    if found is None:
        found = _timing(query, catalogue, today, through)
        if len(_known) >= _KNOWN:
            _known.clear()
        _known[key] = found
    return found


def _timing(query: Query, catalogue: Catalogue, today: date, through: date | None) -> Timing:
    limit = (through or today) + ONE_DAY
    notes: list[Note] = []
    period = query.period
    if period is None:
        period = default_period(query, catalogue, today, through)
        notes.append(Note("assumed_period", {"period": period}))
    rules = rules_of(period.calendar, catalogue.calendar)
    trend = rules_of(query.calendar, catalogue.calendar)
    bucket = cast("Unit | None", query.bucket)
    compared = _explicit(query)
    asked = period
    if compared is not None:
        asked, compared = _alike(period, compared, catalogue, limit)
    current = _days(asked, limit, bucket, trend)
    used = Period(asked.start, current.end if current.has_begun else asked.end, asked.unit, asked.count, asked.calendar)
    unfinished = current.has_begun and (whole := whole_end(period, rules)) is not None and current.end < whole
    if unfinished:
        over = whole is not None and whole <= today
        named = replace(period, end=whole)  # of "this month so far" it is the month that is not over
        notes.append(Note("data_ends" if over else "to_date", {"through": limit - ONE_DAY, "period": named}))
    if query.compare is None or query.compare.kind == "target":
        return Timing(used, None, current, None, limit, tuple(notes))
    if compared is None:
        compared = earlier(replace(period, end=period.end or limit), query.compare.kind, rules)
        if compared is None:
            raise refuse("no_period_before", compare=query.compare.kind)
        if unfinished and period.start is not None:
            compared = cut_alike((current.end - period.start).days, compared)
    previous = _days(compared, limit, bucket, trend)
    return Timing(used, compared, current, _aligned(previous, current), limit, tuple(notes))


def compared_days(query: Query, catalogue: Catalogue, today: date, through: date | None) -> Period | None:
    """The days that a query's figures are held against, told without asking the data; None where there are none."""
    if query.compare is None or query.compare.kind == "target" or query.period is None:
        return None
    try:
        return timing(query, catalogue, today, through).compared
    except CannotAnswer:
        return None


def _days(period: Period, limit: date, bucket: Unit | None, rules: Rules) -> Days:
    end = period.end or limit
    clipped = min(end, limit)
    if period.start is not None:
        clipped = max(clipped, period.start)
    days = Days(period.start, clipped, end, min(end, limit))
    if bucket is None or period.start is None:
        return days
    return replace(
        days,
        buckets=buckets_between(period.start, clipped, bucket, rules),
        plan_buckets=buckets_between(period.start, end, bucket, rules),
    )


def _aligned(previous: Days, current: Days) -> Days:
    """The earlier buckets that have a counterpart in the period asked about."""
    count = max(len(current.buckets), len(current.plan_buckets))
    return replace(previous, buckets=previous.buckets[:count], plan_buckets=previous.plan_buckets[:count])


def _explicit(query: Query) -> Period | None:
    compare = query.compare
    if compare is None or compare.kind != "explicit":
        return None
    if compare.period is None:
        raise refuse("no_period_before", compare=compare.kind)
    return compare.period


def _alike(period: Period, other: Period, catalogue: Catalogue, limit: date) -> tuple[Period, Period]:
    """Two periods of the same make, both cut to the days that each of them has data for."""
    same_make = period.unit is not None and (period.unit, period.count) == (other.unit, other.count)
    if not same_make or period.start is None or other.start is None:
        return period, other
    spans = []
    for one in (period, other):
        whole = whole_end(one, rules_of(one.calendar, catalogue.calendar))
        assert one.start is not None and whole is not None
        end = min(one.end or limit, limit)
        if one.start < end < whole:
            spans.append((end - one.start).days)
    if not spans:
        return period, other
    return cut_alike(min(spans), period), cut_alike(min(spans), other)
