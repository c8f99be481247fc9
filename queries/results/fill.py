"""Fills a trend's empty buckets: every bucket of the period, for every member that occurs in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from queries.answer import Value
from queries.calendars.buckets import Bucket
from queries.results.grid import Cells, Grid


@dataclass(frozen=True, slots=True)
class Fill:
    """`shown` are the buckets to show; the first `known` of them have data, `earlier` of them a counterpart before.

    `zero` is what each metric is where it has no rows; `planned` metrics are known for all buckets.
    """

    bucket: str
    shown: Sequence[Bucket]
    known: int
    earlier: int
    zero: Mapping[str, Value]
    planned: frozenset[str]


def fill(grid: Grid, how: Fill) -> None:
    """Replace the rows by one for every bucket (and member), in the order of the buckets."""
    place = grid.place(how.bucket)
    members = grid.member_places(how.bucket)
    groups = grid.by_members(how.bucket) or ({} if members else {(): []})
    rows: list[Cells] = []
    for key, given in groups.items():
        by_bucket = {row[place]: row for row in given}
        pattern: Cells = [None] * len(grid.outputs)
        for i, value in zip(members, key, strict=True):
            pattern[i] = value
        for i in grid.places(("groups", "place")):
            pattern[i] = given[0][i] if given else None
        for number, bucket in enumerate(how.shown):
            row = by_bucket.get(bucket.name)
            rows.append(_row(list(row) if row is not None else None, pattern, number, bucket.name, place, grid, how))
    grid.rows = rows


def _row(row: Cells | None, pattern: Cells, number: int, name: date, place: int, grid: Grid, how: Fill) -> Cells:
    fresh = row is None
    row = list(pattern) if row is None else row
    row[place] = name
    for i, output in enumerate(grid.outputs):
        if output.role == "metric":
            if number >= how.known and output.of not in how.planned:
                row[i] = None
            elif fresh or row[i] is None:
                row[i] = how.zero.get(output.of)
        elif output.role == "previous":
            if number >= how.earlier:
                row[i] = None
            elif fresh or row[i] is None:
                row[i] = how.zero.get(output.of)
    return row
