"""The form of an order gives back the schedule that it shows: changing the time must not change the days."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from hypothesis import given, settings

from bot.digests.schedule import Schedule
from bot.slack.forms import KEPT, schedule_chosen, schedule_options
from tests.digests.test_schedule import schedules


@settings(max_examples=80, deadline=None)
@given(schedules())
def test_a_schedule_that_was_not_touched_stays(schedule: Schedule) -> None:
    for language in ("en", "fa"):
        options, chosen = schedule_options(language, schedule)
        assert chosen in options and len({o["value"] for o in options}) == len(options)
        value, later = chosen["value"], time(23, 5)
        made = (
            replace(schedule, at=later) if value == KEPT else schedule_chosen(value, later, schedule.zone, "gregorian")
        )
        assert made == replace(schedule, at=later)


def test_several_days_and_the_end_of_a_month_are_shown_in_words() -> None:
    options, chosen = schedule_options("en", Schedule("week", time(9), "UTC", (0, 3)))
    assert chosen["value"] == KEPT and "Monday and Thursday" in chosen["text"]["text"], options
    _, monthly = schedule_options("en", Schedule("month", time(9), "UTC", day=31))
    assert monthly["value"] == KEPT and "day 31" in monthly["text"]["text"]
    assert schedule_options("en", Schedule("week", time(9), "UTC", (0, 1, 2, 3, 4)))[1]["value"] == "workday"
