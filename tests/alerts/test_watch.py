"""The watch over the demo company: told once, by one of several processes, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.alerts.alert import Alert, Condition, alert_from_json, alert_to_json
from bot.alerts.judging import look
from bot.alerts.settings import alerts_of, keep_alerts
from bot.answering import Question
from bot.digests.schedule import Schedule
from bot.opening import Company, open_company
from bot.slack.alert_watch import MUTED, AlertWatch
from bot.slack.alerts import Alerts
from bot.slack.outgoing import Impossible, Outgoing, Skip
from bot.slack.who import Who
from bot.state import AlertEvent, Delivery, PlanRow, State, StateError, open_state
from data.rows import QueryFailed
from data.section import WorkspaceError
from queries.query import Filter, Period, Query
from tests.conftest import DEMO_DAY
from tests.digests.conftest import DUE
from tests.digests.test_faults import Clock, People, Slack

OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1), "month")
REVENUE = Query(metrics=("revenue",), period=OCTOBER)


@dataclass
class Town:
    """A store, the company, a Slack that only listens, and a clock."""

    state: State
    company: Company
    clock: Clock
    slack: Slack = field(default_factory=Slack)

    def watch(self) -> AlertWatch:
        who = Who(self.state, self.clock)
        return AlertWatch(self.state, lambda: self.company, who, lambda team: self.slack, self.clock)  # type: ignore[arg-type,return-value]

    def look(self, after: timedelta = timedelta(0), version: str = "") -> int:
        self.clock.now += after
        if version:
            dataset = replace(self.company.dataset, version=version)
            self.company = replace(self.company, dataset=dataset)
        return self.watch().look()

    def keep(self, id: str = "a", **changes: Any) -> Alert:
        made: dict[str, Any] = {"query": REVENUE, "condition": Condition("threshold", "<", 1e12)} | changes
        alert = Alert(
            id, "T01KPI", made.pop("owner", "U01REP"), id, asked_on=DEMO_DAY, channel=made.pop("channel", "C01SALES"),
            zone="UTC", language="en", **made,
        )  # fmt: skip
        due = self.clock.now if alert.schedule else None
        row = PlanRow(
            id, "alert", alert.team, alert.owner, alert.channel, alert_to_json(alert), {}, "active", "", due, DUE
        )
        self.state.plans.keep(row)
        return alert

    def row(self, id: str = "a") -> PlanRow:
        found = self.state.plans.plan(id)
        assert found is not None
        return found

    def tellings(self, id: str = "a") -> list[str]:
        return [d.status for d in self.state.deliveries.history(plan=id)]

    def outgoing(self, id: str = "a", *, stage: str = "", mark: str = "mark") -> Outgoing:
        delivery = replace(self.state.deliveries.history(plan=id)[0], stage=stage)
        sender = Alerts(lambda: self.company, Who(self.state, self.clock), self.clock)
        return sender.outgoing(delivery, self.row(id), self.slack, mark)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def company(demo: Path) -> Iterator[Company]:
    found = open_company(demo, DEMO_DAY, pinned=True)
    yield found
    found.store.close()


@pytest.fixture
def town(tmp_path: Path, company: Company) -> Iterator[Town]:
    clock = Clock()
    state = open_state(f"sqlite:///{tmp_path / 'state.db'}", clock)
    made = Town(state, company, clock)
    made.slack.client = People()
    yield made
    state.close()


def test_it_is_told_once_by_the_first_of_several(town: Town) -> None:
    town.keep()
    first, second = town.watch(), town.watch()
    row = town.row()
    assert first.look() == 1
    assert not town.state.plans.stand(row, standing={}, looked="x", next_due=None), "the second one came too late"
    assert second.look() == 0
    assert town.tellings() == ["due"]


def test_new_data_is_looked_at_and_what_stays_bad_is_not_told_again(town: Town) -> None:
    town.keep()
    assert [town.look(), town.look(timedelta(hours=2)), town.look(version="2")] == [1, 0, 0]
    assert town.row().looked.startswith("2@")
    changed = replace(alert_from_json(town.row().plan), condition=Condition("threshold", ">", 1e12))
    row = replace(town.row(), plan=alert_to_json(changed), looked="")
    town.state.plans.keep(row)
    assert town.look(version="3") == 0
    assert [e.what for e in town.state.plans.events(plan="a")] == ["recovered"]
    town.state.plans.keep(replace(town.row(), plan=alert_to_json(alert_from_json(row.plan)), looked=""))
    assert town.tellings() == ["due"]


def test_what_is_remembered_and_what_is_told_are_written_together_or_not_at_all(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.keep()
    broken = Delivery("k", "a", "alert", "T", "C", "", DUE, {}, "due", "", "", DUE, 0, "", "", None, DUE)  # type: ignore[arg-type]
    with pytest.raises(StateError):
        town.state.plans.stand(town.row(), standing={"told": 9}, looked="x", next_due=None, deliveries=[broken])
    assert (town.row().standing, town.row().looked) == ({}, "")
    assert town.look() == 1


def test_snoozed_it_is_told_again_and_muted_it_is_only_on_record(town: Town) -> None:
    town.keep()
    town.look()
    event = AlertEvent("a", "snoozed", "U01REP", "", town.clock.now)
    town.state.plans.quiet("a", town.clock.now + timedelta(days=1), event, standing={"told": 1})
    assert town.look(timedelta(hours=5), version="2") == 0
    assert town.look(timedelta(days=1)) == 1
    assert town.tellings() == ["due", "due"]
    town.state.plans.quiet("a", MUTED, event, standing={"told": 2})
    town.look(timedelta(hours=1))
    assert town.tellings()[0] == "skipped" and town.state.deliveries.history(plan="a")[0].reason == "muted"


def test_with_a_schedule_it_looks_when_it_is_due(town: Town) -> None:
    weekly = Schedule("week", DUE.time().replace(tzinfo=None), "UTC", (DUE.weekday(),))
    town.keep(schedule=weekly, condition=Condition("threshold", ">", 1e12))
    assert town.look() == 0 and town.row().next_due == DUE + timedelta(days=7)
    looked = town.row().looked
    town.look(timedelta(days=2), version="2")
    assert town.row().looked == looked
    town.look(timedelta(days=20))
    assert town.row().looked != looked and town.row().next_due == DUE + timedelta(days=28)


def test_old_data_is_told_once_as_the_days_go_by(town: Town) -> None:
    town.keep(query=Query(), condition=Condition("stale", value=2))
    told = [town.look(timedelta(days=1)) for _ in range(6)]
    assert told == [0, 0, 1, 0, 0, 0]
    made = town.outgoing()
    assert made.message.text.startswith("The data goes only to 23 November 2026: 3 days ago") and not made.pictures


def test_an_owner_without_rights_and_a_figure_that_is_gone_are_told_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.keep("gone", query=Query(metrics=("nosuch",), period=OCTOBER))
    assert [town.look(), town.look(version="2"), town.look(version="3")] == [0, 0, 0]
    assert town.row("gone").status == "active" and town.row("gone").problem
    assert len([t for _, t in town.slack.said if "gone" in t]) == 1
    town.keep("denied", owner="nobody@example.com")
    town.company = replace(
        town.company,
        workspace=replace(town.company.workspace, roles=replace(town.company.workspace.roles, default="nothing")),
        dataset=replace(town.company.dataset, version="4"),
    )
    monkeypatch.setattr(town.slack, "client", SimpleNamespace(users_lookupByEmail=lambda email: {"user": {"id": "U9"}}))
    town.look()
    assert (town.row("denied").status, town.row("denied").problem) == ("paused", "the owner may see nothing")
    assert any(channel == "DU9" for channel, _ in town.slack.said)


def test_data_that_cannot_be_read_now_is_read_the_next_time(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Any:
        raise QueryFailed("the file is gone")

    town.keep()
    with monkeypatch.context() as patch:
        patch.setattr("bot.answering.analyse", broken)
        assert town.look() == 0
    assert (town.row().problem, town.row().looked, town.slack.said) == ("", "", [])
    assert town.look() == 1


def test_its_figures_are_those_of_the_same_question_with_the_same_rights(town: Town) -> None:
    manager = "majid.bagheri@example.com"
    alert = town.keep(query=replace(REVENUE, by=("territory",), analysis="breakdown"))
    for email in ("executive@example.com", manager):
        access = town.company.access(email)
        seen = look(alert, town.company.answering, access, DEMO_DAY)
        asked = Question("revenue by territory in October 2026", DEMO_DAY, access=access)
        answer = town.company.answering.reply(asked).answer
        assert answer is not None
        assert {(s.member, s.value) for s in seen.seen if s.value} == {tuple(row) for row in answer.rows}
    town.slack.client = People(profile={"email": manager})
    town.keep("mine", channel="")
    town.look()
    made = town.outgoing("mine")
    assert made.channel == "DU01REP" and "what Sara may see" in str(made.message.blocks)
    assert made.message.blocks[0]["block_id"].endswith("mark")


def test_what_not_everybody_in_the_channel_may_see_is_not_posted_there(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.slack.client = People(profile={"email": "majid.bagheri@example.com"})
    town.keep()
    town.look()
    monkeypatch.setattr("bot.slack.sending.covers", lambda *_: False)
    with pytest.raises(Impossible, match="not everybody in the channel"):
        town.outgoing()


def test_what_is_back_before_it_could_be_told_is_left_out_unless_it_stands_there_already(town: Town) -> None:
    town.keep()
    town.look()
    better = replace(alert_from_json(town.row().plan), condition=Condition("threshold", ">", 1e12))
    town.state.plans.keep(replace(town.row(), plan=alert_to_json(better)))
    with pytest.raises(Skip):
        town.outgoing()
    assert town.outgoing(stage="posted").message


def test_several_groups_are_one_message_and_one_has_its_drivers_and_course(town: Town) -> None:
    small = Condition("threshold", "<", 20_000.0)
    alert = town.keep(query=replace(REVENUE, by=("territory",), analysis="breakdown"), condition=small)
    town.look()
    seen = [s for s in look(alert, town.company.answering, None, DEMO_DAY).seen if s.bad]
    assert len(seen) > 1
    made = town.outgoing()
    assert made.message.text.count("below $20K") == len(seen) + 1
    town.keep("one", query=replace(REVENUE, filters=(Filter("territory", "in", ("Tehran",)),)))
    town.look()
    one = town.outgoing("one")
    assert "Revenue went from" in one.message.text and len(one.pictures) == 1
    assert "limit" in str(one.pictures[0][1]().figure)


def test_what_hardly_changed_has_no_drivers(town: Town) -> None:
    town.keep(query=replace(REVENUE, metrics=("churn_rate",)), condition=Condition("threshold", ">", 0.001))
    town.look()
    told = town.outgoing().message.text
    assert "nearly the same as September" in told and "went from" not in told


LINES = """
alerts:
  - {name: Churn, say: tell me when churn goes above 1 %, time_zone: Europe/Berlin, owner: sara.ahmadi@example.com}
  - {name: درآمد, say: وقتی درآمد ۱۰ درصد افزایش یافت خبر بده, time_zone: Asia/Tehran, language: fa, owner: a@b.c}
  - {name: Small, figure: revenue, by: territory, below: 20k, time_zone: UTC, owner: a@b.c}
  - {name: Old, stale_days: 2, every: monday, time_zone: UTC, owner: a@b.c}
"""
ON_FRIDAYS = "every Friday at 8:30, if churn is above 1 %, tell me"


def test_settings_become_alerts_once_and_keep_what_they_remember(town: Town, demo: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "company"
    workspace.mkdir()
    for name in ("catalogue", "data"):
        (workspace / name).symlink_to(demo / name)
    (workspace / "kpibot.yaml").write_text((demo / "kpibot.yaml").read_text() + LINES)
    opened = open_company(workspace, DEMO_DAY, pinned=True)
    calendar = opened.dataset.catalogue.calendar
    alerts = alerts_of(opened, "T01KPI", DEMO_DAY)
    assert [a.condition.kind for a in alerts] == ["threshold", "change", "threshold", "stale"]
    keep_alerts(town.state, alerts, calendar, DUE)
    assert town.look() == 3
    later = alerts_of(opened, "T01KPI", DEMO_DAY + timedelta(days=3))
    keep_alerts(town.state, later[:3], calendar, DUE + timedelta(days=3))
    kept = town.state.plans.all("alert")
    assert {row.id.partition(":")[2] for row in kept} == {"Churn", "درآمد", "Small"}
    assert all(row.standing["told"] == 1 for row in kept), "what was told was forgotten with the days"
    opened.store.close()


def test_a_sentence_of_the_settings_says_when_it_looks(demo: Path, tmp_path: Path) -> None:
    def schedules(lines: str) -> list[Schedule | None]:
        (workspace / "kpibot.yaml").write_text((demo / "kpibot.yaml").read_text() + "\nalerts:\n" + lines)
        opened = open_company(workspace, DEMO_DAY, pinned=True)
        try:
            return [alert.schedule for alert in alerts_of(opened, "T01KPI", DEMO_DAY)]
        finally:
            opened.store.close()

    workspace = tmp_path / "company"
    workspace.mkdir()
    for name in ("catalogue", "data"):
        (workspace / name).symlink_to(demo / name)
    line = "  - {name: A, say: '%s', time_zone: UTC, owner: a@b.c%s}\n"
    assert schedules(line % (ON_FRIDAYS, "")) == [Schedule("week", time(8, 30), "UTC", (4,))]
    with pytest.raises(WorkspaceError, match="and so does 'every'"):
        schedules(line % (ON_FRIDAYS, ", every: monday"))
    with pytest.raises(WorkspaceError, match="when to look"):
        schedules(line % (ON_FRIDAYS.replace("8:30", "25"), ""))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{name: A, figure: revenue, time_zone: UTC, owner: a@b.c}", "exactly one condition"),
        ("{name: A, say: x, above: 5, time_zone: UTC, owner: a@b.c}", "not both"),
        ("{name: A, above: 5, time_zone: UTC, owner: a@b.c}", "needs a 'figure'"),
        ("{name: A, stale_days: soon, time_zone: UTC, owner: a@b.c}", "a number of days"),
    ],
)
def test_a_mistake_in_the_settings_is_told_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    from data.workspace import read_workspace

    (tmp_path / "kpibot.yaml").write_text(f"name: A\nalerts:\n  - {line}\n")
    with pytest.raises(WorkspaceError, match=message) as caught:
        read_workspace(tmp_path)
    assert "kpibot.yaml:3:" in str(caught.value)


def test_a_figure_that_still_fills_up_is_judged_by_what_it_will_be(town: Town) -> None:
    """The newest month's conversion is always far below the one before: its leads have not had the time."""
    conversion = Query(metrics=("lead_conversion_rate",), period=OCTOBER)
    fell = town.keep(query=conversion, condition=Condition("change", value=0.15))
    (seen,) = look(fell, town.company.answering, None, DEMO_DAY).seen
    assert seen.value is not None and seen.value < 0.85 * seen.facts["before"], "it fell as it stands"
    assert not seen.bad
    low = replace(fell, condition=Condition("threshold", "<", seen.value * 1.05))
    assert not look(low, town.company.answering, None, DEMO_DAY).seen[0].bad
    never = replace(fell, condition=Condition("threshold", "<", 0.9))
    assert look(never, town.company.answering, None, DEMO_DAY).seen[0].bad
