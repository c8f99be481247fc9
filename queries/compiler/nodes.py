"""The few SQL tree nodes every builder uses. Nothing here takes text to be parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlglot import exp

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")
_WORDS = """
    all analyse analyze and any array as asc asymmetric between both by case cast check collate column constraint
    create cross current_date current_time current_timestamp current_user default deferrable desc describe
    distinct do else end except exists false fetch filter for foreign from full grant group grouping having ilike
    in initially inner intersect interval into is isnull join lambda lateral leading left like limit localtime
    localtimestamp natural not notnull null offset on only or order outer over overlaps partition pivot
    pivot_longer pivot_wider placing positional primary qualify range references returning right rows select
    session_user show similar some summarize symmetric table tablesample then to trailing true union unique
    unpivot user using values variadic verbose when where window with
"""
_RESERVED = frozenset(_WORDS.split())


def identifier(name: str) -> exp.Identifier:
    """A name, quoted where it would not stand for itself otherwise."""
    return exp.Identifier(this=name, quoted=_PLAIN.fullmatch(name) is None or name in _RESERVED)


def is_reserved(word: str) -> bool:
    """Whether SQL reads a word, in small letters, as one of its own."""
    return word in _RESERVED


def column(table: str, name: str) -> exp.Column:
    return exp.Column(this=identifier(name), table=identifier(table))


def output(name: str) -> exp.Column:
    """A column of the statement's own output."""
    return exp.Column(this=identifier(name))


def table(name: str, alias: str | None = None, schema: str = "") -> exp.Table:
    node = exp.Table(this=identifier(name), db=identifier(schema) if schema else None)
    if alias is not None and alias != name:
        node.set("alias", exp.TableAlias(this=identifier(alias)))
    return node


def named(expression: exp.Expr, name: str) -> exp.Expr:
    if isinstance(expression, exp.Column) and expression.name == name:
        return expression
    return exp.Alias(this=expression, alias=identifier(name))


def parameter(name: str, kind: str) -> exp.Placeholder:
    """A bound value; the only way a person's value gets into a statement.

    `kind` is its type, as some engines must be told: DATE, DOUBLE, INT, TEXT, or a list of those (TEXT[]).
    """
    return exp.Placeholder(this=name, kind=kind)


def integer(value: int) -> exp.Literal:
    return exp.Literal(this=str(value), is_string=False)


def text(value: str) -> exp.Literal:
    return exp.Literal.string(value)


def double(expression: exp.Expr) -> exp.Cast:
    return exp.Cast(this=expression, to=exp.DataType(this=exp.DataType.Type.DOUBLE))


def as_date(expression: exp.Expr) -> exp.Cast:
    return exp.Cast(this=expression, to=exp.DataType(this=exp.DataType.Type.DATE))


def as_text(expression: exp.Expr) -> exp.Cast:
    return exp.Cast(this=expression, to=exp.DataType(this=exp.DataType.Type.TEXT))


def zero_for_none(expression: exp.Expr) -> exp.Coalesce:
    return exp.Coalesce(this=expression, expressions=[integer(0)])


def quotient(numerator: exp.Expr, denominator: exp.Expr) -> exp.Div:
    """Division as of real numbers, without a value where the denominator is 0."""
    above = numerator if isinstance(numerator, exp.Div | exp.Cast) else double(numerator)
    constant = isinstance(denominator, exp.Literal) and not denominator.is_string and float(denominator.name) != 0
    below = denominator if constant else exp.Nullif(this=denominator, expression=integer(0))
    return exp.Div(this=above, expression=below, typed=False, safe=False)


def both(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """All conditions joined by AND; alternatives among them keep their parentheses."""
    joined: exp.Expr | None = None
    for condition in conditions:
        part = exp.Paren(this=condition) if isinstance(condition, exp.Or) else condition
        joined = part if joined is None else exp.And(this=joined, expression=part)
    assert joined is not None
    return joined


def either(*conditions: exp.Expr) -> exp.Expr:
    joined = conditions[0]
    for condition in conditions[1:]:
        joined = exp.Or(this=joined, expression=condition)
    return joined


def is_missing(expression: exp.Expr) -> exp.Is:
    return exp.Is(this=expression, expression=exp.Null())


def same(left: exp.Expr, right: exp.Expr) -> exp.NullSafeEQ:
    return exp.NullSafeEQ(this=left, expression=right)


def enclosed(expression: exp.Expr) -> exp.Expr:
    """The expression in parentheses where an operator around it could regroup it."""
    return exp.Paren(this=expression) if isinstance(expression, exp.Binary | exp.Neg) else expression
