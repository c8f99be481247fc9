"""Which chart a query gets: the person's words where they can be drawn, otherwise by the shape of the query alone."""

from __future__ import annotations

from charts.shape import Shape, sells, shape_of
from queries.answer import Answer
from queries.catalogue.model import Catalogue
from queries.members import Members
from queries.query import BUCKETS, ChartKind, Query

FEW_MEMBERS = 4  # beside each other in one group, or stacked in one bar
FEW_GROUPS = 8  # groups of bars still read side by side
FEW_PANELS = 12  # members still read in small panels
BAR_BUCKETS = 14  # bars over time; more are a line
A_YEAR = 372  # days: a leap year and some

_SPECIAL: dict[str, ChartKind] = {
    "funnel": "funnel",
    "forecast": "forecast",
    "scorecard": "scorecard",
    "timeline": "timeline",
    "profile": "profile",
    "goals": "goals",
    "drivers": "waterfall",
    "dashboard": "scorecard",
    "definition": "card",
}


def choose(query: Query, catalogue: Catalogue, members: Members, answer: Answer | None = None) -> ChartKind:
    """The kind of chart for a query. With its answer, a wish that these very rows do not allow is set aside too."""
    shape = shape_of(query, catalogue, members)
    if query.chart is not None:
        kind = _wished(query.chart, shape)
        if kind is not None and not (answer is not None and _breaks(kind, answer)):
            return kind
    return _natural(shape, catalogue)


def _natural(s: Shape, catalogue: Catalogue) -> ChartKind:
    """The chart of a query whose words name none."""
    query = s.query
    if query.analysis in _SPECIAL and not (query.analysis == "scorecard" and query.by):
        return _SPECIAL[query.analysis]
    if query.rank and query.rank.within:
        return "table"
    if not query.by:
        return "card" if len(s.metrics) <= 1 or s.has_goal else "scorecard"
    if s.has_goal and len(query.by) == 1:
        return "target_bars"
    if len(query.by) > 2:
        return "table"
    if len(query.by) == 2:
        return _two_breakdowns(s)
    if s.time:
        return _over_time(s)
    if query.rank:
        return "leaderboard"
    if len(s.metrics) > 1:
        return _several_metrics(s)
    return _one_metric(s, catalogue)


def _one_metric(s: Shape, catalogue: Catalogue) -> ChartKind:
    """One metric by one dimension."""
    if s.query.compare:
        return "change_bars" if "change" in s.query.transforms else "grouped_bars"
    if s.about_reasons and s.adds_over_members:
        return "pareto"
    # People and their groups are ranked by what they are praised for; a delay or a loss is only compared.
    if s.dimensions and sells(s.dimensions[0], catalogue) and s.metrics and s.metrics[0].good == "up":
        return "leaderboard"
    return "bars"


def _several_metrics(s: Shape) -> ChartKind:
    """Several metrics by one dimension."""
    if len(s.metrics) == 2 and len(s.units) == 1:
        return "grouped_bars"
    return "small_multiples" if len(s.metrics) <= 3 and s.sizes[0] <= FEW_PANELS else "table"


def _over_time(s: Shape) -> ChartKind:
    """By a time bucket, or by a position in a cycle."""
    if s.query.rank:
        return "leaderboard"
    if len(s.metrics) > 1:
        if len(s.units) == 1 and len(s.metrics) <= 3:
            return "lines"
        return "small_multiples" if len(s.metrics) <= 4 else "table"
    if s.query.compare or any(t.startswith(("running_total", "moving_average")) for t in s.query.transforms):
        return "line"
    if s.time not in BUCKETS:
        return "bars"
    short = s.buckets is not None and s.buckets <= BAR_BUCKETS
    within_a_year = s.days is not None and s.days <= A_YEAR
    return "bars" if s.adds_over_time and short and (within_a_year or s.time == "year") else "line"


def _two_breakdowns(s: Shape) -> ChartKind:
    """By two dimensions, or by one and time."""
    if len(s.metrics) > 1:
        return "table"
    if len(s.dimensions) == 2:
        first, second = s.sizes
        if second > FEW_MEMBERS:
            return "heatmap"
        if first <= FEW_GROUPS:
            return "grouped_bars"
        return "stacked_bars" if s.adds_over_members else "heatmap"
    if s.time not in BUCKETS or len(s.dimensions) == 0:
        return "heatmap"
    few = 0 < s.sizes[0] <= FEW_MEMBERS
    return "stacked_bars" if few and s.adds_over_time and not s.query.compare else "lines"


def _wished(kind: ChartKind, s: Shape) -> ChartKind | None:
    """The chart a word asks for, in the form this shape can have; None where it cannot be drawn at all."""
    query, breakdowns = s.query, len(s.query.by)
    if query.analysis in _SPECIAL and not (query.analysis == "scorecard" and query.by):
        return kind if kind in ("table", _SPECIAL[query.analysis]) else None
    one = len(s.metrics) == 1
    if kind == "table":
        return kind
    if kind in ("card", "scorecard"):
        return None if query.by else kind
    if breakdowns == 0:
        return None
    if kind in ("line", "lines"):
        if s.time is None or breakdowns > 2:
            return None
        return ("line" if one else "lines") if breakdowns == 1 else "lines" if one else None
    if kind in ("bars", "grouped_bars", "stacked_bars"):
        return _wished_bars(kind, s)
    if kind == "heatmap":
        return kind if one and breakdowns == 2 else None
    if kind == "map":
        where = next((d for d in s.dimensions if d.boundary), None)
        return kind if where and breakdowns == 1 else None
    if kind in ("treemap", "pie", "pareto"):
        fits = one and s.adds_over_members and len(s.dimensions) == breakdowns
        return kind if fits and (breakdowns == 1 or (kind == "treemap" and breakdowns == 2)) else None
    if kind == "scatter":
        return kind if len(s.metrics) in (2, 3) and len(s.dimensions) == breakdowns == 1 else None
    if kind == "target_bars":
        return kind if s.has_goal and breakdowns == 1 else None
    if kind == "change_bars":
        return kind if query.compare and one and breakdowns == 1 else None
    if kind == "small_multiples":
        return kind if breakdowns == 1 or (one and breakdowns == 2 and s.time) else None
    if kind == "leaderboard":
        return kind if breakdowns == 1 and s.dimensions else None
    return None


def _wished_bars(kind: ChartKind, s: Shape) -> ChartKind | None:
    """Bars of any sort: which sort follows from the shape, stacking only from what adds up."""
    breakdowns, several = len(s.query.by), len(s.metrics) > 1
    if breakdowns == 1:
        if s.has_goal:
            return "target_bars"
        if several:
            return "grouped_bars" if len(s.units) == 1 else "small_multiples"
        return "grouped_bars" if s.query.compare else "bars"
    if breakdowns > 2 or several:
        return None
    if kind == "grouped_bars":
        return kind
    adds = s.adds_over_members
    return (
        "stacked_bars" if adds and (kind == "stacked_bars" or s.time or s.sizes[-1] > FEW_MEMBERS) else "grouped_bars"
    )


def _breaks(kind: ChartKind, answer: Answer) -> bool:
    """Areas cannot show a negative part."""
    if kind not in ("pie", "treemap"):
        return False
    at = answer.column("metric")
    return at is not None and any(isinstance(v, int | float) and v < 0 for v in (row[at] for row in answer.rows))
