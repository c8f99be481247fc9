"""The answer: columns with roles and units, rows, totals, what it is held against, notes, and the SQL behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from queries.query import Period, Query

Unit = Literal["currency", "count", "percent", "days", "hours", "points", "text", "date", "rank"]
Role = Literal[
    "dimension",  # a member's canonical name, None for the missing member
    "bucket",  # the first day of a time bucket (date), or an integer position for a cycle
    "metric",  # the figure itself
    "previous",  # the figure in the period compared with
    "change",  # metric - previous (for a percent metric: a difference of fractions)
    "change_percent",  # metric / previous - 1, None where previous is 0 or missing
    "share",
    "running_total",
    "moving_average",
    "rank",
    "growth",
    "text",  # free columns of special answers (subject, status, method ...)
]
Value = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """`id` is unique in the answer: the dimension or metric id, with "__previous", "__change" ... for derived ones.

    `of` is the dimension or metric the column belongs to; its label is looked up in the catalogue when shown.
    """

    id: str
    role: Role
    unit: Unit
    of: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about a figure: a code whose sentence stands in the language's file, and its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


COMPARED: tuple[Role, ...] = ("previous", "change", "change_percent")
"""Of columns that are there by a comparison."""
NO_DATA = ("no_data_in_period", "no_data_before")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave.

    `rows` follow `columns`. `totals` maps a column id to its value over all groups (also those cut by a ranking),
    computed over the rows, never by adding up ratios. `period` and `compared` are the days really used after cutting an
    unfinished period at `data_through` (the last day loaded, inclusive). `labels` gives the other language's
    name of members: labels["fa"][dimension id][member]. `history` are earlier buckets of a single figure, for a
    sparkline.
    """

    query: Query
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: Mapping[str, Value] = field(default_factory=dict)
    period: Period | None = None
    compared: Period | None = None
    data_through: date | None = None
    notes: tuple[Note, ...] = ()
    sql: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    group_count: int | None = None  # groups before a ranking cut them
    labels: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    history: tuple[tuple[date, float | None], ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def groups(self) -> int:
        """How many groups there are, those that a ranking cut off included."""
        return len(self.rows) if self.group_count is None else self.group_count

    @property
    def without_data(self) -> frozenset[str]:
        """The metrics that nothing is kept of in the period: it ends before the data begins or begins after its end."""
        told = [note.facts.get("metrics", ()) for note in self.notes if note.code in NO_DATA]
        return frozenset(m for metrics in told if isinstance(metrics, tuple) for m in metrics)

    def column(self, role: Role, of: str | None = None) -> int | None:
        """Index of the first column with that role (and of that dimension or metric)."""
        return next((i for i, c in enumerate(self.columns) if c.role == role and (of is None or c.of == of)), None)
