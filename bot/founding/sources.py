"""The `sources` of a new workspace: files that continue each other are one; no address of a server is written."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.founding.continuing import continuing
from data.loading.report import TableReport
from data.loading.source import Source
from data.section import SETTINGS
from data.sources import SourceSetting
from data.unpivot import PERIODS, Unpivot, unpivot_keys
from queries.guessing.yaml_text import flow

ADDRESS = "KPIBOT_SOURCE_DSN"
"""The environment variable that loading takes a server's address from."""
_GUESS = Unpivot(guess=True)
"""A new table is turned where it surely is a crosstab; one that stands in kpibot.yaml as that says."""


def settings_of(sources: Sequence[Source], folder: Path) -> tuple[SourceSetting, ...]:
    """Where each table is read from, as kpibot.yaml says it."""
    place = f"{folder / SETTINGS}:1"
    found: list[SourceSetting] = []
    taken: set[str] = set()
    for together in continuing(sources):
        first = together.sources[0]
        if first.path is None:
            name = _free(first.name, taken)
            found.append(SourceSetting(name, place, postgres=ADDRESS, table=first.part, unpivot=_GUESS))
            continue
        file = _relative(first.path.with_name(together.file), folder)
        name = _free(together.name, taken)
        found.append(SourceSetting(name, place, file, together.part, unpivot=_GUESS, period=together.period))
    return tuple(found)


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    taken.add(free)
    return free


def _relative(path: Path, folder: Path) -> str:
    """A path from the folder where it lies near it, else whole."""
    whole, base = Path(os.path.abspath(path)), Path(os.path.abspath(folder))  # noqa: PTH100 - a pattern is no file
    if whole.is_relative_to(base.parent) and base.parent != Path(base.anchor):
        return Path(os.path.relpath(whole, base)).as_posix()
    return whole.as_posix()


def with_new(old: Sequence[SourceSetting], fresh: Sequence[SourceSetting]) -> tuple[SourceSetting, ...]:
    """The fresh ones that the old do not have; named apart from them."""
    known = {(one.file, one.postgres, one.table) for one in old}
    names = {one.name for one in old}
    return tuple(
        replace(one, name=_free(one.name, names)) for one in fresh if (one.file, one.postgres, one.table) not in known
    )


def as_turned(settings: Sequence[SourceSetting], reports: Sequence[TableReport]) -> tuple[SourceSetting, ...]:
    """The settings with how their tables were turned and what names told, where that was found out while reading."""
    read = {report.table: report for report in reversed(reports)}
    return tuple(
        replace(one, unpivot=report.unpivot, period=report.period)
        if (report := read.get(one.name))
        else replace(one, unpivot=None, period="")
        for one in settings
    )


def lines_of(settings: Sequence[SourceSetting]) -> str:
    """The lines of sources below `sources:`."""
    return "".join(f"  {one.name}: {flow(_keys(one))}\n" for one in settings)


def _keys(one: SourceSetting) -> dict[str, object]:
    keys: dict[str, object] = {"file": one.file} if one.file else {"postgres": one.postgres}
    if one.table:
        keys["table"] = one.table
    if one.period:
        keys["period"] = one.period
    return keys if one.unpivot is None else {**keys, "unpivot": unpivot_keys(one.unpivot) or PERIODS}


def add_lines(text: str, settings: Sequence[SourceSetting]) -> str:
    """kpibot.yaml with sources added below its `sources:`; the rest stays as it is."""
    if not settings:
        return text
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if re.match(r"sources:\s*(#.*)?$", line):
            return "".join([*lines[: number + 1], lines_of(settings), *lines[number + 1 :]])
    return text.rstrip("\n") + "\n\nsources:\n" + lines_of(settings)
