"""Whatever is asked of whatever data: answers from rollups are those from the facts."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import date

import duckdb
import pytest
from brute_force import CATALOGUE as DICE_TEXT
from brute_force import KINDS, REGIONS, made
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st
from questions import FLOWS, SALES, queries, shops
from shop import TODAY, MemoryEngine, Shop, dataset_of, small_shop
from test_random_companies import PERIODS
from tiny_company import MemoryEngine as DiceEngine
from tiny_company import short_query

from data.engines.rollups import PREFIX
from queries.answer import Answer
from queries.cannot import CannotAnswer
from queries.catalogue.load import load_catalogue_text
from queries.dataset import Dataset, open_dataset
from queries.query import Filter, Period, Query, Rank, plain_analysis
from queries.rollups.build import build_rollups
from queries.rollups.plan import ALL, Bounds
from queries.run import answer

DICE = load_catalogue_text(DICE_TEXT)
bounds = st.sampled_from([ALL, *(Bounds(least=0, share=share, small=0) for share in (1.0, 0.6, 0.3))])


def with_rollups(dataset: Dataset, connection: duckdb.DuckDBPyConnection, made_with: Bounds = ALL) -> Dataset:
    build_rollups(connection, dataset.catalogue, made_with)
    return open_dataset(dataset.catalogue, dataset.engine, TODAY)


def told(query: Query, dataset: Dataset) -> Answer | str:
    try:
        return answer(query, dataset, TODAY)
    except CannotAnswer as refusal:
        return refusal.note.code


def check_same(query: Query, dataset: Dataset) -> bool:
    """The answer with rollups is the one without; whether rollups were read for it."""
    without, found = told(query, replace(dataset, rollups=())), told(query, dataset)
    if isinstance(without, str) or isinstance(found, str):
        assert without == found
        return False
    assert PREFIX not in without.sql
    assert (found.columns, found.rows, found.totals) == (without.columns, without.rows, without.totals), found.sql
    assert (found.group_count, found.labels, found.notes) == (without.group_count, without.labels, without.notes)
    return PREFIX in found.sql


@settings(
    max_examples=int(os.environ.get("KPIBOT_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(shops, st.lists(queries(), min_size=2, max_size=2), st.sampled_from(["gregorian", "jalali", "fiscal"]), bounds)
def test_answers_of_random_shops_are_the_same(shop: Shop, asked: list[Query], calendar: str, made_with: Bounds) -> None:
    """Rights, weeks from Saturday, Jalali and fiscal buckets, comparisons, rankings, conditions, plans."""
    plain = dataset_of(shop)
    assume(plain.through is not None)
    assert isinstance(plain.engine, MemoryEngine)
    dataset = with_rollups(plain, plain.engine.connection, made_with)
    for query in asked:
        event(f"rollups read: {check_same(replace(query, calendar=calendar), dataset)}")  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(6))
def test_answers_of_companies_made_by_dice_are_the_same(seed: int) -> None:
    """Rows without a day, keys without a counterpart, members without a name."""
    engine, dice = DiceEngine(made(seed).tables, DICE.calendar), random.Random(seed)
    dataset = with_rollups(open_dataset(DICE, engine, TODAY), engine.connection)
    read = 0
    for _ in range(12):
        metrics = dice.sample(sorted(DICE.metrics), dice.choice((1, 2, 3)))
        by = dice.sample(["region", "kind"], dice.choice((0, 1, 2))) + dice.choice(([], ["month"], ["week"], ["day"]))
        filters = [
            dice.choice([("region", "in", *REGIONS[:2]), ("region", "not_in", None), ("kind", "in", *KINDS[1:])])
        ]
        parts = {
            "by": by,
            "filters": dice.choice(([], filters)),
            "scope": dice.choice(([], [("region", "in", "North", None)])),
            "period": dice.choice(PERIODS),
            "compare": dice.choice((None, None, "previous_period")),
            "calendar": dice.choice(("gregorian", "jalali")),
        }
        read += check_same(short_query(metrics, parts), dataset)
    assert read


@pytest.mark.parametrize("metric", FLOWS)
def test_every_figure_by_every_breakdown_is_the_same(metric: str) -> None:
    """Groups without a row that a figure counts stay out; those of missing members stay in."""
    plain = dataset_of(small_shop())
    assert isinstance(plain.engine, MemoryEngine)
    dataset = with_rollups(plain, plain.engine.connection)
    dimensions = ("region", "shop", "category") if metric in SALES else ("region", "shop")
    for by in ((), ("month",), ("weekday",), *((d,) for d in dimensions), *((d, "quarter") for d in dimensions)):
        for filters in ((), (Filter("region", "not_in", ("North",)),), (Filter("region", "none", ()),)):
            query = plain_analysis(Query((metric,), by, filters, period=Period(date(2026, 1, 1), date(2026, 5, 1))))
            assert check_same(query, dataset) == (metric != "buyers"), query
            check_same(replace(query, rank=Rank("bottom", 2)), dataset)
