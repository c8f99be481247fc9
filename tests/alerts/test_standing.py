"""What an alert remembers: against a plain retelling of the rule, over random courses of figures."""

from __future__ import annotations

from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.alert import Alert, Condition, alert_from_json, alert_to_json
from bot.alerts.judging import Seen
from bot.alerts.standing import Standing, forgotten, standing_from_json, standing_to_json, turn
from bot.digests.schedule import Schedule
from queries.query import Filter, Period, Query

DAY = date(2026, 11, 23)
BAD, NEAR, BACK = "bad", "near", "back"


def seen(states: dict[str, str]) -> tuple[Seen, ...]:
    return tuple(Seen(key, key, 1.0, state == BAD, state == BACK, {}) for key, state in states.items())


looks = st.lists(
    st.tuples(st.integers(0, 3), st.fixed_dictionaries({k: st.sampled_from((BAD, NEAR, BACK)) for k in ("a", "b")})),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(looks, st.booleans())
def test_each_turn_for_the_worse_is_told_once(course: list[tuple[int, dict[str, str]]], lasting: bool) -> None:
    """A group is told of when it turns bad, then not before it was well back or, of days that pass, other days came."""
    standing, told, expected = Standing(), [], []
    quiet: dict[str, bool] = {"a": False, "b": False}
    month = 0
    for number, (step, states) in enumerate(course):
        if step == 3:
            month += 1
            if not lasting:
                quiet = dict.fromkeys(quiet, False)
        start = DAY + timedelta(days=31 * month)
        period = Period(start, start + timedelta(days=31), "month")
        change = turn(standing, seen(states), period, lasting=lasting, version=str(number), day=DAY)
        told += [(number, key) for key in change.raised]
        for key, state in states.items():
            if state == BAD and not quiet[key]:
                expected.append((number, key))
                quiet[key] = True
            elif state == BACK:
                quiet[key] = False
        standing = standing_from_json(standing_to_json(change.standing))
        assert standing == change.standing
        assert standing.told == len({n for n, _ in told})
    assert told == expected


def test_days_that_run_on_are_one_story_and_a_snooze_ends_it() -> None:
    def rolling(first: int) -> Period:
        return Period(DAY + timedelta(days=first), DAY + timedelta(days=first + 7), "day", 7)

    standing = Standing()
    for day in range(5):
        change = turn(standing, seen({"": BAD}), rolling(day), lasting=False, version="1", day=DAY)
        assert bool(change.raised) == (day == 0)
        standing = change.standing
    again = turn(forgotten(standing), seen({"": BAD}), rolling(5), lasting=False, version="1", day=DAY)
    assert again.raised == ("",) and again.standing.told == 2
    back = turn(again.standing, seen({"": BACK}), rolling(6), lasting=False, version="2", day=DAY)
    assert back.recovered == ("",) and not back.standing.open


def test_alerts_come_back_from_their_json() -> None:
    query = Query(metrics=("revenue",), by=("team",), filters=(Filter("team", "in", ("A",)),), analysis="breakdown")
    weekly = Schedule("week", time(9, 30), "Asia/Tehran", (0, 5), calendar="jalali")
    for schedule in (None, weekly):
        alert = Alert(
            "1", "T", "U", "n", query, DAY, Condition("change", value=0.1, way="up"), "", "UTC", "fa", schedule
        )
        assert alert_from_json(alert_to_json(alert)) == alert
