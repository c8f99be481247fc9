"""How a run ends: each kind of failure has a sentence on stderr and an exit code of its own."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.exits import Exit
from bot.progress import say
from data.faults import StoreCorrupt, StoreError, StoreLocked, StoreMissing, StoreUnwritable
from data.rows import QueryFailed
from data.workspace import WorkspaceError

__all__ = ["Exit", "Stop", "ending", "failure_of", "write_down"]


class Stop(Exception):
    """A failure whose sentence is ready."""

    def __init__(self, code: Exit, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


def failure_of(error: BaseException) -> Stop | None:
    """The failure behind an exception; None for one that nobody foresaw."""
    from bot.people import UnknownPerson
    from bot.rights import Denied
    from bot.words.en_notes import NOTES
    from queries.catalogue.problems import CatalogueError

    if isinstance(error, Stop):
        return error
    if isinstance(error, WorkspaceError | CatalogueError):
        return Stop(Exit.WORKSPACE, str(error))
    if isinstance(error, UnknownPerson):
        return Stop(Exit.PERSON, f"Nobody here has the e-mail address {error}; ask whoever keeps the workspace.")
    if isinstance(error, Denied):
        return Stop(Exit.PERSON, NOTES[error.note.code].format_map({"allowed": "", **error.note.facts}))
    if isinstance(error, StoreError):
        codes = {
            StoreMissing: Exit.DATABASE_MISSING,
            StoreLocked: Exit.DATABASE_LOCKED,
            StoreCorrupt: Exit.DATABASE_CORRUPT,
            StoreUnwritable: Exit.DISK,
        }
        return Stop(codes.get(type(error), Exit.DATABASE_CORRUPT), str(error))
    if isinstance(error, QueryFailed):
        return Stop(Exit.QUERY, str(error))
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM):
        return Stop(Exit.DISK, f"{error.filename or 'The disk'} cannot be written to: {error.strerror}.")
    if isinstance(error, KeyboardInterrupt):
        return Stop(Exit.INTERRUPTED, "Stopped.")
    return None


@contextmanager
def ending() -> Iterator[None]:
    """Turn whatever goes wrong inside into a sentence and an exit code."""
    try:
        yield
    except BrokenPipeError:
        # Whoever read our output has had enough; keep the interpreter from complaining about it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(Exit.OK) from None
    except Exception as error:
        stop = failure_of(error)
        if stop is None:
            stop = Stop(Exit.BUG, f"Something went wrong that should not have: {error!r}.{write_down(error)}")
        say(stop.sentence)
        raise SystemExit(stop.code) from None
    except KeyboardInterrupt:
        say("Stopped.")
        raise SystemExit(Exit.INTERRUPTED) from None


def write_down(error: Exception) -> str:
    """Where the whole story of an unforeseen error was put, if KPIBOT_DEBUG asks for it."""
    if not os.environ.get("KPIBOT_DEBUG"):
        return " Set KPIBOT_DEBUG=1 to have the details written to a file."
    folder = Path(os.environ.get("KPIBOT_HOME") or ".kpibot") / "log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"error-{datetime.now(UTC):%Y%m%d-%H%M%S}.log"
        file.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return ""
    return f" The details are in {file}."
