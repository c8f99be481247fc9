"""Help, dashboards and the bot's own page."""

from __future__ import annotations

from tests.slack.limits import all_texts
from tests.slack.people import GUEST, REP, SALES
from tests.slack.town import SlackTown


def test_help_has_questions_that_work(town: SlackTown) -> None:
    town.command(REP.id, SALES.id, "/kpi-help")
    told = town.wait(lambda: town.ephemerals(SALES.id, REP.id), "help")[0]
    examples = [e for e in told.elements if e.action_id.startswith("example")]
    assert len(examples) >= 3
    town.press(REP.id, told, examples[0].action_id)
    channel = town.dm_of(REP.id)
    answer = town.wait(lambda: town.messages(channel), "its answer")[0]
    assert any(character.isdigit() for character in answer.text)


def test_a_dashboard_is_a_few_messages_with_pictures(town: SlackTown) -> None:
    town.command(REP.id, SALES.id, "/kpi-dashboard")
    which = town.wait(lambda: town.ephemerals(SALES.id, REP.id), "the names")[0]
    assert len(which.elements) == 5
    town.command(REP.id, SALES.id, "/kpi-dashboard", "churn analysis")
    channel = town.dm_of(REP.id)
    town.wait(lambda: town.files(channel), "the pages")
    town.calm(1.0)
    told = town.messages(channel)
    assert told[0].text.startswith("Churn analysis")
    assert 1 <= len(town.files(channel)) <= 8
    assert {f["mimetype"] for f in town.files(channel)} == {"image/png"}
    assert len(told) <= 10
    assert town.messages(SALES.id) == []


def test_a_dashboard_in_a_channel_is_for_everybody(town: SlackTown) -> None:
    ts = town.mention(REP.id, SALES.id, "churn analysis this year")
    town.wait(lambda: town.files(SALES.id, ts), "the pages")
    town.calm(1.0)
    told = town.messages(SALES.id, ts)
    assert told[0].text.startswith("Churn analysis")
    assert [bool(m.files) for m in told] == [False, *[True] * (len(told) - 1)]


def test_the_home_page_shows_figures_questions_and_how_fresh_the_data_is(town: SlackTown) -> None:
    town.dm(REP.id, "win rate by region last month")
    channel = town.dm_of(REP.id)
    town.wait(lambda: town.files(channel), "the chart")
    town.open_home(REP.id)
    view = town.wait(lambda: town.home(REP.id), "the page")
    words = "\n".join(all_texts(view["blocks"]))
    assert "Revenue" in words
    assert "win rate by region last month" in words
    assert "23 November 2026" in words
    before = len([m for m in town.messages(channel) if m.blocks])
    town.press_home(REP.id, "recent:0")
    told = town.wait(lambda: [m for m in town.messages(channel) if m.blocks][before:], "the answer")[0]
    assert "Win rate" in told.text


def test_a_dashboard_can_be_asked_for_on_the_home_page(town: SlackTown) -> None:
    town.open_home(REP.id)
    town.wait(lambda: town.home(REP.id), "the page")
    town.press_home(REP.id, "dashboard:4")
    channel = town.dm_of(REP.id)
    town.wait(lambda: town.files(channel), "its pages")


def test_a_guests_home_page_says_why_it_is_empty(town: SlackTown) -> None:
    town.open_home(GUEST.id)
    view = town.wait(lambda: town.home(GUEST.id), "the page")
    assert len(view["blocks"]) == 1
    assert "$" not in str(view)
