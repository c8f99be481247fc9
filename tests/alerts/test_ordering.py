"""What words order: each way to say an alert, in both languages, as the question it watches and its condition."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from bot.alerts.alert import Condition
from bot.alerts.ordering import Ordered, Problem, by_amount, ordered
from intents.alerting import Amount, amount_of, without_event
from intents.schedules import When, when_said, without_channel
from queries.query import Filter, Period, Query
from tests.reading.demo import TODAY, demo_catalogue
from tests.reading.persian import reader

OCTOBER, ABAN = (
    Period(date(2026, 10, 1), date(2026, 11, 1), "month"),
    Period(date(2026, 10, 23), date(2026, 11, 22), "month", 1, "jalali"),
)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1), "month")
OVER_5 = Condition("threshold", ">", 0.05)
LAST_WEEK = Period(date(2026, 11, 16), date(2026, 11, 23), "week")


def read(text: str, before: Query | None = None) -> Any:
    apart = without_event(text)
    for words, event in [*([apart] if apart else []), (text, None)]:
        found = ordered(reader().read(words, TODAY, before=before), event, TODAY, demo_catalogue())
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
    ("alert me if new leads are below 10", "leads", Condition("threshold", "<", 10), OCTOBER),
    ("alert me when orders drop below 100", "orders", Condition("threshold", "<", 100), OCTOBER),
    ("alert me when revenue falls 10 %", "revenue", Condition("change", value=0.1), OCTOBER),
    ("tell us if churn rate is up 2 points", "churn_rate",
     Condition("change", value=0.02, way="up", relative=False), OCTOBER),
    ("tell me when tickets go above 200", "tickets", Condition("threshold", ">", 200), OCTOBER),
    ("اگر تعداد سفارش‌ها از ۱۰ کمتر شد خبر بده", "orders", Condition("threshold", "<", 10), ABAN),
]  # fmt: skip


@pytest.mark.parametrize(("text", "metric", "condition", "period"), SAID, ids=[s[0] for s in SAID])
def test_what_is_said_is_what_is_watched(text: str, metric: str, condition: Condition, period: Period | None) -> None:
    found = read(text)
    assert isinstance(found, Ordered), found
    assert (found.query.metrics, found.condition) == ((metric,) if metric else (), condition)
    assert found.query.period == period
    assert not found.query.having


WEEKLY = Query(("revenue",), by=("territory",), period=LAST_WEEK, analysis="breakdown")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("alert me when it drops below 10k", Condition("threshold", "<", 10_000)),
        ("if it drops below 10k, tell us", Condition("threshold", "<", 10_000)),
        ("alert me when this drops by 10 %", Condition("change", value=0.1)),
        ("let me know when it is unusual", Condition("unusual")),
        ("وقتی از ۱۰ هزار کمتر شد خبر بده", Condition("threshold", "<", 10_000)),
        ("اگر ۱۰ درصد افت کرد خبر بده", Condition("change", value=0.1)),
    ],
)
def test_in_a_thread_the_figure_before_is_watched_over_its_days(text: str, condition: Condition) -> None:
    found = read(text, WEEKLY)
    assert isinstance(found, Ordered), found
    assert (found.query.metrics, found.query.by, found.query.period) == (("revenue",), ("territory",), LAST_WEEK)
    assert found.condition == condition


def test_in_a_thread_what_is_no_condition_is_asked_back() -> None:
    for text in ("alert me", "خبر بده"):
        found = read(text, WEEKLY)
        assert isinstance(found, Problem) and found.code == "alert_which", text


MONDAY_AT_9 = When("week", time(9), (0,))
ON_SCHEDULE: list[tuple[str, str, Condition, When | None]] = [
    ("Every Monday at 9, if churn is above 5 %, tell <#C01|leads>", "churn_rate", OVER_5, MONDAY_AT_9),
    ("every Monday at 9 tell <#C01|leads> if churn is above 5 %", "churn_rate", OVER_5, MONDAY_AT_9),
    ("tell <#C01|leads> every Monday at 9 if churn is above 5 %", "churn_rate", OVER_5, MONDAY_AT_9),
    ("if churn is above 5 %, tell <#C01|leads> every Monday at 9", "churn_rate", OVER_5, MONDAY_AT_9),
    ("on Mondays at 9, if churn goes above 5%, let <#C01|leads> know", "churn_rate", OVER_5, MONDAY_AT_9),
    ("every Monday at 9 check whether churn is above 5 % and tell <#C01|leads>", "churn_rate", OVER_5, MONDAY_AT_9),
    ("send a message to <#C01|leads> if churn is above 5 %", "churn_rate", OVER_5, None),
    ("when churn goes above 5 %, notify <#C01|leads>", "churn_rate", OVER_5, None),
    ("every morning, if revenue drops by 10 %, alert <#C01|leads>", "revenue",
     Condition("change", value=0.1), When("day", time(9))),
    ("every day at 8:30, if revenue is behind target, tell <#C01|leads>", "revenue",
     Condition("target"), When("day", time(8, 30))),
    ("every day at 9, if the data is stale, tell <#C01|leads>", "", Condition("stale", value=2), When("day", time(9))),
    ("هر دوشنبه ساعت ۹، اگر ریزش بیشتر از ۵ درصد است، به <#C01|leads> خبر بده", "churn_rate", OVER_5, MONDAY_AT_9),
    ("هر دوشنبه ساعت ۹ اگر ریزش بالاتر از ۵٪ بود به <#C01|leads> بگو", "churn_rate", OVER_5, MONDAY_AT_9),
    ("هر دوشنبه ساعت ۹ اگر ریزش بالاتر از ۵٪ بود <#C01|leads> را خبر کن", "churn_rate", OVER_5, MONDAY_AT_9),
    ("هر دوشنبه ساعت ۹ به <#C01|leads> خبر بده اگر ریزش از ۵ درصد بیشتر شد", "churn_rate", OVER_5, MONDAY_AT_9),
    ("هر روز ساعت ۹ اگر فروش ۱۰ درصد افت کرد در <#C01|leads> بنویس", "revenue",
     Condition("change", value=0.1), When("day", time(9))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "metric", "condition", "when"), ON_SCHEDULE, ids=[s[0] for s in ON_SCHEDULE])
def test_whom_it_is_told_and_when_it_looks_stand_anywhere(
    text: str, metric: str, condition: Condition, when: When | None
) -> None:
    words, channel = without_channel(text)
    found = read(words)
    assert channel == "C01" and isinstance(found, Ordered), found
    assert (found.query.metrics, found.condition) == ((metric,) if metric else (), condition)
    assert when_said(reader().read((without_event(words) or (words,))[0], TODAY)) == when


@pytest.mark.parametrize(
    "text",
    ["tell me revenue by region", "see if revenue by rep was above 5000", "tell us about churn",
     "فروش ماه گذشته را بگو", "اگه میشه فروش ماه گذشته را بگو", "let me know revenue by region"],
)  # fmt: skip
def test_a_polite_question_is_no_order_to_be_told(text: str) -> None:
    assert reader().read(text, TODAY).status == "answered"
    assert read(text) is None


def test_what_is_asked_when_something_holds_is_no_order_to_be_told() -> None:
    assert reader().read("tell me revenue when region is Tehran", TODAY).unread == ("when",)
    assert read("tell me revenue when region is Tehran") is None
    assert read("check if churn is above 5 %") is None


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
        ("alert me if orders are below 100", "alert_which"),  # how many, or of how much each?
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
