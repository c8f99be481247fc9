"""The rollups of a database that still fit the catalogue and the data, and why others are passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from sqlglot import exp

from data.engines.rollups import LIST
from queries.catalogue.model import Catalogue
from queries.compiler.source import Source
from queries.engine import Engine, watch_of
from queries.rollups.model import Rollup, list_select, rollup_of, signature

MOST = 10_000
Lapse = Literal["written", "replaced", "catalogue"]
"""Why a rollup is passed over: rows were written, a table is another one than when it was built, the catalogue is."""


def read_rollups(catalogue: Catalogue, engine: Engine) -> tuple[Rollup, ...]:
    """The rollups that answers may come from; none where the engine keeps none."""
    return tuple(rollup for rollup, lapse in kept_rollups(catalogue, engine) if lapse is None)


def passed_over(catalogue: Catalogue, engine: Engine) -> dict[str, Lapse]:
    """The tables that have rollups, of which none may be read now, and why."""
    found: dict[str, list[Lapse | None]] = {}
    for rollup, lapse in kept_rollups(catalogue, engine):
        found.setdefault(rollup.table, []).append(lapse)
    return {table: why for table, lapses in found.items() if None not in lapses and (why := lapses[0]) is not None}


def kept_rollups(catalogue: Catalogue, engine: Engine) -> Iterator[tuple[Rollup, Lapse | None]]:
    """Each rollup kept beside the tables, and why it is passed over, if it is.

    It is where the catalogue has since changed what it rests on, or its rows have. An engine whose rows change tells
    which; in a published database the fact has another number of rows where somebody wrote to it past kpibot.
    """
    watch = watch_of(engine)
    if watch is not None:
        for name, size, definition, why in watch.rollups():
            rollup = rollup_of(name, size, definition, watch.schema)
            yield rollup, _told(why) if _means_the_same(rollup, catalogue, watch.timezone) else "catalogue"
    elif engine.dialect == "duckdb" and _listed(engine):
        rows = sorted(engine.run(list_select().sql(dialect=engine.dialect), {}, max_rows=MOST).rows)
        counted: dict[str, int] = {}
        for rollup in [rollup_of(*row) for row in rows]:
            if not _means_the_same(rollup, catalogue):
                yield rollup, "catalogue"
            else:
                yield rollup, None if _has_its_rows(rollup, catalogue, engine, counted) else "written"


def usable(rollups: tuple[Rollup, ...], engine: Engine) -> tuple[Rollup, ...]:
    """Those of which the engine has not yet found that their rows have changed."""
    watch = watch_of(engine)
    outdated: Mapping[str, str] = {} if watch is None else watch.outdated
    return tuple(rollup for rollup in rollups if rollup.name not in outdated) if outdated else rollups


def _told(why: str | None) -> Lapse | None:
    return None if why is None else "written" if why == "written" else "replaced"


def _listed(engine: Engine) -> bool:
    asked = "SELECT count(*) FROM information_schema.tables WHERE table_name = $name"
    return bool(engine.run(asked, {"name": LIST}).rows[0][0])


def _means_the_same(rollup: Rollup, catalogue: Catalogue, zone: str = "") -> bool:
    try:
        return signature(catalogue, rollup.table, [rollup.time, *rollup.columns], zone) == rollup.signature
    except KeyError:
        return False


def _has_its_rows(rollup: Rollup, catalogue: Catalogue, engine: Engine, counted: dict[str, int]) -> bool:
    table = rollup.table
    if not isinstance(catalogue.tables[table].source, exp.Table):
        return True  # counting the rows of a SELECT would cost as much as a question
    if table not in counted:
        statement = Source(catalogue, table).select([exp.Count(this=exp.Star())], [])
        ((counted[table],),) = engine.run(statement.sql(dialect=engine.dialect), {}).rows
    return counted[table] == rollup.source_rows
