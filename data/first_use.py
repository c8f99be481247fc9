"""The demo workspace: written where somebody asks for it, and made by itself on first use under .kpibot."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import duckdb

from data import versions
from data.faults import StoreError, unwritable
from data.publish import Build, publish
from data.workspace import read_workspace

SEED = 7
_MADE = "made.json"
_UNFINISHED = "unfinished"
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What a demo workspace was made from."""

    generator: str
    today: str
    seed: int
    scale: int


def home() -> Path:
    """Where kpibot keeps what it makes: KPIBOT_HOME, else .kpibot in the current folder."""
    return Path(os.environ.get("KPIBOT_HOME") or ".kpibot")


def demo_workspace(today: date, *, pinned: bool, progress: Progress | None = None, say: Callable[[str], None]) -> Path:
    """The demo workspace, made if it is missing, made by another version, or older than yesterday.

    With a pinned day an existing one is left as it is. Two first uses at once make it once.
    """
    folder = home() / "demo"
    if _fresh(folder, today, pinned):
        return folder
    try:
        with versions.alone(folder, "making.lock"):
            if not _fresh(folder, today, pinned):
                say("Making the demo company anew ..." if _usable(folder) else "Making the demo company ...")
                write_demo(folder, seed=SEED, today=today, scale=1, progress=progress)
    except (StoreError, OSError) as error:
        if not _usable(folder):
            raise
        say(f"The demo company stays as it was: {error}")
    return folder


def write_demo(
    folder: Path,
    *,
    seed: int,
    today: date,
    scale: int,
    progress: Progress | None = None,
    finish: Build | None = None,
) -> Path:
    """Write the demo's kpibot.yaml and catalogue, build its data and publish it; the workspace's folder.

    `finish` adds what rests on the loaded data, before it is published.
    """
    from data.demo.build import Truth, build_demo, write_truth

    truth: list[Truth] = []

    def build(connection: duckdb.DuckDBPyConnection) -> None:
        truth.append(build_demo(connection, seed=seed, today=today, scale=scale, progress=progress))
        if finish is not None:
            finish(connection)

    try:
        folder.mkdir(parents=True, exist_ok=True)
        if _made(folder) is None:
            _note(folder, Made(_UNFINISHED, today.isoformat(), seed, scale))
        _copy_workspace(folder)
        publish(read_workspace(folder).database, build)
        write_truth(truth[0], folder / "truth.json")
        _note(folder, Made(_generator(), today.isoformat(), seed, scale))
    except OSError as error:
        raise unwritable(error, folder) from error
    return folder


def may_write_demo(folder: Path) -> bool:
    """Whether a folder is free for a demo workspace: not there, empty, or a demo already."""
    return not folder.exists() or (folder.is_dir() and (_made(folder) is not None or not any(folder.iterdir())))


def _copy_workspace(folder: Path) -> None:
    """The demo belongs to kpibot: its files replace those of the version before."""
    source = Path(str(files("data.demo"))) / "workspace"
    old = folder / "catalogue"
    if old.is_dir():
        shutil.rmtree(old)
    shutil.copytree(source, folder, dirs_exist_ok=True)


def _fresh(folder: Path, today: date, pinned: bool) -> bool:
    made = _made(folder)
    if made is None or made.generator != _generator():
        return False
    return pinned or date.fromisoformat(made.today) >= today - timedelta(days=1)


def _made(folder: Path) -> Made | None:
    try:
        data = json.loads((folder / _MADE).read_text(encoding="utf-8"))
        return Made(data["generator"], data["today"], data["seed"], data["scale"])
    except (OSError, ValueError, KeyError):
        return None


def _generator() -> str:
    """The version of the demo's files: when any of them changes, the demo is made again."""
    root = Path(str(files("data.demo")))
    digest = hashlib.sha256()
    for file in sorted(p for p in root.rglob("*") if p.suffix in (".py", ".sql", ".yaml")):
        digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _note(folder: Path, made: Made) -> None:
    fresh = folder / f".{_MADE}"
    fresh.write_text(json.dumps(asdict(made)) + "\n", encoding="utf-8")
    fresh.replace(folder / _MADE)


def _usable(folder: Path) -> bool:
    made = _made(folder)
    return made is not None and made.generator != _UNFINISHED
