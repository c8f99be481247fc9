"""Order and cut of groups.

deals
deal_id  region  rep   won_on      amount
1        North   Ann   2026-01-05  50
2        North   Ann   2026-01-06  50
3        North   Bob   2026-01-07  100
4        North   Cat   2026-01-08  30
5        South   Dan   2026-01-09  70
6        South   Eve   2026-01-10  20
7        South   Fay   2026-01-11  -5
8        West    Gus   2026-01-12  60
9        -       Hal   2026-01-13  40
10       South   Dan   2026-02-02  1
"""

from __future__ import annotations

from typing import Any

import pytest
from tiny_company import Company

CATALOGUE = """
name: Ranks
currency: USD
tables:
  deals: {source: deals, primary_key: deal_id, time: won_on}
dimensions:
  region: {table: deals, column: region, label: {en: Region}}
  rep: {table: deals, column: rep, label: {en: Rep}}
metrics:
  amount: {table: deals, agg: sum, expr: amount, format: currency, label: {en: Amount}}
  deals: {table: deals, agg: count, label: {en: Deals}}
  big: {table: deals, agg: count, where: amount >= 60, label: {en: Big deals}}
  small: {table: deals, agg: count, where: amount < 60, label: {en: Small deals}}
  big_per_small: {type: ratio, numerator: big, denominator: small, format: points, label: {en: Big per small}}
  deal_size: {type: ratio, numerator: amount, denominator: deals, format: currency, label: {en: Deal size}}
"""

JANUARY = ("2026-01-01", "2026-02-01", "month")


def top(n: int | None = None, **more: Any) -> dict[str, Any]:
    return {"order": "top", "n": n, **more}


def test_the_top_is_the_highest_first(company: Company) -> None:
    """Ann 100, Bob 100, Dan 70, Gus 60, Hal 40, Cat 30, Eve 20, Fay −5. Equal ones go by name."""
    found = company.figures("amount", by=["rep"], period=JANUARY, rank=top(3))
    assert list(found.items()) == [("Ann", 100), ("Bob", 100), ("Dan", 70)]


def test_the_bottom_is_the_lowest_first(company: Company) -> None:
    """Fay −5, Eve 20, Cat 30."""
    found = company.figures("amount", by=["rep"], period=JANUARY, rank={"order": "bottom", "n": 3})
    assert list(found.items()) == [("Fay", -5), ("Eve", 20), ("Cat", 30)]


def test_a_week_that_is_not_over_is_no_low(company: Company) -> None:
    """5–11 January 315, 12–18 January 100: 12–14 January are no whole week, and the highest may be one."""
    lowest = {"order": "bottom", "n": 1}
    part, whole = ("2026-01-05", "2026-01-15"), ("2026-01-05", "2026-01-19")
    assert list(company.figures("amount", by=["week"], period=whole, rank=lowest).values()) == [100]
    found = company.answer("amount", by=["week"], period=part, rank=lowest)
    assert [row[-1] for row in found.rows] == [315]
    assert "whole_only" in {note.code for note in found.notes}
    late = ("2026-01-09", "2026-01-19")  # 9–11 January 85
    assert list(company.figures("amount", by=["week"], period=late, rank=lowest).values()) == [100]
    assert list(company.figures("amount", by=["week"], period=part, rank=top(2)).values()) == [315, 100]


def test_totals_are_of_all_groups_also_those_cut(company: Company) -> None:
    """Three are shown; the total 415 is of all eight, and the answer says how many there were."""
    found = company.answer("amount", by=["rep"], period=JANUARY, rank=top(3))
    assert len(found.rows) == 3
    assert found.totals["amount"] == 415
    assert found.group_count == 8


def test_equal_groups_share_their_rank(company: Company) -> None:
    """Ann and Bob are both first, Dan is third."""
    found = company.column("amount__rank", "amount", by=["rep"], period=JANUARY, transforms=["rank"])
    assert {r: found[r] for r in ("Ann", "Bob", "Dan", "Gus", "Fay")} == {
        "Ann": 1,
        "Bob": 1,
        "Dan": 3,
        "Gus": 4,
        "Fay": 8,
    }


def test_a_rank_within_each_group(company: Company) -> None:
    """The two best of every region: North Ann, Bob; South Dan, Eve; West Gus alone; no region Hal."""
    found = company.figures("amount", by=["region", "rep"], period=JANUARY, rank=top(2, within="region"))
    assert set(found) == {
        ("North", "Ann"),
        ("North", "Bob"),
        ("South", "Dan"),
        ("South", "Eve"),
        ("West", "Gus"),
        (None, "Hal"),
    }
    souths = [rep for region, rep in found if region == "South"]
    assert souths == ["Dan", "Eve"]


def test_the_nth(company: Company) -> None:
    """The second best region: North 230, South 85 → second; then West 60, none 40."""
    found = company.figures("amount", by=["region"], period=JANUARY, rank=top(2, nth=True))
    assert found == {"South": 85}


def test_a_share_of_the_groups(company: Company) -> None:
    """The top quarter of eight reps is two."""
    found = company.figures("amount", by=["rep"], period=JANUARY, rank=top(25, percent=True))
    assert list(found) == ["Ann", "Bob"]


def test_ranking_by_a_metric_that_is_not_shown(company: Company) -> None:
    """By number of deals Ann is first with 2; her amount is shown, her deals are not."""
    found = company.answer("amount", by=["rep"], period=JANUARY, rank=top(1, by="deals"))
    assert found.rows == (("Ann", 100),)
    assert [c.of for c in found.columns] == ["rep", "amount"]


def test_a_group_without_a_value_is_never_on_top(company: Company) -> None:
    """Big per small: North 1 of 3, South 1 of 2, West 1 of 0: no value, no region 0 of 1. Neither first nor last."""
    best = company.figures("big_per_small", by=["region"], period=JANUARY, rank=top(2))
    assert list(best) == ["South", "North"]
    worst = company.figures("big_per_small", by=["region"], period=JANUARY, rank={"order": "bottom", "n": 2})
    assert list(worst) == [None, "North"]


def test_a_condition_on_groups_comes_before_the_cut(company: Company) -> None:
    """Reps above 25 and below 100: Dan, Gus, Hal, Cat; the top two of them are Dan and Gus."""
    having = [("amount", ">", 25.0), ("amount", "<", 100.0)]
    found = company.figures("amount", by=["rep"], period=JANUARY, having=having, rank=top(2))
    assert list(found.items()) == [("Dan", 70), ("Gus", 60)]


def test_a_condition_on_a_metric_that_is_not_shown(company: Company) -> None:
    """Two deals or more in January: Ann alone."""
    found = company.answer("amount", by=["rep"], period=JANUARY, having=[("deals", ">=", 2.0)])
    assert found.rows == (("Ann", 100),)


def test_conditions_between_and_equal_take_their_bounds_in(company: Company) -> None:
    """From 60 to 70: Dan and Gus. Equal to 100: Ann and Bob."""
    between = company.figures("amount", by=["rep"], period=JANUARY, having=[("amount", "between", 60.0, 70.0)])
    assert set(between) == {"Dan", "Gus"}
    equal = company.figures("amount", by=["rep"], period=JANUARY, having=[("amount", "=", 100.0)])
    assert set(equal) == {"Ann", "Bob"}


def test_a_condition_on_a_ratio_is_on_the_group_s_ratio(company: Company) -> None:
    """Deal size above 50: Bob 100, Dan 70, Gus 60; Ann's two of 50 average 50."""
    found = company.figures("deal_size", by=["rep"], period=JANUARY, having=[("deal_size", ">", 50.0)])
    assert set(found) == {"Bob", "Dan", "Gus"}


def test_a_condition_on_rows_is_not_one_on_groups(company: Company) -> None:
    """Deals of 50 and more: six rows of 50, 50, 100, 70, 60: Ann keeps 100 of two, Cat and Eve are gone."""
    having = [("amount", ">=", 50.0, None, "row")]
    found = company.figures("amount", "deals", by=["rep"], period=JANUARY, having=having)
    assert found == {"Ann": (100, 2), "Bob": (100, 1), "Dan": (70, 1), "Gus": (60, 1)}
    assert company.value("deals", period=JANUARY, having=having) == 5


def test_a_condition_below_zero_finds_negative_groups(company: Company) -> None:
    """Only Fay is below zero."""
    assert company.figures("amount", by=["rep"], period=JANUARY, having=[("amount", "<", 0.0)]) == {"Fay": -5}


def test_ranking_by_change_or_share_keeps_whole_figures(company: Company) -> None:
    """Shares of the top two of all 415: 100 each."""
    found = company.column("amount__share", "amount", by=["rep"], period=JANUARY, rank=top(2), transforms=["share"])
    assert found == {"Ann": pytest.approx(100 / 415), "Bob": pytest.approx(100 / 415)}


def test_groups_are_counted_where_there_are_most(company: Company) -> None:
    """In each region the first rep: North had three of them with a sale, South three, West one; three were ranked."""
    rank = top(1, within="region")
    found = company.answer("amount", by=["region", "rep"], period=JANUARY, rank=rank)
    assert found.group_count == 3
    trend = company.answer(
        "amount", by=["month", "rep"], period=("2026-01-01", "2026-03-01", "month", 2), rank=top(1, within="month"),
        having=[("amount", ">", 0.0)],
    )  # fmt: skip
    assert [row[1] for row in trend.rows] == ["Ann", "Dan"]
    assert trend.group_count == 7  # in January; in February there is one


def test_leaders_stand_by_the_best_of_their_region(company: Company) -> None:
    """North has the first place and the sixth: it stands before South with the third."""
    found = company.answer("amount", by=["region", "rep", "month"], period=JANUARY, rank=top(6))
    assert list(dict.fromkeys(row[0] for row in found.rows)) == ["North", "South", "West", None]
