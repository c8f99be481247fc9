"""Forgets once a day what the state store no longer needs, so that it does not grow for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.state import State

KEPT = timedelta(days=730)
"""Threads, claims and deliveries are kept so long; the audit log and feedback stay until somebody deletes them."""


class Upkeep:
    """Tidies at its first call and then once each day."""

    def __init__(self, state: State, clock: Callable[[], datetime]) -> None:
        self._state, self._clock = state, clock
        self._done: date | None = None

    def look(self) -> bool:
        """Tidy where today has not been tidied yet; whether it was."""
        now = self._clock()
        if self._done == now.date():
            return False
        self._done = now.date()
        self._state.tidy(now - KEPT)
        return True
