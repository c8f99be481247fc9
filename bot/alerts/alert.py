"""What somebody wants to be told of: a figure, its days, and the condition under which they are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

from bot.digests.schedule import Schedule, schedule_from_json, schedule_to_json
from queries.query import HavingOp, Query, from_json, to_json

Kind = Literal["threshold", "change", "target", "unusual", "stale"]
Against = Literal["previous_period", "previous_year"]
Way = Literal["up", "down", "either"]


@dataclass(frozen=True, slots=True)
class Condition:
    """When a figure is bad.

    "threshold": it is `op` `value` (percent values are fractions). "change": it went `way` by `value` or more from the
    days it is `against`; `relative` as a share of what it was then, else in the figure's unit. "target": it is behind
    its target for the time that has passed. "unusual": it is far from what it usually is. "stale": the data is more
    than `value` days old.
    """

    kind: Kind
    op: HavingOp = ">"
    value: float = 0.0
    upper: float | None = None
    way: Way = "down"
    relative: bool = True
    against: Against = "previous_period"


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert. `query` has one metric (none where only the data's age is watched); its days are moved from those of
    `asked_on`, when it was ordered, to those of each look. With a breakdown each group is watched.

    `team` is the Slack workspace, `owner` the Slack user, or the e-mail address where a file says so: their rights
    decide what is seen, and they are told what goes wrong. `channel` is a channel's id, "" for direct messages to the
    owner. Without a `schedule` it looks whenever data is published or a day begins in `zone`.
    """

    id: str
    team: str
    owner: str
    name: str
    query: Query
    asked_on: date
    condition: Condition
    channel: str
    zone: str
    language: str
    schedule: Schedule | None = None
    source: Literal["settings", "slack"] = "slack"


def alert_to_json(alert: Alert) -> dict[str, Any]:
    """An alert's stable JSON form."""
    made = asdict(replace(alert, query=Query()))
    made["query"] = to_json(alert.query)
    made["asked_on"] = alert.asked_on.isoformat()
    made["schedule"] = alert.schedule and schedule_to_json(alert.schedule)
    return made


def alert_from_json(made: Mapping[str, Any]) -> Alert:
    """The alert of a JSON form. Raises KeyError, TypeError or ValueError where it is none."""
    plain = ("id", "team", "owner", "name", "channel", "zone", "language", "source")
    schedule = made["schedule"]
    return Alert(
        **{name: made[name] for name in plain},
        query=from_json(made["query"]),
        asked_on=date.fromisoformat(made["asked_on"]),
        condition=Condition(**made["condition"]),
        schedule=schedule and schedule_from_json(schedule),
    )
