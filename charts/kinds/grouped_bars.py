"""Bars side by side in groups: upright for few groups, lying for many or long-named ones."""

from __future__ import annotations

from typing import Any

from charts.groups import shown_text
from charts.kinds import heatmap
from charts.kinds.series import Table, draw_key, layered
from charts.kinds.time_axis import thinned, time_texts
from charts.look import EDGE, GRID, INK, RULE, SERIES, SMALLEST, TICK, WIDTH, Page
from charts.scale import spread
from charts.titles import heading
from charts.typeset import shorten, unbroken, widest, wrap
from charts.view import View

_TOP = 148
_MOST_UPRIGHT = 26  # bars
_MOST_GROUPS = 12
_BETWEEN = 4  # px between the figures of neighbouring bars, which stand at one height where both are 0
_TALLEST = 1100  # px


def draw(view: View, title: str | None, source: str) -> Page:
    table = layered(view)
    if len(table.layers) > len(SERIES) and len(view.key_columns) == 2:  # no colours left to tell them apart
        return heatmap.draw(view, title, source)
    bars = len(table.groups) * len(table.layers)
    step = (view.width - 2 * EDGE) / max(1, len(table.groups))
    fits = _name_size(table.names, step) > 0
    shown, room = len(table.groups), view.width / WIDTH
    if view.is_time(table.at) or (bars <= _MOST_UPRIGHT * room and len(table.groups) <= 8 * room and fits):
        page = view.page()
        _upright(page, view, table)
    else:
        shown = min(shown, _MOST_GROUPS if view.frame.alone else view.frame.bars * 2 // (len(table.layers) + 1))
        shown = min(shown, max(1, (_TALLEST - _TOP - 50) // (len(table.layers) * 19 + 12)))
        page = view.page(_TOP + 50 + shown * (len(table.layers) * 19 + 12))
        _lying(page, table, shown)
    page.crowded |= shown < len(table.groups)
    draw_key(page, table.layers)
    remarks = (*shown_text(view, shown, len(table.groups)), *view.money_said(view.main))
    lines = heading(view, "grouped_bars", title=title, source=source, remarks=remarks)
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _name_size(names: list[str], step: float) -> int:
    """The size at which every name fits under its group in two lines; 0 where none does."""
    return next((s for s in (TICK, 14, SMALLEST) if all(unbroken(n, step - 10, s, 2) for n in names)), 0)


def _upright(page: Page, view: View, table: Table) -> None:
    count, layers = len(table.groups), len(table.layers)
    step = (view.width - 2 * EDGE) / max(1, count)
    width = min(0.8 / layers, 90 / step)
    texts = [t for layer in table.layers for t in layer.texts]
    room = step * width - _BETWEEN
    size = next((s for s in (16, 15, 14, SMALLEST) if widest(texts, s) <= room), 0)
    known = [v for layer in table.layers for v in layer.values if v is not None]
    low, high = min([0.0, *known]), max([0.0, *known]) or 1.0
    if view.is_time(table.at):
        places, names, name_size = thinned(time_texts(view, table.rows, table.at), view.width - 2 * EDGE)
    else:
        name_size = _name_size(table.names, step)
        names = ["\n".join(wrap(n, step - 10, name_size, 2)) for n in table.names]
        places = list(range(count))
    two = any("\n" in n for n in names)
    box = (float(EDGE), _TOP + 26.0, float(view.width - EDGE), page.height - (98.0 if two else 80.0))
    y_axis: dict[str, Any] = {}
    if not size:  # no room for figures on the bars: an axis carries them
        marks = spread(known, from_zero=True)
        ticks = [view.bare(m, view.main, axis=True) for m in marks]
        low, high = marks[0], marks[-1]
        box = (EDGE + widest(ticks, TICK) + 14, *box[1:])
        y_axis = {**page.ticks(marks, ticks), "showgrid": True, "gridcolor": GRID}
    elif low < 0:
        low -= (high - low) * 0.1
    x_axis = page.ticks(places, names, size=name_size)
    page.plot(box, x=(-0.5, count - 0.5), y=(low, high), x_axis=x_axis, y_axis=y_axis)
    for k, layer in enumerate(table.layers):
        x = [i + (k - (layers - 1) / 2) * width for i in range(count)]
        page.add(
            {"type": "bar", "x": x, "y": layer.values, "width": width * 0.92,
             "marker": {"color": layer.color, "cornerradius": 3}}
        )  # fmt: skip
        if size:
            for at, value, text in zip(x, layer.values, layer.texts, strict=True):
                if value is not None:
                    page.label(at, value, text, size=size, color=INK, upright="bottom" if value >= 0 else "top",
                               dy=-4 if value >= 0 else 4)  # fmt: skip
    ground = box[3] - (box[3] - box[1]) * (0 - low) / (high - low)
    page.rule(box[0], ground, box[2], ground, color=RULE, width=1.5)


def _lying(page: Page, table: Table, shown: int) -> None:
    """Groups under each other, their bars tight together."""
    layers = len(table.layers)
    size = 16 if shown <= 8 else 15
    names = [shorten(n, 300, size) for n in table.names[:shown]]
    x0 = EDGE + widest(names, size) + 16
    known = [v for layer in table.layers for v in layer.values[:shown] if v is not None]
    low, high = min([0.0, *known]), max([0.0, *known]) or 1.0
    after = widest([t for layer in table.layers for t in layer.texts[:shown]], 14) + 12
    share = (high - low) / max(60.0, page.width - EDGE - x0 - after * (2 if low < 0 else 1))
    box = (x0, float(_TOP), float(page.width - EDGE), page.height - 46.0)
    low, high = low - (after * share if low < 0 else 0.0), high + after * share
    page.plot(box, x=(low, high), y=(shown - 0.5, -0.5))
    width = 0.8 / layers
    for k, layer in enumerate(table.layers):
        y = [i + (k - (layers - 1) / 2) * width for i in range(shown)]
        marker = {"color": layer.color, "cornerradius": 3}
        bar = {"type": "bar", "orientation": "h", "x": layer.values[:shown], "y": y, "width": width * 0.9}
        page.add({**bar, "marker": marker})
        for at, value, text in zip(y, layer.values, layer.texts, strict=False):
            if value is not None:
                page.label(value, at, text, size=14, color=INK, anchor="start" if value >= 0 else "end",
                           dx=6 if value >= 0 else -6)  # fmt: skip
    pitch = (box[3] - box[1]) / max(1, shown)
    for i, name in enumerate(names):
        page.text(EDGE, box[1] + pitch * (i + 0.5), name, size=size, color=INK)
