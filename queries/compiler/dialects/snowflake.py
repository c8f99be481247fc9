"""Snowflake, with the session parameters of `data.engines.snowflake_settings`."""

from __future__ import annotations

import re

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.dialects.dialect import Dialect, Unwritable
from queries.compiler.dialects.rewrites import (
    any_value_as_largest,
    element_type,
    in_days,
    real_mean,
    real_quotient,
    truncated_to_a_day,
    unit_of,
)
from queries.compiler.dialects.snowflake_dates import day_name, epoch, iso_week, month_name, part, weekday_from_sunday
from queries.compiler.dialects.snowflake_words import is_reserved


def _parsed(bound: exp.Expr) -> exp.Expr:
    """A list is bound as the text of a JSON array: Snowflake binds none."""
    return exp.ParseJSON(this=bound)


def _membership(node: exp.Expr) -> exp.Expr:
    bound = node.args.get("field")
    if bound is None:
        return node
    variant = exp.Cast(this=node.this, to=exp.DataType(this=exp.DType.VARIANT))
    return exp.Anonymous(this="ARRAY_CONTAINS", expressions=[variant, _parsed(bound)])


def _side_by_side(select: exp.Select) -> exp.Select:
    """The first list laid flat, and of the others what stands at the same place."""
    outputs: list[exp.Expr] = []
    lists = [output.unalias().expressions[0] for output in select.expressions]
    for output, bound in zip(select.expressions, lists, strict=True):
        place = exp.Anonymous(this="GET", expressions=[_parsed(bound.copy()), nodes.column("listed", "index")])
        kind = exp.DataType.build(element_type(bound))
        text = exp.Cast(this=place, to=exp.DataType(this=exp.DType.TEXT))
        outputs.append(nodes.named(exp.Cast(this=text, to=kind), output.alias_or_name))
    flat = exp.Anonymous(
        this="FLATTEN", expressions=[exp.Kwarg(this=exp.Var(this="INPUT"), expression=_parsed(lists[0].copy()))]
    )
    table = exp.Table(
        this=exp.Anonymous(this="TABLE", expressions=[flat]), alias=exp.TableAlias(this=nodes.identifier("listed"))
    )
    found = exp.Select(expressions=outputs)
    found.set("from_", exp.From(this=table))
    return found


_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def _name(node: exp.Expr) -> exp.Expr:
    """DuckDB's names are the same in small letters and in capitals, quoted or not. Snowflake's are so without quotes:
    so they stand, and those that it reads as words of its own in the capitals that it takes such names for.
    """
    if _PLAIN.fullmatch(node.name) is None:
        return node
    word = node.name.lower()
    if nodes.is_reserved(word) or is_reserved(word):
        return exp.Identifier(this=word.upper(), quoted=True)
    return exp.Identifier(this=node.name, quoted=False)


def _type(node: exp.Expr) -> exp.Expr:
    """A moment with a zone is one of the session's; Snowflake's own of that name keeps an offset of each row."""
    assert isinstance(node, exp.DataType)
    return exp.DataType(this=exp.DType.TIMESTAMPLTZ) if node.this == exp.DType.TIMESTAMPTZ else node


def _call(name: str, *arguments: exp.Expr) -> exp.Anonymous:
    return exp.Anonymous(this=name, expressions=list(arguments))


def _any(node: exp.Expr) -> exp.Expr:
    """The largest is none of nothing already."""
    return node.this if isinstance(node.this, exp.Max) else node


def _joined_texts(node: exp.Expr) -> exp.Expr:
    """Without those that are missing; Snowflake's own is missing altogether where one of them is."""
    separator, *texts = node.expressions
    given = [text.this if isinstance(text, exp.Coalesce) else text for text in texts]
    return _call("ARRAY_TO_STRING", _call("ARRAY_CONSTRUCT_COMPACT", *given), separator)


def _matches(node: exp.Expr) -> exp.Expr:
    """Whether the pattern is found within the text; Snowflake's own asks whether it is all of the text."""
    asked = [node.this, node.expression]
    if (flag := node.args.get("flag")) is not None:
        asked += [nodes.integer(1), nodes.integer(1), nodes.integer(0), flag]
    return exp.Paren(this=exp.GT(this=_call("REGEXP_INSTR", *asked), expression=nodes.integer(0)))


def _replaced(node: exp.Expr) -> exp.Expr:
    """The first that matches, or all of them with "g"; Snowflake's own replaces all."""
    flags = node.args.get("modifiers")
    given = "" if flags is None else flags.name
    if set(given) - {"g", "i", "c"}:
        raise Unwritable(f"Snowflake has not all of the options {given!r} of regexp_replace")
    asked = [node.this, node.expression, node.args["replacement"], nodes.integer(1)]
    asked.append(nodes.integer(0 if "g" in given else 1))
    if rest := given.replace("g", ""):
        asked.append(nodes.text(rest))
    return _call("REGEXP_REPLACE", *asked)


def _tried(node: exp.Expr) -> exp.Expr:
    """Snowflake tries texts only."""
    value = node.this
    if not (isinstance(value, exp.Literal) and value.is_string):
        value = nodes.as_text(value)
    return _call("TRY_CAST", exp.Alias(this=value, alias=exp.Var(this=node.args["to"].sql("snowflake"))))


def _difference(node: exp.Expr) -> exp.Expr:
    """How many borders of the unit lie between two moments; of weeks, how many whole ones."""
    if unit_of(node) != "WEEK":
        return node
    weeks = exp.Div(this=in_days(node), expression=nodes.integer(7))
    return exp.Cast(this=exp.Trunc(this=weeks), to=exp.DataType(this=exp.DType.BIGINT))


def _whole_quotient(node: exp.Expr) -> exp.Expr:
    """A quotient of decimals has few places, and could be rounded up to the next whole number."""
    above, below = nodes.enclosed(node.this), nodes.enclosed(node.expression)
    rest = exp.Mod(this=above.copy(), expression=below.copy())
    whole = exp.Div(this=exp.Paren(this=exp.Sub(this=above, expression=exp.Paren(this=rest))), expression=below)
    return exp.Cast(this=whole, to=exp.DataType(this=exp.DType.BIGINT))


def _logarithm(node: exp.Expr) -> exp.Expr:
    return node if node.expression else exp.Log(this=nodes.integer(10), expression=node.this)


def _in_a_zone(_: exp.Expr) -> exp.Expr:
    raise Unwritable("Snowflake cannot tell whether AT TIME ZONE is of a moment with a zone or without one")


def _of_real_numbers(node: exp.Expr) -> exp.Expr:
    """What lies between two decimals would be cut to few places."""
    if isinstance(node, exp.WithinGroup):
        for ordered in node.expression.expressions:
            if isinstance(node.this, exp.PercentileCont):
                ordered.set("this", _real(ordered.this))
    else:
        node.set("this", _real(node.this))
    return node


def _quantile(node: exp.Expr) -> exp.Expr:
    """Called with its values, and not with an order of them."""
    if node.expression:
        node.set("this", _real(node.this))
    return node


def _real(value: exp.Expr) -> exp.Expr:
    is_real = isinstance(value, exp.Cast) and value.to.this == exp.DType.DOUBLE
    return value if is_real else nodes.double(value)


def _later(node: exp.Expr) -> exp.Expr:
    interval = node.expression
    return exp.Add(this=node.this, expression=interval) if isinstance(interval, exp.Interval) else node


def _window(node: exp.Expr) -> exp.Expr:
    """The first and last of a window without a frame are those of all its rows, in Snowflake alone."""
    function = node.this.this if isinstance(node.this, exp.IgnoreNulls | exp.RespectNulls) else node.this
    places = isinstance(function, exp.FirstValue | exp.LastValue | exp.NthValue)
    if places and node.args.get("order") is not None and node.args.get("spec") is None:
        raise Unwritable("Snowflake has another frame for the first and last value of a window: name the rows")
    return node


DIALECT = Dialect(
    "snowflake",
    exists_as_column=False,
    grouping_sets_by_place=False,
    lists=_side_by_side,
    nodes={
        exp.Anonymous: part,
        exp.AnyValue: any_value_as_largest,
        exp.AtTimeZone: _in_a_zone,
        exp.Avg: real_mean,
        exp.ConcatWs: _joined_texts,
        exp.DataType: _type,
        exp.DateAdd: _later,
        exp.DateDiff: _difference,
        exp.DateTrunc: truncated_to_a_day,
        exp.DayOfWeek: weekday_from_sunday,
        exp.Dayname: day_name,
        exp.Div: real_quotient,
        exp.Extract: part,
        exp.Identifier: _name,
        exp.IgnoreNulls: _any,
        exp.In: _membership,
        exp.IntDiv: _whole_quotient,
        exp.Log: _logarithm,
        exp.Median: _of_real_numbers,
        exp.Monthname: month_name,
        exp.PercentileCont: _quantile,
        exp.RegexpLike: _matches,
        exp.RegexpReplace: _replaced,
        exp.TimeToUnix: epoch,
        exp.TimestampTrunc: truncated_to_a_day,
        exp.TryCast: _tried,
        exp.Week: iso_week,
        exp.Window: _window,
        exp.WithinGroup: _of_real_numbers,
    },
)
