"""Text of pictures: how wide it is, how to shorten and break it, which way it runs."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

RLI, LRI, FSI, PDI = "\u2067", "\u2066", "\u2068", "\u2069"
ELLIPSIS = "…"
_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_RIGHT_TO_LEFT_LETTER = re.compile("[\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LRM = "\u200e"
# After a letter the sign of a percentage would go to the other side of its number than where it stands alone.
_PERCENT = re.compile("(?<![\u200e+\u2212۰-۹٬٫])([۰-۹][۰-۹٬٫]*٪)")
_UNKNOWN = 620  # thousandths of an em, for a sign our fonts do not have
_DUAL = 4  # forms of a letter that joins to both sides
_NOT_JOINED = "\u200c"  # keeps two letters apart, as in «کتاب‌ها»


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one look; None keeps the line's."""

    text: str
    color: str | None = None
    bold: bool | None = None
    size: int | None = None


Line = str | Sequence[Span]


_Widths = dict[str, int | list[int]]


@lru_cache(maxsize=1)
def _advances() -> dict[str, _Widths]:
    path = Path(__file__).resolve().parent / "fonts" / "widths.json"
    tables: dict[str, _Widths] = json.loads(path.read_text(encoding="utf8"))
    for name in ("regular", "bold"):
        tables[f"{name}_rtl"] = tables[name] | tables[f"{name}_rtl"]
    return tables


@lru_cache(maxsize=8192)
def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line is in px, from the advances of the bundled fonts; a joined letter has the width of its form."""
    name = "bold" if bold else "regular"
    if _RIGHT_TO_LEFT.search(text):
        return _joined(text, _advances()[f"{name}_rtl"]) * size / 1000
    advances = _advances()[name]
    return sum(_form(advances, c, 0) for c in _INVISIBLE.sub("", text)) * size / 1000


def _joined(text: str, advances: _Widths) -> int:
    """The width of text in a script that joins its letters: each alone, first, in the middle or last of its group."""
    total, signs = 0, [c for c in text if c == _NOT_JOINED or not (_INVISIBLE.match(c) or advances.get(c) == 0)]
    before, i = False, 0  # whether the sign before joins to this one
    while i < len(signs):
        sign = "".join(signs[i : i + 2])
        if len(sign) == 1 or sign not in advances:
            sign = signs[i]
        i += len(sign)
        forms = advances.get(sign)
        goes_on = isinstance(forms, list) and len(forms) == _DUAL
        after = goes_on and i < len(signs) and isinstance(advances.get(signs[i]), list)
        if sign != _NOT_JOINED:
            total += _form(advances, sign, (2 if after else -1) if before else (1 if after else 0))
        before = after
    return total


def _form(advances: _Widths, sign: str, form: int) -> int:
    """The width of a sign: alone (0), first (1), in the middle (2) or last (-1)."""
    widths = advances.get(sign, _UNKNOWN)
    return widths[form] if isinstance(widths, list) else widths


def widest(texts: Sequence[str], size: float, bold: bool = False) -> float:
    """The width of the widest of some lines; 0 for none."""
    return max((width(t, size, bold) for t in texts), default=0.0)


def shorten(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than its room."""
    if width(text, size, bold) <= room:
        return text
    if _isolated(text):
        return f"{FSI}{shorten(text[1:-1], room, size, bold)}{PDI}"
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + ELLIPSIS, size, bold) <= room:
            low = middle
        else:
            high = middle - 1
    kept = text[:low].rstrip(" ·،,")
    return kept + ELLIPSIS + PDI * (kept.count(FSI) - kept.count(PDI)) if low else ELLIPSIS


def wrap(text: str, room: float, size: float, lines: int, bold: bool = False) -> list[str]:
    """At most so many lines broken between words; the last one is cut where more is left."""
    if _isolated(text):
        return [f"{FSI}{line}{PDI}" for line in wrap(text[1:-1], room, size, lines, bold)]
    out: list[str] = []
    words = text.split(" ")
    while words:
        if len(out) == lines - 1:
            out.append(shorten(" ".join(words), room, size, bold))
            break
        count = len(words)
        while count > 1 and width(" ".join(words[:count]), size, bold) > room:
            count -= 1
        out.append(shorten(" ".join(words[:count]), room, size, bold))
        words = words[count:]
    return out


def unbroken(text: str, room: float, size: float, lines: int, bold: bool = False) -> bool:
    """Whether a text fits in so many lines without a cut in it."""
    return all(ELLIPSIS not in line or ELLIPSIS in text for line in wrap(text, room, size, lines, bold))


def fitted(texts: Sequence[str], room: float, sizes: Sequence[int], bold: bool = False) -> tuple[int, list[str]]:
    """The largest size at which all figures fit side by side, in one line or in two; size 0 where none does.

    Figures are never cut: "3.2 million dollars" may stand in two lines.
    """
    size = next((s for s in sizes if widest(texts, s, bold) <= room), 0)
    if size:
        return size, list(texts)
    for size in sizes[1:]:
        halves = [t if width(t, size, bold) <= room else _halved(t) for t in texts]
        if widest([part for t in halves for part in t.split("\n")], size, bold) <= room:
            return size, halves
    return 0, [_halved(t) for t in texts]


def _halved(text: str) -> str:
    """The text in two lines of about the same length, the first the longer one: a short word does not begin a line."""
    words = text.split(" ")
    cuts = [" ".join(words[:i]) + "\n" + " ".join(words[i:]) for i in range(1, len(words))]
    return min(reversed(cuts), key=lambda cut: max(len(part) for part in cut.split("\n")), default=text)


def _isolated(text: str) -> bool:
    return text.startswith(FSI) and text.endswith(PDI) and text.count(FSI) == 1


def has_right_to_left(text: str) -> bool:
    """Whether it has letters of a script that runs from the right."""
    return bool(_RIGHT_TO_LEFT_LETTER.search(text))


def isolate(name: str, rtl: bool) -> str:
    """A name whose script runs the other way keeps to itself: its brackets, dashes and digits do not wander."""
    if not name or bool(_RIGHT_TO_LEFT_LETTER.search(name)) == rtl:
        return name
    return f"{FSI}{name}{PDI}"


def markup(line: Line, rtl: bool) -> str:
    """One visual line in Plotly's markup: escaped, whole in its direction.

    SVG text runs left to right by itself, so a right-to-left line is isolated once and whole, never piece by piece.
    """
    if isinstance(line, str):
        content, plain = _escape(line), line
    else:
        content, plain = "".join(_span(s) for s in line), "".join(s.text for s in line)
    if rtl:
        return f"{RLI}{_PERCENT.sub(_one_way, content)}{PDI}"
    return f"{LRI}{content}{PDI}" if _RIGHT_TO_LEFT.search(plain) else content


def _one_way(percent: re.Match[str]) -> str:
    return f"{_LRM}{percent[0]}"


def _span(span: Span) -> str:
    text = _escape(span.text)
    if span.bold:
        text = f"<b>{text}</b>"
    style = [f"color:{span.color}"] if span.color else []
    style += [f"font-size:{span.size}px"] if span.size else []
    return f'<span style="{";".join(style)}">{text}</span>' if style else text


def _escape(text: str) -> str:
    """Data is no markup; line ends and tabs are spaces."""
    return html.escape(" ".join(text.split("\n")).replace("\t", " "), quote=False)
