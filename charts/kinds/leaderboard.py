"""A ranking: places, names, bars, the change of each, and the further figures asked for in columns."""

from __future__ import annotations

from charts.groups import ordered_rows, shown_text
from charts.kinds import card
from charts.kinds.bar_list import Bar, draw_bars, enough_for, height_for
from charts.look import BLUE, INK2, MUTED, Page
from charts.titles import heading
from charts.typeset import Line, Span
from charts.view import Row, View


def draw(view: View, title: str | None, source: str) -> Page:
    main = view.main
    rows = ordered_rows(view, main)
    if len(rows) == 1 and len(view.metrics) == 1:
        return card.draw_single(view, "leaderboard", title, source)
    first = rows[: view.frame.bars]
    goal = view.column("metric", view.metric.goal) if view.metric and view.metric.goal else None
    places = _places(view, first)
    bars = [
        Bar(
            name=view.key_label(row),
            value=view.number(row, main),
            text=view.cell(row, main),
            color=BLUE if i == 0 else MUTED,
            mark=view.number(row, goal),
            place=place,
            strong=i == 0,
            ends=_ends(view, row),
        )
        for i, (row, place) in enumerate(zip(first, places, strict=True))
    ]
    everything = view.answer.group_count or len(rows)
    remarks = [*shown_text(view, len(first), everything)]
    if goal is not None:
        remarks.append(view.words.TICK_TARGET)
    page = view.page(height_for(len(bars)), enough_for(len(bars)))
    draw_bars(page, bars, heads=_heads(view))
    lines = heading(view, "leaderboard", title=title, source=source, remarks=tuple(remarks))
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _others(view: View) -> list[str]:
    """The metrics beside the one ranked by, at most three."""
    goal = view.metric.goal if view.metric else None
    return [m for m in view.metrics[1:] if m != goal][:3]


def _heads(view: View) -> list[str]:
    others = _others(view)
    change = [view.words.ROLES["change"]] if view.column("change") is not None else []
    if not others:
        return []
    return [view.metric_label(view.metrics[0]), *change, *(view.metric_label(m) for m in others)]


def _ends(view: View, row: Row) -> tuple[Line, ...]:
    ends: list[Line] = []
    if view.column("change") is not None:
        ends.append([view.change(row) or Span("–", color=INK2)])
    ends += [view.cell(row, view.column("metric", m)) for m in _others(view)]
    return tuple(ends)


def _places(view: View, rows: list[Row]) -> list[str]:
    """The ranks of the answer, or the places in its order; equal figures share a place."""
    rank, main = view.column("rank"), view.main
    if rank is not None:
        return [view.cell(r, rank) for r in rows]
    asked = view.answer.query.rank
    first = asked.n if asked and asked.nth and asked.n else 1
    places: list[int] = []
    for i, row in enumerate(rows):
        same = i > 0 and view.number(row, main) == view.number(rows[i - 1], main)
        places.append(places[-1] if same else first + i)
    return [view.value(p, "count") for p in places]
