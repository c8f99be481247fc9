"""The figures over all groups beside each group's own: folded over the groups, or as one more set of the grouping."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sqlglot import exp

from queries.catalogue.model import Cohort, Simple, Stock
from queries.compiler.aggregates import counts_rows
from queries.compiler.build import Build
from queries.compiler.frames import bucket_asked
from queries.compiler.parts import PERIOD, Leaf
from queries.compiler.reroot import ROWS

Way = Literal["none", "fold", "set"]

_FOLDS: dict[str, type[exp.AggFunc]] = {"sum": exp.Sum, "count": exp.Sum, "min": exp.Min, "max": exp.Max}


def way_to_whole(leaves: Iterable[Leaf], build: Build) -> Way:
    """How one statement gives both; "none" where only a statement of its own gives the whole."""
    shape = build.shape
    bucketed = bucket_asked(build) is not None
    conditional = any(h.level == "group" for h in shape.having)
    if not shape.whole or not shape.by or shape.over is not None or conditional or (shape.compared and bucketed):
        return "none"
    way: Way = "fold"
    for leaf in leaves:
        within_buckets = leaf.group.kind in ("flow", "spread", "cohort") and leaf.group.frame == PERIOD
        if leaf.group.kind == "mean" or (bucketed and not within_buckets):
            return "none"  # what is taken at each bucket's end is no part of the whole period
        if _fold(leaf, build) is None:
            way = "set"
    if way == "set" and shape.rank is not None and (bucketed or shape.rank.mode == "nth"):
        return "none"
    return way


def over_all(part: exp.Expr, leaf: Leaf, build: Build) -> exp.Expr:
    """An aggregate of each group, folded over all of them."""
    fold = _fold(leaf, build)
    assert fold is not None
    return exp.Window(this=fold(this=part))


def _fold(leaf: Leaf, build: Build) -> type[exp.AggFunc] | None:
    """What puts the groups' aggregates together, where each row lies in one group; None where nothing does."""
    definition = build.catalogue.metrics[leaf.metric].definition
    if leaf.role == ROWS:
        return exp.Sum
    if isinstance(definition, Cohort):
        base = build.catalogue.metrics[definition.of].definition
        return exp.Sum if isinstance(base, Simple) and base.agg == "count" else None
    assert isinstance(definition, Simple | Stock)
    return exp.Sum if counts_rows(definition, build) else _FOLDS.get(definition.agg)
