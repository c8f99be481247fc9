"""The rollups of a published database that still fit the catalogue and the data."""

from __future__ import annotations

from sqlglot import exp

from queries.catalogue.model import Catalogue
from queries.compiler.source import Source
from queries.engine import Engine
from queries.rollups.model import KEPT_IN, Rollup, list_select, rollup_of, signature

MOST = 10_000


def read_rollups(catalogue: Catalogue, engine: Engine) -> tuple[Rollup, ...]:
    """The rollups that answers may come from; none where the engine keeps none.

    A rollup is passed over where the catalogue has since changed what it rests on, or the fact has another number of
    rows than when it was built: somebody wrote to the database past kpibot.
    """
    if engine.dialect != "duckdb" or not _listed(engine):
        return ()
    rows = sorted(engine.run(list_select().sql(dialect=engine.dialect), {}, max_rows=MOST).rows)
    found = [rollup_of(*row) for row in rows]
    counted: dict[str, int] = {}
    return tuple(rollup for rollup in found if _fits(rollup, catalogue, engine, counted))


def _listed(engine: Engine) -> bool:
    asked = "SELECT count(*) FROM information_schema.tables WHERE table_name = $name"
    return bool(engine.run(asked, {"name": KEPT_IN}).rows[0][0])


def _fits(rollup: Rollup, catalogue: Catalogue, engine: Engine, counted: dict[str, int]) -> bool:
    try:
        if signature(catalogue, rollup.table, [rollup.time, *rollup.columns]) != rollup.signature:
            return False
    except KeyError:
        return False
    table = rollup.table
    if not isinstance(catalogue.tables[table].source, exp.Table):
        return True  # counting the rows of a SELECT would cost as much as a question
    if table not in counted:
        statement = Source(catalogue, table).select([exp.Count(this=exp.Star())], [])
        ((counted[table],),) = engine.run(statement.sql(dialect=engine.dialect), {}).rows
    return counted[table] == rollup.source_rows
