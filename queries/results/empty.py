"""What a metric is where there are no rows: 0 for what is counted or added up, nothing for the rest."""

from __future__ import annotations

from sqlglot import exp

from queries.catalogue.model import Catalogue
from queries.compiler.arithmetic import counts
from queries.compiler.parts import Leaf, Node, Quotient, is_mean, take_apart


def empty_value(metric: str, catalogue: Catalogue) -> int | None:
    """0 or None."""
    return 0 if _is_zero(take_apart(metric, catalogue), catalogue) else None


def _is_zero(node: Node, catalogue: Catalogue) -> bool:
    if isinstance(node, Leaf):
        return counts(node, catalogue)
    if isinstance(node, Quotient):
        return False
    return _zero_formula(node.expr, node.parts, catalogue)


def _zero_formula(tree: exp.Expr, parts: object, catalogue: Catalogue) -> bool:
    assert isinstance(parts, dict)
    if isinstance(tree, exp.Column):
        return _is_zero(parts[tree.name], catalogue)
    if isinstance(tree, exp.Paren | exp.Neg):
        return _zero_formula(tree.this, parts, catalogue)
    if isinstance(tree, exp.Add | exp.Sub):
        return _zero_formula(tree.this, parts, catalogue) and _zero_formula(tree.expression, parts, catalogue)
    if isinstance(tree, exp.Mul):
        sides = (tree.this, tree.expression)
        zero = [_zero_formula(side, parts, catalogue) for side in sides]
        constant = [isinstance(side, exp.Literal) for side in sides]
        return all(z or c for z, c in zip(zero, constant, strict=True)) and any(zero)
    if isinstance(tree, exp.Div):
        divisor = tree.expression
        return (
            isinstance(divisor, exp.Literal) and float(divisor.name) != 0 and _zero_formula(tree.this, parts, catalogue)
        )
    if is_mean(tree):
        return _is_zero(parts[f"mean {tree.expressions[0].name}"], catalogue)
    return isinstance(tree, exp.Literal) and not tree.is_string and float(tree.name) == 0
