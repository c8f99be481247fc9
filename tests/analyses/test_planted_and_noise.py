"""What was planted in the data is named first, and of noise nothing is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from queries.analyses import analyse
from queries.analyses.profile import _compared, clear
from queries.answer import Answer, Column
from queries.dataset import Dataset
from queries.query import Compare, Filter, Period, Query

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def stories(demo: Path) -> dict[str, dict[str, Any]]:
    truth = json.loads((demo / "truth.json").read_text("utf-8"))
    return {story["id"]: story["facts"] for story in truth["stories"]}


def why(data: Dataset, metric: str, start: str, end: str, *filters: tuple[str, str], **more: Any) -> Answer:
    period = Period(date.fromisoformat(start), date.fromisoformat(end), more.pop("unit", "quarter"))
    narrowed = tuple(Filter(dimension, "in", (member,)) for dimension, member in filters)
    return analyse(Query((metric,), period=period, filters=narrowed, analysis="drivers", **more), data, TODAY)


def test_the_reps_who_left_are_why_their_territory_fell(demo_dataset: Dataset, stories: dict[str, Any]) -> None:
    facts = stories["reps_leave"]
    found = why(demo_dataset, "revenue", facts["starts_on"], facts["ends_on"], ("territory", facts["territory"]))
    assert found.columns[0].id == "rep"
    fallen = sorted((row for row in found.rows), key=lambda row: float(str(row[3])))[:2]
    assert {row[0] for row in fallen} == {rep["name"] for rep in facts["reps"]}
    assert found.rows[0][0] in {rep["name"] for rep in facts["reps"]}


def test_the_segment_whose_price_rose_is_why_more_left(demo_dataset: Dataset, stories: dict[str, Any]) -> None:
    facts = stories["price_rise"]
    found = why(demo_dataset, "churned_customers", facts["starts_on"], facts["ends_on"])
    assert found.rows[0][:1] == (facts["segment"],)
    reasons = why(
        demo_dataset,
        "churned_customers",
        facts["starts_on"],
        facts["ends_on"],
        ("segment", facts["segment"]),
        by=("churn_reason",),
    )
    assert reasons.rows[0][0] == facts["churn_reason"]


def test_the_customer_who_left_is_why_their_territory_fell(demo_dataset: Dataset, stories: dict[str, Any]) -> None:
    facts = stories["big_customer"]
    found = why(
        demo_dataset,
        "revenue",
        "2025-12-01",
        "2026-03-01",
        ("territory", facts["territory"]),
        by=("customer",),
        compare=Compare("previous_year"),
    )
    assert found.rows[0][0] == facts["customer"]
    assert float(str(found.rows[0][3])) < 0


def test_the_campaign_that_converts_nobody_is_why_conversion_fell(
    demo_dataset: Dataset, stories: dict[str, Any]
) -> None:
    facts = stories["giveaway"]
    found = why(demo_dataset, "lead_conversion_rate", "2026-04-01", "2026-07-01", compare=Compare("previous_year"))
    assert (found.columns[0].id, found.rows[0][0]) == ("campaign", facts["campaign"])
    assert float(str(found.rows[0][3])) < 0


def test_parts_make_the_change_whatever_is_split(demo_dataset: Dataset) -> None:
    for metric in ("revenue", "profit_margin", "lead_conversion_rate", "csat", "churn_rate", "average_order_value"):
        for dimension in ("territory", "segment"):
            if dimension not in demo_dataset.catalogue.metrics[metric].dimensions:
                continue
            found = why(demo_dataset, metric, "2026-07-01", "2026-10-01", by=(dimension,))
            change = float(str(found.totals["effect"]))
            assert sum(float(str(row[3])) for row in found.rows) == pytest.approx(change, rel=1e-6, abs=1e-8)


def test_the_price_rise_shows_in_who_left(demo_dataset: Dataset, stories: dict[str, Any]) -> None:
    facts = stories["price_rise"]
    quarter = Period(date.fromisoformat(facts["starts_on"]), date.fromisoformat(facts["ends_on"]), "quarter")
    found = analyse(Query(("churned_customers",), period=quarter, analysis="profile"), demo_dataset, TODAY)
    assert ("segment", facts["segment"]) in {row[:2] for row in found.rows}


def leavers(random: Random, lift: float) -> list[tuple[float, Any]]:
    """Of 4,000 customers of 12 attributes with five members each, 10 % leave; the first member's leave `lift` × so."""
    compared = []
    columns = tuple(Column(c, "metric", "count", c) for c in ("member", "left", "all"))
    for attribute in range(12):
        counts = {f"m{k}": [0, 0] for k in range(5)}
        for _ in range(4000):
            member = random.randrange(5)
            odds = 0.1 * (lift if attribute == 0 and member == 0 else 1.0)
            counts[f"m{member}"][0] += random.random() < odds
            counts[f"m{member}"][1] += 1
        rows = tuple((member, left, everyone) for member, (left, everyone) in counts.items())
        compared += _compared(f"attribute{attribute}", Answer(Query(), columns, rows))
    return compared


def test_of_noise_nothing_is_told() -> None:
    """60 members each time: at one in forty by chance, every second profile would tell something."""
    told = [bool([row for row in clear(leavers(Random(seed), 1.0)) if row.lift > 1]) for seed in range(40)]
    assert sum(told) <= 5


def test_a_planted_lift_is_told_first() -> None:
    for seed in range(10):
        told = sorted(clear(leavers(Random(seed), 1.6)), key=lambda row: -row.lift)
        assert (told[0].attribute, told[0].member) == ("attribute0", "m0")


def test_a_funnel_counts_the_rows(demo_dataset: Dataset) -> None:
    """Each stage holds those who came there or further, by hand; and the groups of a funnel add up to it."""
    quarter = Period(date(2026, 4, 1), date(2026, 7, 1), "quarter")
    for funnel in demo_dataset.catalogue.funnels.values():
        query = Query(period=quarter, analysis="funnel", funnel=funnel.id)
        found = analyse(query, demo_dataset, TODAY)
        listed = ", ".join(f"'{stage.value}'" for stage in funnel.stages)
        place = f"list_position([{listed}], {funnel.stage})"
        by_hand = f"""
        WITH came AS (
          SELECT {funnel.entity} AS entity, max({place}) AS furthest,
            min({funnel.time}) FILTER ({place} = 1) AS entered FROM {funnel.table} GROUP BY 1)
        SELECT stage, count(*) FILTER (furthest >= stage) FROM came, range(1, {len(funnel.stages) + 1}) AS r(stage)
        WHERE entered >= '2026-04-01' AND entered < '2026-07-01' GROUP BY 1 ORDER BY 1"""
        counts = [count for _, count in demo_dataset.engine.run(by_hand, {}).rows]
        at = [column.id for column in found.columns].index("count")
        assert [row[at] for row in found.rows] == counts and counts[0] > 0
        reached = [d for d in ("territory", "segment") if demo_dataset.catalogue.path(funnel.base, d)]
        for dimension in reached:
            parts = analyse(
                Query(by=(dimension,), period=quarter, analysis="funnel", funnel=funnel.id), demo_dataset, TODAY
            )
            sums = [sum(int(str(row[at + 1])) for row in parts.rows if row[1] == stage.id) for stage in funnel.stages]
            assert sums == counts
