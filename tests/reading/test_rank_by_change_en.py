"""Rankings by how much a figure changed: of the change where the words say so, of its fraction for growth."""

from __future__ import annotations

import pytest

from intents.sentence import sentence_of
from tests.reading import demo


@pytest.mark.parametrize(
    ("question", "order", "n", "on"),
    [
        ("which product grew the most", "top", 1, "change"),
        ("which territory declined the most last month", "bottom", 1, "change"),
        ("biggest drop in revenue by territory vs last month", "bottom", 10, "change"),
        ("top 5 products by revenue decline", "bottom", 5, "change"),
        ("top 3 reps by drop in revenue this month", "bottom", 3, "change"),
        ("products sorted by decline in orders", "bottom", None, "change"),
        ("top 5 products by increase in orders", "top", 5, "change"),
        ("top 5 reps by growth", "top", 5, "growth"),
        ("top 5 reps by revenue growth last month", "top", 5, "growth"),
        ("fastest growing products last quarter", "top", 10, "growth"),
        ("reps sorted by growth last month", "top", None, "growth"),
    ],
)
def test_the_change_is_ranked_and_reads_back(question: str, order: str, n: int | None, on: str) -> None:
    query = demo.read(question).query
    assert query is not None and query.rank is not None and query.compare is not None
    assert (query.rank.order, query.rank.n, query.rank.on) == (order, n, on)
    again = demo.read(sentence_of(query, demo.demo_catalogue(), "en", demo.demo_members()))
    assert (again.status, again.query) == ("answered", query)


@pytest.mark.parametrize(
    "question",
    [
        "biggest change in revenue by territory last month",
        "top 5 products by revenue and their growth last month",
        "which territory's churn grew the most",
        "reps with declining revenue",
        "bottom 5 reps by revenue decline",
    ],
)
def test_it_is_asked_where_the_words_leave_open_what_is_ranked(question: str) -> None:
    assert demo.read(question).status == "clarify"


def test_the_reply_says_by_what_it_ranks() -> None:
    query = demo.read("top 5 reps by growth").query
    assert query is not None
    assert sentence_of(query, demo.demo_catalogue(), "fa", demo.demo_members()).endswith("بر اساس رشد")
