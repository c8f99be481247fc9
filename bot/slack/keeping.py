"""The state store as the desk uses it: a store that does not answer costs one question a moment, not its answer."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import structlog

from bot.state import AuditEntry, Feedback, PlanRow, Said, SlackPerson, State, StateError

_log = structlog.get_logger(__name__)
Result = TypeVar("Result")
_LEASE = 60.0
_PAUSE = 5.0  # after a failure the store is left alone for so long


class Keeping:
    """One process's memory. Without the store, each question is still answered once in this process."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._owner = secrets.token_hex(4)
        self._mine: set[str] = set()
        self._lock = threading.Lock()
        self._back = 0.0

    def claim(self, key: str, work: dict[str, Any] | None = None) -> bool:
        """Whether a piece of work is ours to do. `work` says what it is, for who takes over should we die."""
        without: bool | None = None
        taken = self._ask(
            "claim", lambda: self.state.claim(key, owner=self._owner, lease_seconds=_LEASE, work=work), without
        )
        with self._lock:
            if taken is False or (taken is None and key in self._mine):
                return False
            self._mine.add(key)
        return True

    def finish(self, key: str) -> None:
        """The work under a key is done."""
        if self._ask("finish", lambda: self._finished(key), False):
            with self._lock:
                self._mine.discard(key)

    def hold_on(self) -> None:
        """Keep what is being done ours: another process would take it for left behind. Raises StateError."""
        with self._lock:
            keys = list(self._mine)
        if keys:
            self.state.renew(keys, owner=self._owner, lease_seconds=_LEASE)

    def remember(self, said: Said) -> None:
        """Keep a message of ours; a menu under one that could not be kept says that it is gone."""
        self._ask("remember", lambda: self.state.remember(said), None)

    def said(self, team: str, channel: str, answer: str) -> Said | None:
        """A message of ours."""
        return self._ask("said", lambda: self.state.said(team, channel, answer), None)

    def answer_to(self, team: str, channel: str, asked_ts: str) -> Said | None:
        """Our newest answer to a message."""
        return self._ask("answer", lambda: self.state.answer_to(team, channel, asked_ts), None)

    def thread(self, team: str, channel: str, thread_ts: str, person: str) -> tuple[Said, ...]:
        """What we said in a thread that a person may see, newest last."""
        nothing: tuple[Said, ...] = ()
        return self._ask("thread", lambda: self.state.thread(team, channel, thread_ts, person=person), nothing)

    def recent(self, team: str, person: str, last: int) -> tuple[Said, ...]:
        """A person's last questions, newest first."""
        nothing: tuple[Said, ...] = ()
        return self._ask("recent", lambda: self.state.recent(team, person, last), nothing)

    def orders(self, team: str, person: SlackPerson, kind: str = "digest") -> tuple[PlanRow, ...]:
        """The digests or alerts that somebody has ordered, those that the settings hold in their name included."""
        owners = [person.user, *([person.email.casefold()] if person.email else [])]
        nothing: tuple[PlanRow, ...] = ()
        return self._ask("orders", lambda: self.state.plans.of(team, owners, kind), nothing)

    def audit(self, entry: AuditEntry) -> None:
        """One line of the audit log; where it cannot be written it goes to the program's log."""
        if not self._ask("audit", lambda: self._audited(entry), False):
            _log.error("audit", person=entry.person, role=entry.role, question=entry.question, outcome=entry.outcome)

    def feedback(self, entry: Feedback) -> bool:
        """What somebody says about a reading; whether it could be kept."""
        return self._ask("feedback", lambda: self._told(entry), False)

    def left_behind(self, since: datetime) -> tuple[tuple[str, dict[str, Any]], ...]:
        """Work that a process began and died over. Raises StateError."""
        return self.state.unfinished(since)

    def _finished(self, key: str) -> bool:
        self.state.finish(key)
        return True

    def _told(self, entry: Feedback) -> bool:
        self.state.feedback(entry)
        return True

    def _audited(self, entry: AuditEntry) -> bool:
        self.state.audit(entry)
        return True

    def _ask(self, what: str, call: Callable[[], Result], without: Result) -> Result:
        """What the store says, or the value without it."""
        if time.monotonic() < self._back:
            return without
        try:
            return call()
        except StateError as error:
            self._back = time.monotonic() + _PAUSE
            _log.error("state store not usable", what=what, reason=str(error))
            return without
