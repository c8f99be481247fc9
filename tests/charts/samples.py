"""Sample answers of every kind and of every awkward size, for the contact sheet and the structure tests."""

# ruff: noqa: E501  one sample a line reads better than one argument a line

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from queries.answer import Answer
from queries.query import ChartKind, Compare, Filter, Period, Query
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


SAMPLES: list[Callable[[], list[Sample]]] = [cards, bars, lines]


def every() -> list[Sample]:
    """All samples, with the Persian names of their members."""
    return [(name, kind, _labelled(answer)) for make in SAMPLES for name, kind, answer in make()]


__all__ = ["THROUGH", "every"]
