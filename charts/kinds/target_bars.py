"""Figures against their targets: blue where the target is reached, orange where it is not, a mark at the target."""

from __future__ import annotations

from charts.groups import cut, ordered_rows, shown_text
from charts.kinds.bar_list import Bar, draw_bars, enough_for, height_for
from charts.kinds.time_axis import ahead, begun, thinned, time_texts
from charts.look import BAD, BLUE, EDGE, GRID, INK, INK2, PAPER, RULE, SMALLEST, TICK, Page, mix
from charts.scale import spread
from charts.targets import Held, held_against
from charts.titles import heading
from charts.typeset import Span, widest
from charts.view import Row, View


def draw(view: View, title: str | None, source: str) -> Page:
    rows = [r for r in ordered_rows(view, view.main) if not ahead(view, r)] or view.rows
    held = {id(r): held_against(view, r) for r in rows}
    to_date = any(h.to_date for h in held.values())
    mark = view.words.TICK_TARGET_TO_DATE if to_date else view.words.TICK_TARGET
    if view.is_time(0):
        page = view.page()
        _upright(page, view, rows, [held[id(r)] for r in rows])
        remarks: tuple[str, ...] = (mark, *view.money_said(view.column("metric")))
    else:
        groups = cut(view, rows, None)
        page = view.page(height_for(len(groups.rows)), enough_for(len(groups.rows)))
        bars = [_bar(view, r, held[id(r)]) for r in groups.rows]
        names = [view.metric_label(view.metrics[0]), view.words.COLUMNS["attainment"], view.words.COLUMNS["actual"]]
        draw_bars(page, bars, heads=names)
        remarks = (mark, *shown_text(view, len(groups.rows), len(groups.rows) + groups.rest))
    lines = heading(view, "target_bars", title=title, source=source, remarks=remarks)
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _bar(view: View, row: Row, held: Held) -> Bar:
    reached = held.share is not None and held.share >= 1
    color = INK2 if held.share is None else INK if reached else BAD
    share = Span(view.value(held.share, "percent"), color=color, bold=True)
    value = view.value(held.value, view.column("metric"))
    bar = BLUE if reached else BAD if held.share is not None else mix(((0.0, BLUE), (1.0, "#FFFFFF")), 0.6)
    return Bar(view.key_label(row), held.value, "", color=bar, mark=held.target, ends=([share], value))


def _upright(page: Page, view: View, rows: list[Row], held: list[Held]) -> None:
    """Over time: bars with the target across each, the share reached above."""
    count, main = len(rows), view.column("metric")
    marks = spread([v for h in held for v in (h.value, h.target) if v is not None], from_zero=True)
    texts = [view.bare(m, main, axis=True) for m in marks]
    x0 = EDGE + widest(texts, TICK) + 14
    step = (view.width - EDGE - x0) / max(1, count)
    places, names, size = thinned(time_texts(view, rows), view.width - EDGE - x0)
    box = (x0, 148.0, view.width - EDGE, page.height - 98.0)
    page.plot(
        box,
        x=(-0.5, count - 0.5),
        y=(marks[0], marks[-1]),
        x_axis=page.ticks(places, names, size=size),
        y_axis={**page.ticks(marks, texts), "showgrid": True, "gridcolor": GRID},
    )
    page.rule(box[0], box[3], box[2], box[3], color=RULE, width=1.5)
    colors = [BLUE if h.share is None or h.share >= 1 else BAD for h in held]
    pale = ((0.0, BLUE), (1.0, PAPER)), ((0.0, BAD), (1.0, PAPER))
    colors = [mix(pale[c == BAD], 0.5) if begun(view, r) else c for c, r in zip(colors, rows, strict=True)]
    width = min(0.66, 90 / step)
    bars = {"type": "bar", "x": list(range(count)), "y": [h.value for h in held], "width": width}
    page.add({**bars, "marker": {"color": colors, "cornerradius": 3}})
    for i, h in enumerate(held):
        if h.target is not None:
            half = width / 2 + 0.06
            line = {"color": INK, "width": 3}
            ends = {"x": [i - half, i + half], "y": [h.target, h.target]}
            page.add({"type": "scatter", "mode": "lines", "line": line, **ends})
    shares = [view.value(h.share, "percent") for h in held]
    text = next((s for s in (16, 15, 14, SMALLEST) if widest(shares, s, bold=True) + 6 <= step), 0)
    for i, (h, share) in enumerate(zip(held, shares, strict=True)):
        top = max(h.value or 0, h.target or 0)
        if text and h.share is not None:
            color = INK if h.share >= 1 else BAD
            page.label(i, top, share, size=text, color=color, bold=True, upright="bottom", dy=-6)
