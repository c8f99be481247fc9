"""Goals: what was set, what is reached, and whether the time that has passed asks for more.

Columns: a breakdown, metric, goal, actual, attainment, and where known elapsed and status.
"""

from __future__ import annotations

from charts.groups import shown_text
from charts.kinds import table
from charts.kinds.bar_list import Bar, draw_bars, height_for
from charts.look import BAD, BLUE, INK2, Page
from charts.titles import heading
from charts.typeset import Line, Span
from charts.view import Row, View

_GOOD = ("on_track", "reached")


def draw(view: View, title: str | None, source: str) -> Page:
    share, status = view.named("attainment"), view.named("status")
    if share is None or not view.key_columns:
        return table.draw_as(view, "goals", title, source)
    rows = view.rows[: view.frame.bars]
    bars = [_bar(view, r, share, status) for r in rows]
    page = view.page(height_for(len(bars)))
    labels = view.words.COLUMNS
    draw_bars(page, bars, heads=(labels["attainment"], labels["actual"], labels["goal"], labels["status"]))
    told = title
    if told is None and status is not None:
        met = sum(1 for r in view.rows if r.cells[status] in _GOOD)
        counts = {"met": view.value(met, "count"), "all": view.value(len(view.rows), "count")}
        told = view.words.GOALS_TITLE.format(**counts)
    remarks = shown_text(view, len(rows), len(view.rows))
    lines = heading(view, "goals", title=told, source=source, remarks=remarks)
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _bar(view: View, row: Row, share: int, status: int | None) -> Bar:
    state = row.cells[status] if status is not None else None
    reached = view.number(row, share)
    good = state in _GOOD if state is not None else (reached or 0) >= 1
    told = view.words.STATUS.get(state, state or "")
    metric = view.named("metric")
    name = view.key_label(row)
    if metric is not None and row.cells[metric] is not None:
        name = f"{name}{view.words.SEPARATOR}{view.metric_label(str(row.cells[metric]))}"
    actual, goal = (_amount(view, row, view.named(c), metric) for c in ("actual", "goal"))
    ends: tuple[Line, ...] = (actual, goal, [Span(str(told), color=INK2 if good else BAD, bold=not good)])
    mark = view.number(row, view.named("elapsed"))
    return Bar(name, reached, view.value(reached, "percent"), color=BLUE if good else BAD, mark=mark, ends=ends)


def _amount(view: View, row: Row, column: int | None, metric: int | None) -> str:
    """A goal has the unit of its own metric."""
    known = view.catalogue.metrics.get(str(row.cells[metric])) if metric is not None else None
    value = row.cells[column] if column is not None else None
    return view.value(value, known.unit if known else column)
