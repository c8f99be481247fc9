"""Files in the shapes that strangers bring: what is read of them answers as sums by hand do."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.founding.companies import Asked
from tests.founding.test_small_companies import company

DAYS = [f"2025-0{month}-{day:02d}" for month in (1, 2, 3) for day in (3, 9, 17, 25)]
AGENTS = ["Ann", "Bob", "Cleo"] * 4


def of_columns(columns: Mapping[str, Sequence[object]], separator: str = ",") -> str:
    """A file of some columns."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(
        [list(columns), *zip(*columns.values(), strict=True)]
    )
    return text.getvalue()


def calls(folder: Path, heading: str, lengths: Sequence[str]) -> Asked:
    """Twelve calls with how long they took."""
    columns = {"Date": DAYS, "Agent": AGENTS, heading: lengths}
    return company(folder, {"calls.csv": of_columns(columns)})


def test_lengths_of_time_as_text_have_a_mean_in_hours(tmp_path: Path) -> None:
    asked = calls(tmp_path, "Talk time", ["1h 30m", "45 min", "2 h", "30m", "1 day 3 h", "1h"] * 2)
    # Ann 1.5 and 0.5, Bob 0.75 and 27, Cleo 2 and 1.
    assert asked.rows("average talk time by agent") == [("Bob", 13.875), ("Cleo", 1.5), ("Ann", 1.0)]
    assert asked.dataset.catalogue.metrics["average_talk_time"].unit == "hours"
    report = "\n".join(line for report in asked.founded.read for line in report.lines)
    assert "12 lengths of time were read as seconds" in report


def test_lengths_of_time_in_one_unit_have_a_mean_in_hours(tmp_path: Path) -> None:
    asked = calls(tmp_path, "Wait", ["45 min", "15 min", "30 min"] * 4)
    assert asked.rows("average wait by agent") == [("Ann", 0.75), ("Cleo", 0.5), ("Bob", 0.25)]


def test_a_clock_under_a_duration_and_under_a_start(tmp_path: Path) -> None:
    columns = {
        "Date": DAYS,
        "Agent": AGENTS,
        "Duration": ["02:15:00", "00:45:00", "01:00:00"] * 4,
        "Started at": ["09:15:00", "10:45:00", "13:00:00"] * 4,
    }
    asked = company(tmp_path, {"calls.csv": of_columns(columns)})
    assert asked.rows("average duration") == [(round(4 / 3, 4),)]
    assert not [metric for metric in asked.dataset.catalogue.metrics if "start" in metric]


def test_effort_as_text_adds_up(tmp_path: Path) -> None:
    asked = calls(tmp_path, "Worked hours", ["7:30:00", "8:00:00", "6:15:00"] * 4)
    assert asked.rows("worked hours by agent") == [("Bob", 32.0), ("Ann", 30.0), ("Cleo", 25.0)]
