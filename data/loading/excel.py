"""Lays out sheets of workbooks, unpacked by a process of its own that is held to a size, a time and a memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import duckdb

from data.loading.report import Repair
from data.loading.source import Kind, Source, SourceError
from data.loading.staged import Staged
from data.loading.text_files import stage_text

LARGEST = 1 << 30
_MOST_FILES = 10_000
_SECONDS = 900


def sheets_of(path: Path) -> tuple[Source, ...]:
    """The visible sheets of a workbook that have cells."""
    _unpackable(path)
    listed = _work(path, "list")
    sheets = listed["sheets"]
    if not sheets:
        raise SourceError(f"{path.name} has no visible sheet with cells.")
    size = path.stat().st_size
    return tuple(
        Source(Kind.EXCEL, path.stem if len(sheets) == 1 else name, path, name, size, head=tuple(head))
        for name, head in zip(sheets, listed["heads"], strict=True)
    )


def stage_excel(connection: duckdb.DuckDBPyConnection, source: Source, folder: Path) -> Staged:
    """Lay out one sheet: its stored values, never its formulas."""
    assert source.path is not None
    _unpackable(source.path)
    file = folder / "sheet.csv"
    told = _work(source.path, "write", source.part, str(file))
    if not told["rows"]:
        raise SourceError(f"{source.label} is empty: there is no table in it.")
    more = [Repair("merged", None, told["merged"])] if told["merged"] else []
    if told["formulas"]:
        more.append(Repair("formulas", None, told["formulas"], doubtful=True))
    return stage_text(connection, file, folder, separator=",", written_by_program=True, repairs=more)


def _unpackable(path: Path) -> None:
    """Raise for an archive whose own list says that it is too large to be a workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        return  # .xls is no archive; what else it may be, the reader tells
    size = sum(e.file_size for e in entries)
    if size > LARGEST or len(entries) > _MOST_FILES:
        raise SourceError(
            f"{path.name} unpacks to {size / (1 << 20):,.0f} MB in {len(entries):,} files; kpibot unpacks workbooks "
            f"up to {LARGEST >> 20:,} MB. Save the sheet as CSV and load that."
        )


def _work(path: Path, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "data.loading.excel_worker", str(path.resolve()), *arguments]
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise SourceError(
            f"{path.name} takes more than {_SECONDS // 60} minutes to unpack. Save the sheet as CSV and load that."
        ) from None
    if done.returncode == 0:
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer
    if done.returncode == 3:
        raise SourceError(f"{path.name} cannot be read: {done.stderr.strip()}")
    raise SourceError(
        f"{path.name} cannot be unpacked within the memory a workbook may take. Save the sheet as CSV and load that."
    )
