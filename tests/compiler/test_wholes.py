"""The figures over all groups come along with the groups' own, and are those of a question without its breakdown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from questions import queries, shops
from shop import TODAY, MemoryEngine, Shop, dataset_of

from queries.cannot import CannotAnswer
from queries.query import Query, Rank
from queries.results.figures import figures
from queries.results.totals import total_row, whole_of
from queries.run import answer

LEFT, RIGHT = {"shop_id": 1, "name": "Plaza", "region": "North"}, {"shop_id": 2, "name": "Mall", "region": "South"}


@settings(max_examples=120, deadline=None)
@given(shop=shops, query=queries())
def test_as_a_statement_of_their_own_would_say(shop: Shop, query: Query) -> None:
    query = replace(query, having=())
    data = dataset_of(shop)
    try:
        found = answer(query, data, TODAY)
        alone = total_row(figures(whole_of(query), data, TODAY))
    except CannotAnswer:
        return
    if not query.by or not found.rows:
        return
    for name, value in found.totals.items():
        assert value == pytest.approx(alone[name], abs=1e-6), name


def sale(number: int, shop: int, person: int, quantity: int) -> dict[str, object]:
    when = TODAY.replace(day=number % 19 + 1)
    return {
        "sale_id": number,
        "shop_id": shop,
        "item_id": 1,
        "person_id": person,
        "amount": 1,
        "quantity": quantity,
        "sold_at": when,
    }


@pytest.mark.parametrize(
    ("metric", "whole"), [("buyers", 2), ("mean_quantity", 3.0), ("big_share", 0.0), ("amount", 3), ("most", 5)]
)
def test_a_ranking_asks_once(metric: str, whole: float) -> None:
    """Person 1 buys in both shops: the shops' buyers do not add up."""
    data = dataset_of(Shop(sales=[sale(1, 1, 1, 1), sale(2, 2, 1, 3), sale(3, 2, 2, 5)], shops=[LEFT, RIGHT]))
    query = Query((metric,), ("shop",), analysis="breakdown", rank=Rank("top", 1))
    answer(query, data, TODAY)
    assert isinstance(data.engine, MemoryEngine)
    data.engine.statements.clear()
    found = answer(query, data, TODAY)
    assert found.totals[metric] == whole
    assert (len(found.rows), found.group_count) == (1, 2)
    assert len(data.engine.statements) == 1


def test_keys_that_are_not_unique_are_counted_apart() -> None:
    """The catalogue says that sale_id is the key; where two rows share one, the name must not follow from it."""
    twice = [LEFT, {**RIGHT, "shop_id": 1}]
    data = dataset_of(Shop(sales=[sale(1, 1, 1, 1)], shops=twice))
    found = answer(Query(("sales",), ("shop",), analysis="breakdown"), data, TODAY)
    assert sorted(row[0] for row in found.rows) == ["Mall", "Plaza"]


def test_a_sale_without_a_shop_is_not_lost() -> None:
    data = dataset_of(Shop(sales=[sale(1, 1, 1, 1), sale(2, 9, 1, 1)], shops=[LEFT]))
    found = answer(Query(("sales",), ("shop",), analysis="breakdown"), data, TODAY)
    assert dict(found.rows) == {"Plaza": 1, None: 1}
