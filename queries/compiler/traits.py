"""What a query's metrics need of time: none at all, days still to come, an end alone."""

from __future__ import annotations

from dataclasses import dataclass

from queries.catalogue.model import Catalogue
from queries.compiler.parts import Leaf, Node, leaves, take_apart
from queries.query import Query


@dataclass(frozen=True, slots=True)
class Traits:
    """`timed` where a figure has a date; `planned` metrics are kept for days to come, `at_end` ones taken at an end."""

    timed: bool = True
    planned: frozenset[str] = frozenset()
    at_end: frozenset[str] = frozenset()


def traits(query: Query, catalogue: Catalogue) -> Traits:
    """The traits of the metrics shown."""
    timed = False
    planned: set[str] = set()
    at_end: set[str] = set()
    for metric in query.metrics:
        found = list(_all_leaves(take_apart(metric, catalogue), catalogue))
        kinds = {leaf.group.kind for leaf in found}
        timed = timed or any(leaf.group.time is not None for leaf in found)
        if "plan" in kinds:
            planned.add(metric)
        if kinds <= {"stock"} or any(leaf.group.frame.kind != "period" for leaf in found):
            at_end.add(metric)
    return Traits(timed, frozenset(planned), frozenset(at_end))


def _all_leaves(node: Node, catalogue: Catalogue) -> list[Leaf]:
    found: list[Leaf] = []
    for leaf in leaves(node):
        if leaf.group.kind == "mean":
            found += list(leaves(take_apart(leaf.metric, catalogue, leaf.group.frame)))
        else:
            found.append(leaf)
    return found
