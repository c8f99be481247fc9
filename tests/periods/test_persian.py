"""Persian periods on the Jalali calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from intents.periods import PeriodMatch, find_periods
from intents.tokens import tokenise
from queries.catalogue.model import CalendarSettings

TODAY = date(2026, 11, 23)
HERE = Path(__file__).parent
CORPUS = [
    (str(text), entry)
    for entry in yaml.safe_load((HERE / "corpus_fa.yaml").read_text(encoding="utf8"))
    for text in entry["say"]
]
NEGATIVES: dict[str, Any] = yaml.safe_load((HERE / "negatives_fa.yaml").read_text(encoding="utf8"))


def read(text: str) -> list[PeriodMatch]:
    return find_periods(tokenise(text), TODAY, CalendarSettings(), "fa")


@pytest.mark.parametrize(("text", "entry"), CORPUS, ids=lambda value: value if isinstance(value, str) else "")
def test_phrasing(text: str, entry: dict[str, Any]) -> None:
    (match,) = read(text)
    assert (match.first, match.last) == (0, len(tokenise(text)))
    assert (match.period.start, match.period.end) == tuple(entry["as"])
    assert match.problem is None
    assert match.to_date == entry.get("to_date", False)
    if "unit" in entry:
        assert f"{match.period.count} {match.period.unit}" == entry["unit"]


@pytest.mark.parametrize("text", NEGATIVES["none"])
def test_no_period(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", NEGATIVES["impossible"])
def test_impossible(text: str) -> None:
    assert [match.problem is not None for match in read(text)] == [True]


@pytest.mark.parametrize("text", NEGATIVES["weak"])
def test_weak(text: str) -> None:
    assert [match.weak for match in read(text)] == [True]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("درآمد به تفکیک دسته محصول امسال نسبت به پارسال", ["امسال", "پارسال"]),
        ("فروش به تفکیک ماه امسال", ["امسال"]),
        ("نرخ حفظ مشتری به تفکیک فصل در دو سال اخیر", ["در دو سال اخیر"]),
        ("ماه گذشته چند سرنخ گرفتیم", ["ماه گذشته"]),
        ("فروش در برابر هدف به تفکیک ماه در سال جاری", ["در سال جاری"]),
        ("درآمد هر منطقه به تفکیک ماه در ۱۲ ماه گذشته", ["در 12 ماه گذشته"]),
        ("روند فصلی فروش در سه سال اخیر", ["در سه سال اخیر"]),
        ("رتبه بندی نمایندگان فروش هر منطقه بر اساس درآمد در این فصل", ["در این فصل"]),
        ("تاریخچه تعامل با صنایع غذایی پارس در سه ماه اخیر", ["در سه ماه اخیر"]),
    ],
)
def test_periods_inside_questions(text: str, found: list[str]) -> None:
    tokens = tokenise(text)
    assert [" ".join(token.text for token in tokens[match.first : match.last]) for match in read(text)] == found


@pytest.mark.parametrize("text", NEGATIVES["ambiguous"])
def test_from_alone_is_asked_back(text: str) -> None:
    assert [match.weak for match in read(text)] == [True, True]


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        ("2026-03-20", "امسال", "2025-03-21 2026-03-21"),
        ("2026-03-21", "امسال", "2026-03-21 2027-03-21"),
        ("2026-03-21", "ماه گذشته", "2026-02-20 2026-03-21"),
        ("2025-03-21", "ماه گذشته", "2025-02-19 2025-03-21"),
        ("2026-03-21", "دیروز", "2026-03-20 2026-03-21"),
        ("2026-03-21", "فصل گذشته", "2025-12-22 2026-03-21"),
        ("2026-03-21", "این هفته", "2026-03-21 2026-03-28"),
    ],
)
def test_nowruz(today: str, text: str, expected: str) -> None:
    (match,) = find_periods(tokenise(text), date.fromisoformat(today), CalendarSettings(), "fa")
    assert f"{match.period.start} {match.period.end}" == expected


def test_a_workspace_that_keeps_the_gregorian_calendar_in_persian_too() -> None:
    (match,) = find_periods(tokenise("ماه گذشته"), TODAY, CalendarSettings(persian="gregorian"), "fa")
    assert (match.period.start, match.period.end) == (date(2026, 10, 1), date(2026, 11, 1))


def test_more_persian_periods_than_the_public_sample_has() -> None:
    assert len({text for text, _ in CORPUS}) >= 400
