"""Random valid queries on a catalogue, by shape: what a round trip through words is tried with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import TypeVar

from persiantools.jdatetime import JalaliDate

from intents.contradictions import contradiction
from intents.kinship import adds_up, amount_of, is_count, stands
from queries.catalogue.model import Catalogue, Metric
from queries.members import Members
from queries.query import BUCKETS, CYCLES, Calendar, Compare, Filter, Having, Period, Query, Rank, Unit, plain_analysis

T = TypeVar("T")
_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_SMALL = (0.1, 0.25, 0.5, 0.75)
_LARGE = (5.0, 20.0, 150.0, 2500.0, 100000.0)


@dataclass(frozen=True)
class Source:
    """What queries are drawn from; `calendars` are those whose periods a language may say."""

    catalogue: Catalogue
    members: Members
    today: date
    calendars: tuple[Calendar, ...] = ("gregorian",)

    def query(self, shape: str, draw: Random) -> Query:
        """A valid query of a shape (a key of SHAPES)."""
        while True:
            query = SHAPES[shape](self, draw)
            if query is not None and contradiction(self.catalogue, query) is None:
                calendar = query.period.calendar if query.period else self.calendars[0]
                return plain_analysis(replace(query, calendar=calendar))

    def metrics(self, draw: Random, most: int = 3) -> tuple[Metric, ...]:
        """One to `most` visible figures that have a breakdown in common."""
        shown = [m for m in self.catalogue.metrics.values() if not m.hidden]
        while True:
            chosen = draw.sample(shown, draw.choice([1, 1, 1, most]))
            if self.dimensions(chosen):
                return tuple(chosen)

    def dimensions(self, metrics: Sequence[Metric]) -> list[str]:
        """The breakdowns all figures have."""
        common = frozenset.intersection(*(m.dimensions for m in metrics))
        return sorted(d for d in common if d in self.catalogue.dimensions)

    def names(self, dimension: str) -> list[str]:
        """The first members of a dimension, declared ones first: as many as people name."""
        return list(islice(self.members.names.get(dimension, ()), 60))

    def period(self, draw: Random) -> Period:
        """A period of one of the calendars: whole units, spans of them, days, open on one side."""
        calendar = draw.choice(self.calendars)
        kind = draw.choice(["month", "quarter", "half", "year", "week", "day", "days", "since", "before"])
        day = self.today - timedelta(days=draw.randrange(30, 900))
        match kind:
            case "day":
                return Period(day, day + timedelta(days=1), "day", 1, calendar)
            case "days":
                count = draw.randrange(2, 80)
                if (JalaliDate(day).day if calendar == "jalali" else day.day) == 1:
                    day += timedelta(days=1)  # from the first to the last of a month is that month
                return Period(day, day + timedelta(days=count), "day", count, calendar)
            case "since":
                return Period(day, None, None, 1, calendar)
            case "before":
                return Period(None, day, None, 1, calendar)
            case "week":
                first = self._week(day, calendar)
                count = draw.choice([1, 1, 4])
                return Period(first, first + timedelta(weeks=count), "week", count, calendar)
        unit: Unit = kind  # type: ignore[assignment]
        months, count = _MONTHS[unit], draw.choice([1, 1, 1, 2, 3])
        year, month = (JalaliDate(day).year, JalaliDate(day).month) if calendar == "jalali" else (day.year, day.month)
        start = year * 12 + (month - 1) // months * months
        return Period(_first(start, calendar), _first(start + months * count, calendar), unit, count, calendar)

    def _week(self, day: date, calendar: Calendar) -> date:
        return day - timedelta(days=(day.weekday() - (5 if calendar == "jalali" else 0)) % 7)


def _first(months: int, calendar: Calendar) -> date:
    year, month = divmod(months, 12)
    return JalaliDate(year, month + 1, 1).to_gregorian() if calendar == "jalali" else date(year, month + 1, 1)


def _maybe(draw: Random, values: Sequence[T]) -> list[T]:
    return [draw.choice(values)] if values and draw.random() < 0.5 else []


def _ids(metrics: Sequence[Metric]) -> tuple[str, ...]:
    return tuple(m.id for m in metrics)


def _value(draw: Random, metric: Metric) -> float:
    return draw.choice(_SMALL if metric.unit == "percent" else _LARGE)


def _filters(
    source: Source, draw: Random, dimensions: Sequence[str], ops: Sequence[str], most: int = 2
) -> list[Filter]:
    found = []
    for dimension in draw.sample(list(dimensions), min(len(dimensions), draw.randint(1, most))):
        names = source.names(dimension)
        if len(names) > 2:
            op = draw.choice(list(ops))
            chosen = draw.sample(names, draw.choice([1, 1, 2]))
            found.append(Filter(dimension, op, tuple(chosen)))  # type: ignore[arg-type]
    return found


def _filtered(source: Source, draw: Random, ops: Sequence[str]) -> Query | None:
    metrics = source.metrics(draw)
    dimensions = source.dimensions(metrics)
    filters = _filters(source, draw, dimensions, ops)
    free = [d for d in dimensions if all(d != f.dimension for f in filters)]
    if not filters:
        return None
    return Query(_ids(metrics), tuple(_maybe(draw, free)), tuple(filters), period=source.period(draw))


def _text(source: Source, draw: Random) -> Query | None:
    metrics = source.metrics(draw, 1)
    dimension = draw.choice(source.dimensions(metrics))
    op = draw.choice(["contains", "starts_with", "ends_with"])
    filters = (Filter(dimension, op, (draw.choice(["ab", "teh", "ورز", "pro"]),)),)  # type: ignore[arg-type]
    return Query(_ids(metrics), (), filters, period=source.period(draw))


def _grouped(source: Source, draw: Random) -> Query | None:
    metrics = source.metrics(draw)
    metric = draw.choice(metrics)
    op = draw.choice([">", ">=", "<", "<=", "=", "between"])
    value = _value(draw, metric)
    having = Having(metric.id, op, value, round(value * 1.2, 6) if op == "between" else None)  # type: ignore[arg-type]
    by = draw.choice(source.dimensions(metrics))
    return Query(_ids(metrics), (by,), having=(having,), period=source.period(draw))


def _rows(source: Source, draw: Random) -> Query | None:
    """Orders of more than so much: a count of rows and the amount that people say of one."""
    counts = [m for m in source.catalogue.metrics.values() if not m.hidden and is_count(source.catalogue, m.id)]
    count = draw.choice(counts)
    amount = amount_of(source.catalogue, count.id)
    if amount is None:
        return None
    op = draw.choice([">", ">=", "<", "<=", "between"])
    having = Having(amount, op, 500.0, 900.0 if op == "between" else None, "row")  # type: ignore[arg-type]
    return Query((count.id,), tuple(_maybe(draw, source.dimensions([count]))), having=(having,),
                 period=source.period(draw))  # fmt: skip


def _ranked(**how: object) -> Callable[[Source, Random], Query | None]:
    def build(source: Source, draw: Random) -> Query | None:
        metrics = source.metrics(draw)
        by = draw.choice(source.dimensions(metrics))
        n = draw.choice([2, 3, 5, 10, 20])
        rank = Rank(draw.choice(["top", "bottom"]), n, draw.choice(metrics).id)
        return Query(_ids(metrics), (by,), period=source.period(draw), rank=replace(rank, **how))  # type: ignore[arg-type]

    return build


def _ranked_within(source: Source, draw: Random) -> Query | None:
    query = _ranked()(source, draw)
    assert query is not None and query.rank is not None
    metrics = [source.catalogue.metrics[m] for m in query.metrics]
    others = [d for d in source.dimensions(metrics) if d != query.by[0]]
    if not others:
        return None
    within = draw.choice(others)
    return replace(query, by=(within, *query.by), rank=replace(query.rank, within=within))


def _ranked_on(source: Source, draw: Random) -> Query | None:
    metrics = source.metrics(draw, 1)
    by = draw.choice(source.dimensions(metrics))
    on = draw.choice(["change", "growth"])
    rank = Rank(draw.choice(["top", "bottom"]), draw.choice([None, 3, 5]), metrics[0].id, on=on)  # type: ignore[arg-type]
    compare = Compare(draw.choice(["previous_period", "previous_year"]))
    return Query(_ids(metrics), (by,), period=_closed(source, draw), compare=compare, rank=rank, transforms=("change",))


def _closed(source: Source, draw: Random) -> Period:
    """A period with both ends: an open one has none before it."""
    while True:
        period = source.period(draw)
        if period.start and period.end:
            return period


def _compared(source: Source, draw: Random) -> Query | None:
    metrics = source.metrics(draw)
    period = _closed(source, draw)
    kinds = ["previous_period", "previous_year", "explicit"]
    if period.unit in ("month", "quarter", "week") and period.count == 1:
        kinds.append(f"previous_{period.unit}")
    kind = draw.choice(kinds)
    other = None
    if kind == "explicit":
        other = _closed(source, draw)
        if other.calendar != period.calendar or other.unit != period.unit or other.count != period.count:
            return None
        assert other.start is not None and period.start is not None and period.end is not None
        if (period.start - other.start).days <= 400 * period.count:
            return None  # the later one is what is asked, and the one a step or a year before has a kind of its own
    by = tuple(_maybe(draw, source.dimensions(metrics)))
    return Query(_ids(metrics), by, period=period, compare=Compare(kind, other))  # type: ignore[arg-type]


def _changed(source: Source, draw: Random) -> Query | None:
    metrics = source.metrics(draw, 1)
    compare = Compare(draw.choice(["previous_period", "previous_year"]))
    by = (draw.choice(source.dimensions(metrics)),)  # of a single figure the comparison is the change
    return Query(_ids(metrics), by, period=_closed(source, draw), compare=compare, transforms=("change",))


def _timed(source: Source, draw: Random) -> Query | None:
    metrics = source.metrics(draw)
    times = [t for t in (*BUCKETS, *CYCLES) if all(t in m.dimensions for m in metrics)]
    if not times:
        return None
    by = (*_maybe(draw, source.dimensions(metrics)), draw.choice(times))
    return Query(_ids(metrics), by, period=source.period(draw))


def _periods(source: Source, draw: Random) -> Query | None:
    return Query(_ids(source.metrics(draw, 1)), period=source.period(draw))


def _over_time(source: Source, draw: Random) -> Query | None:
    metrics = source.metrics(draw, 1)
    bucket = draw.choice(BUCKETS)
    if bucket not in metrics[0].dimensions:
        return None
    kinds = ["growth", "moving_average:3", "moving_average:6"]
    if adds_up(metrics[0]) and not stands(source.catalogue, metrics[0].id):
        kinds.append("running_total")
    return Query(_ids(metrics), (bucket,), period=source.period(draw), transforms=(draw.choice(kinds),))


def _shares(source: Source, draw: Random) -> Query | None:
    metrics = source.metrics(draw, 1)
    if not adds_up(metrics[0]):
        return None
    by = tuple(draw.sample(source.dimensions(metrics), 1))
    return Query(_ids(metrics), by, period=source.period(draw), transforms=("share",))


def _means(source: Source, draw: Random) -> Query | None:
    metrics = source.metrics(draw, 1)
    if not adds_up(metrics[0]) or stands(source.catalogue, metrics[0].id):
        return None
    over = draw.choice([*source.dimensions(metrics), *(b for b in BUCKETS[:3] if b in metrics[0].dimensions)])
    kind = draw.choice(["mean", "median", "max", "min"])
    return Query(_ids(metrics), period=source.period(draw), transforms=(f"{kind}_over:{over}",))


def _special(source: Source, draw: Random) -> Query | None:
    catalogue = source.catalogue
    metric = draw.choice([m for m in catalogue.metrics.values() if not m.hidden])
    period = source.period(draw)
    match draw.choice(["funnel", "scorecard", "dashboard", "profile", "drivers", "definition", "goals"]):
        case "funnel":
            return Query(analysis="funnel", funnel=draw.choice(list(catalogue.funnels)), period=period)
        case "dashboard":
            return Query(analysis="dashboard", dashboard=draw.choice(list(catalogue.dashboards)), period=period)
        case "scorecard":
            cards = [s for s in catalogue.scorecards.values() if s.dimension]
            card = draw.choice(cards)
            names = source.names(card.dimension or "")
            if not names:
                return None
            about = Filter(card.dimension or "", "in", (draw.choice(names),))
            return Query(card.metrics, (), (about,), period=period, analysis="scorecard", scorecard=card.id)
        case "profile":
            profile = draw.choice(list(catalogue.profiles.values()))
            return Query((profile.subset,), period=period, analysis="profile")
        case "drivers":
            return Query((metric.id,), period=_closed(source, draw), compare=Compare("previous_period"),
                         analysis="drivers")  # fmt: skip
        case "definition":
            return Query((metric.id,), analysis="definition")
    if catalogue.goals is None:
        return None
    return Query((), (catalogue.goals.dimension,), period=period, analysis="goals")


def _mine(source: Source, draw: Random) -> Query | None:
    metrics = source.metrics(draw, 1)
    person = next((d.id for d in source.catalogue.dimensions.values() if d.person), None)
    if person not in metrics[0].dimensions:
        return None
    return Query(_ids(metrics), tuple(_maybe(draw, [d for d in source.dimensions(metrics) if d != person])),
                 period=source.period(draw), me=draw.choice(["me", "my_team", "my_territory"]))  # fmt: skip


def _charted(source: Source, draw: Random) -> Query | None:
    metrics = source.metrics(draw, 1)
    by = draw.choice(source.dimensions(metrics))
    chart = draw.choice(["bars", "treemap", "pie", "table", "pareto"])
    return Query(_ids(metrics), (by,), period=source.period(draw), chart=chart)  # type: ignore[arg-type]


def _mixed(source: Source, draw: Random) -> Query | None:
    """Several clauses in one sentence."""
    query = _filtered(source, draw, ("in", "not_in"))
    if query is None or query.rank:
        return None
    metrics = [source.catalogue.metrics[m] for m in query.metrics]
    free = [d for d in source.dimensions(metrics) if all(d != f.dimension for f in query.filters)]
    if not free:
        return None
    metric = draw.choice(metrics)
    by = (draw.choice(free),)
    having = (Having(metric.id, draw.choice([">", "<"]), _value(draw, metric)),) if draw.random() < 0.5 else ()  # type: ignore[arg-type]
    rank = Rank(draw.choice(["top", "bottom"]), draw.choice([3, 5]), metric.id) if draw.random() < 0.5 else None
    return replace(query, by=by, having=having, rank=rank)


SHAPES: dict[str, Callable[[Source, Random], Query | None]] = {
    "periods": _periods,
    "members": lambda source, draw: _filtered(source, draw, ("in",)),
    "members left out": lambda source, draw: _filtered(source, draw, ("not_in",)),
    "parts of names": _text,
    "conditions on groups": _grouped,
    "conditions on rows": _rows,
    "first n": _ranked(),
    "n-th": _ranked(nth=True),
    "percent of groups": _ranked(percent=True),
    "sorted": _ranked(n=None),
    "first n of each": _ranked_within,
    "ranked by change": _ranked_on,
    "comparisons": _compared,
    "changes": _changed,
    "grains": _timed,
    "over time": _over_time,
    "shares": _shares,
    "means over": _means,
    "special answers": _special,
    "whose": _mine,
    "charts": _charted,
    "several clauses": _mixed,
}
