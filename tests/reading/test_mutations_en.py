"""Questions changed by one word: an unknown word is never skipped, a left-out or exchanged one never goes unnoticed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest

from intents.read import Reader
from intents.reading import Reading
from queries.dataset import Dataset
from queries.query import Filter, Period
from tests.reading import examiner

TODAY = date(2026, 11, 23)
EVERY_NTH = 8
"""So many of the examiner's questions are taken for one that is changed."""

UNKNOWN = (
    "unicorn",
    "zodiac",
    "warehouse",
    "kangaroo",
    "purple",
    "wooden",
    "supplier",
    "horoscope",
    "galactic",
    "refurbished",
    "Belgium",
    "damaged",
    "unpaid",
    "invoice",
    "velvet",
    "audited",
    "fictional",
    "overseas",
    "nurse",
    "passport",
    "voucher",
    "metre",
)
"""Words that no catalogue of a sales company has, and that are no slip of one it has."""

PERIODS = {
    "last month": Period(date(2026, 10, 1), date(2026, 11, 1), "month"),
    "last quarter": Period(date(2026, 7, 1), date(2026, 10, 1), "quarter"),
    "last year": Period(date(2025, 1, 1), date(2026, 1, 1), "year"),
    "last week": Period(date(2026, 11, 16), date(2026, 11, 23), "week"),
    "in August 2025": Period(date(2025, 8, 1), date(2025, 9, 1), "month"),
    "yesterday": Period(TODAY - timedelta(1), TODAY, "day"),
}
PLAIN = ("revenue by product", "orders in Tehran", "leads by source", "win rate by team", "churn rate by plan")
SCOPED = ("revenue in {} last month", "orders by product in {} last quarter", "customers in {} by age group")


@cache
def _questions() -> tuple[str, ...]:
    return tuple(question for _, question in examiner.phrasings()[::EVERY_NTH])


@pytest.fixture(scope="module")
def reader(demo_dataset: Dataset) -> Reader:
    return Reader(demo_dataset.catalogue, demo_dataset.members)


def _read(reader: Reader, question: str) -> Reading:
    return reader.read(question, TODAY)


@pytest.mark.parametrize(("number", "question"), list(enumerate(_questions())), ids=lambda value: str(value)[:60])
def test_a_word_nobody_knows_is_never_skipped(reader: Reader, number: int, question: str) -> None:
    words = question.split()
    for place in range(len(words) + 1):
        strange = UNKNOWN[(5 * number + 3 * place) % len(UNKNOWN)]
        changed = " ".join([*words[:place], strange, *words[place:]])
        reading = _read(reader, changed)
        assert reading.status != "answered", f"{changed!r} read as {reading.query}"


@pytest.mark.parametrize("question", _questions(), ids=lambda value: str(value)[:60])
def test_a_breakdown_or_member_left_out_changes_the_reading(reader: Reader, question: str) -> None:
    reading = _read(reader, question)
    assert reading.query is not None
    # A bucket may also be told by its period ("per month for 24 months"), a place by the map, and anything twice.
    named = {m for f in reading.query.filters for m in f.members if m}
    if reading.query.chart != "map":
        named.update(reading.query.dimensions)
    for span in reading.spans:
        twice = sum(other.value == span.value for other in reading.spans) > 1
        if twice or span.value not in named or span.text.lower() not in question.lower():
            continue
        without = question[: span.start] + question[span.end :]
        less = _read(reader, without)
        assert less.status != "answered" or less.query != reading.query or less.assumed != reading.assumed, without


@pytest.mark.parametrize("words", PERIODS)
@pytest.mark.parametrize("question", PLAIN)
def test_another_period_gives_that_period(reader: Reader, question: str, words: str) -> None:
    reading = _read(reader, f"{question} {words}")
    assert reading.status == "answered"
    assert reading.query is not None and reading.query.period is not None
    assert (reading.query.period.start, reading.query.period.end) == (PERIODS[words].start, PERIODS[words].end)


@pytest.mark.parametrize("question", SCOPED)
def test_every_territory_filters_by_itself_and_nothing_else(
    reader: Reader, demo_dataset: Dataset, question: str
) -> None:
    for member in demo_dataset.members.names["territory"]:
        reading = _read(reader, question.format(member))
        assert reading.status == "answered", member
        assert reading.query is not None
        assert reading.query.filters == (Filter("territory", "in", (member,)),)
