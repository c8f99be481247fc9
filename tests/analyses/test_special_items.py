"""The dashboards' special answers, asked in words in both languages, give what SQL by hand gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from intents.read import Reader
from queries.analyses import analyse
from queries.answer import Answer
from queries.dataset import Dataset

TODAY = date(2026, 11, 23)
Ask = Callable[[str], Answer]
Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def ask(demo_dataset: Dataset) -> Ask:
    reader = Reader(demo_dataset.catalogue, demo_dataset.members, ("en", "fa"))

    def asked(words: str) -> Answer:
        reading = reader.read(words, TODAY)
        assert reading.status == "answered" and reading.query is not None
        return analyse(reading.query, demo_dataset, TODAY)

    return asked


@pytest.fixture
def by_hand(demo_dataset: Dataset) -> Callable[[str], Rows]:
    return lambda sql: [tuple(row) for row in demo_dataset.engine.run(sql, {}).rows]


_CHURN = (
    "SELECT count(DISTINCT customer_id) FILTER (ended_on >= '{start}' AND ended_on < '{end}') "
    "/ count(DISTINCT customer_id) FROM customer_spells "
    "WHERE started_on < '{start}' AND (ended_on IS NULL OR ended_on >= '{start}')"
)


@pytest.mark.parametrize(
    ("words", "start"), [("customer overview", "2026-01-01"), ("نمای کلی مشتری", "2026-03-21")], ids=["en", "fa"]
)
def test_the_customers_card(words: str, start: str, ask: Ask, by_hand: Callable[[str], Rows]) -> None:
    found = ask(words)
    got = dict(zip((c.id for c in found.columns), found.rows[0], strict=True))
    end = "2026-11-24"
    ((active,),) = by_hand(
        f"SELECT count(DISTINCT customer_id) FROM customer_spells WHERE started_on < '{end}' "
        f"AND (ended_on IS NULL OR ended_on >= '{end}')"
    )
    ((new,),) = by_hand(f"SELECT count(*) FROM customers WHERE acquired_on >= '{start}' AND acquired_on < '{end}'")
    ((left,),) = by_hand(_CHURN.format(start=start, end=end))
    ((liked,),) = by_hand(
        "SELECT count(*) FILTER (score >= 4) / count(*) FROM satisfaction_responses "
        f"WHERE responded_at >= '{start}' AND responded_at < '{end}'"
    )
    assert (got["customers"], got["new_customers"]) == (active, new)
    assert (got["churn_rate"], got["csat"]) == pytest.approx((left, liked))
    assert got["retention_rate"] == pytest.approx(1 - float(str(left)))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("forecast churn rate for the next 3 months", "2026-12-01"),
        ("پیش بینی نرخ ریزش در سه ماه آینده", "2026-12-22"),
    ],
)
def test_a_forecast_of_a_rate_goes_on_from_its_past(
    words: str, first: str, ask: Ask, by_hand: Callable[[str], Rows]
) -> None:
    found = ask(words)
    assert next(str(row[0]) for row in found.rows if row[2] is not None) == first
    past = [(str(row[0]), row[1]) for row in found.rows if row[1] is not None]
    assert len(past) > 24
    for (start, rate), (end, _) in pairwise(past):
        ((left,),) = by_hand(_CHURN.format(start=start, end=end))
        assert rate == pytest.approx(left)


# The same days in both languages: the period's first day, and the day after its last.
@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("how is Sara Ahmadi doing this quarter", "2026-10-01", "2026-11-24"),
        ("عملکرد سارا احمدی در این فصل", "2026-09-23", "2026-11-24"),
    ],
)
def test_one_reps_card(words: str, start: str, end: str, ask: Ask, by_hand: Callable[[str], Rows]) -> None:
    found = ask(words)
    got = dict(zip((c.id for c in found.columns), found.rows[0], strict=True))
    who = "rep_id = (SELECT rep_id FROM reps WHERE name = 'Sara Ahmadi')"
    ((revenue,),) = by_hand(
        "SELECT sum(net_amount)::DOUBLE FROM order_lines JOIN orders USING (order_id) "
        f"WHERE {who} AND ordered_at >= '{start}' AND ordered_at < '{end}'"
    )
    ((won, lost, amount),) = by_hand(
        "SELECT count(*) FILTER (WHERE stage = 'Won'), count(*) FILTER (WHERE stage = 'Lost'), "
        f"sum(amount) FILTER (WHERE stage = 'Won')::DOUBLE FROM opportunities WHERE {who} "
        f"AND closed_on >= '{start}' AND closed_on < '{end}'"
    )
    assert got["revenue"] == pytest.approx(revenue)
    assert got["deals_won"] == won
    assert got["win_rate"] == pytest.approx(int(str(won)) / (int(str(won)) + int(str(lost))))
    assert got["average_deal_size"] == pytest.approx(float(str(amount)) / int(str(won)))


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("show the interaction history of Pars Foods since January", "2026-01-01", "2026-11-24"),
        ("تاریخچه تعامل با صنایع غذایی پارس در سه ماه اخیر", "2026-08-23", "2026-11-22"),
    ],
)
def test_one_customers_timeline(words: str, start: str, end: str, ask: Ask, by_hand: Callable[[str], Rows]) -> None:
    found = ask(words)
    listed = by_hand(
        "SELECT occurred_at::DATE, kind FROM interactions JOIN customers USING (customer_id) "
        f"WHERE customers.name = 'Pars Foods' AND occurred_at >= '{start}' AND occurred_at < '{end}' "
        "ORDER BY occurred_at DESC"
    )
    assert found.group_count == len(listed)
    assert [str(row[0])[:10] for row in found.rows] == [str(day) for day, _ in listed]
    assert [row[1] for row in found.rows] == [kind for _, kind in listed]


@pytest.mark.parametrize("words", ["territory goals this year", "اهداف مناطق در سال ۲۰۲۶"])
def test_every_territorys_revenue_goal(words: str, ask: Ask, by_hand: Callable[[str], Rows]) -> None:
    found = ask(words)
    got = {row[0]: row[2:5] for row in found.rows if row[1] == "revenue"}
    listed = by_hand(
        "SELECT t.name, g.goal::DOUBLE, (SELECT sum(net_amount)::DOUBLE FROM order_lines JOIN orders o "
        "USING (order_id) WHERE o.territory_id = t.territory_id AND ordered_at >= '2026-01-01') "
        "FROM goals g JOIN territories t USING (territory_id) WHERE metric = 'revenue' AND starts_on = '2026-01-01'"
    )
    assert len(got) == len(listed) == 31
    for name, goal, actual in listed:
        assert got[name] == pytest.approx((goal, actual, float(str(actual)) / float(str(goal))))


@pytest.mark.parametrize("words", ["profile of churned customers in 2026", "مشخصات مشتریان ریزش کرده در سال ۲۰۲۶"])
def test_lifts_of_who_churned(words: str, ask: Ask, by_hand: Callable[[str], Rows]) -> None:
    found = ask(words)
    assert found.rows
    for attribute, member, count, base, share, base_share, lift in found.rows:
        ((left, all_left, active, all_active),) = by_hand(
            f"WITH left_us AS (SELECT DISTINCT customer_id FROM customer_spells WHERE ended_on >= '2026-01-01' "
            f"AND ended_on < '2026-11-24'), active AS (SELECT DISTINCT customer_id FROM customer_spells "
            f"WHERE started_on < '2026-11-24' AND (ended_on IS NULL OR ended_on >= '2026-11-24')) "
            f"SELECT (SELECT count(*) FROM left_us JOIN customers USING (customer_id) WHERE {attribute} = '{member}'), "
            f"(SELECT count({attribute}) FROM left_us JOIN customers USING (customer_id)), "
            f"(SELECT count(*) FROM active JOIN customers USING (customer_id) WHERE {attribute} = '{member}'), "
            f"(SELECT count({attribute}) FROM active JOIN customers USING (customer_id))"
        )
        part, whole = (int(str(a)) / int(str(b)) for a, b in ((left, all_left), (active, all_active)))
        assert (count, base) == (left, active)
        assert (share, base_share, lift) == pytest.approx((part, whole, part / whole))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("forecast sales for the next 6 months", "2026-12-01"),
        ("پیش بینی فروش شش ماه آینده", "2026-12-22"),
    ],
)
def test_a_forecast_goes_on_from_the_figures_of_the_past(
    words: str, first: str, ask: Ask, by_hand: Callable[[str], Rows]
) -> None:
    found = ask(words)
    ahead = [row for row in found.rows if row[2] is not None]
    past = [row for row in found.rows if row[1] is not None]
    assert len(ahead) == 6 and str(ahead[0][0]) == first
    start, end = past[-2][0], past[-1][0]
    ((month,),) = by_hand(
        "SELECT sum(net_amount)::DOUBLE FROM order_lines JOIN orders USING (order_id) "
        f"WHERE ordered_at >= '{start}' AND ordered_at < '{end}'"
    )
    assert past[-2][1] == pytest.approx(month)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("sales funnel by region last quarter", "2026-07-01", "2026-10-01"),
        ("قیف فروش به تفکیک ناحیه در سه ماهه سوم ۲۰۲۶", "2026-07-01", "2026-10-01"),
    ],
)
def test_a_funnels_days_and_parts(words: str, start: str, end: str, ask: Ask, by_hand: Callable[[str], Rows]) -> None:
    found = ask(words)
    got = {(row[0], row[1]): row[2:] for row in found.rows}
    listed = by_hand(
        "WITH came AS (SELECT lead_id, min(entered_at) FILTER (WHERE stage = 'Lead') AS began, "
        "min(entered_at) FILTER (WHERE stage = 'Qualified') AS qualified FROM lead_stage_events GROUP BY 1) "
        "SELECT t.region, count(*), count(qualified), median(date_diff('second', began, qualified) / 86400.0) "
        "FROM came JOIN leads USING (lead_id) JOIN territories t USING (territory_id) "
        f"WHERE began >= '{start}' AND began < '{end}' GROUP BY 1"
    )
    stages = list(dict.fromkeys(row[1] for row in found.rows))
    for region, leads, qualified, days in listed:
        assert got[region, stages[0]][0] == leads
        count, rate, top, median = got[region, stages[1]]
        assert (count, rate, top) == pytest.approx((qualified, int(str(qualified)) / int(str(leads)), rate))
        assert median == pytest.approx(days, rel=1e-3)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("which customers did not order this quarter", "2026-10-01"),
        ("کدام مشتریان در این فصل سفارش نداده اند", "2026-09-23"),
    ],
)
def test_who_is_absent(words: str, start: str, ask: Ask, by_hand: Callable[[str], Rows]) -> None:
    found = ask(words)
    listed = by_hand(
        "SELECT name FROM customers WHERE customer_id NOT IN (SELECT customer_id FROM orders "
        f"WHERE ordered_at >= '{start}' AND ordered_at < '2026-11-24')"
    )
    assert found.group_count in (None, len(found.rows))
    assert sorted(str(row[0]) for row in found.rows) == sorted(str(name) for (name,) in listed)
