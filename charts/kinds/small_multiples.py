"""Figures of different units side by side: a panel a metric, each with its own scale, the groups in one order."""

from __future__ import annotations

from charts.groups import ordered_rows, shown_text
from charts.kinds.time_axis import thinned, time_texts, unfinished
from charts.look import BLUE, EDGE, INK, MUTED, RULE, SERIES, SMALLEST, Page
from charts.titles import heading
from charts.typeset import shorten, widest, wrap
from charts.view import Row, View

_TOP = 122
_GAP = 44
_MOST_PANELS = 4
_MOST_ROWS = 16


def draw(view: View, title: str | None, source: str) -> Page:
    metrics = view.metrics[:_MOST_PANELS]
    rows = ordered_rows(view, view.main)
    if view.is_time(0):
        page = view.page(_TOP + 84 + 100 * len(metrics))
        _over_time(page, view, rows, metrics)
        remarks: tuple[str, ...] = ()
    else:
        shown = rows[: min(_MOST_ROWS, view.frame.bars)]
        page = view.page(_TOP + 86 + 28 * len(shown), _TOP + 90 + 88 * len(shown))
        _by_member(page, view, shown, metrics)
        remarks = shown_text(view, len(shown), len(rows))
    lines = heading(view, "small_multiples", title=title, source=source, remarks=remarks)
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _by_member(page: Page, view: View, rows: list[Row], metrics: list[str]) -> None:
    """Names once at the start, then a panel of bars for each metric."""
    names = [shorten(view.key_label(r), 210, 16) for r in rows]
    x0 = EDGE + widest(names, 16) + 20
    panel = (view.width - EDGE - x0 - _GAP * (len(metrics) - 1)) / max(1, len(metrics))
    pitch = min(88.0, (page.height - _TOP - 90) / max(1, len(rows)))
    top = _TOP + 40
    for i, name in enumerate(names):
        page.text(EDGE, top + pitch * (i + 0.5), name, size=16, color=INK)
    for k, metric in enumerate(metrics):
        start = x0 + k * (panel + _GAP)
        column = view.column("metric", metric)
        head = "\n".join(wrap(view.metric_label(metric), panel, 15, 2))
        page.text(start, top - 8, head, size=15, bold=True, color=INK, upright="bottom")
        values, texts = [view.number(r, column) for r in rows], [view.cell(r, column) for r in rows]
        known = [v for v in values if v is not None]
        low, high = min([0.0, *known]), max([0.0, *known]) or (0.0 if known and min(known) < 0 else 1.0)
        after = widest(texts, 15, bold=True) + 10
        per_px = (high - low) / max(30.0, panel - after * (2 if low < 0 else 1))
        axes = str(k + 2)
        page.plot(
            (start, top, start + panel, top + pitch * len(rows)),
            x=(low - (after * per_px if low < 0 else 0.0), high + after * per_px),
            y=(len(rows) - 0.5, -0.5),
            axes=axes,
        )
        best = max(known, default=None)
        colors = [BLUE if v is not None and v == best else MUTED for v in values]
        page.add(
            {"type": "bar", "orientation": "h", "x": values, "y": list(range(len(rows))), "width": 0.62,
             "marker": {"color": colors, "cornerradius": 3}}, axes,
        )  # fmt: skip
        for i, (value, text) in enumerate(zip(values, texts, strict=True)):
            up = value is None or value >= 0
            page.label(value or 0, i, text, size=15, color=INK, bold=True, anchor="start" if up else "end",
                       dx=7 if up else -7, axes=axes)  # fmt: skip


def _over_time(page: Page, view: View, rows: list[Row], metrics: list[str]) -> None:
    """A small line for each metric, under each other on one time axis."""
    count = len(rows)
    height = (page.height - _TOP - 84) / max(1, len(metrics))
    columns = [view.column("metric", m) for m in metrics]
    ends = [view.cell(rows[-1], c) for c in columns]
    x0 = EDGE + max(widest(wrap(view.metric_label(m), 170, 15, 3), 15, bold=True) for m in metrics) + 24
    x1 = view.width - EDGE - widest(ends, 16, bold=True) - 20
    places, names, size = thinned(time_texts(view, rows), x1 - x0)
    for k, (metric, column, end) in enumerate(zip(metrics, columns, ends, strict=True)):
        y0 = _TOP + height * k
        values = [view.number(r, column) for r in rows]
        known = [v for v in values if v is not None]
        low, high = min(known, default=0.0), max(known, default=1.0)
        room = (
            (high - low) * (0.3 if height >= 110 else 0.5) or abs(high) * 0.2 or 1.0
        )  # for the figures over and under the line
        axes = str(k + 2)
        last = k == len(metrics) - 1
        page.plot(
            (x0, y0 + 8, x1, y0 + height - 14),
            x=(-0.3, max(count - 0.7, 0.7)),
            y=(low - room, high + room),
            axes=axes,
            x_axis={**(page.ticks(places, names, size=size) if last else {}), "showline": True, "linecolor": RULE},
        )
        label = "\n".join(wrap(view.metric_label(metric), 170, 15, 3))
        page.text(EDGE, y0 + height / 2 - 4, label, size=15, bold=True, color=INK)
        color = SERIES[k % len(SERIES)] if len(metrics) > 3 else BLUE
        whole = values[:-1] if unfinished(view, rows) and count > 1 else values
        line = {
            "type": "scatter",
            "mode": "lines+markers" if count < 3 else "lines",
            "line": {"color": color, "width": 3},
        }
        page.add({**line, "x": list(range(len(whole))), "y": whole}, axes)
        if len(whole) < count:
            dotted = {"color": color, "width": 3, "dash": "dot"}
            page.add({**line, "x": [count - 2, count - 1], "y": values[-2:], "line": dotted}, axes)
        if values[-1] is not None:
            dot = {"size": 10, "opacity": 1, "color": color, "line": {"color": "white", "width": 2}}
            page.add({"type": "scatter", "mode": "markers", "x": [count - 1], "y": [values[-1]], "marker": dot}, axes)
            page.label(count - 1, values[-1], end, size=16, color=color, bold=True, anchor="start", dx=12, axes=axes)
        _extremes(page, view, values, column, axes)


def _extremes(page: Page, view: View, values: list[float | None], column: int | None, axes: str) -> None:
    """The highest and the lowest point say their value; the axis needs no numbers then."""
    known = [(v, i) for i, v in enumerate(values) if v is not None]
    last = len(values) - 1
    if len(known) < 3 or max(known)[0] == min(known)[0]:
        return
    for (value, at), above in ((max(known), True), (min(known), False)):
        if at != last:
            page.label(at, value, view.value(value, column), size=SMALLEST, upright="bottom" if above else "top",
                       dy=-5 if above else 5, axes=axes)  # fmt: skip
