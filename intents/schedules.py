"""When something is to be sent, from the words of a reading that were read as a schedule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Literal

from intents.en import schedules as en
from intents.fa import schedules as fa
from intents.reading import Reading, Span

_WORD = re.compile(r"[^\W\d_]+|\d+")
_WORDS: Mapping[str, Mapping[str, str]] = {"en": en.WORDS, "fa": fa.WORDS}
_TO = en.TO | fa.TO
_TELLS = en.TELLS | fa.TELLS
_OBJECT = en.OBJECT | fa.OBJECT
_ME = {"en": en.ME, "fa": fa.ME}
_WORKDAYS = {"en": en.WORKDAYS, "fa": fa.WORKDAYS}
_CHANNEL = re.compile(r"<#(?P<id>[CG][A-Z0-9]+)(?:\|[^>]*)?>|(?<![\w&])#[\d_-]*[^\W\d_][\w-]*")
MORNING, EVENING = time(9), time(18)


@dataclass(frozen=True, slots=True)
class When:
    """Every day, on days of the week (0 is Monday; none where only "every week" was said), or on a day of the month."""

    every: Literal["day", "week", "month"]
    at: time
    weekdays: tuple[int, ...] = ()
    day: int = 1


def when_said(reading: Reading) -> When | None:
    """The schedule in a reading; None where it tells none, or one that is not understood whole."""
    told = _told(reading)
    known = _WORDS.get(reading.language, en.WORDS)
    meant: list[str] = []
    for span in told:
        for word in _WORD.findall(fa.APART.sub(r"\1شنبه", span.text.replace("\u200c", " ").casefold())):
            meaning = word if word.isdecimal() else known.get(word)
            if meaning is None:
                return None
            meant.append(meaning)
    return _when(meant, reading.language) if meant else None


def is_scheduled(reading: Reading) -> bool:
    """Whether a reading tells a schedule, understood or not."""
    return bool(_told(reading))


def for_one_alone(reading: Reading, text: str) -> bool:
    """Whether it is to be sent to who says it: "send me …"."""
    return bool(_ME.get(reading.language, en.ME) & set(_WORD.findall(text.replace("\u200c", " ").casefold())))


def without_channel(text: str) -> tuple[str, str]:
    """The words without the one channel they send something to, and its id; "" where it is only written, as "#leads".

    The words are as they were where there is no channel, or several. Where a verb is told whom ("tell #leads when …"),
    it is us.
    """
    found = list(_CHANNEL.finditer(text))
    if len(found) != 1:
        return text, ""
    before, after = text[: found[0].start()].rstrip(), text[found[0].end() :].lstrip()
    last, following = before.rsplit(maxsplit=1)[-1:], after.split(maxsplit=1)[:1]
    if last and last[0].casefold() in _TO:
        before = before[: -len(last[0])]
    elif last and last[0].casefold() in _TELLS:
        before += f" {en.US}"
    elif following and following[0] in _OBJECT:
        after = after[len(following[0]) :]
    return f"{before.rstrip()} {after.lstrip()}".strip(), found[0]["id"] or ""


def _told(reading: Reading) -> list[Span]:
    return [span for span in reading.spans if span.role == "schedule" and span.value == "schedule"]


def names_channel(text: str) -> bool:
    """Whether words name a channel, whether as a link of Slack's or only written: "to #north"."""
    return _CHANNEL.search(text) is not None


def _when(meant: list[str], language: str) -> When | None:
    numbers = [int(word) for word in meant if word.isdecimal()]
    days = tuple(sorted({int(word[4:]) for word in meant if word.startswith("day:")}))
    at = _time(numbers, set(meant))
    if at is None:
        return None
    if "month" in meant:
        return When("month", at, day=31 if "end" in meant else 1)
    if "workday" in meant:
        return When("week", at, _WORKDAYS.get(language, en.WORKDAYS))
    if days or "week" in meant:
        return When("week", at, days)
    return When("day", at) if {"day", "morning", "evening"} & set(meant) else None


def _time(numbers: list[int], meant: set[str]) -> time | None:
    """The time of day; None where it is none."""
    if not numbers:
        named = {"noon": time(12), "midnight": time(0)}
        return next((named[word] for word in named if word in meant), EVENING if "evening" in meant else MORNING)
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if len(numbers) > 2 or minute > 59:
        return None
    if {"pm", "evening"} & meant and hour < 12:
        hour += 12
    elif {"am", "morning"} & meant and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 else None
