"""The typed query: what is asked, in catalogue ids only. Equal queries are equal objects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, cast, get_args

Calendar = Literal["gregorian", "jalali", "fiscal"]
Unit = Literal["day", "week", "month", "quarter", "half", "year"]
FilterOp = Literal["in", "not_in", "contains", "starts_with", "ends_with", "none"]
HavingOp = Literal[">", ">=", "<", "<=", "=", "between"]
CompareKind = Literal[
    "previous_period", "previous_year", "previous_quarter", "previous_month", "previous_week", "explicit", "target"
]
Analysis = Literal[
    "value", "breakdown", "trend", "funnel", "forecast", "scorecard", "timeline", "profile", "goals", "drivers",
    "dashboard", "definition",
]  # fmt: skip
ChartKind = Literal[
    "card", "bars", "grouped_bars", "stacked_bars", "target_bars", "change_bars", "line", "lines", "leaderboard",
    "heatmap", "treemap", "funnel", "map", "pareto", "table", "small_multiples", "scorecard", "forecast", "timeline",
    "profile", "goals", "waterfall", "scatter", "pie",
]  # fmt: skip

# Time breakdowns. Buckets are half-open spans of the calendar; cycles are positions within one.
BUCKETS: tuple[str, ...] = ("day", "week", "month", "quarter", "year")
CYCLES: tuple[str, ...] = ("hour", "weekday", "month_of_year")


@dataclass(frozen=True, slots=True)
class Period:
    """Days [start, end) in the workspace's time zone; None is open on that side.

    `unit` and `count` say what it is made of ("last 3 months" is 3 × month, year to date is 1 × year although it ends
    today): the period before is this one shifted by `count` units of `calendar`.
    """

    start: date | None
    end: date | None
    unit: Unit | None = None
    count: int = 1
    calendar: Calendar = "gregorian"


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on a dimension's members. Several members are alternatives; None is the missing member."""

    dimension: str
    op: FilterOp
    members: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Having:
    """A condition on a number: of the breakdown's groups (level "group") or of single rows (level "row").

    Percent values are fractions: 15 % is 0.15. `upper` is the closed upper bound of "between".
    """

    metric: str
    op: HavingOp
    value: float
    upper: float | None = None
    level: Literal["group", "row"] = "group"


@dataclass(frozen=True, slots=True)
class Compare:
    """What each figure is held against; `period` only for an explicit one."""

    kind: CompareKind
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Rank:
    """Order and cut of the groups by the metric `by` (None: the first metric), all groups where n is None.

    With a comparison, `on` ranks by how much that metric changed ("change") or by what fraction ("growth").
    `within` ranks inside each member of that breakdown; `nth` keeps only the group at place n;
    `percent` reads n as a share of the groups (top 10 % is n=10).
    """

    order: Literal["top", "bottom"]
    n: int | None = None
    by: str | None = None
    within: str | None = None
    nth: bool = False
    percent: bool = False
    on: Literal["value", "change", "growth"] = "value"


@dataclass(frozen=True, slots=True)
class Query:
    """One question in catalogue ids.

    `by` holds dimension ids and time breakdowns (BUCKETS, CYCLES) in the order asked.
    `transforms` are applied to each metric: "share" (of the total), "share:DIM" (within each member of that
    breakdown), "running_total", "moving_average:N" (buckets), "rank", "growth" (change on the bucket before;
    "growth:year" on the same bucket a year before), "change" (with a comparison: the change itself is what is asked,
    not the figures side by side), "mean_over:DIM", "max_over:DIM", "min_over:DIM", "median_over:DIM" (over the
    members of a dimension or the buckets of a grain that is not in `by`).
    `scope` are row filters from the person's rights: part of the query, never of the words.
    `me` is "me", "my_team" or "my_territory" while the person is not yet resolved to a filter.
    """

    metrics: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    having: tuple[Having, ...] = ()
    period: Period | None = None
    compare: Compare | None = None
    rank: Rank | None = None
    transforms: tuple[str, ...] = ()
    analysis: Analysis = "value"
    funnel: str | None = None
    scorecard: str | None = None
    dashboard: str | None = None
    chart: ChartKind | None = None
    calendar: Calendar = "gregorian"
    me: str | None = None
    scope: tuple[Filter, ...] = ()

    @property
    def bucket(self) -> str | None:
        """The first time bucket broken down by, if any."""
        return next((b for b in self.by if b in BUCKETS), None)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The breakdowns that are not time."""
        return tuple(b for b in self.by if b not in BUCKETS and b not in CYCLES)


def plain_analysis(query: Query) -> Query:
    """The query with its plain analysis (value, trend or breakdown) derived from its breakdowns; special ones stay."""
    if query.analysis not in ("value", "trend", "breakdown"):
        return query
    kind: Analysis = "value" if not query.by else "trend" if query.bucket else "breakdown"
    return query if kind == query.analysis else replace(query, analysis=kind)


def to_json(query: Query) -> dict[str, Any]:
    """The stable JSON form: the `reading` object of docs/reading.md, without the reader's own keys.

    Dates are ISO strings; keys that do not apply are null or empty.
    """
    period = query.period
    return {
        "metrics": list(query.metrics),
        "by": list(query.by),
        "filters": [_filter_json(f) for f in query.filters],
        "having": [
            {
                "metric": h.metric,
                "op": h.op,
                "value": [h.value, h.upper] if h.op == "between" else h.value,
                "level": h.level,
            }
            for h in query.having
        ],
        "period": _period_json(period, query.bucket),
        "compare": query.compare
        and {
            "kind": query.compare.kind,
            **{
                k: v
                for k, v in _period_json(query.compare.period, None).items()
                if k in ("start", "end", "unit", "count", "calendar")
            },
        },
        "rank": query.rank
        and {
            "order": query.rank.order,
            "n": query.rank.n,
            "by": query.rank.by,
            "within": query.rank.within,
            "nth": query.rank.nth,
            "percent": query.rank.percent,
            **({"on": query.rank.on} if query.rank.on != "value" else {}),
        },
        "transform": list(query.transforms),
        "analysis": query.analysis,
        "funnel": query.funnel,
        "scorecard": query.scorecard,
        "dashboard": query.dashboard,
        "chart": query.chart,
        "calendar": query.calendar,
        "me": query.me,
        "scope": [_filter_json(f) for f in query.scope],
    }


def from_json(data: dict[str, Any]) -> Query:
    """The query of a JSON form; raises ValueError naming the key that does not fit."""
    known_analysis = get_args(Analysis)
    analysis: Analysis = data.get("analysis") or "value"
    if analysis not in known_analysis:
        raise ValueError(f"analysis: {analysis!r} is none of {', '.join(known_analysis)}")
    compare, rank = data.get("compare"), data.get("rank")
    return Query(
        metrics=tuple(data.get("metrics") or ()),
        by=tuple(data.get("by") or ()),
        filters=tuple(_filter_of(f, "filters") for f in data.get("filters") or ()),
        having=tuple(_having_of(h) for h in data.get("having") or ()),
        period=_period_of(data.get("period")),
        compare=_compare_of(compare) if compare else None,
        rank=Rank(
            rank["order"],
            rank.get("n"),
            rank.get("by"),
            rank.get("within"),
            bool(rank.get("nth")),
            bool(rank.get("percent")),
            _rank_on(rank),
        )
        if rank
        else None,
        transforms=tuple(data.get("transform") or ()),
        analysis=analysis,
        funnel=data.get("funnel"),
        scorecard=data.get("scorecard"),
        dashboard=data.get("dashboard"),
        chart=data.get("chart"),
        calendar=data.get("calendar") or "gregorian",
        me=data.get("me"),
        scope=tuple(_filter_of(f, "scope") for f in data.get("scope") or ()),
    )


def _filter_json(f: Filter) -> dict[str, Any]:
    return {"dimension": f.dimension, "op": f.op, "members": list(f.members)}


def _period_json(period: Period | None, grain: str | None) -> dict[str, Any]:
    if period is None:
        return {"start": None, "end": None, "grain": grain, "unit": None, "count": 1, "calendar": "gregorian"}
    return {
        "start": period.start and period.start.isoformat(),
        "end": period.end and period.end.isoformat(),
        "grain": grain,
        "unit": period.unit,
        "count": period.count,
        "calendar": period.calendar,
    }


def _period_of(data: dict[str, Any] | None) -> Period | None:
    if not data or (data.get("start") is None and data.get("end") is None):
        return None
    try:
        start, end = (date.fromisoformat(data[k]) if data.get(k) else None for k in ("start", "end"))
    except (TypeError, ValueError) as error:
        raise ValueError(f"period: {error}") from error
    return Period(start, end, data.get("unit"), data.get("count") or 1, data.get("calendar") or "gregorian")


def _compare_of(data: dict[str, Any]) -> Compare:
    """The days of any kind but an explicit one follow from the period: they are told, not asked for."""
    return Compare(data["kind"], _period_of(data) if data["kind"] == "explicit" else None)


def _filter_of(data: dict[str, Any], key: str) -> Filter:
    if data.get("op") not in get_args(FilterOp):
        raise ValueError(f"{key}: op {data.get('op')!r} is none of {', '.join(get_args(FilterOp))}")
    return Filter(data["dimension"], data["op"], tuple(data.get("members") or ()))


def _rank_on(data: dict[str, Any]) -> Literal["value", "change", "growth"]:
    on = data.get("on") or "value"
    if on not in ("value", "change", "growth"):
        raise ValueError(f"rank: on {on!r} is none of value, change, growth")
    return cast('Literal["value", "change", "growth"]', on)


def _having_of(data: dict[str, Any]) -> Having:
    if data.get("op") not in get_args(HavingOp):
        raise ValueError(f"having: op {data.get('op')!r} is none of {', '.join(get_args(HavingOp))}")
    value = data["value"]
    low, upper = value if isinstance(value, list) else (value, None)
    return Having(
        data["metric"], data["op"], float(low), None if upper is None else float(upper), data.get("level") or "group"
    )
