"""The shapes a sales company's figures have, within generous bounds."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

SALES = "orders JOIN order_lines USING (order_id)"


def test_the_funnel_narrows_as_it_should(demo: Any) -> None:
    leads, answered, qualified, opened, won = demo.rows(
        "SELECT count(*), count(first_response_at), count(qualified_at), "
        "count(*) FILTER (WHERE stage IN ('Opportunity', 'Proposal', 'Won')), count(converted_at) "
        "FROM leads WHERE created_at < DATE '2026-06-01'"
    )[0]
    assert 45_000 < demo.value("SELECT count(*) FROM leads") < 60_000 and leads > 40_000
    assert 0.20 < 1 - answered / leads < 0.26
    assert 0.23 < qualified / leads < 0.29
    assert 0.43 < opened / qualified < 0.58
    assert 0.19 < won / opened < 0.26


def test_sources_differ_search_referral_social_email(demo: Any) -> None:
    rates = dict(demo.rows("SELECT source, avg((converted_at IS NOT NULL)::INTEGER) FROM leads GROUP BY ALL"))
    order = ["Paid search", "Referral", "Website form", "Social media", "Email campaign"]
    assert sorted(order, key=lambda source: -rates[source]) == order


def test_the_quickly_answered_convert_two_to_three_times_as_often(demo: Any) -> None:
    quick, slow = demo.rows(
        "SELECT avg(won) FILTER (WHERE hours <= 1), avg(won) FILTER (WHERE hours > 4) FROM ("
        "SELECT date_diff('minute', created_at, first_response_at) / 60 AS hours, (converted_at IS NOT "
        "NULL)::INTEGER AS won FROM leads)"
    )[0]
    assert 1.8 < quick / slow < 3.4


def test_days_to_convert_have_a_long_tail(demo: Any) -> None:
    median, mean = demo.rows(
        "SELECT median(days), avg(days) FROM (SELECT date_diff('hour', created_at, converted_at) / 24 AS "
        "days FROM leads)"
    )[0]
    assert 10 < median < 18
    assert 32 < mean < 60


def test_leads_that_qualify_score_higher(demo: Any) -> None:
    qualified, others = demo.rows(
        "SELECT avg(score) FILTER (WHERE qualified_at IS NOT NULL), avg(score) FILTER (WHERE qualified_at "
        "IS NULL) FROM leads"
    )[0]
    assert qualified > others + 10
    assert 0.05 < demo.value("SELECT avg((score IS NULL)::INTEGER) FROM leads") < 0.15
    assert demo.rows("SELECT min(score) >= 0 AND max(score) <= 100 FROM leads") == [(True,)]


def test_business_deals_bunch_at_quarter_ends(demo: Any) -> None:
    share = demo.value(
        "SELECT avg((date_diff('day', closed_on, (date_trunc('quarter', closed_on) + INTERVAL 3 "
        "MONTH)::DATE) <= 10)::INTEGER) "
        "FROM opportunities WHERE stage = 'Won' AND segment <> 'Consumer'"
    )
    assert share > 1.6 * 10 / 91


def test_revenue_grows_and_one_quarter_falls(demo: Any) -> None:
    years = [
        r
        for _, r in demo.rows(
            f"SELECT year(ordered_at), sum(net_amount) FROM {SALES} WHERE year(ordered_at) < 2026 GROUP BY "
            f"ALL ORDER BY ALL"
        )
    ]
    for before, after in pairwise(years):
        assert 0.10 < float(after / before) - 1 < 0.26
    quarters = demo.rows(
        f"SELECT date_trunc('quarter', ordered_at)::DATE AS quarter, sum(net_amount) FROM {SALES} GROUP BY "
        f"ALL ORDER BY ALL"
    )[:-1]
    falling = [day for (day, now), (_, before) in zip(quarters[4:], quarters, strict=False) if now < before]
    assert falling == [demo.facts("falling_quarter")["starts_on"]]


def test_the_year_peaks_at_its_end_and_dips_at_nowruz(demo: Any) -> None:
    months = dict(
        demo.rows(f"SELECT month(ordered_at), sum(net_amount) FROM {SALES} WHERE year(ordered_at) < 2026 GROUP BY ALL")
    )
    assert max(months, key=lambda month: months[month]) == 12
    nowruz = "month(ordered_at) = 3 AND day(ordered_at) >= 21 OR month(ordered_at) = 4 AND day(ordered_at) <= 2"
    days = dict(
        demo.rows(
            f"SELECT {nowruz}, count(*) / count(DISTINCT ordered_at::DATE) FROM orders WHERE "
            f"month(ordered_at) IN (3, 4) GROUP BY ALL"
        )
    )
    assert days[True] < 0.7 * days[False]


def test_a_tenth_of_the_customers_brings_most_of_the_revenue(demo: Any) -> None:
    share = demo.value(
        "SELECT sum(revenue) FILTER (WHERE place <= 0.1) / sum(revenue) FROM (SELECT sum(net_amount) AS revenue, "
        f"percent_rank() OVER (ORDER BY sum(net_amount) DESC) AS place FROM {SALES} WHERE year(ordered_at) "
        f"= 2025 GROUP BY customer_id)"
    )
    assert 0.52 < share < 0.72


@pytest.mark.parametrize(
    ("segment", "low", "high"), [("Enterprise", 0.03, 0.08), ("Mid-market", 0.07, 0.14), ("Small business", 0.16, 0.25)]
)
def test_yearly_churn_by_segment(demo: Any, segment: str, low: float, high: float) -> None:
    rate = demo.value(
        "SELECT count(*) FILTER (WHERE ended_on < make_date(y::INTEGER + 1, 1, 1)) / count(*) "
        "FROM customer_spells JOIN customers USING (customer_id), range(2023, 2026) AS years(y) "
        "WHERE (started_on IS NULL OR started_on < make_date(y::INTEGER, 1, 1)) "
        f"AND (ended_on IS NULL OR ended_on >= make_date(y::INTEGER, 1, 1)) AND segment = '{segment}'"
    )
    assert low < rate < high


def test_why_customers_leave(demo: Any) -> None:
    shares = dict(
        demo.rows(
            "SELECT churn_reason, count(*) / sum(count(*)) OVER () FROM customer_spells WHERE ended_on IS "
            "NOT NULL GROUP BY ALL"
        )
    )
    for reason, share in {"Competitor": 0.33, "Product fit": 0.25, "Service": 0.17, "Price": 0.13}.items():
        assert abs(shares[reason] - share) < 0.05
    assert shares[None] > 0


def test_churn_follows_complaints(demo: Any) -> None:
    """Tickets a customer and day: in the hundred days before leaving for service, against all active days."""
    before = demo.value(
        "SELECT count(*) / (100.0 * (SELECT count(*) FROM customer_spells WHERE churn_reason = 'Service')) "
        "FROM tickets t JOIN customer_spells s USING (customer_id) "
        "WHERE churn_reason = 'Service' AND opened_at >= ended_on - 100 AND opened_at < ended_on"
    )
    usual = demo.value("SELECT count(*) / (1423.0 * 3300) FROM tickets")
    assert before > 1.5 * usual


def test_win_back_rate(demo: Any) -> None:
    assert 0.08 < demo.value("SELECT count(returned_on) / count(*) FROM win_back_contacts") < 0.15


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_two_in_five_reps_reach_their_quota(demo: Any, year: int) -> None:
    share = demo.value(
        "SELECT avg((coalesce(revenue, 0) >= quota)::INTEGER) FROM "
        f"(SELECT rep_id, sum(amount) AS quota FROM targets WHERE year(month) = {year} GROUP BY ALL) LEFT JOIN "
        f"(SELECT rep_id, sum(net_amount) AS revenue FROM {SALES} WHERE year(ordered_at) = {year} GROUP BY "
        f"ALL) USING (rep_id)"
    )
    assert 0.33 < share < 0.53


def test_most_customers_are_content(demo: Any) -> None:
    assert 0.85 < demo.value("SELECT avg((score >= 4)::INTEGER) FROM satisfaction_responses") < 0.91
    assert demo.rows("SELECT min(score), max(score) FROM satisfaction_responses") == [(1, 5)]


def test_margins_discounts_and_returns_are_plausible(demo: Any) -> None:
    margin, discount, returned = demo.rows(
        "SELECT sum(net_amount - cost_amount) / sum(net_amount), sum(discount_amount) / sum(gross_amount), "
        "count(*) FILTER (WHERE quantity < 0) / count(*) FROM order_lines"
    )[0]
    assert 0.25 < margin < 0.45 and 0.04 < discount < 0.12 and 0.01 < returned < 0.05


def test_every_band_of_purchase_frequency_is_there_for_every_segment(demo: Any) -> None:
    bands = demo.rows(
        "SELECT segment, CASE WHEN n IS NULL THEN 0 WHEN n = 1 THEN 1 WHEN n <= 3 THEN 2 WHEN n <= 9 THEN 4 "
        "ELSE 10 END AS band, count(*) "
        "FROM customers LEFT JOIN (SELECT customer_id, count(*) AS n FROM orders WHERE ordered_at >= DATE "
        "'2025-11-24' GROUP BY ALL) USING (customer_id) "
        "WHERE churned_on IS NULL GROUP BY ALL"
    )
    assert len(bands) == 4 * 5


def test_a_few_old_customers_have_no_date(demo: Any) -> None:
    assert 0 < demo.value("SELECT avg((acquired_on IS NULL)::INTEGER) FROM customers") < 0.03
