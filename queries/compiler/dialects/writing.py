"""Rewrites a tree for its engine and writes it down."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes
from queries.compiler.dialects.dialect import Dialect, dialect_of
from queries.compiler.dialects.existing import exists_as_condition
from queries.compiler.dialects.grouped import group_by_columns


def written(tree: exp.Expr, dialect: str) -> str:
    """The tree as text. The tree is used up: do not use it afterwards."""
    how = dialect_of(dialect)
    if not how.plain:
        tree = rewritten(tree, how)
    return tree.sql(dialect=how.name, copy=False, comments=False)


def rewritten(tree: exp.Expr, how: Dialect) -> exp.Expr:
    """The tree that is written, of the tree that the compiler made, which is used up."""
    if not how.exists_as_column:
        for select in list(tree.find_all(exp.Select)):
            exists_as_condition(select)
    for select in list(tree.find_all(exp.Select)):
        if how.collation is not None:
            _order_text(select, how.collation)
        if not how.null_safe_full_join:
            _spell_out_joins(select)
        if how.grouping_sets_of_columns:
            group_by_columns(select)
        elif not how.grouping_sets_by_place:
            _name_grouping_sets(select)
        if how.lists is not None and _is_bound_lists(select):
            rows = how.lists(select)
            if rows is not select:
                select.replace(rows)
    if not how.nodes:
        return tree
    for node in reversed(list(tree.walk())):  # what is inside comes first
        rewrite = how.nodes.get(type(node))
        if rewrite is None:
            continue
        parent = node.parent
        other = rewrite(node) if parent is None else _replaced(node, rewrite)
        if node is tree:
            tree = other
    return tree


def _replaced(node: exp.Expr, rewrite: object) -> exp.Expr:
    """Put the rewritten node where the node stands; the rewriting may keep the node as a part of the new one."""
    assert callable(rewrite)
    mark = exp.Null()
    node.replace(mark)
    other: exp.Expr = rewrite(node)
    mark.replace(other)
    return other


def _is_bound_lists(select: exp.Select) -> bool:
    return any(isinstance(output.unalias(), exp.Unnest) for output in select.expressions)


def _order_text(select: exp.Select, collation: str) -> None:
    """Give columns of text that collation: what is ordered, joined and grouped by them then goes by it.

    A column that a later SELECT takes over keeps it.
    """

    def collated(expression: exp.Expr) -> exp.Expr:
        return exp.Collate(this=nodes.enclosed(expression), expression=exp.to_identifier(collation, quoted=True))

    plain: list[exp.Expr] = []
    for output in select.expressions:
        inner = output.unalias()
        if _is_text(inner):
            plain.append(inner.copy())
            _replaced(inner, collated)
    for counted in [output.unalias() for output in select.expressions]:
        if isinstance(counted, exp.Grouping):  # names what is grouped by
            for named in counted.expressions:
                if named in plain:
                    _replaced(named, collated)
    order = select.args.get("order")
    for ordered in order.expressions if order is not None else ():
        if isinstance(ordered, exp.Ordered) and _is_text(ordered.this):
            _replaced(ordered.this, collated)


def _is_text(node: exp.Expr) -> bool:
    """Whether an expression is seen to give text."""
    if isinstance(node, exp.Cast):
        return bool(node.to.this == exp.DType.TEXT)
    if isinstance(node, exp.Min | exp.Max | exp.AnyValue):
        return _is_text(node.this)
    if isinstance(node, exp.Case):
        values = [case.args["true"] for case in node.args["ifs"]]
        values += [default] if (default := node.args.get("default")) is not None else []
        told = [value for value in values if not isinstance(value, exp.Null)]
        return bool(told) and all(_is_text(v) or (isinstance(v, exp.Literal) and v.is_string) for v in told)
    return False


def _name_grouping_sets(select: exp.Select) -> None:
    """Grouping sets of the columns themselves."""
    group = select.args.get("group")
    for sets in list(group.find_all(exp.GroupingSets)) if group is not None else ():
        for place in [literal for literal in sets.find_all(exp.Literal) if not literal.is_string]:
            place.replace(select.expressions[int(place.name) - 1].unalias().copy())


def _spell_out_joins(select: exp.Select) -> None:
    """A FULL JOIN on "the same or both missing" as equalities, which every engine can join by: of the text, "" for a
    missing one, and of whether it is missing.
    """
    for join in select.args.get("joins") or ():
        if join.args.get("side") != "FULL":
            continue
        for same in list(join.args["on"].find_all(exp.NullSafeEQ)):
            same.replace(_equal_as_text(same.this, same.expression))


def _equal_as_text(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    def text(side: exp.Expr) -> exp.Expr:
        return exp.Coalesce(this=nodes.as_text(side.copy()), expressions=[nodes.text("")])

    def missing(side: exp.Expr) -> exp.Expr:
        return exp.Paren(this=nodes.is_missing(side.copy()))

    texts = exp.EQ(this=text(left), expression=text(right))
    return exp.Paren(this=nodes.both([texts, exp.EQ(this=missing(left), expression=missing(right))]))
