"""Columns named by periods, or by members, become rows; what only looks like them stays as it is."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import duckdb
import pytest

from data.loading import SourceError, TableReport, find_sources, read_into
from data.loading.periods import Period, periods_of, years_in
from data.section import WorkspaceError
from data.unpivot import Unpivot
from data.workspace import read_workspace
from tests.loading.loaded_shop import load_shop, rows, write

GUESS = Unpivot(guess=True)
MONTHS = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"
JALALI = "فروردین,اردیبهشت,خرداد,تیر,مرداد,شهریور,مهر,آبان,آذر,دی,بهمن,اسفند"


def turned(folder: Path, text: str, name: str = "budget 2024.csv", unpivot: Unpivot = GUESS) -> Turned:
    (folder / name).write_text(text, "utf-8")
    (source,) = find_sources([folder / name]).sources
    connection = duckdb.connect()
    report = read_into(connection, source, "loaded", spare=folder, unpivot=unpivot)
    assert connection.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("loaded",)]
    described = {row[0]: row[1] for row in connection.execute("DESCRIBE loaded").fetchall()}
    assert described == {one.name: one.type for one in report.columns}
    assert TableReport.from_json(report.as_json()) == report
    return Turned(connection, report)


class Turned:
    """A file that was read, turned or not."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, report: TableReport) -> None:
        self.connection, self.report = connection, report

    @property
    def rows(self) -> list[tuple[object, ...]]:
        return self.connection.execute("FROM loaded").fetchall()

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.report.columns]

    @property
    def codes(self) -> set[str]:
        return {one.code for one in self.report.repairs}


@pytest.mark.parametrize(
    ("heading", "kind", "first"),
    [
        ("Jan 2024", "month", "2024-01-01"), ("sales_mar_2024", "month", "2024-03-01"),
        ("2024-02", "month", "2024-02-01"), ("02/2024", "month", "2024-02-01"), ("202402", "month", "2024-02-01"),
        ("Mrz 2024", "month", "2024-03-01"),
        ("2024-05-01 00:00:00", "day", "2024-05-01"), ("Q3 2023", "quarter", "2023-07-01"),
        ("2023Q3", "quarter", "2023-07-01"), ("H2 2023", "half", "2023-07-01"), ("2019", "year", "2019-01-01"),
        ("1960 [YR1960]", "year", "1960-01-01"), ("X1960", "year", "1960-01-01"), ("2024-W05", "week", "2024-01-29"),
        ("فروردین ۱۴۰۳", "month", "2024-03-20"), ("1403/07", "month", "2024-09-22"), ("۱۴۰۳", "year", "2024-03-20"),
        ("Jan", "month", None), ("فروش مهر", "month", None), ("Week 5", "week", None), ("2fa_enabled", None, None),
        ("Q5", None, None), ("18-24", None, None), ("Lat", None, None), ("Maya", None, None), ("W60 2024", None, None),
        ("2024-13", None, None), ("Jan 1403", None, None), ("Top 2024 items 5", None, None),
    ],
)  # fmt: skip
def test_what_a_heading_names(heading: str, kind: str | None, first: str | None) -> None:
    (found,) = periods_of([heading])
    assert (found.kind if found else None) == kind
    assert (found.first.isoformat() if found and found.first else None) == first


def test_what_one_heading_leaves_open_is_told_by_all() -> None:
    assert [one and one.first for one in periods_of(["1/2/20", "1/22/20"])] == [date(2020, 1, 2), date(2020, 1, 22)]
    assert [one and one.first for one in periods_of(["1/2/20", "22/1/20"])] == [date(2020, 2, 1), date(2020, 1, 22)]
    assert periods_of(["1/2/20", "2/2/20"]) == [None, None]
    assert {one.kind for one in periods_of(["2024-01-01", "2024-02-01"]) if one} == {"month"}
    assert [one and one.year for one in periods_of(["Jan 24", "Feb 24", "Mar 24"])] == [2024, 2024, 2024]
    assert periods_of(["Jan 24", "Jan 25", "Jan 26"]) == [None, None, None]
    assert periods_of(["2019-20", "2020-21", "2021-22"])[0] == Period("year", 2019, 1, fiscal=True, span=True)


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("Budget 2024", (2024, 2024)), ("plan FY 2024/25", (2024, 2025)), ("export 2024-05-01", None),
        ("sales_2023_and_2024", None), ("بودجه ۱۴۰۳", (1403, 1403)), ("budget", None),
    ],
)  # fmt: skip
def test_the_year_in_a_name(name: str, years: tuple[int, int] | None) -> None:
    assert years_in(name) == years


def test_months_take_the_year_of_the_file_and_totals_are_left_out(tmp_path: Path) -> None:
    found = turned(
        tmp_path, f"Region,{MONTHS},Total\nN,{','.join('123456789012')},48\nTotal,{','.join('123456789012')},48\n"
    )
    assert found.rows == [("N", date(2024, n, 1), int("123456789012"[n - 1])) for n in range(1, 13)]
    assert found.names == ["region", "month", "budget"]
    assert {"turned", "total_columns", "total_rows"} <= found.codes
    assert found.report.unpivot == Unpivot(value="budget")


def test_months_without_any_year_stay_names(tmp_path: Path) -> None:
    found = turned(tmp_path, "Region,Jan,Feb,Mar\nN,1,2,3\n", "budget.csv")
    assert found.rows == [("N", "Jan", 1), ("N", "Feb", 2), ("N", "Mar", 3)]
    assert "no_year" in found.codes
    assert turned(tmp_path, "Region,Jan,Feb,Mar\nN,1,2,3\n", "b.csv", Unpivot(value="budget", year=2025)).rows[0] == (
        "N", date(2025, 1, 1), 1,
    )  # fmt: skip


def test_years_of_a_column_and_of_a_title(tmp_path: Path) -> None:
    rain = turned(tmp_path, "Station,Year,Jan,Feb,Mar\nA,2020,1,2,3\nA,2021,4,5,6\n", "rain.csv")
    assert rain.rows[2:4] == [("A", date(2020, 3, 1), 3), ("A", date(2021, 1, 1), 4)]
    assert rain.names == ["station", "month", "rain"]
    titled = turned(tmp_path, "Budget 2023,,,\nRegion,Jan,Feb,Mar\nN,1,2,3\n", "figures.csv")
    assert titled.rows[0] == ("N", date(2023, 1, 1), 1)
    assert titled.names[-1] == "budget"
    jalali = turned(tmp_path, f"استان,سال,{JALALI}\nتهران,1403,{','.join('123456789012')}\n", "فروش.csv")
    assert jalali.rows[6] == ("تهران", date(2024, 9, 22), 7)


def test_a_fiscal_year_goes_on_into_the_next(tmp_path: Path) -> None:
    months = ",".join([*MONTHS.split(",")[3:], "Jan", "Feb", "Mar"])
    found = turned(tmp_path, f"Region,{months}\nN,{','.join('123456789012')}\n", "plan 2024-25.csv")
    assert (found.rows[0][1], found.rows[-1][1]) == (date(2024, 4, 1), date(2025, 3, 1))
    unsaid = turned(tmp_path, f"Region,{months}\nN,{','.join('123456789012')}\n", "plan 2024.csv")
    assert "no_year" in unsaid.codes  # which of the two years January is in, one year does not tell


@pytest.mark.parametrize(
    "text",
    [
        ",2023,,,2024,,\nRegion,Q1,Q2,Q3,Q1,Q2,Q3\nN,1,2,3,4,5,6\n",
        "Region,2023,2023,2023,2024,2024,2024\n,Q1,Q2,Q3,Q1,Q2,Q3\nN,1,2,3,4,5,6\n",
        "Region,2023,,,2024,,\n,Q1,Q2,Q3,Q1,Q2,Q3\nN,1,2,3,4,5,6\n",
    ],
)
def test_years_over_quarters(tmp_path: Path, text: str) -> None:
    found = turned(tmp_path, text, "plan.csv")
    quarters = [date(year, month, 1) for year in (2023, 2024) for month in (1, 4, 7)]
    assert found.rows == [("N", day, n) for n, day in enumerate(quarters, 1)]
    assert "two_header_rows" in found.codes


@pytest.mark.parametrize(
    "text",
    [
        ",Sales,,,Cost,,\nRegion,Jan,Feb,Mar,Jan,Feb,Mar\nN,10,20,30,4,5,\n",
        "Region,Sales Jan,Sales Feb,Sales Mar,Cost Jan,Cost Feb,Cost Mar\nN,10,20,30,4,5,\n",
    ],
)
def test_several_figures_over_months(tmp_path: Path, text: str) -> None:
    found = turned(tmp_path, text, "shop 2024.csv")
    assert found.names == ["region", "month", "sales", "cost"]
    assert found.rows == [
        ("N", date(2024, 1, 1), 10, 4),
        ("N", date(2024, 2, 1), 20, 5),
        ("N", date(2024, 3, 1), 30, None),
    ]
    assert found.report.unpivot == Unpivot()


def test_subtotals_are_held_against_what_they_add_up(tmp_path: Path) -> None:
    good = turned(tmp_path, "Region,Jan,Feb,Mar,Q1,YTD\nN,1,2,3,6,6\n")
    assert "total_columns" in good.codes and "other_total" not in good.codes
    bad = turned(tmp_path, "Region,Jan,Feb,Mar,Total\nN,1,2,3,60\n")
    assert "other_total" in bad.codes
    assert [row[2] for row in bad.rows] == [1, 2, 3]


def test_numbers_of_a_whole_row_are_left_out_but_not_those_that_tell_rows_apart(tmp_path: Path) -> None:
    text = "Store,Dept,Size,2019-01,2019-02,2019-03,Average\n1,1,100,1,2,3,2\n1,2,100,4,5,6,5\n2,1,200,7,8,9,8\n"
    found = turned(tmp_path, text, "sales.csv")
    assert found.names == ["store", "dept", "month", "sales"]
    assert [r.detail for r in found.report.repairs if r.code == "numbers_of_row"] == ["Size"]
    kept = turned(tmp_path, text, "sales.csv", Unpivot(value="sales", keep=("Size",)))
    assert set(kept.names) == {"size", "store", "dept", "month", "sales"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("City,18-24,25-34,35-44\nA,2,3,4\nB,3,4,5\n", ""),
        ("Who,Q1,Q2,Q3,Q4,Q5\n1,5,4,3,2,1\n2,1,2,3,4,5\n", ""),
        ("Who,Q1,Q2,Q3,Q4\n1,5,4,3,2\n2,1,2,3,4\n", "maybe_crosstab"),
        ("City,Lat,Long,2fa_enabled,may_call\nA,1.5,2.5,1,0\nB,3.5,4.5,0,1\n", ""),
        ("Region,2023,2024\nN,1,2\nS,3,4\n", "maybe_crosstab"),
        ("Person,Jan,Feb,Mar\nA,on,off,on\nB,off,off,on\n", "crosstab_of_texts"),
        ("Id,is_red,is_green,is_blue,size_2020\n1,1,0,0,5\n2,0,1,0,6\n", ""),
        ("Plant,W1,W2,W3\nA,1,2,3\nB,3,4,5\n", "maybe_crosstab"),
    ],
)
def test_what_is_no_crosstab_stays_as_it_is(tmp_path: Path, text: str, code: str) -> None:
    found = turned(tmp_path, text, "given.csv")
    assert found.report.unpivot is None
    assert len(found.rows) == text.count("\n") - 1
    assert ({"maybe_crosstab", "crosstab_of_texts"} & found.codes or {""}) == {code}
    if code == "maybe_crosstab":
        assert any("unpivot: {value: " in one.text for one in found.report.repairs)


def test_columns_of_members_by_the_setting(tmp_path: Path) -> None:
    text = "Product,Note,North,South\nDesk,x,1,2\nLamp,y,3,\n"
    wanted = [("Desk", "x", "North", 1), ("Desk", "x", "South", 2), ("Lamp", "y", "North", 3)]
    for unpivot in (
        Unpivot(columns=("North", "south"), name="region", value="stock"),
        Unpivot(keep=("Product", "Note"), name="region", value="stock"),
    ):
        found = turned(tmp_path, text, "stock.csv", unpivot)
        assert found.rows == wanted
        assert found.report.unpivot == unpivot


@pytest.mark.parametrize(
    ("unpivot", "why"),
    [
        (
            Unpivot(columns=("West",), name="region", value="stock"),
            "no column 'West'; it has product, note, north, south",
        ),
        (Unpivot(keep=("Product",), name="region", value="stock"), "Note holds texts, the other columns numbers"),
        (Unpivot(columns=("North", "South"), name="product", value="stock"), "there is a column product already"),
        (Unpivot(value="stock"), "no columns are named by periods"),
    ],
)
def test_a_setting_that_does_not_fit_is_refused(tmp_path: Path, unpivot: Unpivot, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        turned(tmp_path, "Product,Note,North,South\nDesk,x,1,2\n", "stock.csv", unpivot)


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("months", "'unpivot' is periods, or"),
        ("{columns: [North]}", "'columns' needs 'name'"),
        ("{columns: [North], keep: [Product], name: region, value: stock}", "one of them is enough"),
        ("{name: region, value: stock}", "'name' is for 'columns' or 'keep'"),
        ("{value: stock, year: 20}", "'year' must be a year"),
        ("{valeu: stock}", "'valeu' is no setting"),
    ],
)
def test_mistakes_in_the_setting_have_a_line(tmp_path: Path, setting: str, why: str) -> None:
    text = f"name: Shop\ncurrency: EUR\ndatabase: data\nsources:\n  stock: {{file: stock.csv, unpivot: {setting}}}\n"
    write(tmp_path, "kpibot.yaml", text)
    with pytest.raises(WorkspaceError, match=rf"kpibot\.yaml:5: .*{why}"):
        read_workspace(tmp_path)


def test_reading_only_new_months_gives_what_reading_all_would(tmp_path: Path) -> None:
    """March is corrected, April new; the export shows no months before February any more."""
    settings = (
        "name: Shop\ncurrency: EUR\ndatabase: data\nsources:\n"
        "  plan: {file: plan.csv, time: month, key: [region, month], late: 40, unpivot: {value: plan}}\n"
    )
    write(tmp_path, "kpibot.yaml", settings)
    write(tmp_path, "catalogue/shop.yaml", "tables: {plan: {time: month}}\n"
          "dimensions: {region: {table: plan, column: region}}\n"
          "metrics: {plan: {table: plan, agg: sum, expr: plan, format: currency}}\n")  # fmt: skip
    write(tmp_path, "plan.csv", "Region,2026-01,2026-02,2026-03\nN,1,2,3\nS,4,5,6\n")
    load_shop(tmp_path)
    write(tmp_path, "plan.csv", "Region,2026-02,2026-03,2026-04\nN,2,30,7\nS,5,6,8\n")
    load_shop(tmp_path)
    added = rows(tmp_path, "SELECT region, month, plan FROM plan ORDER BY ALL")
    write(tmp_path, "plan.csv", "Region,2026-01,2026-02,2026-03,2026-04\nN,1,2,30,7\nS,4,5,6,8\n")
    load_shop(tmp_path, full=True)
    assert added == rows(tmp_path, "SELECT region, month, plan FROM plan ORDER BY ALL")
    assert len(added) == 8


def test_a_column_a_day_takes_seconds(tmp_path: Path) -> None:
    days = [date.fromordinal(date(2020, 1, 1).toordinal() + n).isoformat() for n in range(500)]
    lines = [f"C{n},{','.join(str(n + day) for day in range(500))}" for n in range(100)]
    begun = time.monotonic()
    found = turned(tmp_path, "\n".join([f"Country,{','.join(days)}", *lines]), "cases.csv")
    assert time.monotonic() - begun < 60  # looking at each heading beside each other one took minutes
    count, total = found.connection.execute("SELECT count(*), sum(cases) FROM loaded").fetchall()[0]
    assert (count, total) == (100 * 500, sum(n + day for n in range(100) for day in range(500)))
