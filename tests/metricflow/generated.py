"""Queries generated from a seed over what both the demo catalogue and the MetricFlow manifest express."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from queries.query import Filter, FilterOp, Period, Query, Unit, plain_analysis

MEMBERS: dict[str, tuple[str, ...]] = {
    "segment": ("Small business", "Mid-market", "Enterprise", "Consumer"),
    "vertical": ("Food", "Retail", "Manufacturing", "Healthcare", "Finance"),
    "region": ("North", "South", "East", "West", "Central"),
    "sales_channel": ("Online", "Retail", "Wholesale", "Agency"),
    "customer_type": ("New", "Existing"),
    "marketing_channel": ("Website form", "Social media", "Email campaign", "Trade show", "Referral"),
    "lead_source": ("Website form", "Social media", "Paid search"),
    "budget_category": ("Marketing", "Sales", "Resources"),
    "interaction_kind": ("Email", "Call", "Meeting", "Ticket"),
    "plan": ("Basic", "Standard", "Professional"),
}
# Periods with the grains they are made of: MetricFlow widens a period to whole grains, we do not.
PERIODS: tuple[tuple[str, str, Unit, int, tuple[str, ...]], ...] = (
    ("2025-01-01", "2026-01-01", "year", 1, ("month", "quarter", "year")),
    ("2026-07-01", "2026-10-01", "quarter", 1, ("month", "quarter")),
    ("2026-10-01", "2026-11-01", "month", 1, ("month",)),
    ("2024-11-01", "2026-11-01", "month", 24, ("month",)),
    ("2026-09-14", "2026-11-16", "week", 9, ("week", "day")),
)


@dataclass(frozen=True)
class Model:
    """Metrics that share breakdowns, and MetricFlow's name of each breakdown."""

    metrics: tuple[str, ...]
    names: dict[str, str]


_TERRITORY = {"territory": "territory__territory_name", "region": "territory__region"}
_SELLER = {"rep": "rep__rep_name", "team": "team__team_name"}
_CUSTOMER = {"segment": "customer__segment", "vertical": "customer__vertical", "plan": "customer__plan"}

MODELS: tuple[Model, ...] = (
    Model(
        (
            "revenue", "gross_profit", "units_sold", "average_order_value", "profit_margin", "discount_rate",
            "buying_customers", "revenue_per_customer", "orders",
        ),
        {
            **_TERRITORY, **_SELLER, "sales_channel": "line__sales_channel", "customer_type": "line__customer_type",
            "segment": "customer__segment", "vertical": "customer__vertical",
        },
    ),
    Model(
        ("revenue", "gross_profit", "units_sold", "profit_margin", "discount_rate"),
        {"product": "product__product_name", "category": "product__category", "product_type": "product__product_type"},
    ),
    Model(
        ("leads", "qualified_leads", "converted_leads", "lead_score", "lead_response_time", "lead_conversion_rate"),
        {
            **_TERRITORY, **_SELLER, "lead_source": "lead__source", "age_group": "lead__age_group",
            "gender": "lead__gender", "education": "lead__education", "segment": "lead__segment",
            "vertical": "lead__vertical", "campaign": "campaign__campaign_name",
        },
    ),
    Model(("lost_leads", "time_to_convert"), {**_TERRITORY, **_SELLER, "lead_source": "lead__source"}),
    Model(
        (
            "deals_created", "deals_won", "deals_lost", "win_rate", "bookings", "average_deal_size", "sales_cycle",
            "lost_value",
        ),
        {
            **_TERRITORY, **_SELLER, "segment": "opportunity__segment", "vertical": "opportunity__vertical",
            "marketing_channel": "opportunity__marketing_channel",
        },
    ),
    Model(
        ("marketing_spend",),
        {**_TERRITORY, "campaign": "campaign__campaign_name", "marketing_channel": "campaign__channel"},
    ),
    Model(("cost_per_lead", "customer_acquisition_cost"), {**_TERRITORY, "campaign": "campaign__campaign_name"}),
    Model(
        ("budget", "budget_spent", "budget_utilisation"), {**_TERRITORY, "budget_category": "budget_line__category"}
    ),
    Model(
        ("tickets", "first_response_time", "resolution_time", "resolution_rate", "csat", "csat_score"), _CUSTOMER
    ),
    Model(("interactions",), {"rep": "rep__rep_name", "interaction_kind": "interaction__kind", **_CUSTOMER}),
    Model(("new_customers",), {**_TERRITORY, "rep": "rep__rep_name", "segment": "customer__segment"}),
)  # fmt: skip


def generated(seed: int, each: int) -> list[tuple[Query, dict[str, str]]]:
    """`each` queries of every model, all different, the same for the same seed."""
    dice = random.Random(seed)
    found: dict[Query, dict[str, str]] = {}
    for model in MODELS:
        before = len(found)
        while len(found) < before + each:
            found[_query(model, dice)] = model.names
    return list(found.items())


def _query(model: Model, dice: random.Random) -> Query:
    start, end, unit, count, grains = dice.choice(PERIODS[:4] if "budget" in model.metrics else PERIODS)
    by = dice.sample(sorted(model.names), dice.choice((0, 1, 1, 2)) if len(model.names) > 1 else 1)
    if dice.random() < 0.4:
        by = [*by[:1], dice.choice(grains)]
    return plain_analysis(
        Query(
            metrics=tuple(dice.sample(model.metrics, min(len(model.metrics), dice.choice((1, 1, 2, 3))))),
            by=tuple(by),
            filters=_filters(model, dice),
            period=Period(date.fromisoformat(start), date.fromisoformat(end), unit, count),
        )
    )


def _filters(model: Model, dice: random.Random) -> tuple[Filter, ...]:
    open_to = [d for d in sorted(model.names) if d in MEMBERS]
    if not open_to or dice.random() < 0.5:
        return ()
    dimension = dice.choice(open_to)
    op: FilterOp = dice.choice(("in", "not_in"))
    return (Filter(dimension, op, tuple(dice.sample(MEMBERS[dimension], dice.choice((1, 2))))),)
