"""Data that ended a while ago, and periods before anything was recorded: said as it is, and of what was asked."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering import Answering, Question
from bot.reply import Reply
from intents.read import Reader
from queries.dataset import Dataset

LATER = date(2027, 6, 1)  # the data ends in November 2026


def asked(answering: Answering, text: str, today: date = LATER, language: str = "en") -> Reply:
    reply = answering.reply(Question(text, today, language))
    assert reply.status == "answered", reply.headline
    return reply


def test_a_year_that_is_over_is_not_called_unfinished(answering: Answering) -> None:
    reply = asked(answering, "sales last year")
    notes = " ".join(reply.notes)
    assert "is not over" not in notes
    assert "The data ends on 23 November 2026" in notes
    assert "over 1 January – 23 November 2026" in reply.headline


def test_the_running_year_still_is(answering: Answering) -> None:
    assert "is not over" in " ".join(asked(answering, "sales this year", date(2026, 11, 23)).notes)


def test_a_year_short_of_a_day_is_told_by_its_days(answering: Answering) -> None:
    """With the data's last day cut off the last week, "in 1 January – 24 December" is no English."""
    reply = asked(answering, "sales in 2026", date(2026, 12, 31))
    assert " in 1 January" not in reply.headline


@pytest.mark.parametrize("question", ["sales this year", "sales this year by territory"])
def test_nothing_there_speaks_of_what_was_asked(answering: Answering, question: str) -> None:
    reply = asked(answering, question)
    assert "attainment" not in " ".join((reply.headline, *reply.notes))
    assert "There is no data for revenue" in reply.headline
    assert reply.answer is not None
    assert [note.facts.get("metrics") for note in reply.answer.notes] == [("revenue",), None]
    assert reply.notes == (
        "No data is kept for that period: the data reaches 23 November 2026.", "The last with data is 2026."
    )  # fmt: skip


def test_before_anything_was_recorded_it_is_said_since_when(answering: Answering) -> None:
    """Customers came since 2016, sales are kept since 2023: before that they are unknown, and why is said."""
    ((first,),) = answering.dataset.engine.run("SELECT min(ordered_at)::DATE FROM orders", {}).rows
    assert first.year == 2023
    told = " ".join(asked(answering, "sales in 2020", date(2026, 11, 23)).notes)
    assert "the data begins on 1 January 2023" in told
    assert "recorded" not in " ".join(asked(answering, "sales in 2024", date(2026, 11, 23)).notes)


@pytest.mark.parametrize(
    ("language", "question", "headline", "note"),
    [
        ("en", "customers in 2001", "There is no data for customers at the end of 2001.", "the data begins on "),
        ("en", "sales by month in 2001", "There is no data for revenue in 2001.", "the data begins on "),
        ("fa", "فروش در سال ۱۳۸۰", "در سال ۱۳۸۰، داده‌ای برای درآمد نیست.", "آغاز می‌شود"),
    ],
)
def test_before_the_data_begins_nothing_is_known(
    demo_dataset: Dataset, language: str, question: str, headline: str, note: str
) -> None:
    speaking = Answering(demo_dataset, Reader(demo_dataset.catalogue, demo_dataset.members, (language,)))
    reply = asked(speaking, question, date(2026, 11, 23), language)
    assert reply.headline == headline
    assert len(reply.notes) == 1 and note in reply.notes[0]
    assert reply.answer is not None
    assert {row[-1] for row in reply.answer.rows} == {None}
