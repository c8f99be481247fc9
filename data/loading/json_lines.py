"""Lays out JSON lines and files that are one JSON array: a column for each key, also for those of nested objects."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import duckdb

from data.loading.encodings import as_utf8
from data.loading.report import Refused, Repair
from data.loading.source import SourceError
from data.loading.staged import Staged
from data.loading.text_files import SHOWN, stage_rows

_MOST_COLUMNS = 5_000
_LARGEST_ARRAY = 256 << 20
_LONGEST_LINE = 16 << 20
_SHOWN = 200
_DECODER = json.JSONDecoder()
_SPACES = re.compile(r"\s*")


def stage_json(connection: duckdb.DuckDBPyConnection, path: Path, folder: Path) -> Staged:
    """Lay a file out in two passes: the keys first, then the rows. A line that is no JSON object is refused."""
    decoded = as_utf8(path, folder / "utf8.json")
    keys: dict[str, None] = {}
    refused: list[Refused] = []
    bad = 0
    nested: dict[str, None] = {}
    for line, text, row in _rows(decoded.path):
        if row is None:
            bad += 1
            if len(refused) < SHOWN:
                refused.append(Refused(line, "this is no JSON object", text))
            continue
        keys.update(dict.fromkeys(row))
        nested.update(dict.fromkeys(k.split(".")[0] for k in row if "." in k))
        if len(keys) > _MOST_COLUMNS:
            raise SourceError(f"{path.name} has more than {_MOST_COLUMNS:,} different keys; it is no table.")
    if not keys:
        raise SourceError(f'{path.name} holds no JSON object; expected are objects such as {{"id": 1}}, one a line.')
    file = folder / "rows.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for _, _, row in _rows(decoded.path):
            if row is not None:
                writer.writerow([row.get(k, "") for k in keys])
    repairs = (*decoded.repairs, *(Repair("flattened", None, 1, detail=k) for k in nested))
    return stage_rows(connection, file, tuple(keys), refused=refused, refused_rows=bad, repairs=repairs)


def _rows(path: Path) -> Iterator[tuple[int, str, dict[str, str] | None]]:
    """Each object with its line and text; None for what is none."""
    with path.open(encoding="utf-8-sig") as file:
        first = file.read(1)
        while first and first.isspace():
            first = file.read(1)
        file.seek(0)
        if first == "[":
            yield from _array(path)
            return
        for number, line in _lines(file):
            if line.strip():
                yield number, line[:_SHOWN].strip(), _flat(_loaded(line))


def _lines(file: TextIO) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; of one that is too long for an object of a table the beginning."""
    number = 0
    while line := file.readline(_LONGEST_LINE):
        number += 1
        yield number, line
        while line and not line.endswith("\n"):
            line = file.readline(_LONGEST_LINE)


def _array(path: Path) -> Iterator[tuple[int, str, dict[str, str] | None]]:
    """The items of an array, one after the other, which takes no more memory than the text does."""
    if path.stat().st_size > _LARGEST_ARRAY:
        raise SourceError(
            f"{path.name} is one JSON array of {path.stat().st_size >> 20:,} MB; write one object a line instead."
        )
    text = path.read_text("utf-8-sig")
    place, number = _past(text, text.index("[") + 1), 0
    try:
        while text[place : place + 1] != "]":
            begin = place
            item, place = _DECODER.raw_decode(text, begin)
            number += 1
            yield number, text[begin : min(place, begin + _SHOWN)], _flat(item)
            place = _past(text, place)
            if text[place : place + 1] == ",":
                place = _past(text, place + 1)
            elif text[place : place + 1] != "]":
                raise ValueError(f"after item {number:,} of the array stands neither a comma nor its end")
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path.name} is no JSON: {error}") from error


def _past(text: str, place: int) -> int:
    """The place of what follows the spaces."""
    found = _SPACES.match(text, place)
    return found.end() if found else place


def _loaded(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _flat(item: Any, before: str = "", depth: int = 0) -> dict[str, str] | None:
    """An object's values as texts; those of objects within as "customer.name", lists as JSON."""
    if not isinstance(item, dict):
        return None
    row: dict[str, str] = {}
    for key, value in item.items():
        if isinstance(value, dict) and value and depth < 4:
            row.update(_flat(value, f"{before}{key}.", depth + 1) or {})
        else:
            row[_text(f"{before}{key}")] = _text(value)
    return row


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        # Halves of letters that JSON can write ("\\ud800") stand in no file.
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value, ensure_ascii=False)
