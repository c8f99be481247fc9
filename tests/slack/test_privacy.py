"""Which answers a channel may see: those whose every row its own rights let through."""

from __future__ import annotations

import pytest

import bot.rights
from bot.rights import Access
from queries.catalogue.load import load_catalogue_text
from queries.query import Filter, Query

CATALOGUE = load_catalogue_text("""
name: Channels
tables:
  teams: {primary_key: team_id}
  places: {primary_key: place_id}
  clients: {primary_key: client_id}
  orders:
    primary_key: order_id
    time: sold_on
    joins: {team: {to: teams, on: team_id}, place: {to: places, on: place_id}, client: {to: clients, on: client_id}}
  spells: {joins: {team: {to: teams, on: team_id}, client: {to: clients, on: client_id}}}
  calls: {time: called_on, joins: {client: {to: clients, on: client_id}}}
  costs: {time: paid_on}
dimensions:
  team: {table: teams, column: name, scope: true}
  territory: {table: places, column: name, scope: true}
  often: {table: clients, bands: {metric: orders, key: client_id, months: 6, bounds: [["0", 0], ["1+", null]]}}
metrics:
  revenue: {table: orders, agg: sum, expr: amount, format: currency}
  orders: {table: orders, agg: count, format: count}
  costs: {table: costs, agg: sum, expr: amount, format: currency}
  lost: {table: spells, agg: count, format: count, stock: {since: since, until: until,
    any_of: [{silent: {table: calls, key: client_id, other_key: client_id, days: 30}}]}}
""")
NORTH = Filter("team", "in", ("North",))
BOTH = Filter("team", "in", ("North", "South"))
TEHRAN = Filter("territory", "in", ("Tehran",))
SALES = Query(metrics=("revenue",))


def covers(wider: Access, access: Access, query: Query | None) -> bool:
    return bot.rights.covers(wider, access, query, CATALOGUE)


def scoped(*filters: Filter, metrics: frozenset[str] | None = None) -> Access:
    return Access(None, "role", metrics, filters)


@pytest.mark.parametrize(
    ("channel", "asker", "query", "seen"),
    [
        (scoped(), scoped(), SALES, True),
        (scoped(), scoped(NORTH), SALES, True),
        (scoped(NORTH), scoped(NORTH), SALES, True),
        (scoped(NORTH), scoped(NORTH, TEHRAN), SALES, True),
        (scoped(BOTH), scoped(NORTH), SALES, True),
        (scoped(NORTH), scoped(BOTH), SALES, False),
        (scoped(NORTH), scoped(TEHRAN), SALES, False),
        (scoped(NORTH), scoped(), SALES, False),
        (scoped(NORTH), scoped(), None, False),
    ],
)
def test_the_askers_rows_must_be_within_the_channels(
    channel: Access, asker: Access, query: Query | None, seen: bool
) -> None:
    assert covers(channel, asker, query) is seen


def test_a_question_about_the_channels_rows_alone_may_be_seen_there() -> None:
    narrowed = Query(metrics=("revenue",), filters=(NORTH,))
    assert covers(scoped(NORTH), scoped(), narrowed)
    assert not covers(scoped(NORTH), scoped(), Query(metrics=("revenue",), filters=(BOTH,)))
    assert not covers(
        scoped(NORTH), scoped(), Query(metrics=("revenue",), filters=(Filter("team", "not_in", ("South",)),))
    )


@pytest.mark.parametrize(
    "query",
    [
        Query(metrics=("lost",), filters=(NORTH,)),  # who was silent is looked up among everybody's calls
        Query(metrics=("orders",), by=("often",), filters=(NORTH,)),  # so is how often somebody ordered
        Query(metrics=("revenue", "costs"), filters=(NORTH,)),  # costs are nobody's
    ],
)
def test_a_question_that_looks_beyond_its_filters_is_not_about_those_rows_alone(query: Query) -> None:
    assert not covers(scoped(NORTH), scoped(), query)


def test_a_special_answer_is_not_trusted_to_keep_to_its_filters() -> None:
    assert not covers(scoped(NORTH), scoped(), Query(metrics=("revenue",), filters=(NORTH,), analysis="drivers"))


def test_figures_must_be_the_channels_too() -> None:
    channel = scoped(metrics=frozenset({"orders"}))
    assert covers(channel, scoped(), Query(metrics=("orders",)))
    assert not covers(channel, scoped(), SALES)
    assert not covers(channel, scoped(metrics=frozenset({"orders", "revenue"})), None)
    assert covers(channel, scoped(metrics=frozenset({"orders"})), None)
