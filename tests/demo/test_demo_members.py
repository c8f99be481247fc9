"""The members that must exist, with names that tell them apart."""

from __future__ import annotations

from typing import Any

import pytest

QUARTERS = "SELECT DISTINCT date_trunc('quarter', {column}) FROM {table} WHERE rep_id = 1 {where}"


def members(demo: Any, table: str, column: str) -> set[str | None]:
    return {value for (value,) in demo.rows(f"SELECT DISTINCT {column} FROM {table}")}


def test_territories_are_the_provinces(demo: Any) -> None:
    assert demo.value("SELECT count(*) FROM territories") == 31
    assert demo.rows("SELECT name, name_fa, region FROM territories WHERE code = 'IR-07'") == [
        ("Tehran", "تهران", "Central")
    ]
    assert members(demo, "territories", "region") == {"North", "South", "East", "West", "Central"}
    for table in ("customers", "leads", "orders", "opportunities", "targets", "budgets", "goals", "marketing_spend"):
        assert len(members(demo, table, "territory_id")) == 31, table


@pytest.mark.parametrize(
    ("table", "column", "where"),
    [("orders", "ordered_at", ""), ("opportunities", "closed_on", "AND stage = 'Won'"), ("leads", "created_at", "")],
)
def test_sara_ahmadi_works_every_quarter(demo: Any, table: str, column: str, where: str) -> None:
    assert demo.rows("SELECT name, name_fa, ended_on FROM reps WHERE rep_id = 1") == [
        ("Sara Ahmadi", "سارا احمدی", None)
    ]
    assert len(demo.rows(QUARTERS.format(table=table, column=column, where=where))) == 16


def test_pars_foods_is_talked_to_through_the_year(demo: Any) -> None:
    assert demo.rows("SELECT name_fa, vertical FROM customers WHERE name = 'Pars Foods'") == [
        ("صنایع غذایی پارس", "Food")
    ]
    talks = demo.rows(
        "SELECT month(occurred_at), count(*) FROM interactions JOIN customers USING (customer_id) "
        "WHERE name = 'Pars Foods' AND year(occurred_at) = 2026 GROUP BY ALL"
    )
    assert len(talks) == 11 and sum(count for _, count in talks) >= 30
    kinds = "SELECT DISTINCT kind FROM interactions JOIN customers USING (customer_id) WHERE name = 'Pars Foods'"
    assert {kind for (kind,) in demo.rows(kinds)} == {"Email", "Call", "Meeting", "Ticket"}


def test_categories_are_the_ones_the_schema_names(demo: Any) -> None:
    channels = {"Website form", "Social media", "Email campaign", "Trade show", "Referral", "Paid search"}
    verticals = {
        "Food",
        "Retail",
        "Manufacturing",
        "Healthcare",
        "Finance",
        "Construction",
        "Education",
        "Technology",
        None,
    }
    segments = {"Small business", "Mid-market", "Enterprise", "Consumer"}
    ages = {"18–24", "25–34", "35–44", "45–54", "55–64", "65+", None}
    for table, channel in (("leads", "source"), ("customers", "acquisition_channel")):
        assert members(demo, table, channel) == channels
        assert members(demo, table, "vertical") == verticals
        assert members(demo, table, "segment") == segments
        assert members(demo, table, "age_group") == ages
        assert members(demo, table, "gender") == {"Female", "Male", "Other", None}
        assert members(demo, table, "education") == {
            "High school",
            "Associate",
            "Bachelor",
            "Master",
            "Doctorate",
            None,
        }
    assert members(demo, "campaigns", "marketing_channel") == channels
    assert members(demo, "orders", "sales_channel") == {"Online", "Retail", "Wholesale", "Agency"}
    assert members(demo, "subscriptions", "plan") == {"Basic", "Standard", "Professional", "Enterprise"}
    assert members(demo, "budgets", "category") == {"Marketing", "Sales", "Resources"}
    assert members(demo, "tickets", "status") == {"Open", "Pending", "Resolved"}
    assert members(demo, "opportunities", "stage") == {"Discovery", "Proposal", "Negotiation", "Won", "Lost"}
    assert members(demo, "leads", "stage") == {"Lead", "Contacted", "Qualified", "Opportunity", "Proposal", "Won"}


def test_the_sizes_of_the_small_tables(demo: Any) -> None:
    assert 55 <= demo.value("SELECT count(*) FROM reps") <= 70
    assert demo.value("SELECT count(*) FROM teams") == 8
    assert demo.value("SELECT count(*) FROM products") == 40
    assert demo.value("SELECT count(DISTINCT category) FROM products") == 8
    assert demo.value("SELECT count(DISTINCT product_type) FROM products") == 2
    assert 28 <= demo.value("SELECT count(*) FROM campaigns WHERE kind = 'Acquisition'") <= 40
    assert demo.value("SELECT count(DISTINCT year(starts_on)) FROM campaigns WHERE kind = 'Win-back'") == 4


def test_reps_leave_and_change_teams_and_each_fact_keeps_the_team_of_its_day(demo: Any) -> None:
    assert demo.value("SELECT count(*) FROM reps WHERE ended_on IS NOT NULL") >= 8
    moved = demo.rows(
        "SELECT rep_id, count(DISTINCT team_id) FROM orders GROUP BY ALL HAVING count(DISTINCT team_id) > 1"
    )
    assert len(moved) == 3
    now = (
        "SELECT arg_max(o.team_id, ordered_at) = any_value(r.team_id) "
        "FROM orders o JOIN reps r USING (rep_id) GROUP BY rep_id"
    )
    assert all(same for (same,) in demo.rows(now))


def test_customer_names_tell_almost_all_apart(demo: Any) -> None:
    total, english, persian = demo.rows(
        "SELECT count(*), count(DISTINCT name), count(DISTINCT name_fa) FROM customers"
    )[0]
    assert english > 0.98 * total and persian > 0.98 * total
    assert (
        demo.value(
            "SELECT count(*) FROM customers JOIN reps ON customers.name = reps.name OR customers.name_fa = reps.name_fa"
        )
        == 0
    )
