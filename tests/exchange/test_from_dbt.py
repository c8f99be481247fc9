"""dbt's manifest becomes a catalogue that means the same, or the part is left out and named with the reason."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from exchange.manifests import shop, simple

from queries.catalogue.load import load_catalogue_text
from queries.catalogue.problems import CatalogueError
from queries.exchange.dbt import from_dbt

REVENUE = simple("revenue", "amount", config={"meta": {"kpibot": {"format": "currency", "good": "up"}}})


def carried(*metrics: dict[str, Any], **orders: Any) -> tuple[dict[str, Any], dict[str, str], tuple[str, ...]]:
    """The document, what was left by name, what is shown as a plain number."""
    found = from_dbt(shop(REVENUE, *metrics, **orders), "Shop")
    load_catalogue_text(found.text)
    return yaml.safe_load(found.text), {one.what: one.why for one in found.left}, found.plain


def test_models_become_tables_with_keys_times_and_joins() -> None:
    document, left, _ = carried()
    orders, customers = document["tables"]["orders"], document["tables"]["customers"]
    assert orders["source"] == (
        "SELECT *, CASE WHEN amount > 100 THEN 'big' ELSE 'small' END AS size_computed FROM marts.fct_orders"
    )
    assert (orders["primary_key"], orders["time"]) == ("order_id", "ordered_at")
    assert orders["joins"] == {"customer": {"to": "customers", "on": {"customer_id": "id"}}}
    assert customers == {"source": "marts.dim_customers", "primary_key": "id"}
    assert left == {}


def test_tables_may_be_named_without_their_schema() -> None:
    found = yaml.safe_load(from_dbt(shop(REVENUE), "Shop", schemas=False).text)
    assert found["tables"]["customers"]["source"] == "dim_customers"


def test_dimensions_of_one_name_are_told_apart_and_meta_wins() -> None:
    document, _, _ = carried()
    assert document["dimensions"]["status"] == {"table": "orders", "column": "status", "label": "status"}
    assert document["dimensions"]["customer_status"] == {
        "table": "customers", "column": "status", "label": "customer status", "synonyms": ["customer state"],
        "scope": True,
    }  # fmt: skip
    assert document["dimensions"]["size"]["column"] == "size_computed"


def test_measures_become_simple_metrics() -> None:
    document, _, plain = carried(simple("orders", "order_count"), simple("paid", "is_paid"), simple("high", "p90"))
    metrics = document["metrics"]
    assert metrics["revenue"] == {
        "label": "revenue", "table": "orders", "agg": "sum", "expr": "amount", "format": "currency", "good": "up"
    }  # fmt: skip
    assert metrics["orders"] == {"label": "orders", "table": "orders", "agg": "count", "format": "count"}
    assert metrics["paid"]["where"] == "NOT paid_at IS NULL"
    assert (metrics["high"]["agg"], metrics["high"]["percentile"]) == ("percentile", 0.9)
    assert plain == ("high",)


@pytest.mark.parametrize(
    ("template", "where"),
    [
        ("{{ Dimension('order__status') }} = 'done'", "status = 'done'"),
        ("{{ Dimension('customer__country') }} IN ('IR', 'DE')", "customer.country IN ('IR', 'DE')"),
        ("{{ Dimension('order__customer__country') }} = 'IR'", "customer.country = 'IR'"),
        ("{{ TimeDimension('order__ordered_at', 'day') }} >= '2024-01-01'", "ordered_at >= '2024-01-01'"),
        ("{{ Entity('customer') }} IS NOT NULL", "NOT customer.id IS NULL"),
    ],
)
def test_filters_become_conditions_over_paths(template: str, where: str) -> None:
    document, left, _ = carried(simple("some", "amount", template))
    assert document["metrics"]["some"]["where"] == where
    assert left == {}


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{{ TimeDimension('order__ordered_at', 'month') }} = '2024-01-01'", "by month"),
        ("{{ Metric('revenue', group_by=['customer']) }} > 5", "more than columns"),
        ("{{ Dimension('order__status') }} = 'x' and other = 1", "names other outside"),
        ("{{ Dimension('store__name') }} = 'x'", "is not one column"),
        ("{{ Dimension('status') }} = 'x'", "does not say of which entity"),
        ("{% if true %} 1 = 1 {% endif %}", "more than columns"),
        ("{{ Dimension('order__status') }} = ", "cannot be read"),
    ],
)
def test_filters_that_ask_for_more_leave_the_metric_out(template: str, why: str) -> None:
    document, left, _ = carried(simple("some", "amount", template))
    assert "some" not in document["metrics"]
    assert why in left["metric some"]


def test_ratios_and_derived_metrics_take_their_parts_with_their_filters() -> None:
    done = {"where_filters": [{"where_sql_template": "{{ Dimension('order__status') }} = 'done'"}]}
    document, left, _ = carried(
        simple("orders", "order_count"),
        {"name": "share_done", "type": "ratio", "type_params": {
            "numerator": {"name": "orders", "filter": done}, "denominator": {"name": "orders"}}},
        {"name": "net", "type": "derived", "type_params": {
            "expr": "r - 2 * o", "metrics": [{"name": "revenue", "alias": "r"}, {"name": "orders", "alias": "o"}]}},
    )  # fmt: skip
    hidden = document["metrics"]["share_done_orders"]
    assert (hidden["where"], hidden["hidden"]) == ("status = 'done'", True)
    assert document["metrics"]["share_done"] | {"label": "", "format": ""} == {
        "label": "", "type": "ratio", "numerator": "share_done_orders", "denominator": "orders", "format": ""
    }  # fmt: skip
    assert document["metrics"]["net"]["expr"] == "revenue - 2 * orders"
    assert left == {}


NOW = {"name": "revenue", "alias": "now"}
WAS = {"name": "revenue", "alias": "was"}


def of_type(kind: str, **params: Any) -> dict[str, Any]:
    return {"name": "x", "type": kind, "type_params": params}


def derived(*metrics: dict[str, Any]) -> dict[str, Any]:
    return of_type("derived", expr="(now - was) / was", metrics=list(metrics))


@pytest.mark.parametrize(
    ("metric", "why"),
    [
        (derived(NOW, {**WAS, "offset_window": {"count": 1, "granularity": "year"}}), "against another time"),
        (derived(NOW, {**WAS, "offset_to_grain": "month"}), "against another time"),
        (derived(NOW), "names was"),
        (of_type("cumulative", measure={"name": "amount"}), "running total"),
        (of_type("conversion"), "cohort"),
        (simple("x", "nothing"), "no measure nothing"),
        (of_type("ratio", numerator={"name": "revenue"}, denominator={"name": "y"}), "y"),
        (of_type("ratio", numerator={"name": "x"}, denominator={"name": "x"}), "x"),
        (of_type("simple", measure={"name": "amount", "fill_nulls_with": 7}), "with 7"),
    ],
)
def test_metrics_that_would_change_their_meaning_are_left_out(metric: dict[str, Any], why: str) -> None:
    document, left, _ = carried(metric)
    assert list(document["metrics"]) == ["revenue"]
    assert why in left["metric x"]


@pytest.mark.parametrize(
    ("measure", "why"),
    [
        ({"agg": "sum", "non_additive_dimension": {"name": "ordered_at", "window_choice": "max"}}, "snapshot"),
        ({"agg": "percentile", "agg_params": {"percentile": 0.5, "use_discrete_percentile": True}}, "discrete"),
        ({"agg": "sum", "expr": "sum(amount) over ()"}, "not allowed"),
        ({"agg": "sum", "expr": "read_text('/etc/passwd')"}, "not allowed"),
        ({"agg": "hyperloglog", "expr": "amount"}, "no aggregate hyperloglog"),
    ],
)
def test_measures_that_the_catalogue_has_not_are_left_out(measure: dict[str, Any], why: str) -> None:
    kept = {"name": "amount", "agg": "sum"}
    document, left, _ = carried(simple("x", "m"), measures=[kept, {"name": "m", **measure}])
    assert list(document["metrics"]) == ["revenue"]
    assert why in left["metric x"]


def test_a_table_of_versions_is_not_joined() -> None:
    manifest = shop(REVENUE)
    manifest["semantic_models"][1]["dimensions"].append(
        {"name": "valid_from", "type": "time", "type_params": {"validity_params": {"is_start": True}}}
    )
    left = {one.what: one.why for one in from_dbt(manifest, "Shop").left}
    assert "for a time only" in left["join orders to customers"]


def test_two_equal_ways_to_a_breakdown_are_named_and_none_is_taken() -> None:
    manifest = shop(REVENUE)
    region = {"name": "region", "type": "foreign", "expr": "region_id"}
    manifest["semantic_models"][1]["entities"].append(region)
    store = {"name": "stores", "entities": [{"name": "store", "type": "primary", "expr": "store_id"}, region]}
    regions = {"name": "regions", "entities": [{"name": "region", "type": "primary", "expr": "region_id"}],
               "dimensions": [{"name": "region_name", "type": "categorical"}]}  # fmt: skip
    manifest["semantic_models"] += [store, regions]
    manifest["semantic_models"][0]["entities"].append({"name": "store", "type": "foreign", "expr": "store_id"})
    found = from_dbt(manifest, "Shop")
    left = {one.what: one.why for one in found.left}
    assert "customer.region.region_name or store.region.region_name" in left["breakdown region_name of table orders"]
    assert "region_name" not in load_catalogue_text(found.text).metrics["revenue"].dimensions


def test_metrics_without_measures_as_newer_projects_write_them() -> None:
    document, _, _ = carried(
        {"name": "big", "type": "simple", "filter": None, "type_params": {
            "measure": None, "expr": "amount", "metric_aggregation_params": {"semantic_model": "orders", "agg": "max"}}}
    )  # fmt: skip
    assert (document["metrics"]["big"]["agg"], document["metrics"]["big"]["expr"]) == ("max", "amount")


def test_no_manifest_is_said() -> None:
    with pytest.raises(ValueError, match="no semantic manifest"):
        from_dbt({"nodes": {}}, "Shop")


def test_a_manifest_of_which_nothing_is_left_is_an_error() -> None:
    with pytest.raises(CatalogueError, match="no metrics"):
        from_dbt(shop(simple("x", "nothing")), "Shop")
