"""No value of a person is ever in a statement's text; queries of one shape share it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from questions import queries
from shop import CATALOGUE, TODAY

from queries.cannot import CannotAnswer
from queries.compiler import compile as compiling
from queries.compiler import compile_query
from queries.query import Filter, Having, Period, Query, Rank

THROUGH = date(2026, 4, 19)
nasty = st.text(st.sampled_from("xq'\"$;-%\\ü٪"), min_size=4, max_size=12).map(lambda text: f"zz{text}zz")


@settings(max_examples=150, deadline=None)
@given(queries(), st.lists(nasty, min_size=1, max_size=3), st.sampled_from(["in", "not_in", "contains", "ends_with"]))
def test_no_filter_value_is_in_the_text(query: Query, members: list[str], op: str) -> None:
    condition = Filter("region", op, tuple(members))  # type: ignore[arg-type]
    with_values = replace(query, filters=(*query.filters, condition), scope=(condition,))
    try:
        compiled = compile_query(with_values, CATALOGUE, TODAY, THROUGH)
    except CannotAnswer:
        return
    for member in members:
        assert member not in compiled.sql
        assert any(member in (v if isinstance(v, list) else [v]) for v in compiled.parameters.values())


@settings(max_examples=100, deadline=None)
@given(queries(), st.integers(1_000_000, 9_000_000))
def test_no_number_of_a_person_is_in_the_text(query: Query, number: int) -> None:
    having = (Having("sales", ">", float(number)),)
    ranked = replace(query, having=having, rank=Rank("top", number) if query.by and query.bucket is None else None)
    try:
        compiled = compile_query(ranked, CATALOGUE, TODAY, THROUGH)
    except CannotAnswer:
        return
    assert str(number) not in compiled.sql


@settings(max_examples=100, deadline=None)
@given(queries())
def test_exactly_the_named_values_are_bound(query: Query) -> None:
    compiled = compile_query(query, CATALOGUE, TODAY, THROUGH)
    assert set(re.findall(r"\$(\w+)", compiled.sql)) == set(compiled.parameters)


def test_queries_of_one_shape_share_a_statement() -> None:
    first = Query(("amount",), ("shop",), (Filter("region", "in", ("North",)),), period=march())
    other = replace(
        first, filters=(Filter("region", "in", ("South", "East")),), period=Period(date(2026, 1, 5), march().end)
    )
    one, two = (compile_query(q, CATALOGUE, TODAY, THROUGH) for q in (first, other))
    assert one.sql is two.sql
    assert one.parameters["filter_0"] == ["North"]
    assert two.parameters["filter_0"] == ["South", "East"]
    assert two.parameters["start"] == date(2026, 1, 5)


def test_the_statements_kept_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "CACHED", 3)
    compiling._templates.clear()
    for metric in ("amount", "sales", "visits", "buyers", "members"):
        compile_query(Query((metric,), period=march()), CATALOGUE, TODAY, THROUGH)
    assert len(compiling._templates) == 3


def test_pretty_lists_the_bound_values() -> None:
    query = Query(("amount",), ("shop",), (Filter("region", "in", ("No'rth",)),), period=march())
    text = compile_query(query, CATALOGUE, TODAY, THROUGH).pretty()
    assert "GROUP BY\n" in text
    assert "-- $start = 2026-03-01" in text
    assert '-- $filter_0 = ["No\'rth"]' in text


def march() -> Period:
    return Period(date(2026, 3, 1), date(2026, 4, 1), "month")
