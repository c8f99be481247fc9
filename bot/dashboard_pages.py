"""The pages of a dashboard: its figures and breakdowns as pictures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from charts.chart import Chart
from charts.grid import Board, Grid, Part
from queries.locale import day_text
from queries.query import Period, Query

if TYPE_CHECKING:
    from bot.dashboard import Dashboard, Shown
    from bot.voice import Voice
    from charts.worker import ChartWorker


_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Page:
    """One picture: its title, its description in words, and the figure."""

    title: str
    description: str
    chart: Chart


def pages_of(dashboard: Dashboard) -> tuple[Page, ...]:
    """The pages: the single figures, then the breakdowns in the catalogue's order."""
    voice = dashboard.voice
    known = {t.query.metrics[0] for t in dashboard.tiles}
    drawn = {_same(i.answer.query): i for i in reversed(dashboard.items) if not _is_on_tiles(i, known, voice)}
    parts = [
        Part(item.answer.answer, item.answer.kind, item.own_window)
        for item in dashboard.items
        if drawn.get(_same(item.answer.query)) is item
    ]
    through = next((t.answer.data_through for t in dashboard.tiles if t.answer.data_through), None)
    day = day_text(through, voice.language, dashboard.calendar) if through else ""
    footer = [voice.catalogue.name, voice.words.dashboard["through"].format(day=day) if day else ""]
    board = Board(
        dashboard.title, dashboard.period, dashboard.compared, dashboard.filters, " · ".join(f for f in footer if f)
    )
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="dashboard") as pool:
        tiles = list(pool.map(dashboard.with_past, [t.told for t in dashboard.tiles]))
    charts = Grid(board, voice.catalogue, voice.members, voice.language).pages(tiles, parts)
    return tuple(Page(_title(dashboard, i + 1, len(charts)), c.alt, c) for i, c in enumerate(charts))


def render(page: Page, worker: ChartWorker, *, urgent: bool = True) -> bytes:
    """A page as PNG. Raises ChartError where there is no picture."""
    return worker.render(page.chart, urgent=urgent)


def _same(query: Query) -> Query:
    """Equal for questions that have the same figures, whatever their picture: the first of them is drawn."""
    days = query.period and Period(query.period.start, query.period.end)
    return replace(query, chart=None, period=days)


def _is_on_tiles(item: Shown, tiles: set[str], voice: Voice) -> bool:
    """A single figure, an overview without a breakdown, or a breakdown of one member, with its figures at the top."""
    query, answer = item.answer.query, item.answer.answer
    known = voice.catalogue.metrics
    aims = {aim for m in query.metrics for aim in (known[m].goal, known[m].attainment)}
    if not tiles >= set(query.metrics) - aims or query.compare is not None:
        return False
    alone = query.analysis == "breakdown" and len(answer.rows) == 1 and len(query.dimensions) == 1
    return alone or (query.analysis in ("value", "scorecard") and not query.by)


def _title(dashboard: Dashboard, page: int, pages: int) -> str:
    voice = dashboard.voice
    if pages == 1:
        return dashboard.title
    numbers = {"page": voice.value(page, "count"), "pages": voice.value(pages, "count")}
    return voice.words.dashboard["page"].format(title=dashboard.title, **numbers)
