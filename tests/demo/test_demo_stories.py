"""Each planted story can be found in the data by asking the data, not the truth."""

from __future__ import annotations

from datetime import date
from typing import Any

SALES = "orders JOIN order_lines USING (order_id)"


def test_the_territory_of_the_reps_who_left_falls_more_than_any_other_large_one(demo: Any) -> None:
    facts = demo.facts("reps_leave")
    assert len(facts["reps"]) == 2
    changes = demo.rows(
        "SELECT name, sum(net_amount) FILTER (WHERE ordered_at >= DATE '2026-07-01') - "
        "sum(net_amount) FILTER (WHERE ordered_at < DATE '2026-07-01') AS change "
        f"FROM {SALES} JOIN territories USING (territory_id) "
        "WHERE ordered_at >= DATE '2026-04-01' AND ordered_at < DATE '2026-10-01' GROUP BY ALL ORDER BY change"
    )
    assert facts["territory"] in [name for name, _ in changes[:3]]
    assert facts["change"] < -0.25
    assert demo.rows(
        "SELECT name FROM reps WHERE ended_on BETWEEN DATE '2026-07-01' AND DATE '2026-09-30' ORDER BY 1"
    ) == sorted((rep["name"],) for rep in facts["reps"])


def test_the_price_rise_drives_small_businesses_away(demo: Any) -> None:
    facts = demo.facts("price_rise")
    assert facts["price_after"] / facts["price_before"] > 1.25 and facts["raised_on"] == date(2026, 6, 1)
    assert 2 < facts["times"] < 5
    others = dict(
        demo.rows(
            "SELECT ended_on >= DATE '2026-07-01', count(*) / any_value(CASE WHEN ended_on >= DATE "
            "'2026-07-01' THEN 1.0 ELSE 8.0 END) "
            "FROM customer_spells JOIN customers USING (customer_id) WHERE churn_reason = 'Price' AND "
            "segment <> 'Small business' "
            "AND ended_on >= DATE '2024-07-01' AND ended_on < DATE '2026-10-01' GROUP BY ALL"
        )
    )
    assert others[True] < 2 * others[False]


def test_the_support_migration_dents_satisfaction_and_it_recovers(demo: Any) -> None:
    facts = demo.facts("support_migration")
    assert facts["csat_during"] < facts["csat_before"] - 0.12
    assert facts["first_response_hours_during"] > 2 * facts["first_response_hours_before"]
    months = dict(
        demo.rows(
            "SELECT month(responded_at), avg((score >= 4)::INTEGER) FROM satisfaction_responses WHERE "
            "year(responded_at) = 2026 GROUP BY ALL"
        )
    )
    assert min(months, key=lambda month: months[month]) == 5
    assert min(months[1], months[9]) > months[5] + 0.08


def test_the_cheap_campaign_converts_nobody(demo: Any) -> None:
    facts = demo.facts("giveaway")
    assert facts["leads"] > 500 and facts["converted"] == 0
    assert facts["cost_per_lead"] < facts["cost_per_lead_of_the_others"] / 8
    acquired = f"SELECT count(*) FROM customers WHERE campaign_id = {facts['campaign_id']}"
    assert demo.value(acquired) == 0
    others = demo.value(
        f"SELECT min(n) FROM (SELECT count(*) AS n FROM customers JOIN campaigns USING (campaign_id) WHERE "
        f"campaign_id <> {facts['campaign_id']} GROUP BY campaign_id)"
    )
    assert others > 0


def test_the_territory_over_its_budget_earns_most_for_it(demo: Any) -> None:
    facts = demo.facts("over_budget")
    assert facts["place_by_return"] == facts["place_by_utilisation"] == 1
    assert facts["budget_utilisation"] > 1.08
    now = demo.rows(
        "SELECT territory_id FROM (SELECT territory_id, sum(spent) AS spent FROM budgets WHERE year(month) "
        "= 2026 GROUP BY ALL) "
        f"JOIN (SELECT territory_id, sum(net_amount) AS revenue FROM {SALES} WHERE year(ordered_at) = 2026 "
        f"GROUP BY ALL) USING (territory_id) "
        "ORDER BY revenue / spent DESC LIMIT 1"
    )
    assert now == [(facts["territory_id"],)]


def test_weekend_leads_wait_and_convert_less(demo: Any) -> None:
    facts = demo.facts("weekend_answers")
    assert facts["median_hours_at_weekends"] > 3 * facts["median_hours_on_weekdays"]
    assert facts["conversion_at_weekends"] < 0.7 * facts["conversion_on_weekdays"]
    slowest = demo.rows(
        "SELECT dayname(created_at) FROM leads GROUP BY ALL ORDER BY median(date_diff('minute', created_at, "
        "first_response_at)) DESC LIMIT 2"
    )
    assert {day for (day,) in slowest} == set(facts["weekend"])


def test_the_big_customer_leaves_and_comes_back(demo: Any) -> None:
    facts = demo.facts("big_customer")
    spells = demo.rows(
        f"SELECT started_by, ended_on FROM customer_spells WHERE customer_id = {facts['customer_id']} ORDER BY spell_id"
    )
    assert spells == [("Acquired", facts["left_on"]), ("Won back", None)]
    assert facts["revenue_while_away"] == 0 and facts["revenue_since"] > 0
    largest = demo.rows(
        f"SELECT customer_id FROM {SALES} WHERE ordered_at >= DATE '{facts['left_on']}' - 365 AND "
        f"ordered_at < DATE '{facts['left_on']}' "
        "GROUP BY ALL ORDER BY sum(net_amount) DESC LIMIT 5"
    )
    assert (facts["customer_id"],) in largest
    assert demo.value(f"SELECT churned_on FROM customers WHERE customer_id = {facts['customer_id']}") is None
