"""Questions put together of fragments in any order: whatever is answered has what every fragment says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from random import Random

import pytest

from queries.query import Query
from tests.reading import demo

Says = Callable[[Query], bool]
"""Whether a query has what a fragment says."""


def _by(*names: str) -> Says:
    return lambda query: set(names) <= set(query.by)


def _where(dimension: str, member: str, op: str = "in") -> Says:
    return lambda query: any((f.dimension, f.op, f.members) == (dimension, op, (member,)) for f in query.filters)


def _in(first: date, end: date) -> Says:
    return lambda query: query.period is not None and (query.period.start, query.period.end) == (first, end)


def _ranked(order: str, n: int | None) -> Says:
    return lambda query: query.rank is not None and (query.rank.order, query.rank.n) == (order, n)


def _counted(op: str, value: float) -> Says:
    return lambda query: any((h.op, h.value) == (op, value) for h in query.having)


def _compared(*kinds: str) -> Says:
    return lambda query: query.compare is not None and query.compare.kind in kinds


def _drawn(chart: str) -> Says:
    return lambda query: query.chart == chart


def _worked(transform: str) -> Says:
    return lambda query: transform in query.transforms


FRAGMENTS: dict[str, dict[str, Says]] = {
    "by": {
        "by product": _by("product"),
        "per territory": _by("territory"),
        "for each segment": _by("segment"),
        "by category and rep": _by("category", "rep"),
        "split by sales channel": _by("sales_channel"),
    },
    "filter": {
        "in Tehran": _where("territory", "Tehran"),
        "for online": _where("sales_channel", "Online"),
        "in the North region": _where("region", "North"),
        "from Pars Foods": _where("customer", "Pars Foods"),
        "excluding wholesale": _where("sales_channel", "Wholesale", "not_in"),
        "for team Alvand": _where("team", "Alvand"),
        "not in Fars": _where("territory", "Fars", "not_in"),
    },
    "period": {
        "last month": _in(date(2026, 10, 1), date(2026, 11, 1)),
        "this year": _in(date(2026, 1, 1), date(2027, 1, 1)),
        "in Q2": _in(date(2026, 4, 1), date(2026, 7, 1)),
        "over the last 6 months": _in(date(2026, 5, 1), date(2026, 11, 1)),
        "in 2025": _in(date(2025, 1, 1), date(2026, 1, 1)),
        "from May to July": _in(date(2026, 5, 1), date(2026, 8, 1)),
    },
    "compare": {"vs the same period last year": _compared("previous_year"), "YoY": _compared("previous_year")},
    "rank": {"top 5": _ranked("top", 5), "bottom 3": _ranked("bottom", 3), "highest first": _ranked("top", None)},
    "transform": {"as a share of total": _worked("share"), "3-month moving average": _worked("moving_average:3")},
    "chart": {"as a pie": _drawn("pie"), "as a table": _drawn("table"), "as a line chart": _drawn("line")},
    "having": {"over 10k": _counted(">", 10_000), "under 500": _counted("<", 500), "at least 20": _counted(">=", 20)},
}
FIGURES = {"revenue": "revenue", "orders": "orders", "gross profit": "gross_profit", "units sold": "units_sold"}
QUESTIONS = 1500


def _questions() -> Iterator[tuple[str, str, dict[str, Says]]]:
    """(question, its figure, its fragments); always the same ones."""
    dice = Random(20261123)
    for _ in range(QUESTIONS):
        said, figure = dice.choice(list(FIGURES.items()))
        kinds = dice.sample(list(FRAGMENTS), dice.choice((2, 3, 3, 4)))
        parts = dict(dice.choice(list(FRAGMENTS[kind].items())) for kind in kinds)
        words = list(parts)
        words.insert(dice.randrange(0, 2), said)
        yield " ".join(words), figure, parts


@pytest.mark.parametrize("part", range(10))
def test_an_answered_question_keeps_every_fragment(part: int) -> None:
    answered = 0
    for question, figure, parts in list(_questions())[part::10]:
        reading = demo.read(question)
        if reading.status != "answered":
            continue
        answered += 1
        assert reading.query is not None
        assert reading.query.metrics == (figure,), question
        assert [words for words, says in parts.items() if not says(reading.query)] == [], question
    assert answered > QUESTIONS / 10 / 3
