"""docs/dashboards.md and its pictures, made from the demo company: python -m tests.bot.dashboards_page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.answering import Answering, Question
from bot.dashboard import Dashboard
from bot.opening import open_company
from charts.worker import ChartWorker
from data.first_use import write_demo
from queries.query import Period, Query

TODAY = date(2026, 11, 23)
DOCS = Path(__file__).parents[2] / "docs"
PERIODS = {
    "en": Period(date(2026, 7, 1), date(2026, 10, 1), "quarter", 1),
    "fa": Period(date(2026, 6, 22), date(2026, 9, 23), "quarter", 1, "jalali"),
}
SCALE = 0.6  # of the page: small enough for a document
INTRO = """# The dashboards

Five dashboards in English and in Persian, as they come in Slack and from the command line. This page is made from the
demo company by `python -m tests.bot.dashboards_page`.

```
kpibot dashboard sales --period "last quarter" --pdf sales.pdf
kpibot ask "sales dashboard for Tehran this year"
```

All items take the days and filters that were asked for. A forecast, a trend over the last 24 months and a named
comparison keep their own days, and their pictures say so. What cannot be narrowed as asked is left out and named, never
shown without the filter. Each figure is that of its question asked alone. A page shows its figures with their change,
target and last twelve months, then the breakdowns; the sentences are the first figures and what is notable beside them.
"""


def shown(answering: Answering, name: str, language: str) -> Dashboard:
    """A dashboard over a quarter of the language's calendar."""
    period = PERIODS[language]
    query = Query(analysis="dashboard", dashboard=name, period=period, calendar=period.calendar)
    dashboard = answering.reply_to_query(query, Question("", TODAY, language)).dashboard
    assert dashboard is not None
    return dashboard


def page(answering: Answering) -> str:
    """The text of the document."""
    return "\n".join(
        [INTRO, *(line for name in answering.dataset.catalogue.dashboards for line in _section(answering, name))]
    )


def _section(answering: Answering, name: str) -> Iterator[str]:
    known = answering.dataset.catalogue.dashboards[name]
    english, persian = (shown(answering, name, language) for language in ("en", "fa"))
    yield f"## {english.title} · {persian.title}\n"
    for dashboard, language in ((english, "en"), (persian, "fa")):
        lines = [f"**{dashboard.title} · {dashboard.period_text}**", *(f"- {text}" for text in dashboard.sentences)]
        text = "\n".join([lines[0], "", *lines[1:]])
        yield text if language == "en" else f'<div dir="rtl">\n\n{text}\n\n</div>'
        yield f"\n![{dashboard.title}](pictures/dashboard-{name}-{language}.png)\n"
    own = {item.id for item in english.items if item.own_window}
    yield "| item | question | پرسش | days |"
    yield "| --- | --- | --- | --- |"
    for item in known.items:
        days = "its own" if item["id"] in own else "as asked"
        yield f"| {item['id']} | {item['en']} | {item.get('fa', '')} | {days} |"
    yield ""


def main() -> None:
    """Write the document and its pictures, from a demo company made for it."""
    with tempfile.TemporaryDirectory() as folder:
        write_demo(Path(folder), seed=7, today=TODAY, scale=1)
        answering = open_company(Path(folder), TODAY, pinned=True).answering
        (DOCS / "dashboards.md").write_text(page(answering), "utf-8")
        with ChartWorker() as worker:
            for name in answering.dataset.catalogue.dashboards:
                for language in PERIODS:
                    chart = replace(shown(answering, name, language).pages[0].chart, scale=SCALE)
                    (DOCS / "pictures" / f"dashboard-{name}-{language}.png").write_bytes(worker.render(chart))


if __name__ == "__main__":
    main()
