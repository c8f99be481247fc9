"""Grouping sets of columns alone, for engines that take no expression there or take a name there for an output's."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes

ROWS = "rows_grouped"


def group_by_columns(select: exp.Select) -> None:
    """Of a SELECT with grouping sets by place: what it groups by and what it aggregates become columns of its rows."""
    group = select.args.get("group")
    places = (
        [place for sets in group.find_all(exp.GroupingSets) for place in sets.find_all(exp.Literal)] if group else []
    )
    if not places:
        return
    rows = exp.Select(expressions=[])
    for part in ("from_", "joins", "where"):
        rows.set(part, select.args.get(part))
        select.set(part, None)
    columns: dict[exp.Expr, str] = {}

    def column_for(inner: exp.Expr, name: str) -> exp.Column:
        if inner not in columns:
            number = sum(known == name or known.startswith(f"{name}_no_") for known in columns.values())
            columns[inner] = f"{name}_no_{number + 1}" if number else name
            rows.append("expressions", nodes.named(inner.copy(), columns[inner]))
        return nodes.column(ROWS, columns[inner])

    for place in places:
        key = select.expressions[int(place.name) - 1]
        place.replace(column_for(key.unalias(), f"group_{place.name}"))
    keys = dict(columns)
    for output in list(select.expressions):
        if isinstance(output, exp.Column):  # keeps its name
            output.replace(exp.Alias(this=output.copy(), alias=nodes.identifier(output.name)))
    for output in select.expressions:
        _replace(output.this, {inner: nodes.column(ROWS, name) for inner, name in keys.items()})
        for column in list(output.find_all(exp.Column)):
            if column.table != ROWS:
                column.replace(column_for(column, f"{column.table}_{column.name}"))
    named = exp.TableAlias(this=nodes.identifier(ROWS))
    select.set("from_", exp.From(this=exp.Subquery(this=rows, alias=named)))


def _replace(output: exp.Expr, keys: dict[exp.Expr, exp.Column]) -> None:
    """A key, or keys that GROUPING() is asked about."""
    for asked in [output] if output in keys else [e for g in output.find_all(exp.Grouping) for e in g.expressions]:
        if asked in keys:
            asked.replace(keys[asked].copy())
