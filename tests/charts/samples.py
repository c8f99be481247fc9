"""Sample answers of every kind and of every awkward size, for the contact sheet and the structure tests."""

# ruff: noqa: E501  one sample a line reads better than one argument a line

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from queries.answer import Answer, Column
from queries.query import ChartKind, Compare, Filter, Period, Query, Rank
from tests.charts.answers import THROUGH, breakdown, compared_row, month, table

YEAR = Period(date(2026, 1, 1), date(2026, 11, 23), "year")
LAST_YEAR = Period(date(2025, 1, 1), date(2025, 11, 23), "year")
OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1), "month")
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 10, 1), "month")
QUARTER = Period(date(2026, 10, 1), date(2026, 11, 23), "quarter")

PROVINCES = {
    "Tehran": "تهران", "Isfahan": "اصفهان", "Razavi Khorasan": "خراسان رضوی", "Fars": "فارس", "Khuzestan": "خوزستان",
    "East Azerbaijan": "آذربایجان شرقی", "Mazandaran": "مازندران", "West Azerbaijan": "آذربایجان غربی",
    "Kerman": "کرمان", "Sistan and Baluchestan": "سیستان و بلوچستان", "Alborz": "البرز", "Gilan": "گیلان",
    "Kermanshah": "کرمانشاه", "Golestan": "گلستان", "Hormozgan": "هرمزگان", "Lorestan": "لرستان", "Hamadan": "همدان",
    "Kurdistan": "کردستان", "Markazi": "مرکزی", "Qom": "قم", "Qazvin": "قزوین", "Ardabil": "اردبیل",
    "Bushehr": "بوشهر", "Yazd": "یزد", "Zanjan": "زنجان", "Chaharmahal and Bakhtiari": "چهارمحال و بختیاری",
    "North Khorasan": "خراسان شمالی", "Kohgiluyeh and Boyer-Ahmad": "کهگیلویه و بویراحمد",
    "South Khorasan": "خراسان جنوبی", "Semnan": "سمنان", "Ilam": "ایلام",
}  # fmt: skip
CHANNELS = {
    "Website form": "فرم وب‌سایت", "Social media": "شبکه‌های اجتماعی", "Email campaign": "کمپین ایمیلی",
    "Trade show": "نمایشگاه", "Referral": "معرفی", "Paid search": "جستجوی پولی",
}  # fmt: skip
SEGMENTS = {"Small business": "کسب‌وکار کوچک", "Mid-market": "متوسط", "Enterprise": "سازمانی", "Consumer": "مصرف‌کننده"}
REPS = {
    "Sara Ahmadi": "سارا احمدی", "Liam Chen": "لیام چن", "Maya Patel": "مایا پاتل", "Omid Rezaei": "امید رضایی",
    "Noah Smith": "نوآ اسمیت", "Ava Jones": "آوا جونز", "Reza Karimi": "رضا کریمی", "Emma Wilson": "اما ویلسون",
    "Konstantina Papadopoulou-Anagnostopoulos": "کنستانتینا پاپادوپولو", "Ali Moradi": "علی مرادی",
}  # fmt: skip
REASONS = {
    "Price": "قیمت", "Product fit": "تناسب محصول", "Service": "خدمات", "Competitor": "رقیب",
    "No budget": "نبود بودجه", "No response": "بی‌پاسخ",
}  # fmt: skip
LABELS = {
    "fa": {
        "territory": PROVINCES, "marketing_channel": CHANNELS, "lead_source": CHANNELS, "segment": SEGMENTS,
        "rep": REPS, "lost_reason": REASONS, "churn_reason": REASONS,
        "region": {"North": "شمال", "South": "جنوب", "East": "شرق", "West": "غرب", "Central": "مرکز"},
        "gender": {"Female": "زن", "Male": "مرد"}, "customer_type": {"New": "جدید", "Existing": "موجود"},
        "budget_category": {"Marketing": "بازاریابی", "Sales": "فروش", "Resources": "منابع"},
    }
}  # fmt: skip

Sample = tuple[str, ChartKind, Answer]
_random = random.Random


def q(metrics: str, by: str = "", period: Period | None = YEAR, **more: object) -> Query:
    return Query(tuple(metrics.split()), tuple(by.split()), period=period, **more)  # type: ignore[arg-type]


def _falling(names: list[str], first: float, by: float = 0.88) -> dict[str | None, float | None]:
    return {n: first * by**i for i, n in enumerate(names)}


def _labelled(answer: Answer) -> Answer:
    return replace(answer, labels=LABELS)


def cards() -> list[Sample]:
    r = _random(3)
    history = [(month(24 - i), 3.4e6 + 4e4 * i + r.gauss(0, 1.5e5)) for i in range(24)]
    rate = [(month(12 - i), 0.18 + r.gauss(0, 0.012)) for i in range(13)]
    return [
        ("card", "card", table(q("revenue", period=OCTOBER, compare=Compare("previous_month")),
                               [compared_row(4.82e6, 4.29e6)], compared=SEPTEMBER, history=[*history, (month(1), 4.82e6)])),
        ("card_rate", "card", table(q("churn_rate", period=OCTOBER, filters=(Filter("territory", "in", ("Tehran", "Isfahan")),)),
                                    [compared_row(0.031, 0.027)], compared=SEPTEMBER, history=rate)),
        ("card_alone", "card", table(q("customer_lifetime_value", period=None), [(18_450.2,)])),
        ("card_goal", "card", table(q("revenue revenue_target target_attainment", period=QUARTER), [(4.82e6, 5.0e6, 0.964)], history=history)),
        ("card_huge", "card", table(q("revenue", period=YEAR), [(123_456_789_012_345.0,)], history=[(d, (v or 0) * 3e7) for d, v in history])),
        ("card_null", "card", table(q("win_rate", period=OCTOBER), [(None,)])),
        ("card_negative", "card", table(q("revenue", period=OCTOBER), [compared_row(-12_400.0, 900.0)], compared=SEPTEMBER,
                                        history=[(month(6 - i), 5000.0 - 3000 * i) for i in range(7)])),
        ("nothing", "bars", table(q("revenue", "territory", OCTOBER, filters=(Filter("segment", "in", ("Enterprise",)),)), [])),
    ]  # fmt: skip


def bars() -> list[Sample]:
    r = _random(5)
    provinces = list(PROVINCES)
    rates = dict(zip(CHANNELS, (0.184, 0.121, 0.062, 0.22, 0.31, 0.149), strict=True))
    return [
        ("bars_channels", "bars", breakdown(q("lead_conversion_rate", "marketing_channel", OCTOBER), rates)),
        ("bars_31", "bars", breakdown(q("customers", "territory", None), _falling(provinces, 820, 0.9))),
        ("bars_rates_31", "bars", breakdown(q("churn_rate", "territory"), {p: abs(r.gauss(0.03, 0.01)) for p in provinces})),
        ("bars_60", "bars", breakdown(q("revenue", "product"), _falling([f"Product {i:02d} with quite a long name" for i in range(60)], 9e5, 0.95))),
        ("bars_1", "bars", breakdown(q("revenue", "segment", OCTOBER), {"Enterprise": 4.2e6})),
        ("bars_4", "bars", breakdown(q("customer_lifetime_value", "segment", None), dict(zip(SEGMENTS, (9000.0, 21_000.0, 54_000.0, 1200.0), strict=True)))),
        ("bars_negative", "bars", breakdown(q("revenue", "category", OCTOBER), {"Snacks and sweets": 5.2e5, "Drinks": 2.1e5, "Dairy": -4.1e4, "Household": -1.9e5, "Canned": 3e4})),
        ("bars_missing", "bars", breakdown(q("lead_conversion_rate", "marketing_channel", OCTOBER), {**rates, "Trade show": None, None: 0.04})),
        ("bars_equal", "bars", breakdown(q("leads", "lead_source", OCTOBER), dict.fromkeys(CHANNELS, 120.0))),
        ("bars_zero", "bars", breakdown(q("leads", "lead_source", OCTOBER), dict.fromkeys(CHANNELS, 0.0))),
        ("bars_giant", "bars", breakdown(q("revenue", "marketing_channel", OCTOBER), {"Referral": 9.1e13, "Trade show": 7.0e13, "Website form": 1.0})),
        ("bars_months", "bars", table(q("revenue", "month"), [(month(10 - i), 3.2e6 + 2.4e5 * i - (2.9e6 if i == 10 else 0)) for i in range(11)])),
        ("bars_weeks", "bars", table(q("revenue", "week", Period(date(2026, 8, 31), date(2026, 11, 23), "week", 12)), [(date(2026, 8, 31) + timedelta(7 * i), 8e5 + 3e4 * math.sin(i)) for i in range(12)])),
        ("bars_days", "bars", table(q("revenue", "day", Period(date(2026, 11, 16), date(2026, 11, 23), "week")), [(date(2026, 11, 16) + timedelta(i), 1.1e5 + 2e4 * (i % 3) - (9e4 if i > 4 else 0)) for i in range(7)])),
        ("bars_weekdays", "bars", table(q("orders", "weekday"), [(i, 900 + 80.0 * i) for i in range(1, 8)])),
        ("bars_hours", "bars", table(q("orders", "hour"), [(i, 40 + 30 * math.sin(i / 4)) for i in range(24)])),
    ]  # fmt: skip


def lines() -> list[Sample]:
    r = _random(2)
    two_years = [(month(24 - i), 3.05e6 + 8.2e4 * i + 1.3e5 * math.sin(i / 1.9) + r.gauss(0, 4e4)) for i in range(24)]
    rate = [(month(24 - i), 0.03 + 0.006 * math.sin(i / 2) + r.gauss(0, 0.001)) for i in range(24)]
    last_year = [
        (month(10 - i), *compared_row(3.2e6 + 1.1e5 * i, 3.0e6 + 0.8e5 * i + (2e5 if i == 6 else 0))) for i in range(11)
    ]
    provinces = list(PROVINCES)[:31]
    by_territory = [
        (p, month(12 - i), 9e5 * 0.86**n * (1 + 0.1 * math.sin(i + n)))
        for n, p in enumerate(provinces)
        for i in range(12)
    ]
    days = [(date(2026, 10, 1) + timedelta(i), 1e5 + 2e4 * math.sin(i)) for i in range(31)]
    return [
        ("line_24", "line", table(q("revenue", "month", Period(month(24), month(0), "month", 24)), two_years)),
        ("line_rate", "line", table(q("churn_rate", "month", Period(month(24), month(0), "month", 24)), rate)),
        ("line_compared", "line", table(q("revenue", "month", compare=Compare("previous_year")), last_year, compared=LAST_YEAR, totals={"revenue__change": 3.1e5, "revenue__change_percent": 0.082})),
        ("line_gaps", "line", table(q("csat", "month"), [(month(10 - i), None if i in (3, 4, 6) else 0.8 + 0.01 * i) for i in range(11)])),
        ("line_one", "line", table(q("csat", "month", OCTOBER), [(month(1), 0.84)])),
        ("line_flat", "line", table(q("csat", "quarter"), [(month(11 - 3 * i), 0.84) for i in range(4)])),
        ("line_days", "line", table(q("revenue", "day", OCTOBER), days)),
        ("line_negative", "line", table(q("revenue", "month"), [(month(10 - i), 5e4 - 1.4e4 * i) for i in range(11)])),
        ("lines_31", "lines", table(q("revenue", "territory month", Period(month(12), month(0), "month", 12)), by_territory)),
        ("lines_2", "lines", table(q("lead_conversion_rate", "customer_type month"), [(t, month(10 - i), b + 0.01 * math.sin(i)) for t, b in (("New", 0.2), ("Existing", 0.22)) for i in range(11)])),
    ]  # fmt: skip


def groups() -> list[Sample]:
    r = _random(8)
    ages = ["18–24", "25–34", "35–44", "45–54", "55–64", "65+"]
    categories = ["Snacks", "Drinks", "Dairy", "Household", "Canned food", "Frozen", "Personal care", "Services"]
    provinces = list(PROVINCES)
    before = {c: 8e5 * 0.8**i for i, c in enumerate(categories)}
    return [
        ("grouped_ages", "grouped_bars", table(q("lead_conversion_rate", "age_group gender"), [(a, g, 0.1 + 0.03 * i + (0.02 if g == "Female" else 0)) for i, a in enumerate(ages) for g in ("Female", "Male")])),
        ("grouped_year", "grouped_bars", table(q("revenue", "category", compare=Compare("previous_year")), [(c, *compared_row(v * r.uniform(0.8, 1.4), v)) for c, v in before.items()], compared=LAST_YEAR, totals={"revenue": 3.6e6, "revenue__change": 3.1e5, "revenue__change_percent": 0.094})),
        ("grouped_two", "grouped_bars", table(q("lost_mrr revenue_at_risk", "segment"), [(s, 9e4 * (i + 1), 7e5 / (i + 1)) for i, s in enumerate(SEGMENTS)])),
        ("grouped_long", "grouped_bars", table(q("revenue", "territory", compare=Compare("previous_year")), [(p, *compared_row(9e5 * 0.9**i, 8.4e5 * 0.9**i + 4e4)) for i, p in enumerate(provinces)], compared=LAST_YEAR)),
        ("grouped_negative", "grouped_bars", table(q("lost_mrr revenue_at_risk", "segment"), [("Enterprise", -4e4, 2e5), ("Consumer", 3e4, None), (None, 1e4, 2e4)])),
        ("stacked_types", "stacked_bars", table(q("revenue", "customer_type month"), [(t, month(10 - i), b + s * i) for t, b, s in (("New", 6e5, 2e4), ("Existing", 2.4e6, 9e4)) for i in range(11)])),
        ("stacked_budget", "stacked_bars", table(q("budget", "territory budget_category"), [(p, c, 9e5 * 0.91**i * w) for i, p in enumerate(provinces) for c, w in (("Marketing", 0.3), ("Sales", 0.5), ("Resources", 0.2))])),
        ("stacked_few", "stacked_bars", table(q("revenue", "region sales_channel"), [(p, c, 1e6 * w / (i + 1)) for i, p in enumerate(("North", "South", "East", "West", "Central")) for c, w in (("Online", 0.4), ("Retail", 0.3), ("Wholesale", 0.2), ("Agency", 0.1))])),
    ]  # fmt: skip


def rankings() -> list[Sample]:
    r = _random(4)
    reps = list(REPS)
    provinces = list(PROVINCES)
    target = [(p, 9e5 * 0.9**i * (a := r.uniform(0.7, 1.3)), 9e5 * 0.9**i, a) for i, p in enumerate(provinces[:8])]
    to_date = [(p, 5e5 * 0.93**i * (a := r.uniform(0.7, 1.3)), 9e5 * 0.93**i, a) for i, p in enumerate(provinces)]
    months = [
        (month(10 - i), (v := 3.2e6 + 1.2e5 * i * r.uniform(0.2, 1.2)), 3.4e6 + 6e4 * i, v / (3.4e6 + 6e4 * i))
        for i in range(10)
    ]
    months.append((month(0), 2.9e6, 4.1e6, 2.9e6 / 4.1e6 / 0.73))
    growth = [
        (p, *compared_row(9e5 * 0.9**i, 9e5 * 0.9**i / (1 + g)))
        for i, p in enumerate(provinces)
        for g in (r.gauss(0.06, 0.15),)
    ]
    return [
        ("leaders", "leaderboard", table(q("revenue deals_won", "rep", rank=Rank("top", 10)), [(n, 6.12e5 * 0.93**i, 41 - 2 * i) for i, n in enumerate(reps)], group_count=41)),
        ("leaders_change", "leaderboard", table(q("revenue", "rep", rank=Rank("top", 10), compare=Compare("previous_quarter")), [(n, *compared_row(6.12e5 * 0.93**i, 5.8e5 * 0.92**i + 1e4 * (i % 3))) for i, n in enumerate(reps)], group_count=41, compared=LAST_YEAR)),
        ("leaders_margin", "leaderboard", table(q("profit_margin", "product", rank=Rank("top", 10)), [(f"Product {i} of a long name, 12 pieces", 0.42 - 0.02 * i) for i in range(10)], group_count=60)),
        ("leaders_bottom", "leaderboard", table(q("revenue", "rep", rank=Rank("bottom", 5)), [(n, 1.2e4 * 1.3**i) for i, n in enumerate(reps[:5])], group_count=41)),
        ("leaders_rates", "leaderboard", table(q("lead_conversion_rate", "rep", OCTOBER), [*[(f"Rep number {i}", 0.3 - 0.006 * i) for i in range(38)], ("Nobody's", None)])),
        ("targets_8", "target_bars", table(q("revenue revenue_target target_attainment", "territory", QUARTER), target, totals={"target_attainment": 0.964})),
        ("targets_31", "target_bars", table(q("revenue revenue_target target_attainment", "territory", QUARTER), to_date)),
        ("targets_months", "target_bars", table(q("revenue revenue_target target_attainment", "month"), months, totals={"target_attainment": 1.013})),
        ("targets_missing", "target_bars", table(q("revenue revenue_target target_attainment", "territory", QUARTER), [("Tehran", 5e5, None, None), ("Fars", 2e5, 3e5, 0.667), ("Yazd", None, 1e5, None)])),
        ("changes", "change_bars", table(q("revenue", "territory", compare=Compare("previous_year"), transforms=("change",)), growth, compared=LAST_YEAR)),
        ("changes_rate", "change_bars", table(q("churn_rate", "plan", compare=Compare("previous_year"), transforms=("change",)), [(p, *compared_row(0.03 + d, 0.03)) for p, d in (("Basic", 0.011), ("Standard", -0.004), ("Professional", 0.0), ("Enterprise", -0.012))], compared=LAST_YEAR)),
        ("changes_new", "change_bars", table(q("revenue", "category", compare=Compare("previous_year"), transforms=("change",)), [("Snacks", *compared_row(5e5, 1e3)), ("Drinks", *compared_row(2e5, 0.0)), ("Dairy", *compared_row(2e5, 3e5)), ("Canned", 2e4, None, None, None)], compared=LAST_YEAR)),
    ]  # fmt: skip


def crossed() -> list[Sample]:
    r = _random(9)
    provinces = list(PROVINCES)
    categories = ["Snacks", "Drinks", "Dairy", "Household", "Canned food", "Frozen", "Personal care", "Services"]
    bands = ["None", "1", "2–3", "4–9", "10+"]
    return [
        ("heat_months", "heatmap", table(q("revenue", "territory month"), [(p, month(10 - k), 9e5 * 0.9**i * r.uniform(0.8, 1.2)) for i, p in enumerate(provinces) for k in range(11)])),
        ("heat_category", "heatmap", table(q("revenue", "category territory"), [(c, p, 9e4 * 0.9**i * 0.8**k) for i, p in enumerate(provinces) for k, c in enumerate(categories) if (i + k) % 11])),
        ("heat_bands", "heatmap", table(q("customers", "segment purchase_frequency", None), [(s, b, round(300 * r.random())) for s in SEGMENTS for b in bands])),
        ("heat_hours", "heatmap", table(q("orders", "weekday hour"), [(d, h, round(20 + 15 * math.sin(h / 4) + d)) for d in range(1, 8) for h in range(24)])),
        ("heat_signed", "heatmap", table(q("revenue", "segment region"), [(s, g, r.gauss(0, 9e4)) for s in SEGMENTS for g in ("North", "South", "East", "West", "Central")])),
        ("tree_60", "treemap", breakdown(q("revenue", "product"), _falling([f"Product {i:02d} with a name" for i in range(60)], 9e5, 0.93))),
        ("tree_nested", "treemap", table(q("revenue", "segment region"), [(s, g, 9e4 * r.uniform(0.2, 2)) for s in SEGMENTS for g in ("North", "South", "East", "West", "Central")])),
        ("pie_4", "pie", breakdown(q("revenue", "segment", OCTOBER), dict(zip(SEGMENTS, (4.2e6, 2.1e6, 6.3e6, 0.7e6), strict=True)))),
        ("pie_31", "pie", breakdown(q("revenue", "territory", OCTOBER), _falling(provinces, 9e5, 0.9))),
        ("map", "map", breakdown(q("revenue", "territory"), _falling(provinces, 1.48e6, 0.86))),
        ("map_rate", "map", breakdown(q("lead_conversion_rate", "territory"), {p: r.uniform(0.1, 0.25) for p in provinces[:28]})),
        ("map_growth", "map", table(q("revenue", "territory", compare=Compare("previous_year"), transforms=("change",)), [(p, *compared_row(9e5 * 0.9**i, 9e5 * 0.9**i / (1 + r.gauss(0.05, 0.15)))) for i, p in enumerate(provinces)], compared=LAST_YEAR)),
        ("map_strange", "map", breakdown(q("revenue", "territory"), {"Tehran": 4e5, "Atlantis": 3e5, None: 2e4})),
        ("pareto", "pareto", breakdown(q("lost_leads", "lost_reason"), dict(zip([*REASONS, None], (212.0, 148.0, 90.0, 61.0, 44.0, 30.0, 12.0), strict=True)))),
        ("pareto_14", "pareto", breakdown(q("lost_leads", "lost_reason"), _falling([f"Reason of some length {i}" for i in range(14)], 400, 0.8))),
        ("scatter", "scatter", table(q("revenue win_rate customers", "territory"), [(p, 9e5 * 0.9**i, r.uniform(0.2, 0.5), 900 * 0.9**i) for i, p in enumerate(provinces)])),
    ]  # fmt: skip


def several() -> list[Sample]:
    r = _random(12)
    provinces = list(PROVINCES)
    return [
        ("panels_segments", "small_multiples", table(q("revenue profit_margin orders", "segment"), [(s, 9e5 * (i + 1), 0.2 + 0.05 * i, 900 - 130 * i) for i, s in enumerate(SEGMENTS)])),
        ("panels_two", "small_multiples", table(q("revenue win_rate customers", "region"), [("North", 4.2e6, 0.31, 812), ("South", 3.1e6, 0.35, 640)])),
        ("panels_months", "small_multiples", table(q("first_response_time resolution_rate csat", "month"), [(month(10 - i), 3.4 - 0.1 * i + r.random(), 0.8 + 0.01 * i, 0.7 + r.random() / 10) for i in range(11)])),
        ("panels_negative", "small_multiples", table(q("revenue orders", "region"), [("North", -4.2e5, 0), ("South", 3.1e5, 640), ("East", None, 12)])),
        ("scorecard", "scorecard", table(q("revenue deals_won average_deal_size win_rate lead_conversion_rate target_attainment", "", QUARTER, analysis="scorecard", filters=(Filter("rep", "in", ("Sara Ahmadi",)),)), [(*compared_row(6.12e5, 5.5e5), *compared_row(41.0, 44.0), *compared_row(14_900.0, 12_500.0), *compared_row(0.34, 0.31), *compared_row(0.184, 0.184), *compared_row(1.07, 0.98))], compared=LAST_YEAR)),
        ("table", "table", table(q("revenue customers average_deal_size", "territory", QUARTER), [(p, 9e5 * 0.9**i, round(800 * 0.9**i), 14_000.0 - 200 * i if i != 3 else None) for i, p in enumerate(provinces)])),
        ("table_within", "table", table(q("revenue", "territory rep", QUARTER, rank=Rank("top", within="territory")), [(p, n, 3e5 * 0.9 ** (i + k)) for i, p in enumerate(provinces[:6]) for k, n in enumerate(list(REPS)[i : i + 3])])),
        ("table_wide", "table", table(q("win_back_contacted win_back_customers win_back_rate win_back_revenue", "campaign", compare=Compare("previous_year")), [(f"Come back to us, spring offer number {i}", *compared_row(900.0, 800.0), *compared_row(90.0 - i, 80.0), *compared_row(0.1, 0.1), *compared_row(4.5e5, 4.7e5)) for i in range(5)], compared=LAST_YEAR)),
    ]  # fmt: skip


def special() -> list[Sample]:
    r = _random(6)
    stages = [
        ("lead", 4820, 0),
        ("qualified_lead", 2310, 3.0),
        ("opportunity", 1240, 9.5),
        ("proposal", 690, 12.0),
        ("won", 418, 21.0),
    ]
    funnel = q("", "", analysis="funnel", funnel="sales")
    text, count, days, percent = (
        Column("stage", "text", "text", "stage"),
        Column("count", "metric", "count", "count"),
        Column("median_days", "metric", "days", "median_days"),
        Column("forecast", "metric", "currency", "forecast"),
    )
    history = [(month(18 - i), 3e6 + 6e4 * i + r.gauss(0, 1e5), None, None, None, None, None) for i in range(18)]
    ahead = [
        (month(-i), None, 4.1e6 + 5e4 * i, 4e6 - 3e4 * i, 4.2e6 + 1.2e5 * i, 3.8e6 - 6e4 * i, 4.4e6 + 1.6e5 * i)
        for i in range(6)
    ]
    bounds = tuple(Column(b, "metric", "currency", b) for b in ("low_80", "high_80", "low_95", "high_95"))
    provinces = list(PROVINCES)[:9]
    goals = [
        (p, m, g, g * a, a, 0.89, "on_track" if a >= 0.89 else "behind")
        for p in provinces
        for m, g in (("revenue", 4e6),)
        for a in (r.uniform(0.6, 1.2),)
    ]
    goal_columns = tuple(
        Column(c, "text", u, c)
        for c, u in (
            ("metric", "text"),
            ("goal", "currency"),
            ("actual", "currency"),
            ("attainment", "percent"),
            ("elapsed", "percent"),
            ("status", "text"),
        )
    )
    lift_columns = tuple(
        Column(c, "text", u, c)
        for c, u in (
            ("attribute", "text"),
            ("member", "text"),
            ("count", "count"),
            ("share", "percent"),
            ("base_share", "percent"),
            ("lift", "points"),
        )
    )
    profile = [
        ("segment", "Consumer", 240, 0.41, 0.2, 2.05),
        ("lead_source", "Paid search", 190, 0.3, 0.17, 1.76),
        ("territory", "Ilam", 40, 0.07, 0.05, 1.4),
        ("gender", "Male", 300, 0.5, 0.5, 1.0),
    ]
    timeline_columns = tuple(
        Column(c, "text", u, c)
        for c, u in (("time", "date"), ("kind", "text"), ("person", "text"), ("subject", "text"))
    )
    timeline = [
        (
            date(2026, 11, 20) - timedelta(3 * i),
            ("Call", "Email", "Meeting", "Ticket")[i % 4],
            "Mina Karimi",
            "A question about the delivery of the last order and its invoice",
        )
        for i in range(14)
    ]
    drivers = q("revenue", "territory", analysis="drivers", compare=Compare("previous_year"))
    return [
        ("funnel", "funnel", Answer(funnel, (text, count, days), tuple(stages), period=YEAR, data_through=THROUGH)),
        ("funnel_split", "funnel", Answer(replace(funnel, by=("marketing_channel",)), (Column("marketing_channel", "dimension", "text", "marketing_channel"), text, count), tuple((c, s, round(n * w)) for c, w in zip(CHANNELS, (0.3, 0.2, 0.1, 0.15, 0.2, 0.05), strict=True) for s, n, _ in stages), period=YEAR, data_through=THROUGH)),
        ("forecast", "forecast", Answer(q("revenue", "month", analysis="forecast"), (Column("month", "bucket", "date", "month"), Column("revenue", "metric", "currency", "revenue"), percent, *bounds), (*history, *ahead), period=YEAR, data_through=THROUGH)),
        ("goals", "goals", Answer(q("", "", analysis="goals"), (Column("territory", "dimension", "text", "territory"), *goal_columns), tuple(goals), period=YEAR, data_through=THROUGH)),
        ("profile", "profile", Answer(q("churned_customers", "", analysis="profile"), lift_columns, tuple(profile), period=YEAR, data_through=THROUGH)),
        ("timeline", "timeline", Answer(q("", "", analysis="timeline", filters=(Filter("customer", "in", ("Pars Foods",)),)), timeline_columns, tuple(timeline), period=YEAR, data_through=THROUGH)),
        ("waterfall", "waterfall", table(drivers, [(p, *compared_row(4e5 + 5e4 * d, 4e5)) for p, d in zip(provinces, (3, -2, 1.2, 0.8, -0.6, 0.4, 0.2, -0.2, 0.1), strict=True)], compared=LAST_YEAR, totals={"revenue": 3.745e6, "revenue__previous": 3.6e6})),
    ]  # fmt: skip


SAMPLES: list[Callable[[], list[Sample]]] = [cards, bars, lines, groups, rankings, crossed, several, special]


def every() -> list[Sample]:
    """All samples, with the Persian names of their members."""
    return [(name, kind, _labelled(answer)) for make in SAMPLES for name, kind, answer in make()]


__all__ = ["THROUGH", "every"]
