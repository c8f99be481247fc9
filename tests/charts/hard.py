"""Awkward answers for every kind of chart: long names, one member or sixty, figures huge, tiny, negative, missing."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from queries.answer import Answer, Column, Unit, Value
from queries.query import ChartKind, Compare, Period, Query
from tests.charts.answers import THROUGH, compared_row, month, table
from tests.charts.samples import LAST_YEAR, YEAR, q

_LONG = (
    "The Very Honourable North-Eastern Association of Independent Hardware and Garden Wholesalers, Branch {i}",
    "شرکت سهامی خاص تولید و بازرگانی مصالح ساختمانی و تأسیسات صنعتی شمال شرق کشور، شعبهٔ {i}",
)


@dataclass(frozen=True, slots=True)
class Hard:
    """One way to be awkward: how many members, how they are called, and what their figures are like."""

    name: str
    count: int
    figure: Callable[[int], float | None]
    label: Callable[[int], str] = "Member {}".format


def _long(i: int) -> str:
    return _LONG[i % 2].format(i=i)


WAYS = (
    Hard("none", 0, float),
    Hard("one", 1, lambda i: 1234.5),
    Hard("two", 2, lambda i: 1234.5 + 4000 * i),
    Hard("long", 9, lambda i: 9.1e5 * 0.8**i, _long),
    Hard("long_60", 60, lambda i: 9.1e5 * 0.95**i, _long),
    Hard("sixty", 60, lambda i: 9.1e5 * 0.93**i),
    Hard("negative", 7, lambda i: (-1.0) ** i * 4.2e4 / (i + 1)),
    Hard("all_negative", 6, lambda i: -3.1e5 * (i + 1)),
    Hard("zeros", 6, lambda i: 0.0),
    Hard("huge", 8, lambda i: 9.87654321e12 * 1.7**-i),
    Hard("tiny", 8, lambda i: 0.0004 * (i + 1)),
    Hard("giant_and_dwarfs", 12, lambda i: 8e12 if i == 0 else 0.4 + i),
    Hard("missing", 8, lambda i: None if i % 3 == 1 else 5200.0 - 300 * i),
    Hard("all_missing", 5, lambda i: None),
)  # fmt: skip

_MEMBERS: dict[ChartKind, str] = {
    "bars": "revenue", "leaderboard": "revenue", "treemap": "revenue", "pie": "revenue", "pareto": "lost_leads",
    "map": "revenue", "table": "revenue",
}  # fmt: skip
_SEVERAL: tuple[ChartKind, ...] = ("small_multiples", "scatter", "grouped_bars", "table", "leaderboard")
_CROSSED: tuple[ChartKind, ...] = ("heatmap", "grouped_bars", "stacked_bars", "treemap", "table")
_TIMES = (("month", 1), ("month", 2), ("month", 11), ("day", 400), ("week", 60))


def _rows(way: Hard) -> list[tuple[str, float | None]]:
    return [(way.label(i), way.figure(i)) for i in range(way.count)]


def _total(rows: list[tuple[str, float | None]]) -> float:
    return sum(v for _, v in rows if v is not None)


def _half(value: float | None, by: float = 0.5) -> float | None:
    return None if value is None else value * by


def by_members(way: Hard) -> Iterator[tuple[str, ChartKind, Answer]]:
    """One metric, several, one against its target and one compared, by a dimension."""
    rows = _rows(way)
    for kind, metric in _MEMBERS.items():
        by = "territory" if kind == "map" else "lost_reason" if kind == "pareto" else "campaign"
        yield f"{kind}_{way.name}", kind, table(q(metric, by), rows, totals={metric: _total(rows)})
    rates = [(n, v, v and (v * 7 % 10) / 10, _half(v, 3)) for n, v in rows]
    for kind in _SEVERAL:
        metrics = "revenue win_back_revenue" if kind == "grouped_bars" else "revenue win_rate orders"
        cells = [(n, v, _half(v)) for n, v in rows] if kind == "grouped_bars" else rates
        yield f"{kind}_several_{way.name}", kind, table(q(metrics, "campaign"), cells)
    held = [(n, v, 1000.0, None if v is None else v / 1000) for n, v in rows]
    yield f"target_bars_{way.name}", "target_bars", table(q("revenue revenue_target target_attainment", "rep"), held)
    moved = [(n, *compared_row(v, _half(v, 1.3 if i % 2 else 0.4))) for i, (n, v) in enumerate(rows)]
    for kind in ("change_bars", "waterfall", "grouped_bars"):
        analysis = {"waterfall": "drivers"}.get(kind, "breakdown")
        query = q("revenue", "campaign", compare=Compare("previous_year"), analysis=analysis)
        totals: dict[str, Value] = {"revenue": _total(rows), "revenue__previous": sum(m[2] or 0.0 for m in moved)}
        yield f"{kind}_compared_{way.name}", kind, table(query, moved, compared=LAST_YEAR, totals=totals)


def crossed(way: Hard) -> Iterator[tuple[str, ChartKind, Answer]]:
    """One metric by two dimensions, and by one and the month."""
    few = min(way.count, 9)
    dice = random.Random(way.count)
    cells = [
        (way.label(i), f"Part {k}", _half(way.figure(i), dice.uniform(0.1, 1)))
        for i in range(way.count)
        for k in range(few)
    ]
    for kind in _CROSSED:
        yield f"{kind}_crossed_{way.name}", kind, table(q("revenue", "campaign segment"), cells)
    lines = [
        (way.label(i), month(8 - k), _half(way.figure(i), dice.uniform(0.5, 1)))
        for i in range(way.count)
        for k in range(9)
    ]
    for kind in ("lines", "heatmap", "stacked_bars"):
        yield f"{kind}_months_{way.name}", kind, table(q("revenue", "campaign month"), lines)


def over_time() -> Iterator[tuple[str, ChartKind, Answer]]:
    """One point to 400, in every sort of figure."""
    for grain, count in _TIMES:
        step = {"day": 1, "week": 7}.get(grain)
        last = date(2026, 11, 22)
        days = [
            month(count - 1 - i) if step is None else last - timedelta(step * (count - 1 - i)) for i in range(count)
        ]
        period = Period(days[0], date(2026, 11, 23), grain, count)  # type: ignore[arg-type]
        for way in WAYS[1:]:
            if way.name in ("two", "long", "long_60", "sixty"):
                continue
            values = [way.figure(i % max(1, way.count)) for i in range(count)]
            for kind in ("line", "bars"):
                rows = list(zip(days, values, strict=True))
                yield f"{kind}_{grain}_{count}_{way.name}", kind, table(q("revenue", grain, period), rows)  # type: ignore[misc]
            if count == 11:
                held = [(d, v, 1000.0, None if v is None else v / 1000) for d, v in zip(days, values, strict=True)]
                metrics = "revenue revenue_target target_attainment"
                yield f"target_bars_months_{way.name}", "target_bars", table(q(metrics, "month"), held)
                three = [(d, v, _half(v), _half(v, 3)) for d, v in zip(days, values, strict=True)]
                query = q("revenue first_response_time orders", "month")
                yield f"small_multiples_months_{way.name}", "small_multiples", table(query, three)


def single(way: Hard) -> Iterator[tuple[str, ChartKind, Answer]]:
    """Cards, scorecards, funnels, forecasts, goals, profiles and timelines out of the same figures."""
    figures = [way.figure(i) for i in range(max(1, way.count))] or [None]
    past = [(month(12 - i), figures[i % len(figures)]) for i in range(13)]
    if way.count:
        now = compared_row(figures[0], _half(figures[0], 1.7))
        query = q("revenue", compare=Compare("previous_year"))
        yield f"card_{way.name}", "card", table(query, [now], compared=LAST_YEAR, history=past)
        metrics = ("revenue", "orders", "win_rate", "lead_response_time", "time_to_convert", "lead_score")
        cells = [c for i, _ in enumerate(metrics) for c in compared_row(figures[i % len(figures)], 7.0)]
        query = Query(metrics, (), period=YEAR, analysis="scorecard")
        yield f"scorecard_{way.name}", "scorecard", table(query, [cells], compared=LAST_YEAR)
        bounds = [_half(figures[0], f) for f in (1.0, 0.8, 1.2, 0.6, 1.5)]
        ahead = [(month(-i), None, *bounds) for i in range(1, 5)]
        columns = [Column("revenue", "metric", "currency", "revenue")]
        columns += [Column(n, "metric", "currency", n) for n in ("forecast", "low_80", "high_80", "low_95", "high_95")]
        rows = (*((d, v, *[None] * 5) for d, v in past), *ahead)
        yield f"forecast_{way.name}", "forecast", _special(q("revenue", "month", analysis="forecast"), [Column("month", "bucket", "date", "month"), *columns], rows)  # fmt: skip  # noqa: E501
    counts = sorted((round(abs(v or 0.0)) for v in figures[:7]), reverse=True)
    stages = [(way.label(i), c, 3.5) for i, c in enumerate(counts)] if way.count else []
    yield f"funnel_{way.name}", "funnel", _special(q("", analysis="funnel", funnel="sales"), _columns(stage="text", count="count", median_days="days"), stages)  # fmt: skip  # noqa: E501
    split = [(way.label(i), *s) for i in range(min(way.count, 30)) for s in stages]
    columns = [
        Column("campaign", "dimension", "text", "campaign"),
        *_columns(stage="text", count="count", median_days="days"),
    ]
    yield f"funnel_split_{way.name}", "funnel", _special(q("", "campaign", analysis="funnel", funnel="sales"), columns, split)  # fmt: skip  # noqa: E501
    goals = [(way.label(i), "revenue", v, _half(v), 0.5, 0.9, "behind" if i % 2 else "on_track") for i, v in enumerate(figures[:way.count])]  # fmt: skip  # noqa: E501
    heads = _columns(metric="text", goal="currency", actual="currency", attainment="percent", elapsed="percent", status="text")  # fmt: skip  # noqa: E501
    yield f"goals_{way.name}", "goals", _special(q("", "rep", analysis="goals"), [Column("rep", "dimension", "text", "rep"), *heads], goals)  # fmt: skip  # noqa: E501
    lifts = [("campaign", way.label(i), 12, 0.4, 0.2, abs(v or 0.0)) for i, v in enumerate(figures[: way.count])]
    heads = _columns(
        attribute="text", member="text", count="count", share="percent", base_share="percent", lift="points"
    )
    yield f"profile_{way.name}", "profile", _special(q("churned_customers", analysis="profile"), heads, lifts)
    heads = _columns(time="date", kind="text", person="text", subject="text")
    told = [(date(2026, 11, 20) - timedelta(i), "Call", way.label(i), way.label(i + 1)) for i in range(way.count)]
    yield f"timeline_{way.name}", "timeline", _special(q("", analysis="timeline"), heads, told)


def _columns(**units: Unit) -> list[Column]:
    return [Column(name, "text" if unit in ("text", "date") else "metric", unit, name) for name, unit in units.items()]


def _special(query: Query, columns: list[Column], rows: object) -> Answer:
    return Answer(query, tuple(columns), tuple(rows), period=YEAR, data_through=THROUGH)  # type: ignore[arg-type]


def every() -> Iterator[tuple[str, ChartKind, Answer]]:
    """All of them by name; rows of more groups than shown say how many there are."""
    yield from over_time()
    for way in WAYS:
        for make in (by_members, crossed, single):
            for name, kind, answer in make(way):
                groups = len({r[0] for r in answer.rows})
                yield name, kind, replace(answer, group_count=groups if len(answer.query.by) == 1 else len(answer.rows))
