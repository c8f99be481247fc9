"""Reasons, the most frequent first, and how much the first few explain together."""

from __future__ import annotations

from charts.groups import cut, ordered_rows
from charts.kinds import bars as plain
from charts.look import BLUE, EDGE, INK, MUTED, RULE, TICK, Page, darker
from charts.titles import heading
from charts.typeset import wrap
from charts.view import View

_MOST = 9
_LINE = "#E69F00"


def draw(view: View, title: str | None, source: str) -> Page:
    main = view.main
    rows = sorted(ordered_rows(view, main), key=lambda r: -(view.number(r, main) or 0.0))
    values = [view.number(r, main) or 0.0 for r in rows]
    if len(rows) < 2 or min(values) < 0 or not sum(values):
        return plain.draw(view, title, source)
    groups = cut(view, rows, main, _MOST)
    names = [view.key_label(r) for r in groups.rows]
    values = [view.number(r, main) or 0.0 for r in groups.rows]
    if groups.rest_total is not None:
        names.append(view.words.OTHERS.format(n=view.value(groups.rest, "count")))
        values.append(groups.rest_total)
    whole = sum(values)
    running = [sum(values[: i + 1]) for i in range(len(values))]
    count, step = len(values), (view.width - 2 * EDGE) / len(values)
    page = view.page()
    box = (float(EDGE), 140.0, float(view.width - EDGE), page.height - 96.0)
    texts = ["\n".join(wrap(n, step - 12, TICK, 2)) for n in names]
    page.plot(box, x=(-0.5, count - 0.5), y=(0.0, whole), x_axis=page.ticks(list(range(count)), texts))
    page.add(
        {
            "type": "bar", "x": list(range(count)), "y": values, "width": 0.72,
            "marker": {"color": [BLUE if i < 2 else MUTED for i in range(count)], "cornerradius": 3},
        }
    )  # fmt: skip
    page.add(
        {
            "type": "scatter", "mode": "lines+markers", "x": list(range(count)), "y": running,
            "line": {"color": _LINE, "width": 3}, "marker": {"size": 9, "color": _LINE, "opacity": 1},
        }
    )  # fmt: skip
    page.rule(box[0], box[3], box[2], box[3], color=RULE, width=1.5)
    for i, (value, total) in enumerate(zip(values, running, strict=True)):
        tall = value / whole > 0.09
        page.label(i, value, view.value(value, main), size=16, color="white" if tall and i < 2 else INK, bold=True,
                   upright="top" if tall else "bottom", dy=6 if tall else -4)  # fmt: skip
        share = view.value(total / whole, "percent")
        over = 0 if tall or i else 22  # the first dot is the end of the first bar, whose figure stands there
        page.label(i, total, share, size=15, color=darker(_LINE), bold=True, upright="bottom", dx=-14, dy=-7 - over)
    lines = heading(view, "pareto", title=title, source=source, remarks=(view.words.CUMULATIVE,))
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page
