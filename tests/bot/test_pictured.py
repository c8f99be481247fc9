"""The picture of a single figure has what its headline tells, and the line of how it came here."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering import Answering, Question
from charts.draw import draw
from queries.answer import Answer
from queries.results.first_day import first_day

TODAY = date(2026, 11, 23)


def pictured(answering: Answering, text: str) -> Answer:
    reply = answering.reply(Question(text, TODAY, "en"))
    assert reply.status == "answered" and reply.pictured is not None
    return reply.pictured()


def test_a_single_figure_has_its_change_its_target_and_twelve_months(answering: Answering) -> None:
    shown = pictured(answering, "sales last month")
    assert {"previous", "change", "change_percent"} <= {c.role for c in shown.columns}
    assert "target_attainment" in {c.of for c in shown.columns}
    days = [day for day, _ in shown.history]
    assert (len(days), days[0], days[-1]) == (12, date(2025, 11, 1), date(2026, 10, 1))
    at = shown.column("metric")
    assert at is not None and shown.history[-1][1] == pytest.approx(shown.rows[0][at])


def test_filters_narrow_the_past_too(answering: Answering) -> None:
    shown = pictured(answering, "sales in Tehran last month")
    at = shown.column("metric")
    assert at is not None and shown.history[-1][1] == pytest.approx(shown.rows[0][at])


def test_what_was_asked_stays_as_asked(answering: Answering) -> None:
    reply = answering.reply(Question("sales last month", TODAY, "en"))
    assert reply.answer is not None
    assert [c.role for c in reply.answer.columns] == ["metric"]
    assert reply.answer.history == ()


def test_there_is_no_past_before_the_data(answering: Answering) -> None:
    """Soon after the data begins there are few whole months, and none of a made-up 0."""
    first = first_day(answering.dataset)
    assert first is not None and first.month < 10
    after = [date(first.year, first.month + n, 1) for n in ((1, 2) if first.day > 1 else (0, 1, 2))]
    past = pictured(answering, f"new customers in {after[-1]:%B %Y}").history
    assert [day for day, _ in past] == after


@pytest.mark.parametrize("text", ["sales by territory last month", "sales by month this year", "top 3 products"])
def test_groups_have_none(answering: Answering, text: str) -> None:
    assert pictured(answering, text).history == ()


def test_the_card_says_the_change_and_draws_the_line(answering: Answering) -> None:
    data = answering.dataset
    shown = pictured(answering, "sales last month")
    chart = draw(shown, data.catalogue, data.members, "card", "en", source=data.catalogue.name)
    lines = [trace for trace in chart.figure["data"] if trace.get("mode") == "lines"]
    assert any(len(line["y"]) == 12 for line in lines)
    assert any("%" in str(note.get("text", "")) for note in chart.figure["layout"]["annotations"])
