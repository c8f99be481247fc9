"""Nodes for nodes that several dialects share."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.dialects.dialect import Unwritable

_PRECISION_AND_SCALE = 2
_DAYS_OR_MORE = frozenset({"DAY", "WEEK", "MONTH", "QUARTER", "YEAR"})


def unit_of(node: exp.Expr) -> str:
    """The unit of a truncation or a difference, in upper case."""
    unit = node.args.get("unit")
    return "DAY" if unit is None else str(unit.name).upper()


def truncated_to_a_day(node: exp.Expr) -> exp.Expr:
    """DuckDB truncates a date to a date; where the engine gives a moment, its day is taken."""
    return nodes.as_date(node) if unit_of(node) in _DAYS_OR_MORE else node


def decimal_places(kind: exp.DataType) -> int | None:
    """How many places a decimal has, where both its sizes are told."""
    told = kind.this == exp.DType.DECIMAL and len(kind.expressions) == _PRECISION_AND_SCALE
    return int(kind.expressions[1].name) if told else None


def in_days(node: exp.Expr) -> exp.DateDiff:
    """The same two moments' difference in days."""
    return exp.DateDiff(this=node.this, expression=node.expression, unit=exp.Var(this="DAY"))


def whole_weeks(days: exp.Expr) -> exp.Expr:
    """Whole weeks of a number of days, as DuckDB counts them; other engines count the Sundays or Mondays between."""
    return exp.Paren(this=exp.Div(this=days, expression=nodes.integer(7), typed=True))


def passing_over_nulls(node: exp.Expr) -> exp.Expr:
    """The greatest or least of the values that there are, as in DuckDB; others know none where one is missing."""
    found: exp.Expr = node.this
    for other in node.expressions:
        both: exp.Expr = type(node)(
            this=found.copy(), expressions=[other.copy()], ignore_nulls=node.args.get("ignore_nulls")
        )
        found = exp.Coalesce(this=both, expressions=[found.copy(), other.copy()])
    return found


def common_logarithm(node: exp.Expr) -> exp.Expr:
    """Of one number to the base of 10, as in DuckDB; others take e for it, or want to be told."""
    return node if node.expression else exp.Anonymous(this="log10", expressions=[node.this])


def every_match_only(node: exp.Expr) -> exp.Expr:
    """Where whatever matches is replaced: DuckDB replaces the first match unless it is told "g"."""
    flags = node.args.get("modifiers")
    if flags is None or flags.name != "g":
        raise Unwritable("The engine replaces whatever matches in regexp_replace: say 'g' if that is meant")
    node.set("modifiers", None)
    return node


def any_value_as_largest(node: exp.Expr) -> exp.Expr:
    """Where all values are the same, the largest is any of them."""
    return exp.Max(this=node.this)


def real_mean(node: exp.Expr) -> exp.Expr:
    """The mean as of real numbers: one of decimals would be cut to a few decimal places."""
    if not isinstance(node.this, exp.Distinct):
        node.set("this", _real(node.this))
    return node


def literal_backslash(node: exp.Expr) -> exp.Expr:
    """A backslash as it stands in DuckDB's LIKE; where it gives the next character its plain sense, it is doubled."""
    pattern = node.expression
    if isinstance(pattern, exp.Literal) and not isinstance(node.parent, exp.Escape):
        node.set("expression", nodes.text(pattern.name.replace("\\", "\\\\")))
    return node


def real_quotient(node: exp.Expr) -> exp.Expr:
    """The quotient as of real numbers, for the same reason."""
    node.set("this", _real(node.this))
    return node


def _real(number: exp.Expr) -> exp.Expr:
    is_real = isinstance(number, exp.Cast) and number.to.this == exp.DType.DOUBLE
    return number if is_real or isinstance(number, exp.Div) else nodes.double(number)


def list_type(placeholder: exp.Placeholder) -> exp.DataType:
    """The type of a bound list, told by whoever bound it."""
    return exp.DataType.build(f"ARRAY<{element_type(placeholder)}>", dialect="bigquery")


def element_type(placeholder: exp.Placeholder) -> str:
    return str(placeholder.args.get("kind") or "TEXT").removesuffix("[]")
