"""Slack installations of several workspaces and the states of installing."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from slack_sdk.oauth.installation_store import Installation
from still_clock import Clock

from bot.state import State, open_state

LONG = "xoxe.xoxb-1-" + "t" * 400


def installed(team: str, user: str, token: str, at: float) -> Installation:
    return Installation(
        app_id="A1",
        enterprise_id=None,
        team_id=team,
        team_name="Team " + team,
        bot_token=token,
        bot_id="B" + team,
        bot_user_id="UB" + team,
        bot_scopes=["chat:write", "commands"],
        bot_refresh_token="xoxe-1-" + "r" * 300,
        bot_token_expires_at=1_800_000_000,
        user_id=user,
        installed_at=at,
        custom_values={"plan": "طلایی"},
    )


def test_each_workspace_has_its_own_bot(state: State) -> None:
    store = state.installation_store("client")
    store.save(installed("T1", "U1", LONG, 1000.0))
    store.save(installed("T2", "U9", "xoxb-2", 1001.0))
    one = store.find_bot(enterprise_id=None, team_id="T1")
    assert one is not None
    assert (one.bot_token, one.bot_scopes, one.bot_token_expires_at) == (LONG, ["chat:write", "commands"], 1800000000)
    two = store.find_bot(enterprise_id=None, team_id="T2")
    assert two is not None and two.bot_token == "xoxb-2"
    assert store.find_bot(enterprise_id=None, team_id="T3") is None
    assert state.installation_store("other app").find_bot(enterprise_id=None, team_id="T1") is None


def test_an_installation_comes_back_whole(state: State) -> None:
    store = state.installation_store("client")
    before = installed("T1", "U1", LONG, 1000.0)
    store.save(before)
    after = store.find_installation(enterprise_id=None, team_id="T1", user_id="U1")
    assert after is not None and after.to_dict() == before.to_dict()


def test_the_newest_installation_has_the_newest_token(state: State) -> None:
    store = state.installation_store("client")
    store.save(installed("T1", "U2", "xoxb-newer", 2000.0))
    store.save(installed("T1", "U1", "xoxb-old", 1000.0))
    rotated = installed("T1", "U1", "xoxb-rotated", 3000.0).to_bot()
    store.save_bot(rotated)
    newest = store.find_installation(enterprise_id=None, team_id="T1")
    assert newest is not None and (newest.user_id, newest.bot_token) == ("U2", "xoxb-rotated")
    mine = store.find_installation(enterprise_id=None, team_id="T1", user_id="U1")
    assert mine is not None and mine.bot_token == "xoxb-rotated"


def test_uninstalling_forgets_that_workspace_alone(state: State) -> None:
    store = state.installation_store("client")
    store.save(installed("T1", "U1", "xoxb-1", 1000.0))
    store.save(installed("T2", "U1", "xoxb-2", 1000.0))
    store.delete_all(enterprise_id=None, team_id="T1")
    assert store.find_bot(enterprise_id=None, team_id="T1") is None
    assert store.find_installation(enterprise_id=None, team_id="T1") is None
    assert store.find_bot(enterprise_id=None, team_id="T2") is not None


def test_a_state_is_good_once_and_for_ten_minutes(state: State, clock: Clock) -> None:
    states = state.oauth_state_store()
    one, two = states.issue(), states.issue()
    assert states.consume(one)
    assert not states.consume(one)
    assert not states.consume("made up")
    clock.forward(minutes=10)
    assert not states.consume(two)


def test_of_many_requests_one_consumes_a_state(state: State) -> None:
    states = state.oauth_state_store()
    issued = states.issue()
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: states.consume(issued), range(24))) == 1


@pytest.mark.parametrize("there_before", [False, True])
def test_nobody_else_may_read_the_tokens(tmp_path: Path, there_before: bool) -> None:
    file = tmp_path / "state.db"
    if there_before:
        file.touch()
        file.chmod(0o644)
    state = open_state(f"sqlite:///{file}")
    state.installation_store("client").save(installed("T1", "U1", LONG, 1000.0))
    assert {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()} == {0o600}
    state.close()
