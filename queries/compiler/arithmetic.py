"""A metric's arithmetic as SQL over its aggregates."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from queries.catalogue.model import Catalogue, Simple, Stock
from queries.compiler import nodes
from queries.compiler.aggregates import COUNTED
from queries.compiler.parts import Leaf, Node, Quotient, is_mean


def value_sql(node: Node, leaf: Callable[[Leaf], exp.Expr]) -> exp.Expr:
    """The metric's value; `leaf` gives the SQL of each aggregate."""
    if isinstance(node, Leaf):
        return leaf(node)
    if isinstance(node, Quotient):
        return nodes.quotient(value_sql(node.numerator, leaf), value_sql(node.denominator, leaf))
    parts = {name: value_sql(part, leaf) for name, part in node.parts.items()}
    return _filled(node.expr.copy(), lambda name: parts[name].copy())


def counts(leaf: Leaf, catalogue: Catalogue) -> bool:
    """Whether this aggregate of no rows is 0."""
    definition = catalogue.metrics[leaf.metric].definition
    if leaf.role in ("kept", "base"):
        return True
    return leaf.role != "mean" and isinstance(definition, Simple | Stock) and definition.agg in COUNTED


def zero_of_none(leaf: Leaf, catalogue: Catalogue) -> bool:
    """Whether no rows mean 0: nothing sold is 0, but where nothing is planned, no plan of 0 was made."""
    return counts(leaf, catalogue) and leaf.role != "plan"


def sums(leaf: Leaf, catalogue: Catalogue) -> bool:
    """Whether this is a sum: 0 of no rows by our reading, NULL by SQL's."""
    definition = catalogue.metrics[leaf.metric].definition
    return counts(leaf, catalogue) and isinstance(definition, Simple | Stock) and definition.agg == "sum"


def _filled(tree: exp.Expr, part: Callable[[str], exp.Expr]) -> exp.Expr:
    """The formula with its metrics filled in, dividing as of real numbers."""
    if isinstance(tree, exp.Column):
        return nodes.enclosed(part(tree.name))
    if is_mean(tree):
        return part(f"mean {tree.expressions[0].name}")
    if isinstance(tree, exp.Div):
        return nodes.quotient(_filled(tree.this, part), _filled(tree.expression, part))
    for key, child in list(tree.args.items()):
        if isinstance(child, exp.Expr):
            tree.set(key, _filled(child, part))
        elif isinstance(child, list):
            tree.set(key, [_filled(c, part) if isinstance(c, exp.Expr) else c for c in child])
    return tree
