"""A member's name that was not understood is offered as it may have been meant, in questions that read back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intents.sentence import sentence_of
from tests.reading import demo, persian

_NEAR = [
    ("revenue in Norht Eest", "North"),
    ("revenue for rep Raziye Abasi", "Razieh Abbasi"),
    ("sales of Entrprize customers", "Enterprise"),
    ("فروش اصفاهون", "Isfahan"),
    ("درآمد تیم سیمورق", "Simorgh"),
]


@pytest.mark.parametrize(("question", "member"), _NEAR)
def test_the_member_nearest_to_unknown_words_is_offered_first(question: str, member: str) -> None:
    reading = persian.read(question)
    assert reading.status != "answered" and reading.suggestions
    offered = persian.read(reading.suggestions[0]).query
    assert offered is not None and [f.members for f in offered.filters] == [(member,)]


@pytest.mark.parametrize("question", [question for question, _ in _NEAR])
def test_what_is_offered_is_answered_and_said_alike(question: str) -> None:
    reading = persian.read(question)
    for offered in reading.suggestions:
        again = persian.read(offered)
        assert again.status == "answered" and again.query is not None, offered
        # the period that was assumed is not said
        queries = [again.query, replace(again.query, period=None)]
        said = [sentence_of(q, demo.demo_catalogue(), reading.language, demo.demo_members()) for q in queries]
        assert offered in said


def test_what_else_was_understood_is_kept() -> None:
    suggestions = persian.read("orders by product in Norht Eest last month").suggestions
    assert any("North" in offered and "by product" in offered for offered in suggestions)


def test_nothing_near_offers_no_member() -> None:
    for offered in persian.read("revenue for Xyzzyq").suggestions:
        again = persian.read(offered).query
        assert again is not None and not again.filters
