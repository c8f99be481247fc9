"""What somebody has ordered: a digest or a question of their own, when, where to, in whose name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

from bot.digests.schedule import Schedule, schedule_from_json, schedule_to_json
from queries.query import Filter, Query, from_json, to_json

Missed = Literal["late", "skip"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is sent.

    A digest: the figures of a dashboard, or `figures` by their ids, narrowed by `filters` (none: the whole company).
    Or the answer to `query`, whose days are moved from those of `asked_on`, when it was ordered, to those of each
    sending; `question` is how it was asked.
    """

    dashboard: str | None = None
    figures: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    query: Query | None = None
    asked_on: date | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One order. `team` is the Slack workspace, `owner` the Slack user, or the e-mail address where a file says so:
    their rights decide what is in it, and they are told what goes wrong. `channel` is a channel's id, "" for direct
    messages to the owner. `missed` says what becomes of it where nothing could be sent in time.
    """

    id: str
    team: str
    owner: str
    name: str
    subject: Subject
    channel: str
    schedule: Schedule
    language: str
    missed: Missed = "late"
    source: Literal["settings", "slack"] = "slack"


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """A plan's stable JSON form."""
    subject = plan.subject
    made = asdict(replace(plan, subject=replace(subject, query=None, filters=())))
    made["subject"] |= {
        "query": to_json(subject.query) if subject.query else None,
        "filters": [asdict(f) for f in subject.filters],
        "asked_on": subject.asked_on.isoformat() if subject.asked_on else None,
    }
    return made | {"schedule": schedule_to_json(plan.schedule)}


def plan_from_json(made: Mapping[str, Any]) -> Plan:
    """The plan of a JSON form. Raises KeyError, TypeError or ValueError where it is none."""
    subject = made["subject"]
    return Plan(
        **{name: made[name] for name in ("id", "team", "owner", "name", "channel", "language", "missed", "source")},
        subject=Subject(
            dashboard=subject["dashboard"],
            figures=tuple(subject["figures"]),
            filters=tuple(Filter(f["dimension"], f["op"], tuple(f["members"])) for f in subject["filters"]),
            query=from_json(subject["query"]) if subject["query"] else None,
            asked_on=date.fromisoformat(subject["asked_on"]) if subject["asked_on"] else None,
            question=subject["question"],
        ),
        schedule=schedule_from_json(made["schedule"]),
    )
