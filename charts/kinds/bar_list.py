"""Named horizontal bars under each other: what bars, rankings, targets and shares have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.look import BLUE, EDGE, GHOST, INK, INK3, MUTED, RULE, SMALLEST, Anchor, Page
from charts.typeset import Line, shorten, widest, width

TOP, BOTTOM = 116, 52
_LONGEST_NAME = 330
_LONGEST_HEAD = 150
_PITCH = (62.0, 30.0)  # a row's height: at most, at least


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. `mark` is a target on the same scale; `ends` are texts in columns at the end of the row."""

    name: str
    value: float | None
    text: str
    color: str = MUTED
    mark: float | None = None
    place: str = ""
    strong: bool = False
    ends: tuple[Line, ...] = ()


def height_for(count: int) -> float:
    """Many rows make a taller picture before they make small ones."""
    return TOP + BOTTOM + count * _PITCH[1]


def enough_for(count: int) -> float:
    """The height at which so many rows are as high as they get."""
    return TOP + BOTTOM + 22 + count * _PITCH[0]


def draw_bars(
    page: Page, bars: Sequence[Bar], *, top: float = TOP, bottom: float = BOTTOM, heads: Sequence[str] = ()
) -> None:
    """The rows between `top` and `bottom`; names at the start, values at the ends of their bars.

    `heads` name the bars and then the columns at the end, where there are several figures.
    """
    top += 22 if heads else 0
    room = page.height - top - bottom
    pitch = min(_PITCH[0], room / max(1, len(bars)))
    size = 17 if pitch >= 34 else 15 if pitch >= 27 else SMALLEST
    places = widest([b.place for b in bars], size, bold=True)
    start = EDGE + (places + 14 if places else 0)
    names = [shorten(b.name, _LONGEST_NAME, size, b.strong) for b in bars]
    x0 = start + max((width(n, size, b.strong) for n, b in zip(names, bars, strict=True)), default=0) + 16
    columns = [_column(bars, i, size) for i in range(max((len(b.ends) for b in bars), default=0))]
    heads = [shorten(h, _LONGEST_HEAD, SMALLEST) for h in heads]
    columns = [
        max(c, width(h, SMALLEST) + 2) for c, h in zip(columns, [*heads[1:], *[""] * len(columns)], strict=False)
    ]
    x1 = page.width - EDGE - sum(w + 22 for w in columns)
    low, high = _range(bars, x1 - x0, size)
    page.plot((x0, top, x1, top + pitch * len(bars)), x=(low, high), y=(len(bars) - 0.5, -0.5))
    for i, (name, bar) in enumerate(zip(names, bars, strict=True)):
        y = top + pitch * (i + 0.5)
        if bar.place:
            page.text(EDGE, y, bar.place, size=size, color=INK3, bold=True)
        page.text(start, y, name, size=size, color=INK, bold=bar.strong)
        if bar.value is None:
            page.label(0, i, bar.text, size=size, color=INK3, anchor="start", dx=8)
        else:
            beyond: Anchor = "start" if bar.value >= 0 else "end"
            at = max(bar.value, bar.mark or 0) if bar.value >= 0 else bar.value
            page.label(at, i, bar.text, size=size, color=INK, bold=True, anchor=beyond, dx=8 if bar.value >= 0 else -8)
        x = float(page.width - EDGE)
        for column, end in reversed(list(zip(columns, bar.ends, strict=False))):
            page.text(x - column, y, end, size=size)
            x -= column + 22
    page.add(
        {
            "type": "bar",
            "orientation": "h",
            "x": [b.value for b in bars],
            "y": list(range(len(bars))),
            "width": 0.64,
            "marker": {"color": [b.color for b in bars], "cornerradius": 3},
        }
    )
    x = float(page.width - EDGE)
    for column, head in reversed(list(zip(columns, heads[1:], strict=False))):
        page.text(x - column, top - 14, head, size=SMALLEST, color=INK3)
        x -= column + 22
    if heads:
        page.text(x0, top - 14, heads[0], size=SMALLEST, color=INK3)
    _marks(page, bars, pitch)
    if low < 0:
        zero = x0 + (x1 - x0) * (0 - low) / (high - low)
        page.rule(zero, top, zero, top + pitch * len(bars), color=RULE, width=1.5)


def emphasised(values: Sequence[float | None], first: int | None = None, missing: Sequence[bool] = ()) -> list[str]:
    """One blue bar, the largest or the named one, the rest muted; all blue where none is the largest.

    The bar of what is not given (`missing`) is never the one.
    """
    known = [i for i, v in enumerate(values) if v is not None and not (missing and missing[i])]
    if first is None and known:
        top = max(v for i in known if (v := values[i]) is not None)
        best = [i for i in known if values[i] == top]
        if len(best) > 1:
            return [BLUE] * len(values)
        first = best[0]
    return [BLUE if i == first else MUTED for i in range(len(values))]


def others(name: str, value: float | None, text: str, shown: Sequence[float | None]) -> Bar:
    """The row of all that is not shown by name: a bar, or only its figure where it would dwarf the named ones."""
    largest = max((v for v in shown if v is not None), default=0.0)
    return Bar(name, value if value is not None and value <= 1.2 * largest else None, text, color=GHOST)


def _column(bars: Sequence[Bar], at: int, size: int) -> float:
    texts = [_plain(b.ends[at]) for b in bars if len(b.ends) > at]
    return widest(texts, size, bold=True) + 4


def _plain(line: Line) -> str:
    return line if isinstance(line, str) else "".join(s.text for s in line)


def _range(bars: Sequence[Bar], room: float, size: int) -> tuple[float, float]:
    """From the smallest to the largest value, with room for the texts beyond the bars' ends."""
    values = [v for b in bars for v in (b.value, b.mark) if v is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        high = 1.0
    after = widest([b.text for b in bars if (b.value or 0) >= 0], size, bold=True) + 14
    before = widest([b.text for b in bars if (b.value or 0) < 0], size, bold=True) + 14 if low < 0 else 0.0
    share = (high - low) / max(60.0, room - after - before)
    return low - before * share, high + after * share


def _marks(page: Page, bars: Sequence[Bar], pitch: float) -> None:
    marked = [(b.mark, i) for i, b in enumerate(bars) if b.mark is not None]
    if marked:
        page.add(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [m for m, _ in marked],
                "y": [i for _, i in marked],
                "marker": {"symbol": "line-ns", "size": pitch * 0.42, "opacity": 1, "line": {"width": 3, "color": INK}},
            }
        )
