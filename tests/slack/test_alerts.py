"""Alerts in Slack: ordered by saying it or by the form, told once with their picture, handled by their buttons."""

from __future__ import annotations

from typing import Any

from bot.state import open_state
from tests.slack.conftest import Scene
from tests.slack.people import BOSS, OTHER, PRIVATE, REP, SALES
from tests.slack.town import SlackTown


def option(value: str) -> dict[str, Any]:
    return {"type": "static_select", "selected_option": {"text": {"type": "plain_text", "text": "x"}, "value": value}}


def form(**changes: Any) -> dict[str, dict[str, dict[str, Any]]]:
    """The form filled in, as Slack sends it."""
    filled = {
        "figure": {"figure": option("revenue")},
        "about": {"about": {"type": "plain_text_input", "value": "Tehran"}},
        "each": {"each": option("none")},
        "over": {"over": option("week")},
        "when": {"when": option("below")},
        "value": {"value": {"type": "plain_text_input", "value": "10k"}},
        "channel": {"channel": {"type": "conversations_select"}},
        "looks": {"looks": option("published")},
        "at": {"at": {"type": "timepicker", "selected_time": "09:00"}},
        "language": {"language": option("en")},
    }
    return filled | changes


def test_what_is_said_is_watched_told_once_and_handled(scene: Scene) -> None:
    town = scene.town
    thread = town.mention(REP.id, SALES.id, "tell us when revenue goes above 10k")
    kept = town.wait(lambda: town.messages(SALES.id, thread), "that it is kept")[0]
    assert "I will tell the channel when: Revenue, above $10K" in kept.text and "Now: Revenue was" in kept.text
    told = town.wait(lambda: _told(town, "above $10K", thread), "the alert", 30)
    assert told.text.startswith("Revenue:") and "Revenue went from" in told.text
    town.wait(lambda: town.files(SALES.id, told.ts), "its picture")
    town.press(OTHER.id, told, "alert_acknowledge")
    town.wait(lambda: "is on it" in str(_told(town, "above $10K", thread).blocks), "who is on it")
    town.mention(REP.id, SALES.id, "by territory", told.ts)
    more = town.wait(lambda: [m for m in town.messages(SALES.id, told.ts) if "by territory" in m.text], "what follows")
    assert "Revenue" in more[0].text
    town.calm(0.5)
    assert len([m for m in town.messages(SALES.id) if m.text.startswith("Revenue: ")]) == 1
    state = open_state(f"sqlite:///{scene.bot.state}")
    (row,) = state.plans.all("alert")
    assert [event.what for event in state.plans.events(plan=row.id)] == ["acknowledged"]
    assert [d.status for d in state.deliveries.history(plan=row.id)] == ["sent"]
    state.plans.set_status(row.id, "deleted")
    state.close()


def _told(town: SlackTown, text: str, but: str) -> Any:
    found = [m for m in town.messages(SALES.id) if text in m.text and m.ts != but and m.thread in (None, m.ts)]
    return found[-1] if found else None


def test_the_answer_of_a_thread_is_watched_by_saying_when(town: SlackTown) -> None:
    thread = town.mention(REP.id, SALES.id, "revenue last week")
    town.wait(lambda: town.messages(SALES.id, thread), "the answer")
    town.mention(REP.id, SALES.id, "alert me when it drops below 10k", thread)
    kept = town.wait(lambda: [m for m in town.messages(SALES.id, thread) if "will tell" in m.text], "that it is kept")
    assert "Revenue, below $10K" in kept[0].text and "over 16–22 November 2026" in kept[0].text
    town.mention(REP.id, SALES.id, "alert me every Monday at 25 when it drops below 10k", thread)
    town.wait(lambda: [m for m in town.messages(SALES.id, thread) if "when to look" in m.text], "that it is not")
    town.open_home(REP.id)
    town.wait(lambda: "Revenue, below $10K" in str(town.home(REP.id)), "the own page")


def test_what_cannot_be_answered_for_who_orders_it_is_not_kept(town: SlackTown) -> None:
    """Whose figures are "mine" is not known of everybody."""
    for words in ("tell me when my revenue drops below 10k", "send my revenue every Monday at 9"):
        thread = town.mention(BOSS.id, SALES.id, words)
        told = town.wait(lambda thread=thread: town.messages(SALES.id, thread), "why not")[0]  # type: ignore[misc]
        assert "Which figures are yours is not known" in told.text
    for command in ("/kpi-alert", "/kpi-digest"):
        seen = len(town.ephemerals(SALES.id, BOSS.id))
        town.command(BOSS.id, SALES.id, command)
        listed = town.wait(lambda seen=seen: town.ephemerals(SALES.id, BOSS.id)[seen:], "the list")[-1]  # type: ignore[misc]
        assert "Revenue" not in listed.text


def test_a_schedule_a_condition_and_a_channel_are_one_order(scene: Scene) -> None:
    town = scene.town
    thread = town.mention(REP.id, SALES.id, f"Every Monday at 9, if churn is above 5 %, tell <#{PRIVATE.id}|leads>")
    kept = town.wait(lambda: town.messages(SALES.id, thread), "that it is kept")[0]
    assert "Churn rate, above 5 %" in kept.text and "every Monday at 09:00" in kept.text
    assert f"<#{PRIVATE.id}>" in str(kept.blocks)
    town.command(REP.id, SALES.id, "/kpi", "every Monday at 9, if churn is above 5 %, tell #leads")
    told = town.wait(lambda: town.ephemerals(SALES.id, REP.id), "that no such channel is known")[-1]
    assert "choose the channel from Slack's list" in told.text
    state = open_state(f"sqlite:///{scene.bot.state}")
    (row,) = state.plans.all("alert")
    assert (row.channel, row.plan["schedule"]["weekdays"]) == (PRIVATE.id, [0])
    state.plans.set_status(row.id, "deleted")
    state.close()


def test_an_alert_is_ordered_by_the_form_changed_muted_and_deleted(town: SlackTown) -> None:
    town.command(REP.id, SALES.id, "/kpi-alert", "new")
    town.wait(town.modal, "the form")
    assert "value" in str(town.submit(REP.id, form(value={"value": {"type": "plain_text_input", "value": "many"}})))
    assert "about" in str(town.submit(REP.id, form(about={"about": {"type": "plain_text_input", "value": "Nowhere"}})))
    assert "percentage" in str(
        town.submit(REP.id, form(figure={"figure": option("churn_rate")}, when={"when": option("up")},
                                 value={"value": {"type": "plain_text_input", "value": "5 %"}}))
    )  # fmt: skip
    town.submit(REP.id, form())
    channel = town.dm_of(REP.id)
    kept = town.wait(lambda: town.messages(channel), "the confirmation")[0]
    assert "tell you directly when: Revenue (Tehran), below $10K" in kept.text

    town.command(REP.id, SALES.id, "/kpi-alert")
    listed = town.wait(lambda: town.ephemerals(SALES.id, REP.id), "the list")[-1]
    town.press(REP.id, listed, "alert_test")
    test = town.wait(lambda: [m for m in town.messages(channel) if "Not so now" in m.text], "the test")[0]
    town.wait(lambda: town.files(channel, test.ts), "its picture")
    town.press(REP.id, listed, "alert_mute")
    muted = town.wait(lambda: _with(town, "alert_unmute"), "that it is muted")
    town.press(REP.id, muted, "alert_edit")
    town.wait(town.modal, "the form again")
    changed = form(over={"over": option("kept")}, value={"value": {"type": "plain_text_input", "value": "20k"}})
    for gone in ("figure", "about", "each"):
        del changed[gone]
    town.submit(REP.id, changed)
    town.wait(lambda: [m for m in town.messages(channel) if "below $20K" in m.text], "that it is changed")
    town.press(REP.id, muted, "alert_delete")
    town.calm(0.5)
    town.open_home(REP.id)
    town.wait(lambda: town.home(REP.id), "the own page")
    assert "below $20K" not in str(town.home(REP.id))


def _with(town: SlackTown, action: str) -> Any:
    found = [m for m in town.seen_by(SALES.id, REP.id) if any(e.action_id == action for e in m.elements)]
    return found[-1] if found else None


def test_words_without_a_condition_are_asked_back_with_the_form(town: SlackTown) -> None:
    thread = town.mention(REP.id, SALES.id, "notify me when a deal is lost")
    asked = town.wait(lambda: town.messages(SALES.id, thread), "what is asked back")[0]
    assert "when should I tell you?" in asked.text
    town.press(REP.id, asked, "alert_fill")
    assert "Deals lost" in str(town.wait(town.modal, "the form"))
    town.dm(REP.id, "وقتی نرخ ریزش ۱۰ درصد بالا رفت خبر بده")
    channel = town.dm_of(REP.id)
    told = town.wait(lambda: town.messages(channel), "what is asked back in Persian")[-1]
    assert "واحد درصد" in told.text


def test_an_answer_can_be_watched_and_sent_again(town: SlackTown) -> None:
    thread = town.mention(REP.id, SALES.id, "revenue last month in Fars")
    answer = town.wait(lambda: town.messages(SALES.id, thread), "the answer")[0]
    town.choose(REP.id, answer, "more", "alert")
    assert "Fars" in str(town.wait(town.modal, "the form of an alert"))
    town.choose(REP.id, answer, "more", "subscribe")
    town.wait(lambda: "digest_order" in str(town.modal()), "the form of a digest")
    sent = {
        "channel": {"channel": {"type": "conversations_select"}},
        "every": {"every": option("monday")},
        "at": {"at": {"type": "timepicker", "selected_time": "09:00"}},
        "zone": {"zone": {"type": "plain_text_input", "value": "Europe/Berlin"}},
        "language": {"language": option("en")},
        "missed": {"missed": option("late")},
    }
    town.submit(REP.id, sent)
    channel = town.dm_of(REP.id)
    kept = town.wait(lambda: town.messages(channel), "the confirmation")[0]
    assert "Fars" in kept.text and "every Monday at 09:00" in kept.text
