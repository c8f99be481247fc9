"""Forecasts: the buckets asked for, intervals that hold, the method that does best on the series, honest refusals."""

from __future__ import annotations

import math
import random
from datetime import date

import pytest
from analyses.small_company import TODAY

from benchmarks.forecast import KINDS
from queries.analyses import analyse
from queries.analyses.backtest import best_forecast
from queries.analyses.methods import methods_for
from queries.cannot import CannotAnswer
from queries.dataset import Dataset
from queries.query import Period, Query
from queries.run import answer

DEMO_DAY = date(2026, 11, 23)
SIX = Period(date(2026, 6, 1), date(2026, 12, 1), "month", 6)


def test_history_then_the_buckets_asked_for(company: Dataset) -> None:
    found = analyse(Query(metrics=("revenue",), analysis="forecast", period=SIX), company, TODAY)
    assert [c.id for c in found.columns] == ["month", "revenue", "forecast", "low_80", "high_80", "low_95", "high_95"]
    past = [row for row in found.rows if row[1] is not None]
    ahead = [row for row in found.rows if row[2] is not None]
    assert [row[0] for row in ahead] == [date(2026, month, 1) for month in range(6, 12)]
    assert past[-1][0] == date(2026, 4, 1)  # May is not over
    assert all(row[1] is None for row in ahead)
    for _, _, value, low80, high80, low95, high95 in ahead:
        assert low95 < low80 < value < high80 < high95  # type: ignore[operator]
    assert found.totals["forecast"] == pytest.approx(sum(float(str(row[2])) for row in ahead))


def test_the_method_and_its_error_are_told(company: Dataset) -> None:
    found = analyse(Query(metrics=("revenue",), analysis="forecast", period=SIX), company, TODAY)
    (note,) = [note for note in found.notes if note.code == "forecast_method"]
    assert note.facts["method"] in methods_for([1.0] * 40, 12, 24)
    assert 0 < float(str(note.facts["relative"])) < 0.3
    assert note.facts["grain"] == "month"


def test_rates_have_no_sum_and_stay_shares(company: Dataset) -> None:
    found = analyse(Query(metrics=("margin",), analysis="forecast", period=SIX), company, TODAY)
    assert found.totals == {}
    assert all(0 <= float(str(cell)) <= 1 for row in found.rows for cell in row[2:] if cell is not None)


def test_a_short_history_is_refused_with_what_there_is(company: Dataset) -> None:
    years = Query(
        metrics=("revenue",), by=("year",), analysis="forecast", period=Period(date(2027, 1, 1), date(2028, 1, 1))
    )
    with pytest.raises(CannotAnswer) as caught:
        analyse(years, company, TODAY)
    assert caught.value.note.code == "history_too_short"
    assert caught.value.note.facts["have"] == 3


def test_a_year_is_told_by_months_where_years_are_few(company: Dataset) -> None:
    next_year = Period(date(2027, 1, 1), date(2027, 7, 1), "half")
    found = analyse(Query(metrics=("revenue",), analysis="forecast", period=next_year), company, TODAY)
    assert found.columns[0].id == "month"
    assert sum(row[2] is not None for row in found.rows) == 6


def test_quarters_are_told_as_quarters(company: Dataset) -> None:
    quarter = Period(date(2026, 7, 1), date(2026, 10, 1), "quarter")
    found = analyse(Query(metrics=("revenue",), analysis="forecast", period=quarter), company, TODAY)
    assert found.columns[0].id == "quarter"
    assert [row[0] for row in found.rows if row[2] is not None] == [date(2026, 7, 1)]


def test_too_far_ahead_is_refused(company: Dataset) -> None:
    far = Period(date(2030, 1, 1), date(2031, 1, 1), "year")
    with pytest.raises(CannotAnswer, match="history_too_short"):
        analyse(Query(metrics=("revenue",), analysis="forecast", period=far), company, TODAY)


def test_the_past_cannot_be_forecast(company: Dataset) -> None:
    with pytest.raises(CannotAnswer, match="nothing_ahead"):
        past = Period(date(2025, 1, 1), date(2026, 1, 1), "year")
        analyse(Query(metrics=("revenue",), analysis="forecast", period=past), company, TODAY)


def test_one_figure_and_no_breakdown(company: Dataset) -> None:
    for query in (
        Query(metrics=("revenue", "cost"), analysis="forecast", period=SIX),
        Query(metrics=("revenue",), by=("area",), analysis="forecast", period=SIX),
    ):
        with pytest.raises(CannotAnswer, match="special_takes_less"):
            analyse(query, company, TODAY)


def season(size: float) -> list[float]:
    return [size * math.sin(2 * math.pi * i / 12) for i in range(60)]


def test_a_season_is_continued() -> None:
    past = [100 + s for s in season(20)][:48]
    told = best_forecast(past, 6, 12)
    assert told.values == pytest.approx([100 + s for s in season(20)][48:54], abs=2)
    assert told.error < 2


def test_a_trend_is_continued() -> None:
    told = best_forecast([10 + 3 * i for i in range(30)], 4, 0)
    assert told.values == pytest.approx([100, 103, 106, 109], abs=1e-6)


def test_a_growing_season_is_continued() -> None:
    series = [100 * 1.01**i * (1 + 0.3 * math.sin(2 * math.pi * i / 12)) for i in range(54)]
    told = best_forecast(series[:48], 6, 12)
    assert told.values == pytest.approx(series[48:], rel=0.06)


def test_a_constant_needs_no_more_than_its_last_value() -> None:
    told = best_forecast([5.0] * 20, 3, 12)
    assert told.values == (5.0, 5.0, 5.0)
    assert told.method == "last_value"
    assert told.errors == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize(("known", "steps", "season"), [(48, 6, 12), (26, 3, 12)])
def test_bands_hold_as_often_as_they_say(kind: str, known: int, steps: int, season: int) -> None:
    """Steps of one forecast go wrong together: a forecast counts once. Too narrow is told at one in a thousand."""
    dice, runs, inside = random.Random(f"{kind} {known}"), 24, {0.8: 0.0, 0.95: 0.0}
    for _ in range(runs):
        series = KINDS[kind](dice, known + steps)
        told = best_forecast(series[:known], steps, season)
        for actual, value, error in zip(series[known:], told.values, told.errors, strict=True):
            inside[0.8] += (abs(actual - value) <= told.reach_80 * error) / steps
            inside[0.95] += (abs(actual - value) <= told.reach_95 * error) / steps
    for often, count in inside.items():
        assert count >= runs * often - 3.1 * math.sqrt(runs * often * (1 - often))
    assert inside[0.8] < runs  # a band that always holds says nothing


def test_bands_hold_on_what_the_demo_kept_back(demo_dataset: Dataset) -> None:
    inside = total = 0
    for metric in ("revenue", "orders", "leads", "profit_margin", "csat", "tickets", "churn_rate"):
        period = Period(date(2023, 2, 1), date(2026, 11, 1), "month", 45)
        rows = answer(Query((metric,), by=("month",), period=period, analysis="trend"), demo_dataset, DEMO_DAY).rows
        values = [float(str(value)) for _, value in rows]
        for known in range(33, 43, 3):
            told = best_forecast(values[:known], 3, 12)
            for actual, value, error in zip(values[known:], told.values, told.errors, strict=False):
                total += 1
                inside += abs(actual - value) <= told.reach_80 * error
    assert 0.65 < inside / total < 0.97


def test_seasons_are_learned_only_where_two_of_them_are_known() -> None:
    for length in range(12, 40):
        told = best_forecast([100.0 + i % 12 for i in range(length)], 3, 12)
        assert len(told.values) == 3


def test_errors_never_shrink_with_distance() -> None:
    rng = random.Random(3)
    told = best_forecast([rng.gauss(50, 9) for _ in range(40)], 8, 12)
    assert list(told.errors) == sorted(told.errors)
