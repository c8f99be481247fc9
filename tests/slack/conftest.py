"""A Slack workspace and one bot for each way of hearing events, shared by the tests of a process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.state import open_state
from tests.conftest import DEMO_DAY
from tests.slack.bot_process import BotProcess
from tests.slack.checking import problems_of
from tests.slack.people import WORKSPACE
from tests.slack.town import SlackTown

MODES = ("socket", "events")


@dataclass(frozen=True)
class Scene:
    """A town and the bot in it."""

    town: SlackTown
    bot: BotProcess


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of one mode in one process, so that they share its bot."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            mode = next((mode for mode in MODES if mode in item.name.partition("[")[2]), MODES[0])
            item.add_marker(pytest.mark.xdist_group(f"slack-{mode}"))


@pytest.fixture(scope="session", params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    """How the bot hears of events."""
    return str(request.param)


@pytest.fixture(scope="session")
def shared_scene(mode: str, demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The demo company's bot in a town of its own."""
    folder = tmp_path_factory.mktemp(f"bot-{mode}")
    with SlackTown(WORKSPACE, events=mode == "events") as town, BotProcess(town, demo, folder, DEMO_DAY) as bot:
        yield Scene(town, bot)


@pytest.fixture
def scene(shared_scene: Scene) -> Iterator[Scene]:
    """A town with nothing said or ordered in it yet; at the end, all that the bot sent must be as Slack wants it."""
    shared_scene.town.reset()
    with closing(open_state(f"sqlite:///{shared_scene.bot.state}")) as state:
        for plan in (*state.plans.all("digest"), *state.plans.all("alert")):
            state.plans.set_status(plan.id, "deleted")
    yield shared_scene
    shared_scene.town.calm(0.3)  # so that nothing of this test comes into the next one
    assert problems_of(shared_scene.town.wire.made()) == []


@pytest.fixture
def town(scene: Scene) -> SlackTown:
    """The town of the scene."""
    return scene.town
