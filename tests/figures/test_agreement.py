"""Answers agree with each other: parts with wholes, a filter with its opposite, a comparison with its two periods.

Every metric of the demo catalogue is asked with breakdowns and filters drawn from a seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from figure_rows import answered, same

from queries.answer import Answer
from queries.catalogue.load import load_catalogue
from queries.catalogue.model import Simple
from queries.dataset import Dataset
from queries.query import BUCKETS, CYCLES, Compare, Filter, Period, Query, Rank, plain_analysis
from queries.run import answer

TODAY = date(2026, 11, 23)
CATALOGUE = load_catalogue(Path(str(files("data.demo") / "workspace")))
ASKABLE = sorted(m for m, metric in CATALOGUE.metrics.items() if not metric.hidden)
QUARTER = Period(date(2026, 7, 1), date(2026, 10, 1), "quarter")
YEAR = Period(date(2025, 1, 1), date(2026, 1, 1), "year")
SPRING_1405 = Period(date(2026, 3, 21), date(2026, 6, 22), "quarter", 1, "jalali")
EACH = 2


def dimensions_of(metric: str) -> list[str]:
    return sorted(CATALOGUE.metrics[metric].dimensions - {*BUCKETS, *CYCLES})


def adds_up(metric: str) -> bool:
    """Whether the figures of groups and of days make up the figure of the whole."""
    definition = CATALOGUE.metrics[metric].definition
    return isinstance(definition, Simple) and definition.agg in ("sum", "count")


def drawn(metric: str, seed: str) -> Iterator[str]:
    dice = random.Random(f"{metric} {seed}")
    dimensions = dimensions_of(metric)
    yield from dice.sample(dimensions, min(EACH, len(dimensions)))


def ask(demo_dataset: Dataset, query: Query) -> Answer:
    return answer(plain_analysis(query), demo_dataset, TODAY)


def figure(demo_dataset: Dataset, query: Query) -> object:
    rows = ask(demo_dataset, query).rows
    assert len(rows) == 1
    return rows[0][0]


def groups(demo_dataset: Dataset, query: Query) -> list[tuple[object, object]]:
    """The groups of one breakdown with the first metric's figure."""
    return [(row[0], row[1]) for row in ask(demo_dataset, query).rows]


def total(values: list[object]) -> float:
    return sum(float(v) for v in values if isinstance(v, (int, float)))


@pytest.mark.parametrize("metric", [m for m in ASKABLE if adds_up(m)])
def test_groups_add_up_to_the_whole(metric: str, demo_dataset: Dataset) -> None:
    whole = figure(demo_dataset, Query((metric,), period=QUARTER))
    for dimension in drawn(metric, "groups"):
        parts = groups(demo_dataset, Query((metric,), (dimension,), period=QUARTER))
        assert same(total([v for _, v in parts]), float(whole)), dimension  # type: ignore[arg-type]


@pytest.mark.parametrize("metric", [m for m in ASKABLE if adds_up(m)])
def test_buckets_add_up_to_the_whole(metric: str, demo_dataset: Dataset) -> None:
    for calendar, period in (("gregorian", YEAR), ("jalali", SPRING_1405)):
        whole = figure(demo_dataset, Query((metric,), period=period))
        for grain in ("month", "quarter"):
            if grain in CATALOGUE.metrics[metric].dimensions:
                query = Query((metric,), (grain,), period=period, calendar=calendar)  # type: ignore[arg-type]
                assert same(total([v for _, v in groups(demo_dataset, query)]), float(whole)), grain  # type: ignore[arg-type]


@pytest.mark.parametrize("metric", ASKABLE)
def test_a_group_is_what_a_filter_on_it_gives(metric: str, demo_dataset: Dataset) -> None:
    for dimension in drawn(metric, "filters"):
        parts = groups(demo_dataset, Query((metric,), (dimension,), period=QUARTER))
        names = [name for name, _ in parts]
        dice = random.Random(metric)
        for name, value in dice.sample(parts, min(3, len(parts))):
            if names.count(name) > 1:
                continue
            member = None if name is None else str(name)
            for op in ("in", "none") if member is None else ("in",):
                alone = figure(demo_dataset, Query((metric,), (), (Filter(dimension, op, (member,)),), period=QUARTER))
                assert same(alone, value) or (value is None and alone == 0), f"{dimension} {name}"


@pytest.mark.parametrize("metric", [m for m in ASKABLE if adds_up(m)])
def test_a_filter_and_its_opposite_make_the_whole(metric: str, demo_dataset: Dataset) -> None:
    whole = figure(demo_dataset, Query((metric,), period=QUARTER))
    for dimension in drawn(metric, "opposites"):
        members = tuple(list(demo_dataset.members.names[dimension])[:3])
        halves = [
            figure(demo_dataset, Query((metric,), (), (Filter(dimension, op, members),), period=QUARTER))
            for op in ("in", "not_in")
        ]
        assert same(total(halves), float(whole)), f"{dimension} {members}"  # type: ignore[arg-type]


@pytest.mark.parametrize("metric", ASKABLE)
def test_the_total_of_groups_is_the_figure_of_the_whole(metric: str, demo_dataset: Dataset) -> None:
    whole = figure(demo_dataset, Query((metric,), period=QUARTER))
    for dimension in drawn(metric, "totals"):
        found = ask(demo_dataset, Query((metric,), (dimension,), period=QUARTER, rank=Rank("top", 2)))
        assert same(found.totals[metric], whole), dimension


@pytest.mark.parametrize("metric", ASKABLE)
def test_a_comparison_shows_what_the_other_period_alone_shows(metric: str, demo_dataset: Dataset) -> None:
    before = Period(date(2026, 4, 1), date(2026, 7, 1), "quarter")
    row = ask(demo_dataset, Query((metric,), period=QUARTER, compare=Compare("previous_period"))).rows[0]
    assert same(row[0], figure(demo_dataset, Query((metric,), period=QUARTER)))
    assert same(row[1], figure(demo_dataset, Query((metric,), period=before)))


@pytest.mark.parametrize("metric", ASKABLE)
def test_a_bucket_is_what_its_own_period_gives(metric: str, demo_dataset: Dataset) -> None:
    months = Period(date(2025, 11, 1), date(2026, 11, 1), "month", 12)
    trend = dict(groups(demo_dataset, Query((metric,), ("month",), period=months)))
    for month in (date(2025, 12, 1), date(2026, 2, 1), date(2026, 10, 1)):
        alone = Period(month, date(month.year + month.month // 12, month.month % 12 + 1, 1), "month")
        assert same(trend[month], figure(demo_dataset, Query((metric,), period=alone))), month


@pytest.mark.parametrize("metric", ASKABLE)
def test_a_metric_is_the_same_beside_another(metric: str, demo_dataset: Dataset) -> None:
    dice = random.Random(metric)
    for other in dice.sample([m for m in ASKABLE if m != metric], 3):
        found = ask(demo_dataset, Query((metric, other), period=QUARTER)).rows[0]
        assert same(found[0], figure(demo_dataset, Query((metric,), period=QUARTER))), other
        assert same(found[1], figure(demo_dataset, Query((other,), period=QUARTER))), other


@pytest.mark.parametrize("metric", ASKABLE)
def test_metrics_side_by_side_by_group_are_those_of_each_alone(metric: str, demo_dataset: Dataset) -> None:
    dice = random.Random(f"{metric} beside")
    others = [m for m in ASKABLE if m != metric and set(dimensions_of(m)) & set(dimensions_of(metric))]
    for other in dice.sample(others, min(3, len(others))):
        shared = sorted(set(dimensions_of(m := other)) & set(dimensions_of(metric)))
        dimension = dice.choice(shared)
        both = ask(demo_dataset, Query((metric, m), (dimension,), period=QUARTER))
        if len({row[0] for row in both.rows}) < len(both.rows):
            continue
        for place, name in ((1, metric), (2, m)):
            alone = dict(groups(demo_dataset, Query((name,), (dimension,), period=QUARTER)))
            for row in both.rows:
                value = alone.get(row[0])
                assert same(row[place], value) or not (row[place] or value), f"{name} by {dimension}: {row[0]}"


@pytest.mark.parametrize("metric", ASKABLE)
def test_a_ranking_is_the_head_of_the_whole_order(metric: str, demo_dataset: Dataset) -> None:
    for dimension in drawn(metric, "ranks"):
        every = groups(demo_dataset, Query((metric,), (dimension,), period=QUARTER))
        told = sorted((float(v) for _, v in every if isinstance(v, (int, float))), reverse=True)
        best = groups(demo_dataset, Query((metric,), (dimension,), period=QUARTER, rank=Rank("top", 3)))
        worst = groups(demo_dataset, Query((metric,), (dimension,), period=QUARTER, rank=Rank("bottom", 3)))
        assert [v for _, v in best if v is not None] == pytest.approx(told[:3]), dimension
        assert [v for _, v in worst if v is not None] == pytest.approx(told[::-1][:3]), dimension


@pytest.mark.parametrize("metric", ASKABLE)
def test_rights_narrow_as_a_filter_would(metric: str, demo_dataset: Dataset) -> None:
    for dimension in ("territory", "rep", "team"):
        if dimension not in CATALOGUE.metrics[metric].dimensions:
            continue
        member = Filter(dimension, "in", (list(demo_dataset.members.names[dimension])[1],))
        asked = Query((metric,), period=YEAR)
        assert same(
            figure(demo_dataset, replace(asked, scope=(member,))),
            figure(demo_dataset, replace(asked, filters=(member,))),
        )


@pytest.mark.parametrize("metric", [m for m in ASKABLE if adds_up(m)])
def test_shares_make_one_and_a_running_total_ends_at_the_whole(metric: str, demo_dataset: Dataset) -> None:
    for dimension in drawn(metric, "shares"):
        _, rows = answered(ask(demo_dataset, Query((metric,), (dimension,), period=QUARTER, transforms=("share",))))
        if any(row[metric] for row in rows):
            assert same(total([row[f"{metric}__share"] for row in rows]), 1.0), dimension
    _, rows = answered(ask(demo_dataset, Query((metric,), ("month",), period=YEAR, transforms=("running_total",))))
    assert same(rows[-1][f"{metric}__running_total"], figure(demo_dataset, Query((metric,), period=YEAR)))
