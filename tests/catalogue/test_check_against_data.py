"""A catalogue held against the live database: what does not fit is told; what is allowed can be answered."""

from __future__ import annotations

from datetime import date

import pytest
from shop_database import TABLES, MemoryEngine
from tiny_shop import SHOP, broken

from queries.catalogue.load import load_catalogue_text
from queries.check import check
from queries.checking.figures import check_figures
from queries.dataset import open_dataset


def problems(catalogue: str = SHOP, tables: str = TABLES) -> list[str]:
    return [str(problem) for problem in check(load_catalogue_text(catalogue, "shop.yaml"), MemoryEngine(tables))]


def test_a_sound_catalogue_has_no_problem() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("primary_key: order_id", "primary_key: order_no", "table orders has no column 'order_no'"),
        (
            "sum, expr: amount, format: currency, syn",
            "sum, expr: amuont, format: currency, syn",
            "did you mean 'amount'?",
        ),
        ("column: reason}", "column: reasons}", "table spells has no column 'reasons' (did you mean 'reason'?)"),
        ("{item: product_id}", "{item: product_no}", "join product of table lines: table products has no column"),
        ("\"sale.customer.segment = 'Big'\"", "sale.customer.segment = Nowhere", "a text stands in single quotes"),
        ("time: visited_at\n", "time: visited_on\n", "'time': table visits has no column 'visited_on'"),
        ("  products: {}", "  products: {source: goods}", "table products cannot be read"),
        ("primary_key: customer_id", "primary_key: segment_id", "table customers has no column 'segment_id'"),
        ("time: ended_on", "time: reason", "spells.reason holds 'Price', which is no date"),
        ("    time: ended_on", "    hours: true\n    time: ended_on", "spells.ended_on has no time of day"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(old: str, new: str, told: str) -> None:
    text, _ = broken(old, new)
    found = problems(text)
    assert any(told in problem and problem.startswith("shop.yaml:") for problem in found), found


def test_a_join_that_would_multiply_rows_is_told() -> None:
    tables = TABLES + "INSERT INTO products VALUES (1, 'Pen again');"
    assert any(
        "join product of table lines: several rows of products share a product_id" in p for p in problems(tables=tables)
    )
    tables = TABLES + "INSERT INTO orders SELECT * FROM orders;"
    assert any("table orders: several rows share a order_id" in p for p in problems(tables=tables))


def test_everything_allowed_is_run_and_what_fails_is_named() -> None:
    sound = open_dataset(load_catalogue_text(SHOP), MemoryEngine(), date(2026, 4, 20))
    seen: list[int] = []
    told = check_figures(sound, date(2026, 4, 20), lambda done, total: seen.append(total), ("revenue", "customers"))
    assert list(told) == []
    assert seen[0] == len(seen) > 20
    text, _ = broken("sum, expr: amount, format: currency, syn", "sum, expr: sale.channel, format: currency, syn")
    wrong = open_dataset(load_catalogue_text(text), MemoryEngine(), date(2026, 4, 20))
    first = next(check_figures(wrong, date(2026, 4, 20), metrics=("revenue",)))
    assert first.cause.startswith("metric revenue cannot be answered")
    assert "VARCHAR" in first.cause
    assert first.place.line > 0
