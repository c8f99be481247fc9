"""Every Persian phrasing gives its one reading; what is no question about figures is not answered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading import corpus, demo, persian


@pytest.mark.parametrize("item", demo.dashboards("fa"), ids=lambda item: f"{item['id']}: {item['q']}")
def test_the_dashboards_questions_read_as_agreed(item: dict[str, Any]) -> None:
    reading = persian.read(item["q"])
    assert (reading.status, reading.unread, reading.language) == ("answered", (), "fa")
    assert demo.differences(item["expected"], reading.query) == []


@pytest.mark.parametrize(("file", "reads", "question"), persian.phrasings(), ids=lambda value: str(value)[:60])
def test_phrasings_of_one_question_read_alike(file: str, reads: dict[str, Any], question: str) -> None:
    reading = persian.read(question)
    assert (reading.status, reading.unread, reading.language) == ("answered", (), "fa"), reading.message
    assert corpus.differences(reads, reading.query) == []


@pytest.mark.parametrize(("question", "outcomes"), persian.negatives(), ids=lambda value: str(value)[:60])
def test_what_is_no_question_is_not_answered(question: str, outcomes: list[str]) -> None:
    reading = persian.read(question)
    assert reading.status in outcomes, reading.query
    assert reading.message is not None
