"""Figures that fill up: how much of them is known at which age, and forecasts that do not lean low for it."""

from __future__ import annotations

from datetime import date

import pytest

from queries.analyses import analyse
from queries.analyses.maturing import Maturing, maturing_of
from queries.dataset import Dataset
from queries.query import Filter, Period, Query

TODAY = date(2026, 11, 23)


def of(metric: str, data: Dataset, *filters: Filter) -> Maturing | None:
    return maturing_of(data.catalogue.metrics[metric], Query(metrics=(metric,), filters=filters), data, TODAY)


@pytest.mark.parametrize("filters", [(), (Filter("territory", "in", ("Tehran",)),)], ids=["all", "Tehran"])
def test_known_by_age_equals_a_count_by_hand(filters: tuple[Filter, ...], demo_dataset: Dataset) -> None:
    found = of("lead_conversion_rate", demo_dataset, *filters)
    narrowed = "AND territory_id = (SELECT territory_id FROM territories WHERE name = 'Tehran')" if filters else ""
    by_hand = f"""
    SELECT avg((date_diff('day', created_at, converted_at) <= 30)::INT)::DOUBLE FROM leads
    WHERE converted_at IS NOT NULL AND created_at >= '2023-11-24' AND created_at < '2025-11-23' {narrowed}"""
    ((share,),) = demo_dataset.engine.run(by_hand, {}).rows
    assert found is not None
    assert dict(found.known)[30] == pytest.approx(share)


def test_only_figures_that_count_what_happened_since_fill_up(demo_dataset: Dataset) -> None:
    for metric in ("revenue", "leads", "win_rate", "mrr", "csat", "churn_rate", "converted_in_period"):
        assert of(metric, demo_dataset) is None


def test_a_bucket_is_known_as_far_as_its_days_are() -> None:
    half_in_ten_days = Maturing(((0, 0.0), (10, 0.5), (20, 1.0)))
    start, end = date(2026, 1, 1), date(2026, 1, 11)
    assert half_in_ten_days.part(start, end, date(2026, 1, 11)) == pytest.approx(0.25)
    assert half_in_ten_days.part(start, end, date(2026, 1, 21)) == pytest.approx(0.75)
    assert half_in_ten_days.part(start, end, date(2026, 3, 1)) == 1.0


def test_the_forecast_of_a_rate_to_date_is_of_what_it_will_be(demo_dataset: Dataset) -> None:
    """Held against the leads of a year that is settled: raw, the last months stand at a third to nine tenths of it."""
    next_months = Period(date(2026, 12, 1), date(2027, 3, 1), "month", 3)
    found = analyse(Query(("lead_conversion_rate",), period=next_months, analysis="forecast"), demo_dataset, TODAY)
    told = [float(str(row[2])) for row in found.rows if row[2] is not None]
    by_hand = """
    SELECT (count(converted_at) / count(*))::DOUBLE FROM leads
    WHERE created_at >= '2025-04-01' AND created_at < '2026-04-01'"""
    ((settled,),) = demo_dataset.engine.run(by_hand, {}).rows
    assert len(told) == 3  # the youngest months are told anew and not shown
    assert all(abs(value / settled - 1) < 0.15 for value in told)
    (note,) = [note for note in found.notes if note.code == "still_filling"]
    assert note.facts["grain"] == "month"
