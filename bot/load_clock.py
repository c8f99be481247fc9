"""Loads data when it is due, each time in a process of its own, so that answering neither stops nor grows."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.loading import command_of, last_due, loaded_at
from data.workspace import WorkspaceError, read_workspace

_SECONDS = 20.0


class LoadClock:
    """Looks now and then whether a load is due. The data's own age is the memory: what was due while nobody ran is
    loaded at once, and of several processes the first one loads. A load that failed waits for the next due time.
    """

    def __init__(
        self,
        folder: Path,
        say: Callable[[str], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        every_seconds: float = _SECONDS,
    ) -> None:
        self._folder, self._say, self._clock, self._every = folder, say, clock, every_seconds
        self._tried: datetime | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._child: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Look in the background until `close`."""
        self._thread = threading.Thread(target=self.run, args=(self._stop,), name="loading", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop looking; a load on its way is ended, and the data stays as it is."""
        self._stop.set()
        child = self._child
        if child is not None and child.poll() is None:
            child.terminate()
        if self._thread is not None:
            self._thread.join(10)

    def run(self, stop: threading.Event) -> None:
        """Look until `stop` is set."""
        while not stop.is_set():
            self.look()
            stop.wait(self._every)

    def look(self) -> bool:
        """Load if it is due; whether it was."""
        try:
            place = read_workspace(self._folder)
        except WorkspaceError as error:
            self._say(f"not loaded: {error}")
            return False
        if place.load is None or not place.sources:
            return False
        due = last_due(place.load, self._clock())
        at = loaded_at(place)
        if (at is not None and at >= due) or self._tried == due:
            return False
        self._tried = due
        self._child = subprocess.Popen(
            (sys.executable, *command_of(self._folder, due)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        _, said = self._child.communicate()
        if self._child.returncode:
            self._say(f"not loaded: {said.strip() or 'the load was ended'}")
        else:
            self._say("data loaded")
        return True
