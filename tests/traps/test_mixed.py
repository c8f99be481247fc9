"""Several things at once: two facts ranked, compared, narrowed.

shops
shop_id  name   city
1        Alpha  Rome
2        Beta   Rome
3        Gamma  Oslo
4        Delta  -

sales
sale_id  shop_id  sold_on     amount
1        1        2026-10-05  100
2        1        2026-10-20  50
3        2        2026-10-07  80
4        3        2026-10-09  20
5        1        2026-09-05  60
6        2        2026-09-06  90
7        4        2026-09-07  10
8        1        2025-10-05  40
9        3        2026-11-15  5

visits
visit_id  shop_id  came_on     people
1         1        2026-10-01  10
2         2        2026-10-02  40
3         4        2026-10-03  7
4         2        2026-09-03  30
5         3        2026-11-15  1

staff
staff_id  shop_id  since       until
1         1        2025-01-01  2026-10-16
2         1        2026-10-01  -
3         2        2026-09-15  -
4         4        2026-10-31  -
"""

from __future__ import annotations

from datetime import date

import pytest
from tiny_company import Company

from queries.answer import Answer
from queries.cannot import CannotAnswer
from queries.query import Compare, Period, Query
from queries.run import answer

CATALOGUE = """
name: Mixed
currency: USD
tables:
  shops: {source: shops, primary_key: shop_id}
  sales: {source: sales, primary_key: sale_id, time: sold_on, joins: {shop: {to: shops, on: shop_id}}}
  visits: {source: visits, primary_key: visit_id, time: came_on, joins: {shop: {to: shops, on: shop_id}}}
  staff: {source: staff, primary_key: staff_id, joins: {shop: {to: shops, on: shop_id}}}
dimensions:
  shop: {table: shops, column: name, label: {en: Shop}}
  city: {table: shops, column: city, label: {en: City}}
metrics:
  amount: {table: sales, agg: sum, expr: amount, format: currency, label: {en: Amount}}
  people: {table: visits, agg: sum, expr: people, label: {en: People}, format: count}
  staff: {table: staff, agg: count_distinct, expr: staff_id, stock: {since: since, until: until}, label: {en: Staff}}
  each: {type: ratio, numerator: amount, denominator: people, format: currency, label: {en: Each}}
  per_head: {type: ratio, numerator: amount, denominator: staff, format: currency, label: {en: Per head}}
"""

OCTOBER = ("2026-10-01", "2026-11-01", "month")
TOP = {"order": "top", "n": 2}


def test_a_ranking_by_the_other_fact_sees_groups_that_only_it_has(company: Company) -> None:
    """By people in October: Beta 40, Alpha 10, Delta 7. Delta sold nothing: it is third by people and shown with 0."""
    rank = {"order": "top", "n": 3, "by": "people"}
    found = company.figures("amount", "people", by=["shop"], period=OCTOBER, rank=rank)
    assert list(found.items()) == [("Beta", (80, 40)), ("Alpha", (150, 10)), ("Delta", (0, 7))]


def test_a_ranking_by_a_fact_that_is_not_shown(company: Company) -> None:
    """The two most visited: Beta and Alpha; only their amounts are shown."""
    found = company.figures("amount", by=["shop"], period=OCTOBER, rank={**TOP, "by": "people"})
    assert list(found.items()) == [("Beta", 80), ("Alpha", 150)]


def test_a_condition_on_the_other_fact(company: Company) -> None:
    """More than 8 people: Alpha and Beta. Gamma was not visited at all: it has none, not any."""
    found = company.figures("amount", by=["shop"], period=OCTOBER, having=[("people", ">", 8.0)])
    assert found == {"Alpha": 150, "Beta": 80}
    few = company.figures("amount", by=["shop"], period=OCTOBER, having=[("people", "<", 8.0)])
    assert few == {"Gamma": 20, "Delta": 0}


def test_ranked_and_compared(company: Company) -> None:
    """October's two best with their September: Alpha 150 after 60, Beta 80 after 90. Beta was first in September."""
    found = company.figures("amount", by=["shop"], period=OCTOBER, rank=TOP, compare="previous_period")
    assert list(found.items()) == [("Alpha", (150, 60, 90, 1.5)), ("Beta", (80, 90, -10, pytest.approx(-1 / 9)))]


def test_compared_over_two_facts(company: Company) -> None:
    """Each: Alpha 150 ÷ 10 after 60 ÷ nothing; Beta 80 ÷ 40 after 90 ÷ 30."""
    found = company.figures("each", by=["shop"], period=OCTOBER, compare="previous_period")
    assert found["Beta"][:3] == (2, 3, -1)
    assert found["Alpha"] == (15, None, None, None)


def test_a_stock_compared_is_held_at_each_end(company: Company) -> None:
    """End of October: staff 2, 3 and 4; end of September: 1 and 3. Delta had none in September."""
    found = company.answer("staff", period=OCTOBER, compare="previous_period")
    assert found.rows[0][:3] == (3, 2, 1)
    by_shop = company.figures("staff", by=["shop"], period=OCTOBER, compare="previous_period")
    assert {shop: values[:2] for shop, values in by_shop.items()} == {"Alpha": (1, 1), "Beta": (1, 1), "Delta": (1, 0)}


def test_a_ratio_of_a_flow_over_a_stock(company: Company) -> None:
    """October's 250 over the 3 at its end; Alpha 150 over 1; Gamma has no staff: no value."""
    assert company.value("per_head", period=OCTOBER) == pytest.approx(250 / 3)
    found = company.figures("per_head", by=["shop"], period=OCTOBER)
    assert found == {"Alpha": 150, "Beta": 80, "Gamma": None, "Delta": 0}


def test_a_filter_holds_for_all_that_is_compared_and_ranked(company: Company) -> None:
    """Rome alone: 230 after 150; the year before 40."""
    rome = [("city", "in", "Rome")]
    assert company.answer("amount", period=OCTOBER, filters=rome, compare="previous_period").rows[0][:2] == (230, 150)
    assert company.answer("amount", period=OCTOBER, filters=rome, compare="previous_year").rows[0][:2] == (230, 40)


def test_the_other_periods_to_compare_with(company: Company) -> None:
    """October against the quarter before (July: nothing), the month before (September, 160), the week before a week."""
    assert company.answer("amount", period=OCTOBER, compare="previous_quarter").rows[0][:2] == (250, 0)
    assert company.answer("amount", period=OCTOBER, compare="previous_month").rows[0][:2] == (250, 160)
    week = ("2026-10-05", "2026-10-12", "week")
    assert company.answer("amount", period=week, compare="previous_week").rows[0][:2] == (200, 0)


def explicit(company: Company, start: str, end: str) -> Answer:
    """October against any other days."""
    query = Query(
        ("amount",),
        period=Period(date(2026, 10, 1), date(2026, 11, 1), "month"),
        compare=Compare("explicit", Period(date.fromisoformat(start), date.fromisoformat(end))),
    )
    from queries.dataset import open_dataset

    today = date(2026, 11, 23)
    return answer(query, open_dataset(company.catalogue, company.engine, today), today)


def test_a_period_named_to_compare_with(company: Company) -> None:
    """October against September, and against October of the year before."""
    assert explicit(company, "2026-09-01", "2026-10-01").rows[0][:2] == (250, 160)
    assert explicit(company, "2025-10-01", "2025-11-01").rows[0][:2] == (250, 40)


def test_an_open_period_has_nothing_before_it(company: Company) -> None:
    """ "Up to October" cannot be held against the period before: there is none."""
    try:
        found = company.answer("amount", period=(None, "2026-11-01"), compare="previous_period")
    except CannotAnswer:
        return
    assert found.compared is None
    assert found.rows[0][0] == 450


def test_shares_with_a_comparison_are_of_their_own_period(company: Company) -> None:
    """October's shares: 150, 80 and 20 of 250; whatever the comparison adds, it is not of another period's total."""
    found = company.column(
        "amount__share", "amount", by=["shop"], period=OCTOBER, compare="previous_period", transforms=["share"]
    )
    assert {s: v for s, v in found.items() if v} == {"Alpha": 0.6, "Beta": 0.32, "Gamma": 0.08}


def test_totals_of_a_ranked_ratio_are_of_everything(company: Company) -> None:
    """Each of the best: the total is 250 ÷ 57 over all shops, ranked or not."""
    found = company.answer("each", by=["shop"], period=OCTOBER, rank=TOP)
    assert found.totals["each"] == pytest.approx(250 / 57)


def test_a_trend_by_group_ranked_keeps_whole_series(company: Company) -> None:
    """Top two shops by month, September and October: Alpha 210 and Beta 170 in all; each keeps both its months."""
    months = ("2026-09-01", "2026-11-01", "month", 2)
    found = company.figures("amount", by=["shop", "month"], period=months, rank=TOP)
    sold = {key: value for key, value in found.items() if value}
    assert sold == {
        ("Alpha", date(2026, 9, 1)): 60,
        ("Alpha", date(2026, 10, 1)): 150,
        ("Beta", date(2026, 9, 1)): 90,
        ("Beta", date(2026, 10, 1)): 80,
    }
