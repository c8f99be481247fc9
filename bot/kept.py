"""What opening a company works out, kept between runs: the checked catalogue, the members, the reader's lookups.

It is kept under everything it depends on: the catalogue's text, the data's version, the day, our own code. So it is
never stale. It is kept in the person's own cache folder and nowhere else, since what is unpickled runs as code. Very
many members are in folders of their own, which do not depend on the day.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import bot
from data.engines.opened import Opened
from data.versions import alone
from data.workspace import Workspace

_KEPT = 8  # files; the oldest go
_KEPT_FOLDERS = 2  # of one workspace's members of one dimension: a process may still open the one before
_ROOMS = ("bot", "data", "intents", "queries")
Thing = TypeVar("Thing")


def kept(workspace: Workspace, store: Opened, today: date, kind: type[Thing], make: Callable[[], Thing]) -> Thing:
    """The thing kept from the last run on the same files, data, day and code; else made, and kept for the next."""
    folder = _folder()
    if folder is None:
        return make()
    file = folder / f"{kind.__name__.lower()}-{_key(workspace, store, today)}.pickle"
    found = _read(file, kind)
    if found is not None:
        return found
    made = make()
    _write(file, made)
    return made


def kept_folder(
    workspace: Workspace,
    store: Opened,
    name: str,
    fill: Callable[[Path], None],
    elsewhere: Callable[[], None] | None = None,
) -> Path:
    """The folder kept from the last run on the same files, data and code; else filled, and kept for the next.

    `elsewhere` is called first: it may have another process keep the folder, for which no other one is begun meanwhile.
    """
    base = _folder()
    if base is None:
        base = Path(tempfile.mkdtemp(prefix="kpibot-"))
        atexit.register(shutil.rmtree, base, ignore_errors=True)
    of = hashlib.sha256(str(workspace.folder.resolve()).encode()).hexdigest()[:8]
    folder = base / f"{name}-{of}-{_key(workspace, store, None)}"
    if elsewhere is not None and _folder() is not None:
        with alone(base, f"{name}-{of}.lock"):
            if not folder.exists():
                elsewhere()
    if not folder.exists():
        fresh = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=base))
        try:
            fill(fresh)
            with contextlib.suppress(OSError):  # another process was faster
                fresh.replace(folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        known = sorted(base.glob(f"{name}-{of}-*/"), key=lambda f: f.stat().st_mtime, reverse=True)
        for old in known[_KEPT_FOLDERS:]:
            shutil.rmtree(old, ignore_errors=True)
    return folder


def _folder() -> Path | None:
    """The person's own cache folder; None where there is none that only they can write to."""
    base = os.environ.get("XDG_CACHE_HOME")
    folder = Path(base) / "kpibot" if base else Path("~/.cache/kpibot").expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        state = folder.stat()
    except (OSError, RuntimeError):
        return None
    return folder if state.st_uid == os.getuid() and not state.st_mode & 0o022 else None


def _key(workspace: Workspace, store: Opened, today: date | None) -> str:
    """A name for all that goes in; without a day for what is the same on every day."""
    digest = hashlib.sha256()
    day = today.isoformat() if today is not None else ""
    for part in (str(workspace.folder.resolve()), store.version, day, sys.version, version("sqlglot")):
        digest.update(part.encode() + b"\0")
    for file in [workspace.folder / "kpibot.yaml", *sorted(workspace.folder.rglob("*.y*ml"))]:
        digest.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
    home = Path(bot.__file__).parent.parent
    for room in _ROOMS:
        for file in sorted((home / room).rglob("*.py")):
            state = file.stat()
            digest.update(f"{file} {state.st_size} {state.st_mtime_ns}\0".encode())
    return digest.hexdigest()[:24]


def _read(file: Path, kind: type[Thing]) -> Thing | None:
    try:
        content = file.read_bytes()
    except OSError:
        return None
    with contextlib.suppress(Exception):  # a damaged file is as good as none
        found = pickle.loads(content)
        if isinstance(found, kind):
            return found
    return None


def _write(file: Path, thing: object) -> None:
    fresh = file.with_suffix(f".{os.getpid()}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            pickle.dump(thing, target, protocol=pickle.HIGHEST_PROTOCOL)
        fresh.replace(file)
        files = sorted(file.parent.glob("*.pickle"), key=lambda f: f.stat().st_mtime, reverse=True)
        for old in files[_KEPT:]:
            old.unlink(missing_ok=True)
    except (OSError, pickle.PicklingError, TypeError, AttributeError):
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
