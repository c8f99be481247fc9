"""The pages of a dashboard: everything on them once, of a size that can be sent, and told in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.answering import Answering, Question
from bot.dashboard import Dashboard

TODAY = date(2026, 11, 23)
QUESTIONS = (
    "sales dashboard last quarter", "lead dashboard", "crm dashboard last month", "territory dashboard for Tehran",
    "churn dashboard last year",
)  # fmt: skip


def shown(answering: Answering, question: str, language: str = "en") -> Dashboard:
    dashboard = answering.reply(Question(question, TODAY, "en")).dashboard
    assert dashboard is not None
    return replace(dashboard, voice=answering.voice(language))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("language", ["en", "fa"])
def test_pages_can_be_sent_and_are_told_in_words(answering: Answering, question: str, language: str) -> None:
    pages = shown(answering, question, language).pages
    assert 1 <= len(pages) <= 5
    for page in pages:
        chart = page.chart
        assert chart.width * chart.scale <= 2000 and chart.height * chart.scale <= 2100
        assert 20 < len(page.description) <= 1800 and page.description == chart.alt
    assert len({page.title for page in pages}) == len(pages)


WHOLE = [q for q in QUESTIONS if "Tehran" not in q]


def parts_on(dashboard: Dashboard) -> int:
    """How many tiles and charts the pages have: each has its white ground."""
    shapes = [s for page in dashboard.pages for s in page.chart.figure["layout"]["shapes"]]
    return sum(1 for s in shapes if s.get("fillcolor") == "#FFFFFF")


@pytest.mark.parametrize("question", WHOLE)
def test_every_item_is_on_a_page_once(answering: Answering, question: str) -> None:
    dashboard = shown(answering, question)
    alone = {t.query.metrics[0] for t in dashboard.tiles}
    on_tiles = [
        i for i in dashboard.items
        if not i.answer.query.by and i.answer.query.analysis in ("value", "scorecard")
        and set(i.answer.query.metrics) <= alone
    ]  # fmt: skip
    assert parts_on(dashboard) == len(dashboard.tiles) + len(dashboard.items) - len(on_tiles)


def test_a_figure_of_one_member_stands_at_the_top_and_not_in_a_chart_again(answering: Answering) -> None:
    dashboard = shown(answering, "territory dashboard for Tehran")
    by = {item.id: item.answer.query.by for item in dashboard.items}
    assert by["T2"] == by["T6"] == by["T8"] == ("territory",), "one bar each: its figure is a tile"
    assert by["T3"] == by["T9"] == ("month",), "the same months: drawn once"
    assert by["T7"] == ("category",) and by["T11"] == ("rep",)
    assert parts_on(dashboard) == len(dashboard.tiles) + len(dashboard.items) - len(("T1", "T2", "T6", "T8", "T9"))


def test_what_the_page_says_once_no_chart_repeats(answering: Answering) -> None:
    dashboard = shown(answering, "sales dashboard last quarter")
    lines = [t for p in dashboard.pages for trace in p.chart.figure["data"] for t in trace.get("text", ())]
    with_period = [line for line in lines if "Q3 2026" in line and "vs" not in line and "·" in line]
    assert not with_period
    assert sum("own period" in line for line in lines) == 3
