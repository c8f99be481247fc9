"""A chart in words: the alternative text, for who cannot see the picture."""

from __future__ import annotations

from charts.titles import heading
from charts.view import Row, View
from queries.query import ChartKind

_ITEMS = 8  # rows told one by one
_LONGEST = 1800  # Slack takes 2,000 characters


def description(view: View, kind: ChartKind, title: str | None) -> str:
    """Kind, title, subtitle, and the first rows with their figures."""
    lines = heading(view, kind, title=title, source="")
    words = view.words
    items = [_item(view, row) for row in view.rows[:_ITEMS]]
    if len(view.rows) > _ITEMS:
        items.append(words.AND_MORE.format(n=view.value(len(view.rows) - _ITEMS, "count")))
    facts = words.ALT_SEPARATOR.join(i for i in items if i) or words.NO_DATA
    parts = [f"{words.KINDS[kind]}: {lines.title}", lines.subtitle, facts]
    text: str = words.ALT_STOP.join(p for p in parts if p)
    return text[:_LONGEST]


def _item(view: View, row: Row) -> str:
    """ "Tehran, Enterprise 1.2M"."""
    names = [view.key_label(row, at) for at in range(len(view.key_columns))]
    figures = [
        view.cell(row, i)
        for i, c in enumerate(view.answer.columns)
        if c.role in ("metric", "text", "share") or i == view.main
    ]
    separator = view.words.ALT_COMMA
    return " ".join(p for p in (separator.join(names), separator.join(figures)) if p)
