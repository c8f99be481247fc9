"""Looks at a sample of every column at once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import duckdb
from sqlglot import exp

from data.loading.staged import Staged, call, column, create, drop, select, table, text

_SQL = Path(__file__).parent / "profile.sql"
_SAMPLE = "kpibot_sample"
_CELLS = 2_000_000
_MOST_ROWS, _FEWEST_ROWS = 5_000, 300
_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Profile:
    """Counts of different values of a sample, by what they look like; profile.sql says what each counts."""

    name: str
    different: int = 0
    values: int = 0
    missing_words: int = 0
    any_missing: int = 0
    perhaps_missing: int = 0
    perhaps: tuple[str, ...] = ()
    short: int = 0
    neither: int = 0
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    whole: int = 0
    leading_zero: int = 0
    too_long: int = 0
    plain: int = 0
    point: int = 0
    comma: int = 0
    codes: int = 0
    surely_point: int = 0
    surely_comma: int = 0
    surely_dot_groups: int = 0
    surely_comma_groups: int = 0
    either_dot: int = 0
    either_comma: int = 0
    dot_noughts: int = 0
    small_whole: int = 0
    large_whole: int = 0
    percent: int = 0
    without_percent: int = 0
    currencies: tuple[str, ...] = ()
    money: int = 0
    units: tuple[str, ...] = ()
    with_unit: int = 0
    multiples: tuple[str, ...] = ()
    days: int = 0
    iso: int = 0
    either_order: int = 0
    serial: int = 0
    shapes: int = 0
    jalali: int = 0
    compact: int = 0
    months: int = 0
    dotted: int = 0
    six: int = 0
    six_first: int = 0
    six_last: int = 0
    spans: int = 0
    surely_spans: int = 0
    clock_two: int = 0
    clock_three: int = 0
    clock_padded: int = 0
    clock_over: int = 0
    longest: int = 0


def profiles_of(
    connection: duckdb.DuckDBPyConnection, staged: Staged, names: list[str], where: exp.Expr
) -> dict[str, Profile]:
    """The profiles of some text columns; a column without any value has an empty one."""
    rows = min(_MOST_ROWS, max(_FEWEST_ROWS, _CELLS // max(1, len(names))))
    step = max(1, staged.rows_found // rows)
    sql = _SQL.read_text("utf-8")
    found: dict[str, Profile] = {}
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        connection.execute(_sample(staged, some, rows, step, where))
        cursor = connection.execute(sql)
        keys = [d[0] for d in cursor.description or ()]
        for row in cursor.fetchall():
            made = _profile(dict(zip(keys, row, strict=True)))
            found[made.name] = made
    connection.execute(drop(_SAMPLE))
    return {name: found.get(name) or Profile(name) for name in names}


def _sample(staged: Staged, names: list[str], rows: int, step: int, where: exp.Expr) -> str:
    """The different cleaned values of rows spread over the whole source."""
    inner = select([column(n) for n in names], staged.relation.copy()).where(where.copy())
    if staged.numbered and step > 1:
        # Every step-th row, and the first ones whole: a header's neighbours tell most.
        spread = exp.EQ(
            this=exp.Mod(this=exp.column("rowid"), expression=exp.Literal.number(step)),
            expression=exp.Literal.number(0),
        )
        first = exp.LT(this=exp.column("rowid"), expression=exp.Literal.number(min(1000, rows)))
        inner = inner.where(exp.or_(spread, first), copy=False)
    inner = inner.limit(rows + 1000)
    long = exp.Subquery(
        this=inner,
        alias=exp.TableAlias(this=exp.to_identifier("t")),
        pivots=[
            exp.Pivot(
                expressions=[column("value")],
                fields=[exp.In(this=column("name"), expressions=[column(n) for n in names])],
                unpivot=True,
                include_nulls=False,
            )
        ],
    )
    cleaned = call("load_clean", call("left", column("value"), exp.Literal.number(400)))
    counted = select(
        [
            column("name"),
            exp.alias_(cleaned, "value", quoted=True),
            exp.alias_(exp.Count(this=exp.Star()), "many", quoted=True),
        ],
        long,
    ).group_by(exp.Literal.number(1), exp.Literal.number(2), copy=False)
    return create(_SAMPLE, counted, temporary=True)


def _profile(row: dict[str, Any]) -> Profile:
    def value(name: str) -> Any:
        given = row[name]
        return (
            tuple(sorted(x for x in given if x is not None))
            if isinstance(given, list)
            else given or (() if name in _LISTS else 0)
        )

    return Profile(**{f.name: value(f.name) for f in fields(Profile)})


_LISTS = ("perhaps", "yes", "no", "currencies", "units", "multiples")
__all__ = ["Profile", "profiles_of", "table", "text"]
