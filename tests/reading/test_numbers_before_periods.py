"""A number before "last month" belongs to the ranking or the condition before it, never to the period."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading import demo

OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("question", "n"),
    [("revenue by rep top 5 last month", 5), ("units sold by product bottom 3 last month", 3)],
)
def test_a_ranking_keeps_its_number(question: str, n: int) -> None:
    query = demo.read(question).query
    assert query is not None and query.rank is not None and query.period is not None
    assert (query.rank.n, (query.period.start, query.period.end)) == (n, OCTOBER)


@pytest.mark.parametrize(
    ("question", "value"),
    [("customers with orders over 10 last month", 10), ("orders at least 20 last month by rep", 20)],
)
def test_a_condition_keeps_its_number(question: str, value: float) -> None:
    query = demo.read(question).query
    assert query is not None and query.period is not None
    assert [h.value for h in query.having] == [value]
    assert (query.period.start, query.period.end) == OCTOBER


def test_a_number_of_months_is_still_a_period() -> None:
    query = demo.read("revenue over the last 5 months").query
    assert query is not None and query.period is not None
    assert (query.period.start, query.period.count) == (date(2026, 6, 1), 5)
