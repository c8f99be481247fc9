"""Takes a metric apart: its aggregates, the SELECT each belongs to, and the arithmetic that joins them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from queries.cannot import refuse
from queries.catalogue.model import (
    Attrition,
    Catalogue,
    Cohort,
    Derived,
    LastValue,
    Metric,
    Path,
    Ratio,
    Silent,
    Simple,
    Stock,
)

Kind = Literal["flow", "spread", "stock", "attrition", "cohort", "mean"]


@dataclass(frozen=True, slots=True)
class Frame:
    """The days a part is taken over.

    "period" is the period or its buckets, "window" the `months` before each end, "month" each of those months by
    itself; "running" is from the period's start to each bucket's end, "moving" the last few buckets.
    """

    kind: Literal["period", "window", "month", "running", "moving"] = "period"
    months: int = 0


PERIOD = Frame()


@dataclass(frozen=True, slots=True)
class Group:
    """Aggregates that one SELECT can give: the same table, the same dates, the same frame.

    "flow" rows count by their `time`; "spread" shares a month's amount out over its days; "stock" rows are active from
    `time` until `until`; "attrition" looks at those active at the start; "cohort" and "mean" belong to the one metric
    named.
    """

    kind: Kind
    table: str
    time: Path | None
    until: Path | None = None
    any_of: tuple[Silent | LastValue, ...] = ()
    metric: str = ""
    frame: Frame = PERIOD


@dataclass(frozen=True, slots=True)
class Leaf:
    """One aggregate: of `metric`'s definition, in its `role` ("value", "left", "active", "kept", "base", "mean").

    "plan" is the value of the whole period asked about, its days to come included; "rows" counts the rows of a table
    that the metric counts the keys of.
    """

    metric: str
    role: str
    group: Group

    @property
    def name(self) -> str:
        return self.metric if self.role in ("value", "plan", "rows") else f"{self.metric}__{self.role}"


@dataclass(frozen=True, slots=True)
class Quotient:
    numerator: Node
    denominator: Node


@dataclass(frozen=True, slots=True)
class Formula:
    """Arithmetic of metrics: columns of `expr` are keys of `parts`; MEAN(metric) stands under "mean metric"."""

    expr: exp.Expr
    parts: Mapping[str, Node]


Node = Leaf | Quotient | Formula


def take_apart(metric_id: str, catalogue: Catalogue, frame: Frame = PERIOD) -> Node:
    """The metric's tree over that frame."""
    definition = metric_of(metric_id, catalogue).definition
    if isinstance(definition, Simple):
        planned = definition.spread is not None and not definition.to_date and frame == PERIOD
        return Leaf(metric_id, "plan" if planned else "value", _simple_group(definition, catalogue, frame))
    if isinstance(definition, Stock):
        return Leaf(metric_id, "value", _stock_group(definition, "stock", frame))
    if isinstance(definition, Ratio):
        return Quotient(
            take_apart(definition.numerator, catalogue, frame), take_apart(definition.denominator, catalogue, frame)
        )
    if isinstance(definition, Attrition):
        return _attrition(metric_id, definition, catalogue, frame)
    if isinstance(definition, Cohort):
        return _cohort(metric_id, definition, catalogue, frame)
    return _derived(definition, catalogue, frame)


def metric_of(metric_id: str, catalogue: Catalogue) -> Metric:
    found = catalogue.metrics.get(metric_id)
    if found is None:
        raise refuse("unknown_metric", metric=metric_id)
    return found


def leaves(node: Node) -> Iterator[Leaf]:
    """All aggregates of a tree, in order."""
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, Quotient):
        yield from leaves(node.numerator)
        yield from leaves(node.denominator)
    else:
        for part in node.parts.values():
            yield from leaves(part)


def all_leaves(metric: str, catalogue: Catalogue) -> Iterator[Leaf]:
    """Every aggregate over a table that the metric needs: of a mean of months, those of each month."""
    for leaf in leaves(take_apart(metric, catalogue)):
        if leaf.group.kind == "mean":
            yield from leaves(take_apart(leaf.metric, catalogue, leaf.group.frame))
        else:
            yield leaf


def groups_of(metric: str, catalogue: Catalogue) -> list[Group]:
    """Every SELECT over a table that the metric needs."""
    return [leaf.group for leaf in all_leaves(metric, catalogue)]


def is_mean(call: exp.Expr) -> bool:
    return isinstance(call, exp.Anonymous) and call.name.lower() == "mean"


def _simple_group(definition: Simple, catalogue: Catalogue, frame: Frame) -> Group:
    table = catalogue.tables.get(definition.table)
    if table is None:
        raise refuse("unknown_table", table=definition.table)
    time = definition.time or table.time
    return Group("flow" if definition.spread is None else "spread", definition.table, time, frame=frame)


def _stock_group(definition: Stock, kind: Kind, frame: Frame) -> Group:
    return Group(kind, definition.table, definition.since, definition.until, definition.any_of, frame=frame)


def _attrition(metric_id: str, definition: Attrition, catalogue: Catalogue, frame: Frame) -> Node:
    stock = metric_of(definition.of, catalogue).definition
    if not isinstance(stock, Stock) or stock.until is None:
        raise refuse("not_kept", metric=metric_id)
    group = _stock_group(stock, "attrition", frame)
    left = Leaf(definition.of, "left", group)
    return Quotient(left, Leaf(definition.of, "active", group)) if definition.share else left


def _cohort(metric_id: str, definition: Cohort, catalogue: Catalogue, frame: Frame) -> Node:
    base = metric_of(definition.of, catalogue).definition
    if not isinstance(base, Simple):
        raise refuse("not_kept", metric=metric_id)
    time = base.time or catalogue.tables[base.table].time
    group = Group("cohort", base.table, time, metric=metric_id, frame=frame)
    return Quotient(Leaf(metric_id, "kept", group), Leaf(metric_id, "base", group))


def _derived(definition: Derived, catalogue: Catalogue, frame: Frame) -> Node:
    months = definition.window_months
    if months is not None:
        frame = Frame("window", months)
    parts: dict[str, Node] = {}
    inside_means: set[int] = set()
    for call in definition.expr.find_all(exp.Anonymous):
        found = call.find(exp.Column)
        if not is_mean(call) or found is None or months is None:
            raise refuse("unknown_function", function=call.name)
        inside_means.add(id(found))
        group = Group("mean", "", None, metric=found.name, frame=Frame("month", months))
        parts[f"mean {found.name}"] = Leaf(found.name, "mean", group)
    for found in definition.expr.find_all(exp.Column):
        if id(found) not in inside_means and found.name not in parts:
            parts[found.name] = take_apart(found.name, catalogue, frame)
    return Formula(definition.expr, parts)
