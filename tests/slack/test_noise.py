"""What is said around questions: edits, deletes, joins, other bots; and names that look like commands to Slack."""

from __future__ import annotations

import time

from tests.slack.people import REP, SALES
from tests.slack.town import SlackTown


def test_an_edited_question_has_its_answer_changed_in_its_place(town: SlackTown) -> None:
    ts = town.mention(REP.id, SALES.id, "win rate by region last month")
    town.wait(lambda: town.files(SALES.id, ts), "the chart")
    town.calm()
    town.edit(REP.id, SALES.id, ts, f"<@{town.app.bot_user}> win rate by territory last month")
    town.wait(lambda: "by territory" in town.messages(SALES.id, ts)[0].words, "the other answer")
    town.calm()
    assert len([m for m in town.messages(SALES.id, ts) if m.blocks]) == 1
    charts = [f for f in town.files(SALES.id, ts) if f.get("mimetype")]
    assert [f["name"].endswith(".png") for f in charts] == [True]


def test_an_edited_direct_message_too(town: SlackTown) -> None:
    channel = town.dm_of(REP.id)
    ts = town.dm(REP.id, "frobnication last month")
    town.wait(lambda: town.messages(channel), "the refusal")
    town.edit(REP.id, channel, ts, "deals won last month")
    town.wait(lambda: "Deals won" in town.messages(channel)[0].text, "the answer")
    town.calm()
    assert len([m for m in town.messages(channel) if m.blocks]) == 1


def test_an_edit_that_changes_no_word_a_join_and_a_delete_are_not_answered(town: SlackTown) -> None:
    question = f"<@{town.app.bot_user}> deals won last month"
    ts = town.say(REP.id, SALES.id, question)
    town.wait(lambda: town.messages(SALES.id, ts), "the answer")
    town.calm()
    before = [m.raw for m in town.messages(SALES.id)]
    town.edit(REP.id, SALES.id, ts, question)
    joined = {
        "type": "message",
        "subtype": "channel_join",
        "channel": SALES.id,
        "user": REP.id,
        "channel_type": "channel",
    }
    stamp = f"{time.time():.6f}"
    town.event({**joined, "ts": stamp, "event_ts": stamp, "text": f"<@{REP.id}> has joined the channel"})
    town.calm()
    assert [m.raw for m in town.messages(SALES.id)] == before
    town.delete(REP.id, SALES.id, ts)
    town.calm()
    assert [m.raw for m in town.messages(SALES.id)] == before


def test_other_bots_get_no_answer(town: SlackTown) -> None:
    stamp = f"{time.time():.6f}"
    event = {"type": "app_mention", "channel": SALES.id, "user": "U09BOT", "bot_id": "B09BOT", "ts": stamp}
    town.event({**event, "event_ts": stamp, "text": f"<@{town.app.bot_user}> deals won last month"})
    direct = {"type": "message", "subtype": "bot_message", "channel": town.dm_of(REP.id), "channel_type": "im"}
    town.event({**direct, "bot_id": "B09BOT", "ts": stamp, "event_ts": stamp, "text": "deals won last month"})
    town.calm()
    assert town.messages(SALES.id) == []
    assert town.messages(town.dm_of(REP.id)) == []


def test_a_question_keeps_what_slack_wraps_in_it(town: SlackTown) -> None:
    wrapped = f"revenue of <https://example.com|north> last month &amp; <@{REP.id}> \u2067now\u2069"
    ts = town.mention(REP.id, SALES.id, wrapped)
    told = town.wait(lambda: town.messages(SALES.id, ts), "an answer")[0]
    assert "https" not in told.words
    assert REP.id not in told.words


def test_what_a_person_writes_pings_nobody_when_it_is_said_back(town: SlackTown) -> None:
    evil = "&lt;!channel&gt; *frob_* ~nication~ `x` &lt;@U02OTHER&gt; @channel"
    ts = town.mention(REP.id, SALES.id, f"{evil} by region")
    told = town.wait(lambda: town.messages(SALES.id, ts), "a refusal")[0]
    for call in town.wire.made("chat.postMessage"):
        assert "<!channel>" not in call.args["text"]
        assert "<@U02OTHER>" not in call.args["text"]
    assert "nication" in told.words
    assert all(not _is_parsed(block) for block in told.blocks)


def _is_parsed(part: object) -> bool:
    """Whether Slack would read marks in some block."""
    if isinstance(part, dict):
        return part.get("type") == "mrkdwn" or any(_is_parsed(each) for each in part.values())
    return isinstance(part, list) and any(_is_parsed(each) for each in part)


def test_a_very_long_question_is_refused_kindly(town: SlackTown) -> None:
    ts = town.mention(REP.id, SALES.id, "revenue " * 900)
    told = town.wait(lambda: town.messages(SALES.id, ts), "an answer")[0]
    assert len(told.text) < 1000
