"""Digests in Slack: ordered by a form, tested, listed, paused, deleted; posted when due; gone on from in the thread."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from bot.digests.plan import Plan, Subject, plan_to_json
from bot.digests.schedule import Schedule
from bot.state import PlanRow, open_state
from queries.query import Filter
from tests.conftest import DEMO_DAY
from tests.slack.conftest import Scene
from tests.slack.people import OTHER, REP, SALES
from tests.slack.town import SlackTown


def form(**changes: Any) -> dict[str, dict[str, dict[str, Any]]]:
    """The form filled in, as Slack sends it."""

    def option(value: str) -> dict[str, Any]:
        return {
            "type": "static_select",
            "selected_option": {"text": {"type": "plain_text", "text": "x"}, "value": value},
        }

    filled = {
        "dashboard": {"dashboard": option("sales")},
        "about": {"about": {"type": "plain_text_input", "value": "Alvand"}},
        "channel": {"channel": {"type": "conversations_select", "selected_conversation": SALES.id}},
        "every": {"every": option("monday")},
        "at": {"at": {"type": "timepicker", "selected_time": "09:00"}},
        "zone": {"zone": {"type": "plain_text_input", "value": "Europe/Berlin"}},
        "language": {"language": option("en")},
        "missed": {"missed": option("late")},
    }
    return filled | changes


def order(town: SlackTown, **changes: Any) -> Any:
    """Fill in the form for a new digest and send it off; what is wrong with it."""
    town.command(REP.id, SALES.id, "/kpi-digest", "new")
    town.wait(town.modal, "the form")
    return town.submit(REP.id, form(**changes))


def test_a_digest_is_ordered_tested_paused_and_deleted(town: SlackTown) -> None:
    wrong = order(town, about={"about": {"type": "plain_text_input", "value": "Nosuchteam"}})
    assert "about" in str(wrong)
    assert town.submit(REP.id, form(zone={"zone": {"type": "plain_text_input", "value": "Mars/Olympus"}}))
    town.submit(REP.id, form())
    channel = town.dm_of(REP.id)
    kept = town.wait(lambda: town.messages(channel), "the confirmation")[0]
    assert "every Monday at 09:00 (Europe/Berlin)" in kept.text

    town.command(REP.id, SALES.id, "/kpi-digest")
    listed = town.wait(lambda: town.ephemerals(SALES.id, REP.id), "the list")[-1]
    assert "Sales performance: Alvand" in listed.text
    town.press(REP.id, listed, "digest_test")
    town.wait(lambda: town.files(channel), "its picture")
    title = "Sales performance: Alvand"
    test = town.wait(lambda: [m for m in town.messages(channel) if m.text.startswith(title)], "the test")[0]
    assert not town.messages(SALES.id), "a test is for its owner alone"
    assert "16–22 November 2026" in test.text, "on the day of the bot, not of the machine"

    town.dm(REP.id, "by rep", thread=test.ts)
    more = town.wait(lambda: [m for m in town.messages(channel, test.ts) if "Revenue" in m.text], "what follows")
    assert "Alvand" in more[0].text and "by rep" in more[0].text

    town.command(OTHER.id, SALES.id, "/kpi-digest")
    theirs = town.wait(lambda: town.ephemerals(SALES.id, OTHER.id), "another one's list")[-1]
    assert "Alvand" not in theirs.text

    town.press(REP.id, listed, "digest_pause")
    paused = town.wait(lambda: _with(town, "digest_resume"), "that it is paused")
    town.press(REP.id, paused, "digest_delete")
    town.calm(0.5)
    town.command(REP.id, SALES.id, "/kpi-digest")
    town.wait(lambda: "Alvand" not in town.ephemerals(SALES.id, REP.id)[-1].text, "that it is gone")


def _with(town: SlackTown, action: str) -> Any:
    found = [m for m in town.seen_by(SALES.id, REP.id) if any(e.action_id == action for e in m.elements)]
    return found[-1] if found else None


def test_a_digest_is_posted_when_it_is_due_and_its_figures_are_those_of_the_same_questions(scene: Scene) -> None:
    town, due = scene.town, datetime.combine(DEMO_DAY, time(0, 5), UTC)
    schedule = Schedule("week", time(0, 5), "UTC", (DEMO_DAY.weekday(),))
    subject = Subject(dashboard="sales", filters=(Filter("team", "in", ("Alvand",)),))
    plan = Plan("due", town.workspace.team_id, REP.id, "Alvand weekly", subject, SALES.id, schedule, "en")
    state = open_state(f"sqlite:///{scene.bot.state}")
    state.plans.keep(
        PlanRow(plan.id, "digest", plan.team, plan.owner, SALES.id, plan_to_json(plan), {}, "active", "", due, due)
    )
    try:
        town.wait(lambda: town.files(SALES.id), "the digest and its picture", 40)
        (posted,) = [m for m in town.messages(SALES.id) if m.thread is None or m.thread == m.ts]
        town.calm(1.0)
        assert posted.text.startswith("Sales performance: Alvand")
        (delivery,) = state.deliveries.history(plan="due")
        assert delivery.status == "sent" and delivery.ts == posted.ts
        assert len(town.files(SALES.id, posted.ts)) == 1
        first = (DEMO_DAY - timedelta(days=7)).strftime("%Y-%m-%d")
        last = (DEMO_DAY - timedelta(days=1)).strftime("%Y-%m-%d")
        town.dm(REP.id, f"revenue of team Alvand from {first} to {last}")
        channel = town.dm_of(REP.id)
        told = town.wait(lambda: town.messages(channel), "the same question")[0]
        amount = told.text.split(" was ")[1].split()[0]
        assert amount in posted.text
    finally:
        state.plans.set_status("due", "deleted")
        state.close()


def test_an_answer_is_ordered_by_saying_when(town: SlackTown) -> None:
    thread = town.mention(REP.id, SALES.id, "revenue by territory last week")
    town.wait(lambda: town.messages(SALES.id, thread), "the answer")
    town.mention(REP.id, SALES.id, "send this every Monday at 9 to <#C02LEADS|leads>", thread)
    kept = town.wait(
        lambda: [m for m in town.messages(SALES.id, thread) if "will be sent" in m.text], "that it is kept"
    )
    assert "every Monday at 09:00 (Europe/Berlin), in the channel" in kept[0].text
    assert "it is about" in kept[0].text and "“Revenue by territory” will" in kept[0].text
    town.mention(REP.id, SALES.id, "send this to <#C02LEADS|leads>", thread)
    asked = town.wait(lambda: [m for m in town.messages(SALES.id, thread) if "when to send it" in m.text], "when")
    assert "Revenue by territory" in asked[0].text, "a channel's name is no figure"
    town.dm(REP.id, "هر شنبه ساعت ۹ درآمد ماه گذشته را بفرست")
    channel = town.dm_of(REP.id)
    told = town.wait(lambda: [m for m in town.messages(channel) if "شنبه" in m.text], "the same in Persian")
    assert "هر شنبه ساعت ۰۹:۰۰" in told[0].text
    town.open_home(REP.id)
    town.wait(lambda: "هر شنبه" in str(town.home(REP.id)) or "every Saturday" in str(town.home(REP.id)), "the own page")
    town.command(REP.id, SALES.id, "/kpi-digest")
    listed = town.wait(lambda: town.ephemerals(SALES.id, REP.id), "the list")[-1]
    assert len([e for e in listed.elements if e.action_id == "digest_delete"]) >= 2
