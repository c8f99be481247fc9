"""Every engine gives DuckDB's rows, whatever is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from conformance import asked, differences, hostile_queries, outcome, random_queries

from queries.dataset import Dataset

QUESTIONS = yaml.safe_load((Path(__file__).parent.parent / "figures" / "questions.yaml").read_text("utf-8"))


@pytest.fixture(scope="module", params=["postgres", "spark"])
def elsewhere(request: pytest.FixtureRequest) -> Dataset:
    """The same rows on another engine."""
    found: Dataset = request.getfixturevalue(f"on_{request.param}")
    return found


def test_members_and_the_last_day_are_the_same(on_duckdb: Dataset, elsewhere: Dataset) -> None:
    assert elsewhere.through == on_duckdb.through
    assert {d: list(m.items()) for d, m in elsewhere.members.names.items()} == {
        d: list(m.items()) for d, m in on_duckdb.members.names.items()
    }
    assert elsewhere.members.codes == on_duckdb.members.codes


@pytest.mark.parametrize("calendar", ["gregorian", "jalali"])
def test_every_shape(calendar: str, on_duckdb: Dataset, elsewhere: Dataset) -> None:
    told = {
        name: wrong
        for name, query in random_queries(on_duckdb, calendar, 3)
        if (wrong := differences(outcome(query, on_duckdb), outcome(query, elsewhere)))
    }
    assert told == {}


def test_the_dashboards_questions(on_duckdb: Dataset, elsewhere: Dataset) -> None:
    words = [text for texts in QUESTIONS.values() for text in texts]
    told = {
        name: wrong
        for name, query in asked(on_duckdb, words)
        if (wrong := differences(outcome(query, on_duckdb), outcome(query, elsewhere)))
    }
    assert told == {}


def test_hostile_names(on_duckdb: Dataset, elsewhere: Dataset) -> None:
    told = {
        name: wrong
        for name, query in hostile_queries(on_duckdb, "customer", "revenue")
        if (wrong := differences(outcome(query, on_duckdb), outcome(query, elsewhere)))
    }
    assert told == {}
