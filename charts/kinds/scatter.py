"""Two figures of each member against each other; a third one is the size of the dot."""

from __future__ import annotations

from charts.kinds import table
from charts.look import BLUE, EDGE, GRID, INK, INK2, TICK, Page
from charts.scale import spread
from charts.titles import heading
from charts.typeset import shorten, widest, width
from charts.view import View

_NAMED = 12


def draw(view: View, title: str | None, source: str) -> Page:
    columns = [view.column("metric", m) for m in view.metrics[:3]]
    if len(columns) < 2:
        return table.draw_as(view, "scatter", title, source)
    rows = [r for r in view.rows if all(view.number(r, c) is not None for c in columns[:2])]
    across, up = ([view.number(r, c) or 0.0 for r in rows] for c in columns[:2])
    marks_x, marks_y = (spread(v, from_zero=False) for v in (across, up))
    texts_x = [view.value(m, columns[0], axis=True) for m in marks_x]
    texts_y = [view.value(m, columns[1], axis=True) for m in marks_y]
    page = view.page()
    x0 = EDGE + widest(texts_y, TICK) + 14
    box = (x0, 150.0, view.width - EDGE - 70.0, page.height - 112.0)
    page.plot(
        box,
        x=(marks_x[0], marks_x[-1]),
        y=(marks_y[0], marks_y[-1]),
        x_axis={**page.ticks(marks_x, texts_x), "showgrid": True, "gridcolor": GRID},
        y_axis={**page.ticks(marks_y, texts_y), "showgrid": True, "gridcolor": GRID},
    )
    page.text(EDGE, 124, view.metric_label(view.metrics[1]), size=15, color=INK2, bold=True)
    page.text(
        view.width - EDGE - 70, page.height - 62, view.metric_label(view.metrics[0]), size=15, bold=True, anchor="end"
    )
    sizes = [14.0] * len(rows)
    if len(columns) == 3:
        third = [abs(view.number(r, columns[2]) or 0.0) for r in rows]
        largest = max(third, default=1.0) or 1.0
        sizes = [8 + 30 * (v / largest) ** 0.5 for v in third]
    dot = {"size": sizes, "color": BLUE, "opacity": 0.75, "line": {"color": "white", "width": 1.5}}
    page.add({"type": "scatter", "mode": "markers", "x": across, "y": up, "marker": dot})
    order = sorted(range(len(rows)), key=lambda i: -up[i])[:_NAMED]
    taken: list[tuple[float, float, float]] = []  # of the names: where each begins and ends, and how high it stands
    for i in order:
        name = shorten(view.key_label(rows[i]), 150, 13)
        x = (box[2] - box[0]) * (across[i] - marks_x[0]) / (marks_x[-1] - marks_x[0]) + sizes[i] / 2 + 4
        y = (box[3] - box[1]) * (up[i] - marks_y[0]) / (marks_y[-1] - marks_y[0])
        end = x + width(name, 13)
        if end > page.width - box[0] - 10 or any(x < e + 6 and s < end + 6 and abs(y - h) < 16 for s, e, h in taken):
            continue
        taken.append((x, end, y))
        page.label(across[i], up[i], name, size=13, color=INK, anchor="start", dx=sizes[i] / 2 + 4)
    lines = heading(view, "scatter", title=title, source=source)
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page
