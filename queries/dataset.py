"""A catalogue with the data behind it: its engine, the members of its dimensions, and the last day that was loaded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlglot import exp

from queries.catalogue.model import Catalogue, Path, Simple, Table
from queries.compiler import nodes
from queries.compiler.dialects import written
from queries.engine import Engine
from queries.many_members import MANY, ManyNames
from queries.members import Members, Shelf, read_codes, read_members
from queries.query import Filter
from queries.rollups.known import read_rollups
from queries.rollups.model import Rollup

RIGHTS = "~"
"""Parts the version of the data from that of the rights."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What answers come from. `through` is the last day with data; `version` changes with catalogue or data. `rollups`
    are sums kept beside the facts.

    Where somebody's rights narrow it (queries.visible.narrowed), `scope` are the rows that may be read and `allowed`
    the figures that may be asked for.
    """

    catalogue: Catalogue
    engine: Engine
    members: Members
    through: date | None
    version: str
    scope: tuple[Filter, ...] = ()
    allowed: frozenset[str] | None = None
    rollups: tuple[Rollup, ...] = ()

    @property
    def data_version(self) -> str:
        """The version of the data, whoever's rights narrow it."""
        return self.version.partition(RIGHTS)[0]


def open_dataset(
    catalogue: Catalogue, engine: Engine, today: date | None = None, shelf: Shelf | None = None, many: int = MANY
) -> Dataset:
    """Read every dimension's members and the last day loaded; days after `today` (the real one) hold plans.

    Where a dimension has more than `many` members they are kept on the shelf and looked up there.
    """
    through = _through(catalogue, engine, today or date.today())
    names = read_members(catalogue, engine, shelf, many)
    digest = hashlib.sha256(f"{catalogue.version}\0{getattr(engine, 'version', '')}\0{through}".encode())
    for dimension, members in names.items():
        digest.update(f"\0{dimension}\0{len(members)}\0".encode())
        told = members.digest if isinstance(members, ManyNames) else "\0".join(members)
        digest.update(told.encode())
    version = digest.hexdigest()[:16]
    known = Members(names, version, read_codes(catalogue, engine))
    return Dataset(catalogue, engine, known, through, version, rollups=read_rollups(catalogue, engine))


def _through(catalogue: Catalogue, engine: Engine, today: date) -> date | None:
    """The latest day, up to today, of any time column that puts rows into periods."""
    columns = dict.fromkeys(
        _end(catalogue, catalogue.tables[metric.definition.table], path)
        for metric in catalogue.metrics.values()
        if isinstance(metric.definition, Simple)
        and metric.definition.spread is None
        and catalogue.tables[metric.definition.table].loaded
        and (path := metric.definition.time or catalogue.tables[metric.definition.table].time) is not None
    )
    days = [day for table, column in columns if (day := _last_day(catalogue.tables[table], column, engine, today))]
    return max(days, default=None)


def _end(catalogue: Catalogue, table: Table, path: Path) -> tuple[str, str]:
    """The table and column at the end of a path."""
    for step in path[:-1]:
        table = catalogue.tables[table.joins[step].to]
    return table.id, path[-1]


def _last_day(table: Table, column: str, engine: Engine, today: date) -> date | None:
    day = exp.column(exp.to_identifier(column, quoted=True))
    source = table.source.copy()
    relation = source if isinstance(source, exp.Table) else source.subquery("source")
    query = (
        exp.select(exp.Max(this=day))
        .from_(relation, copy=False)
        .where(exp.LT(this=day.copy(), expression=nodes.parameter("after", "DATE")), copy=False)
    )
    rows = engine.run(written(query, engine.dialect), {"after": today + timedelta(days=1)}).rows
    value = rows[0][0] if rows else None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
