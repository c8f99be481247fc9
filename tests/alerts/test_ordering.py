"""What words order: each way to say an alert, in both languages, as the question it watches and its condition."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.alerts.alert import Condition
from bot.alerts.ordering import Ordered, Problem, by_amount, ordered
from intents.alerting import Amount, amount_of, without_event
from queries.query import Filter, Period
from tests.reading.demo import TODAY, demo_catalogue
from tests.reading.persian import reader

OCTOBER, ABAN = (
    Period(date(2026, 10, 1), date(2026, 11, 1), "month"),
    Period(date(2026, 10, 23), date(2026, 11, 22), "month", 1, "jalali"),
)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1), "month")
LAST_WEEK = Period(date(2026, 11, 16), date(2026, 11, 23), "week")


def read(text: str) -> Any:
    apart = without_event(text)
    for words, event in [*([apart] if apart else []), (text, None)]:
        found = ordered(reader().read(words, TODAY), event, TODAY, demo_catalogue())
        if found is not None:
            return found
    return None


SAID: list[tuple[str, str, Condition, Period | None]] = [
    ("tell us when churn goes above 5 %", "churn_rate", Condition("threshold", ">", 0.05), OCTOBER),
    ("وقتی نرخ ریزش از ۵ درصد بالاتر رفت خبر بده", "churn_rate", Condition("threshold", ">", 0.05), ABAN),
    ("alert me if revenue drops below 10k", "revenue", Condition("threshold", "<", 10_000), OCTOBER),
    ("alert me if revenue this month drops below 10k", "revenue", Condition("threshold", "<", 10_000), OCTOBER),
    ("alert me if revenue this month is above 10k", "revenue", Condition("threshold", ">", 10_000), NOVEMBER),
    ("tell us when churn last week goes above 5%", "churn_rate", Condition("threshold", ">", 0.05), LAST_WEEK),
    ("let me know when monthly revenue drops below 100000", "revenue", Condition("threshold", "<", 1e5), OCTOBER),
    ("اگر فروش ماه گذشته از ۱۰۰۰۰۰ کمتر شد به من خبر بده", "revenue", Condition("threshold", "<", 1e5), ABAN),
    ("alert me when revenue is below target", "target_attainment", Condition("threshold", "<", 1.0), OCTOBER),
    ("alert me when revenue drops by 10 %", "revenue", Condition("change", value=0.1), OCTOBER),
    ("tell us when revenue falls more than 10 % on last month", "revenue", Condition("change", value=0.1), OCTOBER),
    ("notify me if revenue last week rises by at least 20k", "revenue",
     Condition("change", value=20_000, way="up", relative=False), LAST_WEEK),
    ("tell me if churn rate rises by 2 points year over year", "churn_rate",
     Condition("change", value=0.02, way="up", relative=False, against="previous_year"), OCTOBER),
    ("tell me if churn rate rises by 10 % of its value", "churn_rate",
     Condition("change", value=0.1, way="up"), OCTOBER),
    ("اگر فروش ۱۰ درصد افت کرد خبر بده", "revenue", Condition("change", value=0.1), ABAN),
    ("اگر فروش نسبت به سال قبل بیش از ۱۰٪ کم شد خبر بده", "revenue",
     Condition("change", value=0.1, against="previous_year"), ABAN),
    ("alert me when revenue is off target", "revenue", Condition("target"), NOVEMBER),
    ("وقتی فروش از هدف عقب افتاد خبر بده", "revenue", Condition("target"),
     Period(date(2026, 11, 22), date(2026, 12, 22), "month", 1, "jalali")),
    ("tell me when anything unusual happens to revenue", "revenue", Condition("unusual"), OCTOBER),
    ("وقتی فروش غیرعادی شد خبر بده", "revenue", Condition("unusual"), ABAN),
    ("tell us when the data is stale", "", Condition("stale", value=2), None),
    ("alert me if no data arrives for 3 days", "", Condition("stale", value=3), None),
    ("اگر ۲ روز داده نیامد خبر بده", "", Condition("stale", value=2), None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "metric", "condition", "period"), SAID, ids=[s[0] for s in SAID])
def test_what_is_said_is_what_is_watched(text: str, metric: str, condition: Condition, period: Period | None) -> None:
    found = read(text)
    assert isinstance(found, Ordered), found
    assert (found.query.metrics, found.condition) == ((metric,) if metric else (), condition)
    assert found.query.period == period
    assert not found.query.having


def test_whose_figure_and_of_each_group() -> None:
    found = read("let me know when revenue drops by 50k in Tehran")
    assert isinstance(found, Ordered) and found.query.filters == (Filter("territory", "in", ("Tehran",)),)
    found = read("tell me when revenue of any territory drops below 100k")
    assert isinstance(found, Ordered) and (found.query.by, found.query.analysis) == (("territory",), "breakdown")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("notify me when a deal is lost", "alert_which"),
        ("tell me if churn rate rises by 10 %", "alert_percent_of_percent"),
        ("alert me when leads are off target", "alert_no_target"),
        ("alert me when revenue in March 2021 drops below 10k", "alert_all_fixed"),
        ("tell me if revenue rises by 2 points", "alert_not_percent"),
        ("let me know", "alert_what"),
    ],
)
def test_what_cannot_be_watched_is_asked_back(text: str, code: str) -> None:
    found = read(text if text != "let me know" else "warn me")
    assert isinstance(found, Problem) and found.code == code, found


@pytest.mark.parametrize(
    "text",
    ["revenue last month", "why did revenue fall by region", "alert me when revenue frobs by 10 %",
     "alert me when revenue drops by 10 % and leads rise by 5 %", "revenue falls by 10 %"],
)  # fmt: skip
def test_what_is_no_alert_or_holds_an_unknown_word_orders_none(text: str) -> None:
    assert read(text) is None


def test_numbers_of_the_form() -> None:
    churn, revenue = (demo_catalogue().metrics[m] for m in ("churn_rate", "revenue"))
    assert by_amount("above", amount_of("۵٪"), churn) == Condition("threshold", ">", 0.05)
    assert by_amount("below", amount_of("250 هزار"), revenue) == Condition("threshold", "<", 250_000)
    assert by_amount("down", amount_of("2 points"), churn) == Condition("change", value=0.02, relative=False)
    assert by_amount("up", amount_of("10 %"), revenue) == Condition("change", value=0.1, way="up")
    assert isinstance(by_amount("above", amount_of("5 %"), revenue), Problem)
    assert isinstance(by_amount("above", amount_of("soon"), revenue), Problem)
    assert amount_of("1,250.5") == Amount(1250.5) and amount_of("1,2") is None
