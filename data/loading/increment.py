"""A table of the version before with what its source has now: new rows added, changed ones replaced by their key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb
from sqlglot import exp

from data.loading.source import SourceError
from data.loading.staged import column, create, drop, identifier, select, table
from data.sources import SourceSetting

BEFORE = "kpibot_before"
_MERGED = "kpibot_merged"
# Two types of a column over time become the wider one; other changes need the whole source.
WIDER = {
    frozenset(("BIGINT", "DOUBLE")): "DOUBLE",
    frozenset(("DATE", "TIMESTAMP")): "TIMESTAMP",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """How many rows of the version before were kept, and how many of the source were taken."""

    kept: int
    taken: int


def columns_of(connection: duckdb.DuckDBPyConnection, name: str, database: str = "") -> dict[str, str]:
    """The columns of a table and their types; nothing where there is no such table."""
    rows = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() "
        "WHERE table_name = ? AND database_name = coalesce(nullif(?, ''), current_database()) ORDER BY column_index",
        [name, database],
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def cutoff_of(connection: duckdb.DuckDBPyConnection, setting: SourceSetting) -> datetime | None:
    """From when on rows are read anew: `late` days before the newest of the version before; None where it has none."""
    known = columns_of(connection, setting.name, BEFORE)
    if setting.time not in known:
        return None
    if known[setting.time] not in ("DATE", "TIMESTAMP"):
        raise SourceError(
            f"{setting.place}: source {setting.name!r}: 'time' names {setting.time}, which holds no days but "
            f"{known[setting.time]}; name another column or leave 'time' out"
        )
    newest = exp.Max(this=column(setting.time))
    value = connection.execute(select([newest], _before(setting.name)).sql("duckdb")).fetchall()[0][0]
    if value is None:
        return None
    moment = value if isinstance(value, datetime) else datetime.combine(value, datetime.min.time())
    return moment - timedelta(days=setting.late)


def merge(connection: duckdb.DuckDBPyConnection, setting: SourceSetting, cutoff: datetime) -> Merged:
    """Make the table of a setting, which holds what its source has now, the version before with that added.

    From `cutoff` on rows are as the source has them now, as are those without a time; rows before stay, but for those
    whose key the source has now. Raises SourceError where the columns have changed.
    """
    name = setting.name
    now, old = columns_of(connection, name), columns_of(connection, name, BEFORE)
    for needed in (setting.time, *setting.key):
        if needed not in now:
            raise SourceError(f"{setting.place}: source {name!r} has no column {needed!r}; it has {', '.join(now)}")
    # A column without any value has no type of its own.
    now = {c: old.get(c, k) if k == "VARCHAR" and not _values(connection, name, c) else k for c, k in now.items()}
    types = {c: _type(setting, c, old.get(c), now.get(c)) for c in (*old, *(c for c in now if c not in old))}
    time = column(setting.time)
    edge = exp.cast(exp.Literal.string(cutoff.isoformat(sep=" ")), "TIMESTAMP")
    recent = exp.or_(exp.GTE(this=time, expression=edge), exp.Is(this=time.copy(), expression=exp.Null()))
    earlier = exp.LT(this=time.copy(), expression=edge.copy())
    kept: exp.Expr = earlier
    if setting.key:
        same = exp.and_(
            *(
                exp.NullSafeEQ(
                    this=exp.column(identifier(k), table="old"), expression=exp.column(identifier(k), table="new")
                )
                for k in setting.key
            )
        )
        fresh = exp.alias_(table(name), "new", table=True)
        inner = select([exp.Literal.number(1)], fresh).where(same)
        kept = exp.and_(earlier, exp.Not(this=exp.Exists(this=inner)))
        recent = exp.true()  # a row the source still shows is as the source shows it
    before = exp.alias_(_before(name), "old", table=True)
    old_rows = select([_as(c, t, c in old) for c, t in types.items()], before).where(kept)
    new_rows = select([_as(c, t, c in now) for c, t in types.items()], table(name)).where(recent)
    taken = _count(connection, table(name), recent)
    connection.execute(drop(_MERGED))
    connection.execute(create(_MERGED, exp.Union(this=old_rows, expression=new_rows, distinct=False)))
    total = _count(connection, table(_MERGED), exp.true())
    connection.execute(drop(name))
    rename = exp.Alter(this=table(_MERGED), kind="TABLE", actions=[exp.AlterRename(this=table(name))])
    connection.execute(rename.sql("duckdb"))
    return Merged(total - taken, taken)


def rows_before(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    """How many rows a table had in the version before."""
    return _count(connection, _before(name), exp.true())


def copy_before(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Take a table of the version before as it is."""
    connection.execute(create(name, select([exp.Star()], _before(name))))


def _type(setting: SourceSetting, name: str, old: str | None, now: str | None) -> str:
    if old is None or now is None or old == now:
        return str(old or now)
    wider = WIDER.get(frozenset((old, now)))
    if wider is None:
        raise SourceError(
            f"{setting.place}: source {setting.name!r}: column {name} held {old} and holds {now} now; load it "
            f"whole with kpibot load --full, or mend the source"
        )
    return wider


def _values(connection: duckdb.DuckDBPyConnection, name: str, of: str) -> int:
    return int(connection.execute(select([exp.Count(this=column(of))], table(name)).sql("duckdb")).fetchall()[0][0])


def _as(name: str, kind: str, there: bool) -> exp.Expr:
    value = column(name) if there else exp.Null()
    return exp.alias_(exp.cast(value, exp.DataType.build(kind, dialect="duckdb")), name, quoted=True)


def _before(name: str) -> exp.Table:
    return exp.Table(this=identifier(name), db=identifier("main"), catalog=identifier(BEFORE))


def _count(connection: duckdb.DuckDBPyConnection, relation: exp.Expr, where: exp.Expr) -> int:
    query = select([exp.Count(this=exp.Star())], relation).where(where.copy())
    return int(connection.execute(query.sql("duckdb")).fetchall()[0][0])
