"""Files and sheets that continue each other are one table: sales_2023_01.csv and sales_2023_02.csv, a sheet a month."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.loading.layout import SEPARATORS
from data.loading.named import bare, period_in, period_named, starred
from data.loading.naming import name_of
from data.loading.periods import Period
from data.loading.source import Kind, Source
from data.sources import GUESSED

_NUMBERS = re.compile(r"\d+")
_HEADER = 65_536
_FIRST_LINES = 10
_LEAST = 3
"""So many names of months without a year: "set" and "out" are months as well."""
_UNNAMED = re.compile(r"column_\d+|data|dataset|sheet|file|files")

Header = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Sources that are one table: the name for it, the pattern of its files or of the sheets in one, and the setting
    `period` to begin with."""

    sources: tuple[Source, ...]
    name: str
    file: str
    part: str
    period: str = ""


def continuing(sources: Sequence[Source]) -> list[Together]:
    """The sources in their order, those together that have one header, and names alike but for a period or numbers."""
    heads = {number: _header(source) for number, source in enumerate(sources) if source.path is not None}
    parts: dict[Path, list[Source]] = defaultdict(list)
    for source in sources:
        if source.path is not None:
            parts[source.path].append(source)
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, source in enumerate(sources):
        groups[_key(source, heads.get(number, ()), parts) or (number,)].append(number)
    found: list[tuple[int, Together]] = []
    for numbers in groups.values():
        group = [sources[number] for number in numbers]
        together = _together(group) if len(group) > 1 else None
        if together is not None:
            found.append((numbers[0], together))
        else:
            found += [(number, _alone(sources[number])) for number in numbers]
    return [together for _, together in sorted(found, key=lambda one: one[0])]


def _alone(source: Source) -> Together:
    return Together((source,), source.name, source.path.name if source.path is not None else "", source.part)


def _key(source: Source, head: Header, parts: dict[Path, list[Source]]) -> tuple[object, ...] | None:
    """What sources that continue each other have in common; None for one whose name tells nothing."""
    if source.path is None or not head:
        return None
    if source.kind is Kind.EXCEL and len(parts[source.path]) > 1:
        # Its sheets continue each other, not the files.
        return _of_name(source.part, (source.path, *head))
    return _of_name(source.path.stem, (source.path.parent, source.path.suffix, source.part, *head))


def _of_name(name: str, others: tuple[object, ...]) -> tuple[object, ...] | None:
    period = period_in(name)
    if period is not None:
        return (period.kind, period.rest, starred(name), *others)
    return (_NUMBERS.sub("*", name), *others) if _NUMBERS.search(name) else None


def _together(group: Sequence[Source]) -> Together | None:
    """The table of sources with one key; None where they only look so."""
    first = group[0]
    assert first.path is not None
    sheets = first.path == group[1].path
    if sheets and len({source.part for source in group}) < len(group):
        return None
    periods = [period_named(source) for source in group]
    stem = first.part if sheets else first.path.stem
    if period_in(stem) is None:
        return None if sheets else _numbered(group)
    if not _apart(periods):
        return None
    pattern = starred(stem)
    name = _free_of_periods(stem, first.path.stem if sheets else "", first.path.resolve().parent.name)
    if sheets:
        return Together(tuple(group), name, first.path.name, pattern, GUESSED)
    file = pattern + first.path.suffix
    return Together(tuple(group), name, file, first.part, GUESSED)


def _numbered(group: Sequence[Source]) -> Together | None:
    path = group[0].path
    assert path is not None
    pattern = _NUMBERS.sub("*", path.stem) + path.suffix
    name = name_of(_NUMBERS.sub(" ", path.stem))
    return Together(tuple(group), name, pattern, group[0].part) if _are_all(group, pattern) else None


def _are_all(group: Sequence[Source], pattern: str) -> bool:
    """Whether a pattern stands for these files and no others."""
    path = group[0].path
    assert path is not None
    return set(path.parent.glob(pattern)) == {source.path for source in group}


def _apart(periods: Sequence[Period | None]) -> bool:
    """Whether names tell different periods of one kind."""
    told = [(one.year, one.number, one.day) for one in periods if one is not None]
    if len(told) < len(periods) or len(set(told)) < len(told):
        return False
    return len(told) >= _LEAST or all(year is not None for year, _, _ in told)


def _free_of_periods(*names: str) -> str:
    """A table's name: the first of some names that says more than a period."""
    plain = [name_of(bare(name)) for name in names]
    return next((name for name in plain if not _UNNAMED.fullmatch(name)), "rows")


def _header(source: Source) -> Header:
    """The names of a source's columns, in any order, as far as they are known before it is read."""
    if source.kind is Kind.EXCEL:
        return tuple(sorted(source.head))
    if source.path is None or source.kind not in (Kind.TEXT, Kind.JSON_LINES):
        return ()
    with source.path.open("rb") as file:
        begin = file.read(_HEADER)
    wide = begin[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    lines = begin.decode("utf-16" if wide else "latin-1", errors="replace").splitlines()[:_FIRST_LINES] or [""]
    return _keys(lines[0]) if source.kind is Kind.JSON_LINES else _names(lines)


def _names(lines: Sequence[str]) -> Header:
    """The first of some lines that is as wide as most of them, below a title."""
    best: tuple[int, Header] = (1, ())
    for separator in SEPARATORS:
        rows = _cells(lines, separator)
        width, _ = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
        if width > best[0]:
            best = width, tuple(sorted(cell.strip() for cell in next(row for row in rows if len(row) == width)))
    return best[1]


def _cells(lines: Sequence[str], separator: str) -> list[list[str]]:
    try:
        return [row for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:
        return []


def _keys(line: str) -> Header:
    try:
        one = json.loads(line)
    except ValueError:
        return ()
    return tuple(sorted(one)) if isinstance(one, dict) else ()
