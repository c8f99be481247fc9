"""Which answers a channel may see: those whose every row its own rights let through."""

from __future__ import annotations

import pytest

from bot.rights import Access, covers
from queries.query import Filter, Query

NORTH = Filter("team", "in", ("North",))
BOTH = Filter("team", "in", ("North", "South"))
TEHRAN = Filter("territory", "in", ("Tehran",))
SALES = Query(metrics=("revenue",))


def scoped(*filters: Filter, metrics: frozenset[str] | None = None) -> Access:
    return Access(None, "role", metrics, filters)


@pytest.mark.parametrize(
    ("channel", "asker", "query", "seen"),
    [
        (scoped(), scoped(), SALES, True),
        (scoped(), scoped(NORTH), SALES, True),
        (scoped(NORTH), scoped(NORTH), SALES, True),
        (scoped(NORTH), scoped(NORTH, TEHRAN), SALES, True),
        (scoped(BOTH), scoped(NORTH), SALES, True),
        (scoped(NORTH), scoped(BOTH), SALES, False),
        (scoped(NORTH), scoped(TEHRAN), SALES, False),
        (scoped(NORTH), scoped(), SALES, False),
        (scoped(NORTH), scoped(), None, False),
    ],
)
def test_the_askers_rows_must_be_within_the_channels(
    channel: Access, asker: Access, query: Query | None, seen: bool
) -> None:
    assert covers(channel, asker, query) is seen


def test_a_question_about_the_channels_rows_alone_may_be_seen_there() -> None:
    narrowed = Query(metrics=("revenue",), filters=(NORTH,))
    assert covers(scoped(NORTH), scoped(), narrowed)
    assert not covers(scoped(NORTH), scoped(), Query(metrics=("revenue",), filters=(BOTH,)))
    assert not covers(
        scoped(NORTH), scoped(), Query(metrics=("revenue",), filters=(Filter("team", "not_in", ("South",)),))
    )


def test_a_special_answer_is_not_trusted_to_keep_to_its_filters() -> None:
    assert not covers(scoped(NORTH), scoped(), Query(metrics=("revenue",), filters=(NORTH,), analysis="drivers"))


def test_figures_must_be_the_channels_too() -> None:
    channel = scoped(metrics=frozenset({"orders"}))
    assert covers(channel, scoped(), Query(metrics=("orders",)))
    assert not covers(channel, scoped(), SALES)
    assert not covers(channel, scoped(metrics=frozenset({"orders", "revenue"})), None)
    assert covers(channel, scoped(metrics=frozenset({"orders"})), None)
