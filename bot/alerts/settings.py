"""Alerts of kpibot.yaml as orders, checked against the catalogue and kept in the state store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.alerts.alert import Alert, Condition, alert_from_json, alert_to_json
from bot.alerts.days import watched
from bot.alerts.ordering import Ordered, Problem, bucketed, by_amount, ordered
from bot.alerts.standing import forgotten, standing_from_json, standing_to_json
from bot.digests.keeping import keep_filed, row_of
from bot.digests.moved import moved
from bot.digests.orders import schedule_said
from bot.digests.schedule import Schedule, next_due
from bot.digests.settings import filters_of, schedule_of, spoken_in
from bot.opening import Company
from bot.state import PlanRow, State
from bot.words.slack import say
from data.alerts import AlertSetting
from data.section import WorkspaceError
from intents.alerting import amount_of, without_event
from intents.reading import Reading
from intents.schedules import is_scheduled, when_said
from queries.catalogue.model import CalendarSettings
from queries.query import Calendar, Query

_PREFIX = "alert-settings:"
_WAYS = {"above": "above", "below": "below", "rises_by": "up", "falls_by": "down"}


def alerts_of(company: Company, team: str, today: date) -> tuple[Alert, ...]:
    """The alerts that the settings hold. Raises WorkspaceError with the place of what is wrong."""
    return tuple(_alert(setting, company, team, today) for setting in company.workspace.alerts)


def keep_alerts(state: State, alerts: tuple[Alert, ...], calendar: CalendarSettings, now: datetime) -> None:
    """Keep them in the place of those that the settings held before; one that says something else looks anew."""

    def is_same(before: Mapping[str, Any], alert: Alert) -> bool:
        known = alert_from_json(before)
        query = moved(known.query, known.asked_on, alert.asked_on, calendar)  # its days have moved since
        return replace(known, query=query, asked_on=alert.asked_on) == alert

    keep_filed(state, "alert", _PREFIX, alerts, is_same, lambda alert, before: alert_row(alert, before, now))


def alert_row(alert: Alert, before: PlanRow | None, now: datetime) -> PlanRow:
    """The row of an alert in the place of the one before; it looks anew."""
    standing = forgotten(standing_from_json(before.standing)) if before else None
    return row_of(
        alert,
        "alert",
        alert_to_json(alert),
        before,
        now,
        next_due=next_due(alert.schedule, now) if alert.schedule else None,
        standing=standing_to_json(standing) if standing else None,
    )


def _alert(setting: AlertSetting, company: Company, team: str, today: date) -> Alert:
    order = setting.order
    language, calendar = spoken_in(order, company)
    schedule = schedule_of(order, calendar) if order.every else None
    if setting.say:
        found, reading = _said(setting, setting.say, company, today, language)
        schedule = _schedule_said(setting, reading, calendar, company) or schedule
    else:
        found = _formed(setting, company, today, calendar)
    if isinstance(found, Problem):
        voice = company.answering.voice("en")
        why = say("en", found.code, **{name: voice.label(id) for name, id in found.facts.items()}, question=order.name)
        raise WorkspaceError(f"{order.place}: the alert {order.name!r} cannot be watched: {why}")
    return Alert(
        id=_PREFIX + order.name,
        team=team,
        owner=order.owner,
        name=order.name,
        query=found.query,
        asked_on=today,
        condition=found.condition,
        channel=order.channel,
        zone=order.zone,
        language=language,
        schedule=schedule,
        source="settings",
    )


def _said(
    setting: AlertSetting, text: str, company: Company, today: date, language: str
) -> tuple[Ordered | Problem, Reading]:
    """What a sentence orders, as it would in Slack, and its reading."""
    apart = without_event(text)
    tries = [*([apart] if apart else []), (text, None)]
    for words, event in tries:
        reading = company.answering.reader.read(words, today, language=language)
        found = ordered(reading, event, today, company.dataset.catalogue)
        if found is not None:
            return found, reading
    raise WorkspaceError(f"{setting.order.place}: the sentence {text!r} is not understood as an alert")


def _schedule_said(setting: AlertSetting, reading: Reading, calendar: Calendar, company: Company) -> Schedule | None:
    """The schedule of a sentence; it stands there or in the keys, not in both."""
    order, when = setting.order, when_said(reading)
    if is_scheduled(reading) and (when is None or order.every):
        why = "is not understood: when to look" if when is None else "says when to look, and so does 'every'"
        raise WorkspaceError(f"{order.place}: the sentence {setting.say!r} {why}")
    return schedule_said(when, order.zone, calendar, company.dataset.catalogue.calendar) if when is not None else None


def _formed(setting: AlertSetting, company: Company, today: date, calendar: Calendar) -> Ordered | Problem:
    """What a figure and its condition order."""
    catalogue, order = company.dataset.catalogue, setting.order
    if setting.condition == "stale_days":
        return Ordered(Query(), Condition("stale", value=float(setting.value)))
    metric = catalogue.metrics.get(setting.figure or "")
    if metric is None or metric.hidden:
        raise WorkspaceError(f"{order.place}: the alert {order.name!r} names the unknown figure {setting.figure!r}")
    if setting.by is not None and setting.by not in metric.dimensions:
        raise WorkspaceError(f"{order.place}: {metric.id!r} has no breakdown {setting.by!r}")
    query = Query(
        metrics=(metric.id,),
        by=(setting.by,) if setting.by else (),
        filters=tuple(filters_of("alert", order, company)),
    )
    query = bucketed(setting.over, today, calendar, catalogue, query)
    if setting.condition == "behind_target":
        made: Condition | Problem = Condition("target")
        if metric.attainment is None:
            made = Problem("alert_no_target", {"figure": metric.id})
    elif setting.condition == "unusual":
        made = Condition("unusual")
    else:
        made = by_amount(_WAYS[setting.condition], amount_of(setting.value), metric)
    if isinstance(made, Problem):
        return made
    return Ordered(watched(query, today, catalogue, made, said=True), made)
