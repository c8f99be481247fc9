"""Joins multiply rows: every fact must be counted alone before figures stand side by side.

regions
region_id  name
1          North
2          South

customers
customer_id  name  region_id  segment
1            Ada   1          Large
2            Bo    1          Small
3            Cy    2          -

orders
order_id  customer_id  ordered_on
1         1            2026-01-05
2         1            2026-01-20
3         2            2026-02-03

lines
line_id  order_id  product  net
1        1         Apple    10
2        1         Pear     20
3        2         Apple    30
4        3         Pear     5

visits
visit_id  customer_id  visited_on  minutes
1         1            2026-01-07  15
2         1            2026-01-08  15
3         1            2026-01-09  30
4         3            2026-01-10  60
"""

from __future__ import annotations

import pytest
from tiny_company import Company

from queries.cannot import CannotAnswer

CATALOGUE = """
name: Joins
currency: USD
tables:
  regions: {source: regions, primary_key: region_id}
  customers: {source: customers, primary_key: customer_id, joins: {region: {to: regions, on: region_id}}}
  orders: {source: orders, primary_key: order_id, time: ordered_on, joins: {customer: {to: customers, on: customer_id}}}
  lines: {source: lines, primary_key: line_id, time: sale.ordered_on, joins: {sale: {to: orders, on: order_id}}}
  visits: {source: visits, primary_key: visit_id, time: visited_on, joins: {customer: {to: customers, on: customer_id}}}
dimensions:
  region: {table: regions, column: name, label: {en: Region}, scope: true}
  customer: {table: customers, column: name, key: customer_id, label: {en: Customer}}
  segment: {table: customers, column: segment, label: {en: Segment}}
  product: {table: lines, column: product, label: {en: Product}}
metrics:
  revenue: {table: lines, agg: sum, expr: net, format: currency, label: {en: Revenue}}
  orders: {table: orders, agg: count_distinct, expr: order_id, label: {en: Orders}}
  ordered: {table: lines, agg: count_distinct, expr: sale.order_id, label: {en: Orders with lines}}
  buyers: {table: orders, agg: count_distinct, expr: customer_id, label: {en: Buyers}}
  visits: {table: visits, agg: count, label: {en: Visits}}
  minutes: {table: visits, agg: sum, expr: minutes, format: points, label: {en: Minutes}}
  order_value: {type: ratio, numerator: revenue, denominator: orders, format: currency, label: {en: Order value}}
  revenue_per_visit: {type: ratio, numerator: revenue, denominator: visits, format: currency, label: {en: Per visit}}
"""

YEAR = ("2026-01-01", "2027-01-01", "year")


def test_an_order_with_two_lines_is_one_order(company: Company) -> None:
    """Fan-out: orders 1, 2, 3 have 2 + 1 + 1 lines. Joined, a plain count says 4 orders; there are 3."""
    assert company.value("orders", "revenue", period=YEAR) == (3, 65)
    assert company.value("ordered", period=YEAR) == 3
    assert company.value("order_value", period=YEAR) == pytest.approx(65 / 3)


def test_two_facts_of_one_customer_do_not_multiply(company: Company) -> None:
    """Chasm: Ada has 3 lines and 3 visits. Joined through her, revenue would be 3 × 60 and visits 3 × 3."""
    assert company.figures("revenue", "visits", by=["customer"], period=YEAR) == {
        "Ada": (60, 3),
        "Bo": (5, 0),
        "Cy": (0, 1),
    }
    assert company.value("revenue", "minutes", period=YEAR) == (65, 120)


def test_a_ratio_over_two_facts_divides_each_group_alone(company: Company) -> None:
    """Ada: 60 ÷ 3 visits. Bo was never visited: no value. Cy was visited once and bought nothing: 0. In all 65 ÷ 4."""
    assert company.figures("revenue_per_visit", by=["customer"], period=YEAR) == {"Ada": 20, "Bo": None, "Cy": 0}
    assert company.value("revenue_per_visit", period=YEAR) == 16.25


def test_groups_meet_also_where_their_name_is_missing(company: Company) -> None:
    """Cy has no segment. The missing segment is one group, not two that failed to join.

    regions
    region_id  name
    1          North

    customers
    customer_id  name  region_id  segment
    1            Ada   1          Large
    2            Bo    1          -
    3            Cy    1          -

    orders
    order_id  customer_id  ordered_on
    1         2            2026-01-05

    lines
    line_id  order_id  product  net
    1        1         Apple    7

    visits
    visit_id  customer_id  visited_on  minutes
    1         3            2026-01-07  15
    """
    assert company.figures("revenue", "visits", by=["segment"], period=YEAR) == {None: (7, 1)}


def test_a_row_without_its_partner_stays_in_the_total_and_in_the_missing_group(company: Company) -> None:
    """Order 2 belongs to a customer who is not in the list, order 3 to nobody. Their money is money all the same.

    orders
    order_id  customer_id  ordered_on
    1         1            2026-01-05
    2         99           2026-01-20
    3         -            2026-02-03

    lines
    line_id  order_id  product  net
    1        1         Apple    10
    2        2         Pear     20
    3        3         Apple    30
    """
    assert company.value("revenue", period=YEAR) == 60
    assert company.figures("revenue", by=["region"], period=YEAR) == {"North": 10, None: 50}


def test_distinct_counts_of_groups_do_not_add_up_to_the_total(company: Company) -> None:
    """Order 1 has both products: 2 orders with Apple, 2 with Pear, but 3 in all. The total is counted, not added.

    The same for buyers by month: Ada buys in January (twice), Bo in February.
    """
    found = company.answer("ordered", by=["product"], period=YEAR)
    assert {row[0]: row[1] for row in found.rows} == {"Apple": 2, "Pear": 2}
    assert found.totals["ordered"] == 3
    assert company.value("buyers", period=YEAR) == 2


def test_a_breakdown_that_only_one_of_the_facts_has_is_refused(company: Company) -> None:
    """Visits have no product: neither visits nor revenue per visit can be told by product, nor filtered by it."""
    with pytest.raises(CannotAnswer):
        company.answer("visits", by=["product"], period=YEAR)
    with pytest.raises(CannotAnswer):
        company.answer("revenue_per_visit", by=["product"], period=YEAR)
    with pytest.raises(CannotAnswer):
        company.answer("revenue", "visits", by=["product"], period=YEAR)
    with pytest.raises(CannotAnswer):
        company.answer("visits", filters=[("product", "in", "Apple")], period=YEAR)


def test_orders_by_product_need_lines_so_orders_of_the_order_table_refuse_it(company: Company) -> None:
    """From an order to its lines is one to many: a product cannot be an order's."""
    with pytest.raises(CannotAnswer):
        company.answer("orders", by=["product"], period=YEAR)


def test_rights_narrow_every_fact_of_an_answer(company: Company) -> None:
    """A person who may see South sees Cy's visit and no revenue, in single figures, side by side and in ratios."""
    south = [("region", "in", "South")]
    assert company.value("revenue", "visits", scope=south, period=YEAR) == (0, 1)
    assert company.value("revenue_per_visit", scope=south, period=YEAR) == 0
    assert company.figures("visits", by=["customer"], scope=south, period=YEAR) == {"Cy": 1}


def test_rights_and_filters_both_hold(company: Company) -> None:
    """Allowed: South. Asked: North. Nothing is both; the rights are never widened by the filter."""
    asked = {"scope": [("region", "in", "South")], "filters": [("region", "in", "North")], "period": YEAR}
    assert company.value("visits", **asked) == 0
    assert company.figures("visits", by=["region"], **asked) == {}


def test_rights_that_a_fact_cannot_be_narrowed_by_refuse_it(company: Company) -> None:
    """Products are allowed by right; visits have none, so showing visits would show what may not be seen."""
    with pytest.raises(CannotAnswer):
        company.answer("visits", scope=[("product", "in", "Apple")], period=YEAR)
