"""Checks a statement's tree before it may run: one SELECT over the catalogue's tables, the person's rights on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from sqlglot import exp

from queries.catalogue.model import Attrition, Catalogue, Cohort, Derived, LastValue, Ratio, Silent, Simple, Stock
from queries.compiler.cohort import ROWS
from queries.compiler.shape import FilterShape
from queries.compiler.source import CALENDAR

ALLOWED: frozenset[type[exp.Expr]] = frozenset(
    {
        exp.And, exp.Or, exp.Case, exp.If, exp.Cast, exp.TryCast, exp.Coalesce, exp.Nullif, exp.Greatest, exp.Least,
        exp.Abs, exp.Round, exp.Floor, exp.Ceil, exp.Pow, exp.Sqrt, exp.Ln, exp.Exp, exp.Exists,
        exp.Lower, exp.Upper, exp.Trim, exp.Length, exp.Concat, exp.DPipe, exp.Substring, exp.Replace,
        exp.Contains, exp.StartsWith, exp.EndsWith, exp.Like, exp.ILike,
        exp.Extract, exp.Year, exp.Month, exp.Day, exp.DayOfWeekIso, exp.DateDiff, exp.TimestampDiff, exp.DateTrunc,
        exp.TimestampTrunc, exp.Unnest, exp.RowNumber, exp.Rank, exp.DenseRank, exp.Lag, exp.Lead, exp.FirstValue,
        exp.LastValue, exp.PercentileCont,
    }
)  # fmt: skip
"""Functions a statement may call, besides aggregates."""

_FORBIDDEN = (exp.DDL, exp.DML, exp.Command, exp.Into, exp.Set, exp.Use, exp.Pragma, exp.Attach, exp.Detach, exp.Copy)
ENTITY = "entity"


class Unverified(Exception):
    """The statement is not one that the compiler may make; running it would break a promise."""


def verify(tree: exp.Expr, catalogue: Catalogue, scope: Sequence[FilterShape] = ()) -> frozenset[str]:
    """The names of the statement's bound values; raises Unverified where anything is out of place."""
    if not isinstance(tree, exp.Select):
        raise Unverified(f"a {type(tree).__name__} is no SELECT")
    tables, known = _names(_Key(catalogue))
    read: set[str] = set()
    columns: set[str] = set()
    own: set[str] = set()
    bound: set[str] = set()
    waiting: list[exp.Expr] = [tree]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.iter_expressions())
        if isinstance(node, exp.Column):
            columns.add(node.name)
        elif isinstance(node, exp.Alias | exp.CTE | exp.Subquery):
            own.add(node.alias)
        elif isinstance(node, exp.Placeholder):
            bound.add(node.name)
        elif isinstance(node, exp.Table):
            if not isinstance(node.this, exp.Identifier):
                raise Unverified("a table that is no name")
            read.add(node.name)
        elif isinstance(node, exp.Func):
            if type(node) not in ALLOWED and not isinstance(node, exp.AggFunc):
                raise Unverified(f"function {node.sql_name()} may not be called")
        elif isinstance(node, _FORBIDDEN):
            raise Unverified(f"a {type(node).__name__} may not be part of it")
    if strange := columns - known - own:
        raise Unverified(f"columns that are not the catalogue's: {', '.join(sorted(strange))}")
    if strange := read - tables - own:
        raise Unverified(f"tables that are not the catalogue's: {', '.join(sorted(strange))}")
    for select in _fact_selects(tree, tables) if scope else ():
        _check_scope(select, scope)
    return frozenset(bound)


def _check_scope(select: exp.Select, scope: Sequence[FilterShape]) -> None:
    """Every condition of the person's rights stands among this SELECT's own."""
    where = select.args.get("where")
    bound = {p.name for p in where.find_all(exp.Placeholder)} if where is not None else set()
    for i, condition in enumerate(scope):
        needed = {f"scope_{i}"} if condition.named else set()
        if condition.patterns:
            needed = {f"scope_{i}_{k}" for k in range(condition.patterns)}
        if not needed <= bound or where is None:
            raise Unverified(f"the rights on {condition.dimension} are missing")


def _fact_selects(tree: exp.Select, tables: frozenset[str]) -> Iterator[exp.Select]:
    """The SELECTs that figures are taken from.

    What is looked up by entity, in a condition or inside a source of the catalogue serves a SELECT that has the rights.
    """
    sources = {id(inner) for found in tree.find_all(exp.Subquery) if _is_source(found) for inner in found.walk()}
    for select in tree.find_all(exp.Select):
        read = select.args.get("from_")
        if read is None or id(select) in sources or _in_condition(select):
            continue
        if any(output.alias_or_name == ENTITY for output in select.expressions):
            continue
        if _is_source(read.this) or (isinstance(read.this, exp.Table) and read.this.name in tables - {CALENDAR}):
            yield select


def _is_source(node: exp.Expr) -> bool:
    """A SELECT that the catalogue gives for a table."""
    return isinstance(node, exp.Subquery) and isinstance(node.parent, exp.From | exp.Join) and node.alias != ROWS


def _in_condition(select: exp.Select) -> bool:
    above = select.parent
    return isinstance(above, exp.Exists) or (isinstance(above, exp.Subquery) and isinstance(above.parent, exp.In))


class _Key:
    """A catalogue as a key of the cache, told apart by its version."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return hash(self.catalogue.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.catalogue.version == self.catalogue.version


@lru_cache(maxsize=8)
def _names(key: _Key) -> tuple[frozenset[str], frozenset[str]]:
    """The names of tables and of columns that statements may hold."""
    catalogue = key.catalogue
    tables = {CALENDAR, *catalogue.tables}
    columns: set[str] = {
        "day", "week_start", "month_start", "quarter_start", "year_start", "jalali_week_start", "jalali_month_start",
        "jalali_quarter_start", "jalali_year_start", "fiscal_quarter_start", "fiscal_year_start", "days_in_month",
    }  # fmt: skip
    for table in catalogue.tables.values():
        for node in table.source.walk():
            if isinstance(node, exp.Table):
                tables.add(node.name)
            elif isinstance(node, exp.Column):
                columns.add(node.name)
        columns.update(table.primary_key, table.time[-1:] if table.time else ())
        for join in table.joins.values():
            columns.update(name for pair in join.on for name in pair)
    for dimension in catalogue.dimensions.values():
        columns.update((dimension.column, *(path[-1] for path in dimension.paths.values() if path)))
        if dimension.key is not None:
            columns.add(dimension.key)
    for metric in catalogue.metrics.values():
        columns.update(_columns(metric.definition))
    for funnel in catalogue.funnels.values():
        columns.update((funnel.entity, funnel.stage, funnel.time, funnel.base_key))
    for timeline in catalogue.timelines.values():
        columns.update(path[-1] for _, path in timeline.columns)
        columns.update(path[-1] for paths in timeline.label_columns.values() for path in paths.values())
    if catalogue.goals is not None:
        columns.update((catalogue.goals.metric, catalogue.goals.since, catalogue.goals.until, catalogue.goals.value))
    return frozenset(tables), frozenset(columns)


def _columns(definition: Simple | Stock | Ratio | Derived | Attrition | Cohort) -> Iterator[str]:
    if isinstance(definition, Simple | Stock):
        for tree in (definition.expr, definition.where):
            if tree is not None:
                yield from (column.name for column in tree.find_all(exp.Column))
    if isinstance(definition, Simple) and definition.time:
        yield definition.time[-1]
    if isinstance(definition, Stock):
        yield definition.since[-1]
        if definition.until:
            yield definition.until[-1]
        for condition in definition.any_of:
            yield from _of_condition(condition)
    if isinstance(definition, Cohort):
        yield from (definition.key[-1], definition.other_key)


def _of_condition(condition: Silent | LastValue) -> Iterator[str]:
    yield from (condition.key[-1], condition.other_key)
    if isinstance(condition, LastValue):
        yield condition.column
