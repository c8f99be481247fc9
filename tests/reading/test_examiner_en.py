"""Questions of people who do not know the reader: each gives its one reading, or is not answered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading import corpus, demo, examiner


@pytest.mark.parametrize(("reads", "question"), examiner.phrasings(), ids=lambda value: str(value)[:60])
def test_questions_as_people_type_them_read_as_meant(reads: dict[str, Any], question: str) -> None:
    reading = demo.read(question)
    assert (reading.status, reading.unread) == ("answered", ()), reading.message
    assert corpus.differences(reads, reading.query) == []


@pytest.mark.parametrize(("question", "outcomes"), examiner.negatives(), ids=lambda value: str(value)[:60])
def test_questions_nobody_can_answer_are_not_answered(question: str, outcomes: list[str]) -> None:
    reading = demo.read(question)
    assert reading.status in outcomes, reading.query
    assert reading.message is not None
