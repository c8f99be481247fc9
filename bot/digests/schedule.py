"""When a digest is due, in its own time zone, and the days that it then reports on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from queries.calendars.rules import Rules, rules_of
from queries.catalogue.model import CalendarSettings
from queries.query import Calendar, Period

Every = Literal["day", "week", "month"]
_DAY = timedelta(days=1)
_LONGEST_WAIT = 40  # days between two due times, at most: a month and a bit


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every day, on days of the week (0 is Monday), or on a day of the month of `calendar`, at a time of `zone`.

    In a month that is too short for `day` it is the last one. A time that a change of clocks leaves out comes as much
    later as the clocks were put forward; of one that comes twice the first counts.
    """

    every: Every
    at: time
    zone: str
    weekdays: tuple[int, ...] = ()
    day: int = 1
    calendar: Calendar = "gregorian"


def schedule_to_json(schedule: Schedule) -> dict[str, Any]:
    """A schedule's stable JSON form."""
    return asdict(schedule) | {"at": schedule.at.strftime("%H:%M"), "weekdays": list(schedule.weekdays)}


def schedule_from_json(made: Mapping[str, Any]) -> Schedule:
    """The schedule of a JSON form. Raises KeyError, TypeError or ValueError where it is none."""
    return Schedule(
        every=cast(Every, made["every"]),
        at=time.fromisoformat(made["at"]),
        zone=made["zone"],
        weekdays=tuple(made["weekdays"]),
        day=made["day"],
        calendar=cast(Calendar, made["calendar"]),
    )


def due_between(schedule: Schedule, after: datetime, until: datetime) -> tuple[datetime, ...]:
    """The due times after `after` and not after `until`, in UTC, the oldest first. Both need a time zone."""
    zone = ZoneInfo(schedule.zone)
    first, last = after.astimezone(zone).date() - _DAY, until.astimezone(zone).date() + _DAY
    found = {_instant(day, schedule.at, zone) for day in _days(schedule, first, last)}
    return tuple(sorted(at for at in found if after < at <= until))


def next_due(schedule: Schedule, after: datetime) -> datetime:
    """The first due time after an instant, in UTC."""
    return due_between(schedule, after, after + _LONGEST_WAIT * _DAY)[0]


def due_day(schedule: Schedule, due: datetime) -> date:
    """The day of a due time where the digest is read."""
    return due.astimezone(ZoneInfo(schedule.zone)).date()


def reported(schedule: Schedule, due: datetime, settings: CalendarSettings) -> Period:
    """The days that a digest due at `due` is about: what was completed since the one before.

    Weekly on one day: the last whole week. Monthly: the last whole month. Else the days since the due day before.
    """
    day = due_day(schedule, due)
    rules = rules_of(schedule.calendar, settings)
    if schedule.every == "month":
        return _last_whole("month", day, schedule, rules)
    if schedule.every == "week" and len(schedule.weekdays) == 1:
        return _last_whole("week", day, schedule, rules)
    before = due_between(schedule, due - 8 * _DAY, due - timedelta(seconds=1))
    start = due_day(schedule, before[-1]) if before else day - _DAY
    start = min(start, day - _DAY)
    return Period(start, day, "day", (day - start).days, schedule.calendar)


def _last_whole(unit: Literal["week", "month"], day: date, schedule: Schedule, rules: Rules) -> Period:
    end = rules.start(day, unit)
    return Period(rules.shift(end, unit, -1), end, unit, 1, schedule.calendar)


def _days(schedule: Schedule, first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        if _fits(schedule, day):
            yield day
        day += _DAY


def _fits(schedule: Schedule, day: date) -> bool:
    if schedule.every == "day":
        return True
    if schedule.every == "week":
        return day.weekday() in schedule.weekdays
    rules = rules_of(schedule.calendar, CalendarSettings())  # how weeks begin does not matter to a month
    start = rules.start(day, "month")
    length = (rules.next(day, "month") - start).days
    return (day - start).days + 1 == min(schedule.day, length)


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
