"""What goes wrong with a delivery: each ends in the store with its reason, its owner is told, the others go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.current import Current
from bot.digests.orders import delivery_of, send_now
from bot.digests.plan import Plan, Subject, plan_from_json, plan_to_json
from bot.digests.settings import keep_settings, plans_of
from bot.opening import open_company
from bot.rights import access_of
from bot.slack.digests import PATIENCE, Digests
from bot.slack.outgoing import Impossible, Outgoing, Skip, Wait
from bot.slack.poster import Away, InDoubt, PostFailed, Revoked
from bot.slack.rounds import Rounds
from bot.slack.who import Who
from bot.state import Delivery, PlanRow, State, open_state
from charts.errors import ChartError
from queries.catalogue.model import CalendarSettings
from queries.query import Filter
from tests.conftest import DEMO_DAY
from tests.digests import sender
from tests.digests.conftest import DUE, order

NEXT = timedelta(minutes=2)


@dataclass
class Clock:
    now: datetime = DUE

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Slack:
    """Slack's edge: what it was asked to post, and what it says instead of taking it, by channel."""

    said: list[tuple[str, str]] = field(default_factory=list)
    faults: dict[str, list[Exception]] = field(default_factory=dict)
    client: Any = None
    found: str = ""

    def say(self, channel: str, message: Any, thread_ts: str | None, mark: str, before: Any = lambda: None) -> str:
        before()
        if self.faults.get(channel):
            raise self.faults[channel].pop(0)
        self.said.append((channel, message.text))
        return f"{len(self.said)}.0"

    def direct(self, user: str) -> str:
        return f"D{user}"

    def find(self, channel: str, thread_ts: str | None, mark: str, since: float = 0.0) -> str:
        return self.found

    def upload(self, channel: str, thread_ts: str, name: str, title: str, content: bytes) -> str:
        self.said.append((channel, name))
        return "F1"


@dataclass
class Town:
    state: State
    slack: Slack
    clock: Clock
    sender: Any = field(default_factory=sender.Plain)
    picture: Any = lambda chart: b"png"

    def round(self, after: timedelta = timedelta(0)) -> None:
        self.clock.now += after
        made: Any = {"digest": self.sender}
        rounds = Rounds(
            self.state,
            made,
            lambda team: self.slack,
            self.picture,
            CalendarSettings,
            self.clock,
            workers=1,  # type: ignore[arg-type,return-value]
        )
        rounds.round()
        rounds.close()

    def one(self, plan: str = "weekly") -> Delivery:
        return self.state.deliveries.history(plan=plan)[0]


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setattr(sender, "NOW", DUE, raising=False)
    clock = Clock()
    state = open_state(f"sqlite:///{tmp_path / 'state.db'}", clock)
    state.plans.keep(order("weekly"))
    yield Town(state, Slack(), clock)
    state.close()


def test_a_channel_that_fails_does_not_stop_the_others_and_its_owner_is_told(town: Town) -> None:
    town.state.plans.keep(order("other", "C02LEADS"))
    town.slack.faults["C01SALES"] = [Away("is_archived")]
    town.round()
    assert town.one("other").status == "sent"
    assert (town.one().status, town.one().reason) == ("failed", "may not write there: is_archived")
    assert next(text for channel, text in town.slack.said if channel == "DU01REP").startswith("The digest “weekly”")
    row = town.state.plans.plan("weekly")
    assert row is not None and row.status == "active" and "is_archived" in row.problem


def test_what_failed_is_sent_on_request_once_its_channel_is_there_again(town: Town) -> None:
    town.slack.faults["C01SALES"] = [Away("not_in_channel")]
    town.round()
    row = town.state.plans.plan("weekly")
    assert row is not None and town.one().status == "failed"
    plan = plan_from_json(row.plan)
    town.clock.now += timedelta(hours=3)
    assert send_now(town.state, plan, CalendarSettings(), town.clock()) is None
    standing = send_now(town.state, plan, CalendarSettings(), town.clock())
    assert standing is not None and standing.status == "due", "it is on its way already"
    town.round()
    assert (town.one().status, town.one().reason) == ("sent", "")
    standing = send_now(town.state, plan, CalendarSettings(), town.clock())
    assert standing is not None and standing.status == "sent", "never twice"
    assert [channel for channel, _ in town.slack.said].count("C01SALES") == 2  # the message and its picture


def test_on_a_day_that_is_only_told_a_lease_is_held_and_a_wait_waits(town: Town, tmp_path: Path) -> None:
    """The store's clock goes on while the bot is told another day: until then a lease would have run out long ago."""
    real = Clock(DUE + timedelta(days=7))
    state = open_state(f"sqlite:///{tmp_path / 'state.db'}", real)
    pinned = Town(state, town.slack, Clock())
    held: list[Delivery | None] = []

    def render(chart: Any) -> bytes:
        held.append(state.deliveries.take("another", lease_seconds=9))
        return b"png"

    pinned.picture = render
    pinned.slack.faults["C01SALES"] = [PostFailed("ratelimited")]
    pinned.round()
    assert (pinned.one().status, pinned.one().tries) == ("due", 1), "it was tried again at once"
    real.now += NEXT
    pinned.round()
    assert held == [None] and pinned.one().status == "sent"
    state.close()


def test_what_slack_refuses_for_now_is_tried_again_later_and_then_given_up(town: Town) -> None:
    town.slack.faults["C01SALES"] = [PostFailed("ratelimited")]
    town.round()
    assert (town.one().status, town.one().reason) == ("due", "ratelimited")
    town.round(timedelta(seconds=30))
    assert town.one().status == "due"
    town.round(NEXT)
    assert town.one().status == "sent"

    town.state.plans.keep(order("never"))
    town.slack.faults["C01SALES"] = [PostFailed("fatal")] * 50
    for _ in range(10):
        town.round(timedelta(hours=2))
    assert town.one("never").status == "failed" and town.one("never").tries == 6


def test_a_revoked_token_leaves_everything_to_be_sent_later(town: Town) -> None:
    town.slack.faults["C01SALES"] = [Revoked("token_revoked")]
    town.round()
    assert town.one().status == "due" and "token_revoked" in town.one().reason
    town.round(timedelta(minutes=11))
    assert town.one().status == "sent"


def test_in_doubt_it_is_not_sent_again_and_the_owner_knows(town: Town) -> None:
    town.slack.faults["C01SALES"] = [InDoubt("no_answer")]
    town.round()
    town.round(timedelta(hours=1))
    assert town.one().status == "doubt"
    assert [channel for channel, _ in town.slack.said] == ["DU01REP"]


def test_a_picture_that_fails_costs_the_picture_alone(town: Town) -> None:
    def broken(chart: object) -> bytes:
        raise ChartError("the browser hangs")

    town.picture = broken
    town.round()
    assert town.one().status == "sent" and "no picture" in town.one().reason


def test_what_was_paused_meanwhile_is_not_sent_and_what_is_resumed_is_not_due_before(town: Town) -> None:
    town.state.plans.set_status("weekly", "paused")
    town.round()
    assert not town.state.deliveries.history()
    town.state.plans.set_status("weekly", "active")
    town.round(timedelta(hours=1))
    assert not town.state.deliveries.history()
    row = town.state.plans.plan("weekly")
    assert row is not None and row.next_due == DUE + timedelta(days=7)


def test_what_was_posted_is_never_taken_for_unsent(town: Town) -> None:
    """A process died after posting; then the digest was paused, or could not be made any more."""

    class Broken:
        def outgoing(self, *_: object) -> Outgoing:
            raise Skip("nothing to say any more")

    for number, stage in enumerate(("posting", "posted", "picture")):
        for paused in (True, False):
            id = f"w{number}{paused}"
            town.state.plans.keep(replace(order(id), status="paused" if paused else "active", next_due=None))
            due = delivery_of(plan_from_json(order(id).plan), DUE, CalendarSettings(), DUE)
            town.state.deliveries.add(
                [replace(due, stage=stage, posted_in="C01SALES", ts="" if number == 0 else "7.0")]
            )
    town.slack.found, town.sender = "7.0", Broken()
    town.state.plans.set_status("weekly", "deleted")
    town.round()
    found = town.state.deliveries.history()
    assert len(found) == 6 and {d.status for d in found} == {"sent"} and {d.ts for d in found} == {"7.0"}
    assert not town.slack.said


def test_after_a_long_downtime_the_last_one_is_sent_and_the_others_are_on_record(town: Town) -> None:
    town.round(timedelta(days=22))
    found = town.state.deliveries.history(plan="weekly")
    assert [d.status for d in found] == ["sent", "skipped", "skipped", "skipped"]
    assert len([c for c, text in town.slack.said if c == "C01SALES" and not text.endswith(".png")]) == 1


def test_a_clock_that_ran_ahead_neither_doubles_nor_loses_a_digest(town: Town) -> None:
    town.round()
    town.round(timedelta(days=30))
    ahead = town.state.plans.plan("weekly")
    assert ahead is not None and ahead.next_due is not None
    town.clock.now = DUE + timedelta(days=1)
    rounds = Rounds(town.state, {}, lambda team: None, lambda c: b"", CalendarSettings, town.clock)
    rounds.mend()
    rounds.close()
    town.round(timedelta(days=6))
    keys = [d.key for d in town.state.deliveries.history(plan="weekly")]
    sent = [d.period for d in town.state.deliveries.history(plan="weekly") if d.status == "sent"]
    assert len(keys) == len(set(keys)) and "2026-11-16..2026-11-23" in sent


def test_an_order_that_cannot_be_read_is_paused_and_stops_no_other(town: Town) -> None:
    town.state.plans.keep(replace(order("broken"), plan={"id": "broken"}))
    town.round()
    assert town.one().status == "sent"
    row = town.state.plans.plan("broken")
    assert row is not None and row.status == "paused"


def test_plans_come_back_from_their_json() -> None:
    plan = plan_from_json(order("weekly").plan)
    assert plan_from_json(plan_to_json(plan)) == plan


# What is in it, by the demo company.


class People:
    """Slack's people for a sender."""

    def __init__(self, **profile: object) -> None:
        self.profile = {"id": "U01REP", "real_name": "Sara", "profile": {"email": "sara.ahmadi@example.com"}} | profile

    def users_info(self, **_: object) -> dict[str, object]:
        return {"user": self.profile}


def ready(town: Town, demo: Path, plan: Plan, due: datetime, **profile: object) -> tuple[Outgoing, Delivery]:
    town.slack.client = People(**profile)
    current = Current(lambda day: open_company(demo, day, pinned=True), lambda: DEMO_DAY)
    digests = Digests(lambda: current.company, Who(town.state, town.clock), town.clock)
    row = replace(order(plan.id), plan=plan_to_json(plan))
    delivery = Delivery(
        "k", plan.id, "digest", plan.team, plan.channel, "", due, {}, "working", "", "", due, 1, "", "", "", due
    )
    try:
        return digests.outgoing(delivery, row, town.slack, "mark"), delivery  # type: ignore[arg-type]
    finally:
        current.close()


@pytest.fixture
def plan() -> Plan:
    return plan_from_json(order("weekly").plan)


def test_data_that_is_not_loaded_is_waited_for_and_then_said(town: Town, demo: Path, plan: Plan) -> None:
    later = DUE + timedelta(days=7)  # the demo's data ends before
    town.clock.now = later
    with pytest.raises(Wait, match="the data goes only to 2026-11-23"):
        ready(town, demo, plan, later)
    town.clock.now = later + PATIENCE
    made, _ = ready(town, demo, plan, later)
    assert "The data goes only to 23 November 2026" in str(made.message.blocks)


def test_a_preview_is_exactly_what_is_posted(town: Town, demo: Path, plan: Plan) -> None:
    posted, _ = ready(town, demo, plan, DUE)
    company = open_company(demo, DEMO_DAY, pinned=True)
    who = Who(town.state, town.clock)
    person = who.person(plan.team, plan.owner, People())  # type: ignore[arg-type]
    access = access_of(person.email, company)
    previewed = Digests(lambda: company, who, town.clock).preview(
        plan, access, DUE, person, "mark", channel=plan.channel
    )
    company.store.close()
    assert previewed.message == posted.message
    assert previewed.pictures[0][1]().figure == posted.pictures[0][1]().figure


def test_a_late_one_says_so_or_is_left_out(town: Town, demo: Path, plan: Plan) -> None:
    town.clock.now = DUE + timedelta(hours=3)
    made, _ = ready(town, demo, plan, DUE)
    assert "is late: kpibot was not running" in str(made.message.blocks)
    with pytest.raises(Skip):
        ready(town, demo, replace(plan, missed="skip"), DUE)
    town.clock.now = DUE + timedelta(minutes=5)
    made, _ = ready(town, demo, replace(plan, missed="skip"), DUE)
    assert "is late" not in str(made.message.blocks)


def test_an_owner_who_left_ends_it(town: Town, demo: Path, plan: Plan) -> None:
    with pytest.raises(Impossible, match="has left") as caught:
        ready(town, demo, plan, DUE, deleted=True)
    assert caught.value.pause


def test_only_what_the_owner_may_see_and_everybody_in_the_channel(
    town: Town, demo: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = {"profile": {"email": "majid.bagheri@example.com"}}
    direct = replace(plan, channel="")
    made, _ = ready(town, demo, direct, DUE, **manager)
    everything, _ = ready(town, demo, replace(direct, owner="U02"), DUE, id="U02")
    assert made.channel == "DU01REP" and made.message.text != everything.message.text
    assert "what Sara may see" in str(made.message.blocks) and "may see" not in str(everything.message.blocks)
    monkeypatch.setattr("bot.slack.sending.covers", lambda *_: False)
    with pytest.raises(Impossible, match="not everybody in the channel"):
        ready(town, demo, plan, DUE, **manager)


def test_settings_become_orders_once_and_end_with_their_lines(town: Town, demo: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "company"
    workspace.mkdir()
    for name in ("catalogue", "data"):
        (workspace / name).symlink_to(demo / name)
    settings = (demo / "kpibot.yaml").read_text()
    lines = """
digests:
  - {name: Alvand, about: {team: Alvand}, channel: C01, every: monday, at: "8:30", time_zone: Europe/Berlin,
     owner: sara.ahmadi@example.com}
  - {name: مناطق, dashboard: territory, every: [saturday, tuesday], time_zone: Asia/Tehran, language: fa,
     owner: sara.ahmadi@example.com}
  - {name: Asked, question: revenue by rep last week, time_zone: UTC, owner: sara.ahmadi@example.com}
"""
    (workspace / "kpibot.yaml").write_text(settings + lines)
    company = open_company(workspace, DEMO_DAY, pinned=True)
    plans = plans_of(company, "T1", DEMO_DAY)
    later = plans_of(company, "T1", DEMO_DAY + timedelta(days=8))
    calendar = company.dataset.catalogue.calendar
    company.store.close()
    assert plans[0].subject == Subject(dashboard="sales", filters=(Filter("team", "in", ("Alvand",)),))
    assert (plans[1].schedule.weekdays, plans[1].schedule.calendar, plans[1].language) == ((1, 5), "jalali", "fa")
    keep_settings(town.state, plans, calendar, DUE - timedelta(days=1))
    due = {row.id: row.next_due for row in kept(town)}
    assert due["settings:Asked"] == DUE
    keep_settings(town.state, later, calendar, DUE + timedelta(days=8))
    assert {row.id: row.next_due for row in kept(town)} == due, "a start of the bot forgot what was due meanwhile"
    town.state.plans.set_status("settings:Asked", "paused")
    changed = replace(later[2], missed="skip")
    keep_settings(town.state, (later[0], changed), calendar, DUE + timedelta(days=8))
    alvand, asked = kept(town)
    assert (alvand.id, asked.id) == ("settings:Alvand", "settings:Asked")
    assert (asked.status, asked.plan["missed"], asked.next_due) == ("paused", "skip", DUE)
    anew = replace(changed, schedule=replace(changed.schedule, weekdays=(2,)))
    keep_settings(town.state, (anew,), calendar, DUE)
    assert [row.next_due for row in kept(town)] == [DUE + timedelta(days=2)]


def kept(town: Town) -> list[PlanRow]:
    return [row for row in town.state.plans.all("digest") if row.id.startswith("settings:")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{name: A, time_zone: Mars/Olympus, owner: a@b.c}", "there is no time zone 'Mars/Olympus'"),
        ("{name: A, time_zone: UTC, owner: nobody}", "must be an e-mail address"),
        ('{name: A, at: "25:00", time_zone: UTC, owner: a@b.c}', "'at' must be a time"),
        ("{name: A, every: never, time_zone: UTC, owner: a@b.c}", "'every' may have day"),
        ("{name: A, every: [day, monday], time_zone: UTC, owner: a@b.c}", "one or more days of the week"),
        ("{name: A, every: month, on: 32, time_zone: UTC, owner: a@b.c}", "from 1 to 31"),
        ("{name: A, dashboard: d, question: q, time_zone: UTC, owner: a@b.c}", "not both"),
    ],
)
def test_a_mistake_in_the_settings_is_told_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    from data.section import WorkspaceError
    from data.workspace import read_workspace

    (tmp_path / "kpibot.yaml").write_text(f"name: A\ndigests:\n  - {line}\n")
    with pytest.raises(WorkspaceError, match=message) as caught:
        read_workspace(tmp_path)
    assert "kpibot.yaml:3:" in str(caught.value)
