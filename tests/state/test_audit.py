"""The audit log, the backlog of words and what people say of readings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from still_clock import Clock

from bot.state import AuditEntry, Feedback, State, UnreadWord


@pytest.fixture
def entry(clock: Clock) -> AuditEntry:
    return AuditEntry(
        source="slack",
        team="T1",
        channel="C1",
        person="Ann@example.com",
        role="rep",
        question="فروش by frob",
        language="en",
        query={"metrics": ["sales"]},
        scope=[{"dimension": "rep", "op": "in", "members": ["Ann"]}],
        outcome="refused",
        detail="I do not know frob",
        at=clock(),
        unread=["Frob", "zork", "Frob"],
    )


def test_the_log_is_newest_first_and_by_person(state: State, entry: AuditEntry, clock: Clock) -> None:
    later = replace(entry, person="bob@example.com", query=None, unread=[], at=clock() + timedelta(hours=1))
    state.audit(entry)
    state.audit(later)
    assert state.audits() == (later, entry)
    assert state.audits(last=1) == (later,)
    assert state.audits(person="ann@EXAMPLE.com") == (entry,)
    assert state.audits(since=clock() + timedelta(minutes=1)) == (later,)


def test_words_are_counted_by_question(state: State, entry: AuditEntry, clock: Clock) -> None:
    state.audit(entry)
    newest = clock() + timedelta(days=1)
    state.audit(replace(entry, person="bob@example.com", question="frob now", unread=["frob"], at=newest))
    state.audit(replace(entry, language="fa", unread=["frob"]))
    assert state.words() == (
        UnreadWord("frob", "en", 2, 2, "frob now", newest),
        UnreadWord("frob", "fa", 1, 1, entry.question, entry.at),
        UnreadWord("zork", "en", 1, 1, entry.question, entry.at),
    )
    assert [word.word for word in state.words(since=newest)] == ["frob"]
    assert len(state.words(last=1)) == 1


def test_feedback_is_kept(state: State, clock: Clock) -> None:
    said = Feedback("T1", "C1", "1.1", "U1", "sales", "en", {"metrics": ["sales"]}, "I meant orders", clock())
    state.feedback(said)
    state.feedback(replace(said, query=None, note="", at=clock() + timedelta(seconds=1)))
    assert [one.note for one in state.feedbacks()] == ["", "I meant orders"]
    assert state.feedbacks()[1] == said


def test_the_log_outlives_conversations_until_told_otherwise(state: State, entry: AuditEntry, clock: Clock) -> None:
    state.audit(entry)
    later = clock() + timedelta(days=1)
    state.tidy(later)
    assert state.audits() == (entry,)
    assert state.words() == ()
    state.tidy(later, audits_before=later)
    assert state.audits() == ()
