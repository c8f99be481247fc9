"""Values of sources with types that no answer can hold: NaN and infinity, days before Christ or in the year 20222. They
become missing, as a text that says so would."""

from __future__ import annotations

import duckdb
from sqlglot import exp

from data.loading.report import Repair
from data.loading.staged import Staged, StagedColumn, call, column, select, text

_REPAIRS = {"DATE": "not_a_date", "TIMESTAMP": "not_a_date", "DOUBLE": "not_a_number"}


def values_beyond(connection: duckdb.DuckDBPyConnection, staged: Staged) -> dict[str, Repair]:
    """What is to be said of the columns that have such values."""
    able = [c for c in staged.columns if c.type in _REPAIRS]
    if not able:
        return {}
    counts = [
        exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=exp.Not(this=_holds(c)))) for c in able
    ]
    row = connection.execute(select(counts, staged.relation.copy()).sql("duckdb")).fetchall()[0]
    return {
        c.name: Repair(_REPAIRS[c.type], c.name, many, doubtful=True) for c, many in zip(able, row, strict=True) if many
    }


def or_missing(of: StagedColumn) -> exp.Expr:
    """A column without such values."""
    return exp.Case(ifs=[exp.If(this=_holds(of), true=column(of.name))])


def _holds(of: StagedColumn) -> exp.Expr:
    if of.type == "DOUBLE":
        return call("isfinite", column(of.name))
    return exp.Between(this=column(of.name), low=text("0001-01-01"), high=text("9999-12-31 23:59:59.999999"))
