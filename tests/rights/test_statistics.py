"""Who may see a mean may see the median of its rows, nobody else."""

from __future__ import annotations

import pytest

from bot.rights import Access, apply
from queries.catalogue.load import load_catalogue_text
from queries.query import Having, Query, Rank
from queries.rights import Denied

CATALOGUE = load_catalogue_text("""
name: Shop
currency: EUR
tables:
  orders: {primary_key: order_id, time: ordered_on}
dimensions:
  region: {table: orders, column: region, label: {en: Region}}
metrics:
  orders: {table: orders, agg: count, label: {en: Orders}}
  discount: {table: orders, agg: avg, expr: discount, format: percent, label: {en: Discount}}
""")
ASKED = [
    Query(("discount__median",)),
    Query(("orders",), by=("region",), having=(Having("discount__max", ">", 1),)),
    Query(("orders",), by=("region",), rank=Rank("top", 3, "discount__p90")),
]


@pytest.mark.parametrize("query", ASKED)
def test_a_statistic_is_seen_with_its_mean(query: Query) -> None:
    assert apply(query, Access(None, "seller", frozenset({"orders", "discount"})), CATALOGUE).metrics == query.metrics
    with pytest.raises(Denied):
        apply(query, Access(None, "seller", frozenset({"orders"})), CATALOGUE)
