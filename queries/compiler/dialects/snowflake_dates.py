"""Parts of dates as DuckDB counts them, whatever week a Snowflake session has."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PARTS = frozenset({"date_part", "datepart"})
_NANOSECONDS = 1_000_000_000


def part(node: exp.Expr) -> exp.Expr:
    """EXTRACT(unit FROM …), or date_part('unit', …)."""
    if isinstance(node, exp.Extract):
        unit, moment = str(node.this.name).upper(), node.expression
    elif isinstance(node, exp.Anonymous) and node.name.lower() in _PARTS and len(node.expressions) == 2:
        unit, moment = str(node.expressions[0].name).upper(), node.expressions[1]
    else:
        return node
    if unit in ("DOW", "DAYOFWEEK", "WEEKDAY"):
        return _from_sunday(moment)
    if unit == "ISODOW":
        return exp.DayOfWeekIso(this=moment)
    if unit in ("WEEK", "WEEKOFYEAR", "W"):
        return exp.WeekOfYear(this=moment)
    if unit == "ISOYEAR":
        return exp.Anonymous(this="YEAROFWEEKISO", expressions=[moment])
    return _seconds(moment) if unit == "EPOCH" else node


def weekday_from_sunday(node: exp.Expr) -> exp.Expr:
    return _from_sunday(node.this)


def iso_week(node: exp.Expr) -> exp.Expr:
    return exp.WeekOfYear(this=node.this)


def epoch(node: exp.Expr) -> exp.Expr:
    return _seconds(node.this)


def day_name(node: exp.Expr) -> exp.Expr:
    """In full; Snowflake's own has three letters."""
    named = [exp.If(this=nodes.integer(n), true=nodes.text(day)) for n, day in enumerate(_DAYS, start=1)]
    return exp.Case(this=exp.DayOfWeekIso(this=node.this), ifs=named)


def month_name(node: exp.Expr) -> exp.Expr:
    """In full, likewise."""
    return exp.Anonymous(this="TO_CHAR", expressions=[node.this, nodes.text("MMMM")])


def _from_sunday(moment: exp.Expr) -> exp.Expr:
    """0 on Sunday; what Snowflake's own begins with is a setting."""
    return exp.Anonymous(this="MOD", expressions=[exp.DayOfWeekIso(this=moment), nodes.integer(7)])


def _seconds(moment: exp.Expr) -> exp.Expr:
    """Since 1970, with fractions."""
    count = exp.Anonymous(this="DATE_PART", expressions=[exp.Var(this="EPOCH_NANOSECOND"), moment])
    return exp.Div(this=nodes.double(count), expression=nodes.integer(_NANOSECONDS))
