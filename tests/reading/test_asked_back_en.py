"""What is understood but has no answer as it was said is asked back under its own reason, never read otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from queries.query import Having
from tests.reading import demo

ASKED = {
    "said_of_one": [
        "revenue of online and orders last month",
        "leads from referral and revenue from Tehran last month",
        "revenue by product; orders by channel",
        "revenue and online orders this year",
    ],
    "two_grains": ["monthly revenue daily", "weekly sales by month"],
    "no_end": ["revenue at the end of last month", "orders at the end of October"],
    "count_of_members": ["how many products did we sell", "orders with more than 3 products"],
    "no_sum": ["sum of win rates by rep", "the sum of average order values"],
    "rows_or_groups": ["orders over 5k by territory", "deals won over 20k by rep"],
    "row_condition": ["deals over 10k", "revenue from orders over 5000"],
    "year_or_number": ["orders over 2015"],
    "number_of_what": ["customers by age over 40"],
    "weekday_filter": ["revenue on Mondays", "orders every Friday this year"],
    "rank_of_one": ["my rank among reps"],
    "number_of_which": ["customers with more than 5 orders and over 100k"],
    "me_and_others": ["my sales vs Sara Ahmadi", "my sales vs my team"],
    "several_periods": ["revenue in January and March", "revenue this month and last month"],
    "change_condition": [
        "territories that sold less than last year",
        "products selling less than last month",
        "which reps improved their win rate",
    ],
    "no_metric": ["how much do we make per customer"],
    "mean_of_what": ["what does a customer bring us on average"],
    "which_reading": ["funnel by source last quarter", "show the funnel"],
    "several_ranks": ["which reps have the highest win rate by bookings"],
    "many_breakdowns": ["revenue by product, region, rep and month", "orders by team and rep and product by quarter"],
    "absence_of_all": ["customers in Tehran without orders this year"],
    "compare_with_what": ["revenue vs this year", "revenue compared to this month"],
    "share_of_member": ["% of revenue from online by month", "Tehran's share of enterprise revenue this year"],
    "did_you_mean": [
        "what did our top customer buy last month",
        "how big are our deals",
        "who closed the biggest deal",
        "sales by team rep",
        "revenue of new reps",
        "revenue from new products",
        "open churn dashboard",
    ],
    "unknown_words": ["revenue of other territories", "other revenue", "Tehran vs the rest revenue"],
}
REFUSED = {
    "special_takes_less": ["forecast vs target", "forecast the budget"],
    "cannot_change": [
        "give me a discount on Atlas Laptop",
        "can i get a discount?",
        "apply a 10% discount to Pars Foods",
    ],
    "send_if": ["every Monday send me revenue by region if churn goes above 5%"],
    "alert_on": ["send me churn every Monday if it is above 5%", "every Monday tell me if churn is above 5%"],
    "unknown_words": ["revenue compared to Microsoft this year", "revenue vs Digikala last month"],
    "cannot_break_down": ["tickets by campaign", "interactions per campaign", "csat by campaign"],
    "no_running_total": ["running total of churn rate", "cumulative AOV", "running total of MRR by month"],
    "no_share": ["share of churn rate by plan"],
    "forecast_of_past": ["forecast revenue for last month"],
}


@pytest.mark.parametrize(("code", "question"), [(code, q) for code, asked in ASKED.items() for q in asked])
def test_it_is_asked_back(code: str, question: str) -> None:
    reading = demo.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("clarify", code)


@pytest.mark.parametrize(("code", "question"), [(code, q) for code, asked in REFUSED.items() for q in asked])
def test_it_is_refused(code: str, question: str) -> None:
    reading = demo.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("refused", code)


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("orders above 5,000 this year", Having("revenue", ">", 5000, level="row")),
        ("how many orders over 5k this year", Having("revenue", ">", 5000, level="row")),
        ("orders over $5k by territory", Having("revenue", ">", 5000, level="row")),
        ("orders between 100 and 500 each by rep", Having("revenue", "between", 100, 500, level="row")),
        ("deals won over 20k this year", Having("bookings", ">", 20000, level="row")),
        ("reps with orders over 20", Having("orders", ">", 20)),
        ("reps with over 20 deals won", Having("deals_won", ">", 20)),
    ],
)
def test_a_condition_is_about_rows_or_groups_as_it_is_said(question: str, condition: Having) -> None:
    reading = demo.read(question)
    assert reading.query is not None
    assert (reading.status, reading.query.having) == ("answered", (condition,))


def test_the_choices_of_an_unclear_condition_are_both_and_read_back() -> None:
    choices = demo.read("orders over 5k by territory").choices
    assert [h.level for choice in choices for h in choice.query.having] == ["group", "row"]
    assert [demo.read(choice.question).query for choice in choices] == [choice.query for choice in choices]


def test_months_side_by_side_are_one_time() -> None:
    query = demo.read("revenue in January and February").query
    assert query is not None and query.period is not None and query.compare is None
    assert (query.period.start, query.period.end) == (date(2026, 1, 1), date(2026, 3, 1))


def test_an_average_per_day_of_a_plural_is_no_other_figure() -> None:
    query = demo.read("orders average per day last month").query
    assert query is not None
    assert (query.metrics, query.by, query.transforms) == (("orders",), (), ("mean_over:day",))


def test_a_segments_customers_are_a_filter() -> None:
    query = demo.read("win rate in Tehran for enterprise customers").query
    assert query is not None
    assert query.by == ()
    assert {f.dimension for f in query.filters} == {"territory", "segment"}


def test_my_team_is_a_scorecard_of_my_team() -> None:
    query = demo.read("how is my team doing").query
    assert query is not None
    assert (query.analysis, query.scorecard, query.me, query.by) == ("scorecard", "team", "my_team", ())


def test_what_a_thing_is_asks_for_its_meaning() -> None:
    query = demo.read("what is a lead").query
    assert query is not None
    assert (query.analysis, query.metrics) == ("definition", ("leads",))


def test_opening_a_dashboard_filters_nothing() -> None:
    query = demo.read("open the churn dashboard").query
    assert query is not None
    assert (query.dashboard, query.filters) == ("churn", ())


SENT_LATER = {
    "subscribe_to": {
        "subscribe me to revenue every Monday at 9": "Revenue in 2026",
        "send me revenue by territory every Monday at 9": "Revenue by territory in 2026",
        "every Monday at 9 send me leads by source last week": "Leads by lead source in the week of 16 November 2026",
        "email me top 5 reps by revenue every weekday at 8:30 am": "Revenue by rep in 2026, top 5 by revenue",
        "send me the sales dashboard every morning": "Sales performance in 2026",
    },
    "alert_on": {
        "tell us when churn goes above 5 %": "Churn rate with churn rate above 5% in 2026",
        "alert me if revenue drops below 10k": "Revenue with revenue below 10000 in 2026",
        "notify me when a deal is lost": "Deals lost in 2026",
    },
}


@pytest.mark.parametrize(
    ("code", "question", "about"),
    [(code, question, about) for code, asked in SENT_LATER.items() for question, about in asked.items()],
)
def test_what_is_to_be_sent_later_names_the_question_it_is_about(code: str, question: str, about: str) -> None:
    reading = demo.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code, reading.message.facts) == ("refused", code, {"question": about})
    assert reading.query is not None


@pytest.mark.parametrize(
    "question", ["send me this every Monday at 9", "subscribe", "remind me", "post this every friday"]
)
def test_a_schedule_without_a_question_is_refused_as_one(question: str) -> None:
    reading = demo.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("refused", "not_yet_subscribe")


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("absence_of_all", "customers in Tehran with no order last month"),
        ("absence_of_all", "reps without deals by month"),
        ("mixed_members", "deals won or lost by rep"),
    ],
)
def test_parts_that_cannot_be_laid_together_are_asked_back(code: str, question: str) -> None:
    reading = demo.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("clarify", code)


def test_a_filter_against_a_figures_own_meaning_is_refused() -> None:
    reading = demo.read("deals won for deal stage Lost")
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("refused", "contradiction")


@pytest.mark.parametrize(
    "question",
    ["reps with declining revenue", "territories where revenue increased", "which products declined in sales"],
)
def test_those_that_changed_are_not_all(question: str) -> None:
    reading = demo.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("clarify", "change_condition")


@pytest.mark.parametrize("question", ["sales thir year", "revenue lost month"])
def test_a_slip_before_a_span_of_time_is_no_breakdown(question: str) -> None:
    reading = demo.read(question)
    assert reading.status == "clarify"


@pytest.mark.parametrize(
    ("question", "start"), [("leads lkast month", date(2026, 10, 1)), ("CAC lsast quarter", date(2026, 7, 1))]
)
def test_a_plain_slip_in_a_word_of_periods_is_put_right_and_named(question: str, start: date) -> None:
    reading = demo.read(question)
    assert reading.status == "answered" and reading.query is not None and reading.query.period is not None
    assert (reading.query.by, reading.query.period.start) == ((), start)
    assert [correction.read for correction in reading.corrected] == ["last"]


def test_a_share_by_groups_may_be_a_rate_of_each() -> None:
    reading = demo.read("% of leads converted by source")
    assert [choice.query.metrics for choice in reading.choices] == [("lead_conversion_rate",), ("converted_leads",)]


@pytest.mark.parametrize(
    "question",
    [
        "what should revenue be this month",
        "revenue we should have had last month",
        "top products in top 3 territories",
        "revenue by territory of the top 5 reps",
        "age of open tickets",
        "latest order",
        "list orders last month",
        "revenue east of Tehran last month",
        "how far are we from target this quarter",
        "total of average order values last month",
        "unconverted leads last month",
        "revenue vs Tehran",
        "revenue in Tehran and not in Tehran",
        "revenue this month vs this month",
        "customers with over 10 orders or over 50k revenue this year",
        "time revenue last month",
        "orders due last month",
        "fastest reps last month",
        "top 3 teams by reps last month",
        "customers who bought Atlas Laptop but not Nova Tablet",
        "like-for-like sales growth this year",
        "sales per salesperson hour last month",
        "won pipeline",
        "leads won and lost",
    ],
)
def test_what_would_be_read_wrongly_is_not_answered(question: str) -> None:
    assert demo.read(question).status in ("clarify", "refused")


def test_years_ago_are_held_against_this_year() -> None:
    query = demo.read("revenue vs 2 years ago").query
    assert query is not None and query.period is not None and query.compare is not None
    assert (query.period.start, query.compare.period and query.compare.period.start) == (
        date(2026, 1, 1),
        date(2024, 1, 1),
    )


@pytest.mark.parametrize("question", ["churn by reason last quarter", "this year's churn by reason"])
def test_a_breakdown_kept_for_a_figure_of_the_same_rows_is_offered(question: str) -> None:
    reading = demo.read(question)
    assert reading.status == "clarify"
    assert [(c.query.metrics, c.query.by) for c in reading.choices] == [(("churned_customers",), ("churn_reason",))]


def test_each_figure_that_a_part_of_a_name_may_mean_is_offered() -> None:
    reading = demo.read("response time by rep last month")
    offered = [choice.query for choice in reading.choices]
    assert {query.metrics for query in offered} == {("first_response_time",), ("lead_response_time",)}
    assert all(query.by == ("rep",) and query.period is not None for query in offered)


def test_an_unknown_name_is_not_compared_with_a_time_to_come() -> None:
    reading = demo.read("revenue compared to Microsoft this year")
    assert not reading.choices
    assert not any("2027" in offered or "Computers" in offered for offered in reading.suggestions)


def test_a_figure_that_only_ranks_is_not_asked_for_with_two_of_them() -> None:
    assert demo.read("orders of the top 5 reps by revenue and profit").status == "clarify"


def test_a_member_before_the_noun_is_not_dropped_from_a_list_of_names() -> None:
    reading = demo.read("which B2B customers do we have")
    assert reading.status != "help"


def test_how_many_of_a_product_offers_how_many_were_sold() -> None:
    reading = demo.read("how many Atlas Laptops did we sell last month")
    assert reading.status == "clarify"
    assert [choice.query.metrics for choice in reading.choices] == [("units_sold",), ("revenue",)]
