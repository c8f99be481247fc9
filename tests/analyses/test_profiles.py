"""A profile names what is clearly more frequent among a subset than among its base."""

from __future__ import annotations

import pytest
from analyses.small_company import TODAY, YEAR, MemoryEngine

from queries.analyses import analyse
from queries.cannot import CannotAnswer
from queries.dataset import Dataset
from queries.query import Filter, Period, Query


def test_lift_is_share_over_share_of_the_base(company: Dataset, engine: MemoryEngine) -> None:
    found = analyse(Query(analysis="profile", period=YEAR), company, TODAY)
    assert [c.id for c in found.columns] == [
        "attribute", "member", "count", "base_count", "share", "base_share", "lift",
    ]  # fmt: skip
    left = dict(
        engine.by_hand(
            "SELECT size, count(DISTINCT customer_id) FROM spells JOIN customers USING (customer_id) "
            "WHERE ended_on BETWEEN '2026-01-01' AND '2026-05-10' GROUP BY 1"
        )
    )
    base = dict(
        engine.by_hand(
            "SELECT size, count(DISTINCT customer_id) FROM spells JOIN customers USING (customer_id) "
            "WHERE started_on <= '2026-05-10' AND (ended_on IS NULL OR ended_on > '2026-05-10') GROUP BY 1"
        )
    )
    share, base_share = left["Small"] / sum(left.values()), base["Small"] / sum(base.values())
    assert found.rows[0] == (
        "size", "Small", left["Small"], base["Small"],
        pytest.approx(share), pytest.approx(base_share), pytest.approx(share / base_share),
    )  # fmt: skip


def test_what_is_rare_or_may_be_chance_is_not_told(company: Dataset) -> None:
    found = analyse(Query(analysis="profile", period=YEAR), company, TODAY)
    assert ("job", "Rare") not in {row[:2] for row in found.rows}
    assert all(row[6] > 1 and row[2] >= 5 for row in found.rows)  # type: ignore[operator]
    assert "area" not in {row[0] for row in found.rows}


def test_strongest_first(company: Dataset) -> None:
    lifts = [row[6] for row in analyse(Query(analysis="profile", period=YEAR), company, TODAY).rows]
    assert lifts == sorted(lifts, key=lambda lift: -float(str(lift)))


def test_nothing_that_stands_out_is_said(company: Dataset) -> None:
    query = Query(analysis="profile", period=YEAR, filters=(Filter("size", "in", ("Big",)),))
    found = analyse(query, company, TODAY)
    assert found.rows == ()
    assert "nothing_stands_out" in [note.code for note in found.notes]


def test_nobody_left(company: Dataset) -> None:
    before = Period(YEAR.start.replace(year=2024), YEAR.start.replace(year=2025), "year") if YEAR.start else None
    assert analyse(Query(analysis="profile", period=before), company, TODAY).rows == ()


def test_a_profile_of_another_figure_is_refused(company: Dataset) -> None:
    with pytest.raises(CannotAnswer, match="no_profile"):
        analyse(Query(analysis="profile", metrics=("revenue",), period=YEAR), company, TODAY)
