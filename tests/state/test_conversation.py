"""What we said is found again, after a restart too, and private answers only by whom they were for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from still_clock import Clock

from bot.state import Said, SlackPerson, State, open_state

ODD = "مِهرِ ۱۴۰۵ \u200f\u2068Ann\u2069 <&> 😀 e\u0301 " + "x" * 500


@pytest.fixture
def one(clock: Clock) -> Said:
    return Said(
        team="T1",
        channel="C1",
        ts="100.1",
        thread_ts="100.0",
        asked_ts="100.0",
        person="U1",
        question=ODD,
        language="fa",
        status="answered",
        query={"metrics": ["sales"], "filters": [{"members": [ODD, None]}]},
        payload={"choices": [{"text": ODD}], "file": None, "n": 1.5},
        private=False,
        at=clock(),
    )


def test_it_is_the_same_after_a_restart(state: State, url: str, one: Said) -> None:
    state.remember(one)
    state.close()
    again = open_state(url)
    assert again.said("T1", "C1", "100.1") == one
    again.close()


def test_characters_that_no_database_holds_do_not_lose_the_message(state: State, one: Said) -> None:
    state.remember(replace(one, question="a\0b\ud800c"))
    assert state.said("T1", "C1", "100.1") == replace(one, question="a\ufffdb\ufffdc")


def test_a_changed_answer_replaces_the_one_before(state: State, one: Said) -> None:
    changed = replace(one, query=None, status="refused")
    state.remember(one)
    state.remember(changed)
    assert state.said("T1", "C1", "100.1") == changed
    assert state.thread("T1", "C1", "100.0") == (changed,)


def test_messages_of_other_teams_and_channels_are_others(state: State, one: Said) -> None:
    state.remember(one)
    assert state.said("T2", "C1", "100.1") is None
    assert state.said("T1", "C2", "100.1") is None
    assert state.thread("T2", "C1", "100.0") == ()
    assert state.answer_to("T1", "C2", "100.0") is None
    assert state.recent("T2", "U1") == ()


def test_a_thread_ends_with_the_newest(state: State, one: Said, clock: Clock) -> None:
    said = [replace(one, ts=f"10{n}.1", at=clock() + timedelta(seconds=n)) for n in range(5)]
    for each in reversed(said):
        state.remember(each)
    state.remember(replace(one, ts="109.1", thread_ts="other"))
    assert state.thread("T1", "C1", "100.0") == tuple(said)
    assert state.thread("T1", "C1", "100.0", last=2) == tuple(said[-2:])


def test_private_answers_are_in_nobody_elses_thread(state: State, one: Said) -> None:
    private = replace(one, ts="100.2", private=True)
    state.remember(one)
    state.remember(private)
    assert state.thread("T1", "C1", "100.0") == (one,)
    assert state.thread("T1", "C1", "100.0", person="U2") == (one,)
    assert state.thread("T1", "C1", "100.0", person="U1") == (one, private)


def test_the_answer_to_an_edited_question_is_the_newest(state: State, one: Said, clock: Clock) -> None:
    newer = replace(one, ts="100.2", at=clock() + timedelta(seconds=5))
    state.remember(newer)
    state.remember(one)
    assert state.answer_to("T1", "C1", "100.0") == newer


def test_recent_questions_are_distinct_newest_first_and_ones_own(state: State, one: Said, clock: Clock) -> None:
    asked = ["sales", "Sales ", "churn by month", "leads", "sales"]
    for n, question in enumerate(asked):
        state.remember(replace(one, ts=f"1.{n}", question=question, at=clock() + timedelta(minutes=n)))
    state.remember(replace(one, ts="2.0", person="U2", question="secret", at=clock() + timedelta(hours=1)))
    assert [said.question for said in state.recent("T1", "U1")] == ["sales", "leads", "churn by month"]
    assert [said.question for said in state.recent("T1", "U1", last=2)] == ["sales", "leads"]


def test_a_profile_is_kept_and_replaced(state: State, clock: Clock) -> None:
    ann = SlackPerson("T1", "U1", "ann@example.com", "Ann آن", "Asia/Tehran", False, False, None, clock())
    assert state.person("T1", "U1") is None
    state.keep_person(ann)
    state.keep_person(replace(ann, guest=True, language="fa"))
    assert state.person("T1", "U1") == replace(ann, guest=True, language="fa")
    assert state.person("T2", "U1") is None


def test_only_what_is_old_is_tidied_away(state: State, one: Said, clock: Clock) -> None:
    old = clock()
    state.claim("old", owner="a")
    state.finish("old")
    state.remember(one)
    clock.forward(days=90)
    newer = replace(one, ts="200.1", at=clock())
    state.remember(newer)
    state.claim("new", owner="a")
    state.finish("new")
    assert state.tidy(old + timedelta(days=1)) == 2
    assert state.said("T1", "C1", "100.1") is None
    assert state.said("T1", "C1", "200.1") == newer
    assert not state.claim("new", owner="b")
