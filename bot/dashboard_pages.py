"""The pages of a dashboard: its figures and breakdowns as pictures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.chart import Chart
from charts.grid import Board, Grid, Part
from queries.locale import day_text

if TYPE_CHECKING:
    from bot.dashboard import Dashboard, Shown
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
    parts = [
        Part(item.answer.answer, item.answer.kind, item.own_window)
        for item in dashboard.items
        if not _is_on_tiles(item, known)
    ]
    through = next((t.answer.data_through for t in dashboard.tiles if t.answer.data_through), None)
    day = day_text(through, voice.language, dashboard.calendar) if through else ""
    footer = [voice.catalogue.name, voice.words.dashboard["through"].format(day=day) if day else ""]
    board = Board(dashboard.title, dashboard.period, dashboard.compared, (), " · ".join(f for f in footer if f))
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="dashboard") as pool:
        tiles = list(pool.map(dashboard.with_past, [t.told for t in dashboard.tiles]))
    charts = Grid(board, voice.catalogue, voice.members, voice.language).pages(tiles, parts)
    return tuple(Page(_title(dashboard, i + 1, len(charts)), c.alt, c) for i, c in enumerate(charts))


def render(page: Page, worker: ChartWorker, *, urgent: bool = True) -> bytes:
    """A page as PNG. Raises ChartError where there is no picture."""
    return worker.render(page.chart, urgent=urgent)


def _is_on_tiles(item: Shown, tiles: set[str]) -> bool:
    """A single figure, or an overview without a breakdown, whose figures are all at the top."""
    query = item.answer.query
    return query.analysis in ("value", "scorecard") and not query.by and tiles >= set(query.metrics)


def _title(dashboard: Dashboard, page: int, pages: int) -> str:
    voice = dashboard.voice
    if pages == 1:
        return dashboard.title
    numbers = {"page": voice.value(page, "count"), "pages": voice.value(pages, "count")}
    return voice.words.dashboard["page"].format(title=dashboard.title, **numbers)
