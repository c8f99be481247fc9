"""What the last row of a table says: a ranking's total is that of all groups, not of the rows above it."""

from __future__ import annotations

import pytest

from bot.reply_table import reply_table
from bot.voice import Voice
from queries.answer import Answer, Column
from queries.dataset import Dataset
from queries.query import Query, Rank

COLUMNS = (Column("rep", "dimension", "text", "rep"), Column("revenue", "metric", "currency", "revenue"))
ROWS = (("Ann", 30.0), ("Bob", 20.0))


@pytest.fixture
def voice(demo_dataset: Dataset) -> Voice:
    return Voice("en", demo_dataset.catalogue, demo_dataset.members)


def _answer(rank: Rank | None, count: int | None) -> Answer:
    query = Query(metrics=("revenue",), by=("rep",), rank=rank, analysis="breakdown")
    return Answer(query, COLUMNS, ROWS, totals={"revenue": 90.0}, group_count=count)


def test_a_rankings_total_names_how_many_it_is_of(voice: Voice) -> None:
    shown = reply_table(_answer(Rank("top", 2), 53), voice)
    assert shown is not None and shown.total is not None
    assert shown.total[0] == "Total of all 53"


def test_without_a_cut_it_is_the_sum_of_what_is_shown(voice: Voice) -> None:
    for answer in (_answer(None, 2), _answer(Rank("top", 10), 2), _answer(Rank("top"), None)):
        shown = reply_table(answer, voice)
        assert shown is not None and shown.total is not None
        assert shown.total[0] == "Total"
