"""The same queries, asked of MetricFlow over the same tables, give the same rows."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal

import pytest
from generated import generated
from oracle import MetricFlow

from queries.answer import Answer
from queries.dataset import Dataset
from queries.query import Query
from queries.run import answer

TODAY = date(2026, 11, 23)
ASKED = generated(seed=2026, each=6)
Rows = dict[tuple[object, ...], tuple[object, ...]]


@pytest.fixture(scope="session")
def metricflow() -> MetricFlow:
    return MetricFlow()


@pytest.mark.parametrize(("query", "names"), ASKED, ids=[" ".join((*q.metrics, *q.by)) for q, _ in ASKED])
def test_metricflow_gives_the_same_rows(
    query: Query, names: dict[str, str], demo_dataset: Dataset, metricflow: MetricFlow
) -> None:
    theirs = demo_dataset.engine.run(metricflow.sql(query, names), {}, max_rows=1_000_000)
    expected = _rows(theirs.rows, len(query.by))
    found = _own_rows(answer(query, demo_dataset, TODAY), query)
    for key in expected.keys() | found.keys():
        for metric, theirs_value, own in zip(
            query.metrics, _at(expected, key, query), _at(found, key, query), strict=True
        ):
            assert _same(own, theirs_value), f"{metric} at {key}: {own!r}, MetricFlow says {theirs_value!r}"


def test_enough_queries_are_compared() -> None:
    assert len(ASKED) >= 40
    assert len({metric for query, _ in ASKED for metric in query.metrics}) >= 25


def _own_rows(found: Answer, query: Query) -> Rows:
    """The answer's rows, keys in the order asked and then the metrics."""
    keys = [next(i for i, c in enumerate(found.columns) if c.of == b and c.role != "metric") for b in query.by]
    metrics = [found.column("metric", m) for m in query.metrics]
    return _rows([tuple(row[i] for i in (*keys, *metrics) if i is not None) for row in found.rows], len(keys))


def _rows(rows: list[tuple[object, ...]], keys: int) -> Rows:
    by_key: Rows = {}
    for row in rows:
        key = tuple(_day(v) for v in row[:keys])
        assert key not in by_key, f"two rows for {key}"
        by_key[key] = row[keys:]
    return by_key


def _at(rows: Rows, key: tuple[object, ...], query: Query) -> tuple[object, ...]:
    return rows.get(key, (None,) * len(query.metrics))


def _day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def _same(own: object, theirs: object) -> bool:
    """Equal; where MetricFlow has no row or no value, an empty count or sum of ours may be 0."""
    own, theirs = _number(own), _number(theirs)
    if own is None or theirs is None:
        return not own and not theirs
    return math.isclose(own, theirs, rel_tol=1e-9, abs_tol=1e-9)


def _number(value: object) -> float | None:
    assert value is None or isinstance(value, int | float | Decimal), value
    return None if value is None else float(value)
