"""The tables of the database that a source of the catalogue reads."""

from __future__ import annotations

from sqlglot import exp


def tables_read(source: exp.Expr, *, folded: bool = False) -> list[exp.Table]:
    """The tables that a source reads, each once and without its alias; a function that gives rows stands as one too.

    A name that a WITH around it makes is none of them. It is the same name in other letters only where names are
    `folded`, as in DuckDB.
    """
    found: dict[str, exp.Table] = {}
    for table in source.find_all(exp.Table):
        if table.args.get("db") is not None or not _is_made(table, folded):
            plain = exp.Table(**{p: table.args[p].copy() for p in ("this", "db", "catalog") if table.args.get(p)})
            found.setdefault(plain.sql(dialect="duckdb"), plain)
    return list(found.values())


def _is_made(table: exp.Table, folded: bool) -> bool:
    """Whether a WITH that this name lies in makes it: one of the names before, or itself where it is recursive."""
    below: exp.Expr = table
    around = table.parent
    while around is not None:
        made = around.args.get("with_")
        if isinstance(made, exp.With):
            seen = made.expressions
            if below is made:
                place = next(n for n, cte in enumerate(seen) if any(t is table for t in cte.find_all(exp.Table)))
                seen = seen if made.args.get("recursive") else seen[:place]
            if any(_same(cte.alias, table.name, folded) for cte in seen):
                return True
        below, around = around, around.parent
    return False


def _same(one: str, other: str, folded: bool) -> bool:
    return one.lower() == other.lower() if folded else one == other
