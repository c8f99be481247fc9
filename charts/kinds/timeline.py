"""What happened with somebody, newest first."""

from __future__ import annotations

from charts.kinds import table
from charts.look import Page
from charts.view import View


def draw(view: View, title: str | None, source: str) -> Page:
    return table.draw_as(view, "timeline", title, source)
