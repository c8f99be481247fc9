"""Which attributes are more frequent in a group than among all, the strongest first.

Columns: attribute, member, and where known share, base_share, lift, count.
"""

from __future__ import annotations

from charts.kinds import table
from charts.kinds.bar_list import Bar, draw_bars, emphasised, enough_for, height_for
from charts.look import TITLE, Page
from charts.titles import LONGEST_NAME, heading
from charts.typeset import shorten
from charts.view import Row, View


def draw(view: View, title: str | None, source: str) -> Page:
    lift, attribute, member = view.named("lift"), view.named("attribute"), view.named("member")
    if lift is None or attribute is None or member is None:
        return table.draw_as(view, "profile", title, source)
    rows = sorted(view.rows, key=lambda r: -(view.number(r, lift) or 0.0))[: view.frame.bars]
    shares = [c for c in (view.named("share"), view.named("base_share")) if c is not None]
    values = [view.number(r, lift) for r in rows]
    names = [_name(view, r, attribute, member) for r in rows]
    bars = [
        Bar(n, v, _times(view, v), color=c, mark=1.0, ends=tuple(view.cell(r, s) for s in shares))
        for n, v, c, r in zip(names, values, emphasised(values, 0), rows, strict=True)
    ]
    page = view.page(height_for(len(bars)), enough_for(len(bars)))
    labels = view.words.COLUMNS
    draw_bars(page, bars, heads=(labels["lift"], labels["share"], labels["base_share"])[: 1 + len(shares)])
    told = title
    if told is None and values and (values[0] or 0) > 1:
        member_text = shorten(names[0], LONGEST_NAME, TITLE, bold=True)
        told = view.words.LIFT.format(member=member_text, factor=_times(view, values[0]))
    lines = heading(view, "profile", title=told, source=source)
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _name(view: View, row: Row, attribute: int, member: int) -> str:
    dimension = str(row.cells[attribute])
    return f"{view.breakdown_label(dimension)}: {view.member_label(dimension, row.cells[member])}"


def _times(view: View, value: float | None) -> str:
    text: str = view.words.TIMES.format(factor=view.value(value, "points"))
    return text
