"""What happened with somebody, newest first."""

from __future__ import annotations

from charts.kinds import table
from charts.look import Page
from charts.view import View


def draw(view: View, title: str | None, source: str) -> Page:
    return table.draw_as(view, "timeline", title or _name(view), source)


def _name(view: View) -> str | None:
    """Whose history it is."""
    for known in view.catalogue.timelines.values():
        about = [f for f in view.answer.query.filters if f.dimension == known.dimension and f.op == "in"]
        names = [view.member_label(f.dimension, m) for f in about for m in f.members]
        if names:
            label = known.words.label.get(view.language) or next(iter(known.words.label.values()))
            return f"{view.joined(names)}: {label}"
    return None
