"""Text as people and Slack write it, brought to one spelling, with every character's place in the original kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from intents.fa.writing import superfluous

_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": " "}
_SPELLINGS = {
    "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ۀ": "ه", "ة": "ه", "أ": "ا", "إ": "ا", "ؤ": "و",
    "٪": "%", "٫": ".", "٬": ",", "،": ",", "؛": ";", "؟": "?", "«": '"', "»": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "“": '"', "”": '"', "„": '"', "″": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "﹣": "-", "－": "-",
    "…": " ", "*": " ", "_": " ", "•": " ", "·": " ", "×": "x", "≥": "≥", "≤": "≤", "≠": "≠",
    "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "ـ": "",
}  # fmt: skip
_ZWNJ = "\u200c"
# What Slack puts between angle brackets, its emoji names, HTML entities.
_MARKUP = re.compile(r"<(?P<link>[^<>\s][^<>]*)>|(?P<emoji>:[a-z0-9_+-]*[a-z][a-z0-9_+-]*:)|(?P<entity>&[#a-z0-9]+;)")
_PLAIN = re.compile(r"[ -~]*\Z")
_SPECIAL = re.compile(r"[<>&:*_`]")
_Put = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text` in lower case; character i stands for the original's [starts[i], ends[i])."""

    text: str
    starts: list[int] | range
    ends: list[int] | range


def normalise(text: str) -> Normalised:
    """One spelling for quotes, dashes, digits, Arabic letters and Slack's markup; marks without a sound are dropped."""
    if _PLAIN.match(text) and not _SPECIAL.search(text):
        return Normalised(text.lower(), range(len(text)), range(1, len(text) + 1))
    if not _SPECIAL.search(text) and _ZWNJ not in text:
        written = text.translate(_ALONE)
        if _ALONE.uneven.isdisjoint(text):
            return _as_words(Normalised(written, range(len(text)), range(1, len(text) + 1)))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(written: str, start: int, end: int) -> None:
        for char in written:
            chars.append(char)
            starts.append(start)
            ends.append(end)

    position = 0
    for markup in _MARKUP.finditer(text):
        _put_plain(text, position, markup.start(), put)
        _put_markup(markup, put)
        position = markup.end()
    _put_plain(text, position, len(text), put)
    return _as_words(Normalised("".join(chars), starts, ends))


def _as_words(normal: Normalised) -> Normalised:
    """The endings that a language writes apart put where they belong."""
    gone = superfluous(normal.text)
    if not gone:
        return normal
    kept = [i for i in range(len(normal.text)) if not any(first <= i < last for first, last in gone)]
    return Normalised(
        "".join(normal.text[i] for i in kept), [normal.starts[i] for i in kept], [normal.ends[i] for i in kept]
    )


def spelling(text: str) -> str:
    """The normalised text alone, for phrases of catalogues and languages."""
    return normalise(text).text


def _put_plain(text: str, start: int, end: int, put: _Put) -> None:
    for i in range(start, end):
        char = text[i]
        if char == _ZWNJ:
            joins_words = 0 < i < len(text) - 1 and _is_arabic(text[i - 1]) and _is_arabic(text[i + 1])
            put(" " if joins_words else "", i, i + 1)
        else:
            put(_plain_char(char), i, i + 1)


def _put_markup(markup: re.Match[str], put: _Put) -> None:
    start, end = markup.span()
    if link := markup.group("link"):
        target, _, label = link.partition("|")
        # A mention stays one word: who is meant is not for the reader to guess.
        shown = f"<{target.lower()}>" if target[0] in "@#!" else (label or target)
        written = shown if target[0] in "@#!" else "".join(_plain_char(c) for c in shown)
        put(written, start, end)
    elif entity := markup.group("entity"):
        put(_ENTITIES.get(entity, " "), start, end)
    else:
        put(" ", start, end)


def _is_arabic(char: str) -> bool:
    return "\u0600" <= char <= "\u06ff"


def _plain_char(char: str) -> str:
    if " " <= char <= "~" and char not in "*_`":
        return char.lower()
    known = _SPELLINGS.get(char)
    if known is not None:
        return known
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category in ("Mn", "Cf"):
        return ""
    if category[0] in "ZC" or category in ("So", "Sk", "Me"):
        return " "
    decomposed = unicodedata.normalize("NFKD", char).lower()
    bare = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))
    return _SPELLINGS.get(bare, bare)


class _Alone(dict[int, str]):
    """Every character's spelling, worked out once; `uneven` are those that become none or several."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        written = _plain_char(chr(code))
        if len(written) != 1:
            self.uneven.add(chr(code))
        self[code] = written
        return written


_ALONE = _Alone()
