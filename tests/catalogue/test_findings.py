"""`kpibot check` tells of joins, words with two meanings, what nobody reaches, and parts that are not the whole."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from shop_database import TABLES, MemoryEngine
from tiny_shop import SHOP, broken

from bot.checking import findings
from queries.catalogue.load import load_catalogue_text
from queries.checking.figures import check_figures
from queries.checking.findings import Finding, Level
from queries.dataset import open_dataset

TODAY = date(2026, 4, 20)


def found(catalogue: str = SHOP, tables: str = TABLES, quick: bool = True) -> list[Finding]:
    return list(findings(load_catalogue_text(catalogue, "shop.yaml"), MemoryEngine(tables), TODAY, quick=quick))


def line_of(text: str) -> int:
    return SHOP[: SHOP.index(text)].count("\n") + 1


def test_rows_that_find_none_are_counted_with_an_example() -> None:
    (told,) = [f for f in found(tables=TABLES + "INSERT INTO orders VALUES (9, 77, 'Web', NULL);") if f.kind == "join"]
    assert (told.level, told.place.line) == (Level.WARNING, line_of("    primary_key: order_id"))
    assert "join customer of table orders: 1 of 4 rows (25.0 %) find none in customers, such as 77" in told.cause
    assert told.cure


def test_keys_that_differ_in_case_and_spaces_are_told_so() -> None:
    tables = (
        "CREATE TABLE products (code VARCHAR, name VARCHAR); INSERT INTO products VALUES ('GTX Pro', 'a'), ('B', 'b');"
    )
    tables += "CREATE TABLE sales (code VARCHAR, amount INTEGER);"
    tables += "INSERT INTO sales VALUES ('GTXPro', 1), ('b', 2), ('X', 3), ('B', 4);"
    catalogue = """\
currency: EUR
tables:
  sales: {joins: {product: {to: products, on: code}}}
  products: {primary_key: code}
dimensions: {product: {table: products, column: name}}
metrics: {amount: {table: sales, agg: sum, expr: amount, format: count}}
"""
    (told,) = [f for f in found(catalogue, tables) if f.kind == "join"]
    assert "3 of 4 rows (75.0 %)" in told.cause
    assert told.cure.startswith("2 of them would, if spaces and upper case did not count")


def test_a_join_that_finds_nothing_or_cannot_be_made_is_an_error() -> None:
    tables = TABLES.replace("INSERT INTO visits VALUES (1,", "INSERT INTO visits VALUES (99,")
    (told,) = [f for f in found(tables=tables) if f.kind == "join"]
    assert (told.level, "1 of 1 rows (100.0 %)" in told.cause) == (Level.ERROR, True)
    tables = TABLES.replace("visits (customer_id INTEGER", "visits (customer_id VARCHAR").replace(
        "INTO visits VALUES (1,", "INTO visits VALUES ('c1',"
    )
    (told,) = [f for f in found(tables=tables) if f.kind == "join"]
    assert (told.level, "cannot be made" in told.cause) == (Level.ERROR, True)


def test_words_of_two_meanings_are_told() -> None:
    told = [
        f for f in found(tables=TABLES + "INSERT INTO products VALUES (3, 'Sales'), (4, 'North');") if f.kind == "word"
    ]
    assert any("metric revenue: 'sales' is also the member 'Sales' of product" in f.cause for f in told)
    assert any("1 member stands in both area and product, such as 'North'" in f.cause for f in told)
    assert all(f.level is Level.NOTE for f in told)


def test_breakdowns_nobody_reaches_are_told() -> None:
    text, line = broken(
        "  product: {table: products, column: name}\n",
        "  product: {table: products, column: name}\n  stray: {table: notes, column: text}\n",
    )
    text = text.replace("  products: {}\n", "  products: {}\n  notes: {}\n")
    told = [f for f in found(text, TABLES + "CREATE TABLE notes (text VARCHAR);") if f.kind == "reach"]
    assert [(f.level, f.place.line) for f in told if "stray" in f.cause] == [(Level.WARNING, line + 2)]


def test_parts_that_are_not_the_whole_are_an_error() -> None:
    # A product that stands twice gives its lines twice; the check of keys tells it first, this one by the figures.
    tables = TABLES + "INSERT INTO products VALUES (1, 'Pen again');"
    dataset = open_dataset(load_catalogue_text(SHOP), MemoryEngine(tables), TODAY)
    told = [f for f in check_figures(dataset, TODAY, metrics=("revenue",)) if f.kind == "total"]
    assert ["metric revenue by product adds up to 50, more than its total of 35" in f.cause for f in told] == [True]


def test_the_command_prints_json_and_ends_with_3_on_errors(demo: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(demo, tmp_path / "company"))
    run = [sys.executable, "-m", "bot.cli", "check", "--quick", "--json", "--workspace", str(folder)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    assert (done.returncode, told["ok"], told["counts"]["error"]) == (0, True, 0)
    file = next(f for f in (folder / "catalogue").glob("*.yaml") if "expr: net_amount" in f.read_text())
    file.write_text(file.read_text().replace("expr: net_amount", "expr: net_amuont", 1))
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    assert (done.returncode, told["ok"]) == (3, False)
    assert any(f["file"].endswith(file.name) and f["line"] > 0 and "net_amount" in f["cure"] for f in told["findings"])
