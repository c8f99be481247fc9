"""Random queries to random shops give what looping over the rows gives."""

from __future__ import annotations

import math
import os
from datetime import date, timedelta
from typing import Any

from brute import ZERO, Brute, Key, Number, Span, as_day, months_back, plain, spans_of
from hypothesis import HealthCheck, Phase, assume, given, note, settings
from questions import PLANS, queries, shops
from shop import TODAY, Shop, dataset_of

from queries.query import BUCKETS, Query
from queries.run import answer

STANDING = ("members", "fees", "leaving", "value", *PLANS)
Slices = dict[str, dict[Key, Number]]


@settings(
    max_examples=int(os.environ.get("KPIBOT_EXAMPLES", "150")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(shops, queries())
def test_answers_equal_loops_over_the_rows(shop: Shop, query: Query) -> None:
    dataset = dataset_of(shop)
    assume(dataset.through is not None)
    assert dataset.through is not None and query.period is not None
    limit = dataset.through + timedelta(days=1)
    start, whole = query.period.start, query.period.end
    assert start is not None and whole is not None
    end = min(whole, limit)
    assume(start < end and end > begins(shop))  # before the data there is nothing to tell, not 0
    asked = {*query.metrics, *(having.metric for having in query.having)}
    assume(query.bucket is None or end == whole or not set(PLANS) & asked)  # plans reach beyond the last day
    assume(
        query.rank is None or not met_by_nothing(query)
    )  # whoever has no row is ranked too: tests/traps/test_absence
    brute = Brute(shop, query)
    now = figures(brute, query, spans_of(query, start, end, whole))
    before = None
    if query.compare is not None:
        before = figures(brute, query, earlier_spans(query, start, end, whole, limit))
    expected = rows_of(query, now, before, spans_of(query, start, end, whole))
    if before is not None and earlier(query, start, end, whole)[1] <= begins(shop):
        expected = unless_known(expected, [metric in STANDING for metric in query.metrics])
    found = answer(query, dataset, TODAY)
    note(found.sql)
    values = [i for i, c in enumerate(found.columns) if c.role in ("metric", "previous")]
    keys = [i for i, c in enumerate(found.columns) if c.role in ("dimension", "bucket")]
    got = [(tuple(row[i] for i in keys), tuple(plain(row[i]) for i in values)) for row in found.rows]
    if query.bucket is None and query.rank is None:
        got, expected = without_empty(got), without_empty(expected)
    if query.rank is None:
        got, expected = sorted(got, key=sortable), sorted(expected, key=sortable)
    assert [row[0] for row in got] == [row[0] for row in expected]
    for one, other in zip(got, expected, strict=True):
        assert all(map(close, one[1], other[1])), (one, other)
    check_totals(found.totals, brute, query, start, end, whole)


def met_by_nothing(query: Query) -> bool:
    """Whether a group without any row meets every condition on groups."""
    return bool(query.having) and all(h.metric in ZERO and meets(0, h) for h in query.having)


def begins(shop: Shop) -> date:
    days = [as_day(row["sold_at"]) for row in shop.sales]
    days += [row["came_on"] for row in shop.visits] + [row["month"] for row in shop.plans]
    return min(days)


def earlier(query: Query, start: date, end: date, whole: date) -> tuple[date, date]:
    """The period before, cut alike."""
    assert query.period is not None
    before = months_back(start, query.period.count) if query.period.unit == "month" else start - (whole - start)
    return before, start if end == whole else min(before + (end - start), start)


def unless_known(
    rows: list[tuple[Key, tuple[Number, ...]]], standing: list[bool]
) -> list[tuple[Key, tuple[Number, ...]]]:
    """Before the data begins there was not 0 but nothing known, save of what stands whether or not it has a row."""
    if any(value for _, values in rows for value in values[1::2]):
        return rows
    keep = [i % 2 == 0 or standing[i // 2] for i in range(2 * len(standing))]
    return [(key, tuple(value if k else None for value, k in zip(values, keep, strict=True))) for key, values in rows]


def figures(brute: Brute, query: Query, spans: dict[date | None, Span]) -> Slices:
    needed = {*query.metrics, *(h.metric for h in query.having)}
    if query.rank is not None and query.rank.by is not None:
        needed.add(query.rank.by)
    return {metric: brute.metric(metric, spans) for metric in needed}


def earlier_spans(query: Query, start: date, end: date, whole: date, limit: date) -> dict[date | None, Span]:
    """The period before; its buckets under the names of those they stand beside."""
    before, after = earlier(query, start, end, whole)
    there = spans_of(query, before, after, start if end == whole else after)
    if query.bucket is None:
        return there
    here = spans_of(query, start, end, whole)
    return dict(zip(here, there.values(), strict=False))


def rows_of(
    query: Query, now: Slices, before: Slices | None, spans: dict[date | None, Span]
) -> list[tuple[Key, tuple[Number, ...]]]:
    keyed = set().union(*(now[m] for m in now), *((before[m] for m in query.metrics) if before is not None else ()))
    place = next((i for i, b in enumerate(expanded(query)) if b in BUCKETS), None)
    if not query.by:
        keyed = {()}
    elif place is not None:
        members = {k[:place] + k[place + 1 :] for k in keyed} or ({()} if len(expanded(query)) == 1 else set())
        keyed = {(*m[:place], bucket, *m[place:]) for m in members for bucket in spans}
    known = len(earlier_list(query, spans)) if before is not None else 0
    order = list(spans)

    def value(metric: str, key: Key) -> Number:
        found = now[metric].get(key)
        return 0 if found is None and metric in ZERO else found

    def previous(metric: str, key: Key) -> Number:
        assert before is not None
        if place is not None and order.index(key[place]) >= known:
            return None
        found = before[metric].get(key)
        return 0 if found is None and metric in ZERO else found

    for condition in query.having:
        keyed = {k for k in keyed if meets(value(condition.metric, k), condition)}
    ordered = sorted(keyed, key=lambda k: [(v is None, str(v)) for v in k])
    if query.rank is not None:
        by = query.rank.by or query.metrics[0]
        sign = -1 if query.rank.order == "top" else 1
        ordered.sort(key=lambda k: nothing_last(value(by, k), sign))
        n = query.rank.n
        if n is not None and query.rank.nth:
            ordered = ordered[n - 1 : n]
        elif n is not None:
            ordered = ordered[: math.ceil(len(ordered) * n / 100) if query.rank.percent else n]
    rows = []
    for key in ordered:
        shown = tuple(v for v, name in zip(key, expanded(query), strict=True) if name != "shop key")
        figures_of: list[Number] = []
        for metric in query.metrics:
            figures_of.append(plain(value(metric, key)))
            if before is not None:
                figures_of.append(plain(previous(metric, key)))
        rows.append((shown, tuple(figures_of)))
    return rows


def earlier_list(query: Query, spans: dict[date | None, Span]) -> list[Any]:
    assert query.period is not None and query.period.start is not None and query.period.end is not None
    first, last = next(iter(spans.values())), list(spans.values())[-1]
    if query.bucket is None:
        return [None]
    return list(earlier_spans(query, first.start, last.end, query.period.end, last.end))


def expanded(query: Query) -> list[str]:
    return [part for name in query.by for part in ((name, "shop key") if name == "shop" else (name,))]


def meets(value: Number, condition: Any) -> bool:
    if value is None:
        return False
    number = float(value)
    if condition.op == "between":
        return bool(condition.value <= number <= condition.upper)
    return bool(number > condition.value if condition.op == ">" else number <= condition.value)


def nothing_last(value: Number, sign: int) -> tuple[bool, float]:
    return (value is None, 0.0 if value is None else sign * float(value))


def without_empty(rows: list[tuple[Key, tuple[Number, ...]]]) -> list[tuple[Key, tuple[Number, ...]]]:
    """Without groups that have nothing at all, which an answer may show or not."""
    return [row for row in rows if any(row[1])]


def sortable(row: tuple[Key, tuple[Number, ...]]) -> list[tuple[bool, str]]:
    return [(v is None, str(v)) for v in row[0]] + [(v is None, f"{v:020.6f}" if v is not None else "") for v in row[1]]


def check_totals(totals: Any, brute: Brute, query: Query, start: date, end: date, whole: date) -> None:
    """Over all groups, from their rows; a condition on groups leaves only what can be added up."""
    if query.having or not totals:
        return
    alone = Brute(brute.shop, Query(metrics=query.metrics, filters=query.filters, scope=query.scope))
    for metric in query.metrics:
        found = alone.metric(metric, {None: Span(start, end, whole)}).get(())
        expected = 0 if found is None and metric in ZERO else found
        assert close(plain(totals[metric]), plain(expected)), (metric, totals[metric], expected)


def close(one: Number, other: Number) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-6)
