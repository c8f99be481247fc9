"""`python -m benchmarks.slack [--people 50] [--seconds 60] [--pause 5]`: many people asking the bot in Slack at once.

Everything on the loopback: local-slack, one `kpibot serve` with its browser, and the people. Each person writes a
question in direct messages, waits for the number and the chart, thinks for a while and asks the next one; at the start
and at the end all of them ask in the same moment. Times are from the moment the message is handed to Slack.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import websocket

from benchmarks.table import Table
from bot.demo_slack.server import SlackApp, SlackChannel, SlackPerson, SlackWorkspace
from data.first_use import write_demo
from tests.conftest import DEMO_DAY
from tests.slack.bot_process import BotProcess
from tests.slack.town import SlackTown

QUESTIONS = (
    "conversion by channel last month",
    "revenue by territory last quarter",
    "win rate by region this quarter",
    "top 10 reps by revenue this year",
    "churn rate by month this year",
    "revenue vs last year by region",
    "average deal size by region last quarter",
    "leads by source last month",
    "deals won this year by month",
    "new customers by segment last quarter",
)
PATIENCE = 30.0


@dataclass
class Asked:
    """One question on its way: seconds until its number and its chart."""

    at: float
    number: float | None = None
    chart: float | None = None
    answers: int = 0


@dataclass
class Listener:
    """Hears everything that Slack delivers, over the page's own connection."""

    base: str
    open: dict[str, Asked] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)
    stop: bool = False

    def run(self, bot: str) -> None:
        """Listen until told to stop."""
        socket = websocket.create_connection(self.base.replace("http", "ws") + "/ui", timeout=1, max_size=None)
        while not self.stop:
            try:
                heard = json.loads(socket.recv())
            except websocket.WebSocketTimeoutException:
                continue
            if heard["t"] == "message" and heard["message"].get("user") == bot:
                self._heard(heard["message"], time.monotonic())
        socket.close()

    def _heard(self, message: dict[str, Any], at: float) -> None:
        with self.changed:
            asked = self.open.get(message["channel"])
            if asked is None:
                return
            if message.get("files"):
                asked.chart = asked.chart or at - asked.at
            else:
                asked.answers += 1
                asked.number = asked.number or at - asked.at
            self.changed.notify_all()


def main() -> None:
    """Run and print the tables."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.slack", description=__doc__)
    options.add_argument("--people", type=int, default=50)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--pause", type=float, default=5.0, help="how long a person thinks between two questions")
    told = options.parse_args()
    people = tuple(
        SlackPerson(f"U{n:03}BENCH", f"p{n}", f"Person {n}", f"person{n}@example.com") for n in range(told.people)
    )
    app = SlackApp()
    channel = SlackChannel("C01ALL", "all", (*(p.id for p in people), app.bot_user))
    with tempfile.TemporaryDirectory(prefix="kpibot-benchmark-") as scratch:
        demo = write_demo(Path(scratch) / "demo", seed=7, today=DEMO_DAY, scale=1)
        with (
            SlackTown(SlackWorkspace((app,), people, (channel,)), helper=False) as town,
            BotProcess(town, demo, Path(scratch) / "bot", DEMO_DAY, direct=True) as bot,
        ):
            _run(town, bot, told.seconds, told.pause)


def _run(town: SlackTown, bot: BotProcess, seconds: float, pause: float) -> None:
    listener = Listener(town.slack.base)
    hearing = threading.Thread(target=listener.run, args=(town.app.bot_user,), daemon=True)
    hearing.start()
    places = {p.id: town.dm_of(p.id) for p in town.workspace.people}
    first = town.workspace.people[0]
    _ask(town, listener, first.id, places[first.id], QUESTIONS[0])  # the browser is warm, as after a minute of work
    memory = Memory(bot)
    memory.start()
    found: dict[str, list[Asked]] = defaultdict(list)
    _all_at_once(town, listener, places, found["all at once, at first"])
    _for_a_while(town, listener, places, found["one after the other"], seconds, pause)
    _all_at_once(town, listener, places, found["all at once, at last"])
    listener.stop = memory.stop = True
    hearing.join()
    memory.join()
    print(_times(found))
    print(memory.table())


def _ask(town: SlackTown, listener: Listener, user: str, place: str, text: str) -> Asked:
    asked = Asked(time.monotonic())
    with listener.changed:
        listener.open[place] = asked
    town.say(user, place, text)
    with listener.changed:
        listener.changed.wait_for(lambda: asked.number is not None and asked.chart is not None, PATIENCE)
    return asked


def _all_at_once(town: SlackTown, listener: Listener, places: dict[str, str], found: list[Asked]) -> None:
    start = threading.Barrier(len(places))

    def person(number: int, user: str) -> None:
        start.wait()
        found.append(_ask(town, listener, user, places[user], QUESTIONS[number % len(QUESTIONS)]))

    _together([threading.Thread(target=person, args=(n, user)) for n, user in enumerate(places)])


def _for_a_while(
    town: SlackTown, listener: Listener, places: dict[str, str], found: list[Asked], seconds: float, pause: float
) -> None:
    until = time.monotonic() + seconds

    def person(number: int, user: str) -> None:
        luck = random.Random(number)
        time.sleep(luck.uniform(0, pause))
        while time.monotonic() < until:
            found.append(_ask(town, listener, user, places[user], luck.choice(QUESTIONS)))
            time.sleep(luck.uniform(0.5 * pause, 1.5 * pause))

    _together([threading.Thread(target=person, args=(n, user)) for n, user in enumerate(places)])


def _together(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Memory(threading.Thread):
    """The memory of the bot and of its browser, in MB, each second."""

    def __init__(self, bot: BotProcess) -> None:
        super().__init__(daemon=True)
        self._bot, self._seen = bot, list[tuple[float, float]]()
        self.stop = False

    def run(self) -> None:
        """Look each second until told to stop."""
        while not self.stop:
            self._seen.append((_megabytes([self._bot.pid]), _megabytes(self._bot.children())))
            time.sleep(1)

    def table(self) -> Table:
        """How it grew."""
        made = Table("Memory (MB)", ("", "at first", "a third", "two thirds", "at last", "most"))
        places = [0, len(self._seen) // 3, 2 * len(self._seen) // 3, len(self._seen) - 1]
        for which, name in enumerate(("bot", "its browser and other children")):
            column = [seen[which] for seen in self._seen]
            made.add(name, *(f"{column[p]:.0f}" for p in places), f"{max(column):.0f}")
        return made


def _megabytes(pids: list[int]) -> float:
    """What some processes hold for themselves; what they share is counted once for each of them in part."""
    total = 0
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def _times(found: dict[str, list[Asked]]) -> Table:
    heads = ("", "asked", "answered", "twice", "charts", "number p50", "p95", "chart p50", "p95", "slowest")
    made = Table("Answers in Slack (ms from the question)", heads)
    for name, asked in found.items():
        numbers = sorted(a.number for a in asked if a.number is not None)
        charts = sorted(a.chart for a in asked if a.chart is not None)
        made.add(
            name,
            *(str(n) for n in (len(asked), len(numbers), sum(a.answers > 1 for a in asked), len(charts))),
            *(_ms(times, share) for times in (numbers, charts) for share in (0.5, 0.95)),
            _ms(charts, 1.0),
        )
    return made


def _ms(times: list[float], share: float) -> str:
    return f"{1000 * times[min(int(share * len(times)), len(times) - 1)]:.0f}" if times else "-"


if __name__ == "__main__":
    main()
