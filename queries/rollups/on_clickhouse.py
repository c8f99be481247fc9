"""ClickHouse's tables as rollups are chosen for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlglot import exp

from data.engines.clickhouse_building import Builder
from data.engines.clickhouse_parts import Name
from data.engines.clickhouse_rollups import COMPUTED, PROBLEMS, literal, pairs, policies, qualified
from data.rows import QueryFailed
from queries.catalogue.model import Catalogue
from queries.compiler import nodes
from queries.engine import Engine
from queries.rollups.on_server import ServerDatabase, Types
from queries.rollups.sources import tables_read

_WRAPPED = re.compile(r"(?:Nullable|LowCardinality)\((.*)\)")
_CALLED = re.compile(r"(\w+)\s*\(")
_MILLION = 1_000_000
_WHOLE = frozenset(f"{sign}Int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64))


class ClickHouseDatabase(ServerDatabase):
    """`engine` is that of the user who is to read the rollups, in whose database names without one lie."""

    dialect = "clickhouse"
    types = Types(
        days=frozenset({"Date", "Date32", "DateTime", "DateTime64"}),
        keys=_WHOLE | {"Bool", "Date", "Date32", "Decimal", "Enum8", "Enum16", "FixedString", "String", "UUID"},
        added=_WHOLE | {"Decimal", "Float32", "Float64"},
    )

    def __init__(self, builder: Builder, engine: Engine, database: str, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self._builder, self._engine, self._database = builder, engine, database
        self._names: dict[str, Name] = {}
        self._problems: dict[str, str | None] = {}

    def run(self, select: str) -> list[tuple[Any, ...]]:
        """The rows of a SELECT."""
        return self._builder.rows(select)

    def kind(self, select: str) -> str:
        """The type of a SELECT's first column, without what it says of missing values, lengths and places."""
        told = self._builder.kind(select)
        while wrapped := _WRAPPED.fullmatch(told):
            told = wrapped[1]
        return told.partition("(")[0]

    def unfit(self) -> AbstractContextManager[object]:
        """What is raised inside because the catalogue does not fit the data goes no further."""
        return self._builder.unfit()

    def sample(self, statement: exp.Select, percent: float) -> None:
        """Have a SELECT read only so many of its table's rows: of the same parts the same ones."""
        read = statement.args["from_"].this
        number: exp.Expr = exp.Rand()
        if isinstance(read, exp.Table):
            places = [nodes.column(read.alias_or_name, name) for name in ("_part", "_part_offset")]
            number = exp.Anonymous(this="sipHash64", expressions=places)
        taken = exp.Mod(this=number, expression=nodes.integer(_MILLION))
        chance = exp.LT(this=taken, expression=nodes.integer(round(percent * _MILLION / 100)))
        statement.set("where", exp.Where(this=chance))

    def problem(self, names: Sequence[str]) -> str | None:
        """Why rollups of some tables cannot be kept; None where they can."""
        for name in names:
            if name not in self._problems:
                self._problems[name] = next(self._reasons(name), None)
            if (why := self._problems[name]) is not None:
                return why
        return None

    def source_names(self, source: exp.Expr) -> list[str]:
        """The names of the tables that a source reads, each with its database."""
        found = []
        for table in tables_read(source):
            text = table.sql(dialect=self.dialect)
            if isinstance(table.this, exp.Identifier) and table.args.get("catalog") is None:
                name = (table.db or self._database, table.name)
                text = qualified(name)
                self._names[text] = name
            found.append(text)
        return found

    def pairs_of(self, names: Sequence[str]) -> list[Name]:
        """Each table's database and own name."""
        return [self._names[name] for name in names]

    def _reasons(self, name: str) -> Iterator[str]:
        if name not in self._names:
            yield f"{name} is no table of this server"
            return
        told = pairs([self._names[name]])
        found = self._builder.rows(PROBLEMS.format(names=told))
        if not found:
            yield f"{name} is not there"
            return
        if found[0][2]:
            yield f"{name} {found[0][2]}"
            return
        if self._builder.rows(policies([self._names[name]]))[0][0]:
            yield f"{name} has a row policy, which rollups would get round"
        for column, text in self._builder.rows(COMPUTED.format(names=told)):
            if not self._is_lasting(text):
                yield f"{name} has a column {column} that is computed when it is read"
        try:
            self._engine.run(f"SELECT * FROM {name} LIMIT 0", {})  # noqa: S608 - quoted
        except QueryFailed:
            yield f"{name} may not be read as a whole by who answers"

    def _is_lasting(self, expression: str) -> bool:
        """Whether an expression gives the same of the same row whenever it is asked, as the server tells."""
        told = "SELECT name FROM system.columns WHERE database = 'system' AND table = 'functions'"
        columns = {row[0] for row in self._builder.rows(told)}
        column = next((name for name in ("deterministic", "is_deterministic") if name in columns), None)
        called = sorted(set(_CALLED.findall(expression)))
        if column is None or not called:
            return not called
        listed = ", ".join(map(literal, called))
        lasting = self._builder.rows(
            f"SELECT count() FROM system.functions WHERE name IN ({listed}) AND origin = 'System'"  # noqa: S608
            f" AND ifNull({column}, 0) = 1"
        )
        return bool(lasting[0][0] == len(called))
