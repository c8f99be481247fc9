"""A small made-up catalogue for the charts' tests: every kind of metric, dimensions of many sizes."""

# ruff: noqa: E501  one sample a line reads better than one argument a line

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp, parse_one

from queries.catalogue.model import (
    Attrition,
    Bands,
    CalendarSettings,
    Catalogue,
    Cohort,
    Definition,
    Derived,
    Dimension,
    Join,
    Metric,
    MetricUnit,
    Place,
    Ratio,
    Simple,
    Stock,
    Table,
    Words,
)
from queries.members import Members

PLACE = Place("catalogue.yaml", 1)


def simple(agg: str = "sum", **more: object) -> Simple:
    return Simple("facts", agg, exp.column("x"), None, None, **more)  # type: ignore[arg-type]


def stock() -> Stock:
    return Stock("facts", "count_distinct", exp.column("x"), None, ("since",), ("until",))


METRICS: dict[str, tuple[Definition, MetricUnit, str, str, str]] = {
    "revenue": (simple(), "currency", "up", "Revenue", "درآمد"),
    "revenue_target": (simple(spread="month"), "currency", "up", "Revenue target", "هدف درآمد"),
    "target_attainment": (Ratio("revenue", "revenue_target"), "percent", "up", "Target attainment", "تحقق هدف"),
    "orders": (simple("count_distinct"), "count", "up", "Orders", "تعداد سفارش"),
    "profit_margin": (Ratio("revenue", "orders"), "percent", "up", "Profit margin", "حاشیه سود"),
    "deals_won": (simple("count"), "count", "up", "Deals won", "معاملات موفق"),
    "average_deal_size": (Ratio("revenue", "deals_won"), "currency", "up", "Average deal size", "میانگین معامله"),
    "win_rate": (Ratio("deals_won", "orders"), "percent", "up", "Win rate", "نرخ برد"),
    "leads": (simple("count"), "count", "up", "Leads", "سرنخ‌ها"),
    "lead_score": (simple("avg"), "points", "up", "Lead score", "امتیاز سرنخ"),
    "lead_conversion_rate": (Ratio("deals_won", "leads"), "percent", "up", "Conversion rate", "نرخ تبدیل"),
    "time_to_convert": (simple("avg"), "days", "down", "Time to convert", "زمان تبدیل"),
    "lead_response_time": (simple("avg"), "hours", "down", "Lead response time", "زمان پاسخ به سرنخ"),
    "lost_leads": (simple("count"), "count", "down", "Lost leads", "سرنخ‌های از دست رفته"),
    "lead_retention_rate": (Cohort("leads", "facts", ("x",), "x", (30, 120)), "percent", "up", "Lead retention rate", "نرخ حفظ سرنخ"),
    "new_customers": (simple("count_distinct"), "count", "up", "New customers", "مشتریان جدید"),
    "customers": (stock(), "count", "up", "Customers", "مشتریان"),
    "churned_customers": (Attrition("customers", share=False), "count", "down", "Churned customers", "مشتریان از دست رفته"),
    "churn_rate": (Attrition("customers"), "percent", "down", "Churn rate", "نرخ ریزش"),
    "retention_rate": (Derived(parse_one("1 - churn_rate"), ("churn_rate",)), "percent", "up", "Retention rate", "نرخ حفظ مشتری"),
    "customer_acquisition_cost": (Ratio("revenue", "new_customers"), "currency", "down", "Customer acquisition cost", "هزینه جذب مشتری"),
    "customer_lifetime_value": (Derived(parse_one("revenue / churn_rate"), ("revenue", "churn_rate"), 12), "currency", "up", "Customer lifetime value", "ارزش طول عمر مشتری"),
    "lost_mrr": (simple(), "currency", "down", "Lost monthly revenue", "درآمد ماهانه از دست رفته"),
    "revenue_at_risk": (stock(), "currency", "down", "Revenue at risk", "درآمد در معرض خطر"),
    "csat": (Ratio("deals_won", "leads"), "percent", "up", "CSAT", "رضایت مشتری"),
    "first_response_time": (simple("avg"), "hours", "down", "First response time", "زمان پاسخ پشتیبانی"),
    "resolution_rate": (Ratio("deals_won", "leads"), "percent", "up", "Resolution rate", "نرخ حل تیکت"),
    "budget": (simple(spread="month"), "currency", "none", "Budget", "بودجه"),
    "win_back_contacted": (simple("count"), "count", "none", "Win-back contacted", "تماس بازگشت"),
    "win_back_customers": (simple("count"), "count", "up", "Customers won back", "مشتریان بازگشته"),
    "win_back_rate": (Ratio("win_back_customers", "win_back_contacted"), "percent", "up", "Win-back rate", "نرخ بازگشت"),
    "win_back_revenue": (simple(), "currency", "up", "Win-back revenue", "درآمد بازگشت"),
}  # fmt: skip

SIZES = {
    "territory": 31, "region": 5, "rep": 40, "team": 5, "sales_channel": 4, "marketing_channel": 6, "lead_source": 6,
    "acquisition_channel": 6, "campaign": 14, "product": 60, "category": 8, "segment": 4, "vertical": 8, "customer": 900,
    "customer_type": 2, "purchase_frequency": 5, "age_group": 6, "gender": 2, "education": 5, "plan": 4,
    "lost_reason": 6, "churn_reason": 7, "budget_category": 3,
}  # fmt: skip

LABELS = {
    "territory": ("Territory", "منطقه"), "region": ("Region", "ناحیه"), "rep": ("Rep", "فروشنده"), "team": ("Team", "تیم"),
    "sales_channel": ("Sales channel", "کانال فروش"), "marketing_channel": ("Marketing channel", "کانال بازاریابی"),
    "lead_source": ("Source", "منبع"), "acquisition_channel": ("Acquisition channel", "کانال جذب"),
    "campaign": ("Campaign", "کمپین"), "product": ("Product", "محصول"), "category": ("Category", "دسته محصول"),
    "segment": ("Segment", "بخش"), "vertical": ("Vertical", "صنعت"), "customer": ("Customer", "مشتری"),
    "customer_type": ("Customer type", "نوع مشتری"), "purchase_frequency": ("Purchase frequency", "دفعات خرید"),
    "age_group": ("Age group", "گروه سنی"), "gender": ("Gender", "جنسیت"), "education": ("Education", "تحصیلات"),
    "plan": ("Plan", "طرح اشتراک"), "lost_reason": ("Lost reason", "دلیل از دست رفتن"),
    "churn_reason": ("Churn reason", "دلیل ریزش"), "budget_category": ("Budget category", "نوع بودجه"),
}  # fmt: skip


def dimension(id: str) -> Dimension:
    en, fa = LABELS[id]
    table = {"rep": "reps", "team": "teams", "territory": "territories", "region": "territories"}.get(id, "facts")
    return Dimension(
        id=id,
        table=table,
        column=id,
        words=Words({"en": en, "fa": fa}),
        paths={},
        key={"reps": "rep_id", "teams": "team_id", "territories": "territory_id"}.get(table),
        label_columns={},
        members=(),
        ordered=id in ("age_group", "purchase_frequency"),
        same_as=None,
        map_as="territory" if id == "region" else None,
        boundary="iran_provinces" if id == "territory" else None,
        boundary_key="code" if id == "territory" else None,
        scope=id in ("territory", "region", "rep"),
        person=id == "rep",
        bands=Bands("orders", ("customer_id",), 12, (("None", 0), ("1+", None)))
        if id == "purchase_frequency"
        else None,
        place=PLACE,
    )


def metric(id: str) -> Metric:
    definition, unit, good, en, fa = METRICS[id]
    return Metric(
        id=id,
        definition=definition,
        unit=unit,
        good=good,  # type: ignore[arg-type]
        words=Words({"en": en, "fa": fa}),
        dimensions=frozenset(SIZES),
        prefers={},
        goal="revenue_target" if id == "revenue" else None,
        attainment="target_attainment" if id == "revenue" else None,
        default_period="this_year",
        hidden=False,
        owner=None,
        place=PLACE,
    )


def _table(id: str, joins: Iterable[str]) -> Table:
    return Table(
        id=id,
        source=exp.to_table(id),
        primary_key=("id",),
        time=None,
        joins={j: Join(j, j, (("id", "id"),)) for j in joins},
        prefers={},
        place=PLACE,
    )


def catalogue() -> Catalogue:
    return Catalogue(
        name="Test company",
        currency="USD",
        calendar=CalendarSettings(),
        tables={
            t.id: t for t in (_table("facts", ["reps"]), _table("reps", ["teams", "territories"]), _table("teams", []))
        },
        dimensions={d: dimension(d) for d in SIZES},
        metrics={m: metric(m) for m in METRICS},
        generics={},
        conditions={},
        funnels={},
        scorecards={},
        timelines={},
        profiles={},
        goals=None,
        dashboards={},
        version="test",
    )


def members() -> Members:
    return Members({d: {f"{d} {i}": {} for i in range(n)} for d, n in SIZES.items()}, "test")
