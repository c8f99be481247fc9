"""Breaks a metric into what adds up over members: an amount, or the numerator and denominator of a rate."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlglot import exp

from queries.catalogue.model import Attrition, Catalogue, Derived, Metric, Ratio, Simple, Stock

SUM, COUNT, LEFT = "kpibot_sum", "kpibot_count", "kpibot_left"
_ADDS_UP = ("sum", "count", "count_distinct")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The metrics to ask for, in a catalogue that has them; `slope` and `offset` lead from them to the metric itself.

    With `at_start` the denominator is a stock taken where the period starts.
    """

    catalogue: Catalogue
    numerator: str
    denominator: str | None = None
    at_start: bool = False
    slope: float = 1.0
    offset: float = 0.0


def pieces_of(name: str, catalogue: Catalogue) -> Pieces | None:
    """The pieces of a metric; None where its change cannot be split into parts that add up."""
    metric = catalogue.metrics[name]
    made = metric.definition
    if isinstance(made, Simple | Stock) and made.agg in _ADDS_UP:
        return Pieces(catalogue, name)
    if isinstance(made, Simple) and made.agg == "avg":
        total = replace(metric, id=SUM, definition=replace(made, agg="sum"))
        count = replace(metric, id=COUNT, unit="count", definition=replace(made, agg="count"))
        return Pieces(_with(catalogue, total, count), SUM, COUNT)
    if isinstance(made, Ratio):
        both = [catalogue.metrics[part].definition for part in (made.numerator, made.denominator)]
        if all(isinstance(part, Simple | Stock) and part.agg in _ADDS_UP for part in both):
            return Pieces(catalogue, made.numerator, made.denominator)
        return None
    if isinstance(made, Attrition):
        left = replace(metric, id=LEFT, unit="count", definition=replace(made, share=False))
        found = _with(catalogue, left)
        return Pieces(found, LEFT, made.of, at_start=True) if made.share else Pieces(found, LEFT)
    if isinstance(made, Derived) and made.window_months is None and len(made.metrics) == 1:
        return _straight(made, catalogue)
    return None


def _with(catalogue: Catalogue, *metrics: Metric) -> Catalogue:
    added = {metric.id: replace(metric, hidden=True, goal=None, attainment=None) for metric in metrics}
    mark = ",".join(f"{m.id}={metrics[0].definition!r}" for m in metrics)
    return replace(catalogue, metrics={**catalogue.metrics, **added}, version=f"{catalogue.version}+{hash(mark):x}")


def _straight(made: Derived, catalogue: Catalogue) -> Pieces | None:
    """The pieces of slope × metric + offset, such as 1 − churn rate."""
    points = [_value(made.expr, x) for x in (0.0, 1.0, 3.0)]
    inner = pieces_of(made.metrics[0], catalogue)
    if inner is None or None in points:
        return None
    zero, one, three = (point or 0.0 for point in points)
    if abs((three - zero) - 3 * (one - zero)) > 1e-9 * max(1.0, abs(three)):
        return None
    slope = one - zero
    return replace(inner, slope=inner.slope * slope, offset=inner.offset * slope + zero)


def _value(tree: exp.Expr, x: float) -> float | None:
    """Arithmetic over one unknown, at a point; None where it has no value there or is more than arithmetic."""
    if isinstance(tree, exp.Column):
        return x
    if isinstance(tree, exp.Literal) and not tree.is_string:
        return float(tree.this)
    if isinstance(tree, exp.Paren):
        return _value(tree.this, x)
    if isinstance(tree, exp.Neg):
        inner = _value(tree.this, x)
        return None if inner is None else -inner
    if isinstance(tree, exp.Add | exp.Sub | exp.Mul | exp.Div):
        left, right = _value(tree.this, x), _value(tree.expression, x)
        if left is None or right is None:
            return None
        if isinstance(tree, exp.Add):
            return left + right
        if isinstance(tree, exp.Sub):
            return left - right
        if isinstance(tree, exp.Mul):
            return left * right
        return left / right if right else None
    return None
