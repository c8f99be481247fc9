"""Days, periods and buckets are named as people name them in each language and calendar."""

from __future__ import annotations

from datetime import date

import pytest

from queries.locale import bucket_text, day_text, list_text, period_text
from queries.query import Period


def D(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("period", "english", "persian"),
    [
        (Period(D("2026-10-01"), D("2026-11-01"), "month"), "October 2026", "اکتبر ۲۰۲۶"),
        (Period(D("2026-07-01"), D("2026-10-01"), "quarter"), "Q3 2026", "سه‌ماههٔ سوم ۲۰۲۶"),
        (Period(D("2026-01-01"), D("2026-07-01"), "half"), "H1 2026", "نیمهٔ اول ۲۰۲۶"),
        (Period(D("2026-01-01"), D("2027-01-01"), "year"), "2026", "۲۰۲۶"),
        (Period(D("2024-01-01"), D("2027-01-01"), "year", 3), "2024 – 2026", "۲۰۲۴ تا ۲۰۲۶"),
        (Period(D("2026-11-01"), D("2026-11-23")), "1–22 November 2026", "۱ تا ۲۲ نوامبر ۲۰۲۶"),
        (Period(D("2026-11-22"), D("2026-11-23"), "day"), "22 November 2026", "۲۲ نوامبر ۲۰۲۶"),
        (Period(D("2026-10-28"), D("2026-11-04")), "28 October – 3 November 2026", "۲۸ اکتبر تا ۳ نوامبر ۲۰۲۶"),
        (
            Period(D("2025-12-28"), D("2026-01-03")),
            "28 December 2025 – 2 January 2026",
            "۲۸ دسامبر ۲۰۲۵ تا ۲ ژانویه ۲۰۲۶",
        ),
        (Period(D("2024-12-01"), D("2026-12-01"), "month", 24), "Dec 2024 – Nov 2026", "دسامبر ۲۰۲۴ تا نوامبر ۲۰۲۶"),
        (Period(D("2026-08-01"), D("2026-11-01"), "month", 3), "Aug – Oct 2026", "اوت تا اکتبر ۲۰۲۶"),
        (
            Period(D("2025-01-01"), D("2026-10-01"), "quarter", 7),
            "Q1 2025 – Q3 2026",
            "سه‌ماههٔ اول ۲۰۲۵ تا سه‌ماههٔ سوم ۲۰۲۶",
        ),
        (Period(D("2026-10-23"), D("2026-11-22"), "month", 1, "jalali"), "Aban 1405", "آبان ۱۴۰۵"),
        (Period(D("2026-09-23"), D("2026-12-22"), "quarter", 1, "jalali"), "Q3 1405", "پاییز ۱۴۰۵"),
        (Period(D("2026-03-21"), D("2027-03-21"), "year", 1, "jalali"), "1405", "۱۴۰۵"),
        (Period(D("2026-11-22"), D("2026-11-24"), "day", 2, "jalali"), "1–2 Azar 1405", "۱ تا ۲ آذر ۱۴۰۵"),
        (Period(D("2026-07-01"), D("2027-07-01"), "year", 1, "fiscal"), "FY 2027", "سال مالی ۲۰۲۷"),
        (Period(D("2026-07-01"), D("2026-10-01"), "quarter", 1, "fiscal"), "Jul – Sep 2026", "ژوئیه تا سپتامبر ۲۰۲۶"),
        (Period(None, D("2026-10-01")), "until 30 September 2026", "تا ۳۰ سپتامبر ۲۰۲۶"),
        (Period(D("2026-10-01"), None), "from 1 October 2026", "از ۱ اکتبر ۲۰۲۶"),
        (Period(None, None), "all time", "همهٔ زمان‌ها"),
    ],
)
def test_periods(period: Period, english: str, persian: str) -> None:
    assert period_text(period, "en") == english
    assert period_text(period, "fa") == persian


@pytest.mark.parametrize(
    ("bucket", "long", "short", "jalali"),
    [
        ("day", "23 Sep 2026", "23 Sep", "۱ مهر ۱۴۰۵"),
        ("week", "week of 23 Sep 2026", "23 Sep", "هفتهٔ ۱ مهر ۱۴۰۵"),
        ("month", "September 2026", "Sep 2026", "مهر ۱۴۰۵"),
        ("quarter", "Q3 2026", "Q3 2026", "پاییز ۱۴۰۵"),
        ("year", "2026", "2026", "۱۴۰۵"),
    ],
)
def test_buckets(bucket: str, long: str, short: str, jalali: str) -> None:
    assert bucket_text(D("2026-09-23"), bucket, "en") == long
    assert bucket_text(D("2026-09-23"), bucket, "en", short=True) == short
    assert bucket_text(D("2026-09-23"), bucket, "fa", "jalali") == jalali


def test_positions_in_a_cycle() -> None:
    assert [bucket_text(n, "weekday", "en", short=True) for n in (1, 7)] == ["Mon", "Sun"]
    assert [bucket_text(n, "weekday", "fa", week_start=5) for n in (1, 7)] == ["شنبه", "جمعه"]
    assert bucket_text(9, "hour", "fa") == "۰۹:۰۰"
    assert bucket_text(3, "month_of_year", "en") == "March"
    assert bucket_text(3, "month_of_year", "fa", "jalali") == "خرداد"


def test_lists_and_days() -> None:
    assert list_text(["A", "B", "C"], "en") == "A, B and C"
    assert list_text(["الف", "ب"], "fa") == "الف و ب"
    assert day_text(D("2026-11-22"), "en", short=True) == "22 Nov 2026"
