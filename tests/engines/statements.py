"""Every statement that queries are answered with, in the SQL of engines that are not there to run it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib import import_module

import pytest
from conformance import outcome
from sqlglot import exp

from data.engines.snowflake_statement import filled, statement
from data.rows import Rows
from data.store import Store
from queries.catalogue.model import Catalogue
from queries.compiler.dialects import writing
from queries.compiler.dialects.dialect import Unwritable, dialect_of
from queries.dataset import open_dataset
from queries.query import Query

_WRITERS = ("compiler.compile", "ends", "members", "visible", "checking.joins", "results.first_day",
            "results.universe", "results.calendar_days", "results.columns_known", "results.keys_known")  # fmt: skip
_LITERALS = {"DATE": "DATE '2026-01-01'", "DOUBLE": "1.5", "INT": "5", "TEXT": "'it''s'"}
_VALUES = {"DATE": date(2026, 1, 1), "DOUBLE": 1.5, "INT": 5, "TEXT": "it's"}


class Live:
    """A DuckDB file of which nothing is relied on, as of a live database."""

    dialect = "duckdb"
    live = True
    version = "1"

    def __init__(self, store: Store) -> None:
        self._store = store

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows:
        return self._store.run(sql, parameters, max_rows=max_rows)


def trees_of(queries: Iterable[tuple[str, Query]], catalogue: Catalogue, store: Store, live: bool) -> list[exp.Expr]:
    """The trees of all the different statements that these queries are answered with."""
    found: dict[str, exp.Expr] = {}

    def written(tree: exp.Expr, dialect: str) -> str:
        kept = tree.copy()
        text = writing.written(tree, dialect)
        found.setdefault(text, kept)
        return text

    with pytest.MonkeyPatch.context() as patch:
        for name in _WRITERS:
            patch.setattr(import_module(f"queries.{name}"), "written", written)
        patch.setattr("queries.compiler.compile._templates", {})
        dataset = open_dataset(catalogue, Live(store) if live else store)
        for _, query in queries:
            outcome(query, dataset)
    return list(found.values())


def rewritten(trees: Iterable[exp.Expr], dialect: str) -> Iterator[exp.Expr]:
    """The trees as the dialect writes them, without those that it cannot say."""
    for tree in trees:
        try:
            yield writing.rewritten(tree.copy(), dialect_of(dialect))
        except Unwritable:
            continue


def sent_to_snowflake(trees: Iterable[exp.Expr]) -> Iterator[str]:
    """The statements as its server gets them."""
    for tree in trees:
        try:
            text = writing.written(tree.copy(), "snowflake")
        except Unwritable:
            continue
        kinds = {place.name: str(place.args["kind"]) for place in tree.find_all(exp.Placeholder)}
        yield filled(statement(text), {name: _value(kind) for name, kind in kinds.items()})[0]


def texts(trees: Iterable[exp.Expr], dialect: str, *, bound: bool) -> Iterator[str]:
    """The statements with "?" for each value, or as a driver writes it in where values are not `bound`."""
    for tree in trees:
        try:
            text = writing.written(tree.copy(), dialect)
        except Unwritable:
            continue
        kinds = {place.name: str(place.args["kind"]) for place in tree.find_all(exp.Placeholder)}
        for name, kind in kinds.items():
            text = re.sub(rf"[:$@]{name}\b", "?" if bound else _literal(kind), text)
        yield text


def _value(kind: str) -> object:
    one = _VALUES[kind.removesuffix("[]")]
    return [one] if kind.endswith("[]") else one


def _literal(kind: str) -> str:
    one = _LITERALS[kind.removesuffix("[]")]
    return f"({one}, {one})" if kind.endswith("[]") else one
