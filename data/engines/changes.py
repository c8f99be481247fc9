"""Whether a live database has changed, looked for from time to time."""

from __future__ import annotations

import time
from collections.abc import Callable


class Changes:
    """`known` names the rows as they were at first, as `state` does; they are looked at every so many seconds."""

    def __init__(self, every: float, state: Callable[[], str]) -> None:
        self._every, self._state = every, state
        self.known = state()
        self._looked = time.monotonic()

    def found(self) -> bool:
        """Whether the rows are others than at first, once it is time to look."""
        if time.monotonic() - self._looked < self._every:
            return False
        self._looked = time.monotonic()
        return self._state() != self.known
