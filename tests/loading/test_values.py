"""Columns of texts become what people meant by them: numbers, days, yes and no; and what was done for it is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from given import Read, column_of, columns_of

NUMBERS: list[tuple[list[str], list[float | None]]] = [
    (["$141.56K", "$2M", "$900"], [141560.0, 2000000.0, 900.0]),
    (["R$ 100.000", "R$ 2.500"], [100000, 2500]),
    (["۱٬۲۰۰ تومان", "۹۰۰ تومان"], [1200, 900]),
    (["1.234,50", "-7,25", "3"], [1234.5, -7.25, 3.0]),
    (["1,234.50", "(20.00)", "3-"], [1234.5, -20.0, -3.0]),
    (["12%", "7.5 %", "0"], [0.12, 0.075, 0.0]),
    (["۱۲٫۵٪", "۷٪"], [0.125, 0.07]),
    (["٪۷", "%12.5", "-%3", "8 %"], [0.07, 0.125, -0.03, 0.08]),
    (["1 234,5 €", "99,0 €"], [1234.5, 99.0]),
    (["12 kg", "7.5 kg"], [12.0, 7.5]),
    (["1e3", "2.5"], [1000.0, 2.5]),
    (["5", "n/a", "unknown", "-"], [5, None, None, None]),
    (["18.0", "20"], [18.0, 20.0]),
    (["0.125", "1.250"], [0.125, 1.25]),
    ([" $1,234.50 ", "$(1,076.25)", "$ (20.00)", " $-   "], [1234.5, -1076.25, -20.0, 0.0]),
    (["1.234,50 €", "- €", "-7,25 €"], [1234.5, 0.0, -7.25]),
]
DAYS: list[tuple[list[str], Sequence[date]]] = [
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
    (["2024 Q1", "Q3 2023", "2024-q4"], [date(2024, 1, 1), date(2023, 7, 1), date(2024, 10, 1)]),
    (["2024-01-05", "2024-01-06", "45300"], [date(2024, 1, 5), date(2024, 1, 6), date(2024, 1, 9)]),
]
YES_NO: list[tuple[list[str], list[bool | None]]] = [
    (["yes", "No", "YES", ""], [True, False, True, None]),
    (["بله", "خیر"], [True, False]),
    (["Y", "N", "n/a"], [True, False, None]),
    (["Yes", "Yes"], [True, True]),
    (["دارد", "ندارد"], [True, False]),
    (["igen", "nem"], [True, False]),
    (["ano", "ne"], [True, False]),
]
TEXTS = [
    (["007", "123"], "codes"),
    (["12345678901234567890", "1"], "codes"),
    (["$5", "€7"], "several_currencies"),
    (["5%", "7"], "mixed_percent"),
    (["1.234,50", "1,234.50", "12,5"], "mixed_decimals"),
]


def _held(folder: Path, cases: Sequence[tuple[list[str], Sequence[object]]]) -> Read:
    """Read each case as a column of one file and hold the values against it."""
    given = columns_of(folder, [values for values, _ in cases])
    for place, (values, read) in enumerate(cases):
        assert given.column(f"v{place}")[: len(values)] == read
    return given


def test_numbers(tmp_path: Path) -> None:
    given = _held(tmp_path, NUMBERS)
    for place, (_, read) in enumerate(NUMBERS):
        assert given.types[f"v{place}"] == ("DOUBLE" if any(isinstance(v, float) for v in read) else "BIGINT")
    units = {c.name: c.unit for c in given.report.columns}
    assert [units[f"v{n}"] for n in (0, 1, 2, 5, 7, 9, 10)] == ["$", "r$", "تومان", "%", "%", "kg", None]


def test_days(tmp_path: Path) -> None:
    given = _held(tmp_path, DAYS)
    told = {c.name: (c.calendar, c.days) for c in given.report.columns}
    assert [told[f"v{n}"] for n in (0, 7, 9, 10)] == [(None, True), ("jalali", True), ("jalali", False), (None, False)]


def test_yes_and_no(tmp_path: Path) -> None:
    _held(tmp_path, YES_NO)


def test_what_must_not_be_added_up_stays_text(tmp_path: Path) -> None:
    given = columns_of(tmp_path, [values for values, _ in TEXTS])
    for place, (values, code) in enumerate(TEXTS):
        assert given.column(f"v{place}")[: len(values)] == values
        assert code in given.codes(f"v{place}")


def test_a_code_among_numbers_keeps_them_text_and_a_word_does_not(tmp_path: Path) -> None:
    codes = [*(str(1000 + n) for n in range(30)), "A17"]
    given = columns_of(tmp_path, [codes, [*(str(n) for n in range(30)), "free"]])
    assert given.column("v0") == codes
    assert given.column("v1") == [*range(30), None]
    (repair,) = [r for r in given.report.repairs if r.code == "not_a_number"]
    assert (repair.column, repair.count, repair.examples, repair.doubtful) == ("v1", 1, ("free",), True)


def test_days_of_either_order_are_told(tmp_path: Path) -> None:
    given = column_of(tmp_path, ["05/01/2024", "07/03/2024", "09/08/2024"])
    assert given.column("v0") == [date(2024, 1, 5), date(2024, 3, 7), date(2024, 8, 9)]
    (repair,) = [r for r in given.report.repairs if r.code == "ambiguous_dates"]
    assert (repair.count, repair.doubtful) == (3, True)


def test_another_column_of_days_decides(tmp_path: Path) -> None:
    given = columns_of(tmp_path, [["05/01/2024", "07/03/2024"], ["05/31/2024", "07/04/2024"]])
    assert given.column("v0") == [date(2024, 5, 1), date(2024, 7, 3)]
    assert "ambiguous_dates" not in given.codes("v0")


def test_the_header_makes_eight_digits_a_day(tmp_path: Path) -> None:
    values = [["20240105", "20240106"], ["20240105", "20240106"], ["2024.05", "2024.10"]]
    given = columns_of(tmp_path, values, ["order_date", "amount", "score"])
    assert [given.types[n] for n in ("order_date", "amount", "score")] == ["DATE", "BIGINT", "DOUBLE"]


def test_what_is_not_only_yes_and_no(tmp_path: Path) -> None:
    given = columns_of(tmp_path, [["y", "y"], ["yes", "perhaps"], ["1", "0"], ["yes", "خیر"]])
    assert "BOOLEAN" not in given.types.values()


def test_words_for_missing_where_the_column_says_so(tmp_path: Path) -> None:
    # Beside values that are missing, "unknown" is the same member; alone it is one of its own.
    given = columns_of(
        tmp_path,
        [
            ["web", "unknown", "", "mail"],
            ["web", "unknown", "mail", "x"],
            ["web", "Select", "mail", "x"],
            ["NA", "EU", "AS", ""],
            ["web", "NULL", "#N/A", "x"],
            ["None", "10 off", "", "None"],
        ],
    )
    assert given.column("v0") == ["web", None, None, "mail"]
    assert given.column("v1") == ["web", "unknown", "mail", "x"]
    assert given.column("v2") == ["web", None, "mail", "x"]
    assert given.column("v3") == ["NA", "EU", "AS", None]
    assert given.column("v4") == ["web", None, None, "x"]
    assert given.column("v5") == ["None", "10 off", None, "None"]


def test_texts_keep_what_is_in_them(tmp_path: Path) -> None:
    given = columns_of(tmp_path, [["  Won ", "منطقه ۱", "\u00a0x\u200f"], ["کرمان", "كرمان", "پارس"]])
    assert given.column("v0") == ["Won", "منطقه ۱", "x"]
    assert "trimmed" in given.codes("v0")
    # Two ways to write a letter would be two members.
    assert given.column("v1") == ["کرمان", "کرمان", "پارس"]
    assert "letters" in given.codes("v1")


def test_a_fraction_far_down_is_not_rounded(tmp_path: Path) -> None:
    # Beyond what is looked at to guess, where a cast to whole numbers would round it.
    values = [str(n) for n in range(9_000)]
    values[7_001] = "12.6"
    given = column_of(tmp_path, values)
    assert given.types["v0"] == "DOUBLE"
    assert given.column("v0")[7_001] == 12.6


SPANS: list[tuple[str, list[str], list[float | None]]] = [
    ("Talk time", ["1h 30m", "45m", "2 h", "90s"], [5400, 2700, 7200, 90]),
    ("Resolution", ["1 day 3 h", "2 weeks", "1 day, 3:04:05", "P1DT2H"], [97200, 1209600, 97445, 93600]),
    ("مدت", ["۲ ساعت و ۱۵ دقیقه", "۴۵ دقیقه", "۱ روز"], [8100, 2700, 86400]),
    ("Dauer", ["1,5 Std.", "2 Std. 5 Min", "10 Minuten"], [5400, 7500, 600]),
    ("Call duration", ["02:15:00", "00:00:30", "unknown"], [8100, 30, None]),
    ("Logged", ["27:15:00", "03:00:00"], [98100, 10800]),
    ("Worked (hh:mm)", ["12:45", "03:10"], [45900, 11400]),
    ("Length (mm:ss)", ["12:45", "03:10"], [765, 190]),
    ("Duration", ["12:45", "1:02:15", "59:59"], [765, 3735, 3599]),
]


def test_lengths_of_time_are_read_as_seconds(tmp_path: Path) -> None:
    for number, (header, values, seconds) in enumerate(SPANS):
        read = column_of(tmp_path / str(number), values, header)
        name = read.report.columns[1].name
        assert read.column(name) == seconds, header
        assert read.report.columns[1].unit == "s"
        assert "span" in read.codes(name)


def test_of_one_unit_the_numbers_are_taken(tmp_path: Path) -> None:
    read = column_of(tmp_path, ["45 min", "15 min"], "Wait")
    assert (read.column("wait"), read.report.columns[1].unit) == ([45, 15], "min")


def test_a_clock_is_a_time_of_day_or_undecided_and_stays_text(tmp_path: Path) -> None:
    read = columns_of(tmp_path, [["09:15:00", "10:45:00"], ["12:45", "03:10"]], ["Started at", "Duration"])
    assert read.types == {"row": "VARCHAR", "started_at": "VARCHAR", "duration": "VARCHAR"}
    assert read.codes("duration") == {"open_spans"}
    assert read.codes("started_at") == set()


def test_points_between_thousands_beside_numbers_below_one(tmp_path: Path) -> None:
    """950 has no three decimals, and 2.500 would not keep its noughts where they are cut off."""
    read = column_of(tmp_path / "sure", ["1.234", "2.500", "950", "12.340"])
    assert (read.column("v0"), read.codes("v0")) == ([1234, 2500, 950, 12340], {"thousands"})
    read = column_of(tmp_path / "open", ["1.234", "2.517", "3.001"])
    assert (read.column("v0"), read.codes("v0")) == ([1.234, 2.517, 3.001], {"maybe_thousands"})


def test_a_sign_of_money_behind_the_number_tells_the_decimals(tmp_path: Path) -> None:
    for number, (values, unit) in enumerate(((["1.234 €", "2.500 €"], "€"), (["1.234 TL", "2.500 TL"], "₺"))):
        read = column_of(tmp_path / str(number), values)
        assert (read.column("v0"), read.report.columns[1].unit) == ([1234, 2500], unit)
    read = column_of(tmp_path / "two", ["12 $", "3 €"])
    assert read.codes("v0") == {"several_currencies"}


def test_yes_and_no_in_other_languages(tmp_path: Path) -> None:
    for number, (yes, no) in enumerate(
        (("Evet", "Hayır"), ("Tak", "Nie"), ("Ja", "Nee"), ("Да", "Нет"), ("نعم", "لا"))
    ):
        read = column_of(tmp_path / str(number), [yes, no, no, yes])
        assert read.column("v0") == [True, False, False, True], yes


def test_six_digits_are_days_where_years_stand_first(tmp_path: Path) -> None:
    years_first = ["930105", "930217", "931123", "941231", ""]
    wanted = [date(1993, 1, 5), date(1993, 2, 17), date(1993, 11, 23), date(1994, 12, 31), None]
    assert column_of(tmp_path / "a", years_first, "Date").column("date") == wanted
    days_first = ["050193", "170293", "231193", "311294"]
    assert column_of(tmp_path / "b", days_first, "Date").column("date") == days_first
    assert column_of(tmp_path / "c", years_first, "Amount").column("amount") == [930105, 930217, 931123, 941231, None]
    amounts = ["240115", "250310", "931345"]
    assert column_of(tmp_path / "d", amounts, "Sales per day").column("sales_per_day") == [240115, 250310, 931345]
