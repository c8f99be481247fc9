"""What large tables are proved to hold when they are published, so that no question waits for the proof."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Literal

from sqlglot import exp

from queries.catalogue.model import Catalogue
from queries.compiler import nodes
from queries.engine import Engine
from queries.rollups.database import Database
from queries.rollups.sources import tables_read

What = Literal["unique", "complete", "covered"]
Claim = tuple[What, str, str]
"""That no two rows of a table share their key; that each row of it finds one over a join; that each row of the join's
other table is found. The join of the first is ""."""

KEPT_IN = "kpibot_proofs"
_COLUMNS = ("claim", "of_table", "of_join", "holds", "size", "signature")


def size_of(claim: Claim, catalogue: Catalogue, engine: Engine) -> int:
    """The rows of the tables that a claim is about; of a SELECT those of the tables it reads, which costs no scan."""
    _, table, join = claim
    tables = [table, catalogue.tables[table].joins[join].to] if join else [table]
    total = 0
    for read in (read for name in tables for read in tables_read(catalogue.tables[name].source, folded=True)):
        if not isinstance(read.this, exp.Identifier):
            continue
        statement = exp.Select(expressions=[exp.Count(this=exp.Star())])
        statement.set("from_", exp.From(this=read))
        total += int(engine.run(statement.sql(dialect=engine.dialect), {}).rows[0][0])
    return total


def write_proofs(database: Database, proved: Iterable[tuple[Claim, bool, int]]) -> None:
    """Keep claims beside the tables, each with whether it holds and the rows it was proved of."""
    database.drop(KEPT_IN)
    types = ("VARCHAR", "VARCHAR", "VARCHAR", "BOOLEAN", "BIGINT", "VARCHAR")
    columns = ", ".join(f"{name} {kind}" for name, kind in zip(_COLUMNS, types, strict=True))
    database.connection.execute(f"CREATE TABLE {KEPT_IN} ({columns})")
    for claim, holds, size in proved:
        line: list[exp.Expr] = [nodes.text(part) for part in claim]
        line += [exp.Boolean(this=holds), nodes.integer(size), nodes.text(_signature(claim, database.catalogue))]
        values = exp.Values(expressions=[exp.Tuple(expressions=line)])
        database.rows(exp.Insert(this=nodes.table(KEPT_IN), expression=values))


def read_proofs(catalogue: Catalogue, engine: Engine) -> dict[Claim, bool]:
    """The claims kept in a database that still fit its catalogue and the number of its rows."""
    if engine.dialect != "duckdb":
        return {}
    asked = "SELECT count(*) FROM information_schema.tables WHERE table_name = $name"
    if not engine.run(asked, {"name": KEPT_IN}).rows[0][0]:
        return {}
    statement = exp.Select(expressions=[nodes.output(name) for name in _COLUMNS])
    statement.set("from_", exp.From(this=nodes.table(KEPT_IN)))
    found: dict[Claim, bool] = {}
    for what, table, join, holds, size, signed in engine.run(statement.sql(dialect=engine.dialect), {}).rows:
        claim: Claim = (what, table, join)
        if _fits(claim, size, signed, catalogue, engine):
            found[claim] = bool(holds)
    return found


def _fits(claim: Claim, size: int, signed: str, catalogue: Catalogue, engine: Engine) -> bool:
    try:
        return signed == _signature(claim, catalogue) and size == size_of(claim, catalogue, engine)
    except KeyError:
        return False  # of a table or join that is no longer there


def _signature(claim: Claim, catalogue: Catalogue) -> str:
    """What a claim rests on in the catalogue."""
    _, name, join_name = claim
    table = catalogue.tables[name]
    told = [table.source.sql(dialect="duckdb"), str(table.primary_key)]
    if join_name:
        join = table.joins[join_name]
        told += [catalogue.tables[join.to].source.sql(dialect="duckdb"), str(join.on)]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]
