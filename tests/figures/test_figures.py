"""Every metric's figures equal SQL written by hand: the total, a breakdown, a trend and a filtered case of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from figure_cases import FOLDER, Case, cases
from figure_rows import Row, differences, first_days

from queries.dataset import Dataset
from queries.run import answer

TODAY = date(2026, 11, 23)
FILES = ("sales.sql", "deals.sql", "leads.sql", "customers.sql", "support.sql", "money.sql")
CASES = [case for file in FILES for case in cases(file)]

# A bucket of a trend without rows: nothing was counted (0), or there is nothing to divide or to average (no value).
NO_VALUE_WHEN_EMPTY = frozenset(
    [
        "average_order_value",
        "profit_margin",
        "discount_rate",
        "revenue_per_customer",
        "target_attainment",
        "win_rate",
        "average_deal_size",
        "sales_cycle",
        "lead_score",
        "lead_conversion_rate",
        "time_to_convert",
        "lead_response_time",
        "lead_retention_rate",
        "customer_acquisition_cost",
        "cost_per_lead",
        "churn_rate",
        "retention_rate",
        "customer_lifetime_value",
        "csat",
        "csat_score",
        "first_response_time",
        "resolution_time",
        "resolution_rate",
        "budget_utilisation",
        "win_back_rate",
    ]
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_figure_equals_hand_written_sql(
    case: Case, demo_dataset: Dataset, by_hand: Callable[[Case], list[Row]]
) -> None:
    found = answer(case.query, demo_dataset, TODAY)
    assert differences(by_hand(case), found, empty_bucket=empty_bucket(case)) == []


@pytest.mark.parametrize("case", [c for c in CASES if c.query.by == (c.query.bucket,)], ids=lambda c: c.name)
def test_trend_has_every_bucket_up_to_the_last_loaded_day(case: Case, demo_dataset: Dataset) -> None:
    period, unit = case.query.period, case.query.bucket
    assert period and period.start and period.end and unit and demo_dataset.through
    end = min(period.end, demo_dataset.through + timedelta(days=1))
    found = answer(case.query, demo_dataset, TODAY)
    days = [row[0] for row in found.rows]
    assert days[: len(first_days(period.start, end, unit))] == first_days(period.start, end, unit)


def test_every_metric_has_a_total_a_breakdown_a_trend_and_a_filtered_case(demo_dataset: Dataset) -> None:
    kinds: dict[str, set[str]] = {metric: set() for metric, m in demo_dataset.catalogue.metrics.items() if not m.hidden}
    for case in CASES:
        query = case.query
        kind = "filtered" if query.filters else "trend" if query.bucket else "breakdown" if query.by else "total"
        for metric in query.metrics:
            kinds.get(metric, set()).add(kind)  # what is made of metrics has a case or two
    lacking = {m: {"filtered", "trend", "breakdown", "total"} - had for m, had in kinds.items()}
    assert {m: k for m, k in lacking.items() if k} == {}


def test_every_file_of_figures_is_read() -> None:
    assert {p.name for p in FOLDER.glob("*.sql")} == {*FILES, "acceptance.sql", "funnels.sql"}


def empty_bucket(case: Case) -> dict[str, float | None] | None:
    """What a bucket without rows shows; None where the case is no trend."""
    if case.query.bucket is None:
        return None
    return {m: None if m in NO_VALUE_WHEN_EMPTY else 0 for m in case.query.metrics}
