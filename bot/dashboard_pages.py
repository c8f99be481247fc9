"""The pages of a dashboard: its figures and breakdowns as pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.chart import Chart
from charts.draw import draw

if TYPE_CHECKING:
    from bot.dashboard import Dashboard
    from charts.worker import ChartWorker


@dataclass(frozen=True, slots=True)
class Page:
    """One picture: its title, its description in words, and the figure."""

    title: str
    description: str
    chart: Chart


def pages_of(dashboard: Dashboard) -> tuple[Page, ...]:
    """The pages, first the figures, then the breakdowns in the catalogue's order."""
    voice = dashboard.voice
    pages = []
    for item in dashboard.items:
        told = item.answer
        chart = draw(
            told.answer, voice.catalogue, voice.members, told.kind, voice.language, source=voice.catalogue.name
        )
        pages.append(Page(item.what, chart.alt, chart))
    return tuple(pages)


def render(page: Page, worker: ChartWorker, *, urgent: bool = True) -> bytes:
    """A page as PNG. Raises ChartError where there is no picture."""
    return worker.render(page.chart, urgent=urgent)
