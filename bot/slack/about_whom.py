"""Whom the words in a form mean, as the reader of questions reads them."""

from __future__ import annotations

from bot.slack.desk import Asker, Desk
from queries.query import Filter


def about_whom(text: str, metric: str, asker: Asker, desk: Desk) -> tuple[Filter, ...] | None:
    """The conditions that words beside a figure's name make; None where they make none, or say anything else."""
    company = desk.current.company
    seen = company.answering.seen_by(asker.access)
    words = company.dataset.catalogue.metrics[metric].words
    for code in company.workspace.languages:
        name = words.label.get(code)
        reading = seen.reader.read(f"{name} {text}", asker.today, language=code) if name else None
        query = reading.query if reading else None
        if reading is None or query is None or reading.status != "answered" or query.metrics != (metric,):
            continue
        said = any(span.role == "period" for span in reading.spans)
        if query.filters and not said and query.me is None and not query.by and not query.having:
            return query.filters
    return None
