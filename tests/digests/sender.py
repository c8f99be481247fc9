"""A process that sends what is due, as a bot would, and may kill itself at any step on the way.

python sender.py SLACK_URL: each line "STATE_URL NOW STEP" is a bot of its own, forked, whose clock says NOW; at the
STEP-th step (-1: never) it dies. A step is each call to the store and each call to Slack, those within an upload too,
before it and after it. Prints for each line the bot's exit code and how many steps it took.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.slack.alert_watch import AlertWatch
from bot.slack.message import Message, marked
from bot.slack.outgoing import Outgoing
from bot.slack.pieces import paragraph
from bot.slack.poster import Pace, Poster
from bot.slack.rounds import Rounds
from bot.slack.who import Who
from bot.state import Delivery, PlanRow, Said, open_state
from charts.chart import Chart
from queries.catalogue.model import CalendarSettings

NOW: datetime
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63606060600000000500"
    "01a5f645400000000049454e44ae426082"
)


# A company whose data ended long ago: an alert on old data has something to tell.
_DATA = SimpleNamespace(version="1", through=date(2026, 1, 1), catalogue=SimpleNamespace(metrics={}))
OLD = SimpleNamespace(dataset=_DATA, answering=SimpleNamespace(seen_by=lambda access: SimpleNamespace(dataset=_DATA)))


class Plain:
    """A sender whose messages say whose delivery they are."""

    def outgoing(self, delivery: Delivery, row: PlanRow, poster: Poster, mark: str) -> Outgoing:
        blocks = (marked(paragraph(delivery.key), mark),)
        said = Said("T01KPI", delivery.channel, mark, "", "", row.owner, "q", "en", "answered", None, {}, False, NOW)
        chart = Chart("card", {}, "a picture", 10, 10)
        message = Message(delivery.key, blocks, blocks)
        return Outgoing(delivery.channel, message, mark, said, (("picture", lambda: chart),))


def stepping(call: Callable[..., Any], step: Callable[[], None]) -> Callable[..., Any]:
    def stepped(*args: Any, **kwargs: Any) -> Any:
        step()
        result = call(*args, **kwargs)
        step()
        return result

    return stepped


def bot(url: str, slack: str, now: datetime, die_at: int, report: int) -> None:
    """One bot, from its first look to its end."""
    global NOW
    NOW = now
    steps = 0

    def step() -> None:
        nonlocal steps
        if steps == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        steps += 1

    state = open_state(url, lambda: now)
    client = WebClient(token="xoxb-kpi-token", base_url=f"{slack}/api/")
    for owner, names in (
        (state.deliveries, ("add", "take", "change")),
        (state.plans, ("next_due", "stand")),
        (state, ("remember",)),
        (client, ("api_call", "_upload_file")),
    ):
        for name in names:
            setattr(owner, name, stepping(getattr(owner, name), step))
    poster = Poster(client, Pace(burst=1000))
    watch = AlertWatch(state, lambda: OLD, Who(state, lambda: now), lambda team: poster, lambda: now)  # type: ignore[arg-type,return-value]
    watch._access = lambda alert, company: None  # type: ignore[method-assign,assignment,return-value]
    rounds = Rounds(
        state,
        {"digest": Plain(), "alert": Plain()},
        lambda team: poster,
        lambda chart: PNG,
        CalendarSettings,
        lambda: now,
        workers=1 if die_at >= 0 else 3,
    )
    watch.look()
    rounds.round()
    rounds.close()
    os.write(report, str(steps).encode())


if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    print("ready", flush=True)
    for line in sys.stdin:
        url, now, die_at = line.split()
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                bot(url, sys.argv[1], datetime.fromisoformat(now), int(die_at), write)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        os.close(write)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), os.read(read, 20).decode() or 0, flush=True)
        os.close(read)
