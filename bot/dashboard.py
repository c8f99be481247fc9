"""A dashboard: the questions of its items answered one after the other, each by its own headline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from queries.answer import Answer, Column, Value
from queries.cannot import CannotAnswer, refuse
from queries.catalogue.model import Catalogue
from queries.query import Query, plain_analysis

COLUMNS = (Column("question", "text", "text", "question"), Column("answer", "text", "text", "answer"))
Read = Callable[[str, date], Query | None]
Tell = Callable[[Query], tuple[str, str]]


def dashboard(query: Query, catalogue: Catalogue, today: date, read: Read, tell: Tell) -> Answer:
    """Rows (what, headline) of a dashboard's items, narrowed and dated as the dashboard was asked."""
    found = catalogue.dashboards.get(query.dashboard or "")
    if found is None:
        raise refuse("which_dashboard", dashboards=tuple(catalogue.dashboards))
    rows: list[tuple[Value, ...]] = []
    for item in found.items:
        asked = read(item["en"], today)
        if asked is None:
            continue
        try:
            rows.append(tell(_narrowed(asked, query, catalogue)))
        except CannotAnswer:
            continue
    return Answer(query, COLUMNS, tuple(rows), period=query.period)


def _narrowed(item: Query, asked: Query, catalogue: Catalogue) -> Query:
    """An item's query with the filters of the dashboard where its figures have them, and its period where it fits."""
    reached = [catalogue.metrics[m].dimensions for m in item.metrics]
    own = {f.dimension for f in item.filters}
    filters = [f for f in asked.filters if f.dimension not in own and all(f.dimension in r for r in reached)]
    moved = item.analysis in ("value", "breakdown") and item.compare is None and asked.period is not None
    return plain_analysis(
        replace(
            item,
            filters=(*item.filters, *filters),
            scope=asked.scope,
            period=asked.period if moved else item.period,
            me=item.me or asked.me,
        )
    )
