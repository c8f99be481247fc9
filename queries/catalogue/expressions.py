"""Parses the SQL of a catalogue once and lets through only what a figure may be made of."""

from __future__ import annotations

import re

from sqlglot import exp, parse
from sqlglot.errors import SqlglotError

from queries.catalogue.model import Path, Place
from queries.catalogue.problems import Problems

DIALECT = "duckdb"
MAX_PARTS = 4
"""Parts of a column in an expression: up to three joins, then the column."""

_NAME = re.compile(r"[^\W\d][\w$ -]*")
_QUERY = re.compile(r"\(|(?:select|with)\s", re.IGNORECASE)
_DOTTED = re.compile(r'(\w+|"[^"]+")(\.(\w+|"[^"]+")){0,2}')

# Arithmetic, conditions and the few functions that every engine has and that cannot reach outside the row.
_ROW: tuple[type[exp.Expression], ...] = (
    exp.Column, exp.Identifier, exp.Literal, exp.Null, exp.Boolean, exp.Paren, exp.Neg, exp.Var,
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod,
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.And, exp.Or, exp.Not, exp.Is, exp.In, exp.Between,
    exp.Like, exp.ILike, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Case, exp.If,
    exp.Cast, exp.TryCast, exp.DataType, exp.DataTypeParam,
    exp.Coalesce, exp.Nullif, exp.Abs, exp.Round, exp.Floor, exp.Ceil, exp.Greatest, exp.Least, exp.Pow, exp.Sqrt,
    exp.Ln, exp.Exp, exp.Lower, exp.Upper, exp.Trim, exp.Length, exp.Concat, exp.DPipe, exp.Substring, exp.Replace,
    exp.DateDiff, exp.TimestampDiff, exp.Extract, exp.Year, exp.Month, exp.Day, exp.Interval, exp.DateTrunc,
    exp.TimestampTrunc, exp.StartsWith,
)  # fmt: skip
_ARITHMETIC: tuple[type[exp.Expression], ...] = (
    exp.Column, exp.Identifier, exp.Literal, exp.Paren, exp.Neg, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Nullif,
    exp.Coalesce, exp.Abs, exp.Greatest, exp.Least, exp.Pow, exp.Sqrt, exp.Ln, exp.Exp, exp.Anonymous,
)  # fmt: skip
# A source may also be a SELECT over tables.
_SELECT: tuple[type[exp.Expr], ...] = (
    *_ROW, exp.Select, exp.From, exp.Join, exp.Table, exp.TableAlias, exp.Alias, exp.Where, exp.Group, exp.Having,
    exp.Order, exp.Ordered, exp.Subquery, exp.Union, exp.Intersect, exp.Except, exp.With, exp.CTE, exp.Star,
    exp.Distinct, exp.Exists, exp.Window, exp.WindowSpec, exp.RowNumber, exp.Rank, exp.DenseRank, exp.Lag, exp.Lead,
    exp.FirstValue, exp.LastValue, exp.Count, exp.Sum, exp.Min, exp.Max, exp.Avg, exp.Qualify, exp.Filter, exp.Any,
    exp.AggFunc, exp.Literal,
)  # fmt: skip


def parse_row(text: str, place: Place, what: str, problems: Problems) -> exp.Expression | None:
    """An expression over one row: columns may be qualified by joins ("sale.customer.segment")."""
    tree = _parse_one(text, place, what, problems)
    if tree is None or not _only(tree, _ROW, place, what, problems):
        return None
    for column in tree.find_all(exp.Column):
        if not all(isinstance(part, exp.Identifier) for part in column.parts):
            problems.add(place, f"{what}: {column.sql(dialect=DIALECT)} is no column")
            return None
    return tree


def parse_arithmetic(text: str, place: Place, what: str, problems: Problems) -> exp.Expression | None:
    """Arithmetic of metrics; MEAN(metric) is the one function of its own."""
    tree = _parse_one(text, place, what, problems)
    if tree is None or not _only(tree, _ARITHMETIC, place, what, problems):
        return None
    for call in tree.find_all(exp.Anonymous):
        inner = call.expressions
        if call.name.lower() != "mean" or len(inner) != 1 or not isinstance(inner[0], exp.Column):
            problems.add(place, f"{what}: {call.sql(dialect=DIALECT)} is not allowed; mean(metric) is")
            return None
    for column in tree.find_all(exp.Column):
        if len(column.parts) > 1 or not isinstance(column.this, exp.Identifier):
            problems.add(place, f"{what}: {column.sql(dialect=DIALECT)} is no metric")
            return None
    return tree


_RESERVED = frozenset([
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "both", "case", "cast", "check",
    "collate", "column", "constraint", "create", "current_date", "current_role", "current_time",
    "current_timestamp", "current_user", "default", "deferrable", "desc", "distinct", "do", "else", "end",
    "except", "false", "fetch", "for", "foreign", "from", "grant", "group", "having", "in", "initially",
    "intersect", "into", "lateral", "leading", "limit", "localtime", "localtimestamp", "not", "null", "offset",
    "on", "only", "or", "order", "placing", "primary", "references", "returning", "select", "session_user", "some",
    "symmetric", "table", "then", "to", "trailing", "true", "union", "unique", "user", "using", "variadic", "when",
    "where", "window", "with",
])  # fmt: skip
"""Names of tables that PostgreSQL takes for something else unless they are quoted: an "order", a "user"."""


def parse_source(text: str, place: Place, what: str, problems: Problems) -> exp.Table | exp.Query | None:
    """A table's source: the name of a table or view, or a SELECT."""
    if _QUERY.match(text.lstrip()):  # a table may be called withdrawals, or select
        tree = _parse_one(text, place, what, problems)
        if tree is None or not _only(tree, _SELECT, place, what, problems):
            return None
        if isinstance(tree, exp.Subquery):
            problems.add(place, f"{what} must not stand in brackets")
            return None
        if isinstance(tree, exp.Query) and all(_plain_table(table) for table in tree.find_all(exp.Table)):
            return tree
        problems.add(place, f"{what} must be a table's name or a SELECT")
        return None
    try:
        table = exp.to_table(text, dialect=DIALECT) if _DOTTED.fullmatch(text.strip()) else None
    except (SqlglotError, ValueError, RecursionError):
        table = None
    if table is None or not _plain_table(table):
        problems.add(place, f"{what} must be a table's name or a SELECT")
        return None
    for part in table.parts:
        if part.name.lower() in _RESERVED:
            part.set("quoted", True)
    return table


def _plain_table(table: exp.Table) -> bool:
    """Whether this names a table; DuckDB would read a quoted file name as one too."""
    return all(isinstance(part, exp.Identifier) and _NAME.fullmatch(part.name) for part in table.parts)


def parse_path(text: str, place: Place, what: str, problems: Problems) -> Path | None:
    """A path: joins, then a column, divided by dots."""
    parts = tuple(part.strip() for part in text.split("."))
    if not all(parts):
        problems.add(place, f"{what}: {text!r} is no path (joins, then a column, divided by dots)")
        return None
    return parts


def column_paths(tree: exp.Expression) -> list[Path]:
    """The path of every column in an expression."""
    return [tuple(part.name for part in column.parts) for column in tree.find_all(exp.Column)]


def _parse_one(text: str, place: Place, what: str, problems: Problems) -> exp.Expression | None:
    try:
        trees = parse(text, read=DIALECT)
    except SqlglotError as error:
        first = str(error).split("\n", 1)[0].split(". Line", 1)[0]
        problems.add(place, f"{what}: cannot read {text!r}: {first}")
        return None
    except (RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError):
        problems.add(place, f"{what}: cannot read {text!r}")
        return None
    if len(trees) != 1 or trees[0] is None:
        problems.add(place, f"{what}: {text!r} must be one expression")
        return None
    tree = trees[0]
    assert isinstance(tree, exp.Expression)
    return tree


def _instead(node: exp.Expr, allowed: tuple[type[exp.Expr], ...]) -> str | None:
    if allowed is not _ROW:
        return None
    if isinstance(node, exp.AggFunc):
        return "say what of one row is meant; 'agg' says how rows are summed up"
    if isinstance(node, exp.Query | exp.Subquery):
        return "say what of one row is meant; a SELECT may be the 'source' of a table"
    return "columns of one row, arithmetic, comparisons, CASE and a few functions are"


def _only(
    tree: exp.Expression, allowed: tuple[type[exp.Expr], ...], place: Place, what: str, problems: Problems
) -> bool:
    for node in tree.walk():
        if not isinstance(node, allowed):
            written = node.sql(dialect=DIALECT)
            problems.add(place, f"{what}: {written[:60]!r} is not allowed here", _instead(node, allowed))
            return False
        if isinstance(node, exp.Dot):
            problems.add(place, f"{what}: {node.sql(dialect=DIALECT)!r} has more than {MAX_PARTS - 1} joins")
            return False
    return True
