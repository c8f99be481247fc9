"""Checks a statement's tree before it may run: one SELECT over the catalogue's tables, the person's rights on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from sqlglot import exp

from queries.catalogue.model import (
    Attrition,
    Catalogue,
    Cohort,
    Derived,
    LastValue,
    Path,
    Ratio,
    Silent,
    Simple,
    Stock,
)
from queries.compiler.cohort import ROWS
from queries.compiler.shape import FilterShape
from queries.compiler.source import CALENDAR
from queries.rollups.model import Rollup

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
"""What a SELECT calls the key by which it looks rows up for another."""


class Unverified(Exception):
    """The statement is not one that the compiler may make; running it would break a promise."""


def verify(
    tree: exp.Expr, catalogue: Catalogue, scope: Sequence[FilterShape] = (), rollups: Sequence[Rollup] = ()
) -> frozenset[str]:
    """The names of the statement's bound values; raises Unverified where anything is out of place."""
    if not isinstance(tree, exp.Select):
        raise Unverified(f"a {type(tree).__name__} is no SELECT")
    tables, known = _names(_Key(catalogue))
    rolled = {rollup.name: rollup for rollup in rollups}
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
            if node.name in rolled:
                known |= rolled[node.name].names
                if node.alias != rolled[node.name].table:
                    raise Unverified(f"{node.name} is not read in place of {rolled[node.name].table}")
            read.add(node.name)
        elif isinstance(node, exp.Func):
            if type(node) not in ALLOWED and not isinstance(node, exp.AggFunc):
                raise Unverified(f"function {node.sql_name()} may not be called")
        elif isinstance(node, _FORBIDDEN):
            raise Unverified(f"a {type(node).__name__} may not be part of it")
    if strange := columns - known - own:
        raise Unverified(f"columns that are not the catalogue's: {', '.join(sorted(strange))}")
    if strange := read - tables - own - rolled.keys():
        raise Unverified(f"tables that are not the catalogue's: {', '.join(sorted(strange))}")
    for select, table in _fact_selects(tree, catalogue) if scope else ():
        _check_scope(select, scope, catalogue, table, rolled.get(select.args["from_"].this.name))
    return frozenset(bound)


def _check_scope(
    select: exp.Select, scope: Sequence[FilterShape], catalogue: Catalogue, table: str, rollup: Rollup | None
) -> None:
    """Every condition of the person's rights is one that each row of this SELECT must pass.

    Only what is looked up for an entity may do without one, and only where its rows do not have the dimension: the
    entity has passed it.
    """
    tests = _conjuncts(select)
    for place, condition in enumerate(scope):
        path = catalogue.path(table, condition.dimension)
        if path is None:
            if not _is_lookup(select):
                raise Unverified(f"{table} does not have {condition.dimension}, which the rights are about")
        elif not any(_is_right(test, condition, f"scope_{place}", path, select, rollup) for test in tests):
            raise Unverified(f"the rights on {condition.dimension} are missing")


def _conjuncts(select: exp.Select) -> list[exp.Expr]:
    """The conditions of a SELECT all of which must hold."""
    where = select.args.get("where")
    waiting: list[exp.Expr] = [] if where is None else [where.this]
    found: list[exp.Expr] = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, exp.And):
            waiting += [node.left, node.right]
        elif isinstance(node, exp.Paren):
            waiting.append(node.this)
        else:
            found.append(node)
    return found


def _is_right(
    test: exp.Expr, condition: FilterShape, name: str, path: Path, select: exp.Select, rollup: Rollup | None
) -> bool:
    """Whether a condition is that of a right: on the right column, with its members bound and nothing besides."""
    if isinstance(test, exp.Boolean) and not test.this:
        return True  # rights to nothing
    columns = list(test.find_all(exp.Column))
    if not columns or any(not _is_column(column, path, select, rollup) for column in columns):
        return False
    if test.find(exp.Select) is not None:
        return False
    bound = [p.name for p in test.find_all(exp.Placeholder)]
    if condition.patterns:
        return set(bound) == {f"{name}_{k}" for k in range(condition.patterns)}
    if not condition.named:
        return not bound
    if condition.op == "in" and not _is_membership(test, missing=condition.missing):
        return False
    return bound == [name]


def _is_membership(test: exp.Expr, *, missing: bool) -> bool:
    """`x IN $members`, and only where the missing member is among them `or x IS NULL`."""
    if isinstance(test, exp.Paren):
        return _is_membership(test.this, missing=missing)
    if missing and isinstance(test, exp.Or):
        return isinstance(test.left, exp.In) and isinstance(test.right, exp.Is)
    return isinstance(test, exp.In) and isinstance(test.args.get("field"), exp.Placeholder)


def _is_column(column: exp.Column, path: Path, select: exp.Select, rollup: Rollup | None) -> bool:
    """Whether a column is the one at the end of a path from the table that the SELECT reads, or a rollup's for it."""
    own = column.table == select.args["from_"].this.alias_or_name
    if rollup is not None:
        kept = rollup.columns.get(path)
        return own and column.name == kept if kept is not None else not own and column.name == path[-1]
    return column.name == path[-1] and own == (len(path) == 1)


def _fact_selects(tree: exp.Select, catalogue: Catalogue) -> Iterator[tuple[exp.Select, str]]:
    """The SELECTs that read rows of the catalogue's tables, each with the table; not those inside a table's source."""
    sources = {id(inner) for found in tree.find_all(exp.Subquery) if _is_source(found) for inner in found.walk()}
    for select in tree.find_all(exp.Select):
        read = select.args.get("from_")
        if read is None or id(select) in sources:
            continue
        table = _table_of(read.this, catalogue)
        if table is not None:
            yield select, table


def _table_of(node: exp.Expr, catalogue: Catalogue) -> str | None:
    """The catalogue's table behind what a SELECT reads; None for the calendar, a list or a CTE."""
    if isinstance(node, exp.Subquery) and not _is_source(node):
        return None
    if node.alias_or_name in catalogue.tables:
        return node.alias_or_name
    inner = node.this if isinstance(node, exp.Subquery) else node
    for table in catalogue.tables.values():
        same = inner.name == table.source.name if isinstance(table.source, exp.Table) else inner == table.source
        if same:
            return table.id
    return None


def _is_source(node: exp.Expr) -> bool:
    """A SELECT that the catalogue gives for a table."""
    return isinstance(node, exp.Subquery) and isinstance(node.parent, exp.From | exp.Join) and node.alias != ROWS


def _is_lookup(select: exp.Select) -> bool:
    """Whether rows are looked up for an entity: by its key, or in a condition on its row."""
    above = select.parent
    if isinstance(above, exp.Exists) or (isinstance(above, exp.Subquery) and isinstance(above.parent, exp.In)):
        return True
    return any(output.alias_or_name == ENTITY for output in select.expressions)


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
        columns.update((dimension.column, *dimension.label_columns.values()))
        columns.update(path[-1] for path in dimension.paths.values() if path)
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
