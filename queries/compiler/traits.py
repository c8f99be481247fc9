"""What a query's metrics need of time: none at all, days still to come, an end alone."""

from __future__ import annotations

from dataclasses import dataclass

from queries.catalogue.model import Catalogue
from queries.compiler.parts import all_leaves


@dataclass(frozen=True, slots=True)
class Traits:
    """`timed` where a figure has a date; `planned` metrics are kept for days to come, `at_end` ones taken at an end."""

    timed: bool = True
    planned: frozenset[str] = frozenset()
    at_end: frozenset[str] = frozenset()


def traits(metrics: tuple[str, ...], catalogue: Catalogue) -> Traits:
    """The traits of these metrics."""
    timed = False
    planned: set[str] = set()
    at_end: set[str] = set()
    for metric in metrics:
        needed = list(all_leaves(metric, catalogue))
        found = [leaf.group for leaf in needed]
        kinds = {group.kind for group in found}
        timed = timed or any(group.time is not None for group in found)
        if any(leaf.role == "plan" for leaf in needed):
            planned.add(metric)
        if kinds <= {"stock"} or any(group.frame.kind != "period" for group in found):
            at_end.add(metric)
    return Traits(timed, frozenset(planned), frozenset(at_end))
