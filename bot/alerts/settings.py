"""Alerts of kpibot.yaml as orders, checked against the catalogue and kept in the state store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import cast

from bot.alerts.alert import Alert, Condition, alert_from_json, alert_to_json
from bot.alerts.days import watched
from bot.alerts.ordering import Ordered, Problem, bucketed, by_amount, ordered
from bot.alerts.standing import forgotten, standing_from_json, standing_to_json
from bot.digests.moved import moved
from bot.digests.schedule import next_due
from bot.digests.settings import filters_of, schedule_of
from bot.opening import Company
from bot.state import PlanRow, State
from bot.words.slack import say
from data.alerts import AlertSetting
from data.section import WorkspaceError
from intents.alerting import amount_of, without_event
from queries.catalogue.model import CalendarSettings
from queries.query import Calendar, Query

_PREFIX = "alert-settings:"
_WAYS = {"above": "above", "below": "below", "rises_by": "up", "falls_by": "down"}


def alerts_of(company: Company, team: str, today: date) -> tuple[Alert, ...]:
    """The alerts that the settings hold. Raises WorkspaceError with the place of what is wrong."""
    return tuple(_alert(setting, company, team, today) for setting in company.workspace.alerts)


def keep_alerts(state: State, alerts: tuple[Alert, ...], calendar: CalendarSettings, now: datetime) -> None:
    """Keep them in the place of those that the settings held before; one that is gone from the file ends.

    One that was paused or muted stays so; one that says something else looks anew.
    """
    known = {row.id: row for row in state.plans.all("alert") if row.id.startswith(_PREFIX)}
    for alert in alerts:
        before = known.pop(alert.id, None)
        if before is not None and _same(alert_from_json(before.plan), alert, calendar):
            continue
        standing = forgotten(standing_from_json(before.standing)) if before else None
        state.plans.keep(
            PlanRow(
                id=alert.id,
                kind="alert",
                team=alert.team,
                owner=alert.owner,
                channel=alert.channel,
                plan=alert_to_json(alert),
                standing=standing_to_json(standing) if standing else {},
                status=before.status if before else "active",
                problem="",
                next_due=next_due(alert.schedule, now) if alert.schedule else None,
                at=before.at if before else now,
                quiet_until=before.quiet_until if before else None,
            )
        )
    for gone in known:
        state.plans.set_status(gone, "deleted")


def _same(before: Alert, alert: Alert, calendar: CalendarSettings) -> bool:
    """Whether the file says the same as on an earlier day: the days of its question have moved since."""
    query = moved(before.query, before.asked_on, alert.asked_on, calendar)
    return replace(before, query=query, asked_on=alert.asked_on) == alert


def _alert(setting: AlertSetting, company: Company, team: str, today: date) -> Alert:
    catalogue = company.dataset.catalogue
    language = setting.language or company.workspace.languages[0]
    calendar = cast(Calendar, setting.calendar or (catalogue.calendar.persian if language == "fa" else "gregorian"))
    found = _said(setting, company, today, language) if setting.say else _formed(setting, company, today, calendar)
    if isinstance(found, Problem):
        voice = company.answering.voice("en")
        why = say(
            "en", found.code, **{name: voice.label(id) for name, id in found.facts.items()}, question=setting.name
        )
        raise WorkspaceError(f"{setting.place}: the alert {setting.name!r} cannot be watched: {why}")
    schedule = schedule_of(setting.every, setting.on, setting.at, setting.zone, calendar) if setting.every else None
    return Alert(
        id=_PREFIX + setting.name,
        team=team,
        owner=setting.owner,
        name=setting.name,
        query=found.query,
        asked_on=today,
        condition=found.condition,
        channel=setting.channel,
        zone=setting.zone,
        language=language,
        schedule=schedule,
        source="settings",
    )


def _said(setting: AlertSetting, company: Company, today: date, language: str) -> Ordered | Problem:
    """What a sentence orders, as it would in Slack."""
    text = setting.say or ""
    apart = without_event(text)
    tries = [*([apart] if apart else []), (text, None)]
    for words, event in tries:
        reading = company.answering.reader.read(words, today, language=language)
        found = ordered(reading, event, today, company.dataset.catalogue)
        if found is not None:
            return found
    raise WorkspaceError(f"{setting.place}: the sentence {setting.say!r} is not understood as an alert")


def _formed(setting: AlertSetting, company: Company, today: date, calendar: Calendar) -> Ordered | Problem:
    """What a figure and its condition order."""
    catalogue = company.dataset.catalogue
    if setting.condition == "stale_days":
        return Ordered(Query(), Condition("stale", value=float(setting.value)))
    metric = catalogue.metrics.get(setting.figure or "")
    if metric is None or metric.hidden:
        raise WorkspaceError(f"{setting.place}: the alert {setting.name!r} names the unknown figure {setting.figure!r}")
    if setting.by is not None and setting.by not in metric.dimensions:
        raise WorkspaceError(f"{setting.place}: {metric.id!r} has no breakdown {setting.by!r}")
    query = Query(
        metrics=(metric.id,),
        by=(setting.by,) if setting.by else (),
        filters=tuple(filters_of("alert", setting.name, setting.about, setting.place, company)),
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
