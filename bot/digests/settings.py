"""Digests of kpibot.yaml as orders, checked against the catalogue and kept in the state store."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import cast

from bot.digests.plan import Missed, Plan, Subject, plan_to_json
from bot.digests.schedule import Every, Schedule
from bot.opening import Company
from bot.state import PlanRow, State
from data.digests import DAYS, DigestSetting
from data.section import WorkspaceError
from intents.read import Reader
from queries.catalogue.model import Catalogue
from queries.query import Calendar, Filter, Query

_PREFIX = "settings:"


def plans_of(company: Company, team: str, today: date) -> tuple[Plan, ...]:
    """The orders that the settings hold. Raises WorkspaceError with the place of what is wrong."""
    return tuple(_plan(setting, company, team, today) for setting in company.workspace.digests)


def keep_settings(state: State, plans: tuple[Plan, ...], now: datetime) -> None:
    """Keep them in the place of those that the settings held before; one that is gone from the file ends.

    One that was paused stays so; one whose schedule changed is due anew.
    """
    known = {row.id: row for row in state.plans.all("digest") if row.id.startswith(_PREFIX)}
    for plan in plans:
        made, before = plan_to_json(plan), known.pop(plan.id, None)
        if before is not None and before.plan == made:
            continue
        same = before is not None and before.plan.get("schedule") == made["schedule"]
        state.plans.keep(
            PlanRow(
                id=plan.id,
                kind="digest",
                team=plan.team,
                owner=plan.owner,
                channel=plan.channel,
                plan=made,
                standing={},
                status=before.status if before else "active",
                problem="",
                next_due=before.next_due if before and same else None,
                at=before.at if before else now,
            )
        )
    for gone in known:
        state.plans.set_status(gone, "deleted")


def _plan(setting: DigestSetting, company: Company, team: str, today: date) -> Plan:
    catalogue, reader = company.dataset.catalogue, company.answering.reader
    language = setting.language or company.workspace.languages[0]
    calendar = cast(Calendar, setting.calendar or (catalogue.calendar.persian if language == "fa" else "gregorian"))
    subject = Subject(
        dashboard=_dashboard(setting, catalogue),
        figures=_figures(setting, catalogue),
        filters=tuple(filters_of("digest", setting.name, setting.about, setting.place, company)),
        query=_query(setting, reader, today, language),
        asked_on=today if setting.question else None,
        question=setting.question or "",
    )
    return Plan(
        id=_PREFIX + setting.name,
        team=team,
        owner=setting.owner,
        name=setting.name,
        subject=subject,
        channel=setting.channel,
        schedule=schedule_of(setting.every, setting.on, setting.at, setting.zone, calendar),
        language=language,
        missed=cast(Missed, setting.missed),
        source="settings",
    )


def schedule_of(said: tuple[str, ...], on: int, at: time, zone: str, calendar: Calendar) -> Schedule:
    """When the file says that it is due: `said` is "day", "workday", "month" or days of the week."""
    days = tuple(sorted(DAYS.index(day) for day in said if day in DAYS))
    every: Every = "week" if days else "day"
    if said == ("workday",):
        every, days = "week", (0, 1, 2, 3, 4)
    elif said == ("month",):
        every = "month"
    return Schedule(every, at, zone, days, on, calendar)


def _dashboard(setting: DigestSetting, catalogue: Catalogue) -> str | None:
    if setting.figures or setting.question:
        return None
    if setting.dashboard is None:
        return next(iter(catalogue.dashboards), None)
    if setting.dashboard not in catalogue.dashboards:
        listed = ", ".join(catalogue.dashboards) or "none"
        raise WorkspaceError(f"{setting.place}: there is no dashboard {setting.dashboard!r}; there are: {listed}")
    return setting.dashboard


def _figures(setting: DigestSetting, catalogue: Catalogue) -> tuple[str, ...]:
    for name in setting.figures:
        if name not in catalogue.metrics or catalogue.metrics[name].hidden:
            raise WorkspaceError(f"{setting.place}: the digest {setting.name!r} names the unknown figure {name!r}")
    return setting.figures


def filters_of(
    kind: str, name: str, about: tuple[tuple[str, tuple[str, ...]], ...], place: str, company: Company
) -> list[Filter]:
    """What a digest or alert is about, as members that exist. Raises WorkspaceError."""
    found = []
    for dimension, members in about:
        known = company.dataset.members.names.get(dimension)
        if dimension not in company.dataset.catalogue.dimensions or known is None:
            raise WorkspaceError(f"{place}: the {kind} {name!r} is about an unknown {dimension!r}")
        for member in members:
            if member not in known:
                raise WorkspaceError(f"{place}: there is no {dimension} {member!r}")
        found.append(Filter(dimension, "in", members))
    return found


def _query(setting: DigestSetting, reader: Reader, today: date, language: str) -> Query | None:
    if setting.question is None:
        return None
    reading = reader.read(setting.question, today, language=language)
    if reading.status != "answered" or reading.query is None:
        raise WorkspaceError(f"{setting.place}: the question {setting.question!r} is not understood")
    return reading.query
