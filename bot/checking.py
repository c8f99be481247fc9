"""All checks of a workspace, in the order in which they rest on each other; and those before a publication."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from data.rows import QueryFailed, Rows
from queries.catalogue.model import Catalogue
from queries.check import check
from queries.checking.figures import check_figures
from queries.checking.findings import Finding, Level, of_problem
from queries.checking.joins import check_joins
from queries.checking.reach import check_reach
from queries.checking.words import check_words
from queries.dataset import open_dataset
from queries.engine import Engine


@dataclass(frozen=True, slots=True)
class Connected:
    """An open DuckDB connection as an engine; for a version that is not published yet."""

    connection: duckdb.DuckDBPyConnection
    dialect: str = "duckdb"

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows:
        """The rows of one SELECT."""
        cursor = self.connection.cursor()
        try:
            cursor.execute(sql, dict(parameters))
            return Rows(tuple(c[0] for c in cursor.description or ()), cursor.fetchmany(max_rows))
        except duckdb.Error as error:
            raise QueryFailed(str(error).splitlines()[0]) from error
        finally:
            cursor.close()


def hold_against(catalogue: Catalogue, connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Why a version must not be published: what in the catalogue does not fit it, and joins that lead nowhere."""
    engine = Connected(connection)
    found = [of_problem(problem) for problem in check(catalogue, engine)]
    if not found:
        found = [finding for finding in check_joins(catalogue, engine) if finding.level is Level.ERROR]
    return [str(finding) for finding in found]


def findings(
    catalogue: Catalogue,
    engine: Engine,
    today: date,
    *,
    quick: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Finding]:
    """Everything found. Where schema or keys are wrong nothing else is run; `quick` leaves the figures out."""
    problems = check(catalogue, engine)
    yield from (of_problem(problem) for problem in problems)
    if problems:
        return
    yield from check_reach(catalogue)
    yield from check_joins(catalogue, engine)
    dataset = open_dataset(catalogue, engine, today)
    yield from check_words(catalogue, dataset.members)
    if not quick:
        yield from check_figures(dataset, today, progress)
