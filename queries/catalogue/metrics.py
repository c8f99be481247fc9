"""Reads metrics as they are written; what they can be broken down by is worked out by `reach` when all are known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from queries.catalogue import keys
from queries.catalogue.definitions import KINDS, kind_of, read_definition
from queries.catalogue.entry import Entry
from queries.catalogue.model import Definition, Metric, MetricUnit, Place, Simple, Stock
from queries.catalogue.problems import did_you_mean
from queries.catalogue.refs import Refs
from queries.catalogue.tables import read_prefers
from queries.catalogue.words import read_words
from queries.catalogue.yaml_tree import Node

UNITS: tuple[MetricUnit, ...] = get_args(MetricUnit)
GOOD: tuple[Literal["up", "down", "none"], ...] = ("up", "down", "none")
_PERIOD = re.compile(
    r"now|all|(this|last)_(day|week|month|quarter|year)|last_\d{1,3}_(days|weeks|months|quarters|years)"
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the catalogue says about a metric's breakdowns: only these, or all except these."""

    only: frozenset[str] | None
    without: frozenset[str]
    place: Place


@dataclass(frozen=True, slots=True)
class Draft:
    """A metric as written, before its breakdowns are worked out."""

    metric: Metric
    narrowing: Narrowing
    hours: bool | None


def read_metric(name: str, node: Node, refs: Refs) -> Draft | None:
    """A metric; None where it cannot be made."""
    written = node.keys.get("type")
    if written is not None and written.kind != "null" and written.text not in KINDS:
        refs.problems.unknown(written.place, f"type of metric {name}:", written.text, KINDS)
        return None
    kind = kind_of(node)
    entry = Entry(node, f"metric {name}", KINDS[kind], refs.problems)
    words = read_words(entry, name)
    definition = read_definition(kind, entry, refs)
    prefers = read_prefers(entry, refs.names["generics"], refs.names["dimensions"])
    goal = refs.one(entry, "goal", "metrics", "metric")
    attainment = refs.one(entry, "attainment", "metrics", "metric")
    if goal and goal == name:
        refs.problems.add(entry.place, f"{entry.what} cannot be its own goal")
    unit = _unit(entry, definition)
    good = entry.choice("good", GOOD, "none")
    narrowing = _narrowing(entry, refs)
    metric_fields = (_default_period(entry, kind), entry.flag("hidden"), entry.text("owner"))
    hours = entry.flag("hours") if entry.has("hours") else None
    if definition is None:
        return None
    metric = Metric(
        name, definition, unit, good, words, frozenset(), prefers, goal, attainment, *metric_fields, node.place
    )
    return Draft(metric, narrowing, hours)


def _unit(entry: Entry, definition: Definition | None) -> MetricUnit:
    if not entry.has("format"):
        counts = isinstance(definition, Simple | Stock) and definition.agg in ("count", "count_distinct")
        if definition is not None and not counts:
            entry.problems.add(entry.place, f"{entry.what} needs 'format': one of {', '.join(UNITS)}")
    return entry.choice("format", UNITS, "count")


def _default_period(entry: Entry, kind: str) -> str:
    text = entry.text("default_period")
    node = entry.get("default_period")
    if text is None or node is None:
        return "now" if kind == "stock" else "this_year"
    if not _PERIOD.fullmatch(text):
        known = (
            "now",
            "all",
            "this_month",
            "this_quarter",
            "this_year",
            "last_month",
            "last_quarter",
            "last_12_months",
        )
        entry.problems.add(
            node.place, f"'default_period' of {entry.what}: no period {text!r}", did_you_mean(text, known)
        )
    return text


def _narrowing(entry: Entry, refs: Refs) -> Narrowing:
    node = entry.get("dimensions")
    nothing: frozenset[str] = frozenset()
    if node is None or (node.kind == "text" and node.text == "all"):
        return Narrowing(None, nothing, entry.place)
    known = refs.names["dimensions"] | refs.names["times"]
    if node.kind == "map":
        inner = Entry(node, f"'dimensions' of {entry.what}", keys.EXCEPT, refs.problems)
        return Narrowing(None, _known(inner.texts("except", required=True), known, refs), node.place)
    return Narrowing(_known(entry.text_items("dimensions", node), known, refs), nothing, node.place)


def _known(nodes: list[Node], known: frozenset[str], refs: Refs) -> frozenset[str]:
    for node in nodes:
        if node.text not in known:
            refs.problems.unknown(node.place, "dimension", node.text, known)
    return frozenset(node.text for node in nodes if node.text in known)
