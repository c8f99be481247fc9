"""The bot as an HTTP server: whom it believes, and what it tells whoever runs it."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import DEMO_DAY
from tests.slack.bot_process import BotProcess
from tests.slack.conftest import Scene
from tests.slack.people import REP, SALES, WORKSPACE
from tests.slack.town import SlackTown


def _get(address: str) -> tuple[int, str]:
    with urllib.request.urlopen(address, timeout=10) as response:
        return response.status, response.read().decode()


@pytest.mark.parametrize("mode", ["events"], indirect=True, scope="session")
def test_health_and_measures(scene: Scene) -> None:
    scene.town.mention(REP.id, SALES.id, "deals won last month")
    scene.town.wait(lambda: scene.town.messages(SALES.id), "the answer")
    assert _get(f"{scene.bot.address}/healthz")[0] == 200
    status, text = _get(f"{scene.bot.address}/metrics")
    assert status == 200
    assert "kpibot" in text
    assert "deals won" not in text


@pytest.mark.parametrize("mode", ["events"], indirect=True, scope="session")
@pytest.mark.parametrize("age", [0, 600])
def test_nobody_but_slack_is_believed(scene: Scene, age: int) -> None:
    event = {"type": "app_mention", "channel": SALES.id, "user": REP.id, "ts": "1.1", "text": "<@U0BOT> deals won"}
    body = json.dumps({"type": "event_callback", "team_id": "T01KPI", "event_id": "Ev1", "event": event}).encode()
    headers = {"Content-Type": "application/json", "X-Slack-Signature": "v0=00"}
    headers["X-Slack-Request-Timestamp"] = str(int(time.time()) - age)
    request = urllib.request.Request(scene.town.wire.bot_url, body, headers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code == 401
    scene.town.calm()
    assert scene.town.messages(SALES.id) == []


@pytest.mark.parametrize(
    ("environment", "named"),
    [({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN"), ({"SLACK_APP_TOKEN": "xoxb-wrong"}, "SLACK_APP_TOKEN")],
)
def test_a_wrong_setting_stops_the_start_with_its_name(
    environment: dict[str, str], named: str, demo: Path, tmp_path: Path
) -> None:
    with SlackTown(WORKSPACE, helper=False) as town:
        bot = BotProcess(town, demo, tmp_path / "bot", DEMO_DAY, **environment)
        with pytest.raises(AssertionError, match="ended at once"):
            bot.start()
        assert named in bot.said()
        assert "Traceback" not in bot.said()


def test_a_token_that_slack_does_not_take_stops_the_start(demo: Path, tmp_path: Path) -> None:
    with SlackTown(WORKSPACE, helper=False) as town:
        town.wire.like.revoked = True
        bot = BotProcess(town, demo, tmp_path / "bot", DEMO_DAY)
        with pytest.raises(AssertionError, match="ended at once"):
            bot.start()
        assert "SLACK_BOT_TOKEN" in bot.said()
        assert "token_revoked" in bot.said()
