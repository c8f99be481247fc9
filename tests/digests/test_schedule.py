"""Due times against a walk over every minute of a zone; the days reported; questions whose days move along."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.moved import moved, moves
from bot.digests.schedule import Schedule, due_between, next_due, reported
from queries.calendars.rules import rules_of
from queries.catalogue.model import CalendarSettings
from queries.query import Compare, Period, Query

ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "Asia/Tehran", "Australia/Lord_Howe", "Asia/Kathmandu",
    "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia", "America/Havana",
)  # fmt: skip
EVERYWHERE = tuple(sorted(available_timezones() - {"localtime"}))
SETTINGS = CalendarSettings()


def walked(schedule: Schedule, after: datetime, until: datetime) -> list[datetime]:
    """The due times, found by looking at the clock on the wall every minute."""
    zone, found = ZoneInfo(schedule.zone), []
    at, before = after - timedelta(days=2), None
    seen: set[date] = set()
    while at <= until:
        wall = at.astimezone(zone).replace(tzinfo=None)
        if before is not None and wall > before:
            for day in {before.date(), wall.date()}:
                wanted = datetime.combine(day, schedule.at)
                jumped = wall - before - timedelta(minutes=1)
                # Where the clocks were put forward over it, it comes as much later on the new clock.
                hit = before < wanted <= wall if not jumped else wall == wanted
                if hit and day not in seen and _is_day(schedule, day):
                    seen.add(day)
                    found.append(at)
                elif jumped and before < wanted < wall and day not in seen and _is_day(schedule, day):
                    seen.add(day)
                    found.append(at + (wanted - before - timedelta(minutes=1)))
        before = wall
        at += timedelta(minutes=1)
    return sorted(x for x in set(found) if after < x <= until)


def _is_day(schedule: Schedule, day: date) -> bool:
    if schedule.every == "day":
        return True
    if schedule.every == "week":
        return day.weekday() in schedule.weekdays
    following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day.day == min(schedule.day, (following - timedelta(days=1)).day)


EDGES = (  # around changes of clocks, the end of a month and of a year
    datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC), datetime(2026, 3, 6, tzinfo=UTC),
    datetime(2026, 10, 30, tzinfo=UTC), datetime(2026, 2, 26, tzinfo=UTC), datetime(2026, 12, 29, tzinfo=UTC),
    datetime(2026, 4, 3, tzinfo=UTC), datetime(2026, 2, 13, tzinfo=UTC),
)  # fmt: skip


INSTANTS = st.sampled_from(EDGES) | st.datetimes(
    datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)
).map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    at = time(draw(st.sampled_from((0, 0, 1, 2, 2, 3, 9, 23))), draw(st.integers(0, 59)))
    zone = draw(st.sampled_from(ZONES) | st.sampled_from(EVERYWHERE))
    every = draw(st.sampled_from(("day", "week", "month")))
    if every == "week":
        return Schedule("week", at, zone, tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1)))))
    return Schedule(every, at, zone, day=draw(st.integers(1, 31)))


@settings(max_examples=60, deadline=None)
@given(schedules(), INSTANTS, st.integers(0, 2000))
def test_due_times_are_those_of_the_clock_on_the_wall(schedule: Schedule, edge: datetime, minutes: int) -> None:
    after = edge + timedelta(minutes=minutes)
    until = after + timedelta(days=4)
    assert list(due_between(schedule, after, until)) == walked(schedule, after, until)


@settings(max_examples=60, deadline=None)
@given(schedules(), INSTANTS, st.lists(st.integers(1, 9000), min_size=1, max_size=6))
def test_downtime_neither_loses_nor_doubles_a_due_time(schedule: Schedule, start: datetime, naps: list[int]) -> None:
    at, found = start, []
    for nap in naps:
        found += due_between(schedule, at, at + timedelta(minutes=nap))
        at += timedelta(minutes=nap)
    assert found == list(due_between(schedule, start, at))


@settings(max_examples=50, deadline=None)
@given(schedules(), INSTANTS)
def test_the_next_due_time_is_the_first_one_after(schedule: Schedule, after: datetime) -> None:
    found = next_due(schedule, after)
    assert found > after and not due_between(schedule, after, found - timedelta(seconds=1))


def test_a_time_that_the_clocks_leave_out_comes_later_and_one_that_comes_twice_once() -> None:
    spring = Schedule("day", time(2, 30), "Europe/Berlin")
    assert due_between(spring, datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 12, tzinfo=UTC)) == (
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    )
    assert due_between(spring, datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)) == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    )


def test_the_last_day_of_a_jalali_month() -> None:
    schedule = Schedule("month", time(9), "Asia/Tehran", day=31, calendar="jalali")
    after = datetime(2026, 10, 1, tzinfo=UTC)
    days = [d.astimezone(ZoneInfo("Asia/Tehran")).date() for d in due_between(schedule, after, after + timedelta(80))]
    assert days == [date(2026, 10, 22), date(2026, 11, 21)]  # 30 Mehr and 30 Aban 1405, months of 30 days


def test_what_a_digest_reports_on() -> None:
    monday = datetime(2026, 11, 23, 8, tzinfo=UTC)
    weekly = Schedule("week", time(9), "Europe/Berlin", (0,))
    assert reported(weekly, monday, SETTINGS) == Period(date(2026, 11, 16), date(2026, 11, 23), "week")
    daily = Schedule("day", time(9), "Europe/Berlin")
    assert reported(daily, monday, SETTINGS) == Period(date(2026, 11, 22), date(2026, 11, 23), "day")
    workdays = Schedule("week", time(9), "Europe/Berlin", (0, 1, 2, 3, 4))
    assert reported(workdays, monday, SETTINGS) == Period(date(2026, 11, 20), date(2026, 11, 23), "day", 3)
    monthly = Schedule("month", time(9), "Europe/Berlin", day=1)
    first = datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert reported(monthly, first, SETTINGS) == Period(date(2026, 11, 1), date(2026, 12, 1), "month")


ASKED = date(2026, 11, 24)


def test_days_told_from_today_move_along() -> None:
    later = date(2027, 2, 9)
    for start, end, unit, count, wanted in (
        (date(2026, 11, 16), date(2026, 11, 23), "week", 1, (date(2027, 2, 1), date(2027, 2, 8))),
        (date(2026, 8, 1), date(2026, 11, 1), "month", 3, (date(2026, 11, 1), date(2027, 2, 1))),
        (date(2026, 11, 1), date(2026, 12, 1), "month", 1, (date(2027, 2, 1), date(2027, 3, 1))),
        (date(2026, 11, 1), date(2026, 11, 25), "month", 1, (date(2027, 2, 1), date(2027, 2, 10))),
        (date(2026, 11, 23), date(2026, 11, 24), "day", 1, (date(2027, 2, 8), date(2027, 2, 9))),
        (date(2026, 10, 26), date(2026, 11, 25), "day", 30, (date(2027, 1, 11), date(2027, 2, 10))),
        (date(2026, 12, 1), date(2027, 1, 1), "month", 1, (date(2027, 3, 1), date(2027, 4, 1))),
        (date(2026, 1, 1), date(2027, 1, 1), "year", 1, (date(2027, 1, 1), date(2028, 1, 1))),
    ):
        found = moved(Query(("m",), period=Period(start, end, unit, count)), ASKED, later, SETTINGS).period
        assert found is not None and (found.start, found.end) == wanted, unit


def test_days_of_their_own_stay() -> None:
    query = Query(("m",), period=Period(date(2021, 3, 1), date(2021, 4, 1), "month"))
    assert moved(query, ASKED, date(2028, 1, 1), SETTINGS) == query and not moves(query, ASKED, SETTINGS)


def test_days_compared_with_move_as_far() -> None:
    period = Period(date(2026, 10, 1), date(2026, 11, 1), "month")
    compare = Compare("explicit", Period(date(2025, 10, 1), date(2025, 11, 1), "month"))
    found = moved(Query(("m",), period=period, compare=compare), ASKED, date(2027, 1, 15), SETTINGS)
    assert found.compare is not None and found.compare.period is not None
    assert (found.compare.period.start, found.compare.period.end) == (date(2025, 12, 1), date(2026, 1, 1))


UNITS = st.sampled_from(("day", "week", "month", "quarter", "year"))


@given(UNITS, st.integers(1, 12), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 700))
def test_moving_to_the_same_day_changes_nothing_and_in_steps_as_at_once(
    unit: str, count: int, asked: date, days: int
) -> None:
    rules = rules_of("gregorian", SETTINGS)
    end = rules.start(asked, unit)
    query = Query(("m",), period=Period(rules.shift(end, unit, -count), end, unit, count))
    assert moved(query, asked, asked, SETTINGS) == query
    half, whole = asked + timedelta(days // 2), asked + timedelta(days)
    assert moved(moved(query, asked, half, SETTINGS), half, whole, SETTINGS) == moved(query, asked, whole, SETTINGS)
