"""Whether 5/1/2024 is the fifth of January or the first of May: decided by the whole column, by separator.

What the column leaves open its neighbours decide, then the order of the rows, then commas before decimals; what stays
open is read with the day first, and said wherever its dates are used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb
from sqlglot import exp

from data.loading.expressions import cleaned, is_missing
from data.loading.readings import Reading
from data.loading.report import Repair
from data.loading.staged import Staged, call, column, select
from data.loading.together import MANY, NAME, VALUE, alike, counted

_AT_ONCE = 500
# Steps from row to row that tell an order, and the share of them that go back where there is one, and where none.
_STEPS, _ORDERED, _DISORDERED = 8, 0.02, 0.15


@dataclass(frozen=True, slots=True)
class Order:
    """The separators after which a date begins with its month, and what is to be said of it.

    `open` are separators that the column itself does not decide, with the number of dates that could be both.
    """

    month_first: str
    repairs: tuple[Repair, ...] = ()
    open: tuple[tuple[str, int], ...] = ()
    decided: str = ""  # "d" or "m" where the column decided it


@dataclass(frozen=True, slots=True)
class _Evidence:
    separator: str
    dates: int
    both: int  # dates that could be both
    first_over: int  # dates whose first number can be no month
    second_over: int
    firsts: int  # different first numbers
    seconds: int
    only_first: int  # the first number where it is always the same
    only_second: int


def orders_of(connection: duckdb.DuckDBPyConnection, staged: Staged, readings: Iterable[Reading]) -> dict[str, Order]:
    """What each column says."""
    found: dict[str, Order] = {}
    for reading, _, names in alike((reading, None) for reading in readings):
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            evidence = _evidence(connection, staged, reading, some)
            found |= {name: _order(name, evidence[name]) for name in some}
    return found


def _order(name: str, evidence: Iterable[_Evidence]) -> Order:
    """What a column says. Contradictions are told; dates that could then be both are left to `settle`."""
    month_first, decided = "", ""
    repairs: list[Repair] = []
    undecided: list[tuple[str, int]] = []
    for e in evidence:
        if e.first_over and e.second_over:
            repairs.append(
                Repair("ambiguous_dates", name, e.both, detail=_said(e.second_over > e.first_over), doubtful=True)
            )
            month_first += e.separator if e.second_over > e.first_over else ""
        elif e.first_over or e.second_over:
            month_first += e.separator if e.second_over else ""
            decided += "m" if e.second_over else "d"
        elif e.both and e.only_first == 1 and e.firsts == 1 and e.seconds > 2:
            decided += "d"  # the first of every month
        elif e.both and e.only_second == 1 and e.seconds == 1 and e.firsts > 2:
            month_first += e.separator
            decided += "m"
        elif e.both and e.separator == ".":
            decided += "d"  # nobody writes months first before points
        elif e.both:
            undecided.append((e.separator, e.both))
    one = decided[:1] if len(set(decided)) == 1 else ""
    return Order(month_first, tuple(repairs), tuple(undecided), one)


def settle(reading: Reading, order: Order, others: Iterable[Order], hint: tuple[str, str] = ("", "")) -> Order:
    """Decide what the column left open as the other columns do, then by the hint ("d" or "m", and why); else the day
    stands first, and that is said."""
    if not order.open:
        return order
    votes = [o.decided for o in others if o.decided] or [order.decided]
    known = votes[0] if votes[0] and len(set(votes)) == 1 else ""
    month_first, repairs = order.month_first, list(order.repairs)
    for separator, both in order.open:
        if (known or hint[0]) == "m":
            month_first += separator
        if not known and hint[0]:
            said = f"{_said(hint[0] == 'm')}, {hint[1]}"
            repairs.append(Repair("ordered_dates", reading.name, both, detail=said))
        elif not known:
            repairs.append(Repair("ambiguous_dates", reading.name, both, detail=_said(False), doubtful=True))
    return Order(month_first, tuple(repairs), (), order.decided)


def order_of_rows(connection: duckdb.DuckDBPyConnection, staged: Staged, reading: Reading) -> str:
    """ "d" or "m" where the rows are in order with their dates read so, and are not with them read otherwise."""
    if not staged.numbered:
        return ""
    parts = exp.alias_(call("load_order_parts", cleaned(reading.name)), "p", quoted=True)
    rows = select([exp.alias_(exp.column("rowid"), "row", quoted=True), parts], staged.relation.copy())

    def part(name: str) -> exp.Expr:
        return exp.Dot(this=column("p"), expression=exp.to_identifier(name))

    def number(month: str, day: str) -> exp.Expr:
        months = exp.Add(this=exp.Mul(this=part("y"), expression=exp.Literal.number(12)), expression=part(month))
        return exp.Add(this=exp.Mul(this=exp.paren(months), expression=exp.Literal.number(31)), expression=part(day))

    def before(value: exp.Expr) -> exp.Expr:
        return exp.Window(this=exp.Lag(this=value), order=exp.Order(expressions=[exp.Ordered(this=column("row"))]))

    there = exp.Not(this=exp.Is(this=column("p"), expression=exp.Null()))
    ways = {"d": number("b", "a"), "m": number("a", "b")}
    steps = [
        exp.alias_(exp.Sub(this=value, expression=before(value.copy())), way, quoted=True)
        for way, value in ways.items()
    ]
    inner = select(steps, rows.subquery("r")).where(there)
    counts = [
        exp.Filter(
            this=exp.Count(this=exp.Star()), expression=exp.Where(this=compare(this=column(way), expression=zero))
        )
        for way in ways
        for compare in (exp.GT, exp.LT)
        for zero in (exp.Literal.number(0),)
    ]
    row = connection.execute(select(counts, inner.subquery("s")).sql("duckdb")).fetchall()[0]
    disorder = {way: (min(row[i : i + 2]), sum(row[i : i + 2])) for way, i in (("d", 0), ("m", 2))}
    sure = [
        way
        for way, other in (("d", "m"), ("m", "d"))
        if disorder[way][1] >= _STEPS
        and disorder[way][0] <= _ORDERED * disorder[way][1]
        and disorder[other][0] >= _DISORDERED * disorder[other][1]
    ]
    return sure[0] if len(sure) == 1 else ""


def _said(month_first: bool) -> str:
    return "month/day" if month_first else "day/month"


def _evidence(
    connection: duckdb.DuckDBPyConnection, staged: Staged, reading: Reading, names: Sequence[str]
) -> Mapping[str, list[_Evidence]]:
    """Of columns that are read alike, `reading` being that of VALUE."""
    parts = call("load_order_parts", cleaned(VALUE))
    values = counted(names, staged.relation, exp.true())
    inner = select([column(NAME), exp.alias_(parts, "p", quoted=True), column(MANY)], values).where(
        exp.Not(this=exp.paren(is_missing(reading)))
    )
    fields = {"s": "separator", "first": "a", "second": "b"}
    numbers = select(
        [
            exp.alias_(exp.Dot(this=column("p"), expression=exp.to_identifier(f)), n, quoted=True)
            for n, f in fields.items()
        ]
        + [column(NAME), column(MANY)],
        inner.subquery("t"),
    ).where(exp.Not(this=exp.Is(this=column("p"), expression=exp.Null())))
    first, second, twelve = column("first"), column("second"), exp.Literal.number(12)

    def many(condition: exp.Expr) -> exp.Expr:
        total = exp.Filter(this=exp.Sum(this=column(MANY)), expression=exp.Where(this=condition))
        return exp.cast(call("coalesce", total, exp.Literal.number(0)), "BIGINT")

    both = exp.and_(
        exp.LTE(this=first, expression=twelve),
        exp.LTE(this=second, expression=twelve),
        exp.NEQ(this=first, expression=second),
    )
    query = select(
        [
            column(NAME), column("s"), exp.cast(exp.Sum(this=column(MANY)), "BIGINT"), many(both),
            many(exp.GT(this=first, expression=twelve)), many(exp.GT(this=second, expression=twelve)),
            exp.Count(this=exp.Distinct(expressions=[first])), exp.Count(this=exp.Distinct(expressions=[second])),
            exp.Max(this=first), exp.Max(this=second),
        ],
        numbers.subquery("n"),
    ).group_by(column(NAME), column("s"))  # fmt: skip
    found: dict[str, list[_Evidence]] = defaultdict(list)
    for name, *row in connection.execute(query.sql("duckdb")).fetchall():
        found[name].append(_Evidence(*row))
    return found
