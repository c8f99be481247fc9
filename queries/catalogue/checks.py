"""Checks that span several entries: what metrics are made of, special answers, phrases that mean two things."""

from __future__ import annotations

import re
from collections.abc import Iterable

from queries.catalogue.model import (
    Attrition,
    Catalogue,
    Cohort,
    Dimension,
    Metric,
    Place,
    Simple,
    Stock,
    Table,
    Words,
)
from queries.catalogue.problems import Problems
from queries.catalogue.refs import Refs

_SPACES = re.compile(r"[\s\u200c_-]+")
_ARABIC = str.maketrans({"ي": "ی", "ك": "ک"})


def check_catalogue(catalogue: Catalogue, refs: Refs) -> None:
    """All checks over a catalogue whose entries are sound one by one."""
    problems = refs.problems
    for metric in catalogue.metrics.values():
        _check_metric(metric, catalogue, refs)
    for dimension in catalogue.dimensions.values():
        _check_bands(dimension, catalogue, problems)
    for table in catalogue.tables.values():
        _check_rollups(table, catalogue, problems)
    _check_specials(catalogue, problems)
    _check_phrases(catalogue, problems)


def phrase_key(phrase: str) -> str:
    """A phrase as it is compared: case, spaces, hyphens, joiners and Arabic letter forms do not count."""
    return _SPACES.sub(" ", phrase.translate(_ARABIC).casefold()).strip()


def _check_metric(metric: Metric, catalogue: Catalogue, refs: Refs) -> None:
    definition, problems = metric.definition, refs.problems
    if isinstance(definition, Attrition) and not isinstance(catalogue.metrics[definition.of].definition, Stock):
        problems.add(metric.place, f"metric {metric.id}: 'of' must be a stock, {definition.of} is none")
    if isinstance(definition, Cohort):
        of = catalogue.metrics[definition.of].definition
        if not isinstance(of, Simple) or of.agg not in ("count", "count_distinct"):
            problems.add(metric.place, f"metric {metric.id}: 'of' must be a simple count, {definition.of} is none")
        else:
            refs.walk(of.table, definition.key, metric.place, f"'key' of metric {metric.id}")
        if catalogue.tables[definition.table].time is None:
            problems.add(metric.place, f"metric {metric.id}: table {definition.table} has no time")
    for other in (metric.goal, metric.attainment):
        if other is not None and not metric.dimensions & catalogue.metrics[other].dimensions:
            problems.add(metric.place, f"metric {metric.id}: {other} shares no breakdown with it")


def _check_bands(dimension: Dimension, catalogue: Catalogue, problems: Problems) -> None:
    if dimension.bands is None:
        return
    counted = catalogue.metrics[dimension.bands.metric].definition
    if not isinstance(counted, Simple):
        problems.add(dimension.place, f"dimension {dimension.id}: metric {dimension.bands.metric} must be a simple one")
    elif catalogue.path(counted.table, dimension.id) is None:
        problems.add(dimension.place, f"dimension {dimension.id}: {counted.table} has no joins to {dimension.table}")


def _check_rollups(table: Table, catalogue: Catalogue, problems: Problems) -> None:
    for name in dict.fromkeys(name for names in table.rollups or () for name in names):
        if catalogue.path(table.id, name) is None:
            problems.add(table.place, f"table {table.id}: 'rollups' names {name}, which it has no joins to")
        elif catalogue.dimensions[name].bands is not None:
            problems.add(table.place, f"table {table.id}: 'rollups' names {name}, which is no column but a count")
    if table.rollups and not any(
        isinstance(metric.definition, Simple) and metric.definition.table == table.id
        for metric in catalogue.metrics.values()
    ):
        problems.add(table.place, f"table {table.id}: 'rollups' of a table that no figure is taken from")


def _check_specials(catalogue: Catalogue, problems: Problems) -> None:
    for card in catalogue.scorecards.values():
        for dimension in {card.dimension, card.by} - {None}:
            for name in card.metrics:
                if dimension not in catalogue.metrics[name].dimensions:
                    problems.add(card.place, f"scorecard {card.id}: {name} cannot be broken down by {dimension}")
    for timeline in catalogue.timelines.values():
        if catalogue.path(timeline.table, timeline.dimension) is None:
            problems.add(
                timeline.place, f"timeline {timeline.id}: {timeline.table} has no joins to {timeline.dimension}"
            )
    for profile in catalogue.profiles.values():
        for name in (profile.subset, profile.base):
            for attribute in profile.attributes:
                if attribute not in catalogue.metrics[name].dimensions:
                    problems.add(profile.place, f"profile {profile.id}: {name} cannot be broken down by {attribute}")
    goals = catalogue.goals
    if goals is not None and catalogue.path(goals.table, goals.dimension) is None:
        problems.add(goals.place, f"goals: table {goals.table} has no joins to {goals.dimension}")


def _check_phrases(catalogue: Catalogue, problems: Problems) -> None:
    named: list[tuple[str, Words, Place]] = [
        (f"metric {m.id}", m.words, m.place) for m in catalogue.metrics.values() if not m.hidden
    ]
    named += [(f"dimension {d.id}", d.words, d.place) for d in catalogue.dimensions.values()]
    for kind, things in _special_things(catalogue):
        named += [(f"{kind} {name}", words, place) for name, words, place in things]
    if catalogue.goals is not None:
        named.append(("goals", catalogue.goals.words, catalogue.goals.place))
    _report_shared(named, problems)
    _report_shared([(f"generic {g.id}", g.words, g.place) for g in catalogue.generics.values()], problems)
    _report_shared([(f"word {c.id}", c.words, c.place) for c in catalogue.conditions.values()], problems)
    for dimension in catalogue.dimensions.values():
        _report_shared(
            [(f"member {m.value!r} of {dimension.id}", m.words, dimension.place) for m in dimension.members], problems
        )


def _special_things(catalogue: Catalogue) -> Iterable[tuple[str, Iterable[tuple[str, Words, Place]]]]:
    yield "funnel", ((f.id, f.words, f.place) for f in catalogue.funnels.values())
    yield "scorecard", ((s.id, s.words, s.place) for s in catalogue.scorecards.values())
    yield "timeline", ((t.id, t.words, t.place) for t in catalogue.timelines.values())
    yield "profile", ((p.id, p.words, p.place) for p in catalogue.profiles.values())
    yield "dashboard", ((d.id, d.words, d.place) for d in catalogue.dashboards.values())


def _report_shared(named: list[tuple[str, Words, Place]], problems: Problems) -> None:
    owners: dict[tuple[str, str], str] = {}
    for what, words, place in named:
        for language, phrase in _phrases(words):
            owner = owners.setdefault((language, phrase_key(phrase)), what)
            if owner != what:
                problems.add(place, f"{phrase!r} ({language}) means both {owner} and {what}")


def _phrases(words: Words) -> Iterable[tuple[str, str]]:
    yield from words.label.items()
    for language, synonyms in words.synonyms.items():
        for phrase in synonyms:
            yield language, phrase
