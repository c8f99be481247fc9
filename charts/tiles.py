"""One figure as a tile: its value, its change, how much of its target is reached, and how it came here."""

from __future__ import annotations

from charts.look import BLUE, BODY, GHOST, INK, INK2, TRACK, Page
from charts.targets import held_against
from charts.typeset import shorten, width
from charts.view import View, as_number

TALL = 164
_EDGE = 22
_SPARK = 0.36  # of the width


def tile(view: View, wide: int) -> Page:
    """The tile of a single figure's answer, `wide` px wide: a picture without ground or heading.

    What its change is against stands beside it unless the page has said so.
    """
    page = Page(view.rtl, width=wide, height=TALL, alone=False)
    row, metric = view.rows[0], view.metric
    label = view.metric_label(view.metrics[0])
    room = wide - 2 * _EDGE
    page.text(_EDGE, 28, shorten(label, room, BODY), size=BODY, color=INK2)
    points = [v for _, v in view.answer.history if as_number(v) is not None]
    beside = room * (1 - _SPARK) - 12 if len(points) > 2 else room
    text = view.cell(row, view.main)
    size = next((s for s in (38, 34, 30, 26, 22) if width(text, s, bold=True) <= beside), 19)
    page.text(_EDGE, 68, shorten(text, beside, size, bold=True), size=size, color=INK, bold=True)
    change = view.change(row)
    if change is not None:
        versus = view.words.VERSUS.format(period=view.period(view.answer.compared))
        page.text(_EDGE, 108, [change], size=BODY)
        if versus not in view.said:
            after = width(change.text, BODY, bold=True) + 10
            page.text(_EDGE + after, 108, shorten(versus, room - after, 14), size=14)
    held = held_against(view, row) if metric is not None and metric.goal else None
    if held is not None and held.share is not None:
        share = view.value(held.share, "percent")
        told = view.words.ATTAINED_SHORT.format(percent=share)
        page.text(_EDGE, 138, shorten(told, room * 0.55, 14), size=14)
        start = _EDGE + min(room * 0.55, width(told, 14)) + 14
        page.rect(start, 134, _EDGE + room, 142, TRACK)
        page.rect(start, 134, start + (_EDGE + room - start) * max(0.0, min(1.0, held.share)), 142, BLUE)
    if len(points) > 2:
        _spark(page, [float(v or 0.0) for v in points], wide - _EDGE - room * _SPARK, wide - _EDGE - 8)
    return page


def _spark(page: Page, values: list[float], x0: float, x1: float) -> None:
    """The figure in the buckets before, without axes: only where it comes from."""
    low, high = min(values), max(values)
    margin = (high - low) * 0.1 or abs(high) * 0.1 or 1.0
    last = len(values) - 1
    page.plot((x0, 48.0, x1, 90.0), x=(0, last), y=(low - margin, high + margin), axes="2")
    line = {"type": "scatter", "mode": "lines", "x": list(range(len(values))), "y": values}
    page.add({**line, "line": {"color": GHOST, "width": 3}}, "2")
    dot = {"size": 9, "opacity": 1, "color": BLUE}
    page.add({"type": "scatter", "mode": "markers", "x": [last], "y": [values[-1]], "marker": dot}, "2")
