"""Every mistake in a catalogue is told with its file, its line, and what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_shop import SHOP, broken

from queries.catalogue.load import CatalogueError, load_catalogue, load_catalogue_text


def problems(text: str) -> str:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue_text(text, "shop.yaml")
    return str(caught.value)


CASES = [
    (
        "agg: sum, expr: amount, format: currency, synonyms",
        "agg: summ, expr: amount, format: currency, synonyms",
        "must be one of",
        "'sum'",
    ),
    ("synonyms: [sales]", "synonims: [sales]", "no key 'synonims'", "did you mean 'synonyms'?"),
    (
        "numerator: revenue, denominator: orders",
        "numerator: revenu, denominator: orders",
        "unknown metric 'revenu'",
        "did you mean 'revenue'?",
    ),
    ("{table: orders, agg: count}", "{table: ordres, agg: count}", "unknown table 'ordres'", "did you mean 'orders'?"),
    ("sale.customer.segment", "sale.custmer.segment", "'custmer'", "did you mean 'customer'?"),
    ("time: sale.ordered_at", "time: sail.ordered_at", "'sail'", "did you mean 'sale'?"),
    ("{segment: [Big]}", "{segmant: [Big]}", "unknown dimension 'segmant'", "did you mean 'segment'?"),
    ("{to: products, on", "{to: product, on", "unknown table 'product'", "did you mean 'products'?"),
    ("expr: 1 - churn_rate", "expr: 1 - churn_rat", "'churn_rat'", "did you mean 'churn_rate'?"),
    ("expr: 1 - churn_rate", "expr: 1 - sum(churn_rate)", "not allowed", "churn_rate"),
    ("expr: 1 - churn_rate", "expr: 1 - kept_rate", "made of itself", "kept_rate → kept_rate"),
    ("expr: 1 - churn_rate", "expr: 1 - - )", "cannot read", "kept_rate"),
    ("where: \"sale.customer.segment = 'Big'\"", 'where: "(SELECT true)"', "not allowed", "SELECT"),
    ("where: \"sale.customer.segment = 'Big'\"", "where: \"getenv('HOME') = 'x'\"", "not allowed", "GETENV"),
    ("where: \"sale.customer.segment = 'Big'\"", 'where: "true; DROP TABLE lines"', "must be one expression", "where"),
    ("type: attrition, of: customers", "type: attrition, of: orders", "must be a stock", "orders"),
    ("days: [30, 120]", "days: [120, 30]", "ascending", "days"),
    ("fiscal_year_start: april", "fiscal_year_start: aprill", "must be one of january", "did you mean 'april'?"),
    ("currency: EUR", "currency: euro", "ISO 4217", "euro"),
    ("  segment: {table", "  month: {table", "kept for kpibot", "month"),
    ("  left: {table", "  kpibot_left: {table", "kept for kpibot", "kpibot_left"),
    ("  left: {table", "  Left: {table", "is no id", "Left"),
    ("  left: {table", "  le__ft: {table", "is no id", "le__ft"),
    (
        "  orders: {table: orders, agg: count}",
        "  orders: {table: orders, agg: count}\n  orders: {}",
        "stands here twice",
        "orders",
    ),
    (
        "  orders: {table: orders, agg: count}",
        "  product: {table: orders, agg: count}",
        "both a metric and a dimension",
        "product",
    ),
    ("hours: true", "hours: maybe", "true or false", "hours"),
    ("key: area_id, label", "key: [area_id], label", "'key' of dimension area must be a text", "key"),
    ("synonyms: {en: [district]}", "synonyms: {ne: [district]}", "no language 'ne'", "known: en, fa"),
    ("synonyms: {en: [district]}", "synonyms: {en: [sales]}", "means both metric revenue and dimension area", "sales"),
    ('["1", 1], ["2+", null]', '["1", 1], ["2+", 1]', "bounds", "null"),
    (
        "primary_key: order_id",
        "primary_key: order_id\n    source: read_csv('x.csv')",
        "must be a table's name or a SELECT",
        "source",
    ),
    (
        "primary_key: order_id",
        "primary_key: order_id\n    source: SELECT * FROM 'x.csv'",
        "must be a table's name or a SELECT",
        "source",
    ),
    ("primary_key: order_id", "primary_key: order_id\n    source: DELETE FROM orders", "source", "orders"),
    ("by: area}", "by: product}", "scorecard overview: customers cannot be broken down by product", "product"),
    ("dimension: area, columns", "dimension: product, columns", "visits has no joins to product", "visits"),
    (
        "attributes: [segment, area]",
        "attributes: [segment, sales_channel]",
        "cannot be broken down by sales_channel",
        "leavers",
    ),
    (
        "{except: [leaving_reason]}",
        "{except: [leving_reason]}",
        "unknown dimension 'leving_reason'",
        "did you mean 'leaving_reason'?",
    ),
    (
        "{except: [leaving_reason]}",
        "[product]",
        "customers cannot be broken down by product",
        "no joins lead there from its table",
    ),
    ("format: percent}\n  kept_rate", "format: percents}\n  kept_rate", "must be one of", "did you mean 'percent'?"),
]


@pytest.mark.parametrize(("old", "new", "message", "hint"), CASES, ids=[f"{c[1][:30]}-{c[2][:20]}" for c in CASES])
def test_the_line_the_message_and_the_hint(old: str, new: str, message: str, hint: str) -> None:
    text, line = broken(old, new)
    found = problems(text)
    # A problem stands on the line that was changed, or in the entry that uses it.
    lines = [row for row in found.splitlines() if message in row and hint in row]
    assert lines, found
    place, _, _ = lines[0].partition(": ")
    file, _, number = place.rpartition(":")
    assert file == "shop.yaml"
    assert abs(int(number) - line) <= new.count("\n") + 9, found


def test_the_exact_line_of_a_wrong_reference() -> None:
    text, line = broken("denominator: orders", "denominator: ordrs")
    assert problems(text) == f"shop.yaml:{line}: unknown metric 'ordrs' (did you mean 'orders'?)"


MISTAKES = [
    ("metrics:\n\torders: {table: orders}", "2: no valid YAML", "begin lines with spaces, not with tabs"),
    ("metrics:\n  a:\n    table: orders\n   agg: count", "4: no valid YAML", "begin in the same column"),
    ("metrics:\n  a: {label: {en: Big: orders}}", "2: no valid YAML", "put a text that holds a colon"),
    ("metrics:\n  a: {label: {en: %big}}", "2: no valid YAML", "put a text that begins with % in quotes"),
    ("metrics:\n  a: {expr: *, table: orders}", "2: no valid YAML", "put a text that begins with * in quotes"),
    ("metrics:\n  a: {table:orders}", "2: metric a has no key 'table:orders'", "after the colon: table: orders"),
    ("metrics:\n  a:\n  table: orders", "2: metric a has no keys", "below it, two spaces further in"),
    ("metrics:\n  a: {type: rate, numerator: b}", "2: unknown type of metric a: 'rate'", "did you mean 'ratio'?"),
    (
        "metrics:\n  a: {table: t, agg: sum, expr: sum(x)}",
        "2: 'expr' of metric a: 'SUM(x)'",
        "what of one row is meant",
    ),
    ("metrics:\n  a: {table: t, agg: sum, expr: (SELECT 1)}", "2: 'expr' of metric a", "the 'source' of a table"),
    ("metrics:\n  a: {table: t, agg: total}", "2: 'agg' of metric a must be one of sum, count", "not 'total'"),
]


@pytest.mark.parametrize(("text", "message", "cure"), MISTAKES, ids=[cure for _, _, cure in MISTAKES])
def test_what_is_wrong_is_told_with_its_cure(text: str, message: str, cure: str) -> None:
    (found,) = [row for row in problems(text).splitlines() if row.startswith(f"shop.yaml:{message}")]
    assert cure in found
    assert "known: avg" not in found


def test_a_file_of_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "kpibot.yaml").write_text("name: x\n", "utf-8")
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "a.yaml").write_bytes("metrics:\n  a: {label: Café}\n".encode("latin-1"))
    with pytest.raises(CatalogueError, match=r"a.yaml:2: this is not UTF-8 \(save the file with the encoding UTF-8\)"):
        load_catalogue(tmp_path)


def test_all_problems_are_told_at_once() -> None:
    text = SHOP.replace("agg: count}", "agg: cuont}").replace("expr: 1 - churn_rate", "expr: 1 - chrn_rate")
    found = problems(text)
    assert "did you mean 'count'?" in found
    assert "did you mean 'churn_rate'?" in found


def test_two_ways_to_a_dimension_must_be_decided() -> None:
    twice = "joins: {sale: {to: orders, on: order_id}, product: {to: products, on: {item: product_id}}"
    text = SHOP.replace(twice, twice + ", return: {to: orders, on: return_id}")
    found = problems(text)
    assert "table lines reaches dimension area by return.customer.area.name or sale.customer.area.name" in found
    assert "paths: {lines: return.customer.area.name}" in found


def test_yaml_that_is_none() -> None:
    assert problems("metrics: [").startswith("shop.yaml:2: no valid YAML")
    assert problems("a: &x [*x]").startswith("shop.yaml:1: nested too deeply or refers to itself")
    assert problems("[" * 100_000).startswith("shop.yaml:1: no valid YAML: nested too deeply")
    assert problems("").startswith("shop.yaml:1: the catalogue has no metrics")


def test_ids_are_unique_over_all_files(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "a.yaml").write_text(SHOP, encoding="utf-8")
    (folder / "b.yaml").write_text("metrics:\n  revenue: {table: lines, agg: count}\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder.parent)
    assert "catalogue/b.yaml:2: revenue stands twice in metrics; first in catalogue/a.yaml line" in str(caught.value)


def test_the_workspace_gives_name_and_currency(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "shop.yaml").write_text(SHOP.split("\n", 2)[2], encoding="utf-8")
    (folder / "kpibot.yaml").write_text("name: The shop\ncurrency: IRR\nlanguages: [fa]\n", encoding="utf-8")
    catalogue = load_catalogue(folder)
    assert (catalogue.name, catalogue.currency) == ("The shop", "IRR")
