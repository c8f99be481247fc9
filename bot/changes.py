"""What an answer can be changed to with one press: other periods, breakdowns, comparisons, charts that all work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import cast, get_args

from bot.voice import Voice
from charts.choose import choose
from charts.words import words_of as chart_words
from intents.followups.fitting import fitting
from queries.calendars.comparing import earlier
from queries.calendars.rules import Rules, rules_of
from queries.cannot import CannotAnswer
from queries.catalogue.model import Dimension
from queries.compiler.allowed import check_allowed, check_funnel, same_members
from queries.compiler.days import timing
from queries.dataset import Dataset
from queries.defaults import named_period
from queries.locale import list_text
from queries.query import BUCKETS, CYCLES, ChartKind, Compare, CompareKind, Period, Query, Unit, plain_analysis

MOST = 25
"""Changes of one kind; a menu with more is not read."""
LONGEST = 75
"""Characters of a label, as menus allow."""
_MOST_MEMBERS = 5_000
_PLAIN = frozenset(("value", "breakdown", "trend"))
_PERIODS = (
    "this_month", "last_month", "this_quarter", "last_quarter", "this_year", "last_year", "last_12_months",
    "this_week", "last_week", "last_30_days", "last_day", "this_day",
)  # fmt: skip
_AHEAD: tuple[tuple[str, int], ...] = (
    ("next_month", 1), ("next_3_months", 3), ("next_6_months", 6), ("next_12_months", 12),
)  # fmt: skip
_COUNTED_BACK = frozenset(get_args(CompareKind)) - {"explicit", "target"}
_TIMES = ("week", "month", "quarter", "day", "year", "weekday", "hour", "month_of_year")
_CHARTS: tuple[ChartKind, ...] = (
    "bars", "line", "table", "pie", "treemap", "map", "grouped_bars", "stacked_bars", "lines", "heatmap", "leaderboard",
    "pareto", "scatter", "target_bars", "change_bars", "small_multiples", "card", "scorecard", "funnel", "forecast",
    "timeline", "profile", "goals", "waterfall",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to press: its label of at most `LONGEST` characters, the query it gives, whether that is what stands
    there now.
    """

    label: str
    query: Query
    current: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What an answer can be changed to: all of it can be answered, the sensible first, at most `MOST` of each kind."""

    periods: tuple[Change, ...] = ()
    breakdowns: tuple[Change, ...] = ()
    comparisons: tuple[Change, ...] = ()
    charts: tuple[Change, ...] = ()


def changes(query: Query, dataset: Dataset, today: date, language: str) -> Changes:
    """The changes of a query, checked against the catalogue, labelled in a language. Nothing is computed."""
    offer = _Offer(query, dataset, today, Voice(language, dataset.catalogue, dataset.members))
    return Changes(
        _listed(offer.periods()),
        _listed(offer.breakdowns()),
        _listed(offer.comparisons()),
        _listed(offer.charts()),
    )


def _listed(found: Iterable[Change]) -> tuple[Change, ...]:
    """Each query once, the current one always among them."""
    once: dict[Query, Change] = {}
    for change in found:
        once.setdefault(change.query, change)
    listed = list(once.values())
    kept = listed[:MOST]
    now = next((c for c in listed if c.current), None)
    if now is not None and now not in kept:
        kept[-1] = now
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class _Offer:
    """What is offered for one query."""

    query: Query
    dataset: Dataset
    today: date
    voice: Voice

    def periods(self) -> Iterator[Change]:
        """Periods people ask for, in the question's calendar."""
        query, words = self.query, self.voice.words.menu
        if query.analysis == "definition":
            return
        rules = self._rules()
        ahead = query.analysis == "forecast"
        named = list(self._ahead(rules) if ahead else ((n, named_period(n, rules, self.today)) for n in _PERIODS))
        if query.period is not None and all(not _same(query.period, period) for _, period in named):
            yield self._change(self.voice.period(query.period), query, now=True)
        for name, period in named:
            new = fitting(replace(query, period=period), query)
            if self._begun(period, ahead=ahead) and self._answerable(new):
                label = words["named"].format(name=words[name], period=self.voice.period(period))
                now = query.period is not None and _same(query.period, period)
                yield self._change(label, query if now else new, now=now)

    def breakdowns(self) -> Iterator[Change]:
        """No breakdown, what the figures are mostly asked by, then time."""
        query, words = self.query, self.voice.words.menu
        plain = query.analysis in _PLAIN and query.scorecard is None
        if not plain and query.analysis not in ("drivers", "funnel"):
            return
        if query.by:
            now = words["by"].format(things=list_text([self.voice.inside(b) for b in query.by], self.voice.language))
            yield self._change(now, query, now=True)
        yield from self._by((), words["no_breakdown"])
        for dimension in self._dimensions():
            yield from self._by((dimension,), words["by"].format(things=self.voice.inside(dimension)))
        if plain:
            for time in _TIMES:
                if self._several(time):
                    yield from self._by((time,), words["by"].format(things=self.voice.inside(time)))

    def comparisons(self) -> Iterator[Change]:
        """Nothing, the period before, the year before, the target."""
        query, words = self.query, self.voice.words.menu
        if query.analysis not in (*_PLAIN, "drivers", "scorecard"):
            return
        against = bool(query.compare) or self._has_target()
        if query.analysis != "drivers":
            yield self._change(words["no_comparison"], self._uncompared(), now=not against)
        held = self._held()
        others = [other for kind in self._kinds() if (other := self._earlier(kind)) is not None]
        if held is not None and not any(_same(held, other) for other in others):
            yield self._change(words["against"].format(what=self.voice.period(held)), query, now=True)
        seen: list[Period] = []
        for kind in self._kinds():
            other = self._earlier(kind)
            if other is None or any(_same(other, one) for one in seen):
                continue
            seen.append(other)
            label = words["against_period"].format(what=self.voice.words.compare[kind], period=self.voice.period(other))
            new = fitting(replace(self._uncompared(keep=True), compare=Compare(kind)), query)
            now = held is not None and _same(held, other)
            if self._answerable(new):
                yield self._change(label, query if now else new, now=now)
        yield from self._target()

    def charts(self) -> Iterator[Change]:
        """The picture that fits best, then the others that fit."""
        known = chart_words(self.voice.language).KINDS
        now = self._chart(self.query)
        natural = self._chart(replace(self.query, chart=None))
        for kind in (natural, *(k for k in _CHARTS if k != natural)):
            wish = replace(self.query, chart=None if kind == natural else kind)
            if self._chart(wish) == kind:
                yield self._change(known[kind], self.query if kind == now else wish, now=kind == now)

    def _change(self, label: str, query: Query, *, now: bool) -> Change:
        return Change(label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…", query, now)

    def _rules(self) -> Rules:
        settings = self.dataset.catalogue.calendar
        spoken = settings.persian if self.voice.language == "fa" else settings.default
        return rules_of(self.query.period.calendar if self.query.period else spoken, settings)

    def _ahead(self, rules: Rules) -> Iterator[tuple[str, Period]]:
        start = rules.next(self.today, "month")
        for name, count in _AHEAD:
            yield name, Period(start, rules.shift(start, "month", count), "month", count, rules.calendar)

    def _begun(self, period: Period, *, ahead: bool) -> bool:
        """There can be data: a plan lies ahead, a figure does not."""
        through = self.dataset.through_of(replace(self.query, period=period), self.today)
        return ahead or through is None or period.start is None or period.start <= through

    def _by(self, by: tuple[str, ...], label: str) -> Iterator[Change]:
        new = fitting(plain_analysis(replace(self.query, by=by)), self.query)
        now = by == self.query.by
        if self._answerable(new):
            yield self._change(label, self.query if now else new, now=now)

    def _dimensions(self) -> list[str]:
        """Breakdowns of more than one member that all the figures have, what the figures prefer first.

        Of those with the same members one is offered; one that the query is narrowed to a member of is none.
        """
        catalogue, query = self.dataset.catalogue, self.query
        metrics = [catalogue.metrics[m] for m in query.metrics if m in catalogue.metrics]
        fixed = {f.dimension for f in query.filters if f.op == "in" and len(f.members) == 1}
        preferred = list(dict.fromkeys(d for m in metrics for d in m.prefers.values()))
        roots: dict[str, str] = {}
        for name in (*query.dimensions, *preferred, *catalogue.dimensions):
            dimension = catalogue.dimensions[name]
            many = 1 < self._members(dimension) <= _MOST_MEMBERS
            if many and not fixed & same_members(name, catalogue) and all(name in m.dimensions for m in metrics):
                roots.setdefault(dimension.same_as or name, name)
        return list(roots.values())

    def _members(self, dimension: Dimension) -> int:
        return self.dataset.members.count(dimension.id) or len(dimension.members)

    def _several(self, time: str) -> bool:
        """The period holds more than one of them."""
        period = self.query.period
        if time in CYCLES or period is None or period.start is None or period.end is None:
            return True
        rules = rules_of(self.query.calendar, self.dataset.catalogue.calendar)
        return rules.next(period.start, cast(Unit, time)) < period.end

    def _kinds(self) -> tuple[CompareKind, ...]:
        """The year before goes by its own name where it is the period before, too."""
        unit = self.query.period.unit if self.query.period else None
        return ("previous_year", "previous_period") if unit == "year" else ("previous_period", "previous_year")

    def _earlier(self, kind: CompareKind) -> Period | None:
        period = self.query.period
        return earlier(period, kind, self._rules()) if period is not None and kind in _COUNTED_BACK else None

    def _held(self) -> Period | None:
        """The period that the query is held against."""
        compare = self.query.compare
        return None if compare is None else compare.period or self._earlier(compare.kind)

    def _uncompared(self, *, keep: bool = False) -> Query:
        """The query without comparison and, unless kept, without the target beside its figure."""
        metrics = self.query.metrics
        if self._has_target():
            metrics = metrics[:1]
        query = replace(self.query, compare=None, metrics=metrics)
        if keep:
            return query
        changed = tuple(t for t in query.transforms if t.partition(":")[0] not in ("change", "growth"))
        return fitting(replace(query, transforms=changed), self.query)

    def _has_target(self) -> bool:
        first = self.dataset.catalogue.metrics.get(self.query.metrics[0]) if len(self.query.metrics) > 1 else None
        return first is not None and self.query.metrics == (first.id, *(m for m in (first.goal, first.attainment) if m))

    def _target(self) -> Iterator[Change]:
        query, catalogue = self.query, self.dataset.catalogue
        if query.analysis not in _PLAIN or not query.metrics or query.transforms or query.scorecard:
            return
        first = catalogue.metrics[query.metrics[0]]
        if first.goal is None or (len(query.metrics) > 1 and not self._has_target()):
            return
        metrics = tuple(m for m in (first.id, first.goal, first.attainment) if m)
        new = fitting(replace(query, metrics=metrics, compare=None), query)
        now = self._has_target()
        if self._answerable(new):
            label = self.voice.words.menu["against"].format(what=self.voice.words.compare["target"])
            yield self._change(label, query if now else new, now=now)

    def _chart(self, query: Query) -> ChartKind:
        return choose(query, self.dataset.catalogue, self.dataset.members)

    def _answerable(self, query: Query) -> bool:
        """The catalogue allows it and its days can be told. Who "my" is, is not asked here."""
        catalogue = self.dataset.catalogue
        try:
            if query.analysis == "funnel" and query.funnel:
                check_funnel(query, catalogue.funnels[query.funnel], catalogue)
            if query.analysis not in _PLAIN:
                return True
            check_allowed(query, catalogue)
            if any(b in (*BUCKETS, *CYCLES) for b in query.by) or query.compare or query.period:
                timing(query, catalogue, self.today, self.dataset.through_of(query, self.today))
        except CannotAnswer:
            return False
        return True


def _same(one: Period, other: Period) -> bool:
    return (one.start, one.end) == (other.start, other.end)
