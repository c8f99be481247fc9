"""Which joins lead to a dimension, and what a metric may be broken down by."""

from __future__ import annotations

import pytest
from tiny_shop import SHOP

from queries.catalogue.load import load_catalogue_text
from queries.catalogue.model import Catalogue, Simple


@pytest.fixture(scope="module")
def shop() -> Catalogue:
    return load_catalogue_text(SHOP)


def test_the_shortest_chain_of_joins_is_the_path(shop: Catalogue) -> None:
    assert shop.path("lines", "segment") == ("sale", "customer", "segment")
    assert shop.path("targets", "area") == ("area", "name")
    assert shop.path("targets", "segment") is None


def test_a_band_is_reached_by_the_key_of_its_table(shop: Catalogue) -> None:
    assert shop.path("lines", "frequency") == ("sale", "customer", "customer_id")
    assert shop.dimensions["frequency"].bands is not None
    assert [m.value for m in shop.dimensions["frequency"].members] == ["None", "1", "2+"]


def test_a_given_path_wins_and_serves_tables_that_join_there() -> None:
    text = SHOP.replace("column: segment,", "column: segment, paths: {orders: size, spells: null},")
    shop = load_catalogue_text(text.replace("attributes: [segment, area]", "attributes: [area]"))
    assert shop.path("orders", "segment") == ("size",)
    assert shop.path("lines", "segment") == ("sale", "size")
    assert shop.path("spells", "segment") is None
    assert "segment" not in shop.metrics["customers"].dimensions


def test_a_ratio_has_what_both_parts_have(shop: Catalogue) -> None:
    assert "product" in shop.metrics["revenue"].dimensions
    assert "product" not in shop.metrics["order_value"].dimensions
    assert shop.metrics["reached"].dimensions == {"area", "day", "week", "month", "quarter", "year"}


def test_what_no_join_reaches_is_refused(shop: Catalogue) -> None:
    assert "leaving_reason" in shop.metrics["left"].dimensions
    assert "leaving_reason" not in shop.metrics["revenue"].dimensions


def test_an_exception_holds_for_everything_made_of_the_metric(shop: Catalogue) -> None:
    assert "leaving_reason" not in shop.metrics["churn_rate"].dimensions
    assert "leaving_reason" not in shop.metrics["kept_rate"].dimensions


def test_hours_need_a_time_of_day(shop: Catalogue) -> None:
    assert "hour" in shop.metrics["revenue"].dimensions  # the time stands in orders, which has hours
    assert "hour" not in shop.metrics["left"].dimensions
    assert "weekday" in shop.metrics["left"].dimensions


def test_stocks_have_buckets_but_no_cycles(shop: Catalogue) -> None:
    assert {"day", "month", "year"} <= shop.metrics["customers"].dimensions
    assert not {"weekday", "hour", "month_of_year"} & shop.metrics["customers"].dimensions


def test_a_monthly_table_has_no_days() -> None:
    text = SHOP.replace("agg: sum, expr: amount, spread: month,", "agg: sum, expr: amount,")
    assert not {"day", "week", "weekday"} & load_catalogue_text(text).metrics["target"].dimensions


def test_a_list_narrows_and_keeps_the_times() -> None:
    text = SHOP.replace("synonyms: [sales], goal", "synonyms: [sales], dimensions: [area], goal")
    assert load_catalogue_text(text).metrics["revenue"].dimensions >= {"area", "month"}
    assert "segment" not in load_catalogue_text(text).metrics["revenue"].dimensions


def test_a_metric_without_time_has_no_time_breakdowns() -> None:
    text = SHOP.replace("    time: month\n    grain: month\n", "").replace("spread: month, ", "")
    assert load_catalogue_text(text).metrics["target"].dimensions == {"area"}


def test_generic_words_are_preferred_as_the_table_says(shop: Catalogue) -> None:
    assert shop.metrics["orders"].prefers == {"channel": "sales_channel"}
    assert shop.metrics["churn_rate"].prefers == {}


def test_shared_members_are_copied() -> None:
    text = SHOP.replace("{table: orders, column: channel}", "{table: orders, column: channel, members: [Web, Shop]}")
    shop = load_catalogue_text(text)
    assert [m.value for m in shop.dimensions["visit_channel"].members] == ["Web", "Shop"]


def test_expressions_keep_their_paths(shop: Catalogue) -> None:
    definition = shop.metrics["big_revenue"].definition
    assert isinstance(definition, Simple)
    assert definition.where is not None
    assert definition.where.sql("duckdb") == "sale.customer.segment = 'Big'"
