"""Lists of figures: none of those named is dropped, whatever words it is named by."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest

from tests.reading import demo


def _named() -> dict[str, list[str]]:
    """The names of every figure."""
    return {
        metric.id: [metric.words.label["en"], *metric.words.synonyms.get("en", ())]
        for metric in demo.demo_catalogue().metrics.values()
        if not metric.hidden
    }


@pytest.mark.parametrize("joint", [" and ", ", "])
def test_two_figures_named_together_are_both_shown_or_asked_back(joint: str) -> None:
    names, random = _named(), Random(7)
    dropped = []
    for first, second in permutations(names, 2):
        question = f"{random.choice(names[first])}{joint}{random.choice(names[second])} in 2025"
        reading = demo.read(question)
        if reading.status == "answered" and (
            reading.query is None or not {first, second} <= set(reading.query.metrics)
        ):
            dropped.append(question)
    assert dropped == []


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("units sold and discount rate in 2025", ("units_sold", "discount_rate")),
        ("quantity sold and orders in 2026 by team", ("units_sold", "orders")),
        ("units sold, gross profit in October", ("units_sold", "gross_profit")),
        ("discount rate and units sold in 2025", ("discount_rate", "units_sold")),
    ],
)
def test_a_figure_whose_name_ends_in_a_verb_stays_one(question: str, figures: tuple[str, ...]) -> None:
    reading = demo.read(question)
    assert reading.status == "answered"
    assert reading.query is not None and reading.query.metrics == figures


@pytest.mark.parametrize("question", ["how many units did we sell last month", "orders sold last month"])
def test_a_verb_beside_a_figure_of_the_same_rows_is_no_second_figure(question: str) -> None:
    reading = demo.read(question)
    assert reading.status == "answered"
    assert reading.query is not None and len(reading.query.metrics) == 1
