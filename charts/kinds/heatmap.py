"""Two breakdowns crossed: the darker, the more; orange below zero."""

from __future__ import annotations

from charts.groups import ordered_rows, shown_text
from charts.kinds.series import in_order
from charts.kinds.time_axis import time_texts
from charts.look import DIVERGING, EDGE, INK, INK2, INK3, SEQUENTIAL, SMALLEST, Page, ink_on, mix
from charts.titles import heading
from charts.typeset import markup, shorten, widest, width, wrap
from charts.view import Row, View
from queries.answer import Unit, Value
from queries.locale import currency_text

_TOP = 156
_MOST_DOWN, _MOST_ACROSS = 31, 31
_ROW = 28


def draw(view: View, title: str | None, source: str) -> Page:
    across = _across(view)
    down = 1 - across
    columns, rows = _members(view, across), _members(view, down)
    everything = (len(columns), len(rows))
    columns, rows = columns[:_MOST_ACROSS], rows[: _MOST_DOWN if view.frame.alone else view.frame.bars]
    cells = {(r.keys[down], r.keys[across]): r for r in view.rows}
    page = view.page(_TOP + (46 if view.frame.alone else 76) + _ROW * len(rows))
    _grid(page, view, rows, columns, cells, down, across)
    remarks = [*shown_text(view, len(rows), everything[1])]
    unit = view.answer.columns[view.main].unit if view.main is not None else "count"
    if unit == "currency":
        remarks.append(currency_text(view.catalogue.currency, view.language))
    lines = heading(view, "heatmap", title=title, source=source, remarks=tuple(remarks))
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _across(view: View) -> int:
    """Time and declared orders run across, else the breakdown with fewer members."""
    if view.is_time(0) != view.is_time(1):
        return 0 if view.is_time(0) else 1
    if view.is_time(0):
        return 1 if len(_members(view, 1)) >= len(_members(view, 0)) else 0
    return 1 if len(_members(view, 1)) <= len(_members(view, 0)) else 0


def _members(view: View, at: int) -> list[Row]:
    """One row of each member of a breakdown, in drawing order."""
    rows = ordered_rows(view, view.main, at) if view.is_time(at) else in_order(view, at)
    first: dict[Value, Row] = {}
    for row in rows:
        first.setdefault(row.keys[at], row)
    return list(first.values())


def _grid(
    page: Page,
    view: View,
    rows: list[Row],
    columns: list[Row],
    cells: dict[tuple[Value, Value], Row],
    down: int,
    across: int,
) -> None:
    names = [shorten(view.key_label(r, down), 230, 15) for r in rows]
    x0 = EDGE + widest(names, 15) + 14
    step = (view.width - EDGE - x0) / max(1, len(columns))
    heads = _heads(view, columns, across, step)
    box = (x0, float(_TOP), float(view.width - EDGE), page.height - (46.0 if page.alone else 76.0))
    pitch = min(64.0, (box[3] - box[1]) / max(1, len(rows)))
    box = (box[0], box[1], box[2], box[1] + pitch * len(rows))
    grid = [[cells.get((r.keys[down], c.keys[across])) for c in columns] for r in rows]
    values = [[view.number(cell, view.main) if cell else None for cell in line] for line in grid]
    known = [v for line in values for v in line if v is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    signed = low < 0 < high
    scale = DIVERGING if signed else SEQUENTIAL
    reach = max(abs(low), abs(high)) or 1.0
    if not signed:  # one giant must not bleach the rest
        usual = sorted(known)[int(0.96 * (len(known) - 1))] if known else 1.0
        high = usual if high > 2 * usual > 0 and usual > low else high
    ends = (-reach, reach) if signed else (low, high if high > low else low + 1.0)
    page.plot(box, x=(-0.5, len(columns) - 0.5), y=(len(rows) - 0.5, -0.5))
    page.add(
        {
            "type": "heatmap", "x": list(range(len(columns))), "y": list(range(len(rows))), "z": values,
            "zmin": ends[0], "zmax": ends[1], "colorscale": [list(stop) for stop in scale], "showscale": False,
            "xgap": 2, "ygap": 2, "hoverongaps": False,
        }
    )  # fmt: skip
    texts = [[_cell_text(view, v) for v in line] for line in values]
    flat = [t for line in texts for t in line]
    size = next((s for s in (15, 14, SMALLEST) if widest(flat, s) + 8 <= step), 0)
    if size and pitch >= size + 6:
        places = [(i, k) for i in range(len(rows)) for k in range(len(columns))]
        colors = [
            mix(scale, (v - ends[0]) / (ends[1] - ends[0])) if (v := values[i][k]) is not None else "#FFFFFF"
            for i, k in places
        ]
        page.add(
            {
                "type": "scatter", "mode": "text", "x": [k for _, k in places], "y": [i for i, _ in places],
                "text": [markup(texts[i][k], view.rtl) for i, k in places],
                "textfont": {"size": size, "color": [ink_on(c) for c in colors]},
            }
        )  # fmt: skip
    else:
        page.crowded = True
        _scale_key(page, view, scale, ends)
    for i, name in enumerate(names):
        page.text(EDGE, box[1] + pitch * (i + 0.5), name, size=15 if pitch >= 22 else SMALLEST, color=INK)
    for k, head in enumerate(heads):
        if head:
            page.text(x0 + step * (k + 0.5), _TOP - 6, head, size=14, anchor="middle", upright="bottom")


def _heads(view: View, columns: list[Row], across: int, step: float) -> list[str]:
    """The names over the columns, in two lines at most; narrow columns name every few."""
    if view.is_time(across):
        names = [t.split("\n")[0] if step < 40 else t for t in time_texts(view, columns, across)]
    else:
        names = [view.key_label(c, across) for c in columns]
    every = 1
    if view.is_time(across) and names:
        every = max(1, -(-round(widest([n for t in names for n in t.split("\n")], 14) + 8) // max(1, round(step))))
    return ["\n".join(wrap(n, step * every - 6, 14, 2)) if "\n" not in n else n for n in names] if every == 1 else [
        n if i % every == 0 else "" for i, n in enumerate(names)
    ]  # fmt: skip


def _cell_text(view: View, value: float | None) -> str:
    """Short: money without its sign, which the subtitle says once."""
    unit: Unit = view.answer.columns[view.main].unit if view.main is not None else "count"
    return view.value(value, "count" if unit == "currency" else unit, brief=unit != "percent")


def _scale_key(page: Page, view: View, scale: tuple[tuple[float, str], ...], ends: tuple[float, float]) -> None:
    """What light and dark mean, where the cells have no room for figures."""
    low, high = (view.value(e, view.main) for e in ends)
    y = page.height - (26.0 if page.alone else 44.0)
    x = view.width - EDGE - width(high, SMALLEST) - 8
    page.text(view.width - EDGE, y, high, size=SMALLEST, color=INK3, anchor="end")
    for i in range(5):
        page.rect(x - 24 * (5 - i), y - 7, x - 24 * (4 - i), y + 7, mix(scale, i / 4))
    page.text(x - 128, y, low, size=SMALLEST, color=INK2, anchor="end")
