"""A trend in sentences: its last whole bucket against the one before, and where it was highest and lowest."""

from __future__ import annotations

from datetime import date
from typing import cast

from bot.moves import direction
from bot.reading_line import transform_text
from bot.voice import Voice
from queries.answer import Answer
from queries.calendars.rules import rules_of
from queries.catalogue.model import Catalogue
from queries.locale import bucket_text, change_size_text
from queries.query import Unit

Point = tuple[date, float]


def trend_sentences(answer: Answer, voice: Voice, index: int) -> list[str]:
    """What happened last, and the peak where there are buckets enough to speak of one."""
    points = whole_buckets(answer, voice.catalogue, index)
    sentences = []
    if moving := _moving(answer, voice, points):
        return [moving]
    if len(points) >= 2:
        sentences.append(_latest(points[-2], points[-1], answer, voice, index))
    high, low = max(points, key=lambda p: p[1], default=None), min(points, key=lambda p: p[1], default=None)
    if high and low and len(points) >= 3 and high[1] != low[1]:
        unit = answer.columns[index].unit
        facts = {"high": voice.value(high[1], unit), "low": voice.value(low[1], unit)}
        first, last = (_when(day, answer, voice) for day in (high[0], low[0]))
        sentences.append(voice.words.headline["peak"].format(first=first, last=last, **facts))
    return sentences


def _moving(answer: Answer, voice: Voice, points: list[Point]) -> str:
    """What the moving average was at last, where one is asked."""
    where, index = answer.column("bucket"), answer.column("moving_average")
    count = next((t.partition(":")[2] for t in answer.query.transforms if t.startswith("moving_average:")), "")
    if where is None or index is None or not points or not count:
        return ""
    value = next((row[index] for row in answer.rows if row[where] == points[-1][0]), None)
    if not isinstance(value, int | float):
        return ""
    return voice.words.headline["moving"].format(
        n=voice.value(int(count), "count"),
        value=voice.value(value, answer.columns[index].unit),
        when=_when(points[-1][0], answer, voice),
    )


def whole_buckets(answer: Answer, catalogue: Catalogue, index: int) -> list[Point]:
    """The buckets that are over, by their first day; one that still runs is no low."""
    where, bucket, query = answer.column("bucket"), answer.query.bucket, answer.query
    if where is None or bucket is None:
        return []
    rules = rules_of(query.calendar, catalogue.calendar)
    period = answer.period or query.period
    points = []
    for row in answer.rows:
        day, value = row[where], row[index]
        if not isinstance(day, date) or not isinstance(value, int | float):
            continue
        after = rules.next(day, cast(Unit, bucket))
        ends = [period.end if period else None, answer.data_through and rules.shift(answer.data_through, "day", 1)]
        starts_inside = period is None or period.start is None or day >= period.start
        if starts_inside and all(end is None or after <= end for end in ends):
            points.append((day, float(value)))
    return points


def _latest(before: Point, last: Point, answer: Answer, voice: Voice, index: int) -> str:
    words, column = voice.words.headline, answer.columns[index]
    label = voice.label(column.of)
    over = [transform_text(t, voice) for t in answer.query.transforms if "_over:" in t]
    named = voice.words.when.get(f"named_{answer.query.bucket}", "{period}")
    previous = named.format(period=_name(before[0], answer, voice))
    text = words["value"].format(
        metric=f"{label} ({over[0]})" if over else label,
        was=voice.words.was(label, column.unit == "count"),
        value=voice.value(last[1], column.unit),
        when=_when(last[0], answer, voice),
    )
    change = last[1] - before[1]
    if change == 0:
        return text + words["same"].format(period=previous)
    if before[1] == 0 and column.unit != "percent":
        return text + words["up_from_nothing"].format(before=voice.value(0, column.unit), period=previous)
    percent = change / abs(before[1]) if before[1] else None
    size = change_size_text(change, percent, column.unit, voice.language, voice.catalogue.currency)
    return text + words[direction(change, size)].format(size=size, period=previous)


def _when(day: date, answer: Answer, voice: Voice) -> str:
    """A bucket as it stands in a sentence: "in October 2026", "on 22 Nov 2026"."""
    bucket, words = answer.query.bucket or "", voice.words.when
    return words[bucket if bucket in words else "span"].format(period=_name(day, answer, voice))


def _name(day: date, answer: Answer, voice: Voice) -> str:
    return bucket_text(day, answer.query.bucket or "", voice.language, answer.query.calendar)
