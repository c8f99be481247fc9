"""Parts of a whole as a ring, where somebody asked for one: six parts at most, the whole in the middle."""

from __future__ import annotations

from charts.groups import cut, ordered_rows
from charts.kinds import bars as plain
from charts.look import EDGE, GHOST, INK, SERIES, Page
from charts.titles import heading
from charts.typeset import Span, shorten, width
from charts.view import View

_MOST = 7
_TOP = 124.0
_SEEN = 1e-4  # a smaller part has no width; beside it the largest would be a circle without an arc, which is not drawn


def draw(view: View, title: str | None, source: str) -> Page:
    main = view.main
    rows = [r for r in ordered_rows(view, main) if view.number(r, main)]
    if not rows or any((view.number(r, main) or 0) < 0 for r in rows):
        return plain.draw(view, title, source)
    groups = cut(view, sorted(rows, key=lambda r: -(view.number(r, main) or 0.0)), main, _MOST)
    names, values = [view.key_label(r) for r in groups.rows], [view.number(r, main) or 0.0 for r in groups.rows]
    colors = [SERIES[i % len(SERIES)] for i in range(len(values))]
    if groups.rest_total is not None:
        names.append(view.words.OTHERS.format(n=view.value(groups.rest, "count")))
        values.append(groups.rest_total)
        colors.append(GHOST)
    whole = sum(values)
    seen = [v if v >= _SEEN * whole else 0.0 for v in values]
    page = view.page()
    wide = min(page.height - _TOP - 66, page.width * 0.37)
    x0, y0, x1, y1 = EDGE, _TOP, EDGE + wide, _TOP + wide
    left, right = sorted((1 - x / page.width if view.rtl else x / page.width) for x in (x0, x1))
    page.add(
        {
            "type": "pie", "values": seen, "hole": 0.58, "sort": False, "textinfo": "none",
            "direction": "counterclockwise" if view.rtl else "clockwise", "showlegend": False,
            "domain": {"x": [left, right], "y": [1 - y1 / page.height, 1 - y0 / page.height]},
            "marker": {"colors": colors, "line": {"color": "white", "width": 2}},
        }
    )  # fmt: skip
    told = view.value(whole, main)
    size = next((s for s in (32, 28, 24, 20) if width(told, s, bold=True) <= wide * 0.5), 17)
    page.text((x0 + x1) / 2, (y0 + y1) / 2, told, size=size, color=INK, bold=True, anchor="middle")
    pitch = min(48.0, wide / max(1, len(values)))
    top = (y0 + y1) / 2 - pitch * len(values) / 2
    names_at, end = x1 + 52, page.width - EDGE
    for i, (name, value, color) in enumerate(zip(names, values, colors, strict=True)):
        y = top + pitch * (i + 0.5)
        page.rect(names_at, y - 8, names_at + 16, y + 8, color)
        figure = view.value(value, main)
        room = end - 85 - width(figure, 17) - 16 - names_at - 28
        page.text(names_at + 28, y, shorten(name, room, 17), size=17, color=INK)
        page.text(end - 85, y, figure, size=17, anchor="end")
        share = [Span(view.value(value / whole, "percent"), bold=True)]
        page.text(end, y, share, size=17, color=INK, anchor="end")
    lines = heading(view, "pie", title=title, source=source)
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page
