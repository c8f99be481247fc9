"""The files of a workspace that init writes, what stands in them, and what init remembers of the last time."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.founding.blocks import Key, NoBlocks, blocks_of
from bot.founding.settle import FILES
from data.faults import unwritable
from data.section import SETTINGS, WorkspaceError
from queries.guessing.draft import SECTIONS

MEMORY = ".init.json"
REPORT = "init-report.md"
_LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a folder. `before` is what init wrote last time, `now` what is there; `others` are top-level
    keys in init's files that are not its own, `foreign` the texts of other catalogue files, `elsewhere` the entries in
    those."""

    folder: Path
    before: Mapping[Key, str] = field(default_factory=dict)
    now: Mapping[Key, str] = field(default_factory=dict)
    others: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    foreign: Mapping[str, str] = field(default_factory=dict)
    elsewhere: frozenset[Key] = frozenset()
    settings: str | None = None


def standing_in(folder: Path) -> Standing:
    """What stands in a folder, which need not be there. Raises WorkspaceError where it may not be written."""
    if folder.exists() and not folder.is_dir():
        raise WorkspaceError(f"{folder}: this is a file; choose a folder for the workspace")
    _hold_inside(folder)
    memory, settings = folder / MEMORY, folder / SETTINGS
    if not memory.exists():
        if settings.exists() or (folder / "catalogue").exists():
            raise WorkspaceError(
                f"{folder}: there is a workspace already that init did not write; choose another folder"
            )
        return Standing(folder)
    before = _remembered(memory)
    now: dict[Key, str] = {}
    others: dict[str, dict[str, str]] = {}
    for file, sections in FILES.items():
        text = _text(folder / file)
        try:
            blocks = blocks_of(text, sections)
        except NoBlocks as error:
            raise WorkspaceError(
                f"{folder / file}:1: cannot be kept and added to ({error}); put it right or rename it"
            ) from error
        now.update(blocks.entries)
        others[file] = blocks.others
    foreign, elsewhere = _foreign(folder)
    return Standing(folder, before, now, others, foreign, elsewhere, _text(settings) or None)


def _hold_inside(folder: Path) -> None:
    """Nothing that init writes may lie outside the folder by way of a link."""
    root = folder.resolve()
    for name in ("catalogue", "data", MEMORY, REPORT, SETTINGS, *FILES):
        path = folder / name
        if path.is_symlink() or not path.resolve().is_relative_to(root):
            raise WorkspaceError(f"{path}: this is a link; init writes only into the folder itself")


def _foreign(folder: Path) -> tuple[dict[str, str], frozenset[Key]]:
    texts: dict[str, str] = {}
    keys: set[Key] = set()
    for pattern in ("*.yaml", "*.yml"):
        for path in sorted((folder / "catalogue").glob(pattern)):
            name = f"catalogue/{path.name}"
            if name in FILES:
                continue
            texts[name] = _text(path)
            try:
                keys.update(blocks_of(texts[name], SECTIONS).entries)
            except NoBlocks:
                continue  # written in another way: a clash is told by the catalogue's own checks
    return texts, frozenset(keys)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise WorkspaceError(f"{path}:1: this is too large for a file of settings")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{path}:1: cannot be read: {error}") from error


def _remembered(memory: Path) -> dict[Key, str]:
    try:
        entries = json.loads(_text(memory))["entries"]
        return {
            (str(section), str(name)): str(text) for section, some in entries.items() for name, text in some.items()
        }
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise WorkspaceError(
            f"{memory}:1: what init wrote last time cannot be read; remove the file and edit by hand"
        ) from error


def write_down(folder: Path, texts: Mapping[str, str], settings: str, fresh: Mapping[Key, str]) -> None:
    """Write the catalogue and the settings, each file whole or not at all."""
    try:
        (folder / "catalogue").mkdir(parents=True, exist_ok=True)
        for file, text in texts.items():
            replace_file(folder / file, text)
        replace_file(folder / SETTINGS, settings)
        entries: dict[str, dict[str, str]] = {}
        for (section, name), text in fresh.items():
            entries.setdefault(section, {})[name] = text
        replace_file(folder / MEMORY, json.dumps({"entries": entries}, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise unwritable(error, folder) from error


def replace_file(path: Path, text: str) -> None:
    """Write a file beside the old one and put it in its place."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
