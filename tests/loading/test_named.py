"""The period that names of files and sheets tell becomes a column of rows that have no date of their own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from data.loading import SourceError, find_sources
from data.loading.named import period_in, period_named
from data.loading.source import Kind, Source
from tests.loading.loaded_shop import load_shop, rows, write

SETTINGS = "name: Shop\ndatabase: data\nsources:\n  rows: {source}\n"
CATALOGUE = "tables: {rows: {}}\nmetrics: {figures: {table: rows, agg: count}}\n"


def folder_of(place: Path, source: str) -> Path:
    write(place, "kpibot.yaml", SETTINGS.format(source=source))
    write(place, "catalogue/shop.yaml", CATALOGUE)
    return place


@pytest.mark.parametrize(
    ("name", "kind", "first"),
    [
        ("sales_2023_01", "month", "2023-01-01"), ("mrr_202303", "month", "2023-03-01"),
        ("Sales_January_2019", "month", "2019-01-01"), ("Umsatz_2024-02", "month", "2024-02-01"),
        ("02_2024 orders", "month", "2024-02-01"), ("Jan 2024", "month", "2024-01-01"),
        ("stock 2024-05-06", "day", "2024-05-06"), ("stock_20240506", "day", "2024-05-06"),
        ("Q3 2023", "quarter", "2023-07-01"), ("2019", "year", "2019-01-01"), ("Budget 2024", "year", "2024-01-01"),
        ("تیر ۱۴۰۳", "month", "2024-06-21"), ("فروش 1403_01", "month", "2024-03-20"),
    ],
)  # fmt: skip
def test_names_tell_periods(name: str, kind: str, first: str) -> None:
    told = period_in(name)
    assert told is not None
    assert (told.kind, str(told.first)) == (kind, first)


@pytest.mark.parametrize(
    "name",
    ["orders", "orders_1", "sales v14", "export_20240501_120000", "Top 100 2019", "marketing", "2019-20", "FY2024"],
)
def test_other_names_tell_none(name: str) -> None:
    assert period_in(name) is None


@pytest.mark.parametrize(
    ("path", "part", "first"),
    [
        ("Sales 2023.xlsx", "Feb", "2023-02-01"), ("2022/Sales Feb.csv", "", "2022-02-01"),
        ("Sales 2023.xlsx", "Orders", "2023-01-01"), ("فروش ۱۴۰۲.xlsx", "مهر", "2023-09-23"),
        ("فروش 2023.xlsx", "مهر", "None"), ("2021 to 2022/Sales Feb.csv", "", "None"),
    ],
)  # fmt: skip
def test_months_have_the_year_around_them(path: str, part: str, first: str) -> None:
    told = period_named(Source(Kind.EXCEL, "x", Path("exports") / path, part))
    assert told is not None
    assert str(told.first) == first


def test_rows_without_a_date_get_the_one_of_the_name(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, '{file: "x/sales_*.csv", period: month}')
    write(folder, "x/sales_2024_01.csv", "shop,amount\nA,1\nB,2\n")
    write(folder, "x/sales_2024_02.csv", "amount,shop\n4,A\n")
    write(folder, "x/sales_targets.csv", "shop,goal\nA,9\n")
    (loaded,) = load_shop(folder)
    assert rows(folder, "SELECT shop, amount, month FROM rows ORDER BY amount") == [
        ("A", 1, date(2024, 1, 1)), ("B", 2, date(2024, 1, 1)), ("A", 4, date(2024, 2, 1)),
    ]  # fmt: skip
    said = [line for line in loaded.lines if "month" in line]
    assert (
        said[0]
        == "  " + "  month: 2 rows have no date and were given the month that the name tells ('sales_2024_01.csv')"
    )
    write(folder, "x/sales_2024_03.csv", "shop,amount\nA,8\n")
    load_shop(folder)
    assert rows(folder, "SELECT max(month), sum(amount) FROM rows") == [(date(2024, 3, 1), 15)]


def test_years_are_numbers_and_months_without_one_words(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, '{file: "x/*.csv", period: told}')
    write(folder, "x/2023.csv", "a\n1\n")
    write(folder, "x/2024.csv", "a\n2\n")
    load_shop(folder)
    assert rows(folder, "SELECT a, told FROM rows ORDER BY a") == [(1, 2023), (2, 2024)]
    bare = folder_of(tmp_path / "bare", '{file: "x/*.csv", period: told}')
    for number, name in enumerate(("Jan", "Feb")):
        write(bare, f"x/{name}.csv", f"a\n{number}\n")
    load_shop(bare)
    assert rows(bare, "SELECT a, told FROM rows ORDER BY a") == [(0, "Jan"), (1, "Feb")]


def test_a_pattern_of_sheets_stands_for_those_that_name_a_period(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, '{file: x/sales.xlsx, table: "* 1403", period: month}')
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in (("مهر 1403", ("a", 1)), ("آبان 1403", ("a", 2)), ("جمع 1403", ("b", 3)), ("Notes", ("c", 4))):
        sheet = book.create_sheet(name)
        for cell in cells:
            sheet.append([cell])
    (folder / "x").mkdir()
    book.save(folder / "x" / "sales.xlsx")
    load_shop(folder)
    assert rows(folder, "SELECT a, month FROM rows ORDER BY a") == [(1, date(2024, 9, 22)), (2, date(2024, 10, 22))]
    heads = {source.part: source.head for source in find_sources([folder / "x" / "sales.xlsx"]).sources}
    assert heads == {"مهر 1403": ("a",), "آبان 1403": ("a",), "جمع 1403": ("b",), "Notes": ("c",)}


def test_sheets_of_years_leave_the_others_out(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, '{file: "x/plan 2024.xlsx", table: "*", period: year}')
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in (("2023", ("a", 1)), ("2024", ("a", 2)), ("Notes", ("c", 4))):
        for cell in cells:
            (book[name] if name in book.sheetnames else book.create_sheet(name)).append([cell])
    (folder / "x").mkdir()
    book.save(folder / "x" / "plan 2024.xlsx")
    load_shop(folder)
    assert rows(folder, "SELECT a, year FROM rows ORDER BY a") == [(1, 2023), (2, 2024)]


def test_a_pattern_without_any_period_is_told(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, '{file: "x/*.csv", period: month}')
    write(folder, "x/one.csv", "a\n1\n")
    write(folder, "x/two.csv", "a\n2\n")
    with pytest.raises(SourceError, match=r"no name of those that x/\*.csv stands for tells a period"):
        load_shop(folder)
