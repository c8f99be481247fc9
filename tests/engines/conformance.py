"""The same queries on two engines, and where their answers differ."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from random import Random

import pytest

from benchmarks.valid_queries import SHAPES, Source
from intents.read import Reader
from queries.analyses import analyse
from queries.answer import Answer, Value
from queries.cannot import CannotAnswer
from queries.compiler.dialects.dialect import Unwritable
from queries.dataset import Dataset
from queries.engine import QueryFailed
from queries.query import Calendar, Filter, Period, Query, plain_analysis

DAY = date(2026, 11, 23)

asked_for_spark = pytest.mark.skipif(
    not os.environ.get("KPIBOT_SPARK_TESTS"),
    reason="Spark's client does not start in a test run of several processes; KPIBOT_SPARK_TESTS=1 runs these in one",
)

asked_for_analysers = pytest.mark.skipif(
    not os.environ.get("KPIBOT_ANALYSER_TESTS"),
    reason="other engines' analysers take minutes; with kpibot[analysers] installed, KPIBOT_ANALYSER_TESTS=1 runs them",
)

asked_for_clickhouse = pytest.mark.skipif(
    not os.environ.get("KPIBOT_CLICKHOUSE_TESTS"),
    reason="ClickHouse's engine is 180 MB to fetch; KPIBOT_CLICKHOUSE_TESTS=1 fetches it and runs these",
)

asked_for_snowflake = pytest.mark.skipif(
    not os.environ.get("KPIBOT_SNOWFLAKE_TESTS"),
    reason="fakesnow and what it needs are 360 MB to fetch; KPIBOT_SNOWFLAKE_TESTS=1 fetches them and runs these",
)

asked_for_cluster = pytest.mark.skipif(
    not os.environ.get("KPIBOT_SPARK_CLUSTER"),
    reason="Apache Spark with two workers needs Java and 500 MB of packages; KPIBOT_SPARK_CLUSTER=1 runs these",
)

KNOWN_FAILURES = {"spark": "failed: A row divides by zero; write nullif(…, 0) around the divisor in the catalogue."}
"""Sail 0.7 says so, whatever the divisor, of some quotients over fully joined groups one of which has no rows."""

UNWRITABLE = "the engine's SQL cannot say it"

HOSTILE = (
    'O\'Brien "the" \\ slash',
    "100% %s %(filter_0)s %d",
    ":filter_0 $filter_0 $1 $$x$$ ${y} @z ?",
    "line\nbreak\ttab\r",
    "'; DROP TABLE orders; --",
    '" OR ""="',
    "`tick` {curly} [square] /* no */",
    "İstanbul ß ﷼ 😀 e\u0301",
    "\\N",
    "NULL",
    "ي ك ‌ی",
    "_%\\_",
)
"""Names that a text of SQL must never see."""


def random_queries(dataset: Dataset, calendar: Calendar, each: int) -> Iterator[tuple[str, Query]]:
    """So many valid queries of every shape, the same in every run."""
    source = Source(dataset.catalogue, dataset.members, DAY, (calendar,))
    for shape in SHAPES:
        draw = Random(f"{shape} {calendar}")
        for number in range(each):
            query = source.query(shape, draw)
            if query.analysis != "dashboard" and query.me is None:
                yield f"{shape} {number} {calendar}", query


def asked(dataset: Dataset, questions: Sequence[str]) -> Iterator[tuple[str, Query]]:
    """What these questions mean."""
    reader = Reader(dataset.catalogue, dataset.members)
    for words in questions:
        reading = reader.read(words, DAY)
        if reading.query is not None:
            yield words, reading.query


def hostile_queries(dataset: Dataset, dimension: str, metric: str) -> Iterator[tuple[str, Query]]:
    """Every way to say a name to the database, with every name that is dangerous to say."""
    year = Period(date(2025, 1, 1), date(2026, 11, 1))
    for name in HOSTILE:
        assert name in dataset.members.names[dimension], name
        for op, text in (("in", name), ("not_in", name), ("contains", name[1:4]), ("starts_with", name[:3]),
                         ("ends_with", name[-3:])):  # fmt: skip
            narrowed = Filter(dimension, op, (text,))  # type: ignore[arg-type]
            yield f"{op} {name!r}", plain_analysis(Query((metric,), (dimension,), (narrowed,), period=year))


def outcome(query: Query, dataset: Dataset) -> Answer | str:
    """The answer, or why there is none."""
    try:
        return analyse(query, dataset, DAY)
    except CannotAnswer as refusal:
        return f"refused: {refusal.note.code}"
    except Unwritable:
        return UNWRITABLE
    except QueryFailed as error:
        return f"failed: {error}"


def compared(
    queries: Iterable[tuple[str, Query]], one: Dataset, other: Dataset, known: str | None = None
) -> dict[str, list[str]]:
    """The queries whose answers differ, and in what. What the other is known to fail with or has not is left out."""
    found: dict[str, list[str]] = {}
    for name, query in queries:
        expected, given = outcome(query, one), outcome(query, other)
        if given == UNWRITABLE:
            continue
        if (known is None or given != known) and (wrong := differences(expected, given)):
            found[name] = wrong
    return found


def differences(expected: Answer | str, found: Answer | str) -> list[str]:
    """In what an answer is not the other's."""
    if isinstance(expected, str) or isinstance(found, str):
        return [] if expected == found else [f"{_short(expected)} was expected, not {_short(found)}"]
    said: list[str] = []
    for name in ("columns", "period", "compared", "data_through", "notes", "group_count", "labels"):
        if getattr(expected, name) != getattr(found, name):
            said.append(f"{name}: {getattr(expected, name)} was expected, not {getattr(found, name)}")
    if not same(expected.totals, found.totals):
        said.append(f"totals: {expected.totals} were expected, not {found.totals}")
    if not same(expected.history, found.history):
        said.append(f"history: {expected.history} was expected, not {found.history}")
    if len(expected.rows) != len(found.rows):
        said.append(f"{len(expected.rows)} rows were expected, not {len(found.rows)}")
    for place, (row, other) in enumerate(zip(expected.rows, found.rows, strict=False)):
        if not same(row, other):
            said.append(f"row {place}: {row} was expected, not {other}")
    return said[:5]


def same(one: object, other: object) -> bool:
    """Equal, numbers up to what adding in another order changes; 0 and 0.0 alike, but no number and a text."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-8)
    return type(one) is type(other) and one == other


def _short(what: Answer | str) -> str:
    return what if isinstance(what, str) else f"an answer of {len(what.rows)} rows"


Rows = tuple[tuple[Value, ...], ...]
