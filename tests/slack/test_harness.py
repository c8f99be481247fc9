"""The harness itself: what people do reaches a bot, what the bot does is seen, in both ways of hearing events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.slack.faults import broken, cut, rate_limited, refused
from tests.slack.people import REP, SALES, WITHOUT_BOT, WORKSPACE
from tests.slack.tiny_bot import running
from tests.slack.town import SlackTown

Heard = list[Any]


@pytest.fixture(scope="module")
def shared(mode: str) -> Iterator[tuple[SlackTown, Heard]]:
    with SlackTown(WORKSPACE, events=mode == "events") as town, running(town) as heard:
        yield town, heard


@pytest.fixture
def town(shared: tuple[SlackTown, Heard]) -> SlackTown:
    shared[0].reset()
    return shared[0]


@pytest.fixture
def heard(shared: tuple[SlackTown, Heard], town: SlackTown) -> Heard:
    shared[1].clear()
    return shared[1]


def test_a_mention_is_heard_and_its_answer_and_file_arrive_in_order(town: SlackTown, heard: Heard) -> None:
    ts = town.mention(REP.id, SALES.id, "conversion")
    town.wait(lambda: town.files(SALES.id, ts), "the file")
    said = town.messages(SALES.id, ts)
    assert [bool(m.files) for m in said] == [False, True]
    assert said[0].words.startswith("hello")
    assert town.content(said[1].files[0]) == b"\x89PNG...."
    assert "unknown_method" in heard
    event = next(h for h in heard if isinstance(h, dict) and h["event"]["type"] == "message")["event"]
    assert event["channel_type"] == "channel"
    assert event["client_msg_id"]


def test_buttons_menus_and_modals(town: SlackTown, heard: Heard) -> None:
    ts = town.mention(REP.id, SALES.id, "x")
    message = town.wait(lambda: town.messages(SALES.id, ts), "the answer")[0]
    town.press(REP.id, message, "go")
    assert town.wait(town.modal, "the modal")["callback_id"] == "form"
    assert town.submit(REP.id, {}) == {"b": "say something"}
    assert town.submit(REP.id, {"b": {"t": {"type": "plain_text_input", "value": "words"}}}) == {}
    town.wait(lambda: town.modal() is None, "the modal's end")
    town.choose(REP.id, message, "period", "This month")
    town.wait(lambda: town.messages(SALES.id, ts)[0].text == "changed", "the change")
    assert town.messages(SALES.id, ts)[0].edited
    chosen = next(h for h in heard if isinstance(h, dict) and h.get("type") == "block_actions" and "period" in str(h))
    assert chosen["container"]["thread_ts"] == ts
    town.choose(REP.id, message, "more", "csv")
    town.wait(lambda: town.messages(SALES.id, ts)[0].text == "replaced", "the replacement")
    with pytest.raises(AssertionError, match="is not on the menu"):
        town.choose(REP.id, message, "more", "Delete everything")


def test_a_trigger_opens_one_modal(town: SlackTown, heard: Heard) -> None:
    ts = town.mention(REP.id, SALES.id, "x")
    message = town.wait(lambda: town.messages(SALES.id, ts), "the answer")[0]
    town.press(REP.id, message, "go")
    used = town.wait(lambda: town.wire.made("views.open"), "the modal")[0].args
    again = town.wire.web_api("views.open", used, "Bearer x")
    assert again == {"ok": False, "error": "exchanged_trigger_id"}


def test_a_command_is_answered_to_one_person_alone(town: SlackTown, heard: Heard) -> None:
    town.command(REP.id, SALES.id, "/kpi", "win rate")
    answer = town.wait(lambda: town.ephemerals(SALES.id, REP.id), "the answer")[0]
    assert answer.text == "only you"
    assert not town.messages(SALES.id)
    assert [call.method for call in town.wire.made("response_url")] == ["response_url"]


def test_a_shortcut_and_what_can_be_pressed_in_a_message_for_one_person(town: SlackTown, heard: Heard) -> None:
    town.say(REP.id, SALES.id, "how many deals did we win")
    town.shortcut(REP.id, town.all(SALES.id)[0], "ask")
    answer = town.wait(lambda: town.ephemerals(SALES.id, REP.id), "the answer")[0]
    town.choose(REP.id, answer, "more", "Explain")
    town.wait(lambda: town.ephemerals(SALES.id, REP.id)[0].text == "replaced", "the replacement")
    pressed = next(h for h in heard if isinstance(h, dict) and h.get("type") == "block_actions")
    assert pressed["container"]["is_ephemeral"] is True
    assert "message" not in pressed


def test_the_home_page_and_a_modal_opened_from_it(town: SlackTown, heard: Heard) -> None:
    town.open_home(REP.id)
    town.wait(lambda: town.home(REP.id), "the page")
    town.press_home(REP.id, "go")
    assert town.wait(town.modal, "the modal")["callback_id"] == "form"
    pressed = next(h for h in heard if isinstance(h, dict) and h.get("type") == "block_actions")
    assert pressed["view"]["type"] == "home"


def test_direct_messages_edits_and_deletes(town: SlackTown, heard: Heard) -> None:
    ts = town.dm(REP.id, "hello")
    channel = town.dm_of(REP.id)
    town.edit(REP.id, channel, ts, "hello again")
    town.delete(REP.id, channel, ts)
    town.wait(lambda: len(heard) == 3, "three events")
    assert [h["event"].get("subtype") for h in heard] == [None, "message_changed", "message_deleted"]
    assert heard[0]["event"]["channel_type"] == "im"


def test_an_event_delivered_three_times(town: SlackTown, heard: Heard) -> None:
    town.wire.copies = 3
    town.dm(REP.id, "hello")
    town.wait(lambda: len(heard) == 3, "three deliveries")
    assert len({h["event_id"] for h in heard}) == 1


def test_faults_meet_the_bot(town: SlackTown, heard: Heard) -> None:
    town.wire.faults.add(refused("chat.postMessage", "invalid_blocks"))
    town.mention(REP.id, SALES.id, "x")
    town.calm()
    assert not town.messages(SALES.id)
    assert [call.ok for call in town.wire.made("chat.postMessage")] == [False]
    from slack_sdk import WebClient
    from slack_sdk.errors import SlackApiError

    client = WebClient(token=town.app.bot_token, base_url=town.wire.api, retry_handlers=[])
    town.wire.faults.add(rate_limited("chat.postMessage", after=7), broken("chat.update"))
    with pytest.raises(SlackApiError) as limited:
        client.chat_postMessage(channel=SALES.id, text="x")
    assert (limited.value.response.status_code, limited.value.response.headers["Retry-After"]) == (429, "7")
    with pytest.raises(SlackApiError) as failed:
        client.chat_update(channel=SALES.id, ts="1", text="x")
    assert failed.value.response.status_code == 500
    town.wire.faults.add(cut("chat.postMessage", after=False), cut("chat.postMessage", after=True))
    for _ in range(2):
        with pytest.raises(OSError):
            client.chat_postMessage(channel=SALES.id, text="lost")
    assert [m.text for m in town.messages(SALES.id)] == ["lost"]


def test_what_slack_forbids(town: SlackTown, heard: Heard) -> None:
    from slack_sdk import WebClient
    from slack_sdk.errors import SlackApiError

    client = WebClient(token=town.app.bot_token, base_url=town.wire.api)
    with pytest.raises(SlackApiError, match="not_in_channel"):
        client.chat_postMessage(channel=WITHOUT_BOT.id, text="x")
    ts = client.chat_postEphemeral(channel=SALES.id, user=REP.id, text="x")["message_ts"]
    with pytest.raises(SlackApiError, match="message_not_found"):
        client.chat_update(channel=SALES.id, ts=ts, text="y")
    town.wire.like.revoked = True
    with pytest.raises(SlackApiError, match="token_revoked"):
        client.auth_test()


def test_a_dropped_connection_is_made_again(shared: tuple[SlackTown, Heard], town: SlackTown, heard: Heard) -> None:
    if town.events:
        return
    town.wire.drop_sockets()
    assert town.wire.sockets() == 0
    town.wait(town.wire.sockets, "a new connection")
    town.dm(REP.id, "hello")
    town.wait(lambda: heard, "the event")
