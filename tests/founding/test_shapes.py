"""Files in the shapes that strangers bring: what is read of them answers as sums by hand do."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.exits import Exit
from bot.founding.report import report_text
from data.loading import SourceError
from tests.founding.companies import Asked, init
from tests.founding.test_small_companies import company

DAYS = [f"2025-0{month}-{day:02d}" for month in (1, 2, 3) for day in (3, 9, 17, 25)]
DAYS_OF_2026 = [f"2026-{month:02d}-05" for month in (1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)]
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


def test_ages_in_bands_are_age_groups(tmp_path: Path) -> None:
    columns = {"Date": DAYS, "Age": ["30-34", "35-39", "65+"] * 4, "Spend": range(12)}
    asked = company(tmp_path, {"ads.csv": of_columns(columns)})
    assert asked.rows("spend by age group") == asked.rows("spend by age")
    assert asked.rows("spend by age group")[0] == ("65+", 26.0)
    assert asked.rows("هزینه به تفکیک گروه سنی") == asked.rows("spend by age")
    (tmp_path / "other").mkdir()
    ages = company(tmp_path / "other", {"ads.csv": of_columns({**columns, "Age": [*range(20, 32)]})})
    assert ages.read("spend by age group").status != "answered"


def test_a_column_of_hours_is_called_a_time_too(tmp_path: Path) -> None:
    """ "Resolution hours" of 1.5, 2, 5.5 and 3, three times: their mean is three hours, by whatever name."""
    asked = calls(tmp_path, "Resolution hours", ["1.5", "2", "5.5", "3"] * 3)
    assert asked.rows("average resolution time") == asked.rows("resolution hours") == [(3.0,)]
    assert asked.rows("median resolution time") == [(2.5,)]
    assert asked.rows("میانگین زمان حل") == [(3.0,)]


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


ORDERS = {
    "order_id": [f"A{n}" for n in range(1, 23)],
    "order_date": [f"2026-{month:02d}-{day}" for month in range(1, 12) for day in ("03", "20")],
    "region": ["North", "South"] * 11,
    "amount": [10 * month for month in range(1, 12) for _ in range(2)],
}
PLAN = {
    "month": [f"{year}-{month:02d}-01" for year in (2026, 2027) for month in range(1, 13)],
    "budget": [100] * 12 + [200] * 12,
}


def test_plans_are_known_to_their_own_last_day(tmp_path: Path) -> None:
    """The orders end on 20 November 2026, the budget with 2027."""
    asked = company(tmp_path, {"orders.csv": of_columns(ORDERS), "budget.csv": of_columns(PLAN)})
    assert asked.rows("budget next month") == [(100,)]
    assert asked.rows("budget for 2027") == [(2400,)]
    assert asked.rows("budget this year") == [(1200,)]
    assert [row[1] for row in asked.rows("budget by quarter in 2027")] == [600] * 4
    assert asked.rows("budget in 2028") == []
    assert asked.ask("budget in 2028").notes[0].facts["through"] == date(2027, 12, 31)
    (row,) = asked.rows("order amount vs budget next month")
    assert row[:2] == (None, 100)


def test_a_table_that_ended_long_ago_ends_there(tmp_path: Path) -> None:
    """Orders of 2017 beside tickets of 2026: what came after or before is unknown, not none."""
    old = {**ORDERS, "order_date": [day.replace("2026", "2017") for day in ORDERS["order_date"]]}
    tickets = {"ticket_id": [f"T{n}" for n in range(12)], "opened_on": DAYS_OF_2026}
    asked = company(tmp_path, {"orders.csv": of_columns(old), "tickets.csv": of_columns(tickets)})
    assert asked.rows("order amount in 2018") == []
    notes = {note.code: note.facts for note in asked.ask("order amount in 2018").notes}
    assert notes["no_data_in_period"]["through"] == date(2017, 11, 20)
    assert notes["last_with_data"]["last"].start == date(2017, 1, 1)
    assert asked.rows("order amount by year") == [(date(2017, 1, 1), 1320)]
    trend = asked.rows("order amount by month")  # no period is said: the last with data
    assert (trend[0], trend[-1]) == ((date(2017, 1, 1), 20), (date(2017, 11, 1), 220))
    both = asked.ask("order amount and tickets by year")
    assert both.rows[0] == (date(2017, 1, 1), 1320, None)
    assert both.rows[-1] == (date(2026, 1, 1), None, 12)
    assert {note.code for note in both.notes} >= {"recorded_from", "recorded_to"}
    assert asked.rows("tickets in 2017") == [(None,)]
    assert asked.ask("tickets in 2017").notes[0].facts["first"] == date(2026, 1, 5)


def test_a_table_with_few_rows_has_not_ended(tmp_path: Path) -> None:
    """Nothing came back for two months, which has happened before: none, not unknown."""
    returns = {
        "return_id": ["R1", "R2", "R3"],
        "returned_on": ["2026-01-10", "2026-06-01", "2026-08-02"],
        "reason": ["broken", "late", "late"],
    }
    asked = company(tmp_path, {"orders.csv": of_columns(ORDERS), "returns.csv": of_columns(returns)})
    assert asked.rows("returns in October 2026") == [(0,)]
    assert asked.rows("returns in February 2026") == [(0,)]


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "orders.csv").write_text(of_columns(ORDERS), "utf-8")
    (raw / "bad.jsonl").write_text("this is\nno json\n", "utf-8")
    (raw / "broken.xlsx").write_bytes(b"PK\x03\x04nothing")
    asked = init(tmp_path / "workspace", [raw])
    assert asked.rows("orders") == [(22,)]
    assert {Path(name).name for name, _ in asked.founded.unread} == {"bad.jsonl", "broken.xlsx"}
    assert "bad.jsonl" not in (tmp_path / "workspace" / "kpibot.yaml").read_text("utf-8")
    assert "## Not read" in report_text(asked.founded)
    told = CliRunner().invoke(app, ["init", str(tmp_path / "again"), "--yes", "--from", str(raw)])
    assert told.exit_code == Exit.FILE
    assert "bad.jsonl" in told.output
    with pytest.raises(SourceError, match="no JSON"):
        init(tmp_path / "alone", [raw / "bad.jsonl"])


SORTED = [
    f"{day}/2025" for day in ("01/02", "09/02", "03/03", "11/03", "05/04", "12/04", "01/05", "06/06", "02/07", "12/08")
]
MIXED = [SORTED[n] for n in (7, 2, 9, 0, 4, 8, 1, 6, 3, 5)]


def dated(folder: Path, days: Sequence[str], amounts: Sequence[object], separator: str = ",") -> Asked:
    """Ten orders whose days could all be months."""
    columns = {"Order ID": [f"A{n}" for n in range(10)], "Order date": days, "Amount": amounts}
    return company(folder, {"orders.csv": of_columns(columns, separator)})


@pytest.mark.parametrize("month_first", [False, True])
def test_the_order_of_the_rows_tells_days_from_months(tmp_path: Path, month_first: bool) -> None:
    days = ["/".join((d[3:5], d[:2], d[6:])) for d in SORTED] if month_first else SORTED
    asked = dated(tmp_path, days, range(10, 110, 10))
    assert asked.rows("order amount in February 2025") == [(30,)]
    assert asked.dataset.catalogue.tables["orders"].unsure == ()
    assert any("by which the rows are in order" in line for report in asked.founded.read for line in report.lines)


def test_days_that_may_be_months_are_said_with_every_answer_by_days(tmp_path: Path) -> None:
    asked = dated(tmp_path, MIXED, range(10, 110, 10))
    assert "dates: month_first" in "\n".join(finding.text for finding in asked.founded.draft.findings)
    by_days = asked.ask("order amount in February 2025")
    assert [note.facts for note in by_days.notes if note.code == "day_or_month"] == [{"columns": ("order_date",)}]
    assert [note.code for note in asked.ask("order amount").notes if note.code == "day_or_month"] == []
    # What the settings say is no longer in doubt.
    settings = tmp_path / "workspace" / "kpibot.yaml"
    settings.write_text(settings.read_text("utf-8").replace("orders.csv", "orders.csv, dates: month_first"), "utf-8")
    again = init(tmp_path / "workspace", [tmp_path / "raw"])
    assert again.rows("order amount in September 2025") == [(70,)]
    assert again.dataset.catalogue.tables["orders"].unsure == ()


def test_decimal_commas_and_points_between_tell_that_the_day_is_first(tmp_path: Path) -> None:
    asked = dated(tmp_path, MIXED, [f"{n},50" for n in range(10, 110, 10)], ";")
    assert asked.rows("order amount in February 2025") == [(111.0,)]
    assert asked.dataset.catalogue.tables["orders"].unsure == ()
    (tmp_path / "points").mkdir()
    asked = dated(tmp_path / "points", [day.replace("/", ".") for day in MIXED], range(10, 110, 10))
    assert asked.dataset.catalogue.tables["orders"].unsure == ()
