"""One figure by one breakdown: upright bars for time and few short names, lying bars for the rest."""

from __future__ import annotations

from charts.groups import Groups, cut, ordered_rows, shown_text
from charts.kinds import card, line
from charts.kinds.bar_list import Bar, draw_bars, emphasised, enough_for, height_for, others
from charts.kinds.time_axis import begun, thinned, time_texts
from charts.look import BLUE, EDGE, GRID, INK, MUTED, RULE, SMALLEST, TICK, Page
from charts.scale import spread
from charts.titles import heading
from charts.typeset import Line, fitted, unbroken, widest, wrap
from charts.view import Row, View

_MOST_UPRIGHT = 8
_MOST_BUCKETS = 62
_SIZES = (17, 16, 15, 14, SMALLEST)


def draw(view: View, title: str | None, source: str) -> Page:
    main = view.main
    rows = ordered_rows(view, main)
    if len(rows) == 1:
        return card.draw_single(view, "bars", title, source)
    if view.is_time(0):
        return line.draw(view, title, source) if len(rows) > _MOST_BUCKETS else _upright(view, rows, title, source)
    groups = cut(view, rows, main)
    column = (view.width - 2 * EDGE) / max(1, len(groups.rows)) - 14
    fits = all(unbroken(view.key_label(r), column, TICK, 2) for r in groups.rows)
    if groups.rest == 0 and 2 <= len(groups.rows) <= _MOST_UPRIGHT and fits and not view.answer.query.rank:
        return _upright(view, groups.rows, title, source)
    return lying(view, groups, title, source)


def lying(view: View, groups: Groups, title: str | None, source: str) -> Page:
    """Bars under each other, the largest first."""
    main = view.main
    values = [view.number(r, main) for r in groups.rows]
    colors = emphasised(values, missing=[None in r.keys for r in groups.rows])
    bars = [
        Bar(view.key_label(r), v, view.cell(r, main), color=c, ends=_ends(view, r))
        for r, v, c in zip(groups.rows, values, colors, strict=True)
    ]
    remarks: tuple[str, ...] = ()
    if groups.rest_total is not None:
        name = view.words.OTHERS.format(n=view.value(groups.rest, "count"))
        bars.append(others(name, groups.rest_total, view.value(groups.rest_total, main), values))
    elif groups.rest:
        remarks = shown_text(view, len(groups.rows), len(groups.rows) + groups.rest)
    page = view.page(height_for(len(bars)), enough_for(len(bars)))
    draw_bars(page, bars)
    lines = heading(view, "bars", title=title, source=source, remarks=remarks)
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _ends(view: View, row: Row) -> tuple[Line, ...]:
    change = view.change(row)
    return ((change,),) if change else ()


def _upright(view: View, rows: list[Row], title: str | None, source: str) -> Page:
    """Bars side by side on a common ground line; their values above them where there is room, else on an axis."""
    main, count = view.main, len(rows)
    values = [view.number(r, main) for r in rows]
    page = view.page()
    texts = [view.bare(v, main) for v in values]
    step = (view.width - 2 * EDGE) / max(1, count)
    size, texts = fitted(texts, step - 6, _SIZES, bold=True)
    known = [v for v in values if v is not None]
    marks = spread(known, from_zero=True)
    low, high = (min([0.0, *known]), max([0.0, *known])) if size else (marks[0], marks[-1])
    if low == high:
        high = low + 1.0
    axis = {} if size else page.ticks(marks, [view.bare(m, main, axis=True) for m in marks])
    x0 = EDGE if size else EDGE + widest([view.bare(m, main, axis=True) for m in marks], TICK) + 14
    if view.is_time(0):
        places, names, name_size = thinned(time_texts(view, rows), view.width - EDGE - x0)
    else:
        wrapped = ["\n".join(wrap(view.key_label(r), step - 14, TICK, 2)) for r in rows]
        places, names, name_size = list(range(count)), wrapped, TICK
    two = any("\n" in n for n in names)
    box = (x0, 150 if size else 124, view.width - EDGE, page.height - (96 if two else 80))
    below = 36 if low < 0 and size else 0
    room = (high - low) * below / max(1.0, box[3] - box[1])
    page.plot(
        box,
        x=(-0.5, count - 0.5),
        y=(low - room, high),
        x_axis=page.ticks(places, names, size=name_size),
        y_axis={**axis, "showgrid": not size, "gridcolor": GRID},
    )
    colors = _time_colors(view, rows) if view.is_time(0) else emphasised(values, missing=[None in r.keys for r in rows])
    page.add(
        {
            "type": "bar",
            "x": list(range(count)),
            "y": values,
            "width": min(0.72, 110 / step),
            "marker": {"color": colors, "cornerradius": 3},
        }
    )
    page.rule(
        box[0], _down(box, low - room, high, 0.0), box[2], _down(box, low - room, high, 0.0), color=RULE, width=1.5
    )
    for i, (value, text) in enumerate(zip(values, texts, strict=True)):
        if size:
            up = value is None or value >= 0
            page.label(i, value or 0, text, size=size, color=INK, bold=True, upright="bottom" if up else "top",
                       dy=-5 if up else 5)  # fmt: skip
    lines = heading(view, "bars", title=title, source=source, remarks=view.money_said(main))
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _time_colors(view: View, rows: list[Row]) -> list[str]:
    """Whole buckets blue, an unfinished last one muted: it is no fall."""
    return [MUTED if begun(view, row) else BLUE for row in rows]


def _down(box: tuple[float, float, float, float], low: float, high: float, value: float) -> float:
    return box[3] - (box[3] - box[1]) * (value - low) / (high - low)
