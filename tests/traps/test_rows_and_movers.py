"""Conditions on single rows, and groups ranked by how much they changed, against SQL written by hand.

orders
order_id  town   placed_on
1         Ghent  2026-01-05
2         Ghent  2026-01-06
3         Bruges  2026-01-07
4         Bruges  2026-01-08
5         -      2026-01-09
6         Ghent  2025-12-05
7         Bruges  2025-12-06
8         Ypres  2025-12-07
9         Lier   2026-01-10

lines
line_id  order_id  kind  amount
1        1         Toys  3000
2        1         Food  2500
3        2         Toys  5000
4        3         Toys  5001
5        4         Food  100
6        5         Food  9000
7        6         Toys  400
8        7         Food  4000
9        8         Food  50
10       9         Toys  70
"""

from __future__ import annotations

from typing import Any

import pytest
from tiny_company import Company

from queries.cannot import CannotAnswer
from queries.query import from_json, to_json

CATALOGUE = """
name: Rows
currency: USD
tables:
  orders: {source: orders, primary_key: order_id, time: placed_on}
  lines: {source: lines, primary_key: line_id, time: order.placed_on, joins: {order: {to: orders, on: order_id}}}
dimensions:
  town: {table: orders, column: town, label: {en: Town}}
  kind: {table: lines, column: kind, label: {en: Kind}}
metrics:
  revenue: {table: lines, agg: sum, expr: amount, format: currency, label: {en: Revenue}}
  orders: {table: lines, agg: count_distinct, expr: order_id, label: {en: Orders}}
  lines: {table: lines, agg: count, label: {en: Lines}}
  order_value: {type: ratio, numerator: revenue, denominator: orders, format: currency, label: {en: Order value}}
"""

JANUARY = ("2026-01-01", "2026-02-01", "month")
LINES = "lines l JOIN orders o USING (order_id) WHERE o.placed_on >= '2026-01-01' AND o.placed_on < '2026-02-01'"
LARGE = "order_id IN (SELECT order_id FROM lines GROUP BY 1 HAVING sum(amount) {test})"


@pytest.mark.parametrize(
    ("condition", "test"),
    [
        ((">", 5000.0), "> 5000"),
        ((">=", 5000.0), ">= 5000"),
        (("<", 5000.0), "< 5000"),
        (("=", 5000.0), "= 5000"),
        (("between", 5000.0, 5500.0), "BETWEEN 5000 AND 5500"),
    ],
)
def test_orders_above_an_amount_are_whole_orders(company: Company, condition: tuple[Any, ...], test: str) -> None:
    """Order 1 is above 5,000 by its two lines together, neither of which is."""
    op, value, *upper = condition
    having = [("revenue", op, value, upper[0] if upper else None, "row")]
    by_hand = f"SELECT count(DISTINCT order_id), sum(amount) / count(DISTINCT order_id) FROM {LINES} AND {LARGE}"
    ((orders, mean),) = company.engine.run(by_hand.format(test=test), {}).rows
    assert company.value("orders", having=having, period=JANUARY) == orders
    assert company.value("order_value", having=having, period=JANUARY) == pytest.approx(mean)


def test_lines_above_an_amount_are_single_lines(company: Company) -> None:
    having = [("revenue", ">", 2600.0, None, "row")]
    ((lines, amount),) = company.engine.run(f"SELECT count(*), sum(amount) FROM {LINES} AND amount > 2600", {}).rows
    assert company.value("lines", having=having, period=JANUARY) == lines
    assert company.value("revenue", having=having, period=JANUARY) == amount


def test_by_town_each_order_counts_where_it_was_placed(company: Company) -> None:
    having = [("revenue", ">", 5000.0, None, "row")]
    by_hand = f"SELECT town, count(DISTINCT order_id) FROM {LINES} AND {LARGE.format(test='> 5000')} GROUP BY 1"
    expected = dict(company.engine.run(by_hand, {}).rows)
    found = company.answer("orders", by=["town"], having=having, period=JANUARY)
    assert dict(found.rows) == expected == {"Ghent": 1, "Bruges": 1, None: 1}
    assert found.totals == {"orders": 3}


def test_a_condition_on_rows_stands_beside_one_on_groups(company: Company) -> None:
    having = [("revenue", ">", 60.0, None, "row"), ("lines", ">=", 2.0)]
    assert company.figures("lines", by=["town"], having=having, period=JANUARY) == {"Ghent": 3, "Bruges": 2}


MOVES = """
SELECT town, now, now - before AS change, now / nullif(before, 0) - 1 AS growth FROM (
  SELECT town, coalesce(sum(amount) FILTER (placed_on >= '2026-01-01'), 0) AS now,
    coalesce(sum(amount) FILTER (placed_on < '2026-01-01'), 0) AS before
  FROM lines JOIN orders USING (order_id) WHERE placed_on >= '2025-12-01' AND placed_on < '2026-02-01' GROUP BY 1)
ORDER BY {by} NULLS LAST, town NULLS LAST LIMIT {n}
"""


@pytest.mark.parametrize("order", ["top", "bottom"])
@pytest.mark.parametrize("on", ["change", "growth"])
def test_the_most_changed_come_first(company: Company, on: str, order: str) -> None:
    """Towns without a figure before have a change but no growth, and come last by growth either way."""
    rank = {"order": order, "n": 3, "on": on}
    found = company.answer("revenue", by=["town"], compare="previous_period", rank=rank, period=JANUARY)
    by = f"{on} {'DESC' if order == 'top' else 'ASC'}"
    expected = company.engine.run(MOVES.format(by=by, n=3), {}).rows
    ids = [column.id for column in found.columns]
    shown = [(row[0], row[ids.index("revenue")], row[ids.index("revenue__change")]) for row in found.rows]
    assert shown == [tuple(row[:3]) for row in expected]
    assert found.group_count == 5
    assert found.totals["revenue__change"] == 24671 - 4450


def test_ranked_by_the_change_of_another_figure(company: Company) -> None:
    rank = {"order": "top", "n": 1, "by": "lines", "on": "change"}
    found = company.answer("revenue", by=["town"], compare="previous_period", rank=rank, period=JANUARY)
    assert [row[0] for row in found.rows] == ["Ghent"]
    assert {column.of for column in found.columns} == {"town", "revenue"}
    assert all(name.startswith("revenue") for name in found.totals)


def test_no_change_without_a_comparison(company: Company) -> None:
    with pytest.raises(CannotAnswer) as caught:
        company.answer("revenue", by=["town"], rank={"order": "top", "on": "growth"}, period=JANUARY)
    assert caught.value.note.code == "no_change_to_rank_by"


def test_the_json_keeps_what_is_ranked(company: Company) -> None:
    rank = {"order": "top", "n": 3, "on": "growth"}
    query = company.answer("revenue", by=["town"], compare="previous_period", rank=rank, period=JANUARY).query
    assert from_json(to_json(query)) == query
    with pytest.raises(ValueError, match="rank: on"):
        from_json({"rank": {"order": "top", "on": "luck"}})
