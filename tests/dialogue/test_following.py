"""What must hold of every turn of every conversation, whatever the question before."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from conversations import reader, said
from hypothesis import HealthCheck, given, settings

from intents.followups import Thread
from intents.reading import Reading, Span
from intents.sentence import sentence_of
from queries.query import Compare, Query, plain_analysis
from tests.reading import corpus
from tests.reading.demo import TODAY, demo_catalogue
from tests.reading.test_sentence import plain_queries

_RUNS = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
_BESIDE = ("metrics", "by", "filters", "having", "period", "compare", "rank", "transforms", "me", "analysis")


def following(before: Query, turn: str, earlier: tuple[Query, ...] = ()) -> Reading:
    return reader().read(turn, TODAY, before=before, earlier=earlier)


def same_but(before: Query, after: Query | None, *changed: str) -> None:
    """Nothing else than these parts is otherwise."""
    assert after is not None
    for part in _BESIDE:
        if part not in changed:
            assert getattr(after, part) == getattr(before, part), part


@_RUNS
@given(plain_queries())
def test_another_period_changes_the_period_alone(before: Query) -> None:
    reading = following(before, "what about last quarter")
    assert reading.status == "answered"
    same_but(before, reading.query, "period")
    assert reading.query is not None and reading.query.period is not None
    assert str(reading.query.period.start) == "2026-07-01"


@_RUNS
@given(plain_queries())
def test_a_chart_changes_no_figure(before: Query) -> None:
    reading = following(before, "as a table")
    assert reading.status == "answered"
    assert reading.query == replace(before, chart="table")


@_RUNS
@given(plain_queries())
def test_a_member_added_to_the_filters_changes_the_filters_alone(before: Query) -> None:
    reading = following(before, "without Tehran")
    if reading.status != "answered":
        assert reading.message is not None
        assert reading.message.code in ("cannot_filter", "without_all", "not_part_of_it", "which_reading")
        return
    same_but(before, reading.query, "filters")
    assert reading.query is not None
    assert any("Tehran" in f.members and f.op == "not_in" for f in reading.query.filters) or any(
        "Tehran" in f.members for f in before.filters
    )


@_RUNS
@given(plain_queries())
def test_a_comparison_changes_the_comparison_alone(before: Query) -> None:
    reading = following(before, "vs the same period last year")
    if before.transforms:
        return  # growth and comparison beside each other are another test's
    assert reading.status == "answered"
    same_but(before, reading.query, "compare")
    assert reading.query is not None and reading.query.compare == Compare("previous_year")


@_RUNS
@given(plain_queries())
def test_another_breakdown_keeps_figures_filters_and_period(before: Query) -> None:
    reading = following(before, "by region")
    if reading.status != "answered":
        assert reading.message is not None and reading.message.code == "cannot_break_down"
        return
    assert reading.query is not None
    assert reading.query.by
    same_but(before, reading.query, "by", "analysis", "rank", "transforms", "having")
    told = {part for note in reading.assumed if note.code == "dropped" for part in note.facts["parts"]}
    for part in ("rank", "having"):
        kept = getattr(reading.query, part)
        assert kept == getattr(before, part) or (part in told and not kept), part


@_RUNS
@given(plain_queries())
def test_what_was_kept_is_named(before: Query) -> None:
    reading = following(before, "what about last quarter")
    kept = {part for note in reading.assumed if note.code == "kept" for part in note.facts["parts"]}
    wanted = {part for part in _BESIDE if getattr(before, part) and part not in ("analysis", "period")}
    assert kept == wanted


@_RUNS
@given(plain_queries())
def test_a_question_said_whole_reads_the_same_in_any_conversation(before: Query) -> None:
    other = plain_analysis(Query(("orders",), ("territory",)))
    alone = reader().read(sentence_of(before, demo_catalogue()), TODAY)
    amid = following(other, sentence_of(before, demo_catalogue()))
    assert (amid.status, amid.query, amid.assumed) == (alone.status, alone.query, alone.assumed)


@pytest.mark.parametrize("question", [question for _, _, question in corpus.phrasings()][::5])
def test_a_question_of_its_own_takes_nothing_from_before(question: str) -> None:
    before = plain_analysis(Query(("orders",), ("territory",), chart="table"))
    alone = reader().read(question, TODAY)
    amid = following(before, question)
    if not alone.query or not alone.query.metrics or alone.status != "answered":
        return
    inherited = {note.code for note in amid.assumed} & {"kept", "back"}
    if inherited:
        # Only where no figure is named: what the question alone had to guess.
        assert "metric" in {note.code for note in alone.assumed} or _names_none(alone), (question, amid.query)
    else:
        assert amid.query == alone.query


def _names_none(reading: Reading) -> bool:
    """No figure is named, or only in the name of a breakdown: "sales reps"."""
    spans = reading.spans
    after = {span.start: following for span, following in pairwise(spans)}
    named = [span for span in spans if span.role == "metric" and not _are_one_name(span, after.get(span.start))]
    return not named and reading.query is not None


def _are_one_name(first: Span, second: Span | None) -> bool:
    if second is None or second.role != "breakdown":
        return False
    name = f"{first.text} {second.text}".casefold()
    synonyms = demo_catalogue().dimensions[second.value].words.synonyms.get("en", ())
    return any(name in (one.casefold(), f"{one.casefold()}s") for one in synonyms)


@pytest.mark.parametrize(("question", "outcomes"), corpus.negatives()[::2])
def test_what_is_refused_alone_is_not_answered_by_what_was_before(question: str, outcomes: list[str]) -> None:
    before = plain_analysis(Query(("orders",), ("territory",)))
    alone, amid = reader().read(question, TODAY), following(before, question)
    if alone.status == "refused" and amid.status == "answered":
        assert any(note.code in ("kept", "back") for note in amid.assumed), "answered and not said from what"
        assert amid.unread == ()


_APART = {
    "en": ["only Tehran", "by product", "last quarter", "top 5", "as a table", "vs the same period last year",
           "over 10k", "without online", "in percent", "for my team", "add orders"],
    "fa": ["فقط تهران", "به تفکیک محصول", "فصل گذشته", "۵ تای برتر", "به صورت جدول", "بدون آنلاین", "تیم من"],
}  # fmt: skip


@pytest.mark.parametrize("joint", [" ", ", ", " and "])
@pytest.mark.parametrize(("language", "first"), [(code, one) for code, turns in _APART.items() for one in turns])
def test_what_is_said_at_once_is_read_as_if_said_one_after_the_other(language: str, first: str, joint: str) -> None:
    before = reader().read("revenue by rep this year", TODAY).query
    same = 0
    for second in _APART[language]:
        if second == first:
            continue
        one = reader().read(first, TODAY, language=language, before=before)
        after = reader().read(second, TODAY, language=language, before=one.query)
        both = first + joint.replace(" and ", " و " if language == "fa" else " and ") + second
        at_once = reader().read(both, TODAY, language=language, before=before)
        if at_once.status == "answered":
            assert after.status == "answered" and at_once.query == after.query, both
            same += 1
    assert same >= len(_APART[language]) // 2


def test_going_back_twice_comes_to_the_first() -> None:
    readings = said(["revenue by territory last month", "top 5", "last quarter", "back", "back"])
    assert readings[4].query == readings[0].query


def test_going_back_and_on_again_keeps_no_trace() -> None:
    readings = said(["revenue by territory last month", "top 5", "back", "last quarter", "back"])
    assert readings[4].query == readings[0].query


def test_what_was_not_answered_is_not_gone_on_from() -> None:
    readings = said(["revenue by territory last month", "by zodiac sign", "top 5"])
    assert readings[1].status != "answered"
    assert readings[2].query is not None and readings[2].query.by == ("territory",)


def test_a_conversation_does_not_grow_without_end() -> None:
    thread = Thread()
    for n in range(100):
        query = Query(metrics=(f"m{n}",))
        thread = thread.after(Reading("", "en", "answered", query))
    assert len(thread.earlier) == 20 and thread.before == Query(metrics=("m99",))
