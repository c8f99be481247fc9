"""Digests of kpibot.yaml as orders, checked against the catalogue and kept in the state store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from bot.digests.keeping import keep_filed, row_of
from bot.digests.moved import moved
from bot.digests.plan import Missed, Plan, Subject, plan_from_json, plan_to_json
from bot.digests.schedule import Every, Schedule, next_due
from bot.opening import Company
from bot.state import PlanRow, State
from data.digests import DigestSetting
from data.orders import DAYS, OrderSetting
from data.section import WorkspaceError
from intents.periods import calendar_of
from intents.read import Reader
from queries.catalogue.model import CalendarSettings, Catalogue
from queries.query import Calendar, Filter, Query

_PREFIX = "settings:"


def plans_of(company: Company, team: str, today: date) -> tuple[Plan, ...]:
    """The orders that the settings hold. Raises WorkspaceError with the place of what is wrong."""
    return tuple(_plan(setting, company, team, today) for setting in company.workspace.digests)


def keep_settings(state: State, plans: tuple[Plan, ...], calendar: CalendarSettings, now: datetime) -> None:
    """Keep them in the place of those that the settings held before.

    One that says something else on the same schedule stays due when it was; on another schedule it is due anew.
    """

    def is_same(before: Mapping[str, Any], plan: Plan) -> bool:
        known, day = plan_from_json(before), plan.subject.asked_on
        subject = known.subject
        if subject.query is not None and subject.asked_on is not None and day is not None:
            query = moved(subject.query, subject.asked_on, day, calendar)  # its days have moved since
            subject = replace(subject, query=query, asked_on=day)
        return replace(known, subject=subject) == plan

    def row(plan: Plan, before: PlanRow | None) -> PlanRow:
        made = plan_row(plan, before, now)
        same = before is not None and before.plan.get("schedule") == made.plan["schedule"]
        return replace(made, next_due=before.next_due if before is not None and same else made.next_due)

    keep_filed(state, "digest", _PREFIX, plans, is_same, row)


def plan_row(plan: Plan, before: PlanRow | None, now: datetime) -> PlanRow:
    """The row of a plan in the place of the one before, due anew."""
    return row_of(plan, "digest", plan_to_json(plan), before, now, next_due=next_due(plan.schedule, now))


def _plan(setting: DigestSetting, company: Company, team: str, today: date) -> Plan:
    catalogue, reader, order = company.dataset.catalogue, company.answering.reader, setting.order
    language, calendar = spoken_in(order, company)
    subject = Subject(
        dashboard=_dashboard(setting, catalogue),
        figures=_figures(setting, catalogue),
        filters=tuple(filters_of("digest", order, company)),
        query=_query(setting, reader, today, language),
        asked_on=today if setting.question else None,
        question=setting.question or "",
    )
    return Plan(
        id=_PREFIX + order.name,
        team=team,
        owner=order.owner,
        name=order.name,
        subject=subject,
        channel=order.channel,
        schedule=schedule_of(order, calendar),
        language=language,
        missed=cast(Missed, setting.missed),
        source="settings",
    )


def spoken_in(order: OrderSetting, company: Company) -> tuple[str, Calendar]:
    """The language of a digest or alert of the file, and its calendar."""
    language = order.language or company.workspace.languages[0]
    return language, cast(Calendar, order.calendar or calendar_of(company.dataset.catalogue.calendar, language))


def schedule_of(order: OrderSetting, calendar: Calendar) -> Schedule:
    """When the file says that a digest or alert is due."""
    days = tuple(sorted(DAYS.index(day) for day in order.every if day in DAYS))
    every: Every = "week" if days else "day"
    if order.every == ("workday",):
        every, days = "week", (0, 1, 2, 3, 4)
    elif order.every == ("month",):
        every = "month"
    return Schedule(every, order.at, order.zone, days, order.on, calendar)


def _dashboard(setting: DigestSetting, catalogue: Catalogue) -> str | None:
    if setting.figures or setting.question:
        return None
    if setting.dashboard is None:
        return next(iter(catalogue.dashboards), None)
    if setting.dashboard not in catalogue.dashboards:
        listed = ", ".join(catalogue.dashboards) or "none"
        raise WorkspaceError(f"{setting.order.place}: there is no dashboard {setting.dashboard!r}; there are: {listed}")
    return setting.dashboard


def _figures(setting: DigestSetting, catalogue: Catalogue) -> tuple[str, ...]:
    for name in setting.figures:
        if name not in catalogue.metrics or catalogue.metrics[name].hidden:
            raise WorkspaceError(
                f"{setting.order.place}: the digest {setting.order.name!r} names the unknown figure {name!r}"
            )
    return setting.figures


def filters_of(kind: str, order: OrderSetting, company: Company) -> list[Filter]:
    """What a digest or alert of the file is about, as members that exist. Raises WorkspaceError."""
    found = []
    for dimension, members in order.about:
        known = company.dataset.members.names.get(dimension)
        if dimension not in company.dataset.catalogue.dimensions or known is None:
            raise WorkspaceError(f"{order.place}: the {kind} {order.name!r} is about an unknown {dimension!r}")
        for member in members:
            if member not in known:
                raise WorkspaceError(f"{order.place}: there is no {dimension} {member!r}")
        found.append(Filter(dimension, "in", members))
    return found


def _query(setting: DigestSetting, reader: Reader, today: date, language: str) -> Query | None:
    if setting.question is None:
        return None
    reading = reader.read(setting.question, today, language=language)
    if reading.status != "answered" or reading.query is None:
        raise WorkspaceError(f"{setting.order.place}: the question {setting.question!r} is not understood")
    return reading.query
