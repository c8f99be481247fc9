"""Several figures as tiles, each with its change."""

from __future__ import annotations

from charts.kinds import table
from charts.look import EDGE, INK, INK2, Page
from charts.titles import heading
from charts.typeset import shorten, width, wrap
from charts.view import View

_TOP = 116.0
_GAP = 18.0
_TILE = "#F5F8FB"
_MOST = 12


def draw(view: View, title: str | None, source: str) -> Page:
    if len(view.rows) != 1 or not view.metrics:
        return table.draw_as(view, "scorecard", title, source)
    metrics, row = view.metrics[:_MOST], view.rows[0]
    across = 2 if len(metrics) in (2, 4) else 3
    down = -(-len(metrics) // across)
    page = view.page(round(_TOP + 50 + down * 140))
    tile = (view.width - 2 * EDGE - _GAP * (across - 1)) / across
    high = min(190.0, (page.height - _TOP - 50 - _GAP * (down - 1)) / down)
    for i, metric in enumerate(metrics):
        x, y = EDGE + (tile + _GAP) * (i % across), _TOP + (high + _GAP) * (i // across)
        page.rect(x, y, x + tile, y + high, _TILE)
        inner, room = x + 20, tile - 40
        label = wrap(view.metric_label(metric), room, 16, 1)[0]
        page.text(inner, y + 28, label, size=16, color=INK2)
        text = view.cell(row, view.column("metric", metric))
        size = next((s for s in (44, 38, 32, 28, 24) if width(text, s, bold=True) <= room), 20)
        page.text(inner, y + high / 2 + 4, shorten(text, room, size, bold=True), size=size, color=INK, bold=True)
        change = view.change(row, metric)
        if change:
            page.text(inner, y + high - 26, [change], size=17)
    lines = heading(view, "scorecard", title=title or _name(view), source=source)
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _name(view: View) -> str | None:
    """The scorecard's own name, with whom it is about."""
    known = view.catalogue.scorecards.get(view.answer.query.scorecard or "")
    if known is None:
        return None
    label = known.words.label.get(view.language) or next(iter(known.words.label.values()))
    about = [f for f in view.answer.query.filters if f.dimension == known.dimension and f.op == "in"]
    names = [view.member_label(f.dimension, m) for f in about for m in f.members]
    return f"{view.joined(names)}: {label}" if names else label
