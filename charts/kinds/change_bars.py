"""How much each grew or fell: bars to both sides of nothing, green for good news and orange for bad."""

from __future__ import annotations

from charts.groups import shown_text
from charts.kinds.bar_list import Bar, draw_bars, enough_for, height_for
from charts.look import BAD, GOOD, MUTED, Page
from charts.titles import heading
from charts.typeset import Line
from charts.view import Row, View


def draw(view: View, title: str | None, source: str) -> Page:
    sized = sorted(((change_of(view, r), r) for r in view.rows), key=lambda p: (p[0] is None, -(p[0] or 0.0)))
    rows = [r for _, r in sized]
    drawn = rows
    if len(rows) > view.frame.bars:  # the best and the worst say more than the middle
        drawn = [*rows[: view.frame.bars // 2], *rows[-view.frame.bars // 2 :]]
    bars = [_bar(view, r) for r in drawn]
    page = view.page(height_for(len(bars)), enough_for(len(bars)))
    label = view.metric_label(view.metrics[0]) if view.metrics else ""
    draw_bars(page, bars, heads=(view.words.ROLES["change"], label))
    lines = heading(view, "change_bars", title=title, source=source, remarks=shown_text(view, len(drawn), len(rows)))
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def change_of(view: View, row: Row) -> float | None:
    """The change as it is drawn: in percent, in points for a figure that is a percent itself, else as an amount."""
    amount, share = view.moves(row)
    return amount if view.moves_by_amount else share


def _bar(view: View, row: Row) -> Bar:
    by = change_of(view, row)
    told = view.change(row)
    text = told.text.split(" ", 1)[1] if told and by is not None else view.value(None, "percent")
    good = view.metric.good if view.metric else "none"
    color = MUTED if good == "none" or not by else GOOD if (by > 0) == (good == "up") else BAD
    now: Line = view.cell(row, view.column("metric"))
    return Bar(view.key_label(row), by, text, color=color, ends=(now,))
