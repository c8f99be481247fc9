"""What is known of a column, a table and a join after looking at the rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data.profiling.names import noun_of

Kind = Literal["text", "number", "flag", "day", "moment", "other"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `heading` is its name in the source, in English where it was another language's, `said` the name as
    it stands there; `filled` rows have a value, `distinct` of them differ (about: sketched, not counted).

    `unique` was counted: every filled row has another value. `values` are the most frequent values as text with their
    rows, of columns with few of them. `smallest` and `largest` are of numbers and dates; `whole` where every number is
    whole, or every moment a day's beginning; `step` is how far the days of a date are apart: all first or last ones of
    a "month", "quarter" or "year"; `length` is the mean length of a text. Numbers stand for `times` as much.
    """

    name: str
    heading: str
    kind: Kind
    rows: int
    filled: int
    distinct: int
    unique: bool = False
    smallest: float | str | None = None
    largest: float | str | None = None
    whole: bool = False
    step: str = "day"
    length: float = 0.0
    values: tuple[tuple[str, int], ...] = ()
    said: str = ""
    times: int = 1

    @property
    def empty(self) -> bool:
        """Whether no row has a value."""
        return self.filled == 0

    @property
    def constant(self) -> bool:
        """Whether several rows all have the same value."""
        return self.filled == self.rows > 1 and len(self.values) == 1

    @property
    def members(self) -> tuple[str, ...]:
        """The values that were counted, the most frequent first."""
        return tuple(value for value, _ in self.values)


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `heading` is the file or sheet it came from; `key` the columns that tell its rows apart, if any do;
    `repeated` rows are the same as another one in every column; `more`
    columns were not looked at. `spoken` is its name in English."""

    name: str
    heading: str
    rows: int
    columns: Mapping[str, Column]
    key: tuple[str, ...] = ()
    repeated: int = 0
    more: int = 0
    spoken: str = ""

    @property
    def noun(self) -> tuple[str, ...]:
        """What one row is, going by the table's name."""
        return noun_of(self.spoken or self.name)

    def unique(self, column: str) -> bool:
        """Whether a column alone tells the rows apart."""
        return self.columns[column].unique and self.columns[column].filled > 0


@dataclass(frozen=True, slots=True)
class Link:
    """A column whose values are found in another table's column: `matched` is the share of different values that are.

    `loose` where they are only found without regard to case and spaces ("GTXPro", "GTX Pro"). `many` where several rows
    of the other table share a value: joining would multiply rows. `unmatched` are examples of what was not found.
    """

    table: str
    column: str
    to: str
    other: str
    matched: float
    loose: bool = False
    many: bool = False
    unmatched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """All tables, and how they hang together."""

    tables: Mapping[str, Table]
    links: tuple[Link, ...] = field(default=())
