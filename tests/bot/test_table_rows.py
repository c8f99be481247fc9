"""Which rows a table shows of an answer with many, and how many it leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.reply_table import reply_table
from bot.voice import Voice
from queries.answer import Answer, Column
from queries.dataset import Dataset
from queries.query import Query, Rank


@pytest.fixture
def voice(demo_dataset: Dataset) -> Voice:
    return Voice("en", demo_dataset.catalogue, demo_dataset.members)


def _months(count: int) -> Answer:
    columns = (Column("month", "bucket", "date", "month"), Column("revenue", "metric", "currency", "revenue"))
    rows = tuple((date(2020 + i // 12, i % 12 + 1, 1), float(i)) for i in range(count))
    return Answer(Query(("revenue",), by=("month",), analysis="trend"), columns, rows)


def test_of_a_long_series_the_last_rows_are_shown(voice: Voice) -> None:
    shown = reply_table(_months(36), voice)
    assert shown is not None and (shown.rows[0][0], shown.rows[-1][0]) == ("October 2021", "December 2022")
    assert (len(shown.rows), shown.more, shown.earlier) == (15, 21, True)


@pytest.mark.parametrize(("count", "left"), [(15, 0), (18, 0), (19, 4)])
def test_a_few_more_are_shown_sooner_than_counted(count: int, left: int, voice: Voice) -> None:
    shown = reply_table(_months(count), voice)
    assert shown is not None and (len(shown.rows), shown.more) == (count - left, left)


def test_what_is_ranked_or_cut_short_on_purpose_keeps_its_first_rows(voice: Voice) -> None:
    answer = _months(36)
    ranked = reply_table(replace(answer, query=replace(answer.query, rank=Rank("top"))), voice)
    assert ranked is not None and (ranked.rows[0][0], ranked.more, ranked.earlier) == ("January 2020", 21, False)
    short = reply_table(answer, voice, max_rows=3)
    assert short is not None and (len(short.rows), short.more) == (3, 33)
