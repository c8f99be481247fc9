"""One aggregate over rows as a simple metric of the catalogue, whichever tool it comes from."""

from __future__ import annotations

from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from queries.catalogue.expressions import DIALECT
from queries.exchange.draft import NotCarried

_PLAIN = {"sum": "sum", "average": "avg", "avg": "avg", "min": "min", "max": "max", "median": "median"}


def expression(text: str, dialect: str) -> exp.Expression:
    """A row's expression in the other tool's dialect; raises NotCarried where it cannot be read."""
    try:
        tree = sqlglot.parse_one(text, read=dialect)
    except (SqlglotError, RecursionError, ValueError) as error:
        raise NotCarried(f"{text!r} cannot be read as {dialect or 'standard'} SQL") from error
    if not isinstance(tree, exp.Expression):
        raise NotCarried(f"{text!r} is no expression")
    return tree


def written(tree: exp.Expr) -> str:
    """An expression as the catalogue writes it."""
    return tree.sql(dialect=DIALECT)


def simple_metric(
    table: str,
    agg: str,
    expr: exp.Expr | None,
    where: exp.Expr | None,
    percentile: float | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """The metric `agg(expr)` over the rows of a table for which `where` holds.

    A count of a value counts the rows that have one, that of the table's `key` all rows; a sum of 1 the rows, a sum of
    a condition those that meet it.
    Raises NotCarried for an aggregate that the catalogue does not have.
    """
    conditions: list[exp.Expr] = [where] if where is not None else []
    found: dict[str, Any] = {"table": table}
    if agg == "sum" and isinstance(expr, exp.Literal) and expr.name == "1":
        agg, expr = "count", None
    if agg == "sum" and (met := _one_where(expr)) is not None:
        agg, expr = "sum_boolean", met
    if agg != "sum_boolean" and (branch := _only_branch(expr)) is not None:
        conditions.append(branch.this)
        expr = branch.args["true"]
    if agg == "count" and isinstance(expr, exp.Column) and len(expr.parts) == 1 and expr.name == key:
        expr = None
    if agg == "sum_boolean":
        if expr is None:
            raise NotCarried("a sum of a condition that is not said")
        conditions.append(expr)
        agg, expr = "count", None
    if agg == "count":
        if expr is not None and not isinstance(expr, exp.Star | exp.Literal):
            conditions.append(exp.Not(this=exp.Is(this=exp.paren(expr, copy=True), expression=exp.Null())))
        found["agg"] = "count"
    elif expr is None:
        raise NotCarried(f"{agg} of what is not said")
    elif agg in _PLAIN:
        found |= {"agg": _PLAIN[agg], "expr": written(expr)}
    elif agg == "count_distinct":
        found |= {"agg": "count_distinct", "expr": written(expr)}
    elif agg == "percentile" and percentile is not None:
        found |= {"agg": "percentile", "expr": written(expr), "percentile": percentile}
    else:
        raise NotCarried(f"the catalogue has no aggregate {agg}")
    if conditions:
        found["where"] = written(exp.and_(*conditions))
    return found


def _one_where(expr: exp.Expr | None) -> exp.Expr | None:
    """The condition of CASE WHEN condition THEN 1 ELSE 0 END."""
    if not isinstance(expr, exp.Case) or expr.this is not None or len(expr.args["ifs"]) != 1:
        return None
    (branch,), default = expr.args["ifs"], expr.args.get("default")
    one = isinstance(branch.args["true"], exp.Literal) and branch.args["true"].name == "1"
    zero = (
        default is None or isinstance(default, exp.Null) or (isinstance(default, exp.Literal) and default.name == "0")
    )
    met = branch.this
    return met if one and zero and isinstance(met, exp.Expr) else None


def _only_branch(expr: exp.Expr | None) -> exp.If | None:
    """The branch of CASE WHEN condition THEN value END: an aggregate passes over the rows without a value."""
    if not isinstance(expr, exp.Case) or expr.this is not None or len(expr.args["ifs"]) != 1:
        return None
    default = expr.args.get("default")
    branch = expr.args["ifs"][0]
    return branch if isinstance(branch, exp.If) and (default is None or isinstance(default, exp.Null)) else None


def told_unit(found: dict[str, Any]) -> str | None:
    """The unit that the definition itself tells: what is counted is a count."""
    return "count" if found.get("agg") in ("count", "count_distinct") else None
