"""EXISTS as a column, for engines that look it up row by row there, or not at all: as a condition they join by it."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes


def exists_as_condition(outer: exp.Select) -> None:
    """Of a SELECT that aggregates rows with such a column: all rows marked false, and once more, marked true, those
    for which there is something. What counted all rows counts those marked false.
    """
    rows = outer.args["from_"].this if outer.args.get("from_") is not None else None
    if not isinstance(rows, exp.Subquery) or not isinstance(rows.this, exp.Select):
        return
    column = next((o for o in rows.this.expressions if isinstance(o.unalias(), exp.Exists)), None)
    if column is None:
        return
    name = column.alias
    without, there = rows.this, rows.this.copy()
    test = _marked(there, name, there=True)
    where = there.args.get("where")
    there.set("where", exp.Where(this=nodes.both([*([where.this] if where is not None else []), test])))
    _marked(without, name, there=False)
    rows.set("this", exp.Union(this=without, expression=there, distinct=False))
    for count in list(outer.find_all(exp.Count)):
        if not isinstance(count.parent, exp.Filter | exp.Window) and count.find_ancestor(exp.Select) is outer:
            first = exp.Where(this=exp.Not(this=nodes.column(rows.alias, name)))
            mark = exp.Null()
            count.replace(mark)
            mark.replace(exp.Filter(this=count, expression=first))


def _marked(select: exp.Select, name: str, *, there: bool) -> exp.Expr:
    """Put the mark in place of the column; what it was."""
    column = next(o for o in select.expressions if o.alias == name)
    test: exp.Expr = column.this
    column.set("this", exp.Boolean(this=there))
    return test
