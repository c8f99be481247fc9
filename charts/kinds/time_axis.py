"""Time along an axis: texts that say the year once and do not touch, and whether the last bucket is whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import cast

from charts.look import SMALLEST, TICK
from charts.typeset import widest
from charts.view import Row, View
from queries.calendars.rules import rules_of
from queries.locale import bucket_text
from queries.query import BUCKETS, Unit

_HALF = 0.5


def time_texts(view: View, rows: Sequence[Row], at: int = 0) -> list[str]:
    """One text a bucket; months and quarters carry their year in a second line where it begins."""
    column, calendar = view.key(at), view.answer.query.calendar
    texts, last_year = [], ""
    for row in rows:
        value = row.keys[at]
        if not isinstance(value, date) or column.of not in ("month", "quarter"):
            texts.append(view.key_label(row, at, short=True))
            continue
        year = bucket_text(value, "year", view.language, calendar)
        text = view.key_label(row, at, short=True)
        bare = text.replace(year, "").strip()
        texts.append(text if bare == text else bare if year == last_year else f"{bare}\n{year}")
        last_year = year
    return texts


def thinned(texts: Sequence[str], room: float) -> tuple[list[int], list[str], int]:
    """The places and texts that fit side by side in so many px, and their size."""
    count = max(1, len(texts))
    lines = [line for t in texts for line in t.split("\n")]
    for size in (TICK, 14, SMALLEST):
        if (widest(lines, size) + 10) * count <= room:
            return list(range(count)), list(texts), size
    every = max(1, -(-round((widest(lines, TICK) + 22) * count) // max(1, round(room))))
    every = next((n for n in (1, 2, 3, 4, 6, 12, 24) if n >= every), every)
    places = list(range(0, len(texts), every))
    return places, _years_once(texts, places), TICK


def _years_once(texts: Sequence[str], places: Sequence[int]) -> list[str]:
    """Thinning may drop the text that carried the year: the next one kept takes it over."""
    out, pending = [], ""
    kept = set(places)
    for i, text in enumerate(texts):
        bare, _, year = text.partition("\n")
        pending = year or pending
        if i in kept:
            out.append(f"{bare}\n{pending}" if pending else bare)
            pending = ""
    return out


def ahead(view: View, row: Row) -> bool:
    """A bucket that begins after the last day with data and has no figure: only a target is known of it."""
    through, first = view.answer.data_through, row.keys[0]
    later = view.is_time(0) and isinstance(first, date) and through is not None and first > through
    return later and not view.number(row, view.column("metric"))


def hardly_begun(view: View, row: Row, at: int = 0) -> bool:
    """A bucket with less than half of its days gone, of what grows with them: it would only look like a fall."""
    first, unit, answer = row.keys[at], view.key(at).of, view.answer
    if not (view.fills_up and begun(view, row, at)) or answer.query.transforms or answer.compared:
        return False
    if not isinstance(first, date) or answer.data_through is None:
        return False
    end = rules_of(answer.query.calendar, view.catalogue.calendar).shift(first, cast(Unit, unit), 1)
    return (answer.data_through - first).days + 1 < _HALF * (end - first).days


def unfinished(view: View, rows: Sequence[Row], at: int = 0) -> bool:
    """The last bucket's days have not all passed, been asked for, or been loaded."""
    return bool(rows) and begun(view, rows[-1], at)


def begun(view: View, row: Row, at: int = 0) -> bool:
    """A bucket whose days have not all passed, been asked for, or been loaded."""
    answer = view.answer
    last, unit = row.keys[at], view.key(at).of
    if not isinstance(last, date) or unit not in BUCKETS:
        return False
    period = answer.period or answer.query.period
    ends = [period.end] if period and period.end else []
    ends += [answer.data_through + timedelta(days=1)] if answer.data_through else []
    rules = rules_of(answer.query.calendar, view.catalogue.calendar)
    return bool(ends) and min(ends) < rules.shift(last, cast(Unit, unit), 1)
