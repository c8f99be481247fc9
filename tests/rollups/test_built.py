"""Which rollups are built, what keeps one from being used, and that rights hold on them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import duckdb
import pytest
from shop import CATALOGUE, CATALOGUE_TEXT, TODAY, MemoryEngine, dataset_of, small_shop
from sqlglot import exp

from data.engines.rollups import PREFIX
from queries.catalogue.load import load_catalogue_text
from queries.catalogue.model import Catalogue
from queries.catalogue.problems import CatalogueError
from queries.compiler import compile_query
from queries.compiler.shape import PLAIN_COLUMNS, Columns, filter_shape, shape
from queries.compiler.statement import build
from queries.dataset import Dataset, open_dataset
from queries.query import Filter, Having, Period, Query, Rank
from queries.rollups.build import build_one, build_rollups, facts
from queries.rollups.database import Database
from queries.rollups.known import passed_over, read_rollups
from queries.rollups.model import Rollup
from queries.rollups.plan import ALL, Bounds, chosen
from queries.run import answer
from queries.verify import Unverified, verify

SPRING = Period(date(2026, 1, 1), date(2026, 4, 20))
SCOPE = (Filter("region", "in", ("North",)),)
RIGHTS = tuple(map(filter_shape, SCOPE))


@pytest.fixture
def engine() -> Iterator[MemoryEngine]:
    plain = dataset_of(small_shop()).engine
    assert isinstance(plain, MemoryEngine)
    yield plain
    for (name,) in plain.connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
        if name.startswith(PREFIX):
            plain.connection.execute(f"DROP TABLE {name}")
    plain.connection.execute("DROP TABLE IF EXISTS kpibot_rollups")


def opened(engine: MemoryEngine, catalogue: Catalogue = CATALOGUE, bounds: Bounds = ALL) -> Dataset:
    build_rollups(engine.connection, catalogue, bounds)
    return open_dataset(catalogue, engine, TODAY)


def reads(dataset: Dataset, *metrics: str, **parts: object) -> tuple[tuple[str, object], ...]:
    """What a question reads: each table with "rollup", or with the reason why not."""
    query = Query(metrics, period=SPRING, **parts)  # type: ignore[arg-type]
    known = Columns(rollups=dataset.rollups)
    compiled = compile_query(query, dataset.catalogue, TODAY, dataset.through, columns=known)
    return tuple((read.table, "rollup" if read.rollup else read.reason) for read in compiled.reads)


def test_sums_and_counts_by_what_is_kept_come_from_rollups(engine: MemoryEngine) -> None:
    dataset = opened(engine)
    for metrics in (("amount",), ("big_share", "mean_quantity"), ("most",), ("big_amount", "sales")):
        for by in ((), ("month",), ("weekday",), ("region", "shop"), ("category", "week")):
            assert reads(dataset, *metrics, by=by) == (("sales", "rollup"),), (metrics, by)
    assert reads(dataset, "balance") == (("sales", "rollup"), ("visits", "rollup"))
    assert reads(dataset, "attainment") == (("sales", "rollup"), ("plans", "no_rollup"))
    assert reads(dataset, "amount", by=("shop",), rank=Rank("top", 2)) == (("sales", "rollup"),)


def test_what_days_do_not_give_is_read_row_by_row(engine: MemoryEngine) -> None:
    dataset = opened(engine)
    assert reads(dataset, "buyers") == (("sales", "figure"),)
    assert reads(dataset, "buyers", "amount") == (("sales", "figure"),)
    assert reads(dataset, "amount", by=("hour",)) == (("sales", "hour"),)
    row = Having("amount", ">", 5.0, level="row")
    assert reads(dataset, "sales", having=(row,)) == (("sales", "row_condition"),)
    assert reads(dataset, "members", "leaving") == (("spells", "no_rollup"),)
    one = (
        opened(engine, catalogue_with("[[category]]"), Bounds()),
        opened(engine, catalogue_with("[[shop], [category]]")),
    )
    assert reads(one[0], "amount", by=("shop",)) == (("sales", "dimension"),)
    assert reads(one[1], "amount", by=("shop", "category")) == (("sales", "together"),)


def test_few_rows_have_no_rollups_unless_named(engine: MemoryEngine) -> None:
    assert not opened(engine, bounds=Bounds()).rollups
    named = catalogue_with("[[region], [shop, category]]")
    rollups = opened(engine, named, Bounds()).rollups
    assert sorted(tuple(map(len, r.columns)) for r in rollups) == [(1,), (1, 1)]
    assert not any(r.table == "sales" for r in opened(engine, catalogue_with("none"), ALL).rollups)


def catalogue_with(rollups: str) -> Catalogue:
    return load_catalogue_text(CATALOGUE_TEXT.replace("hours: true,", f"hours: true, rollups: {rollups},"))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[[regoin]]", "dimension 'regoin'"),
        ("some", "'rollups' of table sales must be none, or a list of lists"),
        ("[region]", "'rollups' of table sales must be none, or a list of lists"),
    ],
)
def test_rollups_of_what_is_not_there_are_told_with_their_line(written: str, said: str) -> None:
    with pytest.raises(CatalogueError) as error:
        catalogue_with(written)
    assert said in str(error.value)
    assert ":6" in str(error.value)


def test_rollups_of_what_a_table_does_not_reach_are_told() -> None:
    text = CATALOGUE_TEXT.replace("visit_id, time: came_on,", "visit_id, time: came_on, rollups: [[category]],")
    with pytest.raises(CatalogueError, match="'rollups' names category, which it has no joins to"):
        load_catalogue_text(text)


def test_rollups_of_another_catalogue_are_not_used(engine: MemoryEngine) -> None:
    assert any(r.table == "sales" for r in opened(engine).rollups)
    joined = load_catalogue_text(
        CATALOGUE_TEXT.replace("to: shops, on: shop_id}, item", "to: shops, on: {person_id: shop_id}}, item")
    )
    source = load_catalogue_text(
        CATALOGUE_TEXT.replace("source: sales,", "source: SELECT * FROM sales WHERE amount > 0,")
    )
    assert passed_over(source, engine) == {"sales": "catalogue"}
    for other in (joined, source):
        found = open_dataset(other, engine, TODAY)
        assert reads(found, "amount", by=("region",))[0][1] != "rollup"
    figure = load_catalogue_text(
        CATALOGUE_TEXT.replace(
            "agg: sum, expr: amount, format: currency, label: {en: Amount}",
            "agg: sum, expr: amount * 2, format: currency, label: {en: Amount}",
        )
    )
    found = open_dataset(figure, engine, TODAY)
    assert reads(found, "amount") == (("sales", "figure"),)
    assert reads(found, "sales") == (("sales", "rollup"),)


def test_rollups_of_other_rows_are_not_used(engine: MemoryEngine) -> None:
    opened(engine)
    engine.connection.execute("DELETE FROM sales WHERE sale_id = 1")
    assert {r.table for r in read_rollups(CATALOGUE, engine)} == {"visits"}
    assert passed_over(CATALOGUE, engine) == {"sales": "written"}


def test_joins_to_several_rows_make_no_rollup(engine: MemoryEngine) -> None:
    """A sale of a shop that stands there twice counts twice by region, and must not by category."""
    engine.connection.execute("INSERT INTO shops VALUES (1, 'Plaza', 'West')")
    dataset = opened(engine, bounds=Bounds(least=0, share=0.9, small=0))
    query = Query(("amount",), period=SPRING)
    assert answer(query, dataset, TODAY).rows == answer(query, replace(dataset, rollups=()), TODAY).rows
    by_region = replace(query, by=("region",))
    assert answer(by_region, dataset, TODAY).rows == answer(by_region, replace(dataset, rollups=()), TODAY).rows


def test_rows_without_a_zone_only() -> None:
    """The day of a moment in time depends on who asks."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE s AS SELECT 1 AS id, TIMESTAMPTZ '2026-01-01 12:00+00' AS happened, 2 AS amount")
    catalogue = load_catalogue_text(
        "tables: {s: {primary_key: id, time: happened}}\n"
        "metrics: {amount: {table: s, agg: sum, expr: amount, format: count, label: {en: Amount}}}"
    )
    assert build_rollups(connection, catalogue, ALL) == []


def test_floats_differ_by_no_more_than_the_order_of_adding_makes() -> None:
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE s AS SELECT i AS id, DATE '2026-01-01' + (i % 90)::INTEGER AS happened,"
        " (hash(i) % 1000003) / 7.0::DOUBLE AS amount FROM range(50000) t(i)"
    )
    catalogue = load_catalogue_text(
        "tables: {s: {primary_key: id, time: happened}}\n"
        "metrics: {amount: {table: s, agg: sum, expr: amount, format: count, label: {en: Amount}},\n"
        "  mean: {table: s, agg: avg, expr: amount, format: count, label: {en: Mean}}}"
    )
    (rollup,) = build_rollups(connection, catalogue, ALL)
    exact = connection.execute("SELECT happened, amount FROM s").fetchall()
    for day, amount in connection.execute(f"SELECT day, amount FROM {rollup.name}").fetchall():
        assert math.isclose(amount, math.fsum(a for d, a in exact if d == day), rel_tol=1e-15)


def scoped(rollup: Rollup, by: tuple[str, ...]) -> exp.Select:
    query = Query(("amount",), by, period=SPRING, scope=SCOPE)
    columns = replace(PLAIN_COLUMNS, rollups=(rollup,))
    tree = build(shape(query, started=True, timed=True, compared=False, columns=columns), CATALOGUE).tree
    assert PREFIX in tree.sql()
    return tree


@pytest.mark.parametrize("kept", ["key", "name"])
@pytest.mark.parametrize("by", [(), ("region",), ("month",)])
def test_rights_on_a_rollup_cannot_be_left_out(engine: MemoryEngine, kept: str, by: tuple[str, ...]) -> None:
    opened(engine)
    path = ("shop_id",) if kept == "key" else ("shop", "region")
    database = Database(engine.connection, CATALOGUE)
    fact = next(fact for fact in facts(database, ALL) if fact.table == "sales")
    rollup = build_one(database, fact, frozenset({(path,)}), f"{PREFIX}tried")
    assert rollup is not None
    verify(scoped(rollup, by), CATALOGUE, RIGHTS, (rollup,))
    tree = scoped(rollup, by)
    right(tree).this.set("this", exp.to_identifier("category"))
    with pytest.raises(Unverified, match="rights"):
        verify(tree, CATALOGUE, RIGHTS, (rollup,))
    tree = scoped(rollup, by)
    right(tree).replace(exp.true())
    with pytest.raises(Unverified, match="rights"):
        verify(tree, CATALOGUE, RIGHTS, (rollup,))


def right(tree: exp.Select) -> exp.In:
    (condition,) = (p.find_ancestor(exp.In) for p in tree.find_all(exp.Placeholder) if p.name == "scope_0")
    assert condition is not None
    return condition


def test_a_rollup_is_read_in_place_of_its_own_table_only(engine: MemoryEngine) -> None:
    rollup = next(r for r in opened(engine).rollups if r.columns)
    tree = scoped(rollup, ())
    tree.args["from_"].this.set("alias", exp.TableAlias(this=exp.to_identifier("spells")))
    with pytest.raises(Unverified, match="in place of sales"):
        verify(tree, CATALOGUE, (), (rollup,))
    with pytest.raises(Unverified, match="tables that are not the catalogue's"):
        verify(scoped(rollup, ()), CATALOGUE, (), ())


def test_sets_keep_pairs_together_as_far_as_they_fit() -> None:
    units = [((name,),) for name in "abcd"]
    members = {"a": 2.0, "b": 3.0, "c": 10.0, "d": 100.0}

    def size(units: frozenset[object]) -> float:
        return math.prod(members[unit[0][0]] for unit in units)  # type: ignore[index]

    found = [{unit[0][0] for unit in units} for units in chosen(units, size, 60.0, 6)]
    assert found == [{"a", "b", "c"}, set()]
    found = [{unit[0][0] for unit in units} for units in chosen(units, size, 1000.0, 6)]
    assert all(any({one, other} <= kept for kept in found) for one in "abcd" for other in "abcd")
    assert all(math.prod(members[name] for name in kept) <= 1000 for kept in found)
    assert len(chosen(units, size, 300.0, 1)) == 2
