"""ClickHouse 25.8 and later, with the settings of `data.engines.clickhouse_settings`."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.dialects.dialect import Dialect, Rewrite, Unwritable
from queries.compiler.dialects.rewrites import (
    any_value_as_largest,
    common_logarithm,
    decimal_places,
    element_type,
    literal_backslash,
    real_quotient,
    truncated_to_a_day,
    unit_of,
)

_TYPES = {"DATE": "Date32", "DOUBLE": "Float64", "INT": "Int64", "TEXT": "String"}
_PARTS = frozenset({"YEAR", "QUARTER", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"})
_WHOLE = exp.DataType.INTEGER_TYPES
_MOST_DIGITS, _MORE_PLACES = 76, 9


def _call(name: str, *arguments: exp.Expr) -> exp.Anonymous:
    return exp.Anonymous(this=name, expressions=list(arguments))


def _placeholder(node: exp.Expr) -> exp.Expr:
    """`{name: Type}`: values have their type told."""
    assert isinstance(node, exp.Placeholder)
    kind = _TYPES[element_type(node)]
    node.set("kind", f"Array({kind})" if str(node.args["kind"]).endswith("[]") else kind)
    return node


def _side_by_side(select: exp.Select) -> exp.Select:
    """Lists taken apart in one SELECT give every pair; a list of pairs gives each its own."""
    lists = [output.unalias().expressions[0] for output in select.expressions]
    zipped = _call("arrayJoin", _call("arrayZip", *lists))
    names = [output.alias_or_name for output in select.expressions]
    rows = exp.Select(expressions=[nodes.named(zipped, "zipped")])
    outputs = [
        nodes.named(_call("tupleElement", nodes.column("rows", "zipped"), nodes.integer(place)), name)
        for place, name in enumerate(names, 1)
    ]
    found = exp.Select(expressions=outputs)
    found.set("from_", exp.From(this=exp.Subquery(this=rows, alias=exp.TableAlias(this=nodes.identifier("rows")))))
    return found


def _named(node: exp.Expr) -> exp.Expr:
    """What a SELECT hands on has a name of its own, or it would be called "table.column" where two tables have such a
    column. And it is ordered by the outputs: by their place, as a name would first mean a column of the tables.
    """
    assert isinstance(node, exp.Select)
    for output in list(node.expressions):
        if isinstance(output, exp.Column) and output.table and not isinstance(output.this, exp.Star):
            mark = exp.Null()
            output.replace(mark)
            mark.replace(exp.Alias(this=output, alias=output.this.copy()))
    places = {output.alias_or_name: place for place, output in enumerate(node.expressions, 1)}
    order = node.args.get("order")
    for ordered in order.expressions if order is not None and not node.is_star else ():
        by = ordered.this
        if isinstance(by, exp.Column) and not by.table and by.name in places:
            by.replace(nodes.integer(places[by.name]))
    return node


def _median(node: exp.Expr) -> exp.Expr:
    return _exact(nodes.double(node.this), exp.Literal.number("0.5"))


def _percentile(node: exp.Expr) -> exp.Expr:
    if not isinstance(node.this, exp.PercentileCont):
        raise Unwritable("ClickHouse has no percentile that is one of the values.")
    (ordered,) = node.expression.expressions
    return _exact(ordered.this, node.this.this)


def _exact(value: exp.Expr, level: exp.Expr) -> exp.Expr:
    """The exact percentile: sqlglot would write one of a sample of the rows."""
    return exp.ParameterizedAgg(this="quantileExactInclusive", expressions=[level], params=[value])


def _contains(node: exp.Expr) -> exp.Expr:
    return exp.GT(this=_call("position", node.this, node.expression), expression=nodes.integer(0))


def _beside(node: exp.Expr) -> exp.Expr:
    """Where there is no row before or after there is no value; of a type without NULL it would be 0."""
    node.set("this", _call("toNullable", node.this))
    return node


def _type(node: exp.Expr) -> exp.Expr:
    """The types that hold all that DuckDB's do: Date begins with 1970, DateTime has whole seconds."""
    assert isinstance(node, exp.DataType)
    if node.this == exp.DType.DATE:
        node.set("this", exp.DType.DATE32)
    elif node.this == exp.DType.TIMESTAMP:
        node.set("this", exp.DType.DATETIME64)
        node.set("expressions", [exp.DataTypeParam(this=nodes.integer(6))])
    return node


def _cast(node: exp.Expr) -> exp.Expr:
    """What cannot be read is an error, not NULL as of a cast to a Nullable type; what is missing stays missing.

    Nor is a fraction cut off, where DuckDB would round.
    """
    assert isinstance(node, exp.Cast)
    kind = node.to
    kind.set("nullable", False)
    if kind.this not in _WHOLE:
        return _to_places(node)
    number = _call("accurateCast", node.this, nodes.text("Float64"))
    return _call("accurateCast", number, nodes.text(kind.sql("clickhouse")))


def _to_places(node: exp.Cast) -> exp.Expr:
    """A decimal of the number rounded to its places; a cast would cut the others off."""
    places = decimal_places(node.to)
    if places is not None:
        wide = exp.DataType.build(f"DECIMAL({_MOST_DIGITS}, {places + _MORE_PLACES})", dialect="clickhouse")
        wide.set("nullable", node.to.args.get("nullable"))
        number = type(node)(this=node.this, to=wide)
        node.set("this", _call("round", number, nodes.integer(places)))
    return node


def _try_cast(node: exp.Expr) -> exp.Expr:
    assert isinstance(node, exp.TryCast)
    if node.to.this in _WHOLE:
        raise Unwritable("ClickHouse cuts fractions off where others round: try_cast to DOUBLE, and round that.")
    return _to_places(node)


def _rounded(node: exp.Expr) -> exp.Expr:
    """Halves away from zero; ClickHouse's own goes to the even number."""
    places = node.args.get("decimals")
    scale = exp.Pow(this=exp.Literal.number("10.0"), expression=nodes.enclosed(places)) if places is not None else None
    size: exp.Expr = exp.Abs(this=node.this)
    if scale is not None:
        size = exp.Mul(this=size, expression=scale)
    whole: exp.Expr = exp.Floor(this=exp.Add(this=size, expression=exp.Literal.number("0.5")))
    if scale is not None:
        whole = exp.Div(this=whole, expression=scale.copy())
    return exp.Paren(this=exp.Mul(this=whole, expression=exp.Sign(this=node.this.copy())))


def _membership(node: exp.Expr) -> exp.Expr:
    """What is not on a list with something missing may be that; ClickHouse passes it over."""
    listed = [one for one in node.expressions if not isinstance(one, exp.Null)]
    if len(listed) == len(node.expressions):
        return node
    node.set("expressions", listed)
    return exp.Paren(this=exp.Or(this=node, expression=exp.Null())) if listed else exp.Null()


def _truncated(node: exp.Expr) -> exp.Expr:
    cut = truncated_to_a_day(node)
    return _cast(exp.Cast(this=node, to=_type(exp.DataType(this=exp.DType.DATE)))) if cut is not node else node


def _difference(node: exp.Expr) -> exp.Expr:
    """How many borders of the unit lie between two moments; of weeks, how many whole ones."""
    unit = unit_of(node)
    if unit != "WEEK":
        return _call("dateDiff", nodes.text(unit.lower()), node.expression, node.this)
    days = _call("dateDiff", nodes.text("day"), node.expression, node.this)
    return _call("intDiv", days, nodes.integer(7))


def _part(node: exp.Expr) -> exp.Expr:
    if str(node.this.name).upper() not in _PARTS:
        raise Unwritable(f"ClickHouse does not tell the {str(node.this.name).lower()} of a date as others do.")
    return node


def _as(name: str) -> Rewrite:
    """The function of that name, with the node's own arguments; ClickHouse's plain ones count bytes, not letters."""

    def rewritten(node: exp.Expr) -> exp.Expr:
        given = (node.this, node.args.get("expression"), node.args.get("start"), node.args.get("length"))
        return _call(name, *(part for part in given if part is not None))

    return rewritten


def _matches_replaced(node: exp.Expr) -> exp.Expr:
    """The first match, or every one with "g"."""
    flags = node.args.get("modifiers")
    if flags is not None and flags.name != "g":
        raise Unwritable(f"ClickHouse has not all of the options {flags.name!r} of regexp_replace")
    name = "replaceRegexpOne" if flags is None else "replaceRegexpAll"
    return _call(name, node.this, node.expression, node.args["replacement"])


DIALECT = Dialect(
    "clickhouse",
    exists_as_column=False,
    grouping_sets_by_place=False,
    lists=_side_by_side,
    nodes={
        exp.AnyValue: any_value_as_largest,
        exp.Cast: _cast,
        exp.Contains: _contains,
        exp.DataType: _type,
        exp.DateDiff: _difference,
        exp.DateTrunc: _truncated,
        exp.Div: real_quotient,
        exp.Extract: _part,
        exp.FirstValue: _beside,
        exp.In: _membership,
        exp.IntDiv: _as("intDiv"),
        exp.Lag: _beside,
        exp.LastValue: _beside,
        exp.Lead: _beside,
        exp.Left: _as("leftUTF8"),
        exp.Length: _as("lengthUTF8"),
        exp.Like: literal_backslash,
        exp.Lower: _as("lowerUTF8"),
        exp.Median: _median,
        exp.Placeholder: _placeholder,
        exp.Right: _as("rightUTF8"),
        exp.Round: _rounded,
        exp.Select: _named,
        exp.Substring: _as("substringUTF8"),
        exp.TimestampDiff: _difference,
        exp.Log: common_logarithm,
        exp.RegexpReplace: _matches_replaced,
        exp.TimestampTrunc: _truncated,
        exp.TryCast: _try_cast,
        exp.Upper: _as("upperUTF8"),
        exp.WithinGroup: _percentile,
    },
)
