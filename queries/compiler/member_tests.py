"""One condition on an expression that gives a row's member, with the members bound."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from queries.catalogue.model import Catalogue, Path
from queries.compiler import nodes
from queries.compiler.shape import FilterShape

_MATCHES = {"contains": exp.Contains, "starts_with": exp.StartsWith, "ends_with": exp.EndsWith}


def label_paths(condition: FilterShape, dimension: str, table: str, catalogue: Catalogue) -> list[Path]:
    """The columns with the members' names in other languages, where the letters of a name are asked for."""
    path, known = catalogue.path(table, dimension), catalogue.dimensions[dimension]
    if path is None or condition.op not in _MATCHES:
        return []
    return [(*path[:-1], column) for column in known.label_columns.values()]


def condition_on(
    condition: FilterShape, member: exp.Expr, name: str, *, blank: bool, labels: Sequence[exp.Expr] = ()
) -> exp.Expr:
    """One condition on an expression that gives the member; "" counts as missing where the column holds it.

    A name in any language, of which `labels` are the others, may have the letters asked for.
    """
    missing: exp.Expr = nodes.is_missing(member.copy())
    bound = nodes.parameter(name, "TEXT[]")
    if condition.op == "none" or (condition.op == "in" and not condition.named):
        return missing if condition.missing else exp.Boolean(this=False)
    if condition.op == "in":
        within = exp.In(this=member, field=bound)
        return nodes.either(within, missing) if condition.missing else within
    if condition.op == "not_in":
        if not condition.named:
            return exp.Not(this=missing) if condition.missing else exp.Boolean(this=True)
        without = exp.Not(this=exp.In(this=member, field=bound))
        # NOT IN gives no truth for a missing member: without this it would drop rows nobody excluded.
        return without if condition.missing else nodes.either(without, missing)
    match = _MATCHES[condition.op]
    tests: list[exp.Expr] = [
        match(this=exp.Lower(this=told.copy()), expression=exp.Lower(this=nodes.parameter(f"{name}_{i}", "TEXT")))
        for told in (member, *labels)
        for i in range(condition.patterns)
    ]
    if condition.missing:
        tests.append(missing)
    return nodes.either(*tests) if tests else exp.Boolean(this=False)
