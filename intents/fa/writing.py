"""How Persian is typed: endings and prefixes stand joined, apart, or behind a joiner that one cannot see."""

from __future__ import annotations

import re

_LETTER = "[\u0621-\u06ff]"
# What belongs to the word before it, and the "mi" of verbs, which belongs to the word after it.
_ENDINGS = (
    "ها|های|هایی|هاست|هاس|هایند|هاند|هان|هایم|هایت|هایش|هایمان|هایتان|هایشان|هام|هات|هاش|هامون|هاتون|هاشون|تر|ترین|ترینها|"
    "ایم|اید|اند|مون|مان|تون|تان|شون|شان"
)
_PREFIX = f"(?<!{_LETTER})(?:می|نمی)(?P<before> +)(?={_LETTER}{{2}})"
_ENDING = f"(?<={_LETTER})(?P<after> +)(?=(?:{_ENDINGS})(?!{_LETTER}))"
# After a silent h an ending of one sound says nothing: "هفته ی گذشته".
_SOUND = f"(?<=[هاو])(?P<sound> +ی)(?!{_LETTER})|(?<=ه)(?P<some> +ای)(?!{_LETTER})"
# "کم‌هزینه‌ترین" is one word, as "پرهزینه‌ترین" is.
_MOST = f"(?<!{_LETTER})(?:کم|پر)(?P<most> +)(?={_LETTER}+ ?ترین(?!{_LETTER}))"
_GAPS = re.compile(f"{_PREFIX}|{_ENDING}|{_SOUND}|{_MOST}")


def superfluous(text: str) -> list[tuple[int, int]]:
    """The stretches of a text in one spelling to leave out so that every word stands as one."""
    return [match.span(match.lastgroup or 0) for match in _GAPS.finditer(text)]
