"""A file read in one pass gives the table and the report that reading with all repairs gives."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.loading import TableReport, clean, find_sources, read_into

_TEXTS = st.sampled_from(
    ["North", "کرمان", "كرمان", "", "n/a", "unknown", " padded", "Total", "a\u00a0", "x,y", 'q"q', "two\nlines"]
)
_NUMBERS = st.sampled_from(
    ["1", "20", "-3", "007", "12.6", "", "nan", "1_000", "1,200", "1e3", "$5", "x", "18446744073709551616"]
)
_DAYS = st.sampled_from(["2024-01-05", "2024-02-30", "1402-01-05", "", "2024-01-05 10:00", "05/01/2024", "2024-1-5"])
_FLAGS = st.sampled_from(["true", "FALSE", "", "yes", "1"])


def _read(folder: Path, path: Path) -> tuple[list[tuple[object, ...]], TableReport]:
    with duckdb.connect() as connection:
        report = read_into(connection, find_sources([path]).sources[0], "loaded", spare=folder)
        return connection.execute("SELECT * FROM loaded").fetchall(), report


def _file(folder: Path, rows: list[tuple[str, ...]]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([("name", "amount", "rate", "day", "ok"), *rows])
    path = folder / "given.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(odd=("North", "18446744073709551616", "1", "2024-01-05", "true"), place=0, twice=False)
@example(odd=("North", "18446744073709551616", "1", "2024-01-05", "true"), place=0, twice=True)
@given(odd=st.tuples(_TEXTS, _NUMBERS, _NUMBERS, _DAYS, _FLAGS), place=st.integers(0, 2500), twice=st.booleans())
def test_both_ways_give_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: tuple[str, ...], place: int, twice: bool
) -> None:
    rows = [
        (f"N {n % 50}", str(n), f"{n / 8}", f"2024-01-{n % 28 + 1:02}", "true" if n % 3 else "false")
        for n in range(2500)
    ]
    rows[place:place] = [odd] * (1 + twice)
    path = _file(tmp_path, rows)
    monkeypatch.setattr(clean, "_HEAD", 8_000)
    monkeypatch.setattr(clean, "_TAIL", 2_000)
    monkeypatch.setattr(clean, "LEAST_BYTES", 0)
    at_once = _read(tmp_path, path)
    monkeypatch.setattr(clean, "LEAST_BYTES", 1 << 60)
    assert at_once == _read(tmp_path, path)


def test_a_clean_file_is_read_in_one_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, [(f"N {n}", str(n), f"{n / 8}", "2024-01-05", "true") for n in range(500)])
    told: list[bool] = []
    read: Callable[..., TableReport | None] = clean.read_clean

    def watched(*arguments: object) -> TableReport | None:
        report = read(*arguments)
        told.append(report is not None)
        return report

    monkeypatch.setattr(clean, "read_clean", watched)
    monkeypatch.setattr(clean, "LEAST_BYTES", 0)
    _read(tmp_path, path)
    assert told == [True]
