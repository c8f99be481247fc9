"""The process that unpacks a workbook: `python -m data.loading.excel_worker FILE list|write SHEET OUT`; prints JSON.

It limits its own memory, time and output first, so that a file made to exhaust the machine ends this process alone.
"""

from __future__ import annotations

import csv
import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MEMORY = 3 << 30
_SECONDS = 600
_OUTPUT = 4 << 30
# A cell with a formula and no stored value; one that stores an empty text has t="str".
_UNSTORED = re.compile(rb"<c\b([^>]*)>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_PIECE = 1 << 20
_FIRST_ROWS = 20


def main(arguments: list[str]) -> int:
    """Do what the arguments say; 3 with a sentence on stderr for a file that cannot be read."""
    for limit, value in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, _OUTPUT),
    ):
        hard = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    except ImportError:
        return _say("the package python-calamine is missing (pip install python-calamine)")
    path, action, *rest = arguments
    try:
        book = CalamineWorkbook.from_path(path)
        if action == "list":
            names = _visible(book)
            print(json.dumps({"sheets": names, "heads": [_head(book, name) for name in names]}))
        else:
            rows, merged = _write(book, rest[0], rest[1])
            print(json.dumps({"rows": rows, "merged": merged, "formulas": _unstored(path, rest[0])}))
    except PasswordError:
        return _say("it is protected by a password; save it without one")
    except (CalamineError, OSError, ValueError) as error:
        return _say(str(error).splitlines()[0] if str(error) else type(error).__name__)
    return 0


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 3


def _visible(book: CalamineWorkbook) -> list[str]:
    names = [s.name for s in book.sheets_metadata if "Visible" in repr(s.visible) and "WorkSheet" in repr(s.typ)]
    return [name for name in names if book.get_sheet_by_name(name).total_height]


def _head(book: CalamineWorkbook, name: str) -> list[str]:
    """What seems to be the names of a sheet's columns: the fullest of its first rows."""
    rows = book.get_sheet_by_name(name).to_python(nrows=_FIRST_ROWS)
    filled = [[_text(cell).strip() for cell in row if cell != ""] for row in rows]
    return max(filled, key=len, default=[])


def _write(book: CalamineWorkbook, name: str, out: str) -> tuple[int, int]:
    """Write a sheet's values as CSV, its rows on the lines they have in the sheet; how many, and how many cells were
    given the value of the cell above that they are merged with."""
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return 0, 0
    begin: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top:
            begin.setdefault(top, []).append((left, bottom))
    lasting: dict[int, tuple[int, object]] = {}
    rows = merged = 0
    with open(out, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 (pathlib costs start-up time here)
        writer = csv.writer(file)
        for row in sheet.iter_rows():
            cells: list[object] = list(row)
            for column, (bottom, value) in list(lasting.items()):
                if bottom < rows:
                    del lasting[column]
                elif column < len(cells) and cells[column] == "":
                    cells[column] = value
                    merged += 1
            for column, bottom in begin.get(rows, ()):
                if column < len(cells) and _names(cells[column]):
                    lasting[column] = (bottom, cells[column])
            rows += 1
            writer.writerow([_text(v) for v in cells])
    return rows, merged


def _names(value: object) -> bool:
    """Whether a merged cell says what its rows are of, and is no amount that they share."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value).is_integer() and 1300 <= value <= 2100  # a year
    return value != ""


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _length(value)
    return str(value).replace("\0", "")


def _length(value: timedelta) -> str:
    """A length of time in words, which no reader takes for a time of day."""
    minutes, seconds = divmod(round(abs(value.total_seconds()), 3), 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{'-' if value < timedelta() else ''}{hours}h {minutes}min {seconds:g}s"


def _unstored(path: str, name: str) -> int:
    """How many formulas of a sheet have no stored value; 0 where the format does not tell."""
    try:
        with zipfile.ZipFile(path) as archive:
            entry = _entry(archive, name)
            if entry is None:
                return 0
            count, rest = 0, b""
            with archive.open(entry) as file:
                while piece := file.read(_PIECE):
                    text = rest + piece
                    found = list(_UNSTORED.finditer(text))
                    count += sum(b't="str"' not in m[1] for m in found)
                    rest = text[max(found[-1].end() if found else 0, len(text) - 4096) :]
            return count
    except (zipfile.BadZipFile, KeyError, OSError):
        return 0


def _entry(archive: zipfile.ZipFile, name: str) -> str | None:
    from xml.sax.saxutils import quoteattr

    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    escaped = re.escape(quoteattr(name)[1:-1])
    sheet = re.search(rf"<(?:\w+:)?sheet\b[^>]*\bname=\"{escaped}\"[^>]*\br:id=\"([^\"]+)\"", book)
    if sheet is None:
        return None
    for link in re.findall(r"<Relationship\b[^>]*>", links):
        if f'Id="{sheet[1]}"' in link:
            target = re.search(r'Target="([^"]+)"', link)
            return None if target is None else ("xl/" + target[1] if not target[1].startswith("/") else target[1][1:])
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
