"""The chart of every acceptance question, from the shape of its query alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from charts.choose import choose
from queries.query import Compare, Filter, Period, Query, Rank
from tests.charts.company import catalogue, members

CATALOGUE, MEMBERS = catalogue(), members()

THIS_YEAR = Period(date(2026, 1, 1), date(2026, 11, 24), "year")
LAST_YEAR = Period(date(2025, 1, 1), date(2026, 1, 1), "year")
THIS_QUARTER = Period(date(2026, 10, 1), date(2026, 11, 24), "quarter")
LAST_QUARTER = Period(date(2026, 7, 1), date(2026, 10, 1), "quarter")
LAST_MONTH = Period(date(2026, 10, 1), date(2026, 11, 1), "month")
LAST_WEEK = Period(date(2026, 11, 16), date(2026, 11, 23), "week")


def months(n: int) -> Period:
    whole = 2026 * 12 + 10 - n
    return Period(date(whole // 12, whole % 12 + 1, 1), date(2026, 11, 1), "month", n)


def q(metrics: str, by: str = "", period: Period | None = THIS_YEAR, **more: object) -> Query:
    return Query(tuple(metrics.split()), tuple(by.split()), period=period, **more)  # type: ignore[arg-type]


TOP10, TOP = Rank("top", 10), Rank("top")
YEAR_BEFORE = Compare("previous_year")
TEHRAN = (Filter("territory", "in", ("Tehran",)),)
NORTH_SOUTH = (Filter("region", "in", ("North", "South")),)

# (item, query, chart): as dashboards.yaml expects
ACCEPTANCE = [
    ("S1", q("revenue", period=THIS_QUARTER), "card"),
    ("S2", q("revenue", "territory", LAST_QUARTER, chart="map"), "map"),
    ("S3", q("", "marketing_channel", LAST_QUARTER, analysis="funnel", funnel="sales"), "funnel"),
    ("S3", q("", "", analysis="funnel", funnel="sales"), "funnel"),
    ("S4", q("revenue deals_won", "rep", rank=TOP10), "leaderboard"),
    ("S4", q("deals_won", "team", THIS_QUARTER, rank=TOP), "leaderboard"),
    ("S5", q("revenue", "product", chart="treemap"), "treemap"),
    ("S6", q("revenue revenue_target target_attainment", "month"), "target_bars"),
    ("S7", q("customer_acquisition_cost", "campaign", LAST_QUARTER), "bars"),
    ("S7", q("customer_acquisition_cost", "territory", LAST_QUARTER), "bars"),
    ("S8", q("customer_lifetime_value", "segment", None), "bars"),
    ("S8", q("customer_lifetime_value", "", None), "card"),
    ("S9", q("revenue", "month", months(24)), "line"),
    ("S9", q("revenue", "quarter", months(36)), "line"),
    ("S10", q("revenue", "sales_channel", LAST_MONTH), "bars"),
    ("S11", q("revenue deals_won", "", THIS_QUARTER, analysis="scorecard", scorecard="rep"), "scorecard"),
    ("S12", q("revenue", "month", analysis="forecast"), "forecast"),
    ("S13", q("retention_rate", "quarter", months(24)), "line"),
    ("S14", q("revenue", "customer_type month"), "stacked_bars"),
    ("S15", q("profit_margin", "product", rank=TOP10), "leaderboard"),
    ("S16", q("revenue", "category", compare=YEAR_BEFORE), "grouped_bars"),
    ("S17", q("revenue", "day", LAST_WEEK), "bars"),
    ("S17", q("revenue", "week", Period(date(2026, 8, 31), date(2026, 11, 23), "week", 12)), "bars"),
    ("S17", q("revenue", "month"), "bars"),
    ("S18", q("revenue", "vertical", THIS_QUARTER), "bars"),
    ("S19", q("revenue profit_margin orders", "segment"), "small_multiples"),
    ("L1", q("leads", "", LAST_MONTH), "card"),
    ("L2", q("leads", "lead_source", LAST_QUARTER), "bars"),
    ("L3", q("lead_score", "lead_source", THIS_QUARTER), "bars"),
    ("L4", q("lead_conversion_rate", "marketing_channel", LAST_MONTH), "bars"),
    ("L5", q("", "", analysis="funnel", funnel="lead"), "funnel"),
    ("L6", q("time_to_convert", "month"), "line"),
    ("L7", q("lead_conversion_rate", "age_group gender"), "grouped_bars"),
    ("L7", q("lead_conversion_rate", "education"), "bars"),
    ("L7", q("lead_conversion_rate", "territory"), "bars"),
    ("L8", q("lead_conversion_rate", "rep", LAST_QUARTER), "leaderboard"),
    ("L8", q("lead_conversion_rate", "team", LAST_QUARTER), "leaderboard"),
    ("L9", q("lost_leads", "lost_reason", LAST_QUARTER), "pareto"),
    ("L10", q("lead_response_time", "team", LAST_MONTH), "bars"),
    ("L11", q("lead_retention_rate", "quarter", months(12)), "line"),
    ("L12", q("lead_conversion_rate", "", analysis="forecast"), "forecast"),
    ("C1", q("customers churn_rate", "", analysis="scorecard", scorecard="customers"), "scorecard"),
    ("C2", q("customers", "segment purchase_frequency", None), "heatmap"),
    ("C2", q("customers", "age_group gender", None), "grouped_bars"),
    ("C3", q("", "", analysis="timeline"), "timeline"),
    ("C4", q("lead_conversion_rate", "", LAST_MONTH), "card"),
    ("C5", q("csat", "month"), "line"),
    ("C6", q("first_response_time resolution_rate csat", "month"), "small_multiples"),
    ("C7", q("revenue", "product", LAST_MONTH, rank=TOP10), "leaderboard"),
    ("C8", q("new_customers", "acquisition_channel"), "bars"),
    ("C9", q("churned_customers", "churn_reason"), "pareto"),
    ("C10", q("customers", "territory", None, chart="map"), "map"),
    ("T1", q("revenue customers average_deal_size", "territory", THIS_QUARTER), "table"),
    ("T1", q("revenue customers average_deal_size", "territory", analysis="scorecard"), "table"),
    ("T2", q("lead_conversion_rate", "territory", chart="map"), "map"),
    ("T2", q("revenue", "territory", chart="map", compare=YEAR_BEFORE, transforms=("change",)), "map"),
    ("T2", q("revenue", "territory", chart="map"), "map"),
    ("T3", q("revenue", "territory month", months(12)), "lines"),
    ("T4", q("revenue win_rate customers", "region", filters=NORTH_SOUTH), "small_multiples"),
    ("T5", q("revenue", "territory", compare=YEAR_BEFORE, transforms=("change",)), "change_bars"),
    ("T6", q("customers", "territory", None), "bars"),
    ("T7", q("revenue", "category territory"), "heatmap"),
    ("T8", q("revenue revenue_target target_attainment", "territory", THIS_QUARTER), "target_bars"),
    ("T9", q("revenue", "territory month", chart="heatmap"), "heatmap"),
    ("T10", q("customers", "age_group", None, filters=TEHRAN), "bars"),
    ("T11", q("revenue", "territory rep", THIS_QUARTER, rank=Rank("top", within="territory")), "table"),
    ("T12", q("budget", "territory budget_category"), "stacked_bars"),
    ("T13", q("", "", analysis="goals"), "goals"),
    ("X1", q("churn_rate", "month", months(24)), "line"),
    ("X2", q("churn_rate", "plan"), "bars"),
    ("X2", q("churn_rate", "age_group"), "bars"),
    ("X2", q("churn_rate", "territory"), "bars"),
    ("X3", q("churned_customers", "churn_reason", LAST_QUARTER), "pareto"),
    ("X4", q("churn_rate", "", analysis="forecast"), "forecast"),
    ("X5", q("lost_mrr revenue_at_risk", "segment"), "grouped_bars"),
    ("X6", q("churned_customers", "", analysis="profile"), "profile"),
    ("X7", q("win_back_contacted win_back_customers win_back_rate win_back_revenue", "campaign"), "table"),
]


@pytest.mark.parametrize(
    ("item", "query", "chart"), ACCEPTANCE, ids=[f"{i}-{n}" for n, (i, *_) in enumerate(ACCEPTANCE)]
)
def test_each_acceptance_question_gets_its_chart(item: str, query: Query, chart: str) -> None:
    assert choose(query, CATALOGUE, MEMBERS) == chart


@pytest.mark.parametrize(
    ("query", "chart"),
    [
        (q("revenue", "team"), "leaderboard"),  # what teams are praised for
        (q("lead_conversion_rate", "territory gender"), "heatmap"),  # a rate cannot be stacked
        (q("lead_conversion_rate", "age_group education"), "heatmap"),
        (q("customers", "month"), "line"),  # a stock is no sum of months
        (q("revenue", "month", compare=YEAR_BEFORE), "line"),
        (q("revenue", "weekday"), "bars"),
        (q("revenue", "weekday hour"), "heatmap"),
        (q("lead_conversion_rate", "customer_type month"), "lines"),
        (q("revenue", "day", LAST_MONTH), "line"),
        (q("revenue", "year", Period(date(2021, 1, 1), date(2026, 1, 1), "year", 5)), "bars"),
        (q("revenue revenue_target"), "card"),
        (q("revenue orders"), "scorecard"),
        (q("revenue", compare=Compare("target")), "card"),
        (q("revenue", "territory", compare=Compare("target")), "target_bars"),
        (q("revenue revenue_target orders", "territory"), "table"),
        (q("churn_rate", "churn_reason"), "bars"),  # shares of a rate do not cumulate
        (q("revenue", "territory category month"), "table"),
    ],
)
def test_other_shapes(query: Query, chart: str) -> None:
    assert choose(query, CATALOGUE, MEMBERS) == chart


@pytest.mark.parametrize(
    ("query", "wish", "chart"),
    [
        (q("revenue", "sales_channel"), "pie", "pie"),
        (q("lead_conversion_rate", "sales_channel"), "pie", "bars"),  # rates make no whole
        (q("revenue", "sales_channel"), "line", "bars"),  # no time to run along
        (q("revenue", "month"), "line", "line"),
        (q("revenue", "territory month", months(12)), "line", "lines"),
        (q("revenue"), "bars", "card"),
        (q("revenue", "rep"), "bars", "bars"),
        (q("revenue", "month", months(24)), "bars", "bars"),
        (q("revenue", "segment"), "map", "bars"),  # has no boundary
        (q("revenue", "category territory"), "treemap", "treemap"),
        (q("revenue", "month"), "treemap", "bars"),
        (q("revenue revenue_target", "month"), "bars", "target_bars"),
        (q("lead_conversion_rate", "age_group gender"), "stacked_bars", "grouped_bars"),
        (q("revenue", "month"), "table", "table"),
        (q("", "", analysis="funnel"), "pie", "funnel"),
    ],
)
def test_the_persons_word_wins_where_it_can_be_drawn(query: Query, wish: str, chart: str) -> None:
    assert choose(replace(query, chart=wish), CATALOGUE, MEMBERS) == chart  # type: ignore[arg-type]


def test_areas_are_not_drawn_of_negative_parts() -> None:
    from tests.charts.answers import breakdown

    query = replace(q("revenue", "segment"), chart="pie")
    assert choose(query, CATALOGUE, MEMBERS, breakdown(query, {"A": 5.0, "B": -1.0})) == "bars"
    assert choose(query, CATALOGUE, MEMBERS, breakdown(query, {"A": 5.0, "B": 1.0})) == "pie"
