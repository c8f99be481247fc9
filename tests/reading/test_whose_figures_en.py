"""One's own figures beside those of others, and shares of what is one's own: asked back, never half read."""

from __future__ import annotations

import pytest

from tests.reading import demo


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("me vs my team on win rate this year", "me_and_others"),
        ("my team vs me on win rate this year", "me_and_others"),
        ("me and my team win rate this year", "me_and_others"),
        ("compare me with my team on win rate this year", "me_and_others"),
        ("win rate of me and Sara Ahmadi this year", "me_and_others"),
        ("my sales vs my team", "me_and_others"),
        ("compare me to Dena on win rate", "compare_with_what"),
        ("compare Dena to me on win rate", "compare_with_what"),
        ("my share of team revenue this month", "me_and_others"),
        ("my team's share of revenue by rep this month", "me_and_others"),
        ("share of my sales by rep this month", "me_and_others"),
        ("share of revenue by team for rep Sara Ahmadi last month", "share_of_member"),
    ],
)
def test_what_one_query_cannot_hold_is_asked_back(question: str, code: str) -> None:
    reading = demo.read(question)
    assert reading.status == "clarify"
    assert reading.message is not None and reading.message.code == code


@pytest.mark.parametrize(
    ("question", "me", "by"),
    [
        ("win rate of me this year", "me", ()),
        ("deals won by me this year", "me", ()),
        ("share of my sales by product this month", "me", ("product",)),
        ("pull me revenue last month", None, ()),
        ("get me revenue last month vs previous month", None, ()),
        ("share of revenue by category in Tehran last month", None, ("category",)),
        ("share of revenue by territory in North last month", None, ("territory",)),
    ],
)
def test_me_is_a_person_only_where_figures_are_mine(question: str, me: str | None, by: tuple[str, ...]) -> None:
    reading = demo.read(question)
    assert reading.status == "answered" and reading.query is not None
    assert (reading.query.me, reading.query.by) == (me, by)
