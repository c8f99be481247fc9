"""What an answer says besides its figures: notes, totals, labels, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from shop import TODAY, Row, dataset_of, small_shop

from queries.answer import COMPARED
from queries.cannot import CannotAnswer
from queries.query import Compare, Filter, Having, Period, Query, Rank, plain_analysis
from queries.run import answer

QUARTER = Period(date(2026, 1, 1), date(2026, 4, 1), "quarter")
APRIL = Period(date(2026, 4, 1), date(2026, 5, 1), "month")


def ask(*metrics: str, by: tuple[str, ...] = (), period: Period | None = QUARTER, **parts):
    query = plain_analysis(Query(metrics, by, period=period, **parts))
    return answer(query, dataset_of(small_shop()), TODAY)


def refusal(*metrics: str, **parts) -> tuple[str, dict]:
    with pytest.raises(CannotAnswer) as error:
        ask(*metrics, **parts)
    return error.value.note.code, dict(error.value.note.facts)


def codes(found) -> list[str]:
    return [note.code for note in found.notes]


def test_two_shops_of_one_name_stay_apart_and_strangers_are_shown():
    assert ask("amount", by=("shop",), period=Period(date(2026, 1, 1), date(2026, 5, 1))).rows == (
        ("Plaza", 53.3),
        ("Plaza", 30.3),
        (None, 7.0),
        (None, -4.0),
    )


def test_money_comes_back_as_exact_cents():
    assert ask("amount").rows == ((33.6,),)


def test_an_unfinished_period_says_how_far_it_goes():
    found = ask("amount", period=APRIL)
    assert codes(found) == ["to_date"]
    assert found.notes[0].facts["through"] == date(2026, 4, 15)
    assert found.period == replace(APRIL, end=date(2026, 4, 16))


def test_no_period_is_assumed_and_said():
    found = ask("amount", period=None)
    assert codes(found)[0] == "assumed_period"
    assert found.notes[0].facts["period"] == Period(date(2026, 1, 1), date(2027, 1, 1), "year")


def test_a_period_after_the_data_is_empty_and_names_the_last_that_is_not():
    found = ask("amount", period=Period(date(2026, 6, 1), date(2026, 7, 1), "month"))
    assert found.rows == ()
    assert codes(found) == ["no_data_in_period", "last_with_data"]
    assert found.notes[1].facts["last"] == Period(date(2026, 4, 1), date(2026, 5, 1), "month")


def test_a_period_before_the_data_is_no_zero():
    found = ask("amount", period=Period(date(2025, 6, 1), date(2025, 7, 1), "month"))
    assert found.rows == ((None,),)
    assert codes(found) == ["no_data_before"]
    assert found.notes[0].facts["first"] == date(2026, 1, 1)


def test_a_period_before_the_data_is_nothing_to_compare_with():
    found = ask("amount", period=Period(date(2026, 1, 1), date(2026, 2, 1), "month"), compare=Compare("previous_year"))
    assert codes(found) == ["nothing_compared"]
    ((now, *compared),) = found.rows
    assert now and compared == [None, None, None]


def test_the_whole_of_groups_is_not_compared_with_what_was_before_the_data():
    january = Period(date(2026, 1, 1), date(2026, 2, 1), "month")
    found = ask("amount", by=("region",), period=january, compare=Compare("previous_year"))
    assert codes(found) == ["nothing_compared"]
    assert [found.totals.get(c.id) for c in found.columns if c.role in COMPARED] == [None, None, None]


def test_plans_of_days_to_come_are_known_and_actuals_are_not():
    found = ask("amount", "plan", by=("month",), period=Period(date(2026, 3, 1), date(2026, 6, 1), "month", 3))
    assert found.rows == (
        (date(2026, 3, 1), 3.3, 31.0),
        (date(2026, 4, 1), 53.0, 31.0),
        (date(2026, 5, 1), None, 31.0),
    )


def test_held_against_the_target():
    found = ask("amount", period=APRIL, compare=Compare("target"))
    assert [c.id for c in found.columns] == ["amount", "plan", "attainment"]
    amount, plan, attainment = found.rows[0]
    assert (amount, plan) == (53.0, 31.0)
    assert attainment == pytest.approx(53 / 15.5)  # 15 of April's 30 days


def test_members_without_rows_where_nothing_is_asked_for():
    found = ask("visits", by=("region",), having=(Having("visits", "<", 1.0),))
    assert found.rows == (("South", 0),)
    told = ask("visits", by=("region",), having=(Having("visits", "<", 3.0),), rank=Rank("bottom", 1))
    assert told.rows == (("South", 0),)


def test_members_without_rows_cannot_be_told_of_two_breakdowns():
    found = ask("visits", by=("region", "shop"), having=(Having("visits", "<", 9.0),))
    assert "only_groups_with_rows" in codes(found)


def test_the_answer_counts_groups_and_totals_beyond_the_cut():
    found = ask("amount", by=("shop",), period=Period(date(2026, 1, 1), date(2026, 5, 1)), rank=Rank("top", 1))
    assert (len(found.rows), found.group_count, found.totals["amount"]) == (1, 4, 86.6)


@pytest.mark.parametrize(
    ("metric", "parts", "code"),
    [
        ("visits", {"by": ("category",)}, "not_broken_down"),
        ("visits", {"filters": (Filter("category", "in", ("Food",)),)}, "not_filtered"),
        ("visits", {"scope": (Filter("category", "in", ("Food",)),)}, "scope_not_reached"),
        ("nothing", {}, "unknown_metric"),
        ("amount", {"by": ("nothing",)}, "unknown_breakdown"),
        ("amount", {"by": ("day", "month")}, "breakdown_twice"),
        ("members", {"by": ("weekday",)}, "not_broken_down"),
        ("amount", {"me": "me"}, "person_unknown"),
        ("amount", {"compare": Compare("target")}, None),
        ("sales", {"compare": Compare("target")}, "no_target"),
        ("big_share", {"by": ("region",), "transforms": ("share",)}, "no_share"),
        ("members", {"by": ("month",), "transforms": ("running_total",)}, "no_running_total"),
        ("amount", {"by": ("region",), "transforms": ("running_total",)}, "needs_bucket"),
        ("amount", {"by": ("region",), "transforms": ("magic",)}, "unknown_transform"),
        ("amount", {"by": ("shop",), "rank": Rank("top", 0)}, "rank_below_one"),
        ("sales", {"having": (Having("visits", ">", 1.0, level="row"),)}, "no_row_condition"),
        (
            "amount",
            {"period": Period(None, date(2026, 4, 1)), "compare": Compare("previous_period")},
            "no_period_before",
        ),
        ("amount", {"by": ("week",), "period": Period(date(2024, 1, 1), date(2026, 4, 1))}, "outside_calendar"),
        ("amount", {"analysis": "forecast"}, "analysis_elsewhere"),
    ],
)
def test_what_cannot_be_served_is_refused(metric: str, parts: Row, code: str | None):
    if code is None:
        ask(metric, **parts)
    else:
        assert refusal(metric, **parts)[0] == code


def test_a_refusal_names_what_can_be_asked():
    _, facts = refusal("visits", by=("category",))
    assert facts["metric"] == "visits" and facts["dimension"] == "category"
    assert {"region", "shop"} <= set(facts["allowed"])


def test_distinct_buyers_run_on_without_being_counted_twice():
    """Buyer 1 came on 31 January and 1 February: one by February, two by March; not one, two, three."""
    found = ask("buyers", by=("month",), transforms=("running_total",))
    at = next(i for i, c in enumerate(found.columns) if c.role == "running_total")
    assert [row[at] for row in found.rows] == [1, 1, 2]


def test_a_moving_ratio_is_taken_over_its_rows():
    """Big sales: January 1 of 1, February 1 of 1, March 0 of 1: March over two months is 1 of 2."""
    found = ask("big_share", by=("month",), transforms=("moving_average:2",))
    at = next(i for i, c in enumerate(found.columns) if c.role == "moving_average")
    assert [row[at] for row in found.rows] == [None, 1.0, 0.5]
