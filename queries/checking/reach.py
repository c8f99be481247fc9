"""What nobody can ask for: breakdowns that no figure has, figures without any, tables that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from queries.catalogue.model import Catalogue
from queries.checking.findings import Finding, Level


def check_reach(catalogue: Catalogue) -> Iterator[Finding]:
    """The entries of the catalogue that no question reaches."""
    asked = [m for m in catalogue.metrics.values() if not m.hidden]
    reached = frozenset().union(*(m.dimensions for m in asked)) if asked else frozenset()
    for dimension in catalogue.dimensions.values():
        if dimension.id not in reached:
            yield Finding(
                Level.WARNING,
                "reach",
                dimension.place,
                f"dimension {dimension.id}: no metric can be broken down by it",
                f"join the tables of the metrics to {dimension.table}, or leave the dimension out",
            )
    for metric in asked:
        if not metric.dimensions & set(catalogue.dimensions):
            yield Finding(
                Level.NOTE,
                "reach",
                metric.place,
                f"metric {metric.id} has no breakdown but time",
                "add dimensions on its table or joins to tables that have some",
            )
