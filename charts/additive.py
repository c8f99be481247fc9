"""Whether the parts of a figure add up to the whole: what may be stacked, cut like a cake, or be bars of time."""

from __future__ import annotations

from sqlglot import exp

from queries.catalogue.model import Attrition, Catalogue, Derived, Simple, Stock

_COUNTED = ("sum", "count", "count_distinct")


def adds_over_time(metric: str, catalogue: Catalogue) -> bool:
    """True for sums and counts of what happened: January and February make two months' figure."""
    definition = catalogue.metrics[metric].definition
    if isinstance(definition, Simple):
        return definition.agg in _COUNTED
    if isinstance(definition, Attrition):
        return not definition.share
    if isinstance(definition, Derived):
        return (
            definition.window_months is None
            and _is_linear(definition.expr)
            and all(adds_over_time(m, catalogue) for m in definition.metrics)
        )
    return False


def fills_up(metric: str, catalogue: Catalogue) -> bool:
    """True where the figure of a bucket grows with its days: sums, counts, and the share of customers that left."""
    definition = catalogue.metrics[metric].definition
    if isinstance(definition, Derived):
        left = any(isinstance(catalogue.metrics[m].definition, Attrition) for m in definition.metrics)
        return (definition.window_months is None and left) or adds_over_time(metric, catalogue)
    return isinstance(definition, Attrition) or adds_over_time(metric, catalogue)


def adds_over_members(metric: str, catalogue: Catalogue) -> bool:
    """True where the members' figures make the total: also for a stock, which has no sum over time."""
    definition = catalogue.metrics[metric].definition
    if isinstance(definition, Stock):
        return definition.agg in _COUNTED
    if isinstance(definition, Derived):
        return (
            definition.window_months is None
            and _is_linear(definition.expr)
            and all(adds_over_members(m, catalogue) for m in definition.metrics)
        )
    return adds_over_time(metric, catalogue)


def _is_linear(expr: exp.Expr) -> bool:
    """Sums, differences, and products with a number: 12 * lost_mrr, won - lost. A bare number added is not."""
    if isinstance(expr, exp.Paren | exp.Neg):
        return _is_linear(expr.this)
    if isinstance(expr, exp.Add | exp.Sub):
        return _is_linear(expr.left) and _is_linear(expr.right)
    if isinstance(expr, exp.Mul):
        return (isinstance(expr.left, exp.Literal) and _is_linear(expr.right)) or (
            isinstance(expr.right, exp.Literal) and _is_linear(expr.left)
        )
    return isinstance(expr, exp.Column)
