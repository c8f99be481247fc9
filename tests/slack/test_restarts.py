"""What a bot remembers when it comes back, and several bots at one store."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.conftest import DEMO_DAY
from tests.slack.bot_process import BotProcess
from tests.slack.conftest import Scene
from tests.slack.faults import Fault, slow
from tests.slack.people import NEW, REP, SALES
from tests.slack.town import SlackTown


def _tables(town: SlackTown, thread: str) -> int:
    return sum(bool(m.table) for m in town.messages(SALES.id, thread))


def test_a_thread_and_its_menus_live_on_after_a_restart(scene: Scene) -> None:
    town = scene.town
    ts = town.mention(REP.id, SALES.id, "revenue last quarter by territory")
    town.wait(lambda: town.files(SALES.id, ts), "the chart")
    answer = town.messages(SALES.id, ts)[0]
    assert scene.bot.stop() == 0
    scene.bot.start()
    town.mention(REP.id, SALES.id, "and by region", ts)
    town.wait(lambda: _tables(town, ts) == 2, "the answer")
    told = [m for m in town.messages(SALES.id, ts) if m.table][1]
    assert "Revenue · by region · Q3 2026" in told.words
    menu = answer.element("period")
    other = next(o.text for o in menu.options if o.raw != menu.raw.get("initial_option"))
    town.choose(REP.id, answer, "period", other)
    town.wait(lambda: town.messages(SALES.id, ts)[0].edited, "the change")


def test_a_stop_waits_for_the_answer_on_its_way(scene: Scene) -> None:
    town = scene.town
    town.wire.faults.add(slow("chat.postMessage", 1.5))
    ts = town.mention(REP.id, SALES.id, "revenue last quarter by territory")
    town.wait(lambda: town.wire.made("chat.postMessage"), "the beginning of the answer")
    assert scene.bot.stop() == 0
    assert _tables(town, ts) == 1
    assert town.files(SALES.id, ts)
    assert town.wire.made("apps.connections.open") == [], "a bot that stops connects no more"
    scene.bot.start()


def test_a_question_that_a_bot_died_over_is_answered_once_by_the_next(scene: Scene) -> None:
    town = scene.town
    town.wire.faults.add(Fault("users.info", seconds=30, cut="before"))
    ts = town.mention(NEW["a"].id, SALES.id, "revenue last quarter by territory")
    town.wait(lambda: town.wire.made("users.info"), "the beginning of the answer")
    _die_and_come_back(scene)
    town.wait(lambda: _tables(town, ts), "the answer", 40)
    if town.events:  # what Slack does when nobody answered it
        event = next(p for p in town.wire.delivered if p.get("event", {}).get("type") == "app_mention")
        town.wire.deliver("events_api", event, retry=1)
    town.calm(1.0)
    assert _tables(town, ts) == 1


def test_an_answer_that_a_bot_died_over_is_not_given_twice(scene: Scene) -> None:
    town = scene.town
    town.wire.faults.add(Fault("chat.postMessage", seconds=0.5, cut="after"))
    ts = town.mention(REP.id, SALES.id, "revenue last quarter by territory")
    town.wait(lambda: town.wire.made("chat.postMessage"), "the beginning of the answer")
    _die_and_come_back(scene)
    town.wait(lambda: _tables(town, ts), "the answer", 40)
    town.calm(1.0)
    assert _tables(town, ts) == 1


def _die_and_come_back(scene: Scene) -> None:
    scene.bot.kill()
    scene.town.wire.faults.clear()
    with sqlite3.connect(scene.bot.state) as state:  # a minute passes
        state.execute("UPDATE claims SET until = datetime('now', '-5 seconds') || '.000000' WHERE NOT done")
    scene.bot.start()


@pytest.fixture
def second_bot(scene: Scene, demo: Path, tmp_path: Path) -> BotProcess:
    """Another process of the same bot, at the same state."""
    return BotProcess(scene.town, demo, tmp_path / "second", DEMO_DAY, KPIBOT_STATE_URL=f"sqlite:///{scene.bot.state}")


def test_two_processes_that_hear_the_same_question_answer_once(scene: Scene, second_bot: BotProcess) -> None:
    town = scene.town
    with second_bot:
        ts = town.mention(REP.id, SALES.id, "revenue last quarter by territory")
        if town.events:
            event = next(p for p in town.wire.delivered if p.get("event", {}).get("type") == "app_mention")
            town.wire.bot_url = f"{scene.bot.address}/slack/events"
            town.wire.deliver("events_api", event, retry=1)
        town.wait(lambda: town.files(SALES.id, ts), "the chart")
        town.calm(1.0)
        assert _tables(town, ts) == 1
        assert len(town.files(SALES.id, ts)) == 1
        town.mention(REP.id, SALES.id, "and by region", ts)
        town.wait(lambda: _tables(town, ts) == 2, "the next answer")
    if town.events:
        town.wire.bot_url = f"{scene.bot.address}/slack/events"
    else:
        town.wait(lambda: town.wire.sockets() == 1, "the end of the second connection")
