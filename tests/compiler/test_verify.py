"""A statement that is not the compiler's own never runs."""

from __future__ import annotations

from datetime import date

import pytest
from shop import CATALOGUE
from sqlglot import exp, parse_one

from queries.cannot import CannotAnswer
from queries.compiler import compile_query
from queries.compiler.shape import Shape, filter_shape, shape
from queries.compiler.statement import build
from queries.query import Filter, Period, Query
from queries.verify import Unverified, verify

SCOPE = (filter_shape(Filter("shop", "in", ("Plaza",))),)


def shape_of(query: Query) -> Shape:
    return shape(query, started=True, timed=True, compared=False)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT amount FROM salaries",
        "SELECT secret FROM sales",
        "SELECT read_text('/etc/passwd') FROM sales",
        "SELECT amount FROM read_csv('/etc/passwd')",
        "SELECT sales.amount FROM sales UNION SELECT fee FROM spells",
        "DELETE FROM sales",
        "COPY sales TO 'file'",
        "SELECT getenv('HOME') FROM sales",
    ],
)
def test_strange_statements_are_stopped(text: str) -> None:
    with pytest.raises(Unverified):
        verify(parse_one(text, dialect="duckdb"), CATALOGUE)


@pytest.mark.parametrize("metrics", [("amount",), ("amount_per_visit",), ("members", "value"), ("leaving", "plan")])
@pytest.mark.parametrize("by", [(), ("month",), ("region",)])
def test_every_select_of_facts_carries_the_rights(metrics: tuple[str, ...], by: tuple[str, ...]) -> None:
    """Taking any one condition of the rights away is noticed."""
    query = Query(
        metrics, by, period=Period(date(2026, 1, 1), date(2026, 4, 1)), scope=(Filter("shop", "in", ("Plaza",)),)
    )
    places = len(scoped(build(shape_of(query), CATALOGUE).tree))
    assert places >= 1
    for place in range(places):
        tree = build(shape_of(query), CATALOGUE).tree
        scoped(tree)[place].replace(exp.true())
        with pytest.raises(Unverified, match="rights"):
            verify(tree, CATALOGUE, SCOPE)


def scoped(tree: exp.Select) -> list[exp.In]:
    found = [p.find_ancestor(exp.In) for p in tree.find_all(exp.Placeholder) if p.name == "scope_0"]
    return [condition for condition in found if condition is not None]


def test_a_table_that_the_rights_do_not_reach_is_refused() -> None:
    query = Query(
        ("visits",), period=Period(date(2026, 1, 1), date(2026, 4, 1)), scope=(Filter("category", "in", ("Food",)),)
    )
    with pytest.raises(CannotAnswer) as refusal:
        compile_query(query, CATALOGUE, date(2026, 4, 20), date(2026, 4, 19))
    assert refusal.value.note.code == "scope_not_reached"
