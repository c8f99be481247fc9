"""The company as it is now: opened anew when its data is published or the day changes, without a pause for anyone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import structlog

from bot.opening import Company

_log = structlog.get_logger(__name__)


class Current:
    """Holds the open company. `open_it(day)` opens it; `day()` is today in the workspace; both are asked again and
    again. Questions on their way finish on the data they began with.
    """

    def __init__(
        self, open_it: Callable[[date], Company], day: Callable[[], date], *, every_seconds: float = 20.0
    ) -> None:
        self._open_it, self._day, self._every = open_it, day, every_seconds
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._opened_on = day()
        self._company = open_it(self._opened_on)
        self.problem = ""

    @property
    def company(self) -> Company:
        """The company to answer from."""
        return self._company

    def watch(self) -> None:
        """Look for new data in the background until `close`."""
        self._thread = threading.Thread(target=self._watch, name="data", daemon=True)
        self._thread.start()

    def look(self) -> bool:
        """Open the company anew where its data or the day has changed; whether that was so."""
        old, today = self._company, self._day()
        moved = old.store.refresh()
        if not moved and today == self._opened_on:
            return False
        self._company = self._open_it(today)
        self._opened_on = today
        self.problem = ""
        old.store.close()
        return True

    def close(self) -> None:
        """Stop looking, let the data go."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(10)
        self._company.store.close()

    def _watch(self) -> None:
        while not self._stop.wait(self._every):
            try:
                if self.look():
                    _log.info("data opened", version=self._company.dataset.version)
            except Exception as error:  # broken new data must not end the answers from the old
                self.problem = str(error)
                _log.error("new data not opened", reason=str(error))
