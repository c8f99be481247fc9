"""Deliveries of an order: each is one row, named by the order, the days it is about and where it goes."""

from __future__ import annotations

from datetime import datetime

from bot.digests.plan import Plan
from bot.digests.schedule import Schedule, due_day, reported
from bot.state import Delivery, State
from data.orders import DAYS
from intents.schedules import When
from queries.catalogue.model import CalendarSettings
from queries.query import Calendar


def delivery_of(plan: Plan, due: datetime, settings: CalendarSettings, now: datetime) -> Delivery:
    """The delivery that is due at a time; a digest is named by the days it reports on, a question by its own day."""
    days = due_day(plan.schedule, due).isoformat()
    if plan.subject.query is None:
        period = reported(plan.schedule, due, settings)
        days = f"{period.start}..{period.end}"
    return Delivery(
        key=f"{plan.id}:{days}:{plan.channel or plan.owner}",
        plan=plan.id,
        kind="digest",
        team=plan.team,
        channel=plan.channel,
        period=days,
        due=due,
        work={},
        status="due",
        stage="",
        owner="",
        until=due,
        tries=0,
        posted_in="",
        ts="",
        reason="",
        at=now,
    )


def send_now(state: State, plan: Plan, settings: CalendarSettings, now: datetime) -> Delivery | None:
    """Have an order sent now, that which failed or was skipped once more; None, or the delivery that stands for it."""
    delivery = delivery_of(plan, now, settings, now)
    if state.deliveries.add([delivery]) or state.deliveries.reopen(delivery.key):
        return None
    return state.deliveries.delivery(delivery.key)


def schedule_said(when: When, zone: str, calendar: Calendar, settings: CalendarSettings) -> Schedule:
    """The schedule that words say; "every week" without a day is on the first one of the calendar's week."""
    days = when.weekdays
    if when.every == "week" and not days:
        days = (5,) if calendar == "jalali" else (DAYS.index(settings.week_start),)
    return Schedule(when.every, when.at, zone, days, when.day, calendar)
