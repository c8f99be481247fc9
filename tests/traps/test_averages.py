"""Averages and ratios: over the rows of a group, never over the figures of its parts.

calls
call_id  team   agent  called_on   seconds  solved
1        Alpha  Ann    2026-01-05  100      1
2        Alpha  Ann    2026-01-05  100      0
3        Alpha  Bea    2026-01-06  400      1
4        Beta   Cleo   2026-02-02  60       0
5        Beta   Cleo   2026-02-03  -        -
6        -      Dan    2026-02-04  40       1
7        Beta   Cleo   2026-04-07  -        -
"""

from __future__ import annotations

from datetime import date

import pytest
from tiny_company import Company

from queries.answer import Note

CATALOGUE = """
name: Calls
currency: USD
tables:
  calls: {source: calls, primary_key: call_id, time: called_on}
dimensions:
  team: {table: calls, column: team, label: {en: Team}}
  agent: {table: calls, column: agent, label: {en: Agent}}
metrics:
  calls: {table: calls, agg: count, label: {en: Calls}}
  seconds: {table: calls, agg: sum, expr: seconds, format: points, label: {en: Seconds}}
  call_length: {table: calls, agg: avg, expr: seconds, format: points, label: {en: Length}}
  median_length: {table: calls, agg: median, expr: seconds, format: points, label: {en: Median length}}
  longest: {table: calls, agg: max, expr: seconds, format: points, label: {en: Longest}}
  shortest: {table: calls, agg: min, expr: seconds, format: points, label: {en: Shortest}}
  agents: {table: calls, agg: count_distinct, expr: agent, label: {en: Agents}}
  solved: {table: calls, agg: count, where: solved = 1, label: {en: Solved}}
  failed: {table: calls, agg: count, where: solved = 0, label: {en: Failed}}
  solved_share: {type: ratio, numerator: solved, denominator: calls, format: percent, label: {en: Solved share}}
  solved_per_failed: {type: ratio, numerator: solved, denominator: failed, format: points, label: {en: Per failed}}
  unsolved_share: {type: derived, expr: 1 - solved_share, format: percent, label: {en: Unsolved share}}
  balance: {type: derived, expr: solved - failed, format: count, label: {en: Balance}}
"""

YEAR = ("2026-01-01", "2027-01-01", "year")


def test_the_mean_of_a_group_is_not_the_mean_of_its_parts(company: Company) -> None:
    """Alpha: Ann's mean is 100, Bea's 400; the team's is (100 + 100 + 400) ÷ 3 = 200, not 250."""
    assert company.figures("call_length", by=["agent"], period=YEAR)["Ann"] == 100
    assert company.figures("call_length", by=["team"], period=YEAR) == {"Alpha": 200, "Beta": 60, None: 40}
    assert company.answer("call_length", by=["team"], period=YEAR).totals["call_length"] == 140


def test_the_median_of_a_mean_is_that_of_its_rows(company: Company) -> None:
    """Alpha's calls are 100, 100 and 400 long; all are 40, 60, 100, 100, 400, nine tenths of the way 280."""
    figures = [f"call_length__{one}" for one in ("median", "max", "min", "p90")]
    found = company.answer(*figures, by=["team"], period=YEAR)
    assert {row[0]: row[1:4] for row in found.rows} == {"Alpha": (100, 400, 100), "Beta": (60, 60, 60), None: (40,) * 3}
    assert [found.totals[one] for one in figures] == [100, 400, 40, pytest.approx(280)]


def test_a_missing_measure_is_no_zero(company: Company) -> None:
    """Calls 5 and 7 have no length: Beta's mean is 60 over one call, not 20 over three; the calls themselves count."""
    assert company.figures("call_length", "calls", by=["team"], period=YEAR)["Beta"] == (60, 3)


def test_a_ratio_of_a_group_divides_sums(company: Company) -> None:
    """Solved: Alpha 2 of 3, Beta 0 of 3, no team 1 of 1; in all 3 of 7, not the mean of 2/3, 0 and 1 (0.556)."""
    found = company.answer("solved_share", by=["team"], period=YEAR)
    assert {k: pytest.approx(v) for k, v in found.rows} == {"Alpha": 2 / 3, "Beta": 0, None: 1}
    assert found.totals["solved_share"] == pytest.approx(3 / 7)


def test_arithmetic_of_metrics_is_done_group_by_group(company: Company) -> None:
    """1 − 2/3, 1 − 0, 1 − 1; solved − failed: 2 − 1, 0 − 1, 1 − 0."""
    found = company.figures("unsolved_share", "balance", by=["team"], period=YEAR)
    assert found == {"Alpha": (pytest.approx(1 / 3), 1), "Beta": (1, -1), None: (0, 1)}


def test_a_ratio_with_nothing_below_the_line_has_no_value(company: Company) -> None:
    """Nothing failed without a team: 1 ÷ 0 is no figure, neither 0 nor infinite."""
    assert company.figures("solved_per_failed", by=["team"], period=YEAR) == {"Alpha": 2, "Beta": 0, None: None}


def test_a_ratio_of_integers_keeps_its_fraction(company: Company) -> None:
    """1 solved of 2 by Ann is 0.5; integer division would say 0."""
    assert company.figures("solved_share", by=["agent"], period=YEAR)["Ann"] == 0.5


def test_median_and_extremes_are_of_rows(company: Company) -> None:
    """Lengths 40, 60, 100, 100, 400: median 100, longest 400, shortest 40; Alpha's median is 100."""
    assert company.value("median_length", "longest", "shortest", period=YEAR) == (100, 400, 40)
    assert company.figures("median_length", by=["team"], period=YEAR)["Alpha"] == 100


def test_distinct_agents_of_months_do_not_add_up(company: Company) -> None:
    """Agents: Ann, Bea in January; Cleo, Dan in February; 4 in the year. Calls do add up, agents by team too here."""
    assert company.value("agents", period=YEAR) == 4
    assert company.answer("agents", by=["team"], period=YEAR).totals["agents"] == 4


def test_the_mean_over_members_is_the_mean_of_their_figures(company: Company) -> None:
    """ "Average calls per agent": Ann 2, Bea 1, Cleo 3, Dan 1: 7 ÷ 4. By team: Alpha (2 + 1) ÷ 2, Beta 3, none 1."""
    assert company.value("calls", transforms=["mean_over:agent"], period=YEAR) == 1.75
    found = company.figures("calls", by=["team"], transforms=["mean_over:agent"], period=YEAR)
    assert found == {"Alpha": 1.5, "Beta": 3, None: 1}
    assert company.value("calls", transforms=["max_over:agent"], period=YEAR) == 3
    assert company.value("calls", transforms=["min_over:agent"], period=YEAR) == 1


def test_the_mean_per_bucket_counts_empty_buckets(company: Company) -> None:
    """Calls per month in the first quarter: 3 + 3 + 0 over three months is 2, not 3 over the two months with calls."""
    quarter = ("2026-01-01", "2026-04-01", "quarter")
    assert company.value("calls", transforms=["mean_over:month"], period=quarter) == 2


def test_a_month_that_is_not_over_is_no_month_to_average_over(company: Company) -> None:
    """On 7 April: (3 + 3 + 0) ÷ 3 months, not 7 ÷ 4 with one of April's days. The fewest in a month are March's 0."""
    today = date(2026, 4, 7)
    found = company.answer("calls", transforms=["mean_over:month"], period=YEAR, today=today)
    assert found.rows == ((2,),)
    assert Note("taken_over_months", {"count": 3}) in found.notes
    assert company.value("calls", transforms=["min_over:month"], period=YEAR, today=today) == 0
    assert company.value("calls", transforms=["max_over:month"], period=YEAR, today=today) == 3
    month = ("2026-04-01", "2026-05-01", "month")
    assert company.value("calls", transforms=["mean_over:month"], period=month, today=today) == 1


def test_weeks_at_the_ends_of_a_month_are_no_whole_weeks(company: Company) -> None:
    """February 2026 has the weeks of the 2nd, 9th and 16th, and that of the 23rd without its Sunday: 3 ÷ 3."""
    february = ("2026-02-01", "2026-03-01", "month")
    assert company.value("calls", transforms=["mean_over:week"], period=february) == 1


def test_an_average_of_all_that_ever_was_begins_with_the_first_day(company: Company) -> None:
    """5 January to 7 April are 93 days with 7 calls. February and March are whole months: (3 + 0) ÷ 2."""
    today = date(2026, 4, 7)
    found = company.answer("calls", transforms=["mean_over:day"], period=(None, None, None), today=today)
    assert found.rows == ((pytest.approx(7 / 93),),)
    assert Note("taken_over_days", {"count": 93}) in found.notes
    assert company.value("calls", transforms=["mean_over:month"], period=(None, None, None), today=today) == 1.5


def test_shares_are_of_the_whole_and_the_missing_group_has_its_part(company: Company) -> None:
    """Seconds: Alpha 600, Beta 60, none 40 of 700."""
    found = company.column("seconds__share", "seconds", by=["team"], transforms=["share"], period=YEAR)
    assert found == {"Alpha": pytest.approx(6 / 7), "Beta": pytest.approx(6 / 70), None: pytest.approx(4 / 70)}
    assert sum(found.values()) == pytest.approx(1)


def test_a_share_within_a_group_is_of_that_group(company: Company) -> None:
    """Calls within the team: Ann 2 of Alpha's 3, Bea 1 of 3; Cleo 3 of 3; Dan 1 of 1 without a team."""
    found = company.column("calls__share", "calls", by=["team", "agent"], transforms=["share:team"], period=YEAR)
    assert found == {
        ("Alpha", "Ann"): pytest.approx(2 / 3),
        ("Alpha", "Bea"): pytest.approx(1 / 3),
        ("Beta", "Cleo"): 1,
        (None, "Dan"): 1,
    }


def test_a_share_stays_of_the_whole_when_a_ranking_cuts_the_groups(company: Company) -> None:
    """The first team has 600 of 700 seconds, also when it is the only one shown."""
    found = company.column(
        "seconds__share", "seconds", by=["team"], transforms=["share"], period=YEAR, rank={"order": "top", "n": 1}
    )
    assert found == {"Alpha": pytest.approx(6 / 7)}
