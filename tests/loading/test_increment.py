"""Whatever parts rows come in, reading only the new ones gives what reading them all at once would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from data.loading.increment import BEFORE, cutoff_of, merge
from data.sources import SourceSetting

LATE = 3
Row = tuple[int, date, int]
"""A row's key, its day, its amount."""
ROWS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, LATE), st.integers(0, 99)), min_size=1, max_size=25)
"""Days after the first, days until the row stands in the source, amounts."""


def arrived(rows: Sequence[tuple[int, int, int]], until: int) -> list[Row]:
    """What the source shows on a day."""
    first = date(2025, 1, 1)
    return [
        (number, first + timedelta(days=day), amount)
        for number, (day, late, amount) in enumerate(rows)
        if day + late <= until
    ]


def loaded(exports: Sequence[Sequence[Row]], setting: SourceSetting) -> list[Row]:
    """The rows after each export was loaded upon what was there."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH ':memory:' AS {BEFORE}")
        for rows in exports:
            connection.execute("CREATE TABLE sales (id BIGINT, day DATE, amount BIGINT)")
            if rows:
                connection.executemany("INSERT INTO sales VALUES (?, ?, ?)", [list(row) for row in rows])
            cutoff = cutoff_of(connection, setting)
            if cutoff is not None:
                merge(connection, setting, cutoff)
            connection.execute(f"CREATE OR REPLACE TABLE {BEFORE}.main.sales AS FROM sales")
            connection.execute("DROP TABLE sales")
        return connection.execute(f"FROM {BEFORE}.main.sales ORDER BY ALL").fetchall()


@given(rows=ROWS, days=st.sets(st.integers(0, 24), max_size=5), key=st.booleans())
@settings(max_examples=30, deadline=None)
def test_in_whatever_parts_rows_come(rows: list[tuple[int, int, int]], days: set[int], key: bool) -> None:
    setting = SourceSetting("sales", "kpibot.yaml:1", file="x", time="day", key=("id",) if key else (), late=LATE)
    exports = [arrived(rows, day) for day in (*sorted(days), 20 + LATE)]
    assert loaded(exports, setting) == sorted(arrived(rows, 20 + LATE))


@given(rows=ROWS, days=st.sets(st.integers(0, 24), max_size=5), data=st.data())
@settings(max_examples=20, deadline=None)
def test_rows_with_a_key_may_change(rows: list[tuple[int, int, int]], days: set[int], data: st.DataObject) -> None:
    """The source may show rows with other amounts than before, and no longer those that lie far back."""
    setting = SourceSetting("sales", "kpibot.yaml:1", file="x", time="day", key=("id",), late=LATE)
    exports: list[list[Row]] = []
    newest: dict[int, Row] = {}
    for day in (*sorted(days), 20 + LATE):
        far = max((row[1] for row in newest.values()), default=date(2025, 1, 1)) - timedelta(days=LATE)
        shown = [row for row in arrived(rows, day) if row[0] not in newest or row[1] >= far]
        changed = [(number, at, data.draw(st.integers(0, 99))) for number, at, _ in shown]
        newest.update((row[0], row) for row in changed)
        exports.append(changed)
    assert loaded(exports, setting) == sorted(newest.values())
