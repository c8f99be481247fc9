"""One SELECT over a table of the catalogue, with only the many-to-one joins that its columns need."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from queries.cannot import refuse
from queries.catalogue.model import Catalogue, Path
from queries.compiler import nodes
from queries.rollups.model import Rollup

CALENDAR = "kpibot_calendar"


class Source:
    """Collects the columns a SELECT uses, and the joins that lead to them, under aliases that do not collide.

    The table may be the calendar too, which has no joins. `complete` are joins (table, name) known to lead every row to
    another: a plain join loses none. `within` is the SELECT around this one, where it looks at that one's row: its
    names are not taken again. With a `rollup` its rows are read instead of the table's, under the table's name.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        table: str,
        within: Source | None = None,
        complete: frozenset[tuple[str, str]] = frozenset(),
        rollup: Rollup | None = None,
    ) -> None:
        if table not in catalogue.tables and table != CALENDAR:
            raise refuse("unknown_table", table=table)
        self._catalogue = catalogue
        self._complete = complete
        self._rollup = rollup
        self.table = table
        self._outer = frozenset() if within is None else within.names
        self._aliases: dict[Path, str] = {}
        self._joins: list[tuple[exp.Expr, str, exp.Expr]] = []  # (what, kind, on)
        self._aliases[()] = self.alias(table)

    @property
    def names(self) -> frozenset[str]:
        """The names taken in this SELECT."""
        return frozenset((*self._aliases.values(), *(what.alias_or_name for what, _, _ in self._joins)))

    def column(self, path: Path) -> exp.Expr:
        """The column at the end of a path of joins."""
        if self._rollup is not None and (kept := self._rollup.column(path)) is not None:
            return self.kept(kept)
        return nodes.column(self._reach(path[:-1])[0], path[-1])

    def kept(self, name: str) -> exp.Expr:
        """A column of the rows read, by its own name."""
        return nodes.column(self._aliases[()], name)

    def own(self, path: Path, name: str) -> exp.Expr:
        """Another column of the table that a path ends in."""
        return self.column((*path[:-1], name))

    def end_table(self, path: Path) -> str:
        """The table whose column a path ends in."""
        table = self.table
        for join in path[:-1]:
            table = self._catalogue.tables[table].joins[join].to
        return table

    def expression(self, tree: exp.Expr) -> exp.Expr:
        """A catalogue's expression over paths, as one over this SELECT's columns."""
        copied = tree.copy()
        if isinstance(copied, exp.Column):
            return self.column(_path(copied))
        for found in list(copied.find_all(exp.Column)):
            found.replace(self.column(_path(found)))
        return copied

    def join(self, what: exp.Expr, on: exp.Expr, kind: str = "left") -> None:
        """A join of something that is no table of the catalogue: the calendar, a list of buckets, a CTE."""
        self._joins.append((what, kind, on))

    def alias(self, wanted: str) -> str:
        """A name not yet used in this SELECT."""
        taken = self.names | self._outer
        name = wanted
        while name in taken:
            name += "_"
        return name

    def select(
        self, expressions: Sequence[exp.Expr], where: Sequence[exp.Expr], group: exp.Group | int | None = None
    ) -> exp.Select:
        """The statement, grouped as told: by so many of its first expressions, or by that clause."""
        statement = exp.Select(expressions=list(expressions))
        statement.set("from_", exp.From(this=self._main()))
        statement.set("joins", [_join(what, kind, on) for what, kind, on in self._joins])
        if where:
            statement.set("where", exp.Where(this=nodes.both(where)))
        if isinstance(group, int):
            group = exp.Group(expressions=[nodes.integer(i + 1) for i in range(group)]) if group else None
        if group is not None:
            statement.set("group", group)
        return statement

    def _reach(self, steps: Path) -> tuple[str, str]:
        """The alias and the table that a chain of joins leads to, joining what is not joined yet."""
        table, complete = self.table, True
        first = 0 if self._rollup is None else self._rollup.entry(steps, self._catalogue)
        for i, name in enumerate(steps):
            join = self._catalogue.tables[table].joins.get(name)
            if join is None or first is None:
                raise refuse("unknown_join", table=table, join=name)
            complete = complete and (table, name) in self._complete
            here = steps[: i + 1]
            if here not in self._aliases and i >= first:
                alias = self.alias(name) if name not in self._aliases.values() else self.alias("_".join(here))
                on = [
                    exp.EQ(this=nodes.column(alias, other), expression=self._owned(steps[:i], own, entered=i == first))
                    for own, other in join.on
                ]
                self._joins.append((self._from(join.to, alias), "inner" if complete else "left", nodes.both(on)))
                self._aliases[here] = alias
            table = join.to
        return self._aliases[steps], table

    def _owned(self, steps: Path, name: str, *, entered: bool) -> exp.Expr:
        """A column of what some joins lead to; of a rollup's own rows where the first join begins."""
        return self.column((*steps, name)) if entered else nodes.column(self._aliases[steps], name)

    def _main(self) -> exp.Expr:
        if self._rollup is None:
            return self._from(self.table, self._aliases[()])
        return nodes.table(self._rollup.name, self._aliases[()], self._rollup.schema)

    def _from(self, table: str, alias: str) -> exp.Expr:
        if table == CALENDAR:
            return nodes.table(CALENDAR)
        source = self._catalogue.tables[table].source
        if isinstance(source, exp.Table):
            copied = source.copy()
            if copied.name != alias:
                copied.set("alias", exp.TableAlias(this=nodes.identifier(alias)))
            return copied
        return exp.Subquery(this=source.copy(), alias=exp.TableAlias(this=nodes.identifier(alias)))


def calendar_join(source: Source, day: exp.Expr) -> str:
    """Join the calendar on the day of a time column; its alias."""
    alias = source.alias("calendar")
    on = exp.EQ(this=nodes.column(alias, "day"), expression=nodes.as_date(day))
    source.join(nodes.table(CALENDAR, alias), on)
    return alias


def _path(found: exp.Column) -> Path:
    return tuple(part.name for part in found.parts)


def _join(what: exp.Expr, kind: str, on: exp.Expr) -> exp.Join:
    if kind == "cross":
        return exp.Join(this=what, kind="CROSS")
    if kind == "left":
        return exp.Join(this=what, side="LEFT", on=on)
    return exp.Join(this=what, on=on)
