"""Columns of texts become what people meant by them: numbers, days, yes and no; and what was done for it is told."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from given import column_of


@pytest.mark.parametrize(
    ("values", "read"),
    [
        (["$141.56K", "$2M", "$900"], [141560.0, 2000000.0, 900.0]),
        (["R$ 100.000", "R$ 2.500"], [100000, 2500]),
        (["۱٬۲۰۰ تومان", "۹۰۰ تومان"], [1200, 900]),
        (["1.234,50", "-7,25", "3"], [1234.5, -7.25, 3.0]),
        (["1,234.50", "(20.00)", "3-"], [1234.5, -20.0, -3.0]),
        (["12%", "7.5 %", "0"], [0.12, 0.075, 0.0]),
        (["۱۲٫۵٪", "۷٪"], [0.125, 0.07]),
        (["1 234,5 €", "99,0 €"], [1234.5, 99.0]),
        (["12 kg", "7.5 kg"], [12.0, 7.5]),
        (["1e3", "2.5"], [1000.0, 2.5]),
        (["5", "n/a", "unknown", "-"], [5, None, None, None]),
        (["18.0", "20"], [18.0, 20.0]),
        (["0.125", "1.250"], [0.125, 1.25]),
    ],
)
def test_numbers(tmp_path: Path, values: list[str], read: list[float | None]) -> None:
    given = column_of(tmp_path / "a", values)
    assert given.column("value") == read
    assert given.types["value"] == ("DOUBLE" if any(isinstance(v, float) for v in read) else "BIGINT")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (["007", "123"], "codes"),
        (["12345678901234567890", "1"], "codes"),
        (["$5", "€7"], "several_currencies"),
        (["5%", "7"], "mixed_percent"),
    ],
)
def test_what_must_not_be_added_up_stays_text(tmp_path: Path, values: list[str], code: str) -> None:
    given = column_of(tmp_path / "a", values)
    assert given.column("value") == values
    assert code in given.codes("value")


def test_a_code_among_numbers_keeps_them_text(tmp_path: Path) -> None:
    values = [str(1000 + n) for n in range(40)] + ["A17"]
    assert column_of(tmp_path / "a", values).column("value") == values


def test_a_word_among_numbers_is_missing_and_told(tmp_path: Path) -> None:
    given = column_of(tmp_path / "a", [*(str(n) for n in range(30)), "free"])
    assert given.column("value") == [*range(30), None]
    (repair,) = [r for r in given.report.repairs if r.code == "not_a_number"]
    assert (repair.count, repair.examples, repair.doubtful) == (1, ("free",), True)


@pytest.mark.parametrize(
    ("values", "read"),
    [
        (["2024-01-05", "05.02.2024", "March 7, 2024"], [date(2024, 1, 5), date(2024, 2, 5), date(2024, 3, 7)]),
        (["13/01/2024", "05/02/2024"], [date(2024, 1, 13), date(2024, 2, 5)]),
        (["01/13/2024", "05/02/2024"], [date(2024, 1, 13), date(2024, 5, 2)]),
        (["2024-01-05 00:00:00.000", "2024-01-06 00:00:00.000"], [date(2024, 1, 5), date(2024, 1, 6)]),
        (["2024-01-05 3:00", "2024-01-06"], [datetime(2024, 1, 5, 3), datetime(2024, 1, 6)]),
        (["1/5/24 2:30 PM", "1/25/24 9:05 AM"], [datetime(2024, 1, 5, 14, 30), datetime(2024, 1, 25, 9, 5)]),
        (["2024-01-05T14:30:00+03:30"], [datetime(2024, 1, 5, 11)]),
        (["1402/05/01", "1403/12/30"], [date(2023, 7, 23), date(2025, 3, 20)]),
        (["۱۳ مرداد ۱۴۰۲", "1 فروردین 1403"], [date(2023, 8, 4), date(2024, 3, 20)]),
        (["مرداد ۱۴۰۲", "شهریور ۱۴۰۲"], [date(2023, 7, 23), date(2023, 8, 23)]),
        (["Jan-24", "Feb-24"], [date(2024, 1, 1), date(2024, 2, 1)]),
        (["01/02/2024", "01/03/2024", "01/04/2024"], [date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1)]),
        (["2024-01-05", "2024-01-06", "45300"], [date(2024, 1, 5), date(2024, 1, 6), date(2024, 1, 9)]),
    ],
)
def test_days(tmp_path: Path, values: list[str], read: list[date]) -> None:
    assert column_of(tmp_path / "a", values).column("value") == read


def test_days_of_either_order_are_told(tmp_path: Path) -> None:
    given = column_of(tmp_path / "a", ["05/01/2024", "07/03/2024", "09/08/2024"])
    assert given.column("value") == [date(2024, 1, 5), date(2024, 3, 7), date(2024, 8, 9)]
    (repair,) = [r for r in given.report.repairs if r.code == "ambiguous_dates"]
    assert (repair.count, repair.doubtful) == (3, True)


def test_days_are_no_numbers_and_numbers_no_days(tmp_path: Path) -> None:
    assert column_of(tmp_path / "a", ["20240105", "20240106"], "order_date").types["order_date"] == "DATE"
    assert column_of(tmp_path / "b", ["20240105", "20240106"], "amount").types["amount"] == "BIGINT"
    assert column_of(tmp_path / "c", ["2024.05", "2024.10"], "score").types["score"] == "DOUBLE"


@pytest.mark.parametrize(
    ("values", "read"),
    [
        (["yes", "No", "YES", ""], [True, False, True, None]),
        (["بله", "خیر"], [True, False]),
        (["Y", "N", "n/a"], [True, False, None]),
        (["Yes", "Yes"], [True, True]),
        (["دارد", "ندارد"], [True, False]),
    ],
)
def test_yes_and_no(tmp_path: Path, values: list[str], read: list[bool | None]) -> None:
    assert column_of(tmp_path / "a", values).column("value") == read


@pytest.mark.parametrize("values", [["y", "y"], ["yes", "perhaps"], ["1", "0"], ["yes", "خیر"]])
def test_what_is_not_only_yes_and_no(tmp_path: Path, values: list[str]) -> None:
    assert column_of(tmp_path / "a", values).types["value"] != "BOOLEAN"


def test_words_for_missing_where_the_column_says_so(tmp_path: Path) -> None:
    # Beside values that are missing, "unknown" is the same member; alone it is one of its own.
    assert column_of(tmp_path / "a", ["web", "unknown", "", "mail"]).column("value") == ["web", None, None, "mail"]
    assert column_of(tmp_path / "b", ["web", "unknown", "mail"]).column("value") == ["web", "unknown", "mail"]
    assert column_of(tmp_path / "c", ["web", "Select", "mail"]).column("value") == ["web", None, "mail"]
    assert column_of(tmp_path / "d", ["NA", "EU", "AS", ""]).column("value") == ["NA", "EU", "AS", None]
    assert column_of(tmp_path / "e", ["web", "NULL", "#N/A", "x"]).column("value") == ["web", None, None, "x"]


def test_texts_keep_what_is_in_them(tmp_path: Path) -> None:
    given = column_of(tmp_path / "a", ["  Won ", "منطقه ۱", "\u00a0x\u200f"])
    assert given.column("value") == ["Won", "منطقه ۱", "x"]
    assert "trimmed" in given.codes("value")


def test_two_ways_to_write_a_letter_are_one(tmp_path: Path) -> None:
    given = column_of(tmp_path / "a", ["کرمان", "یزد", "كرمان", "پارس", "یک"])
    assert given.column("value") == ["کرمان", "یزد", "کرمان", "پارس", "یک"]
    assert "letters" in given.codes("value")
