"""Why a figure changed: parts over members that add up to the whole change, rates split into mix and rate."""

from __future__ import annotations

import random
from datetime import date

import pytest
from analyses.small_company import MARCH, TODAY, MemoryEngine
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.analyses import analyse
from queries.analyses.effects import Member, Split, explains, split_amount, split_rate
from queries.analyses.pieces import pieces_of
from queries.analyses.usual import Point, standing_out, usual_of
from queries.cannot import CannotAnswer
from queries.dataset import Dataset
from queries.query import Compare, Filter, Period, Query


def test_the_breakdown_where_one_fell_is_found_and_parts_add_up(company: Dataset, engine: MemoryEngine) -> None:
    found = analyse(Query(metrics=("revenue",), analysis="drivers", period=MARCH), company, TODAY)
    assert [c.id for c in found.columns] == ["area", "revenue", "revenue__previous", "effect"]
    assert {row[0]: float(str(row[3])) > 0 for row in found.rows} == {"North": True, "East": True, "South": False}
    by_hand = dict(
        engine.by_hand(
            "SELECT name, (sum(amount) FILTER (month(sold_on) = 3) - sum(amount) FILTER (month(sold_on) = 2))::DOUBLE "
            "FROM sales JOIN areas USING (area_id) WHERE year(sold_on) = 2026 GROUP BY 1"
        )
    )
    assert {row[0]: row[3] for row in found.rows} == {name: pytest.approx(change) for name, change in by_hand.items()}
    total = found.totals["revenue"], found.totals["revenue__previous"]
    assert sum(float(str(row[3])) for row in found.rows) == pytest.approx(float(str(total[0])) - float(str(total[1])))


def test_other_dimensions_are_told_in_the_note(company: Dataset) -> None:
    found = analyse(Query(metrics=("revenue",), analysis="drivers", period=MARCH), company, TODAY)
    note = next(note for note in found.notes if note.code == "drivers")
    assert note.facts["dimension"] == "area"
    assert note.facts["others"] == ({"dimension": "kind", "member": "Shop"},)


def test_a_dimension_that_is_asked_is_used(company: Dataset) -> None:
    query = Query(
        metrics=("revenue",), by=("kind",), analysis="drivers", period=MARCH, compare=Compare("previous_year")
    )
    found = analyse(query, company, TODAY)
    assert {row[0] for row in found.rows} == {"Web", "Shop", None}
    assert found.compared is not None
    assert found.compared.start == date(2025, 3, 1)


@pytest.mark.parametrize("metric", ["margin", "mean_sale", "churn_rate", "kept_rate"])
def test_a_rate_splits_into_mix_and_rate(company: Dataset, metric: str) -> None:
    found = analyse(Query(metrics=(metric,), by=("size",), analysis="drivers", period=MARCH), company, TODAY)
    assert [c.id for c in found.columns][3:] == ["effect", "mix_effect", "rate_effect"]
    rows = [tuple(float(str(cell)) for cell in row[3:]) for row in found.rows]
    for effect, mix, rate in rows:
        assert effect == pytest.approx(mix + rate, abs=1e-12)
    change = float(str(found.totals[metric])) - float(str(found.totals[f"{metric}__previous"]))
    assert sum(row[0] for row in rows) == pytest.approx(change, abs=1e-7)


def test_churn_by_hand(company: Dataset, engine: MemoryEngine) -> None:
    """Who of those active on 1 March left in March, by size, against February."""
    found = analyse(Query(metrics=("churn_rate",), by=("size",), analysis="drivers", period=MARCH), company, TODAY)
    ((left, active),) = engine.by_hand(
        "SELECT count(*) FILTER (ended_on < '2026-04-01'), count(*) FROM spells JOIN customers USING (customer_id) "
        "WHERE size = 'Small' AND started_on < '2026-03-01' AND (ended_on IS NULL OR ended_on >= '2026-03-01')"
    )
    small = next(row for row in found.rows if row[0] == "Small")
    assert small[1] == pytest.approx(int(str(left)) / int(str(active)))


def test_members_that_overlap_are_not_added_up(company: Dataset) -> None:
    """A buyer may buy on the web and in the shop: both would count the same person."""
    query = Query(
        metrics=("buyers",), by=("kind",), analysis="drivers", period=Period(date(2026, 1, 1), date(2026, 4, 1))
    )
    with pytest.raises(CannotAnswer, match="change_not_split"):
        analyse(query, company, TODAY)


def test_what_is_no_straight_line_of_one_figure_is_refused(company: Dataset) -> None:
    with pytest.raises(CannotAnswer, match="change_not_split"):
        analyse(Query(metrics=("odd",), analysis="drivers", period=MARCH), company, TODAY)


def test_where_there_was_and_is_nothing_no_change_is_to_be_explained(company: Dataset) -> None:
    nowhere = (Filter("area", "in", ("Nowhere",)),)
    with pytest.raises(CannotAnswer, match="no_change_to_explain"):
        analyse(Query(metrics=("revenue",), analysis="drivers", period=MARCH, filters=nowhere), company, TODAY)


def test_times_are_no_parts_of_a_change(company: Dataset) -> None:
    with pytest.raises(CannotAnswer, match="special_takes_less"):
        analyse(Query(metrics=("revenue",), by=("month",), analysis="drivers", period=MARCH), company, TODAY)


def test_filters_and_rights_hold_for_the_parts(company: Dataset) -> None:
    query = Query(
        metrics=("revenue",),
        by=("kind",),
        analysis="drivers",
        period=MARCH,
        filters=(Filter("area", "in", ("South",)),),
        scope=(Filter("size", "in", ("Big",)),),
    )
    found = analyse(query, company, TODAY)
    assert sum(float(str(row[1])) for row in found.rows) == pytest.approx(float(str(found.totals["revenue"])))


def test_pieces_of_a_straight_line(company: Dataset) -> None:
    pieces = pieces_of("kept_rate", company.catalogue)
    assert pieces is not None
    assert (pieces.slope, pieces.offset, pieces.at_start) == (-1.0, 1.0, True)
    assert pieces_of("odd", company.catalogue) is None


amounts = st.dictionaries(
    st.sampled_from(["a", "b", "c", None]), st.floats(-1e6, 1e6, allow_nan=False), min_size=0, max_size=4
)


@given(amounts, amounts)
@settings(deadline=None)
def test_amounts_always_add_up(now: dict[str | None, float], before: dict[str | None, float]) -> None:
    split = split_amount("x", now, before)
    assert sum(e.effect for e in split.effects) == pytest.approx(split.change, abs=1e-6)


rates = st.dictionaries(
    st.sampled_from(["a", "b", "c", None]),
    st.tuples(st.floats(-1, 1), st.one_of(st.just(0.0), st.floats(1, 1e5))),
    min_size=1,
    max_size=4,
)


@given(rates, rates)
@settings(deadline=None)
def test_rates_always_add_up(
    now: dict[str | None, tuple[float, float]], before: dict[str | None, tuple[float, float]]
) -> None:
    def parts(rows: dict[str | None, tuple[float, float]]) -> tuple[dict[str | None, float], dict[str | None, float]]:
        return {m: r * w for m, (r, w) in rows.items()}, {m: w for m, (_, w) in rows.items()}

    split = split_rate("x", parts(now), parts(before))
    if split is None:  # there is no rate where nothing is divided by
        assert not all(sum(weight for _, weight in rows.values()) for rows in (now, before))
        return
    assert sum(e.effect for e in split.effects) == pytest.approx(split.change, abs=1e-9)


def test_a_rate_that_rises_everywhere_alike_is_explained_by_nobody() -> None:
    half = {"a": 50.0, "b": 50.0}
    alike = split_rate("x", ({"a": 20.0, "b": 20.0}, half), ({"a": 10.0, "b": 10.0}, half))
    one = split_rate("x", ({"a": 30.0, "b": 10.0}, half), ({"a": 10.0, "b": 10.0}, half))
    assert alike is not None and one is not None
    assert explains(alike) == pytest.approx(0)
    assert explains(one) > 0.5


def quarters(dice: random.Random, members: int, count: int, wave: float = 0.2) -> list[Point]:
    """Sales of members of unequal size, quarter by quarter, with nothing but chance and a common wave."""
    sizes = [dice.uniform(20, 200) for _ in range(members)]
    return [
        (
            {
                f"m{k}": sum(dice.expovariate(1) for _ in range(round(size * (1 + q % 4 * wave))))
                for k, size in enumerate(sizes)
            },
            {},
        )
        for q in range(count)
    ]


def causes(points: list[Point]) -> tuple[Member, ...]:
    """Who stands out in the change from the last but one to the last."""
    *past, before, now = points

    def splitting(now: Point, before: Point) -> Split:
        return split_amount("x", now[0], before[0])

    usual = usual_of(list(zip(past[1:], past, strict=False)), [], splitting)
    assert usual is not None
    return standing_out(splitting(now, before), usual, now, before, 1.0)


def test_of_chance_no_cause_is_named() -> None:
    named = [bool(causes(quarters(random.Random(seed), 3 + seed % 12, 14))) for seed in range(80)]
    assert sum(named) <= 8


def test_a_member_that_lost_half_is_named() -> None:
    found = 0
    for seed in range(40):
        points = quarters(random.Random(seed), 8, 13, wave=0.0)
        now = dict(points[-1][0])
        largest = max(now, key=lambda member: now[member])
        now[largest] *= 0.45
        found += causes([*points[:-1], (now, {})])[:1] == (largest,)
    assert found >= 30


def test_a_member_that_stopped_is_named_however_unsteady_it_was() -> None:
    dice = random.Random(2)
    past: list[Point] = [({"a": dice.uniform(50, 300), "b": dice.uniform(50, 300)}, {}) for _ in range(10)]
    last: Point = ({"a": 5.0, "b": past[-1][0]["b"] * 0.9}, {})
    assert causes([*past, last]) == ("a",)


def test_a_member_of_which_none_counted_where_many_should_is_named() -> None:
    before: Point = ({"a": 30.0, "b": 30.0, "c": 0.0}, {"a": 1000.0, "b": 1000.0, "c": 0.0})
    now: Point = ({"a": 31.0, "b": 29.0, "c": 0.0}, {"a": 1000.0, "b": 1000.0, "c": 600.0})
    past = [(before, before)] * 6

    def splitting(now: Point, before: Point) -> Split | None:
        return split_rate("x", now, before)

    usual, split = usual_of(past, [], splitting), splitting(now, before)
    assert usual is not None and split is not None
    assert standing_out(split, usual, now, before, 1.0) == ("c",)
