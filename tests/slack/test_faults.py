"""What goes wrong between Slack and the bot: nothing lost that could be kept, nothing said twice, a word about it."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path

from tests.slack.conftest import Scene
from tests.slack.faults import broken, cut, rate_limited, refused, slow
from tests.slack.message import Message
from tests.slack.people import OTHER, REP, SALES
from tests.slack.town import SlackTown

QUESTION = "conversion by channel last month"


def _answers(town: SlackTown, thread: str) -> list[Message]:
    return [m for m in town.messages(SALES.id, thread) if m.table]


def _one_answer_and_chart(town: SlackTown, thread: str) -> None:
    """In the end there is one answer and one chart."""
    town.wait(lambda: _answers(town, thread), "the answer")
    town.wait(lambda: town.files(SALES.id, thread), "the chart")
    town.calm(1.0)
    assert len(_answers(town, thread)) == 1
    assert len(town.files(SALES.id, thread)) == 1


def test_an_event_delivered_three_times_is_answered_once(town: SlackTown) -> None:
    town.wire.copies = 3
    ts = town.mention(REP.id, SALES.id, QUESTION)
    _one_answer_and_chart(town, ts)
    channel = town.dm_of(REP.id)
    town.dm(REP.id, "deals won last month")
    town.wait(lambda: town.messages(channel), "the answer")
    town.calm()
    assert len([m for m in town.messages(channel) if m.blocks]) == 1


def test_too_many_requests_are_waited_for(town: SlackTown) -> None:
    town.wire.faults.add(rate_limited("chat.postMessage", after=1, times=2))
    town.wire.faults.add(rate_limited("files.completeUploadExternal", after=1))
    _one_answer_and_chart(town, town.mention(REP.id, SALES.id, QUESTION))


def test_server_errors_lose_nothing_and_repeat_nothing(town: SlackTown) -> None:
    for fault in (
        broken("chat.postMessage"),
        broken("chat.postMessage", status=503),
        cut("chat.postMessage", after=True),
        cut("chat.postMessage", after=False),
    ):
        town.wire.faults.add(fault)
        _one_answer_and_chart(town, town.mention(REP.id, SALES.id, QUESTION))


def test_blocks_that_slack_does_not_know_cost_no_number(town: SlackTown) -> None:
    town.wire.faults.add(refused("chat.postMessage", "invalid_blocks"))
    ts = town.mention(REP.id, SALES.id, QUESTION)
    town.wait(lambda: town.files(SALES.id, ts), "the chart")
    answer = town.messages(SALES.id, ts)[0]
    assert answer.table == []
    assert "Paid search" in answer.words
    town.reset()
    town.wire.faults.add(refused("chat.postMessage", "invalid_blocks", times=2))
    ts = town.mention(REP.id, SALES.id, QUESTION)
    answer = town.wait(lambda: town.messages(SALES.id, ts), "the answer")[0]
    assert answer.text.startswith("Conversion rate was")


def test_a_file_that_slack_refuses_costs_no_number_and_is_told(town: SlackTown) -> None:
    for method, error in (
        ("files.getUploadURLExternal", "storage_limit_reached"),
        ("files.completeUploadExternal", "posting_to_channel_denied"),
    ):
        town.wire.faults.add(refused(method, error))
        ts = town.mention(REP.id, SALES.id, QUESTION)
        town.wait(lambda: len(town.messages(SALES.id, ts)) > 1, "a word about the chart")  # noqa: B023
        town.calm()
        answer, excuse = town.messages(SALES.id, ts)
        assert answer.table
        assert error in excuse.text
        assert town.files(SALES.id, ts) == []


def test_bytes_that_do_not_arrive_are_told_too(town: SlackTown) -> None:
    town.wire.faults.add(broken("upload", times=9))
    ts = town.mention(REP.id, SALES.id, QUESTION)
    town.wait(lambda: len(town.messages(SALES.id, ts)) > 1, "a word about the chart")
    town.calm()
    answer, excuse = town.messages(SALES.id, ts)
    assert answer.table
    assert "chart" in excuse.text


def test_a_killed_browser_costs_no_number(scene: Scene) -> None:
    town = scene.town
    ts = town.mention(REP.id, SALES.id, QUESTION)
    _one_answer_and_chart(town, ts)
    killed = [pid for pid in scene.bot.children() if "chrom" in _name(pid)]
    assert killed
    for pid in killed:
        if Path(f"/proc/{pid}").exists():
            os.kill(pid, signal.SIGKILL)
    ts = town.mention(REP.id, SALES.id, "win rate by region last month")
    town.wait(lambda: len(town.messages(SALES.id, ts)) > 1, "the number, then its chart or why there is none")
    assert town.messages(SALES.id, ts)[0].table
    _one_answer_and_chart(town, town.mention(REP.id, SALES.id, QUESTION))


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")[0]
    except OSError:
        return ""


def test_a_busy_state_store_delays_no_answer_for_long_and_doubles_none(scene: Scene) -> None:
    town = scene.town
    busy = sqlite3.connect(scene.bot.state, isolation_level=None)
    try:
        busy.execute("BEGIN EXCLUSIVE")
        ts = town.mention(REP.id, SALES.id, QUESTION)
        town.wait(lambda: _answers(town, ts), "the answer all the same", 60)
        busy.execute("ROLLBACK")
    finally:
        busy.close()
    _one_answer_and_chart(town, ts)


def test_a_press_that_is_too_old_for_a_modal_is_told(town: SlackTown) -> None:
    ts = town.mention(REP.id, SALES.id, QUESTION)
    _one_answer_and_chart(town, ts)
    answer = _answers(town, ts)[0]
    for choice in ("explain", "wrong"):
        told = len(town.ephemerals(SALES.id, REP.id))
        town.wire.faults.add(refused("views.open", "expired_trigger_id"))
        town.choose(REP.id, answer, "more", choice)
        town.wait(lambda: len(town.ephemerals(SALES.id, REP.id)) > told, "a word about it")  # noqa: B023
    assert town.modal() is None


def test_where_the_bot_was_removed_the_answer_comes_in_direct_messages(town: SlackTown) -> None:
    members = town.wire.like.members[SALES.id]
    members.discard(town.app.bot_user)
    try:
        town.mention(REP.id, SALES.id, QUESTION)
        channel = town.dm_of(REP.id)
        answer = town.wait(lambda: [m for m in town.messages(channel) if m.table], "the answer")[0]
        town.wait(lambda: town.files(channel), "the chart")
    finally:
        members.add(town.app.bot_user)
    assert "invite" in answer.words.lower()
    assert QUESTION in answer.words
    assert town.messages(SALES.id) == []


def test_a_revoked_token_is_logged_and_the_bot_lives_on(scene: Scene) -> None:
    town = scene.town
    town.wire.like.revoked = True
    before = len(scene.bot.log("answer not delivered"))
    town.mention(REP.id, SALES.id, QUESTION)
    told = town.wait(lambda: scene.bot.log("answer not delivered")[before:], "a line in the log")
    assert told[-1]["reason"] == "token_revoked"
    town.wire.like.revoked = False
    _one_answer_and_chart(town, town.mention(REP.id, SALES.id, QUESTION))


def test_a_profile_that_slack_does_not_give_is_asked_again(town: SlackTown) -> None:
    town.wire.faults.add(broken("users.info", times=2))
    ts = town.mention(OTHER.id, SALES.id, QUESTION)
    _one_answer_and_chart(town, ts)


def test_slow_answers_of_slack_lose_nothing(town: SlackTown) -> None:
    town.wire.faults.add(slow("chat.postMessage", 2.0))
    _one_answer_and_chart(town, town.mention(REP.id, SALES.id, QUESTION))


def test_a_connection_dropped_during_an_answer(scene: Scene) -> None:
    town = scene.town
    if town.events:
        return
    town.wire.faults.add(slow("chat.postMessage", 1.0))
    ts = town.mention(REP.id, SALES.id, QUESTION)
    town.wait(lambda: town.wire.made("chat.postMessage"), "the beginning of the answer")
    town.wire.drop_sockets()
    _one_answer_and_chart(town, ts)
    town.wait(town.wire.sockets, "a new connection")
    _one_answer_and_chart(town, town.mention(REP.id, SALES.id, QUESTION))
