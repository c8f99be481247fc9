"""The figures of a catalogue, and those that are made of them when they are asked for: the ratio of any two that add
up, and the median and the like of what a mean is of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from sqlglot import exp

from queries.catalogue.model import Derived, Metric, MetricUnit, Ratio, Simple, Words
from queries.catalogue.statistics import inside, made_statistic, names_of, statistic_parts
from queries.locale import LANGUAGES

_PER, _OF = "__per__", "__of__"
_LONGEST = 63
"""So many bytes of a column's name are left in PostgreSQL."""


class Figures(dict[str, Metric]):
    """Metrics by their ids. What goes through them finds those that are kept; what is made is found by its id alone."""

    def __missing__(self, name: str) -> Metric:
        made = self.get(name)
        if made is None:
            raise KeyError(name)
        return made

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def get(self, name: str, default: Metric | None = None) -> Metric | None:  # type: ignore[override]
        """The metric of an id."""
        found = super().get(name) or self._made.get(name)
        if found is None and "__" in name and len(name) <= _LONGEST:
            found = _ratio(self, name) or made_statistic(self, name, self._called)
            if found is not None:
                self._made[name] = found
        return found or default

    @cached_property
    def _made(self) -> dict[str, Metric]:
        """What was made so far: the metrics themselves do not change."""
        return {}

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        return names_of(self)


def ratio_id(metrics: Mapping[str, Metric], over: str, under: str, *, percent: bool = False) -> str | None:
    """The id of what one figure is over another, or as a percentage of it; None where that is no figure."""
    name = f"{over}{_OF if percent else _PER}{under}"
    return name if name in metrics else None


def ratio_parts(name: str) -> tuple[str, ...]:
    """The figures that a ratio which no catalogue keeps is made of; none for one that is kept."""
    for between in (_PER, _OF):
        over, found, under = name.partition(between)
        if found:
            return over, under
    return ()


def parts_of(name: str) -> tuple[str, ...]:
    """The figures that are kept which one of that name is made of; itself where it is kept."""
    return ratio_parts(name) or (statistic_parts(name) or (name,))[:1]


def _ratio(metrics: Figures, name: str) -> Metric | None:
    parts = ratio_parts(name)
    over, under = (dict.get(metrics, part) for part in parts) if parts else (None, None)
    if over is None or under is None or over is under:
        return None
    if not (sums_up(metrics, over) and sums_up(metrics, under)) or over.hidden or under.hidden:
        return None
    percent = _OF in name
    if percent and over.unit != under.unit:
        return None
    words = {
        code: language.percent_of.format(over=_label(over, code), under=_inside(under, code))
        if percent
        else language.ratio_of.format(over=_inside(over, code), under=_inside(under, code))
        for code, language in LANGUAGES.items()
    }
    dimensions = over.dimensions & under.dimensions
    prefers = {generic: meant for generic, meant in {**under.prefers, **over.prefers}.items() if meant in dimensions}
    return Metric(
        id=name,
        definition=Ratio(over.id, under.id),
        unit="percent" if percent else _unit(over, under),
        good="none",
        words=Words(words),
        dimensions=dimensions,
        prefers=prefers,
        goal=None,
        attainment=None,
        default_period=over.default_period,
        hidden=False,
        owner=None,
        place=over.place,
    )


def sums_up(metrics: Mapping[str, Metric], metric: Metric) -> bool:
    """Sums and counts of rows of the period, and what is added to or taken from others of them: sales less costs.

    What stands at a moment, plans by the day, means and rates are none.
    """
    made = metric.definition
    if isinstance(made, Derived):
        signs = (exp.Add, exp.Sub, exp.Neg, exp.Paren, exp.Column, exp.Identifier)
        plain = made.window_months is None and all(isinstance(node, signs) for node in made.expr.walk())
        return plain and all(sums_up(metrics, metrics[part]) for part in made.metrics)
    return isinstance(made, Simple) and made.agg in ("sum", "count", "count_distinct") and made.spread is None


def _unit(over: Metric, under: Metric) -> MetricUnit:
    """Money or hours for each of what is counted; else a number without a unit."""
    return over.unit if under.unit == "count" and over.unit != "count" else "points"


def _label(metric: Metric, code: str) -> str:
    label = metric.words.label
    return label.get(code) or label.get("en") or next(iter(label.values()), metric.id)


def _inside(metric: Metric, code: str) -> str:
    return inside(_label(metric, code))
