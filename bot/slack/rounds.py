"""The rounds: what is due is written down, then each delivery is claimed, posted once, recorded, and its owner told
what went wrong. The state store is the truth; the clock only says when to look.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.digests.orders import delivery_of
from bot.digests.plan import Plan, plan_from_json
from bot.digests.schedule import due_between, next_due
from bot.slack.message import notice
from bot.slack.outgoing import Impossible, Outgoing, Skip, Wait
from bot.slack.pictures import file_name
from bot.slack.poster import Away, InDoubt, Poster, PostFailed, Revoked
from bot.slack.sending import tell_owner
from bot.slack.wording import cut
from bot.state import Delivery, PlanRow, State, StateError
from bot.words.slack import say
from charts.chart import Chart
from charts.errors import ChartError
from queries.catalogue.model import CalendarSettings

_log = structlog.get_logger(__name__)
LEASE = 120.0
_TRIES, _FIRST_WAIT, _WITHOUT_TOKEN = 6, 60.0, 600.0
_OUT = ("posted", "picture")  # the message is there
_GONE = "it was paused or deleted meanwhile"
_SKEW = 300.0  # Slack's clock and ours
_MOST_MISSED = 20  # of a long downtime so many are written into the history as missed


class Sender(Protocol):
    """Makes what a kind of delivery posts."""

    def outgoing(self, delivery: Delivery, row: PlanRow, poster: Poster, mark: str) -> Outgoing:
        """Raises Wait, Skip, Impossible and PostFailed."""


class _Lost(Exception):
    """Another process has taken the delivery over."""


class Rounds:
    """Sends what is due. Several processes may do so over one state store."""

    def __init__(
        self,
        state: State,
        senders: Mapping[str, Sender],
        poster: Callable[[str], Poster | None],
        render: Callable[[Chart], bytes],
        calendar: Callable[[], CalendarSettings],
        clock: Callable[[], datetime],
        *,
        workers: int = 4,
        every_seconds: float = 10.0,
        watches: Sequence[Callable[[], object]] = (),
    ) -> None:
        self._state, self._senders, self._poster, self._render = state, senders, poster, render
        self._calendar, self._clock, self._workers = calendar, clock, workers
        self._watches = watches
        self._owner = secrets.token_hex(4)
        self._mine: set[str] = set()
        self._lock, self._stop = threading.Lock(), threading.Event()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="digests")
        self._clockwork = BackgroundScheduler(timezone="UTC")
        for job in (self._turn, self.hold_on):
            self._clockwork.add_job(
                job, "interval", seconds=every_seconds, max_instances=1, coalesce=True, misfire_grace_time=None
            )

    def mend(self) -> None:
        """Bring back due times that a clock which ran ahead has put off. None can be sent twice: its key is known."""
        now = self._clock()
        for row in self._state.plans.all("digest"):
            right = next_due(plan_from_json(row.plan).schedule, now)
            if row.status == "active" and row.next_due is not None and row.next_due > right:
                self._state.plans.next_due(row.id, right, instead_of=row.next_due)

    def start(self) -> None:
        """Look again and again until `close`."""
        self._clockwork.start()
        self._clockwork.add_job(self.mend, "interval", hours=1, max_instances=1)
        self.soon()  # first of all what was left behind

    def soon(self) -> None:
        """Look now, not only at the next turn."""
        if self._clockwork.running:
            self._clockwork.add_job(self._turn, id="soon", replace_existing=True, misfire_grace_time=None)

    def _turn(self) -> None:
        for watch in self._watches:
            watch()
        self.round()

    def close(self) -> None:
        """Finish what is being posted, then end."""
        self._stop.set()
        if self._clockwork.running:
            self._clockwork.shutdown(wait=True)
        self._pool.shutdown(wait=True)

    def round(self) -> None:
        """Write down what is due, then send until nothing is left to be sent now."""
        try:
            self.enqueue()
            wait([self._pool.submit(self._work) for _ in range(self._workers)])
        except StateError as error:
            _log.error("digests not looked after", reason=str(error))
        except RuntimeError:
            if not self._stop.is_set():  # the pool is closed while the last round ends
                raise

    def enqueue(self) -> int:
        """Write down the deliveries that are due; how many are new."""
        now, new = self._clock(), 0
        for row in self._state.plans.due("digest", now):
            try:
                plan = plan_from_json(row.plan)
                new += self._enqueue(plan, row, now)
            except (KeyError, TypeError, ValueError) as error:  # one broken order must not stop the others
                _log.error("order not readable", plan=row.id, reason=repr(error))
                self._state.plans.set_status(row.id, "paused", f"not readable: {error}")
        return new

    def _enqueue(self, plan: Plan, row: PlanRow, now: datetime) -> int:
        times: tuple[datetime, ...] = ()
        if row.next_due is not None:
            times = due_between(plan.schedule, row.next_due - timedelta(seconds=1), now)[-_MOST_MISSED:]
        found = [delivery_of(plan, due, self._calendar(), now) for due in times]
        missed = [replace(d, status="skipped", reason="missed: a later one was due by then") for d in found[:-1]]
        new = self._state.deliveries.add([*missed, *found[-1:]])
        self._state.plans.next_due(plan.id, next_due(plan.schedule, now), instead_of=row.next_due)
        return new

    def hold_on(self) -> None:
        """Keep what is being sent ours."""
        with self._lock:
            keys = list(self._mine)
        try:
            if keys:
                self._state.deliveries.renew(keys, self._owner, lease_seconds=LEASE)
        except StateError as error:
            _log.error("deliveries not held", reason=str(error))

    def _work(self) -> None:
        while not self._stop.is_set():
            delivery = self._state.deliveries.take(self._owner, lease_seconds=LEASE)
            if delivery is None:
                return
            with self._lock:
                self._mine.add(delivery.key)
            try:
                with structlog.contextvars.bound_contextvars(delivery=delivery.key):
                    self._deliver(delivery)
            except _Lost:
                _log.warning("taken over by another process")
            finally:
                with self._lock:
                    self._mine.discard(delivery.key)

    def _deliver(self, delivery: Delivery) -> None:
        """Send one delivery. Whatever becomes of it stands in the store and, where it is bad, is told."""
        row = self._state.plans.plan(delivery.plan)
        poster = self._poster(delivery.team)
        if row is None or row.status != "active":
            self._close(delivery, poster)
            return
        if poster is None:
            self._again(delivery, "no token for this workspace", _WITHOUT_TOKEN)
            return
        try:
            delivery = self._found_again(delivery, poster)
            self._send(delivery, row, poster)
            if row.problem:
                self._state.plans.set_problem(row.id, "")
        except Wait as pause:
            self._change(
                delivery, status="due", until=self._in(pause.seconds), reason=pause.reason, tries=delivery.tries
            )
        except Skip as skip:
            self._end(delivery, "skipped", skip.reason)
        except Impossible as problem:
            self._failed(delivery, row, poster, problem.reason, problem.told, pause=problem.pause)
        except Revoked as error:
            self._again(delivery, f"Slack does not take the token: {error.reason}", _WITHOUT_TOKEN)
        except Away as error:
            told = self._say(row, f"{row.kind}_away", channel=delivery.channel, reason=error.reason)
            self._failed(delivery, row, poster, f"may not write there: {error.reason}", told)
        except InDoubt as doubt:
            self._doubt(delivery, row, poster, doubt.reason)
        except PostFailed as error:
            self._retry(delivery, row, poster, error.reason)
        except _Lost:
            raise
        except Exception as error:
            _log.exception("delivery failed")
            self._retry(delivery, row, poster, f"{type(error).__name__}: {error}")

    def _close(self, delivery: Delivery, poster: Poster | None) -> None:
        """What was paused or deleted meanwhile is not sent; of what may be out already the truth is told."""
        try:
            if poster is not None:
                delivery = self._found_again(delivery, poster)
            elif delivery.stage == "posting":
                raise InDoubt("no token for this workspace")
            self._end(delivery, "sent" if delivery.stage in _OUT else "skipped", _GONE)
        except InDoubt as doubt:
            self._end(delivery, "doubt", f"{_GONE}, and Slack does not say whether it was posted: {doubt.reason}")

    def _send(self, delivery: Delivery, row: PlanRow, poster: Poster) -> None:
        """Make it, post it, remember it, let its pictures follow; what was posted is never taken for unsent."""
        try:
            outgoing = self._senders[delivery.kind].outgoing(delivery, row, poster, _mark(delivery))
        except (Wait, Skip, Impossible) as stopped:
            if delivery.stage not in _OUT:
                raise
            self._end(delivery, "sent", f"its pictures may be missing: {stopped}")
            return
        if delivery.stage not in _OUT:
            delivery = self._post(delivery, outgoing, poster)
        self._remember(delivery, outgoing)
        self._end(delivery, "sent", self._pictures(delivery, outgoing, poster))

    def _found_again(self, delivery: Delivery, poster: Poster) -> Delivery:
        """Where a process died while posting, look whether the message is there. Raises InDoubt."""
        if delivery.stage != "posting":
            return delivery
        since = min(delivery.due.timestamp(), time.time()) - _SKEW
        ts = poster.find(delivery.posted_in, None, _mark(delivery), since)
        stage = "posted" if ts else ""
        self._change(delivery, stage=stage, ts=ts)
        return replace(delivery, stage=stage, ts=ts)

    def _post(self, delivery: Delivery, outgoing: Outgoing, poster: Poster) -> Delivery:
        def mine() -> None:
            # From here on the message may be out; whoever takes over looks for it first.
            until = self._in(LEASE)
            self._change(delivery, stage="posting", posted_in=outgoing.channel, until=until)

        try:
            ts = poster.say(outgoing.channel, outgoing.message, None, outgoing.mark, mine)
        except InDoubt:
            raise
        except PostFailed:
            self._change(delivery, stage="")
            raise
        self._change(delivery, stage="posted", ts=ts, posted_in=outgoing.channel)
        return replace(delivery, stage="posted", ts=ts, posted_in=outgoing.channel)

    def _remember(self, delivery: Delivery, outgoing: Outgoing) -> None:
        """So that the thread under it goes on from it."""
        said, ts = outgoing.said, delivery.ts
        self._state.remember(replace(said, thread_ts=ts, payload={**said.payload, "ts": ts, "thread": ts}))

    def _pictures(self, delivery: Delivery, outgoing: Outgoing, poster: Poster) -> str:
        """The pictures into the thread; what is wrong with them. They never cost the message."""
        if not outgoing.pictures:
            return ""
        channel, thread = outgoing.channel, delivery.ts
        try:
            if delivery.stage == "picture" and poster.has_files(channel, thread):
                return ""
            self._change(delivery, stage="picture")
            for title, chart in outgoing.pictures:
                poster.upload(channel, thread, file_name(title) + ".png", cut(title, 250), self._render(chart()))
        except InDoubt as doubt:
            return f"in doubt whether the picture is there: {doubt.reason}"
        except (PostFailed, ChartError) as error:
            _log.warning("no picture", reason=str(error))
            try:
                code = "no_upload" if isinstance(error, PostFailed) else "no_chart"
                poster.say(channel, notice(say(outgoing.said.language, code, reason=str(error))), thread, "")
            except PostFailed as again:
                _log.error("not told", reason=again.reason)
            return f"no picture: {error}"
        return ""

    # what becomes of a delivery

    def _change(self, delivery: Delivery, **values: object) -> None:
        if not self._state.deliveries.change(delivery.key, self._owner, **values):
            raise _Lost

    def _end(self, delivery: Delivery, status: str, reason: str) -> None:
        self._change(delivery, status=status, reason=reason)
        _log.info("delivery over", status=status, reason=reason)

    def _again(self, delivery: Delivery, reason: str, seconds: float) -> None:
        _log.warning("delivery waits", reason=reason)
        self._change(delivery, status="due", until=self._in(seconds), reason=reason)

    def _retry(self, delivery: Delivery, row: PlanRow, poster: Poster, reason: str) -> None:
        if delivery.tries < _TRIES:
            self._again(delivery, reason, _FIRST_WAIT * 2 ** (delivery.tries - 1))
        else:
            told = self._say(row, f"{row.kind}_failed", reason=reason)
            self._failed(delivery, row, poster, reason, told)

    def _failed(
        self, delivery: Delivery, row: PlanRow, poster: Poster, reason: str, told: str, *, pause: bool = False
    ) -> None:
        self._end(delivery, "failed", reason)
        if pause:
            self._state.plans.set_status(row.id, "paused", reason)
        else:
            self._state.plans.set_problem(row.id, reason)
        tell_owner(row, poster, told)

    def _doubt(self, delivery: Delivery, row: PlanRow, poster: Poster, reason: str) -> None:
        _log.error("in doubt whether it was posted", reason=reason)
        self._end(delivery, "doubt", f"Slack does not say whether it was posted: {reason}")
        tell_owner(row, poster, self._say(row, f"{row.kind}_doubt"))

    def _say(self, row: PlanRow, code: str, **facts: str) -> str:
        plan = row.plan
        return say(str(plan.get("language") or "en"), code, name=str(plan.get("name") or row.id), **facts)

    def _in(self, seconds: float) -> datetime:
        return self._state.deliveries.later(seconds)


def _mark(delivery: Delivery) -> str:
    """By what the message of a delivery is found again: the same in every process."""
    return hashlib.sha256(delivery.key.encode()).hexdigest()[:12]
