"""What is kept beside the tables of a database when it is published, so that answers need not read every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

import duckdb

from queries.catalogue.model import Catalogue
from queries.engine import Rows
from queries.results.keys_known import all_claims, proved
from queries.rollups.build import build_rollups
from queries.rollups.database import UNFIT, Database
from queries.rollups.plan import Bounds
from queries.rollups.proofs import Claim, size_of, write_proofs
from queries.rollups.refresh import refresh_rollups


class _Written:
    """A database being written, as the engine that proofs are asked from."""

    dialect = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows:
        """The rows of a statement."""
        cursor = self._connection.execute(sql, dict(parameters))
        return Rows(tuple(column[0] for column in cursor.description or ()), cursor.fetchmany(max_rows))


def keep_beside(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    before: str | None = None,
    bounds: Bounds | None = None,
) -> None:
    """Sum up and prove what questions about large tables need, once all tables are loaded.

    `before` is the name under which the version before is attached, where rows were added to it.
    """
    bounds = bounds or Bounds()
    if before is None:
        build_rollups(connection, catalogue, bounds)
    else:
        refresh_rollups(connection, catalogue, before, bounds)
    write_proofs(Database(connection, catalogue), proofs(connection, catalogue, bounds.least))


def proofs(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, least: int
) -> Iterator[tuple[Claim, bool, int]]:
    """What large tables are proved to hold or not, and the rows it was proved of."""
    engine = _Written(connection)
    for claim in list(all_claims(catalogue)):
        with suppress(*UNFIT):
            size = size_of(claim, catalogue, engine)
            if size >= least:
                yield claim, proved(claim, catalogue, engine), size
