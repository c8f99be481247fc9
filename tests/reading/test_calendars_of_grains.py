"""Months and years that are said to be of a calendar: in both languages, in turns, and read back."""

from __future__ import annotations

import pytest

from intents.read import Reader
from intents.sentence import sentence_of
from queries.query import Calendar, Query
from tests.reading import demo


@pytest.fixture(scope="module")
def persian() -> Reader:
    return Reader(demo.demo_catalogue(), demo.demo_members(), ("fa", "en"))


@pytest.mark.parametrize(
    ("question", "grain", "calendar"),
    [
        ("revenue by jalali month", "month", "jalali"),
        ("revenue by Persian year", "year", "jalali"),
        ("revenue by gregorian quarter this year", "quarter", "gregorian"),
        ("revenue by jalali month in 2025", "month", "jalali"),
        ("فروش به تفکیک ماه میلادی", "month", "gregorian"),
        ("فروش به تفکیک سال میلادی", "year", "gregorian"),
        ("فروش ماهانه میلادی", "month", "gregorian"),
        ("فروش به تفکیک ماه شمسی", "month", "jalali"),
        ("فروش سال ۲۰۲۵ به تفکیک ماه شمسی", "month", "jalali"),
        ("تعداد سفارش هر فصل میلادی", "quarter", "gregorian"),
    ],
)
def test_the_calendar_said_is_that_of_the_breakdown(
    question: str, grain: str, calendar: Calendar, persian: Reader
) -> None:
    code, reader = ("en", demo.demo_reader()) if question.isascii() else ("fa", persian)
    query = reader.read(question, demo.TODAY).query
    assert query is not None and (query.by, query.calendar) == ((grain,), calendar)
    again = reader.read(sentence_of(query, demo.demo_catalogue(), code, demo.demo_members()), demo.TODAY)
    assert again.query == query


def test_a_turn_changes_the_calendar(persian: Reader) -> None:
    def go_on(reader: Reader, question: str, before: Query) -> Query:
        query = reader.read(question, demo.TODAY, before=before).query
        assert query is not None
        return query

    before = demo.read("revenue by month this year").query
    assert before is not None and before.calendar == "gregorian"
    jalali = go_on(demo.demo_reader(), "by jalali month", before)
    assert (jalali.calendar, jalali.period) == ("jalali", before.period)
    assert go_on(demo.demo_reader(), "by gregorian quarter", jalali).calendar == "gregorian"
    monthly = persian.read("فروش ماهانه", demo.TODAY).query
    assert monthly is not None
    assert go_on(persian, "به تفکیک ماه میلادی", monthly).calendar == "gregorian"


def test_two_calendars_are_not_one() -> None:
    assert demo.read("revenue by jalali month and gregorian year").status != "answered"
