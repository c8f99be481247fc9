"""Open Semantic Interchange: what its expressions mean is kept, or the part is left out and named; and back again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from queries.catalogue.load import load_catalogue, load_catalogue_text
from queries.catalogue.model import Catalogue, Derived, Ratio, Simple
from queries.exchange.osi_export import to_osi
from queries.exchange.osi_import import from_osi

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo" / "workspace"


def said(text: str, dialect: str = "ANSI_SQL") -> dict[str, Any]:
    return {"expression": {"dialects": [{"dialect": dialect, "expression": text}]}}


def document(*metrics: dict[str, Any], fields: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    day = {"name": "sold_on", **said("sold_on"), "datatype": "Date"}
    orders = [
        day,
        {"name": "amount", **said("amount")},
        {"name": "net", **said("amount - discount")},
        {"name": "status", **said("status"), "dimension": {}, "ai_context": {"synonyms": ["state of the order"]}},
        {"name": "customer_id", **said("customer_id"), "dimension": {}},
        *fields,
    ]
    customers = [
        {"name": "id", **said("id")},
        {"name": "country", **said("country"), "dimension": {"is_time": False}, "description": "Where they live"},
        {"name": "weight", **said("weight")},
        {"name": "shout", **said("UPPER(country)"), "dimension": {}},
    ]
    stores = [{"name": "store_id", **said("store_id")}, {"name": "staff", **said("staff")}]
    made = {
        "name": "shop",
        "datasets": [
            {"name": "Orders", "source": "db.public.orders", "primary_key": ["order_id"], "fields": orders},
            {"name": "customers", "source": "db.public.customers", "primary_key": ["id"], "fields": customers},
            {"name": "stores", "source": "SELECT store_id, staff FROM db.public.stores", "fields": stores},
        ],
        "relationships": [
            {"name": "o2c", "from": "Orders", "to": "customers", "from_columns": ["customer_id"], "to_columns": ["id"]},
            {"name": "lost", "from": "Orders", "to": "nowhere", "from_columns": ["a"], "to_columns": ["b"]},
        ],
        "metrics": [metric("sales", "SUM(Orders.amount)"), *metrics],
    }
    return {"version": "0.2.0.dev0", "semantic_model": [made]}


def metric(name: str, text: str, dialect: str = "ANSI_SQL", **more: Any) -> dict[str, Any]:
    return {"name": name, **said(text, dialect), **more}


def carried(*metrics: dict[str, Any], **more: Any) -> tuple[dict[str, Any], dict[str, str]]:
    found = from_osi(document(*metrics, **more))
    load_catalogue_text(found.text)
    return yaml.safe_load(found.text), {one.what: one.why for one in found.left}


def test_datasets_relationships_and_fields() -> None:
    found, left = carried()
    assert found["tables"]["orders"] == {
        "source": "db.public.orders", "primary_key": ["order_id"],
        "joins": {"customers": {"to": "customers", "on": {"customer_id": "id"}}}, "time": "sold_on",
    }  # fmt: skip
    assert found["dimensions"] == {
        "status": {"table": "orders", "column": "status", "label": "status", "synonyms": ["state of the order"]},
        "country": {"table": "customers", "column": "country", "label": "country", "description": "Where they live"},
    }
    assert set(left) == {"relationship lost", "field Orders.customer_id", "field customers.shout"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SUM(Orders.net)", {"agg": "sum", "expr": "(amount - discount)"}),
        ("sum(net)", {"agg": "sum", "expr": "(amount - discount)"}),
        ("COUNT(DISTINCT Orders.customer_id)", {"agg": "count_distinct", "expr": "customer_id"}),
        ("COUNT(Orders.status)", {"agg": "count", "where": "NOT (status) IS NULL"}),
        ("SUM(CASE WHEN Orders.status = 'x' THEN Orders.amount END)", {"expr": "amount", "where": "status = 'x'"}),
        ("SUM(CASE WHEN Orders.status = 'x' THEN 1 ELSE 0 END)", {"agg": "count", "where": "status = 'x'"}),
        ("AVG(Orders.amount * customers.weight)", {"agg": "avg", "expr": "amount * customers.weight"}),
        ("SUM(Orders.amount) FILTER (WHERE customers.country = 'IR')", {"where": "customers.country = 'IR'"}),
        ("(MAX(Orders.amount))", {"agg": "max", "expr": "amount"}),
    ],
)
def test_aggregates_become_simple_metrics(text: str, expected: dict[str, str]) -> None:
    found, _ = carried(metric("x", text))
    assert expected.items() <= {**found["metrics"]["x"], "": ""}.items()
    assert found["metrics"]["x"]["table"] == "orders"


def test_a_quotient_of_aggregates_is_a_ratio_of_figures_that_are_there() -> None:
    found, _ = carried(metric("per_head", "SUM(Orders.amount) / NULLIF(COUNT(DISTINCT customers.id), 0)"))
    per_head = found["metrics"]["per_head"]
    assert (per_head["type"], per_head["numerator"]) == ("ratio", "sales")
    assert found["metrics"][per_head["denominator"]] | {"hidden": True} == {
        "table": "customers", "agg": "count_distinct", "expr": "id", "format": "count", "hidden": True
    }  # fmt: skip


def test_other_arithmetic_is_derived() -> None:
    found, _ = carried(metric("x", "2 * SUM(Orders.amount) - SUM(Orders.net) / 3"))
    assert found["metrics"]["x"]["expr"] == "2 * sales - x_part_2 / 3"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SUM(Orders.amount) OVER (PARTITION BY Orders.status)", "window"),
        ("COUNT(*)", "which dataset"),
        ("SUM(Orders.amount * stores.staff)", "no one of orders, stores"),
        ("SUM(Orders.nothing)", "no field"),
        ("SUM(a.b.c)", "no dataset.field"),
        ("Orders.amount", "aggregates nothing"),
        ("APPROX_DISTINCT(Orders.customer_id)", "no aggregate"),
        ("SUM(DISTINCT Orders.amount)", "no aggregate"),
        ("COUNT(DISTINCT Orders.customer_id, Orders.status)", "distinct pairs"),
        ("SUM(Orders.amount) > 5", "more than arithmetic"),
        ("GREATEST(SUM(Orders.amount), (SELECT 1))", "more than arithmetic"),
        ("SUM(", "cannot be read"),
    ],
)
def test_expressions_that_mean_more_are_left_out(text: str, why: str) -> None:
    found, left = carried(metric("x", text))
    assert list(found["metrics"]) == ["sales"]
    assert why in left["metric x"]


def test_only_dialects_that_are_sql_are_read() -> None:
    found, left = carried(metric("a", "SUM([amount])", "TABLEAU"), metric("b", "SUM(Orders.amount)", "SNOWFLAKE"))
    assert list(found["metrics"]) == ["sales", "b"]
    assert "TABLEAU only" in left["metric a"]


def test_several_dates_and_none_chosen_leave_a_table_without_a_time() -> None:
    other = {"name": "paid_on", **said("paid_on"), "dimension": {"is_time": True}}
    found, left = carried(fields=(other,))
    assert "time" not in found["tables"]["orders"]
    assert "several dates" in left["time of dataset Orders"]


def test_a_date_that_is_none_by_its_own_word_counts_for_nothing() -> None:
    audit = {"name": "loaded_at", **said("loaded_at"), "datatype": "DateTime", "dimension": {"is_time": False}}
    found, _ = carried(fields=(audit,))
    assert found["tables"]["orders"]["time"] == "sold_on"


def test_one_of_several_models_is_named() -> None:
    two = document()
    two["semantic_model"].append({"name": "other", "datasets": []})
    with pytest.raises(ValueError, match="shop, other"):
        from_osi(two)
    assert from_osi(two, "shop").count == 1
    with pytest.raises(ValueError, match="no semantic model"):
        from_osi({"version": "0.2.0.dev0"})


def test_one_name_for_two_things_is_kept_by_the_first() -> None:
    city = {"name": "city", **said("city"), "dimension": {}, "ai_context": {"synonyms": ["Sales", "town"]}}
    found, left = carried(fields=(city,))
    assert found["dimensions"]["city"]["synonyms"] == ["town"]
    assert "sales already" in left["the name 'Sales' of city"]


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    return load_catalogue(DEMO)


def test_the_demo_comes_back_as_it_was(demo: Catalogue) -> None:
    there = to_osi(demo)
    back = from_osi(yaml.safe_load(there.text))
    again = load_catalogue_text(back.text)
    assert (back.left, back.plain) == ((), ())
    assert again.tables.keys() == demo.tables.keys()
    for name, metric_again in again.metrics.items():
        known = demo.metrics[name]
        assert metric_again.unit == known.unit
        assert metric_again.words.label == known.words.label
        assert metric_again.words.synonyms == known.words.synonyms
        if isinstance(known.definition, Simple):
            assert isinstance(metric_again.definition, Simple)
            mine, theirs = metric_again.definition, known.definition
            assert (mine.table, mine.agg, mine.time or again.tables[mine.table].time) == (
                theirs.table, theirs.agg, theirs.time or demo.tables[theirs.table].time
            )  # fmt: skip
        elif isinstance(known.definition, Ratio):
            assert metric_again.definition == known.definition
    for name, dimension in again.dimensions.items():
        assert dimension.key == demo.dimensions[name].key
        assert [m.value for m in dimension.members] == [m.value for m in demo.dimensions[name].members]
    kept = {*again.metrics, *(one.what.removeprefix("metric ") for one in there.left)}
    assert kept >= demo.metrics.keys()


def test_what_the_form_cannot_say_is_named(demo: Catalogue) -> None:
    left = {one.what: one.why for one in to_osi(demo).left}
    assert "stock" in left["metric mrr"]
    assert "months" in left["metric revenue_target"]
    assert "bands" in left["breakdown purchase_frequency"]
    assert "nothing like" in left["funnels"]
    derived = [m for m in demo.metrics.values() if isinstance(m.definition, Derived) and m.definition.window_months]
    assert all(f"metric {m.id}" in left for m in derived)
