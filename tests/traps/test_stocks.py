"""Stocks: what is there at the end of a day. Never added up over time.

members
member_id  name  plan   segment
1          Ada   Basic  Small
2          Bo    Pro    Small
3          Cy    Pro    Large
4          Di    Basic  Large
5          Ed    -      Small

spells
spell_id  member_id  since       until
1         1          2025-11-10  -
2         2          2025-12-01  2026-02-01
3         3          2026-01-31  2026-03-15
4         2          2026-03-10  -
5         4          -           -
6         5          2026-02-10  2026-02-20

fees
fee_id  member_id  amount  since       until
1       1          10      2025-11-10  2026-02-01
2       1          15      2026-02-01  -
3       2          20      2025-12-01  2026-02-01
4       3          40      2026-01-31  2026-03-15
5       2          20      2026-03-10  -

visits
visit_id  member_id  visited_on
1         1          2026-03-30
2         2          2026-01-05
"""

from __future__ import annotations

from datetime import date

import pytest
from tiny_company import Company

CATALOGUE = """
name: Club
currency: USD
tables:
  members: {source: members, primary_key: member_id}
  spells: {source: spells, primary_key: spell_id, joins: {member: {to: members, on: member_id}}}
  fees: {source: fees, primary_key: fee_id, joins: {member: {to: members, on: member_id}}}
  visits: {source: visits, primary_key: visit_id, time: visited_on, joins: {member: {to: members, on: member_id}}}
dimensions:
  plan: {table: members, column: plan, label: {en: Plan}}
  segment: {table: members, column: segment, label: {en: Segment}}
metrics:
  members: {table: spells, agg: count_distinct, expr: member_id, label: {en: Members},
    stock: {since: since, until: until}}
  fees: {table: fees, agg: sum, expr: amount, stock: {since: since, until: until}, format: currency, label: {en: Fees}}
  visits: {table: visits, agg: count, label: {en: Visits}}
  left_share: {type: attrition, of: members, format: percent, label: {en: Left}}
  left: {type: attrition, of: members, share: false, format: count, label: {en: Members who left}}
  kept: {type: derived, expr: 1 - left_share, format: percent, label: {en: Kept}}
  yearly_fees: {type: derived, expr: 12 * fees, format: currency, label: {en: Yearly fees}}
  visits_per_member: {type: ratio, numerator: visits, denominator: members, format: points, label: {en: Visits each}}
"""

JANUARY, FEBRUARY, MARCH = (
    ("2026-01-01", "2026-02-01", "month"),
    ("2026-02-01", "2026-03-01", "month"),
    ("2026-03-01", "2026-04-01", "month"),
)
QUARTER = ("2026-01-01", "2026-04-01", "quarter")
DONE = date(2026, 4, 1)


def test_a_stock_is_taken_at_the_end_of_the_period(company: Company) -> None:
    """31 January: Ada 10, Bo 20 (leaves the day after), Cy 40 (came that day) = 70. 31 March: Ada 15, Bo 20 = 35.

    Added over the months it would be 70 + 55 + 35 = 160.
    """
    assert company.value("fees", period=JANUARY, today=DONE) == 70
    assert company.value("fees", period=QUARTER, today=DONE) == 35
    assert company.value("members", period=QUARTER, today=DONE) == 2


def test_a_trend_of_a_stock_shows_each_bucket_s_end(company: Company) -> None:
    """End of January Ada, Bo, Cy; of February Ada, Cy (Ed came and went); of March Ada and Bo, who is back."""
    found = company.figures("members", "fees", by=["month"], period=QUARTER, today=DONE)
    assert found == {date(2026, 1, 1): (3, 70), date(2026, 2, 1): (2, 55), date(2026, 3, 1): (2, 35)}


def test_the_first_and_the_last_day_of_a_spell(company: Company) -> None:
    """A spell holds on [since, until): Cy is there from 31 January on; Bo still then, not on 1 February."""
    assert company.value("members", period=("2026-01-30", "2026-01-31", "day"), today=DONE) == 2
    assert company.value("members", period=("2026-01-31", "2026-02-01", "day"), today=DONE) == 3
    assert company.value("members", period=("2026-02-01", "2026-02-02", "day"), today=DONE) == 2


def test_a_member_without_a_date_is_in_no_day_s_stock(company: Company) -> None:
    """Nobody knows when Di joined: she cannot be said to have been a member on any day."""
    assert company.figures("members", by=["segment"], period=FEBRUARY, today=DONE) == {"Small": 1, "Large": 1}


def test_a_stock_by_group_shows_the_missing_group(company: Company) -> None:
    """15 February: Ada Basic, Cy Pro, Ed without plan."""
    found = company.figures("members", by=["plan"], period=("2026-02-15", "2026-02-16", "day"), today=DONE)
    assert found == {"Basic": 1, "Pro": 1, None: 1}


def test_arithmetic_on_a_stock_stays_a_stock(company: Company) -> None:
    """12 × what is there at the end, not 12 × the sum of months."""
    assert company.value("yearly_fees", period=QUARTER, today=DONE) == 12 * 35
    assert company.figures("yearly_fees", by=["month"], period=QUARTER, today=DONE)[date(2026, 2, 1)] == 12 * 55


def test_a_flow_beside_a_stock_is_summed_and_the_stock_is_not(company: Company) -> None:
    """Visits of the quarter: 2. Members at its end: 2."""
    assert company.value("visits", "members", period=QUARTER, today=DONE) == (2, 2)
    assert company.value("visits_per_member", period=QUARTER, today=DONE) == 1


def test_the_mean_of_a_stock_over_months(company: Company) -> None:
    """Average members per month of the quarter: (3 + 2 + 2) ÷ 3; never the distinct members of the quarter, 4."""
    found = company.value("members", period=QUARTER, transforms=["mean_over:month"], today=DONE)
    assert found == pytest.approx(7 / 3)


def test_attrition_is_of_those_there_at_the_start(company: Company) -> None:
    """February starts with Ada, Bo, Cy; Bo leaves on the 1st: 1 of 3. Ed, who came and went within it, is not of them.

    March starts with Ada and Cy; Cy leaves: 1 of 2. January starts with Ada and Bo; nobody leaves.
    """
    found = company.figures("left_share", by=["month"], period=QUARTER, today=DONE)
    assert found == {date(2026, 1, 1): 0, date(2026, 2, 1): pytest.approx(1 / 3), date(2026, 3, 1): 0.5}


def test_attrition_of_a_longer_bucket_is_not_a_sum_of_shorter_ones(company: Company) -> None:
    """The quarter starts with Ada and Bo; Bo left within it (and came back): 1 of 2, not 0 + 1/3 + 1/2."""
    assert company.value("left_share", period=QUARTER, today=DONE) == 0.5
    assert company.value("left", period=QUARTER, today=DONE) == 1
    assert company.value("kept", period=QUARTER, today=DONE) == 0.5


def test_attrition_where_nobody_was_there_has_no_value(company: Company) -> None:
    """No member at the start of November 2025: nothing to lose, no rate."""
    assert company.value("left_share", period=("2025-11-01", "2025-12-01", "month"), today=DONE) is None


def test_attrition_by_group(company: Company) -> None:
    """February by plan: Basic starts with Ada, keeps her: 0. Pro starts with Bo and Cy, loses Bo: 1 of 2."""
    assert company.figures("left_share", by=["plan"], period=FEBRUARY, today=DONE) == {"Basic": 0, "Pro": 0.5}


def test_the_stock_of_an_unfinished_period_is_that_of_the_last_loaded_day(company: Company) -> None:
    """Asked on 20 March for the quarter: Bo has given notice for the 25th, but is a member as of now.

    spells
    spell_id  member_id  since       until
    1         1          2025-11-10  -
    2         2          2025-12-01  2026-03-25

    visits
    visit_id  member_id  visited_on
    1         1          2026-03-20
    """
    assert company.value("members", period=QUARTER, today=date(2026, 3, 20)) == 2
    found = company.figures("members", by=["month"], period=QUARTER, today=date(2026, 3, 20))
    assert found[date(2026, 3, 1)] == 2
