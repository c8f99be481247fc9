"""One figure, large: its change, its target, and how it came here."""

from __future__ import annotations

from datetime import date

from charts.look import BLUE, EDGE, INK, INK3, TRACK, Page
from charts.targets import held_against
from charts.titles import heading
from charts.typeset import Span, shorten, width, wrap
from charts.view import Row, View, as_number
from queries.locale import bucket_text
from queries.query import ChartKind

_HALF = 0.47  # of the width: where the sparkline begins
_SPACING = ((1.5, "day"), (10, "week"), (45, "month"), (135, "quarter"))


def draw(view: View, title: str | None, source: str) -> Page:
    page = view.page()
    lines = heading(view, "card", title=title, source=source)
    page.heading(lines.title, lines.subtitle, lines.footer)
    row = view.rows[0] if view.rows else None
    points = [(d, v) for d, v in view.answer.history if as_number(v) is not None]
    wide = len(points) < 3
    room = view.width - 2 * EDGE if wide else _HALF * view.width - EDGE - 20
    text = view.cell(row, view.main) if row else view.words.NO_DATA
    size = next((s for s in (86, 76, 66, 56, 46, 38) if width(text, s, bold=True) <= room), 32)
    page.text(EDGE, 190, shorten(text, room, size, bold=True), size=size, color=INK, bold=True)
    y = 282.0
    if row is None or view.number(row, view.main) is None:
        for line in wrap(view.words.NO_FIGURE if row else view.words.NO_DATA_HINT, room, 18, 3):
            page.text(EDGE, y, line, size=18)
            y += 28
        return page
    change = view.change(row)
    if change:
        versus = view.words.VERSUS.format(period=view.period(view.answer.compared))
        page.text(EDGE, y, [change], size=20)
        page.text(EDGE, y + 32, shorten(versus, room, 16), size=16)
        y += 88
    _target(page, view, row, y, room)
    if not wide:
        _sparkline(page, view, points)
    return page


def draw_single(view: View, kind: ChartKind, title: str | None, source: str) -> Page:
    """A breakdown with one group is no chart: its name and its figure, large."""
    page, row = view.page(), view.rows[0]
    lines = heading(view, kind, title=title, source=source)
    page.heading(lines.title, lines.subtitle, lines.footer)
    room = view.width - 2 * EDGE
    text = view.cell(row, view.main)
    page.text(EDGE, 180, shorten(view.key_label(row), room, 24), size=24)
    size = next((s for s in (86, 76, 66, 56, 46, 38) if width(text, s, bold=True) <= room), 32)
    page.text(EDGE, 256, shorten(text, room, size, bold=True), size=size, color=INK, bold=True)
    change = view.change(row)
    if change:
        page.text(EDGE, 336, [change], size=20)
    return page


def draw_nothing(view: View, title: str | None, source: str) -> Page:
    """No rows, or none with a figure: said large, with the filters and the period that gave none."""
    page = view.page()
    lines = heading(view, "table", title=title, source=source)
    page.heading(lines.title, lines.subtitle, lines.footer)
    page.text(view.width / 2, 260, view.words.NO_DATA, size=54, color=INK3, bold=True, anchor="middle")
    hint = view.words.NO_FIGURE if view.rows else view.words.NO_DATA_HINT
    page.text(view.width / 2, 326, hint, size=18, anchor="middle")
    return page


def _target(page: Page, view: View, row: Row, y: float, room: float) -> None:
    """How much of the target is reached, as a bar with its end at the target."""
    metric = view.metric
    if metric is None or metric.goal is None:
        return
    held = held_against(view, row)
    if held.target is None or held.share is None:
        return
    amount = view.value(held.target, metric.unit)
    pattern = view.words.OF_TARGET_TO_DATE if held.to_date else view.words.OF_TARGET
    first, _, rest = pattern.partition("{percent}")
    line = [Span(first), Span(view.value(held.share, "percent"), color=INK, bold=True), Span(rest.format(goal=amount))]
    page.text(EDGE, y, [s for s in line if s.text], size=18)
    end = min(room, 400)
    page.rect(EDGE, y + 22, EDGE + end, y + 50, TRACK)
    page.rect(EDGE, y + 22, EDGE + end * max(0.0, min(1.0, held.share)), y + 50, BLUE)


def _sparkline(page: Page, view: View, points: list[tuple[date, float | None]]) -> None:
    """The figure in the buckets before, up to the one asked for."""
    days, values = [d for d, _ in points], [float(v or 0) for _, v in points]
    count = len(values)
    unit = _unit(days)
    low, high = min(values), max(values)
    margin = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    end = view.value(values[-1], view.main)
    after = width(end, 17, bold=True) + 20
    box = (_HALF * view.width + 20.0, 170.0, view.width - EDGE - after, page.height - 120.0)
    calendar = view.answer.query.calendar
    first, last = (bucket_text(d, unit, view.language, calendar, short=True) for d in (days[0], days[-1]))
    page.plot(box, x=(-0.3, count - 0.9), y=(low - margin, high + margin), axes="2")
    units = view.words.TIMES_MANY[unit]
    page.text(box[0], 140, view.words.LAST.format(n=view.value(count, "count"), units=units), size=15)
    page.text(box[0], box[3] + 22, first, size=15)
    page.text(box[2], box[3] + 22, last, size=15, anchor="end")
    page.add(
        {"type": "scatter", "mode": "lines", "x": list(range(count)), "y": values, "line": {"color": BLUE, "width": 4}},
        "2",
    )
    dot = {"size": 14, "opacity": 1, "color": BLUE, "line": {"color": "white", "width": 3}}
    page.add({"type": "scatter", "mode": "markers", "x": [count - 1], "y": [values[-1]], "marker": dot}, "2")
    page.label(count - 1, values[-1], end, size=17, color=BLUE, bold=True, anchor="start", dx=13, axes="2")
    if low < 0 < high:
        at = box[3] - (box[3] - box[1]) * (0 - low + margin) / (high - low + 2 * margin)
        page.rule(box[0], at, box[2], at, color=INK3, dash="dot")


def _unit(days: list[date]) -> str:
    """The grain of a history, from how far apart its buckets begin."""
    gap = (days[-1] - days[0]).days / max(1, len(days) - 1)
    return next((unit for most, unit in _SPACING if gap <= most), "year")
