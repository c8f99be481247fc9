"""What changes nothing in a question changes nothing in its reading; what takes something out always does."""

from __future__ import annotations

import random

import pytest

from tests.reading import corpus, demo, examiner

QUESTIONS = ([question for _, _, question in corpus.phrasings()] + [q for _, q in examiner.phrasings()])[::6]
PLAIN = [question for question in QUESTIONS if not set('<&:"') & set(question)]
COURTESIES = ("please {}", "hi, {} thanks", "{}, please", "could you show me {}", "hey, can you tell me {}?")
EXCEPTIONS = ("except", "excluding", "without", "other than", "but not", "leaving out")
SYNONYMS = {
    "revenue by territory last month": ("sales by province last month", "turnover per area last month"),
    "orders this year by rep": ("number of orders by salesperson this year", "order count per sales rep this year"),
    "top 5 products by revenue": ("5 best products by sales", "the five top products by turnover"),
    "churn rate by plan this year": ("customer churn by subscription plan this year", "attrition per tier this year"),
    "leads by source last quarter": ("number of leads per lead source in Q3", "last quarter's leads by source"),
}


@pytest.mark.parametrize("question", PLAIN, ids=lambda value: str(value)[:60])
def test_courtesy_case_and_signs_change_nothing(question: str) -> None:
    plain = demo.read(question)
    said = [form.format(question.rstrip("?.!")) for form in COURTESIES[:3]]
    assert plain.query is not None
    quoted = any(f.op not in ("in", "not_in") for f in plain.query.filters)  # the text of a condition is a person's own
    loud = question if quoted else question.upper()
    for changed in (
        *said,
        loud,
        question.rstrip("?.!") + "?",
        question.rstrip("?.!") + ".",
        f"  {question} ",
    ):
        reading = demo.read(changed)
        assert (reading.status, reading.query) == (plain.status, plain.query), changed


@pytest.mark.parametrize("form", COURTESIES)
@pytest.mark.parametrize("question", SYNONYMS)
def test_courtesy_before_a_noun_changes_nothing(question: str, form: str) -> None:
    assert demo.read(form.format(question)).query == demo.read(question).query


@pytest.mark.parametrize(("question", "other"), [(q, other) for q, others in SYNONYMS.items() for other in others])
def test_other_words_for_the_same_give_the_same(question: str, other: str) -> None:
    reading = demo.read(other)
    assert (reading.status, reading.query) == ("answered", demo.read(question).query)


@pytest.mark.parametrize("question", PLAIN, ids=lambda value: str(value)[:60])
def test_an_exception_is_never_passed_over(question: str) -> None:
    """Whatever is asked, "except Fars" leaves Fars out, or the question is not answered."""
    for word in EXCEPTIONS[:2]:
        reading = demo.read(f"{question.rstrip('?.!')} {word} Fars")
        left_out = [f for f in reading.query.filters if f.op == "not_in"] if reading.query else []
        assert reading.status != "answered" or any("Fars" in f.members for f in left_out), reading.query


@pytest.mark.parametrize("word", EXCEPTIONS)
def test_every_word_for_an_exception_leaves_out(word: str) -> None:
    query = demo.read(f"revenue by territory last month {word} Fars").query
    assert query is not None
    assert [(f.op, f.members) for f in query.filters] == [("not_in", ("Fars",))]


CLAUSES = ("by product", "in Tehran", "last month", "as a table")


def test_the_order_of_clauses_changes_nothing() -> None:
    plain = demo.read("revenue by product in Tehran last month as a table")
    assert plain.status == "answered"
    for seed in range(24):
        clauses = list(CLAUSES)
        random.Random(seed).shuffle(clauses)
        reading = demo.read(" ".join(["revenue", *clauses]))
        assert (reading.status, reading.query) == ("answered", plain.query), clauses


@pytest.mark.parametrize("seed", range(3))
def test_a_hundred_thousand_random_signs_are_refused(seed: int) -> None:
    source = random.Random(seed)
    text = "".join(
        chr(source.choice((source.randrange(32, 0x3000), source.randrange(32, 127)))) for _ in range(100_000)
    )
    assert demo.read(text).status == "refused"
