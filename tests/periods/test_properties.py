"""What holds for any words and any day: no failure, matches inside the question, periods that move with today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.en.periods import WORDS as ENGLISH
from intents.fa.periods import WORDS as PERSIAN
from intents.periods import find_periods
from intents.periods.almanac import almanac
from intents.periods.grammar import PeriodWords
from intents.tokens import tokenise
from queries.catalogue.model import CalendarSettings

SETTINGS = st.builds(
    CalendarSettings,
    week_start=st.sampled_from(["monday", "saturday", "sunday"]),
    fiscal_year_start=st.integers(1, 12),
    default=st.sampled_from(["gregorian", "jalali", "fiscal"]),
)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
NUMBERS = [
    "0",
    "1",
    "2",
    "3",
    "5",
    "7",
    "12",
    "13",
    "15",
    "29",
    "30",
    "31",
    "32",
    "53",
    "54",
    "99",
    "1404",
    "2026",
    "9999",
]


def soup(language: PeriodWords) -> st.SearchStrategy[str]:
    """Words of time in any order, with and without spaces."""
    phrases = {phrase for phrases in (*language.words.values(), *language.values.values()) for phrase in phrases}
    vocabulary = sorted(phrases | {*language.numerals.parts, *language.numerals.ordinals, "reps", "revenue", *NUMBERS})
    parts = st.tuples(st.sampled_from(vocabulary), st.sampled_from([" ", " ", " ", ""]))
    return st.lists(parts, max_size=14).map(lambda chosen: "".join(word + gap for word, gap in chosen))


@settings(max_examples=400, deadline=None)
@given(
    text=soup(ENGLISH) | soup(PERSIAN) | st.text(max_size=40), today=DAYS, calendar=SETTINGS, day_first=st.booleans()
)
@pytest.mark.parametrize("language", ["en", "fa"])
def test_any_words(language: str, text: str, today: date, calendar: CalendarSettings, day_first: bool) -> None:
    tokens = tokenise(text)
    matches = find_periods(tokens, today, calendar, language, day_first=day_first)
    assert matches == find_periods(tokens, today, calendar, language, day_first=day_first)
    for match in matches:
        period = match.period
        assert 0 <= match.first < match.last <= len(tokens)
        assert match.rule
        assert period.count >= 1
        if match.problem:
            assert (period.start, period.end) == (None, None)
        elif period.start and period.end:
            assert period.start < period.end
        else:
            assert period.start or period.end
    ends = [match.last for match in matches]
    assert ends == sorted(ends)


@settings(max_examples=100, deadline=None)
@given(today=DAYS, weeks=st.integers(-60, 60))
@pytest.mark.parametrize(
    "text", ["last 7 days", "yesterday", "last week", "next 2 weeks", "last Friday", "WTD", "a week ago"]
)
def test_days_and_weeks_move_with_today(text: str, today: date, weeks: int) -> None:
    tokens, moved = tokenise(text), timedelta(weeks=weeks)
    (now,) = find_periods(tokens, today, CalendarSettings())
    (then,) = find_periods(tokens, today + moved, CalendarSettings())
    assert now.period.start and now.period.end
    assert (then.period.start, then.period.end) == (now.period.start + moved, now.period.end + moved)


@settings(max_examples=100, deadline=None)
@given(today=DAYS, calendar=SETTINGS, count=st.integers(1, 40))
@pytest.mark.parametrize("unit", ["day", "week", "month", "quarter", "half", "year"])
def test_units_before_this_and_after_touch(unit: str, today: date, calendar: CalendarSettings, count: int) -> None:
    last, this, following = (
        find_periods(tokenise(text), today, calendar)[0].period
        for text in (
            f"last {count} {unit}s" if unit != "half" else f"last {count} halves",
            f"this {unit}",
            f"next {unit}",
        )
    )
    assert this.start and this.end and last.start and following.end
    assert this.start <= today < this.end
    assert (last.end, following.start) == (this.start, this.end)
    own = almanac(calendar.default, calendar.week_start, calendar.fiscal_year_start)
    assert own.shift(last.start, this.unit or "day", count) == this.start
    assert own.shift(this.start, this.unit or "day", 2) == following.end


@settings(max_examples=100, deadline=None)
@given(today=DAYS)
@pytest.mark.parametrize(
    "text", ["march", "december", "Q2", "H1", "week 10", "Friday", "spring", "14 february", "29 feb", "azar"]
)
def test_without_a_year_the_latest_that_has_begun(text: str, today: date) -> None:
    (match,) = find_periods(tokenise(text), today, CalendarSettings())
    assert match.period.start and match.period.start <= today
    (later,) = find_periods(tokenise(text), today + timedelta(days=1), CalendarSettings())
    assert later.period.start in (match.period.start, today + timedelta(days=1))


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="0123456789 -/.,:'", max_size=60))
def test_figures_alone(text: str) -> None:
    find_periods(tokenise(text), date(2026, 11, 23), CalendarSettings())


def test_a_very_long_question_is_read_in_proportion() -> None:
    words = "from first week of last month of 2025 to march - 2024-2024/1/1 and since last 3 years "
    assert len(find_periods(tokenise(words * 200), date(2026, 11, 23), CalendarSettings())) >= 200
