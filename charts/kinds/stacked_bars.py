"""Parts of a whole, stacked: over time upright, by members upright or lying, the whole written at the end."""

from __future__ import annotations

from charts.groups import shown_text
from charts.kinds.series import Layer, Table, draw_key, layered
from charts.kinds.time_axis import thinned, time_texts
from charts.look import EDGE, GHOST, INK, RULE, SMALLEST, TICK, Page, ink_on
from charts.titles import heading
from charts.typeset import fitted, shorten, unbroken, widest, width, wrap
from charts.view import View

_TOP = 148
_MOST_LAYERS = 6
_MOST_UPRIGHT = 8
_EDGE_LINE = {"color": "white", "width": 1}


def draw(view: View, title: str | None, source: str) -> Page:
    table = layered(view)
    layers = _merged(view, table.layers)
    wholes = [sum(v for layer in layers if (v := layer.values[i]) is not None) for i in range(len(table.groups))]
    column = (view.width - 2 * EDGE) / max(1, len(table.groups)) - 12
    short = all(unbroken(n, column, TICK, 2) for n in table.names)
    shown = len(table.groups)
    if view.is_time(table.at) or (shown <= _MOST_UPRIGHT and short):
        page = view.page()
        _upright(page, view, table, layers, wholes)
    else:
        shown = min(shown, view.frame.bars)
        page = view.page(_TOP + 50 + shown * 30)
        _lying(page, view, table, layers, wholes, shown)
    draw_key(page, layers)
    remarks = (*shown_text(view, shown, len(table.groups)), *view.money_said(view.main))
    lines = heading(view, "stacked_bars", title=title, source=source, remarks=remarks)
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _merged(view: View, layers: list[Layer]) -> list[Layer]:
    """At most six colours: the smallest parts become one grey part."""
    if len(layers) <= _MOST_LAYERS:
        return layers
    rest = layers[_MOST_LAYERS - 1 :]
    columns = zip(*(layer.values for layer in rest), strict=True)
    sums: list[float | None] = [sum(v for v in column if v is not None) for column in columns]
    name = view.words.OTHERS.format(n=view.value(len(rest), "count"))
    texts = [view.bare(v, view.main) for v in sums]
    return [*layers[: _MOST_LAYERS - 1], Layer(name, GHOST, sums, texts)]


def _bases(layers: list[Layer], i: int) -> list[float]:
    """Where each part of a bar begins: positive parts upwards, negative ones downwards."""
    up = down = 0.0
    bases = []
    for layer in layers:
        value = layer.values[i] or 0.0
        bases.append(up if value >= 0 else down)
        up, down = (up + value, down) if value >= 0 else (up, down + value)
    return bases


def _ends(layers: list[Layer], i: int) -> tuple[float, float]:
    values = [layer.values[i] or 0.0 for layer in layers]
    return sum(v for v in values if v < 0), sum(v for v in values if v > 0)


def _upright(page: Page, view: View, table: Table, layers: list[Layer], wholes: list[float]) -> None:
    count = len(table.groups)
    step = (view.width - 2 * EDGE) / max(1, count)
    bar = min(0.72, 120 / step)
    texts = [view.bare(w, view.main) for w in wholes]
    size, texts = fitted(texts, step - 4, (16, 15, 14, SMALLEST), bold=True)
    ends = [_ends(layers, i) for i in range(count)]
    low, high = min([0.0, *(e[0] for e in ends)]), max([0.0, *(e[1] for e in ends)]) or 1.0
    if view.is_time(table.at):
        places, names, name_size = thinned(time_texts(view, table.rows, table.at), view.width - 2 * EDGE)
    else:
        names = ["\n".join(wrap(n, step - 12, TICK, 2)) for n in table.names]
        places, name_size = list(range(count)), TICK
    box = (
        float(EDGE),
        _TOP + 38.0,
        float(view.width - EDGE),
        page.height - (98.0 if any("\n" in n for n in names) else 80.0),
    )
    page.plot(box, x=(-0.5, count - 0.5), y=(low, high), x_axis=page.ticks(places, names, size=name_size))
    bases = [_bases(layers, i) for i in range(count)]
    per_px = (high - low) / (box[3] - box[1])
    for k, layer in enumerate(layers):
        page.add(
            {"type": "bar", "x": list(range(count)), "y": [v or 0.0 for v in layer.values],
             "base": [b[k] for b in bases], "width": bar, "marker": {"color": layer.color, "line": _EDGE_LINE}}
        )  # fmt: skip
        for i, (value, text) in enumerate(zip(layer.values, layer.texts, strict=True)):
            if value and abs(value) / per_px >= 20 and width(text, SMALLEST) <= step * bar - 6:
                page.label(i, bases[i][k] + value / 2, text, size=SMALLEST, color=ink_on(layer.color))
    for i, text in enumerate(texts):
        if size and len(layers) > 1:
            page.label(i, ends[i][1], text, size=size, color=INK, bold=True, upright="bottom", dy=-4)
    ground = box[3] - (box[3] - box[1]) * (0 - low) / (high - low)
    page.rule(box[0], ground, box[2], ground, color=RULE, width=1.5)


def _lying(page: Page, view: View, table: Table, layers: list[Layer], wholes: list[float], shown: int) -> None:
    names = [shorten(n, 300, 15) for n in table.names[:shown]]
    texts = [view.bare(w, view.main) for w in wholes[:shown]]
    x0 = EDGE + widest(names, 15) + 16
    ends = [_ends(layers, i) for i in range(shown)]
    low, high = min([0.0, *(e[0] for e in ends)]), max([0.0, *(e[1] for e in ends)]) or 1.0
    after = widest(texts, 15, bold=True) + 12
    per_px = (high - low) / max(60.0, view.width - EDGE - x0 - after)
    box = (x0, float(_TOP), float(view.width - EDGE), page.height - 46.0)
    page.plot(box, x=(low, high + after * per_px), y=(shown - 0.5, -0.5))
    bases = [_bases(layers, i) for i in range(shown)]
    for k, layer in enumerate(layers):
        page.add(
            {"type": "bar", "orientation": "h", "y": list(range(shown)), "x": [v or 0.0 for v in layer.values[:shown]],
             "base": [b[k] for b in bases], "width": 0.7, "marker": {"color": layer.color, "line": _EDGE_LINE}}
        )  # fmt: skip
        for i, (value, text) in enumerate(zip(layer.values[:shown], layer.texts[:shown], strict=True)):
            if value and abs(value) / per_px >= width(text, SMALLEST) + 12:
                page.label(bases[i][k] + value / 2, i, text, size=SMALLEST, color=ink_on(layer.color))
    pitch = (box[3] - box[1]) / max(1, shown)
    for i, (name, text) in enumerate(zip(names, texts, strict=True)):
        page.text(EDGE, box[1] + pitch * (i + 0.5), name, size=15, color=INK)
        page.label(ends[i][1], i, text, size=15, color=INK, bold=True, anchor="start", dx=8)
