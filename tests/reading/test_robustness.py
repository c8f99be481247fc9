"""Whatever is typed or pasted, the reader answers at once with a reading, never with an exception."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intents.reading import Reading
from tests.reading import corpus, demo

SLACK_MESS = [
    "<@U0AB12> revenue by territory last month",
    "*revenue* by _territory_ last\u00a0month :rocket:",
    "“revenue” by territory\nlast month",
    "\u2067revenue\u2069 by territory last month",
    "revenue by terri\u200ctory last month",
    "  REVENUE   by   Territory   last month?!  ",
    "revenue by territory last month 😀",
    "revenue, by territory, last month.",
    "Ｒｅｖｅｎｕｅ by territory last month",
    "> revenue by territory last month",
]


@pytest.mark.parametrize("question", SLACK_MESS)
def test_slacks_mess_changes_nothing(question: str) -> None:
    reading, plain = demo.read(question), demo.read("revenue by territory last month")
    assert (reading.status, reading.query) == ("answered", plain.query)


def test_an_ampersand_entity_is_an_and() -> None:
    assert demo.read("revenue &amp; orders this year").query == demo.read("revenue and orders this year").query


def test_arabic_and_persian_digits_are_digits() -> None:
    assert demo.read("top ۵ products by revenue").query == demo.read("top ٥ products by revenue").query
    assert demo.read("top ۵ products by revenue").query == demo.read("top 5 products by revenue").query


def test_a_person_mentioned_inside_a_question_is_not_skipped() -> None:
    assert demo.read("how is <@U0AB12> doing this quarter").status != "answered"


def test_spans_show_the_persons_own_words() -> None:
    question = "Revenue by “territory”  last&nbsp;month"
    spans = {span.role: span.text for span in demo.read(question).spans}
    assert (spans["metric"], spans["breakdown"]) == ("Revenue", "territory")


@pytest.mark.parametrize("question", ["x" * 100_000, "revenue " * 20_000, "\x00\x01\x02", "", "   ", "(((((", "?!"])
def test_long_or_empty_text_is_refused_or_helped(question: str) -> None:
    assert demo.read(question).status in ("refused", "help")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80))
def test_random_text_never_raises(text: str) -> None:
    assert isinstance(demo.read(text), Reading)


_WORDS = sorted({word for _, _, question in corpus.phrasings() for word in question.split()})


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(_WORDS), max_size=12))
def test_known_words_in_any_order_never_raise(words: list[str]) -> None:
    reading = demo.read(" ".join(words))
    assert reading.status != "answered" or not reading.unread


def test_the_same_question_gives_the_same_reading() -> None:
    question = "compare North and South on revenue, win rate and customers this year"
    assert demo.read(question) == demo.read(question)
