"""Strangers' crosstabs: columns of months, years and days as they come, held against SQL that unpivots them by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb
import openpyxl
import pytest

from bot.founding.files import REPORT
from queries.cannot import CannotAnswer
from tests.founding.companies import Asked, init
from tests.founding.test_strangers import told_apart

PLACE = Path(mkdtemp(prefix="crosstabs-"))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
JALALI = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")


def written(path: Path, head: list[str], rows: list[list[object]]) -> None:
    lines = [head, *([str(value) for value in row] for row in rows)]
    path.write_text("".join(",".join(line) + "\n" for line in lines), "utf-8")


def budget(folder: Path) -> None:
    """A budget by month of the year in the file's name, with totals down and across, beside what was spent."""
    rows: list[list[object]] = [
        [region, product, *(start + month * step for month in range(12))]
        for region, product, start, step in (
            ("North", "Desk", 10, 1),
            ("North", "Lamp", 20, 2),
            ("South", "Desk", 30, 3),
        )
    ]
    totals = [sum(int(str(row[2 + n])) for row in rows) for n in range(12)]
    lines: list[list[object]] = [*([*row, sum(int(str(v)) for v in row[2:])] for row in rows)]
    written(
        folder / "budget_2025.csv",
        ["Region", "Product", *MONTHS, "Total"],
        [*lines, ["Total", "", *totals, sum(totals)]],
    )
    spent: list[list[object]] = [[n, f"2025-{n:02}-07", "NS"[n % 2], 20 * n] for n in range(1, 13)]
    written(folder / "expenses.csv", ["expense_id", "expense_date", "office", "amount"], spent)


def workbook(folder: Path) -> None:
    """Dates as headings below a title; years over quarters in merged cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Budget"
    for row in (
        ["ACME, all figures in USD"], [],
        ["Department", "Account", *(date(2025, n, 1) for n in range(1, 5)), "FY"],
        ["Sales", "Travel", 1, 2, 3, 4, 10], ["IT", "Cloud", 10, 20, 30, 40, 100], ["Total", None, 11, 22, 33, 44, 110],
    ):  # fmt: skip
        sheet.append(row)
    targets = book.create_sheet("Targets")
    for row in ([None, "2024", None, None, "2025", None, None], ["Region", "Q1", "Q2", "Q3", "Q1", "Q2", "Q3"],
                ["North", 1, 2, 3, 4, 5, 6], ["South", 7, 8, 9, 10, 11, 12]):  # fmt: skip
        targets.append(row)
    targets.merge_cells("B1:D1")
    targets.merge_cells("E1:G1")
    book.save(folder / "acme.xlsx")


def persian(folder: Path) -> None:
    """Jalali months, the year in the file's name, Persian digits, a total."""
    digits = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    rows: list[list[object]] = []
    for province, step in (("تهران", 100), ("فارس", 10)):
        values = [step * month for month in range(1, 13)]
        rows.append([province, *(str(v).translate(digits) for v in values), str(sum(values)).translate(digits)])
    written(folder / "بودجه ۱۴۰۳.csv", ["استان", *JALALI, "جمع"], rows)


def cases(folder: Path) -> None:
    """A column a day, counted up to that day; places without a province."""
    days = [f"1/{day}/20" for day in range(22, 32)] + [f"2/{day}/20" for day in range(1, 25)]
    written(folder / "time_series_confirmed_global.csv", ["Province/State", "Country/Region", "Lat", "Long", *days], [
        ["", "Iran", 32.4, 53.6, *(n * 2 for n in range(34))],
        ["Hubei", "China", 30.9, 112.2, *(400 + n * n for n in range(34))],
        ["Beijing", "China", 40.1, 116.4, *(14 + n for n in range(34))],
    ])  # fmt: skip


def population(folder: Path) -> None:
    """A column a year, with names and codes of countries."""
    written(folder / "population.csv", ["Country Name", "Country Code", *map(str, range(2015, 2024))],
            [["Iran", "IRN", *range(80, 89)], ["Iraq", "IRQ", *range(40, 49)]])  # fmt: skip


def statement(folder: Path) -> None:
    """Revenue, cost and profit below each other: three figures."""
    rows: list[list[object]] = [["Revenue", 10, 20, 30], ["Cost", 5, 6, 7], ["Profit", 5, 14, 23]]
    written(folder / "pnl_2024.csv", ["Line item", *MONTHS[:3]], rows)


def two_figures(folder: Path) -> None:
    """Sales and visits of stores that have numbers, with the store's size."""
    head = [f"{figure} {month} 2024" for figure in ("Sales", "Visits") for month in MONTHS[:3]]
    written(folder / "figures.csv", ["Store", "Dept", "Size", *head],
            [[1, 1, 100, 1, 2, 3, 10, 20, 30], [1, 2, 100, 4, 5, 6, 40, 50, 60],
             [2, 1, 200, 7, 8, 9, 70, 80, 90]])  # fmt: skip


def yearly_files(folder: Path) -> None:
    """A file for each year, one after the other."""
    written(folder / "plan_2024.csv", ["Region", *MONTHS[:3]], [["North", 1, 2, 3], ["South", 4, 5, 6]])
    written(folder / "plan_2025.csv", ["Region", *MONTHS[:3]], [["North", 10, 20, 30], ["South", 40, 50, 60]])


MAKERS: dict[str, Callable[[Path], None]] = {
    maker.__name__: maker
    for maker in (budget, workbook, persian, cases, population, statement, two_figures, yearly_files)
}
_BY_MONTH = """FROM (UNPIVOT (SELECT * EXCLUDE ("Total") FROM read_csv('{raw}/budget_2025.csv') WHERE Region <> 'Total')
    ON Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov, Dec INTO NAME m VALUE v)"""
_JALALI = """FROM (UNPIVOT (SELECT * EXCLUDE ("جمع") FROM read_csv('{raw}/بودجه ۱۴۰۳.csv', all_varchar=true))
    ON COLUMNS(lambda c: c <> 'استان') INTO NAME m VALUE t),
    LATERAL (SELECT CAST(translate(t, '۰۱۲۳۴۵۶۷۸۹', '0123456789') AS INT) AS v)"""
_CASES = "FROM (UNPIVOT read_csv('{raw}/time_series_confirmed_global.csv') " \
         "ON COLUMNS(lambda c: c LIKE '%/20') INTO NAME d VALUE v)"  # fmt: skip
_PEOPLE = "FROM (UNPIVOT read_csv('{raw}/population.csv', header=true) " \
          "ON COLUMNS(lambda c: c LIKE '20%') INTO NAME y VALUE v)"  # fmt: skip
_STORES = "FROM (UNPIVOT read_csv('{raw}/figures.csv') ON COLUMNS(lambda c: c LIKE '% 2024') INTO NAME m VALUE v)"
_PLANS = "FROM (UNPIVOT read_csv('{raw}/plan_*.csv', filename=true) ON Jan, Feb, Mar INTO NAME m VALUE v)"
QUESTIONS: tuple[tuple[str, str, str], ...] = (
    ("budget", "budget by region", f"SELECT Region, sum(v) {_BY_MONTH} GROUP BY 1"),
    ("budget", "budget in March 2025", f"SELECT sum(v) {_BY_MONTH} WHERE m = 'Mar'"),
    ("budget", "budget by product in Q2 2025",
     f"SELECT Product, sum(v) {_BY_MONTH} WHERE m IN ('Apr', 'May', 'Jun') GROUP BY 1"),
    ("budget", "target attainment in February 2025", f"SELECT 40 / (SELECT sum(v) {_BY_MONTH} WHERE m = 'Feb')"),
    ("persian", "بودجه به تفکیک استان", f'SELECT "استان", sum(v) {_JALALI} GROUP BY 1'),
    ("persian", "بودجه مهر ۱۴۰۳", f"SELECT sum(v) {_JALALI} WHERE m = 'مهر'"),
    ("cases", "confirmed by country on 5 February 2020",
     f'SELECT "Country/Region", sum(v) {_CASES} WHERE d = \'2/5/20\' GROUP BY 1'),
    ("cases", "confirmed", f"SELECT sum(v) {_CASES} WHERE d = '2/24/20'"),
    ("population", "population in 2020", f"SELECT sum(v) {_PEOPLE} WHERE y = '2020'"),
    ("population", "population by country", f'SELECT "Country Name", sum(v) {_PEOPLE} WHERE y = \'2023\' GROUP BY 1'),
    ("statement", "profit in Q1 2024", "SELECT 5 + 14 + 23"),
    ("statement", "revenue in March 2024", "SELECT 30"),
    ("two_figures", "sales by store",
     f"SELECT CAST(Store AS VARCHAR), sum(v) {_STORES} WHERE m LIKE 'Sales%' GROUP BY 1"),
    ("two_figures", "visits in February 2024", f"SELECT sum(v) {_STORES} WHERE m = 'Visits Feb 2024'"),
    ("yearly_files", "plan by region in 2024",
     f"SELECT Region, sum(v) {_PLANS} WHERE filename LIKE '%2024.csv' GROUP BY 1"),
    ("yearly_files", "plan in February 2025", f"SELECT sum(v) {_PLANS} WHERE filename LIKE '%2025.csv' AND m = 'Feb'"),
)  # fmt: skip


@cache
def founded(name: str) -> Asked:
    raw = PLACE / name / "raw"
    raw.mkdir(parents=True)
    MAKERS[name](raw)
    return init(PLACE / name / "workspace", [raw])


def by_hand(name: str, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(sql.format(raw=PLACE / name / "raw")).fetchall()


@pytest.mark.parametrize(("name", "question", "sql"), QUESTIONS, ids=[f"{n}-{q}" for n, q, _ in QUESTIONS])
def test_question(name: str, question: str, sql: str) -> None:
    asked = founded(name)
    assert told_apart([tuple(row) for row in asked.ask(question).rows]) == told_apart(by_hand(name, sql))


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("budget by department in February 2025", [("IT", 20), ("Sales", 2)]),
        ("budget in 2025", [(110,)]),
        ("targets in Q1 2025", [(14,)]),
        ("targets by region in 2024", [("South", 24), ("North", 6)]),
    ],
)
def test_a_workbook(question: str, rows: list[tuple[Any, ...]]) -> None:
    assert founded("workbook").rows(question) == rows


def test_cells_are_not_counted_and_what_is_of_a_row_is_not_summed() -> None:
    metrics = founded("two_figures").dataset.catalogue.metrics
    assert {name for name, metric in metrics.items() if not metric.hidden} == {
        "sales", "average_sales", "visits", "average_visits",
    }  # fmt: skip
    assert "? Size would be counted with each value" in (PLACE / "two_figures" / "workspace" / REPORT).read_text(
        "utf-8"
    )


def test_without_a_year_a_period_is_refused_until_it_is_written_down(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    written(tmp_path / "raw" / "budget.csv", ["Region", *MONTHS[:3]], [["North", 1, 2, 3], ["South", 4, 5, 6]])
    asked = init(tmp_path / "ws", [tmp_path / "raw"])
    assert asked.rows("budget by region") == [("South", 15), ("North", 6)]
    with pytest.raises(CannotAnswer) as refused:
        asked.ask("budget in March 2025")
    assert refused.value.note.code == "no_time"
    assert "headings name no year" in (tmp_path / "ws" / REPORT).read_text("utf-8")
    edit(tmp_path, "unpivot: {value: budget}", "unpivot: {value: budget, year: 2025}")
    assert init(tmp_path / "ws", [tmp_path / "raw"]).rows("budget in March 2025") == [(9,)]
    assert "year: 2025" in (tmp_path / "ws" / "kpibot.yaml").read_text("utf-8")


def test_what_init_left_is_turned_by_the_line_of_the_report_and_what_it_turned_is_left(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    written(tmp_path / "raw" / "stock.csv", ["Product", "North", "South"], [["Desk", 1, 2], ["Lamp", 3, 4]])
    written(tmp_path / "raw" / "sales.csv", ["Region", "2023", "2024"], [["North", 1, 2], ["South", 3, 4]])
    written(tmp_path / "raw" / "visits 2024.csv", ["Shop", *MONTHS[:3]], [["A", 1, 2, 3], ["B", 4, 5, 6]])
    init(tmp_path / "ws", [tmp_path / "raw"])
    assert "(2023, 2024: unpivot: {value: sales})" in (tmp_path / "ws" / REPORT).read_text("utf-8")
    edit(tmp_path, "sales.csv}", "sales.csv, unpivot: {value: sales}}")
    edit(tmp_path, "stock.csv}", "stock.csv, unpivot: {columns: [North, South], name: area, value: pieces}}")
    edit(tmp_path, ", unpivot: {value: visits}", "")
    asked = init(tmp_path / "ws", [tmp_path / "raw"])
    assert asked.rows("sales by region in 2024") == [("South", 4), ("North", 2)]
    assert asked.rows("pieces by area") == [("South", 6), ("North", 4)]
    assert "jan" in asked.dataset.catalogue.metrics


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "ws" / "kpibot.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
