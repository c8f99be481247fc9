"""A Slack server, state stores and orders to send with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time

import pytest

from bot.alerts.alert import Alert, Condition, alert_to_json
from bot.demo_slack.server import LocalSlack
from bot.digests.plan import Plan, Subject, plan_to_json
from bot.digests.schedule import Schedule
from bot.state import PlanRow
from queries.query import Query
from tests.slack.people import WORKSPACE

DUE = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(WORKSPACE) as running:
        yield running


def order(id: str, channel: str = "C01SALES", **changes: object) -> PlanRow:
    """A weekly digest, due next at DUE."""
    weekly = Schedule("week", time(9), "UTC", (0,))
    plan = Plan(id, "T01KPI", "U01REP", id, Subject(dashboard="sales"), channel, weekly, "en", **changes)  # type: ignore[arg-type]
    return PlanRow(id, "digest", plan.team, plan.owner, channel, plan_to_json(plan), {}, "active", "", DUE, DUE)


def old_data(id: str, channel: str = "C01SALES") -> PlanRow:
    """An alert on old data."""
    alert = Alert(id, "T01KPI", "U01REP", id, Query(), DUE.date(), Condition("stale", value=2), channel, "UTC", "en")
    return PlanRow(id, "alert", alert.team, alert.owner, channel, alert_to_json(alert), {}, "active", "", None, DUE)
