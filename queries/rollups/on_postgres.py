"""PostgreSQL's tables as rollups are chosen for them, in a transaction of the session that builds."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlglot import exp

from data.engines.postgres_building import Builder
from data.engines.postgres_rollups import PROBLEMS
from queries.catalogue.model import Catalogue, Path
from queries.compiler.dialects import written
from queries.compiler.source import Source
from queries.rollups.database import Sample, TemporaryTable, take_some
from queries.rollups.on_server import ServerDatabase, Types
from queries.rollups.sources import tables_read

_TEXTS = ("text", "varchar", "bpchar")


class PostgresDatabase(ServerDatabase):
    """`reader` is the user who is to read the rollups."""

    dialect = "postgres"
    types = Types(
        days=frozenset({"date", "timestamp", "timestamptz"}),
        keys=frozenset({"int2", "int4", "int8", "bool", "date", "uuid", "decimal", *_TEXTS}),
        added=frozenset({"int2", "int4", "int8", "numeric", "decimal", "float8"}),
        whole=frozenset({"int2", "int4"}),
    )

    def __init__(self, builder: Builder, catalogue: Catalogue, reader: str) -> None:
        super().__init__(catalogue)
        self._builder, self._reader = builder, reader

    def run(self, select: str) -> list[tuple[Any, ...]]:
        """The rows of a SELECT."""
        return self._builder.rows(select)

    def kind(self, select: str) -> str:
        """The type of a SELECT's first column, by its short name."""
        return self._builder.kind(select)

    def unfit(self) -> AbstractContextManager[object]:
        """What is raised inside because the catalogue does not fit the data goes no further."""
        return self._builder.unfit()

    def sampled(self, name: str, statement: exp.Select) -> Sample:
        """The rows of a statement under a name, to be looked over several times."""
        return TemporaryTable(self, name, statement)

    def create(self, name: str, query: exp.Query, *, temporary: bool = False) -> None:
        """A temporary table of a query's rows."""
        assert temporary
        self._builder.run(f"CREATE TEMPORARY TABLE {name} AS {written(query, self.dialect)}")

    def drop(self, name: str) -> None:
        """Remove a temporary table, if there is one."""
        self._builder.run(f"DROP TABLE IF EXISTS pg_temp.{name}")

    def sample(self, statement: exp.Select, percent: float) -> None:
        """Have a SELECT read only so many of its table's rows, of a table the same ones each time."""
        if isinstance(statement.args["from_"].this, exp.Table):
            take_some(statement, percent)
        else:
            chance = exp.LT(this=exp.Rand(), expression=exp.Literal.number(f"{percent / 100:.6f}"))
            statement.set("where", exp.Where(this=chance))

    def keeps(self, table: str, path: Path) -> bool:
        """Whether grouping by what stands at the end of a path keeps apart what answers keep apart."""
        kind = self.kind_at(table, path)
        return kind in self.types.keys and not (kind in _TEXTS and self._blurs(table, path))

    def problem(self, names: Sequence[str]) -> str | None:
        """Why rollups of some tables cannot be kept; None where they can."""
        for name, why in self._builder.rows(PROBLEMS, [list(names), self._reader]):
            if why is not None:
                return f"{name} {why}"
        return None

    def source_names(self, source: exp.Expr) -> list[str]:
        """The names of the tables that a source reads, as PostgreSQL reads them."""
        return [table.sql(dialect=self.dialect) for table in tables_read(source)]

    def _blurs(self, table: str, path: Path) -> bool:
        """Whether the database takes different texts of a column for the same."""
        end = Source(self.catalogue, table).end_table(path)
        source = Source(self.catalogue, end)  # its rows alone: LIMIT spares no join its hash table
        name = exp.Anonymous(this="pg_collation_for", expressions=[source.column(path[-1:])])
        found = self._builder.rows(f"{written(source.select([name], []), self.dialect)} LIMIT 1")
        if not found or found[0][0] is None:
            return False
        told = "SELECT collisdeterministic FROM pg_collation WHERE oid = $1::text::regcollation"
        return [row[0] for row in self._builder.rows(told, [found[0][0]])] != [True]
