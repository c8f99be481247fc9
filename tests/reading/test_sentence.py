"""Every query can be said, and what is said reads back to the same query."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from intents.contradictions import contradiction
from intents.kinship import adds_up
from intents.sentence import sentence_of
from queries.catalogue.model import Simple
from queries.query import BUCKETS, Compare, Filter, Having, Period, Query, Rank, plain_analysis
from tests.reading import corpus, demo

PERIODS = [
    Period(date(2026, 1, 1), date(2027, 1, 1), "year"),
    Period(date(2026, 7, 1), date(2026, 10, 1), "quarter"),
    Period(date(2026, 10, 1), date(2026, 11, 1), "month"),
    Period(date(2026, 11, 16), date(2026, 11, 23), "week"),
    Period(date(2026, 11, 20), date(2026, 11, 21), "day"),
    Period(date(2024, 11, 1), date(2026, 11, 1), "month", 24),
    Period(date(2025, 1, 1), date(2026, 10, 1), "quarter", 7),
    Period(date(2026, 3, 10), date(2026, 4, 5), "day", 26),
]
_COMPARES = [None, Compare("previous_year"), Compare("previous_period")]


def _metrics() -> list[str]:
    return [m.id for m in demo.demo_catalogue().metrics.values() if not m.hidden]


@st.composite
def plain_queries(draw: st.DrawFn) -> Query:
    """Figures with breakdowns, filters, conditions, a ranking, as the catalogue allows them."""
    catalogue = demo.demo_catalogue()
    metrics = tuple(draw(st.lists(st.sampled_from(_metrics()), min_size=1, max_size=3, unique=True)))
    common = frozenset.intersection(*(catalogue.metrics[m].dimensions for m in metrics))
    dimensions = sorted(d for d in common if d in catalogue.dimensions and d not in ("purchase_frequency", "customer"))
    buckets = [b for b in BUCKETS if b in common]
    by = draw(st.lists(st.sampled_from(dimensions), max_size=2, unique=True)) if dimensions else []
    bucket = draw(st.sampled_from([None, *buckets]))
    if bucket:
        by.append(bucket)
    filters = []
    for dimension in draw(st.lists(st.sampled_from(dimensions), max_size=2, unique=True)) if dimensions else []:
        members = sorted(m for m in demo.demo_members().names.get(dimension, {}) if m[0].isalpha())
        if len(members) > 2:  # two of two narrow nothing, and may be a name of the breakdown: "new or existing"
            chosen = tuple(draw(st.lists(st.sampled_from(members), min_size=1, max_size=2, unique=True)))
            filters.append(Filter(dimension, draw(st.sampled_from(["in", "not_in"])), chosen))
    having = []
    if by and draw(st.booleans()):
        op = draw(st.sampled_from([">", ">=", "<", "<="]))
        having.append(Having(draw(st.sampled_from(metrics)), op, draw(st.sampled_from([0.25, 0.5]))))
    rank = None
    plain = [b for b in by if b not in BUCKETS]
    single = {f.dimension for f in filters if f.op == "in" and len(f.members) == 1}  # alone it always comes first
    if len(plain) == 1 == len(by) and not single & set(by) and draw(st.booleans()):
        n = draw(st.sampled_from([None, 1, 5, 20]))
        rank = Rank(draw(st.sampled_from(["top", "bottom"])), n, draw(st.sampled_from(metrics)))
    sums = [adds_up(catalogue.metrics[m]) for m in metrics]
    flows = [isinstance(catalogue.metrics[m].definition, Simple) for m in metrics]
    transforms = tuple(draw(st.sampled_from(_transforms(by, bucket, all(sums), all(sums) and all(flows)))))
    compare = None if transforms else draw(st.sampled_from(_COMPARES))
    period = draw(st.sampled_from(PERIODS))
    query = Query(metrics, tuple(by), tuple(filters), tuple(having), period, compare, rank, transforms)
    assume(contradiction(catalogue, query) is None)  # "deals won in discovery": none, whatever is asked
    return plain_analysis(query)


def _transforms(by: list[str], bucket: str | None, additive: bool, over_time: bool) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    if by and by != [bucket] and additive:
        found.append(("share",))
    if bucket:
        found += [("growth",), ("moving_average:3",)]
    if bucket and over_time:
        found.append(("running_total",))
    return found


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(plain_queries())
def test_a_query_said_in_words_reads_back_to_itself(query: Query) -> None:
    sentence = sentence_of(query, demo.demo_catalogue())
    reading = demo.read(sentence)
    assert (reading.status, reading.query) == ("answered", query), sentence


@pytest.mark.parametrize("question", [phrasings[2] for phrasings in corpus.phrasings()][::3])
def test_what_was_read_can_be_said_in_words_that_read_alike(question: str) -> None:
    query = demo.read(question).query
    assert query is not None
    again = demo.read(sentence_of(query, demo.demo_catalogue())).query
    assert again is not None
    assert without_units(again) == without_units(query)


def without_units(query: Query) -> object:
    period = query.period
    return {
        **{name: getattr(query, name) for name in Query.__dataclass_fields__},
        "period": period and (period.start, period.end),
        "compare": query.compare and (query.compare.kind, query.compare.period and query.compare.period.start),
    }
