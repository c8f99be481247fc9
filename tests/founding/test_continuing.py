"""A file or sheet for each month or year: one table, dated by the names where the rows have no date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from bot.founding.continuing import continuing
from data.loading import find_sources
from tests.founding.companies import init
from tests.founding.test_small_companies import company


def tables_of(folder: Path, files: dict[str, str]) -> dict[str, list[str]]:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return {
        one.name: [source.path.name for source in one.sources if source.path]
        for one in continuing(find_sources([folder]).sources)
    }


def test_names_alike_but_for_a_period_are_one_table(tmp_path: Path) -> None:
    rows = '{},"b, c"\n1,"2, 3, 4"\n'
    files = {
        "Sales_January_2023.csv": rows.format("a"), "Sales_February_2023.csv": rows.format("a"),
        "Sales_Targets_2023.csv": rows.format("a"), "Sales_March_2023.csv": rows.format("z"),
        "train_set.csv": "x,y\n1,2\n", "train_out.csv": "x,y\n1,2\n", "2021.csv": "k;l\n1;2\n",
        "2022.csv": "l;k\n1;2\n",
    }  # fmt: skip
    found = tables_of(tmp_path, files)
    assert found.pop("sales") == ["Sales_February_2023.csv", "Sales_January_2023.csv"]
    assert found.pop(tmp_path.name.casefold()) == ["2021.csv", "2022.csv"]
    assert all(len(one) == 1 for one in found.values())
    assert len(found) == 4


def test_headers_of_any_encoding_are_compared(tmp_path: Path) -> None:
    for number, encoding in enumerate(("utf-16", "utf-16", "cp1252")):
        (tmp_path / f"müll {2020 + number}.txt").write_bytes("straße\tmenge\r\nA\t1\r\n".encode(encoding))
    (tmp_path / "odd 2020.csv").write_bytes(b'a,b\rc,"d\r\n\x00')
    found = [len(one.sources) for one in continuing(find_sources([tmp_path]).sources)]
    assert sorted(found) == [1, 3]


def test_a_title_above_the_header_tells_nothing(tmp_path: Path) -> None:
    text = "Report of {}, all shops\n\nshop,amount,day\nA,1,x\nB,2,y\n"
    found = tables_of(tmp_path, {f"till {name} 2024.csv": text.format(name) for name in ("May", "June")})
    assert found == {"till": ["till June 2024.csv", "till May 2024.csv"]}


def test_months_of_file_names_are_asked_for(tmp_path: Path) -> None:
    asked = company(
        tmp_path,
        {f"umsatz_2024-{month:02}.csv": f"Kunde;Umsatz\nAda;{month},50\nBob;10\n" for month in (1, 2, 3)},
    )
    assert asked.rows("revenue by month in 2024") == [
        (date(2024, 1, 1), 11.5), (date(2024, 2, 1), 12.5), (date(2024, 3, 1), 13.5),
    ]  # fmt: skip
    assert asked.rows("revenue of Ada in february 2024") == [(2.5,)]


def test_rows_with_a_date_in_their_period_keep_it(tmp_path: Path) -> None:
    head = "Order ID,Ordered,Amount\n"
    asked = company(
        tmp_path,
        {
            "orders_january_2024.csv": head + "1,2024-01-05,10\n2,2024-01-25,20\n",
            "orders_february_2024.csv": head + "3,2024-02-05,40\n",
        },
    )
    assert asked.rows("amount by month in 2024") == [(date(2024, 1, 1), 30), (date(2024, 2, 1), 40)]
    assert "month" not in {one.name for report in asked.founded.read for one in report.columns}


def test_a_date_of_long_ago_is_not_that_of_the_file(tmp_path: Path) -> None:
    head = "Account,Signup date,MRR\n"
    asked = company(
        tmp_path,
        {
            "mrr_202401.csv": head + "A,2021-03-01,10\nB,2022-04-01,20\n",
            "mrr_202402.csv": head + "A,2021-03-01,15\nC,2024-02-03,30\n",
        },
    )
    assert asked.rows("MRR in january 2024") == [(30,)]
    assert asked.rows("MRR in february 2024") == [(45,)]


def test_years_of_names_and_months_of_rows_make_dates(tmp_path: Path) -> None:
    head = "Month,Shop,Cost\n"
    asked = company(
        tmp_path,
        {
            "costs 2023.csv": head + "January,A,1\nFebruary,A,2\nMarch,B,4\n",
            "costs 2024.csv": head + "January,A,8\nFebruary,B,16\nMarch,B,32\n",
        },
    )
    assert asked.rows("cost in february 2024") == [(16,)]
    assert asked.rows("cost by year") == [(date(2023, 1, 1), 7), (date(2024, 1, 1), 56)]


def test_a_sheet_for_each_month_is_one_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, name in enumerate(("فروردین", "اردیبهشت", "خرداد"), 1):
        sheet = book.create_sheet(name)
        for row in (["شعبه", "مبلغ فروش"], ["تهران", number * 100], ["شیراز", number], ["جمع", number * 101]):
            sheet.append(row)
    notes = book.create_sheet("توضیحات")
    notes.append(["شرح", "مقدار"])
    notes.append(["الف", 1])
    book.save(tmp_path / "فروش ۱۴۰۳.xlsx")
    asked = init(tmp_path / "workspace", [tmp_path / "فروش ۱۴۰۳.xlsx"])
    assert asked.rows("فروش به تفکیک ماه") == [
        (date(2024, 3, 20), 101), (date(2024, 4, 20), 202), (date(2024, 5, 21), 303),
    ]  # fmt: skip
    assert asked.rows("فروش اردیبهشت ۱۴۰۳ به تفکیک شعبه") == [("تهران", 200), ("شیراز", 2)]


def test_any_number_of_files_of_one_kind_is_founded(tmp_path: Path) -> None:
    files = {
        f"shop {chr(97 + number // 6)}{chr(97 + number % 6)}.csv": "day,permits\n2024-01-01,5\n" for number in range(36)
    }
    assert len(company(tmp_path, files).founded.read) == 36
