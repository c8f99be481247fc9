"""Who has none: members without any row, told from those whom a filter leaves out.

buyers
buyer_id  name  town   joined_on
1         Ada   Ghent  2025-01-01
2         Ada   Ghent  2025-01-01
3         Bo    Ghent  2025-01-01
4         Cy    Bruges  2025-01-01
5         Di    Bruges  2025-01-01
6         -     Ghent  2025-01-01

items
item_id  kind
1        Toys
2        Food

sales
sale_id  buyer_id  item_id  sold_on     amount
1        1         1        2026-01-05  10
2        3         2        2026-01-06  20
3        4         1        2025-06-01  40
4        5         2        2026-01-07  -5
5        5         2        2026-01-08  5
6        4         2        2026-02-03  80
"""

from __future__ import annotations

from typing import Any

import pytest
from tiny_company import Company

from queries.catalogue.load import load_catalogue_text

CATALOGUE = """
name: Absence
currency: USD
tables:
  buyers: {source: buyers, primary_key: buyer_id, time: joined_on}
  items: {source: items, primary_key: item_id}
  sales: {source: sales, primary_key: sale_id, time: sold_on,
    joins: {buyer: {to: buyers, on: buyer_id}, item: {to: items, on: item_id}}}
dimensions:
  buyer: {table: buyers, column: name, key: buyer_id, label: {en: Buyer}}
  town: {table: buyers, column: town, label: {en: Town}}
  kind: {table: items, column: kind, label: {en: Kind}}
metrics:
  amount: {table: sales, agg: sum, expr: amount, format: currency, label: {en: Amount}}
  sales: {table: sales, agg: count, label: {en: Sales}}
  mean_sale: {table: sales, agg: avg, expr: amount, format: currency, label: {en: Mean sale}}
"""

JANUARY = ("2026-01-01", "2026-02-01", "month")
NONE = [("sales", "=", 0.0)]

BY_HAND = """
SELECT b.name FROM buyers b WHERE b.name IS NOT NULL AND {who}
AND NOT EXISTS (SELECT 1 FROM sales s JOIN items i USING (item_id) WHERE s.buyer_id = b.buyer_id
  AND s.sold_on >= '2026-01-01' AND s.sold_on < '2026-02-01' AND {what}) ORDER BY 1
"""


@pytest.mark.parametrize(
    ("filters", "who", "what"),
    [
        ([], "true", "true"),
        ([("town", "in", "Ghent")], "b.town = 'Ghent'", "true"),
        ([("town", "not_in", "Ghent")], "b.town <> 'Ghent'", "true"),
        ([("kind", "in", "Toys")], "true", "i.kind = 'Toys'"),
        ([("kind", "in", "Toys"), ("town", "in", "Bruges")], "b.town = 'Bruges'", "i.kind = 'Toys'"),
        ([("buyer", "in", "Ada", "Cy")], "b.name IN ('Ada', 'Cy')", "true"),
        ([("buyer", "starts_with", "a", "d")], "(b.name ILIKE 'a%' OR b.name ILIKE 'd%')", "true"),
    ],
)
def test_who_bought_nothing(company: Company, filters: list[Any], who: str, what: str) -> None:
    """One Ada bought and the other did not: one row, not none and not two."""
    expected = company.engine.run(BY_HAND.format(who=who, what=what), {}).rows
    found = company.answer("sales", by=["buyer"], having=NONE, filters=filters, period=JANUARY)
    assert sorted(found.rows) == [(name, 0) for (name,) in expected]
    assert found.notes == () and found.group_count == len(expected)


def test_nothing_added_up_is_not_no_rows(company: Company) -> None:
    """Di's sales of January add up to 0; she is there too when the amount is asked for, and not when sales are."""
    by_amount = company.answer("amount", by=["buyer"], having=[("amount", "=", 0.0)], period=JANUARY)
    assert sorted(name for name, _ in by_amount.rows) == ["Ada", "Cy", "Di"]


def test_a_mean_of_nothing_is_no_zero(company: Company) -> None:
    found = company.answer("mean_sale", by=["buyer"], having=[("mean_sale", "=", 0.0)], period=JANUARY)
    assert found.rows == (("Di", 0.0),)


def test_rows_of_another_town_than_the_members_leave_it_open(company: Company) -> None:
    """Where sales have a town of their own, "in Ghent" may mean the sale or the buyer: said, not guessed."""
    company.engine.connection.execute("ALTER TABLE sales ADD COLUMN town VARCHAR DEFAULT 'Ghent'")
    moved = CATALOGUE.replace("column: town, label", "column: town, paths: {sales: town}, label")
    other = Company(load_catalogue_text(moved), company.engine)
    found = other.answer("sales", by=["buyer"], having=NONE, filters=[("town", "in", "Ghent")], period=JANUARY)
    assert found.rows == ()
    assert "only_groups_with_rows" in [note.code for note in found.notes]


def test_who_has_none_is_ranked_with_the_rest(company: Company) -> None:
    """At most one sale: Ada and Cy have none, Bo and Ada have one each; the two with the least come first."""
    found = company.answer(
        "sales", by=["buyer"], having=[("sales", "<=", 1.0)], period=JANUARY, rank={"order": "bottom", "n": 2}
    )
    assert sorted(found.rows) == [("Ada", 0), ("Cy", 0)]
    best = company.answer(
        "sales", by=["buyer"], having=[("sales", "<=", 1.0)], period=JANUARY, rank={"order": "top", "n": 2}
    )
    assert sorted(best.rows) == [("Ada", 1), ("Bo", 1)]
