"""Running totals, averages, shares, ranks, growth and means agree with the plain figures they are made of."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import accumulate
from statistics import median

import pytest
from figure_rows import Row, answered, same
from test_agreement import ASKABLE, CATALOGUE, YEAR, adds_up, drawn

from queries.dataset import Dataset
from queries.query import Filter, Period, Query, plain_analysis
from queries.run import answer

TODAY = date(2026, 11, 23)
QUARTERS = Period(date(2025, 7, 1), date(2026, 7, 1), "quarter", 4)
ADDED = [m for m in ASKABLE if adds_up(m)]


def rows_of(demo_dataset: Dataset, query: Query) -> list[Row]:
    return answered(answer(plain_analysis(query), demo_dataset, TODAY))[1]


def number(value: object) -> float:
    assert isinstance(value, (int, float)), value
    return float(value)


@pytest.mark.parametrize("metric", ADDED)
def test_a_running_total_adds_the_buckets_up(metric: str, demo_dataset: Dataset) -> None:
    plain = [number(r[metric]) for r in rows_of(demo_dataset, Query((metric,), ("month",), period=YEAR))]
    rows = rows_of(demo_dataset, Query((metric,), ("month",), period=YEAR, transforms=("running_total",)))
    assert [number(r[f"{metric}__running_total"]) for r in rows] == pytest.approx(list(accumulate(plain)))


@pytest.mark.parametrize("metric", ADDED)
def test_a_moving_average_is_over_the_last_buckets(metric: str, demo_dataset: Dataset) -> None:
    plain = [number(r[metric]) for r in rows_of(demo_dataset, Query((metric,), ("month",), period=YEAR))]
    rows = rows_of(demo_dataset, Query((metric,), ("month",), period=YEAR, transforms=("moving_average:3",)))
    found = [r[f"{metric}__moving_average"] for r in rows]
    assert [number(v) for v in found[2:]] == pytest.approx([sum(plain[i - 2 : i + 1]) / 3 for i in range(2, 12)])


@pytest.mark.parametrize("metric", ASKABLE)
def test_growth_is_on_the_bucket_before_and_on_the_year_before(metric: str, demo_dataset: Dataset) -> None:
    two_years = Period(date(2024, 7, 1), date(2026, 7, 1), "quarter", 8)
    plain = [r[metric] for r in rows_of(demo_dataset, Query((metric,), ("quarter",), period=two_years))]
    for transform, back in (("growth", 1), ("growth:year", 4)):
        rows = rows_of(demo_dataset, Query((metric,), ("quarter",), period=QUARTERS, transforms=(transform,)))
        for i, row in enumerate(rows):
            now, before, told = plain[4 + i], plain[4 + i - back], row[f"{metric}__growth"]
            if isinstance(now, (int, float)) and isinstance(before, (int, float)) and before > 0:
                assert (told is None and i == 0) or same(told, now / before - 1), f"{transform} {i}"
            else:
                assert told is None, f"{transform} {i}"


@pytest.mark.parametrize("metric", ASKABLE)
def test_a_rank_counts_the_groups_that_are_higher(metric: str, demo_dataset: Dataset) -> None:
    for dimension in drawn(metric, "places"):
        rows = rows_of(demo_dataset, Query((metric,), (dimension,), period=YEAR, transforms=("rank",)))
        told = [number(r[metric]) for r in rows if r[metric] is not None]
        for row in rows:
            if row[metric] is not None:
                assert row[f"{metric}__rank"] == 1 + sum(v > number(row[metric]) for v in told), row


@pytest.mark.parametrize("metric", ASKABLE)
def test_a_mean_over_a_dimension_is_of_its_groups(metric: str, demo_dataset: Dataset) -> None:
    for dimension in drawn(metric, "means"):
        groups = rows_of(demo_dataset, Query((metric,), (dimension,), period=YEAR))
        told = [number(r[metric]) for r in groups if r[metric] is not None]
        for transform, expected in (
            ("mean_over", sum(told) / len(told) if told else None),
            ("max_over", max(told, default=None)),
            ("min_over", min(told, default=None)),
            ("median_over", median(told) if told else None),
        ):
            rows = rows_of(demo_dataset, Query((metric,), (), period=YEAR, transforms=(f"{transform}:{dimension}",)))
            assert same(rows[0][metric], expected) or (expected is None and rows[0][metric] == 0), dimension


@pytest.mark.parametrize("metric", ADDED)
def test_a_share_within_a_group_is_of_that_group(metric: str, demo_dataset: Dataset) -> None:
    dimensions = list(drawn(metric, "within"))
    if len(dimensions) < 2:
        dimensions = [*dimensions, "month"]
    # Two people of one name are two groups, which names alone do not tell apart.
    first, second = sorted(
        dimensions, key=lambda d: d in CATALOGUE.dimensions and CATALOGUE.dimensions[d].key is not None
    )
    query = Query((metric,), (first, second), period=YEAR, transforms=(f"share:{first}",))
    rows = rows_of(demo_dataset, query)
    wholes: dict[object, float] = {}
    for row in rows:
        wholes[row[first]] = wholes.get(row[first], 0) + number(row[metric])
    for row in random.Random(metric).sample(rows, min(20, len(rows))):
        whole = wholes[row[first]]
        assert same(row[f"{metric}__share"], number(row[metric]) / whole if whole else None), row


def test_a_share_of_some_members_is_of_all_of_them(demo_dataset: Dataset) -> None:
    plain = {row["territory"]: number(row["revenue"]) for row in rows_of(demo_dataset, _of_territory())}
    whole = sum(plain.values())
    two = (Filter("territory", "in", ("Tehran", "Fars")),)
    for row in rows_of(demo_dataset, _of_territory(*two, transforms=("share",))):
        assert same(row["revenue__share"], plain[row["territory"]] / whole)
    (both,) = rows_of(demo_dataset, replace(_of_territory(*two, transforms=("share",)), by=()))
    assert same(both["revenue__share"], (plain["Tehran"] + plain["Fars"]) / whole)
    others = (Filter("territory", "not_in", ("Tehran",)),)
    for row in rows_of(demo_dataset, _of_territory(*others, transforms=("share",))):
        assert same(row["revenue__share"], plain[row["territory"]] / (whole - plain["Tehran"]))


def _of_territory(*filters: Filter, transforms: tuple[str, ...] = ()) -> Query:
    return Query(("revenue",), ("territory",), filters, period=YEAR, transforms=transforms)


def test_there_are_metrics_of_every_kind() -> None:
    assert {type(CATALOGUE.metrics[m].definition).__name__ for m in ASKABLE} >= {
        "Simple", "Ratio", "Derived", "Stock", "Attrition", "Cohort",
    }  # fmt: skip
