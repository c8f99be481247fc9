"""What a plain figure is held against without being asked."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering import Answering, Question
from intents.read import Reader
from queries.dataset import Dataset

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def answering(demo_dataset: Dataset) -> Answering:
    return Answering(demo_dataset, Reader(demo_dataset.catalogue, demo_dataset.members))


@pytest.mark.parametrize(
    ("question", "against"),
    [
        ("how many customers do we have", "on 23 October."),
        ("pipeline today", "on 23 October."),
        ("customers last month", "on the end of September."),
        ("revenue yesterday", "on 21 November,"),
    ],
)
def test_what_there_is_on_a_day_is_held_against_a_month_before_and_what_happened_against_the_day_before(
    answering: Answering, question: str, against: str
) -> None:
    assert against in answering.reply(Question(question, TODAY)).headline


def test_its_line_goes_by_months(answering: Answering) -> None:
    reply = answering.reply(Question("how many customers do we have", TODAY))
    assert reply.pictured is not None
    days = [day for day, _ in reply.pictured().history]
    assert len(days) == 12 and {day.day for day in days} == {1} and days[-1] == date(2026, 10, 1)
