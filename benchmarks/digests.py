"""`python -m benchmarks.digests [--teams 1000] [--each 3] [--speed 1]`: all digests due in the same minute.

The demo company's real figures and pictures, a real state store, and a Slack that takes no more than its published
limits: one message a second in a channel, 300 messages a minute in the workspace, 100 calls a minute of each of the
two methods an upload needs, and of the one that tells who somebody is (each team's digests have another owner). What
is over a limit is refused with Retry-After, as Slack does, and waited for. The bound is what these limits alone impose.
`--speed 4` makes the limits four times as wide, for a shorter run.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import threading
import time
from datetime import UTC, datetime
from datetime import time as clock_time
from pathlib import Path
from typing import Any

from benchmarks.table import Table
from bot.current import Current
from bot.digests.plan import Plan, Subject, plan_to_json
from bot.digests.schedule import Schedule
from bot.opening import open_company
from bot.slack.digests import Digests
from bot.slack.poster import Pace, Poster
from bot.slack.rounds import Rounds
from bot.slack.who import Who
from bot.state import PlanRow, open_state
from charts.worker import ChartWorker
from data.first_use import write_demo
from queries.query import Filter
from tests.conftest import DEMO_DAY

POSTS, UPLOADS = 300.0, 100.0
"""Calls a minute in a workspace."""
_BURST = 5
DUE = datetime.combine(DEMO_DAY, clock_time(9), UTC)


class Limit:
    """So many calls a minute, a few at once; one more is told how long to wait."""

    def __init__(self, a_minute: float) -> None:
        self._gap, self._free, self._lock = 60.0 / a_minute, 0.0, threading.Lock()
        self.taken = self.refused = 0

    def take(self) -> None:
        """One call; waits as Slack's own client does where it is refused."""
        while True:
            with self._lock:
                now = time.monotonic()
                start = max(self._free, now - _BURST * self._gap)
                if start <= now:
                    self._free = start + self._gap
                    self.taken += 1
                    return
                self.refused += 1
                wait = start - now
            time.sleep(max(1.0, wait))  # Retry-After is in whole seconds


class LimitedSlack:
    """The edge of Slack: takes what is within its limits."""

    def __init__(self, speed: float) -> None:
        self.posts, self.uploads = Limit(POSTS * speed), Limit(UPLOADS * speed)
        self.people = Limit(UPLOADS * speed)
        self.channels: dict[str, int] = {}
        self.last = 0.0
        self._lock = threading.Lock()

    def chat_postMessage(self, **call: Any) -> dict[str, Any]:
        """A message."""
        self.posts.take()
        with self._lock:
            self.channels[call["channel"]] = self.channels.get(call["channel"], 0) + 1
            self.last = time.monotonic()
            return {"ok": True, "ts": f"{self.posts.taken}.0"}

    def files_upload_v2(self, **call: Any) -> dict[str, Any]:
        """A file: the slower of its two calls is the limit."""
        self.uploads.take()
        self.last = time.monotonic()
        return {"file": {"id": "F1"}}

    def users_info(self, user: str, **_: Any) -> dict[str, Any]:
        """Everybody may see everything."""
        self.people.take()
        profile = {"email": "executive@example.com", "real_name": "Executive"}
        return {"user": {"id": user, "real_name": "Executive", "tz": "UTC", "profile": profile}}


def main() -> None:
    """Run it and print the table."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.digests", description=__doc__)
    options.add_argument("--teams", type=int, default=1000)
    options.add_argument("--each", type=int, default=3, help="digests of a team")
    options.add_argument("--speed", type=float, default=1.0, help="how many times as wide the limits are")
    options.add_argument("--workers", type=int, default=4)
    told = options.parse_args()
    many = told.teams * told.each
    with tempfile.TemporaryDirectory() as scratch, ChartWorker() as worker:
        folder = write_demo(Path(scratch) / "demo", seed=7, today=DEMO_DAY, scale=1)
        state = open_state(f"sqlite:///{Path(scratch) / 'state.db'}", lambda: DUE)
        current = Current(lambda day: open_company(folder, day, pinned=True), lambda: DEMO_DAY)
        for row in rows(current, told.teams, told.each):
            state.plans.keep(row)
        slack = LimitedSlack(told.speed)
        poster = Poster(slack, Pace())  # type: ignore[arg-type]
        rounds = Rounds(
            state,
            {"digest": Digests(lambda: current.company, Who(state, lambda: DUE), lambda: DUE)},
            lambda team: poster,
            lambda chart: worker.render(chart, timeout=60, urgent=False),
            lambda: current.company.dataset.catalogue.calendar,
            lambda: DUE,
            workers=told.workers,
        )
        before, began = memory(), time.monotonic()
        rounds.round()
        took = slack.last - began
        rounds.close()
        counts = state.deliveries.counts()
        bound = max(many / (POSTS * told.speed), many / (UPLOADS * told.speed)) * 60
        table = Table(f"{many} digests of {told.teams} teams due at once", ("what", "value"))
        table.add("sent", " · ".join(f"{n} {s}" for s, n in counts.items()))
        table.add("time to the last", f"{took:.0f} s")
        table.add("bound of the limits alone", f"{bound:.0f} s")
        table.add("ratio (target 1.2)", f"{took / bound:.2f}")
        table.add("refused calls", f"{slack.posts.refused} posts, {slack.uploads.refused} uploads")
        table.add("memory before → after", f"{before:.0f} → {memory():.0f} MB")
        print(table)
        current.close()
        state.close()


def rows(current: Current, teams: int, each: int) -> list[PlanRow]:
    """Digests for teams, territories and reps of the demo company in turn, in a channel of each team."""
    catalogue, members = current.company.dataset.catalogue, current.company.dataset.members.names
    about = [(d, m) for d in ("team", "territory", "rep") for m in members[d]]
    boards = list(catalogue.dashboards)
    schedule = Schedule("week", clock_time(9), "UTC", (DEMO_DAY.weekday(),))
    found = []
    for team in range(teams):
        dimension, member = about[team % len(about)]
        for number in range(each):
            id, channel = f"t{team:04}-{number}", f"C{team:04}"
            subject = Subject(
                dashboard=boards[(team // len(about) + number) % len(boards)],
                filters=(Filter(dimension, "in", (member,)),),
            )
            plan = Plan(id, "T1", f"U{team}", id, subject, channel, schedule, ("en", "fa")[team % 2])
            found.append(
                PlanRow(id, "digest", "T1", plan.owner, channel, plan_to_json(plan), {}, "active", "", DUE, DUE)
            )
    return found


def memory() -> float:
    """The most that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
