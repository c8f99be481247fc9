"""The demo catalogue: every figure and breakdown by its fixed id, words in both languages, what may be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from queries.catalogue.load import load_catalogue
from queries.catalogue.model import Catalogue, Words
from queries.query import BUCKETS, CYCLES

WORKSPACE = Path(__file__).parents[2] / "data" / "demo" / "workspace"

METRICS = """
revenue orders units_sold average_order_value gross_profit profit_margin discount_amount discount_rate buying_customers
revenue_per_customer revenue_target target_attainment deals_created deals_won deals_lost win_rate bookings
average_deal_size sales_cycle lost_value pipeline leads qualified_leads lead_score converted_leads
lead_conversion_rate time_to_convert lead_response_time lost_leads lead_retention_rate marketing_spend
new_customers customer_acquisition_cost cost_per_lead customers churned_customers churn_rate retention_rate
mrr lost_mrr lost_annual_revenue revenue_at_risk customer_lifetime_value interactions csat csat_score tickets
first_response_time resolution_time tickets_resolved resolution_rate budget budget_spent budget_utilisation
win_back_contacted win_back_customers win_back_rate win_back_revenue
"""

DIMENSIONS = """
territory region team rep sales_channel marketing_channel lead_source acquisition_channel campaign product
category product_type customer contact segment vertical customer_type purchase_frequency age_group gender
education plan lead_stage deal_stage lost_reason churn_reason interaction_kind ticket_status budget_category
"""

ASKED = {
    "revenue": "territory rep product category month quarter customer_type sales_channel day vertical segment region",
    "deals_won": "rep team",
    "revenue_target": "month territory",
    "target_attainment": "month territory rep",
    "customer_acquisition_cost": "campaign territory marketing_channel",
    "customer_lifetime_value": "segment territory",
    "retention_rate": "quarter segment",
    "profit_margin": "product segment",
    "orders": "segment product",
    "leads": "lead_source marketing_channel territory",
    "lead_score": "lead_source",
    "lead_conversion_rate": "marketing_channel age_group gender education territory rep team",
    "time_to_convert": "month",
    "lost_leads": "lost_reason",
    "lead_response_time": "team",
    "lead_retention_rate": "quarter",
    "customers": "segment purchase_frequency age_group gender territory region rep team",
    "csat": "month",
    "first_response_time": "month",
    "resolution_rate": "month",
    "new_customers": "acquisition_channel campaign",
    "churned_customers": "churn_reason rep team",
    "win_rate": "region rep",
    "average_deal_size": "territory",
    "budget": "territory budget_category",
    "churn_rate": "month plan age_group territory",
    "lost_mrr": "segment plan churn_reason",
    "revenue_at_risk": "segment plan",
    "win_back_contacted": "campaign",
    "win_back_customers": "campaign",
    "win_back_rate": "campaign",
    "win_back_revenue": "campaign",
    "deals_created": "rep team deal_stage",
    "pipeline": "deal_stage rep",
    "mrr": "plan",
}

REFUSED = {
    "revenue": "churn_reason lost_reason lead_stage ticket_status budget_category contact",
    "churn_rate": "churn_reason product weekday",
    "win_rate": "deal_stage age_group product",
    "lead_conversion_rate": "lead_stage customer product",
    "marketing_spend": "segment rep hour",
    "customer_acquisition_cost": "segment rep",
    "budget": "rep hour weekday",
    "target_attainment": "product weekday",
    "customers": "product sales_channel churn_reason",
    "leads": "customer churn_reason plan",
}


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    return load_catalogue(WORKSPACE)


def test_every_figure_is_there(demo: Catalogue) -> None:
    assert {m for m, metric in demo.metrics.items() if not metric.hidden} == set(METRICS.split())


def test_every_breakdown_is_there(demo: Catalogue) -> None:
    assert set(demo.dimensions) == set(DIMENSIONS.split())


@pytest.mark.parametrize("metric", ASKED)
def test_asked_breakdowns_are_allowed(demo: Catalogue, metric: str) -> None:
    assert set(ASKED[metric].split()) <= demo.metrics[metric].dimensions


@pytest.mark.parametrize("metric", REFUSED)
def test_breakdowns_without_a_meaning_are_refused(demo: Catalogue, metric: str) -> None:
    assert not set(REFUSED[metric].split()) & demo.metrics[metric].dimensions


def test_goals_units_and_directions(demo: Catalogue) -> None:
    assert demo.metrics["revenue"].goal == "revenue_target"
    assert demo.metrics["revenue"].attainment == "target_attainment"
    assert demo.metrics["churn_rate"].good == "down"
    assert demo.metrics["time_to_convert"].unit == "days"
    assert demo.metrics["customers"].default_period == "now"


def test_a_word_means_the_channel_of_its_metric(demo: Catalogue) -> None:
    def channel(metric: str) -> str:
        return demo.metrics[metric].prefers["channel"]

    assert channel("revenue") == "sales_channel"
    assert {channel(m) for m in ("leads", "marketing_spend", "lead_conversion_rate")} == {"marketing_channel"}
    assert channel("customers") == channel("new_customers") == "acquisition_channel"


def every_words(demo: Catalogue) -> list[tuple[str, Words]]:
    named = [(f"metric {m.id}", m.words) for m in demo.metrics.values()]
    named += [(f"dimension {d.id}", d.words) for d in demo.dimensions.values()]
    named += [(f"generic {g.id}", g.words) for g in demo.generics.values()]
    named += [(f"word {c.id}", c.words) for c in demo.conditions.values()]
    named += [(f"member {m.value} of {d.id}", m.words) for d in demo.dimensions.values() for m in d.members]
    for things in (demo.funnels, demo.scorecards, demo.timelines, demo.profiles, demo.dashboards):
        named += [(thing.id, thing.words) for thing in things.values()]
    return named + [(s.id, s.words) for f in demo.funnels.values() for s in f.stages]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_everything_has_a_name_in_both_languages(demo: Catalogue, language: str) -> None:
    assert [what for what, words in every_words(demo) if not words.label.get(language)] == []


@pytest.mark.parametrize("language", ["en", "fa"])
def test_figures_and_breakdowns_have_other_names_and_a_description(demo: Catalogue, language: str) -> None:
    shown = [m for m in demo.metrics.values() if not m.hidden]
    things = [*shown, *demo.dimensions.values()]
    assert [t.id for t in things if not t.words.synonyms.get(language)] == []
    assert [t.id for t in [*things, *demo.metrics.values()] if not t.words.description.get(language)] == []


def test_persian_names_are_persian(demo: Catalogue) -> None:
    latin = {what for what, words in every_words(demo) if words.label["fa"].isascii()}
    assert latin == set()


def test_dashboards_ask_all_items_in_both_languages(demo: Catalogue) -> None:
    assert list(demo.dashboards) == ["sales", "leads", "crm", "territory", "churn"]
    items = [item for dashboard in demo.dashboards.values() for item in dashboard.items]
    assert len(items) == 61
    assert all(item["id"] and item["en"] and item["fa"] for item in items)


def test_funnels_go_from_first_contact_to_customer(demo: Catalogue) -> None:
    assert [s.id for s in demo.funnels["sales"].stages] == ["lead", "qualified_lead", "opportunity", "proposal", "won"]
    assert [s.id for s in demo.funnels["lead"].stages] == ["awareness", "consideration", "decision", "customer"]


def test_times_never_reach_a_stock_as_cycles(demo: Catalogue) -> None:
    for metric in ("customers", "mrr", "pipeline", "revenue_at_risk", "customer_lifetime_value", "churn_rate"):
        assert set(BUCKETS) <= demo.metrics[metric].dimensions
        assert not set(CYCLES) & demo.metrics[metric].dimensions
