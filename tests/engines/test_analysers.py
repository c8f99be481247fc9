"""Engines that are not there: each statement is read by a parser of its SQL, and BigQuery's run by Google's own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml
from conformance import (
    DAY,
    HOSTILE,
    asked,
    asked_for_analysers,
    compared,
    hostile_queries,
    outcome,
    random_queries,
)
from copying import quoted
from expressions import differences
from sqlglot import exp
from statements import rewritten, sent_to_snowflake, texts, trees_of

from data.store import Store
from queries.answer import Answer
from queries.catalogue.load import load_catalogue
from queries.compiler.dialects import written
from queries.compiler.dialects.dialect import Unwritable
from queries.dataset import Dataset, open_dataset
from queries.query import Query

QUESTIONS = yaml.safe_load((Path(__file__).parent.parent / "figures" / "questions.yaml").read_text("utf-8"))
FEW = 200  # rows of a table that are all taken; of larger ones one in forty


def _queries(dataset: Dataset) -> list[tuple[str, Query]]:
    words = [text for texts_ in QUESTIONS.values() for text in texts_]
    random = [pair for calendar in ("gregorian", "jalali") for pair in random_queries(dataset, calendar, 2)]
    return [*random, *asked(dataset, words), *hostile_queries(dataset, "customer", "revenue")]


@pytest.fixture(scope="module")
def trees(demo: Path, small: Path, on_duckdb: Dataset) -> list[exp.Expr]:
    """Every different statement of the queries that other engines are held to, on a live database and on another."""
    with Store(small) as store:
        catalogue = load_catalogue(demo)
        found = [trees_of(_queries(on_duckdb), catalogue, store, live) for live in (True, False)]
    assert min(map(len, found)) > 200
    return [tree for some in found for tree in some]


def test_trino_reads_every_statement(trees: list[exp.Expr]) -> None:
    from trino_sql_validator import validate

    read = {text: validate(text) for text in texts(trees, "trino", bound=True)}
    assert len(read) > 400
    assert {text: result for text, result in read.items() if not result.valid or result.warnings} == {}
    assert not validate("SELECT 1 FROM a QUALIFY 1").valid


@pytest.mark.parametrize("dialect", ["bigquery", "redshift", "trino"])
def test_grouping_sets_are_of_columns(dialect: str, trees: list[exp.Expr]) -> None:
    """Trino refuses expressions there after it has parsed them; BigQuery takes a table's name for an output's."""
    sets = [sets for tree in rewritten(trees, dialect) for sets in tree.find_all(exp.GroupingSets)]
    assert len(sets) > 50
    for found in sets:
        columns = [column for one in found.expressions for column in one.expressions or [one.this] if column]
        assert columns and all(isinstance(column, exp.Column) and column.table for column in columns)
        select = found.find_ancestor(exp.Select)
        names = {output.alias_or_name for output in select.expressions} if select else set()
        assert names.isdisjoint({column.name for column in columns} | {column.table for column in columns})


def test_redshift_has_a_frame_for_every_ordered_aggregate(trees: list[exp.Expr]) -> None:
    """It wants one spelled out for all but functions of places."""
    windows = [window for tree in rewritten(trees, "redshift") for window in tree.find_all(exp.Window)]
    ordered = [window for window in windows if window.args.get("order") is not None]
    assert len(ordered) > 20
    assert [
        w.sql() for w in ordered if isinstance(w.this, exp.AggFunc) and not isinstance(w.this, exp.Lag | exp.Lead)
    ] == []


def _select(text: str) -> exp.Expr:
    return exp.maybe_parse(text, dialect="duckdb")


def test_what_an_engine_cannot_say_is_refused() -> None:
    with pytest.raises(Unwritable, match="one kind of value only"):
        written(_select("SELECT median(a), median(b) FROM t"), "redshift")
    with pytest.raises(Unwritable, match="one kind of value only"):
        written(_select("SELECT median(a) FILTER (WHERE b > 1), median(a) FROM t"), "redshift")
    with pytest.raises(Unwritable, match="backslash"):
        written(_select("SELECT a FROM t WHERE b LIKE 'x\\y'"), "redshift")
    with pytest.raises(Unwritable, match="no ESCAPE"):
        written(_select("SELECT a FROM t WHERE b LIKE '10!%' ESCAPE '!'"), "bigquery")


@pytest.mark.parametrize("dialect", ["bigquery", "redshift", "spark", "trino"])
def test_every_match_is_replaced_only_where_that_is_asked(dialect: str) -> None:
    with pytest.raises(Unwritable, match="say 'g'"):
        written(_select("SELECT regexp_replace(a, 'x', 'y') FROM t"), dialect)
    every = written(_select("SELECT regexp_replace(a, 'x', 'y', 'g') FROM t"), dialect)
    assert every == "SELECT REGEXP_REPLACE(a, 'x', 'y') FROM t"


def test_the_first_match_is_replaced_on_clickhouse() -> None:
    first = written(_select("SELECT regexp_replace(a, 'x', 'y') FROM t"), "clickhouse")
    assert first == "SELECT replaceRegexpOne(a, 'x', 'y') FROM t"
    assert "replaceRegexpAll" in written(_select("SELECT regexp_replace(a, 'x', 'y', 'g') FROM t"), "clickhouse")


@pytest.mark.parametrize("dialect", ["bigquery", "clickhouse", "spark", "trino"])
def test_a_logarithm_is_to_the_base_of_10(dialect: str) -> None:
    assert written(_select("SELECT log(a) FROM t"), dialect).lower() == "select log10(a) from t"


def test_a_backslash_is_a_character_on_bigquery() -> None:
    text = written(_select("SELECT a FROM t WHERE b LIKE 'x\\y%'"), "bigquery")
    assert text.endswith(r"LIKE 'x\\\\y%'")


@asked_for_analysers
def test_trinos_own_grammar_reads_every_statement(trees: list[exp.Expr]) -> None:
    parser = pytest.importorskip("trino_query_parser")
    for text in texts(trees, "trino", bound=True):
        assert parser.parse_statement(text), text


@asked_for_analysers
def test_redshift_reads_every_statement(trees: list[exp.Expr]) -> None:
    core = pytest.importorskip("sqlfluff.core")
    linter = core.Linter(dialect="redshift")
    for text in sorted(texts(trees, "redshift", bound=False))[::3]:
        assert linter.parse_string(text).violations == [], text


def test_snowflake_gets_numbers_of_rows_as_numbers(trees: list[exp.Expr]) -> None:
    """It does not take a bound one everywhere."""
    sent = list(sent_to_snowflake(trees))
    assert len(sent) > 400
    assert sum(" LIMIT 5" in text for text in sent) > 10
    assert [
        text
        for text in sent
        if re.search(r"(LIMIT|OFFSET|PRECEDING|FOLLOWING) :|:[1-9]\d* (PRECEDING|FOLLOWING)", text)
    ] == []


@asked_for_analysers
def test_snowflake_reads_every_statement(trees: list[exp.Expr]) -> None:
    core = pytest.importorskip("sqlfluff.core")
    linter = core.Linter(dialect="snowflake")
    for text in sorted(sent_to_snowflake(trees))[::3]:
        assert linter.parse_string(text).violations == [], text


@pytest.fixture(scope="module")
def tiny(small: Path) -> Path:
    """So few of the small company's rows as an interpreter gets through."""
    file = small.with_name("tiny.duckdb")
    with duckdb.connect(str(file)) as target:
        target.execute(f"ATTACH '{shutil.copy(small, small.with_name('large.duckdb'))}' AS large (READ_ONLY)")
        tables = target.execute(
            "SELECT table_name, first(column_name ORDER BY column_index) FROM duckdb_columns()"
            " WHERE database_name = 'large' GROUP BY 1"
        ).fetchall()
        for table, first in tables:
            some = f"hash({quoted(first)}, 1) % 40 = 0 OR (SELECT count(*) FROM large.{quoted(table)}) <= {FEW}"
            if table == "kpibot_calendar":
                some = "day BETWEEN DATE '2023-01-01' AND DATE '2027-03-31'"
            target.execute(f"CREATE TABLE {quoted(table)} AS SELECT * FROM large.{quoted(table)} WHERE {some}")
        keys = target.execute(f"SELECT customer_id FROM customers ORDER BY 1 LIMIT {len(HOSTILE)}").fetchall()
        for (key,), name in zip(keys, HOSTILE, strict=True):
            target.execute("UPDATE customers SET name = ? WHERE customer_id = ?", [name, key])
        target.execute("DETACH large")
    return file


@pytest.fixture(scope="module", params=[True, False], ids=["live", "published"])
def both(request: pytest.FixtureRequest, demo: Path, tiny: Path) -> Iterator[tuple[Dataset, Dataset]]:
    """The tiny company on DuckDB, and with GoogleSQL."""
    pytest.importorskip("zetasql")
    from googlesql import GoogleSql

    with duckdb.connect(str(tiny), read_only=True) as source:
        tables = [name for (name,) in source.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        engine = GoogleSql(source, tables, live=request.param)
    with Store(tiny) as store:
        catalogue = load_catalogue(demo)
        yield open_dataset(catalogue, store, DAY), open_dataset(catalogue, engine, DAY)


@asked_for_analysers
def test_googlesql_gives_duckdbs_rows(both: tuple[Dataset, Dataset]) -> None:
    one, other = both
    queries = _queries(one)
    assert compared(queries, one, other) == {}
    answers = [outcome(query, other) for _, query in queries[:40]]
    assert sum(isinstance(answer, Answer) for answer in answers) > 30


@asked_for_analysers
def test_the_catalogues_sql_means_to_googlesql_what_it_does_to_duckdb(both: tuple[Dataset, Dataset]) -> None:
    known = "CAST(CAST(2.5 AS DOUBLE) AS INT): 3, DuckDB 2"  # a half of a real number: its type is not known here
    assert differences(both[1].engine.run, "bigquery") == [known]
