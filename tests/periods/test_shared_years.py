"""A year said once with two periods belongs to both; where another may be meant too, both are told."""

from __future__ import annotations

from datetime import date

import pytest

from intents.periods import find_periods
from intents.periods.sharing import with_shared_years
from intents.tokens import tokenise
from queries.catalogue.model import CalendarSettings

TODAY = date(2026, 11, 23)


def shared(text: str, language: str) -> list[list[str]]:
    """Every way to date the periods of a text: the first day of each."""
    found = find_periods(tokenise(text), TODAY, CalendarSettings(), language)
    return [[str(m.period.start) for m in matches] for matches in with_shared_years(found)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Q1 vs Q2 2025", ["2025-01-01", "2025-04-01"]),
        ("Q4 vs Q3 2025", ["2025-10-01", "2025-07-01"]),
        ("January vs February 2025", ["2025-01-01", "2025-02-01"]),
        ("jan 2025 vs feb", ["2025-01-01", "2025-02-01"]),
        ("spring vs summer 2025", ["2025-03-01", "2025-06-01"]),
        ("H2 vs H1 2025", ["2025-07-01", "2025-01-01"]),
        ("q3 vs q4 last year", ["2025-07-01", "2025-10-01"]),
        ("January, February and March 2024", ["2024-01-01", "2024-02-01", "2024-03-01"]),
        ("jan, feb 2024 vs jan, feb 2025", ["2024-01-01", "2024-02-01", "2025-01-01", "2025-02-01"]),
        ("jan-mar vs apr-jun 2025", ["2025-01-01", "2025-04-01"]),
        ("weeks 1-3 vs weeks 4-6 2025", ["2024-12-30", "2025-01-20"]),
        ("week 1 vs week 2 2025", ["2024-12-30", "2025-01-06"]),
        ("14 February vs 14 March 2025", ["2025-02-14", "2025-03-14"]),
        ("30 December vs 31 December 2024", ["2024-12-30", "2024-12-31"]),
        ("14 February vs 2025-03-14", ["2025-02-14", "2025-03-14"]),
        ("first week of May vs first week of June 2024", ["2024-04-29", "2024-06-03"]),
        ("Monday vs Tuesday of last week", ["2026-11-16", "2026-11-17"]),
        ("Q1 vs summer 2025", ["2025-01-01", "2025-06-01"]),
    ],
)
def test_one_year_is_of_both(text: str, starts: list[str]) -> None:
    assert shared(text, "en") == [starts]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("بهار در مقایسه با تابستان ۱۴۰۴", ["2025-03-21", "2025-06-22"]),
        ("بهار ۱۴۰۴ در مقایسه با تابستان", ["2025-03-21", "2025-06-22"]),
        ("مهر نسبت به آبان ۱۴۰۴", ["2025-09-23", "2025-10-23"]),
        ("مهر نسبت به آبان پارسال", ["2025-09-23", "2025-10-23"]),
        ("نیمه اول در برابر نیمه دوم ۱۴۰۴", ["2025-03-21", "2025-09-23"]),
        ("فصل اول در برابر فصل دوم سال ۱۴۰۴", ["2025-03-21", "2025-06-22"]),
        ("فروردین تا خرداد نسبت به تیر تا شهریور ۱۴۰۴", ["2025-03-21", "2025-06-22"]),
        ("ژانویه نسبت به فوریه ۲۰۲۵", ["2025-01-01", "2025-02-01"]),
        ("فروردین، اردیبهشت و خرداد ۱۴۰۳", ["2024-03-20", "2024-04-20", "2024-05-21"]),
    ],
)
def test_one_year_is_of_both_in_persian(text: str, starts: list[str]) -> None:
    assert shared(text, "fa") == [starts]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("January 2025 vs February 2026", ["2025-01-01", "2026-02-01"]),
        ("March vs March 2025", ["2026-03-01", "2025-03-01"]),
        ("Q1 vs Q2", ["2026-01-01", "2026-04-01"]),
        ("January vs last month", ["2026-01-01", "2026-10-01"]),
        ("March vs 2025", ["2026-03-01", "2025-01-01"]),
        ("14 March vs Tuesday of last week", ["2026-03-14", "2026-11-17"]),
    ],
)
def test_each_has_its_own_year(text: str, starts: list[str]) -> None:
    assert shared(text, "en") == [starts]


@pytest.mark.parametrize(
    ("text", "either"),
    [
        ("Q4 2025 vs Q1", [["2025-10-01", "2025-01-01"], ["2025-10-01", "2026-01-01"]]),
        ("Q4 vs Q1 2025", [["2025-10-01", "2025-01-01"], ["2024-10-01", "2025-01-01"]]),
        ("Q1 vs January 2025", [["2025-01-01", "2025-01-01"], ["2026-01-01", "2025-01-01"]]),
        ("November 2026 vs December", [["2026-11-01", "2026-12-01"], ["2026-11-01", "2025-12-01"]]),
    ],
)
def test_what_may_be_of_two_years_is_of_either(text: str, either: list[list[str]]) -> None:
    assert shared(text, "en") == either


def test_a_day_that_the_year_has_not_is_no_day() -> None:
    found = find_periods(tokenise("29 February vs 1 March 2025"), TODAY, CalendarSettings())
    ((first, second),) = with_shared_years(found)
    assert (first.problem and first.problem.code, second.problem) == ("impossible_date", None)
