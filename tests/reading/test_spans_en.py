"""Every word of a question is accounted for: what it was read as, that it carries nothing, or that it was not read."""

from __future__ import annotations

import re

import pytest

from intents.reading import Reading
from tests.reading import corpus, demo, examiner

QUESTIONS = [question for _, _, question in corpus.phrasings()][::2] + [q for _, q in examiner.phrasings()][::2]
ASKED_BACK = [question for question, _ in (*corpus.negatives(), *examiner.negatives())][::2]
PARTS = {"metric", "breakdown", "filter", "period", "compare", "rank", "having", "transform", "analysis", "chart", "me"}


def _untold(reading: Reading) -> list[str]:
    """The words that no span covers; hyphens and signs join words or say nothing."""
    return [
        word.group()
        for word in re.finditer(r"[^\W_]+", reading.question)
        if not all(any(s.start <= at < s.end for s in reading.spans) for at in range(word.start(), word.end()))
    ]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda value: str(value)[:60])
def test_an_answered_question_has_no_word_untold(question: str) -> None:
    reading = demo.read(question)
    if not set("<&:") & set(question):
        assert _untold(reading) == []
    assert [span for span in reading.spans if span.role == "unread"] == []
    assert PARTS & {span.role for span in reading.spans}


@pytest.mark.parametrize("question", ASKED_BACK, ids=lambda value: str(value)[:60])
def test_a_question_not_answered_has_no_word_untold(question: str) -> None:
    reading = demo.read(question)
    if reading.status in ("clarify", "refused") and "<" not in question and "&" not in question:
        assert _untold(reading) == []


def test_spans_stand_in_order_and_lie_in_the_question() -> None:
    reading = demo.read("hi, could you show me the top 5 reps by revenue in Tehran last month as a bar chart?")
    told = [(span.text, span.role) for span in reading.spans]
    assert told == [
        ("hi", "filler"),
        ("could you", "filler"),
        ("show me", "filler"),
        ("the top", "rank"),
        ("5", "rank"),
        ("reps", "breakdown"),
        ("by", "filler"),
        ("revenue", "metric"),
        ("in", "filler"),
        ("Tehran", "filter"),
        ("last month", "period"),
        ("as a bar chart", "chart"),
    ]


def test_a_word_not_read_is_shown_as_such() -> None:
    spans = {span.text: span.role for span in demo.read("revenue by zodiac sign last month").spans}
    assert (spans["revenue"], spans["zodiac"], spans["sign"], spans["last month"]) == (
        "metric", "unread", "unread", "period",
    )  # fmt: skip
