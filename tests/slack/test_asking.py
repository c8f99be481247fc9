"""A question, wherever it is asked: the number first, its chart after it in the same thread, and what comes next."""

from __future__ import annotations

from tests.slack.message import Message
from tests.slack.people import GUEST, OTHER, PRIVATE, REP, SALES, STRANGER
from tests.slack.town import SlackTown


def _answer(town: SlackTown, channel: str, thread: str, number: int = 1) -> Message:
    """The answer with a number, 1 the first, once it is there."""
    told = town.wait(lambda: _answers(town, channel, thread)[number - 1 :], f"answer {number}")
    return told[0]


def _answers(town: SlackTown, channel: str, thread: str) -> list[Message]:
    return [m for m in town.messages(channel, thread) if m.blocks]


def test_a_mention_in_a_channel_is_answered_in_its_thread(town: SlackTown) -> None:
    ts = town.mention(REP.id, SALES.id, "conversion by channel last month")
    town.wait(lambda: town.files(SALES.id, ts), "the chart")
    town.calm()
    answer, chart = town.messages(SALES.id, ts)
    assert answer.text.startswith("Conversion rate was ")
    assert "October 2026" in answer.text
    assert "Conversion rate · by marketing channel · October 2026" in answer.words
    assert answer.table[0] == ["Marketing channel", "Conversion rate"]
    assert {row[0] for row in answer.table[1:]} >= {"Paid search", "Referral", "Trade show"}
    assert [file["mimetype"] for file in chart.files] == ["image/png"]
    assert town.content(chart.files[0]).startswith(b"\x89PNG\r\n")
    assert {e.action_id for e in answer.elements} == {"period", "breakdown", "comparison", "chart", "more"}
    assert [m for m in town.seen_by(SALES.id, REP.id) if m.thread is None] == []


def test_a_question_in_a_thread_goes_on_from_the_one_before(town: SlackTown) -> None:
    first = town.say(OTHER.id, SALES.id, "how are we doing?")
    town.mention(REP.id, SALES.id, "revenue last quarter by territory", first)
    assert "by territory · Q3 2026" in _answer(town, SALES.id, first).words
    town.mention(REP.id, SALES.id, "and by region", first)
    again = _answer(town, SALES.id, first, 2)
    assert "Revenue · by region · Q3 2026" in again.words
    assert again.table[0] == ["Region", "Revenue"]
    town.mention(OTHER.id, SALES.id, "what about last month", first)
    assert "October 2026" in _answer(town, SALES.id, first, 3).words


def test_threads_do_not_know_of_each_other(town: SlackTown) -> None:
    first = town.mention(REP.id, SALES.id, "revenue last quarter by territory")
    _answer(town, SALES.id, first)
    second = town.mention(REP.id, SALES.id, "and by region")
    told = _answer(town, SALES.id, second)
    assert "Q3 2026" not in told.words


def test_words_between_people_are_none_of_its_business(town: SlackTown) -> None:
    first = town.mention(REP.id, SALES.id, "win rate last month")
    _answer(town, SALES.id, first)
    town.calm()
    before = len(town.messages(SALES.id))
    town.say(OTHER.id, SALES.id, "revenue last month was great", first)
    town.say(OTHER.id, SALES.id, "revenue by region")
    town.calm()
    assert len(town.messages(SALES.id)) == before


def test_direct_messages_need_no_mention_and_are_a_conversation(town: SlackTown) -> None:
    channel = town.dm_of(REP.id)
    town.dm(REP.id, "revenue by month this year")
    town.wait(lambda: town.files(channel), "the chart")
    town.calm()
    answer, chart = town.messages(channel)
    assert "by month" in answer.words
    assert (answer.thread, chart.thread) == (None, None)
    town.dm(REP.id, "only online")
    again = town.wait(lambda: [m for m in town.messages(channel) if m.blocks][1:], "the second answer")[0]
    assert "by month" in again.words
    assert "Online" in again.words


def test_a_mention_in_direct_messages_is_answered_once(town: SlackTown) -> None:
    channel = town.dm_of(REP.id)
    town.dm(REP.id, f"<@{town.app.bot_user}> win rate last month")
    town.wait(lambda: town.messages(channel), "the answer")
    town.calm()
    assert len([m for m in town.messages(channel) if m.blocks]) == 1


def test_a_private_channel_is_like_any_other(town: SlackTown) -> None:
    ts = town.mention(REP.id, PRIVATE.id, "deals won last month")
    assert "Deals won" in _answer(town, PRIVATE.id, ts).text


def test_a_command_is_answered_to_the_asker_alone_and_can_be_shared(town: SlackTown) -> None:
    town.command(REP.id, SALES.id, "/kpi", "win rate by region this quarter")
    answer = town.wait(lambda: town.ephemerals(SALES.id, REP.id), "the answer")[0]
    assert "Win rate" in answer.text
    town.calm()
    assert town.messages(SALES.id) == []
    assert town.ephemerals(SALES.id, OTHER.id) == []
    assert [f["mimetype"] for f in town.files(town.dm_of(REP.id))] == ["image/png"]
    town.press(REP.id, answer, "share")
    shared = town.wait(lambda: town.messages(SALES.id), "the shared answer")[0]
    town.calm()
    assert shared.table == answer.table
    assert REP.real_name in shared.words
    assert "share" not in {e.action_id for e in shared.elements}


def test_a_shortcut_asks_what_somebody_wrote(town: SlackTown) -> None:
    ts = town.say(OTHER.id, SALES.id, "how many deals did we win last month?")
    town.shortcut(REP.id, town.all(SALES.id)[0], "ask_kpibot")
    assert "Deals won" in _answer(town, SALES.id, ts).text


def test_what_is_not_clear_is_asked_back_with_buttons(town: SlackTown) -> None:
    ts = town.mention(REP.id, SALES.id, "conversion of the north last month by rate")
    asked = _answer(town, SALES.id, ts)
    town.calm()
    assert "rate" in asked.text
    assert town.files(SALES.id) == []
    town.press(REP.id, asked, "choose:0")
    town.wait(lambda: town.messages(SALES.id, ts)[0].edited, "the answer in its place")
    town.calm()
    answer = town.messages(SALES.id, ts)[0]
    assert answer.text.startswith("Conversion rate")
    assert "Region: North · October 2026" in answer.words
    assert "choose:0" not in {e.action_id for e in answer.elements}


def test_what_is_not_understood_is_named_and_nothing_is_guessed(town: SlackTown) -> None:
    ts = town.mention(REP.id, SALES.id, "frobnication by channel last month")
    refused = _answer(town, SALES.id, ts)
    assert "frobnication" in refused.text
    assert refused.table == []
    town.press(REP.id, refused, "suggest:0")
    assert _answer(town, SALES.id, ts, 2).table


def test_a_greeting_and_an_empty_mention_get_help(town: SlackTown) -> None:
    for text in ("", "help", "hi"):
        ts = town.mention(REP.id, SALES.id, text)
        assert len(_answer(town, SALES.id, ts).text) > 10
    town.calm()
    assert town.files(SALES.id) == []


def test_persian_is_answered_in_persian(town: SlackTown) -> None:
    ts = town.mention(REP.id, SALES.id, "درآمد ماه گذشته")
    answer = _answer(town, SALES.id, ts)
    assert "درآمد" in answer.text
    assert "۱۴۰۵" in answer.words
    assert not any(character in answer.words for character in "0123456789")


def test_guests_and_strangers_get_no_figures(town: SlackTown) -> None:
    for person in (GUEST, STRANGER):
        town.mention(person.id, SALES.id, "revenue last month")
        told = town.wait(lambda person=person: town.ephemerals(SALES.id, person.id), "a word to them")[0]  # type: ignore[misc]
        assert "$" not in told.words
        channel = town.dm_of(person.id)
        town.dm(person.id, "revenue last month")
        told = town.wait(lambda channel=channel: town.messages(channel), "a word to them")[0]  # type: ignore[misc]
        assert "$" not in told.words
    town.calm()
    assert town.messages(SALES.id) == []
    assert town.files(SALES.id) == []
