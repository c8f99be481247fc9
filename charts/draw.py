"""From an answer to a chart: the kind's module draws it, and its description in words goes with it."""

from __future__ import annotations

from collections.abc import Callable

from charts.alt import description
from charts.chart import Chart
from charts.kinds import (
    bars,
    card,
    change_bars,
    forecast,
    funnel,
    goals,
    grouped_bars,
    heatmap,
    leaderboard,
    line,
    map_view,
    pareto,
    pie,
    profile,
    scatter,
    scorecard,
    small_multiples,
    stacked_bars,
    table,
    target_bars,
    timeline,
    treemap,
    waterfall,
)
from charts.look import WHOLE, Frame, Page
from charts.view import Row, View
from queries.answer import Answer
from queries.catalogue.model import Catalogue
from queries.members import Members
from queries.query import ChartKind

_Draw = Callable[[View, str | None, str], Page]

_KINDS: dict[ChartKind, _Draw] = {
    "card": card.draw,
    "bars": bars.draw,
    "line": line.draw,
    "lines": line.draw_many,
    "grouped_bars": grouped_bars.draw,
    "stacked_bars": stacked_bars.draw,
    "target_bars": target_bars.draw,
    "change_bars": change_bars.draw,
    "leaderboard": leaderboard.draw,
    "heatmap": heatmap.draw,
    "treemap": treemap.draw,
    "funnel": funnel.draw,
    "map": map_view.draw,
    "pareto": pareto.draw,
    "table": table.draw,
    "small_multiples": small_multiples.draw,
    "scorecard": scorecard.draw,
    "forecast": forecast.draw,
    "timeline": timeline.draw,
    "profile": profile.draw,
    "goals": goals.draw,
    "waterfall": waterfall.draw,
    "scatter": scatter.draw,
    "pie": pie.draw,
}


_SAYS_MORE: frozenset[ChartKind] = frozenset({"table", "timeline", "card", "scorecard", "goals"})  # without figures too


def _has_figure(view: View, row: Row) -> bool:
    return any(view.number(row, i) is not None for i, c in enumerate(view.answer.columns) if c.unit != "date")


def draw(
    answer: Answer,
    catalogue: Catalogue,
    members: Members,
    kind: ChartKind,
    language: str = "en",
    *,
    title: str | None = None,
    source: str = "",
    frame: Frame = WHOLE,
    remarks: tuple[str, ...] = (),
    said: frozenset[str] = frozenset(),
    bound: float | None = None,
) -> Chart:
    """The chart of an answer. Without rows it is a card that says so, never a blank picture.

    It is as wide as its frame; higher where the rows need it. `remarks` stand at the end of its
    subtitle; what the page around it has `said` (the period, a filter) is not repeated there. A line shows the `bound`
    that its figure is watched by.
    """
    view = View(answer, catalogue, members, language, frame, remarks, said, bound)
    shows = view.rows and (
        kind in _SAYS_MORE or len(view.rows) == 1 or any(_has_figure(view, row) for row in view.rows)
    )
    page = _KINDS[kind](view, title, source) if shows else card.draw_nothing(view, title, source)
    return Chart(
        kind,
        page.figure(),
        description(view, kind, *page.told),
        width=page.width,
        height=page.height,
        crowded=page.crowded,
    )
