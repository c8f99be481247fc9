"""How a text file lays out its table: what separates values, where the header is, what the columns are called."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from data.loading.periods import periods_of
from data.loading.report import Repair
from data.loading.source import SourceError

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_RARE = {"^": "carets", "~": "tildes", "\x01": "characters of number 1", "\x1f": "characters of number 31"}
"""Of databases that write files for each other; only where nothing else separates names and values."""
_SAMPLE = 1 << 20
_ROWS = 400
_LEAST, _GROUPS = 3, 2
MOST_COLUMNS = 20_000
_VALUE = re.compile(r"[\s\d.,:;/%()+$€£¥۰-۹٠-٩٫٬-]*\d[\s\d.,:;/%()+$€£¥۰-۹٠-٩٫٬-]*|true|false|yes|no|null|n/?a", re.I)
_BAND = re.compile(r"\d{1,3} ?[-–] ?\d{1,3}|\d{1,3} ?\+")
_YEAR = re.compile(r"(19|20|13|14)\d\d")


class _Backslashes(csv.excel):
    r"""A quote within quotes is written \", as Spark and MySQL do."""

    doublequote = False
    escapechar = "\\"


DIALECTS: dict[str, type[csv.Dialect]] = {'"': csv.excel, "\\": _Backslashes}
"""How Python reads rows by what stands before a quote within quotes."""

# A cell may hold a whole document.
csv.field_size_limit(1 << 24)


@dataclass(frozen=True, slots=True)
class Layout:
    """`skip` rows stand before the first one that counts, each of all the lines that a quote makes one of, as DuckDB
    counts them; `headers` has one text for each column ("" without). `escape` stands before a quote within quotes.
    """

    separator: str
    headers: tuple[str, ...]
    skip: int
    repairs: tuple[Repair, ...]
    escape: str = '"'


def layout_of(path: Path, *, separator: str = "") -> Layout:
    """Look at the beginning of a UTF-8 file. Raises SourceError for a file without any value."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        text = file.read(_SAMPLE)
    whole = len(text) < _SAMPLE
    repairs: list[Repair] = []
    told = re.match(r'"?sep=(.)"?\r?\n', text)
    if told:
        separator, text = told[1], text[told.end() :]
    separator = separator or _separator(text)
    escape = _escape(text, separator, whole)
    rows = _rows(text, separator, whole, escape)
    filled = [r for r in rows if any(cell.strip() for cell in r.cells)]
    if not filled:
        raise SourceError(f"{path.name} is empty: there is no table in it.")
    if separator != ",":
        repairs.append(Repair("separator", None, 1, detail={**SEPARATORS, **_RARE}.get(separator, repr(separator))))
    head = _header(rows)
    begin = next(i for i, r in enumerate(rows) if any(c.strip() for c in r.cells)) if head is None else head
    two = _two_rows(rows, begin)
    if head is None and two is None:
        width = max(len(r.cells) for r in filled)
        headers, skip = ("",) * width, 0
        repairs.append(Repair("no_header", None, 1))
    else:
        first, last = two or (begin, begin)
        if two:
            rows = [*rows[:first], *rows[first + 1 : last], _together(rows[first], rows[last]), *rows[last + 1 :]]
            last -= 1
            repairs.append(Repair("two_header_rows", None, 1))
        headers, skip = _trimmed(rows, last), rows[last].place + 1
        _check_quotes(rows[: last + 1], path.name)
        above = sum(any(c.strip() for c in r.cells) for r in rows[:first])
        if above:
            texts = tuple(" ".join(filter(None, (c.strip() for c in r.cells)))[:80] for r in rows[:first])
            repairs.append(Repair("title_rows", None, above, tuple(t for t in texts if t)[:3]))
    if len(headers) > MOST_COLUMNS:
        raise SourceError(f"{path.name} has {len(headers):,} columns; kpibot reads up to {MOST_COLUMNS:,}.")
    return Layout(separator, headers, skip + (1 if told else 0), tuple(repairs), escape)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: list[str]
    begin: int  # its first physical line, counted from 0
    end: int  # the line after it
    place: int  # how many rows stand before it


def _rows(text: str, separator: str, whole: bool, escape: str = '"') -> list[_Row]:
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, DIALECTS[escape], delimiter=separator)
    rows: list[_Row] = []
    begin = 0
    try:
        for cells in reader:
            rows.append(_Row(cells, begin, reader.line_num, len(rows)))
            begin = reader.line_num
            if len(rows) >= _ROWS:
                break
    except csv.Error:
        pass
    if not whole and begin >= len(lines):
        rows = rows[:-1] or rows
    widths = Counter(len(r.cells) for r in rows if r.end - r.begin == 1 and len(r.cells) > 1)
    usual = widths.most_common(1)[0][0] if widths else 1
    return [row for r in rows for row in _physical(r, usual, lines, separator)]


def _physical(row: _Row, usual: int, lines: list[str], separator: str) -> list[_Row]:
    """A row that a quote without an end made of many lines, as those lines."""
    if row.end - row.begin == 1 or len(row.cells) == usual:
        return [row]
    bare = csv.reader(lines[row.begin : row.end], delimiter=separator, quoting=csv.QUOTE_NONE)
    return [_Row(cells, row.begin + n, row.begin + n + 1, row.place) for n, cells in enumerate(bare)]


def _check_quotes(rows: list[_Row], name: str) -> None:
    """What follows a quote without an end would be taken for a part of the titles."""
    for row, following in pairwise(rows):
        if row.place == following.place:
            raise SourceError(
                f"{name} has a quote without an end on line {row.begin + 1}, above its table: take it out."
            )


def _escape(text: str, separator: str, whole: bool) -> str:
    """What stands before a quote within quotes: by what more rows have one and the same width."""
    if '\\"' not in text:
        return '"'

    def alike(escape: str) -> int:
        widths = Counter(len(r.cells) for r in _rows(text, separator, whole, escape))
        return max(widths.values(), default=0)

    return max(DIALECTS, key=alike)


def _separator(text: str) -> str:
    """The separator that gives the most rows of one and the same width; of equals the one with the names furthest up,
    then with the most values, then the wider one."""
    best, score = ",", (0.0, 0, 0.0, 0)
    for candidate in SEPARATORS:
        made = _by(candidate, text)
        if made > score:
            best, score = candidate, made
    if not score[3]:
        for candidate in _RARE:
            made = _by(candidate, text)
            if made[0] == 1 and made[1] == 0 and made > score:
                best, score = candidate, made
    return best


def _by(separator: str, text: str) -> tuple[float, int, float, int]:
    """How well a separator suits a text; zeros where it separates nothing."""
    rows = [r for r in _rows(text, separator, True) if any(c.strip() for c in r.cells)]
    widths = Counter(len(r.cells) for r in rows)
    width, many = max(((w, n) for w, n in widths.items() if w > 1), key=lambda x: (x[1], x[0]), default=(1, 0))
    if width == 1:
        return (0.0, 0, 0.0, 0)
    head = _header(rows)
    others = "".join(SEPARATORS).replace(separator, "").replace(",", "")
    cells = [c.strip() for r in rows[:50] for c in r.cells if c.strip()]
    values = sum(bool(_VALUE.fullmatch(c)) and not any(o in c for o in others) for c in cells)
    # Rows that no names stand above are cut at the decimal commas of another separator's last column.
    return (round(many / len(rows), 1), -(_ROWS if head is None else head), round(values / len(cells), 1), width)


def _header(rows: list[_Row]) -> int | None:
    """The row with the names: the first as wide as the table, all of it words and no values; None without one."""
    filled = [i for i, r in enumerate(rows) if any(c.strip() for c in r.cells)]
    counts = [sum(bool(c.strip()) for c in rows[i].cells) for i in filled]
    usual = Counter(len(rows[i].cells) for i in filled).most_common(1)[0][0]
    for place, count in zip(filled[:50], counts, strict=False):
        if count >= max(1, 0.5 * usual) and (usual == 1 or count > 1 or len(filled) == 1):
            cells = [c.strip() for c in rows[place].cells if c.strip()]
            values = sum(bool(_VALUE.fullmatch(c)) for c in cells)
            below = [rows[i].cells for i in filled if i > place][:50]
            named = _names(cells, values, below) or _periods(rows[place].cells, below)
            return place if named else None
    return None


def _periods(cells: list[str], below: list[list[str]]) -> bool:
    """Whether all that looks like values in a row names periods (2024-01) or bands (18-24), with none below."""
    values = [i for i, cell in enumerate(cells) if _VALUE.fullmatch(cell.strip())]
    bands = [i for i in values if _BAND.fullmatch(cells[i].strip())]
    if len(bands) >= _LEAST and len(bands) == len(values) < len(cells):
        return not any(_BAND.fullmatch(row[i].strip()) for row in below for i in bands if i < len(row))
    named = periods_of([cells[i] for i in values])
    if len(values) < _LEAST or None in named or len({cells[i] for i in values}) < len(values):
        return False
    there = [row[i].strip() for row in below[:5] for i in values if i < len(row) and row[i].strip()]
    return bool(there) and sum(one is not None for one in periods_of(there)) * 10 <= len(there)


def _two_rows(rows: list[_Row], head: int) -> tuple[int, int] | None:
    """The two rows of a heading of groups over columns: years over months, figures over months; None without them."""
    for upper, lower in ((head - 1, head), (head, head + 1)):
        if upper < 0 or lower >= len(rows):
            continue
        groups, names = (["" if i >= len(r.cells) else r.cells[i].strip() for i in range(
            max(len(rows[upper].cells), len(rows[lower].cells)))] for r in (rows[upper], rows[lower]))  # fmt: skip
        said = [one for one in groups if one]
        under = [(g, n) for g, n in zip(_forward(groups, names), names, strict=True) if g and n]
        if len(set(said)) < _GROUPS or len(under) < _LEAST or len(set(under)) < len(under):
            continue
        bare = periods_of([n for _, n in under])
        above = periods_of(list(dict.fromkeys(g for g, _ in under)))
        inner = [one for one in bare if one is not None and one.year is None and not one.rest and one.kind != "year"]
        years = [one for one in above if one is not None and one.kind == "year" and not one.rest]
        again = len({n for _, n in under}) < len(under)
        words = not any(_VALUE.fullmatch(n) for _, n in under)
        dated = [one for one in bare if one is not None]
        outer = len(years) >= _GROUPS and len(inner) >= _LEAST and words
        if outer or (again and len(dated) >= _LEAST and len(dated) * 2 >= len(under)):
            return upper, lower
    return None


def _forward(groups: list[str], names: list[str]) -> list[str]:
    """Each column's group: its cell, or the last one before it, which stands over its first column alone. What has no
    name below is no group but the name of its own column."""
    found: list[str] = []
    last = ""
    for group, name in zip(groups, names, strict=True):
        last = (group if name else "") if group else last
        found.append(group or last)
    return found


def _together(upper: _Row, lower: _Row) -> _Row:
    """One row of names: a group's before each of its columns."""
    width = max(len(upper.cells), len(lower.cells))
    groups, names = ([*(c.strip() for c in r.cells), *[""] * (width - len(r.cells))] for r in (upper, lower))
    cells = [f"{g} {n}".strip() if n and n != own else own for g, n, own in zip(_forward(groups, names), names, groups,
                                                                              strict=True)]  # fmt: skip
    return _Row(cells, upper.begin, lower.end, lower.place)


def _names(cells: list[str], values: int, below: list[list[str]]) -> bool:
    """Whether cells are names of columns rather than a first row of values."""
    if values == 0:
        return True
    # Years as headers ("2023", "2024") stand beside a word, or over values that are no years.
    years = [c for c in cells if _YEAR.fullmatch(c)]
    if len(years) == values and len(set(cells)) == len(cells):
        return values < len(cells) or not any(_YEAR.fullmatch(c.strip()) for r in below for c in r)
    share = sum(bool(_VALUE.fullmatch(c.strip())) for r in below for c in r) / max(1, sum(map(len, below)))
    few = values <= 0.5 * len(cells) and len(set(cells)) == len(cells)
    return few and (not below or values / len(cells) < share)


def _trimmed(rows: list[_Row], head: int) -> tuple[str, ...]:
    """The header, without cells at its end that have neither a name nor any value below."""
    cells = [" ".join(c.split()) for c in rows[head].cells]
    widest = max((i + 1 for r in rows[head + 1 :] for i, c in enumerate(r.cells) if c.strip()), default=0)
    while cells and not cells[-1] and len(cells) > widest:
        cells.pop()
    # A row of values one wider than its header has its extra ones refused later, unless most rows are wider.
    wider = [len(r.cells) for r in rows[head + 1 :] if any(c.strip() for c in r.cells[len(cells) :])]
    if wider and len(wider) > 0.5 * max(1, len(rows) - head - 1):
        cells += [""] * (Counter(wider).most_common(1)[0][0] - len(cells))
    return tuple(cells)
