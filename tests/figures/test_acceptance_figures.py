"""The items of the five dashboards give the figures that SQL written by hand gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from figure_cases import Case, cases
from figure_rows import Row, answered, differences, ordered

from queries.dataset import Dataset
from queries.run import answer

TODAY = date(2026, 11, 23)
ITEMS = cases("acceptance.sql") + cases("funnels.sql")


@pytest.mark.parametrize("case", ITEMS, ids=lambda c: c.name)
def test_item_equals_hand_written_sql(case: Case, demo_dataset: Dataset, by_hand: Callable[[Case], list[Row]]) -> None:
    found = answer(case.query, demo_dataset, TODAY)
    coming = dict.fromkeys(case.query.metrics) if case.query.bucket else None
    assert differences(by_hand(case), found, empty_bucket=coming) == []


@pytest.mark.parametrize("case", [c for c in ITEMS if c.query.rank], ids=lambda c: c.name)
def test_ranked_item_is_in_order(case: Case, demo_dataset: Dataset) -> None:
    rank = case.query.rank
    assert rank is not None
    _, rows = answered(answer(case.query, demo_dataset, TODAY))
    groups = dict.fromkeys(row[rank.within] for row in rows) if rank.within else {None: None}
    for group in groups:
        values = ordered([r for r in rows if not rank.within or r[rank.within] == group], case.query.metrics[0])
        assert all(isinstance(a, (int, float)) and isinstance(b, (int, float)) and a >= b for a, b in pairwise(values))
