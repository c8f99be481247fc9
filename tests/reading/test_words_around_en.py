"""What is said around a question may be skipped; what may change a figure is read or named as not understood."""

from __future__ import annotations

import pytest

from tests.reading import demo

PLAIN = "revenue last month"
CHANGING = (
    "possible", "available", "needed", "launch", "record", "different", "various", "existing", "received", "taken",
    "distribution", "simple", "if", "when", "while", "because", "whether", "unless", "although", "or", "but", "some",
    "good", "bad", "development", "print", "return", "output", "love", "someone",
)  # fmt: skip


@pytest.mark.parametrize("word", CHANGING)
@pytest.mark.parametrize("question", ["revenue {} last month", "{} revenue last month"])
def test_a_word_that_can_change_a_figure_is_never_skipped(question: str, word: str) -> None:
    changed = demo.read(question.format(word))
    assert changed.status != "answered" or changed.query != demo.read(PLAIN).query


FRAMED = (
    "show me revenue last month",
    "can you get me the revenue of last month please",
    "i need revenue last month",
    "how much revenue did we get last month",
    "revenue generated last month",
    "what revenue was recorded last month",
    "how much revenue did we take last month",
    "what was revenue like last month",
    "is it possible to see revenue last month",
    "revenue last month if possible",
    "i wonder if you can show revenue last month",
    "a quick look at revenue last month",
    "revenue in dollars last month",
    "revenue in $ last month",
)


@pytest.mark.parametrize("question", FRAMED)
def test_frames_of_a_question_say_nothing(question: str) -> None:
    reading = demo.read(question)
    assert (reading.status, reading.unread) == ("answered", ()), reading.message
    assert reading.query == demo.read(PLAIN).query


def test_a_distribution_needs_something_to_be_distributed_over() -> None:
    reading = demo.read("distribution of revenue by region last month")
    assert reading.status == "answered"
    assert reading.query is not None and reading.query.by == ("region",)


@pytest.mark.parametrize(
    "question",
    [
        "revenue in euros last month",
        "revenue in € last month",
        "€ revenue last month",
        "orders over €5000",
        "customers who spent over 10000 euros this year",
    ],
)
def test_another_currency_is_refused(question: str) -> None:
    reading = demo.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("refused", "other_currency")


@pytest.mark.parametrize("question", ["orders over {}", "reps with more than {} revenue this year"])
def test_amounts_in_the_own_currency_are_plain_numbers(question: str) -> None:
    bare = demo.read(question.format("5000"))
    for written in ("$5000", "5000 dollars", "5000 USD", "5000$"):
        own = demo.read(question.format(written))
        assert own.query is not None and bare.query is not None
        assert own.query.by == bare.query.by
        assert own.status == "answered"
