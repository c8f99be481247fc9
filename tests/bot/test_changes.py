"""Every change that an answer offers works, and is what its label says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.answering import Answering, Question
from bot.changes import LONGEST, MOST, Change, Changes, changes
from bot.people import Person
from bot.voice import Voice
from bot.words import WORDS
from charts.choose import choose
from intents.read import Reader
from queries.query import Query
from tests.reading.demo import dashboards

TODAY = date(2026, 11, 23)
PLAIN = ("value", "breakdown", "trend")


def asked(answering: Answering) -> dict[str, Query]:
    """The queries of the acceptance dashboards by their questions."""
    found = {}
    for item in dashboards():
        query = answering.reader.read(item["q"], TODAY).query
        assert query is not None
        found[item["q"]] = query
    return found


def query_of(answering: Answering, question: str) -> Query:
    reading = answering.reader.read(question, TODAY)
    assert reading.status == "answered" and reading.query is not None, question
    return reading.query


def offered(found: Changes) -> Iterator[tuple[str, Change]]:
    for kind in ("periods", "breakdowns", "comparisons", "charts"):
        for change in getattr(found, kind):
            yield kind, change


def labels(found: tuple[Change, ...]) -> list[str]:
    return [change.label for change in found]


def current(found: tuple[Change, ...]) -> list[Change]:
    return [change for change in found if change.current]


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_menu_is_short_enough_and_marks_one_entry_as_what_stands(answering: Answering, language: str) -> None:
    for question, query in asked(answering).items():
        found = changes(query, answering.dataset, TODAY, language)
        for kind in ("periods", "breakdowns", "comparisons", "charts"):
            menu = getattr(found, kind)
            assert len(menu) <= MOST and all(0 < len(c.label) <= LONGEST for c in menu), question
            assert len({c.query for c in menu}) == len(menu) == len(set(labels(menu))), (question, kind, labels(menu))
            assert len(current(menu)) == (1 if menu else 0), (question, kind, labels(menu))
            assert all(c.query == query for c in current(menu)), (question, kind)


def test_a_change_changes_what_it_says_and_no_more(answering: Answering) -> None:
    catalogue, members = answering.dataset.catalogue, answering.dataset.members
    for question, query in asked(answering).items():
        found = changes(query, answering.dataset, TODAY, "en")
        for change in found.periods:
            assert change.query.period is not None
            assert replace(change.query, period=query.period, compare=query.compare) == query, (question, change.label)
            assert Voice("en", catalogue, members).period(change.query.period) in change.label
        for change in found.breakdowns:
            new = change.query
            assert (new.metrics, new.filters, new.period) == (query.metrics, query.filters, query.period)
            said = [Voice("en", catalogue, members).inside(b) for b in new.by]
            assert all(one in change.label for one in said) and (bool(said) or change.label == "No breakdown")
        for change in found.comparisons:
            assert (change.query.by, change.query.filters) == (query.by, query.filters)
        for change in found.charts:
            assert replace(change.query, chart=query.chart) == query
            kind = choose(change.query, catalogue, members)
            assert change.query.chart in (None, kind) or change.current


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("revenue in Q2 vs Q1", "against the period before (Q1 2026)"),
        ("revenue last month vs last year", "against the year before (October 2025)"),
        ("revenue last month vs March 2026", "against March 2026"),
        ("revenue last month", "No comparison"),
        ("revenue vs target this year", "against target"),
    ],
)
def test_the_comparison_that_stands_is_marked(answering: Answering, question: str, label: str) -> None:
    found = changes(query_of(answering, question), answering.dataset, TODAY, "en")
    assert labels(tuple(current(found.comparisons))) == [label]


def test_what_stands_is_offered_even_where_nobody_would_ask_for_it(answering: Answering) -> None:
    query = query_of(answering, "revenue by rep and month from 3 March 2026 to 14 April 2026")
    found = changes(query, answering.dataset, TODAY, "en")
    assert labels(tuple(current(found.periods)))[0].startswith("3")
    assert labels(tuple(current(found.breakdowns))) == ["by rep and month"]


def test_a_persian_question_is_offered_periods_of_its_calendar(answering: Answering) -> None:
    reader = Reader(answering.dataset.catalogue, answering.dataset.members, ("en", "fa"))
    query = reader.read("فروش ماه گذشته", TODAY, language="fa").query
    assert query is not None
    found = changes(query, answering.dataset, TODAY, "fa")
    assert "ماه گذشته (آبان ۱۴۰۵)" in labels(tuple(current(found.periods)))
    assert all(c.query.period is not None and c.query.period.calendar == "jalali" for c in found.periods)


@pytest.mark.parametrize("part", range(4))
def test_every_change_of_every_acceptance_query_computes(answering: Answering, part: int) -> None:
    everyone = Person("sara@example.com", "rep", "Sara Ahmadi")
    seen: set[Query] = set()
    refused = []
    for question, query in list(asked(answering).items())[part::4]:
        for _, change in offered(changes(query, answering.dataset, TODAY, "en")):
            plain = replace(change.query, chart=None)
            if plain in seen:
                continue
            seen.add(plain)
            reply = answering.reply_to_query(change.query, Question("", TODAY, "en", everyone))
            if reply.status != "answered":
                refused.append((question, change.label, reply.headline))
    assert refused == []


def test_a_change_says_again_by_which_date_the_figure_is_counted(answering: Answering) -> None:
    before = answering.reader.read("leads converted last month", TODAY)
    assert before.query is not None
    menus = changes(before.query, answering.dataset, TODAY, "en")
    other = next(change.query for change in menus.breakdowns if not change.current)
    reply = answering.reply_to_query(other, Question("", TODAY, "en"), before)
    assert reply.reading_line is not None and "counted by created_at" in reply.reading_line
    figure = replace(before.query, metrics=("revenue",))
    assert "counted by" not in str(answering.reply_to_query(figure, Question("", TODAY, "en"), before).reading_line)
