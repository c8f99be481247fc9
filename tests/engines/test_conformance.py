"""Every engine gives DuckDB's rows, whatever is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from conformance import (
    KNOWN_FAILURES,
    asked,
    asked_for_clickhouse,
    asked_for_cluster,
    asked_for_snowflake,
    asked_for_spark,
    compared,
    hostile_queries,
    random_queries,
)

from queries.dataset import Dataset
from queries.query import Calendar

QUESTIONS = yaml.safe_load((Path(__file__).parent.parent / "figures" / "questions.yaml").read_text("utf-8"))


PLACES = (
    "postgres",
    pytest.param("clickhouse", marks=asked_for_clickhouse),
    pytest.param("snowflake", marks=asked_for_snowflake),
    pytest.param("spark", marks=asked_for_spark),
    pytest.param("cluster", marks=asked_for_cluster),
)


@pytest.fixture(scope="module", params=PLACES)
def elsewhere(request: pytest.FixtureRequest) -> Dataset:
    """The same rows on another engine."""
    found: Dataset = request.getfixturevalue(f"on_{request.param}")
    return found


@pytest.fixture
def known(elsewhere: Dataset, request: pytest.FixtureRequest) -> str | None:
    """What it is known to fail with."""
    return KNOWN_FAILURES.get(request.node.callspec.params["elsewhere"])


def test_members_and_the_last_day_are_the_same(on_duckdb: Dataset, elsewhere: Dataset) -> None:
    assert elsewhere.through == on_duckdb.through
    assert {d: list(m.items()) for d, m in elsewhere.members.names.items()} == {
        d: list(m.items()) for d, m in on_duckdb.members.names.items()
    }
    assert elsewhere.members.codes == on_duckdb.members.codes


@pytest.mark.parametrize("calendar", ["gregorian", "jalali"])
def test_every_shape(calendar: Calendar, on_duckdb: Dataset, elsewhere: Dataset, known: str | None) -> None:
    assert compared(random_queries(on_duckdb, calendar, 2), on_duckdb, elsewhere, known) == {}


def test_the_dashboards_questions(on_duckdb: Dataset, elsewhere: Dataset, known: str | None) -> None:
    words = [text for texts in QUESTIONS.values() for text in texts]
    assert compared(asked(on_duckdb, words), on_duckdb, elsewhere, known) == {}


def test_hostile_names(on_duckdb: Dataset, elsewhere: Dataset, known: str | None) -> None:
    assert compared(hostile_queries(on_duckdb, "customer", "revenue"), on_duckdb, elsewhere, known) == {}
