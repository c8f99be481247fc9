"""A table as the catalogue will have it: what a row of it is, its name, its date, its joins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from data.profiling.profile import Table
from queries.guessing.fields import Field, Role

DIALECT = "duckdb"


@dataclass(frozen=True, slots=True)
class Way:
    """A join: each row of the table has at most one row of `to`, where `column` equals its `other`.

    `own` and `theirs` are the columns as they stand in the tables, where those were made of them.
    """

    name: str
    to: str
    column: str
    other: str
    own: str
    theirs: str


@dataclass(slots=True)
class Entity:
    """One table. `noun` are the words of what a row is ("order"), `lines` where the rows are only parts of it.

    `called` is the column with a row's name. `time` is the path of the date that rows are counted by, `step` how fine
    it is ("day", "month" ...). `made` are columns that the source adds or replaces, by name, as SQL; where `only` is
    given the source keeps each row once, of those columns. `states` are the days between which a row's states stand.
    `active` is the condition that somebody is there in a row of states, `turned` where rows are the cells of a
    crosstab, which nobody counts. `moments` are columns that were made into dates, with the words of what happened.
    """

    id: str
    table: Table
    fields: Mapping[str, Field]
    noun: tuple[str, ...]
    lines: bool = False
    called: str | None = None
    time: str | None = None
    step: str = "day"
    hours: bool = False
    ways: dict[str, Way] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    loaded: bool = True
    states: dict[str, str] = field(default_factory=dict)
    turned: bool = False
    active: str = ""
    moments: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell its rows apart."""
        return self.only or self.table.key

    def of_role(self, *roles: Role) -> Iterator[Field]:
        """Its fields of some roles."""
        return (one for one in self.fields.values() if one.role in roles)

    def way_of(self, column: str) -> Way | None:
        """The join that leads on from a column."""
        return next((way for way in self.ways.values() if way.own == column), None)

    @property
    def source(self) -> str | None:
        """The SQL of its source; None where it is the table of its own id."""
        name = column_sql(self.table.name)
        if self.only:
            return _select(["DISTINCT " + ", ".join(map(column_sql, self.only))], name)
        if not self.made:
            return None if self.table.name == self.id else self.table.name
        if set(self.made) & set(self.table.columns):
            kept = [
                f"{self.made[column]} AS {column_sql(column)}" if column in self.made else column_sql(column)
                for column in self.table.columns
            ]
            added = [f"{sql} AS {column_sql(c)}" for c, sql in self.made.items() if c not in self.table.columns]
            return _select([*kept, *added], name)
        added = [f"{sql} AS {column_sql(column)}" for column, sql in self.made.items()]
        return _select(["*", *added], name)


def _select(columns: list[str], table: str) -> str:
    return " ".join(("SELECT", ", ".join(columns), "FROM", table))


def column_sql(name: str) -> str:
    """A column in an expression of the catalogue, quoted where it has to be."""
    identifier = exp.to_identifier(name)
    plain = name.isidentifier() and name.isascii() and name.lower() not in _RESERVED
    identifier.set("quoted", not plain)
    return identifier.sql(dialect=DIALECT)


def text_sql(value: str) -> str:
    """A text in an expression of the catalogue."""
    return exp.Literal.string(value).sql(dialect=DIALECT)


_RESERVED = frozenset(
    [
        "with",
        "where",
        "variadic",
        "union",
        "true",
        "using",
        "trailing",
        "to",
        "then",
        "table",
        "symmetric",
        "summarize",
        "create",
        "as",
        "into",
        "do",
        "initially",
        "for",
        "describe",
        "desc",
        "window",
        "except",
        "offset",
        "in",
        "default",
        "column",
        "false",
        "collate",
        "returning",
        "constraint",
        "all",
        "case",
        "placing",
        "cast",
        "analyse",
        "intersect",
        "asc",
        "analyze",
        "check",
        "having",
        "fetch",
        "when",
        "and",
        "only",
        "asymmetric",
        "on",
        "any",
        "array",
        "both",
        "group",
        "primary",
        "lambda",
        "foreign",
        "lateral",
        "unique",
        "leading",
        "null",
        "distinct",
        "limit",
        "not",
        "from",
        "or",
        "order",
        "some",
        "pivot",
        "end",
        "unpivot",
        "qualify",
        "else",
        "references",
        "deferrable",
        "select",
        "show",
        "left",
        "right",
        "full",
        "inner",
        "outer",
        "join",
        "cross",
        "natural",
        "semi",
        "anti",
        "asof",
        "positional",
        "values",
        "interval",
        "date",
        "time",
        "timestamp",
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "second",
        "quarter",
        "week",
        "index",
        "current_date",
        "row",
        "rows",
        "range",
        "filter",
        "over",
        "partition",
        "by",
        "is",
        "like",
        "between",
        "exists",
        "if",
        "set",
        "map",
        "struct",
        "list",
        "unnest",
        "grouping",
        "glob",
        "ilike",
        "similar",
        "escape",
        "tablesample",
        "sample",
        "transaction",
        "user",
        "session_user",
        "cluster",
        "type",
        "view",
        "schema",
        "replace",
        "first",
        "last",
        "nulls",
        "end_date_",
        "key",
        "value",
        "percent",
        "count",
        "sum",
        "min",
        "max",
        "avg",
        "rank",
    ]
) - frozenset({"type", "key", "value", "percent", "count", "rank", "replace", "end_date_", "first", "last"})
