"""Lengths of time as text ("1h 30m", "02:15:00", "1 day 3 h"): the pattern of one, and what a heading tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from data.loading import words

_NUMBER = r"\d+(?:[.,٫]\d+)?"


def _any(texts: Iterable[str]) -> str:
    return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))


_JOINT = rf"[ ,]*(?:(?:{_any(words.AND)}) )? *"


def _part(group: str, unit: str) -> str:
    return rf"(?:(?P<{group}>{_NUMBER}) ?(?:{_any(words.SPAN_UNITS[unit])}){_JOINT})?"


# Weeks, days, then hours, minutes and seconds in words or as a clock; "1h30" has minutes without a word.
SPAN = (
    rf"^(?P<minus>[-−])?{_part('w', 'week')}{_part('d', 'day')}"
    rf"(?:(?P<c1>\d{{1,4}}):(?P<c2>[0-5]\d)(?::(?P<c3>[0-5]\d(?:[.,]\d+)?))?"
    rf"|(?:(?P<h>{_NUMBER}) ?(?:{_any(words.SPAN_UNITS['hour'])})(?:{_JOINT}|(?P<hm>\d{{2}})))?"
    rf"{_part('m', 'minute')}{_part('s', 'second')})$"
)
# Minutes by a letter that may be millions or metres; other letters and words are of time alone.
SPAN_SURELY = rf"\d ?(?:{_any(w for some in words.SPAN_UNITS.values() for w in some if w not in words.SPAN_PERHAPS)})\b"


def names_span(header: str) -> bool:
    """Whether a heading says that its column tells how long something took."""
    said = " ".join(header.casefold().replace("_", " ").split())
    return any(word in said for word in words.SPAN_HEADERS)


def two_parts(header: str) -> str:
    """What 12:45 is under a heading: "hm", "ms", or "" where it does not say."""
    said = header.casefold()
    hours, minutes = (any(word in said for word in some) for some in (words.HOURS_MINUTES, words.MINUTES_SECONDS))
    return "" if hours == minutes else "hm" if hours else "ms"
