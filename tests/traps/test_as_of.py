"""Conditions as of a day, cohorts that look forward, and metrics over a window of months.

clients
client_id  name  segment
1          Ada   Small
2          Bo    Small
3          Cy    Large
4          Di    Large

contracts
contract_id  client_id  amount  since       until
1            1          10      2025-01-01  -
2            2          20      2025-01-01  -
3            3          40      2025-01-01  2026-03-20
4            4          80      2025-01-01  -

talks
talk_id  client_id  talked_at
1        1          2026-01-30 09:00:00
2        2          2025-11-01 09:00:00
3        3          2026-02-20 10:00:00
4        4          2026-02-25 10:00:00
5        2          2026-03-05 10:00:00
6        1          2026-06-30 10:00:00

scores
score_id  client_id  score  scored_at
1         4          5      2026-01-10 08:00:00
2         4          2      2026-02-10 08:00:00
3         4          4      2026-03-10 08:00:00
4         1          1      2026-03-12 08:00:00

signups
signup_id  client_id  source  signed_at
1          1          Web     2025-12-31 23:30:00
2          2          Web     2026-02-03 12:00:00
3          3          Fair    2026-01-22 12:00:00
4          4          Fair    2026-05-20 12:00:00
5          -          Web     2026-01-15 12:00:00
"""

from __future__ import annotations

from datetime import date

import pytest
from tiny_company import Company

CATALOGUE = """
name: As of
currency: USD
tables:
  clients: {source: clients, primary_key: client_id}
  contracts: {source: contracts, primary_key: contract_id, joins: {client: {to: clients, on: client_id}}}
  talks: {source: talks, primary_key: talk_id, time: talked_at, joins: {client: {to: clients, on: client_id}}}
  scores: {source: scores, primary_key: score_id, time: scored_at, joins: {client: {to: clients, on: client_id}}}
  signups: {source: signups, primary_key: signup_id, time: signed_at, joins: {client: {to: clients, on: client_id}}}
dimensions:
  segment: {table: clients, column: segment, label: {en: Segment}}
  client: {table: clients, column: name, key: client_id, label: {en: Client}}
  source: {table: signups, column: source, label: {en: Source}}
metrics:
  running: {table: contracts, agg: sum, expr: amount, format: currency, label: {en: Running},
    stock: {since: since, until: until}}
  silent: {table: contracts, agg: sum, expr: amount, format: currency, label: {en: Silent},
    stock: {since: since, until: until, any_of: [{silent: {table: talks, key: client_id, days: 60}}]}}
  unhappy: {table: contracts, agg: sum, expr: amount, format: currency, label: {en: Unhappy},
    stock: {since: since, until: until,
      any_of: [{last_value: {table: scores, key: client_id, column: score, values: [1, 2]}}]}}
  at_risk: {table: contracts, agg: sum, expr: amount, format: currency, label: {en: At risk},
    stock: {since: since, until: until, any_of: [{silent: {table: talks, key: client_id, days: 60}},
      {last_value: {table: scores, key: client_id, column: score, values: [1, 2]}}]}}
  signups: {table: signups, agg: count, label: {en: Signups}}
  stayed: {type: cohort, of: signups, table: talks, key: client_id, other_key: client_id, days: [30, 120],
    format: percent, label: {en: Stayed}}
  talks: {table: talks, agg: count, label: {en: Talks}}
  contracts: {table: contracts, agg: count_distinct, expr: client_id, label: {en: Contracts},
    stock: {since: since, until: until}}
  talks_per_contract: {type: derived, window_months: 3, expr: (talks / 3) / mean(contracts), format: points,
    label: {en: Talks per contract and month}}
"""

DONE = date(2026, 7, 1)
FEBRUARY = ("2026-02-01", "2026-03-01", "month")
MARCH = ("2026-03-01", "2026-04-01", "month")


def test_silence_is_measured_back_from_the_end_of_the_period(company: Company) -> None:
    """End of February, 60 days back to 31 December: Ada talked 30 Jan, Cy and Di in February; Bo last in November: 20.

    End of March, back to 31 January: Ada last talked on 30 January (61 days): silent, 10. Bo talked on 5 March.
    Talks after the day do not count: Ada's of June does not save her.
    """
    assert company.value("silent", period=FEBRUARY, today=DONE) == 20
    assert company.value("silent", period=MARCH, today=DONE) == 10


def test_a_silence_of_exactly_the_days_is_not_yet_one(company: Company) -> None:
    """Ada talked on 30 January. The 60 days before 31 March (its end excluded) begin on 30 January: not silent.

    The 60 days before 1 April begin on 31 January: silent.
    """
    assert company.value("silent", period=("2026-03-30", "2026-03-31", "day"), today=DONE) == 0
    assert company.value("silent", period=("2026-03-31", "2026-04-01", "day"), today=DONE) == 10


def test_the_last_value_is_the_last_before_the_day(company: Company) -> None:
    """Di: 5 in January, 2 in February, 4 in March. Unhappy at the end of February only. Ada gave a 1 in March."""
    trend = company.figures("unhappy", by=["month"], period=("2026-01-01", "2026-04-01", "quarter"), today=DONE)
    assert trend == {date(2026, 1, 1): 0, date(2026, 2, 1): 80, date(2026, 3, 1): 10}


def test_either_condition_is_enough_and_both_count_once(company: Company) -> None:
    """End of March: Ada is silent and unhappy: 10 once. Cy's contract is over, though he is silent too."""
    assert company.value("at_risk", period=MARCH, today=DONE) == 10
    assert company.figures("at_risk", by=["segment"], period=FEBRUARY, today=DONE) == {"Small": 20, "Large": 80}


def test_a_cohort_counts_only_rows_whose_days_have_passed(company: Company) -> None:
    """Signed in the first half, known on 1 July (data to 30 June). 120 days have passed for those signed by 2 March.

    Bo (3 Feb): talked on day 30 (5 March): stayed. Cy (22 Jan): talked on day 29 only: not. Signup 5 is nobody's: not.
    Di (20 May) does not count yet. So 1 of 3.
    """
    half = ("2026-01-01", "2026-07-01", "half")
    assert company.value("stayed", period=half, today=DONE) == pytest.approx(1 / 3)
    found = company.figures("stayed", by=["month"], period=half, today=DONE)
    assert found[date(2026, 1, 1)] == 0
    assert found[date(2026, 2, 1)] == 1
    assert found.get(date(2026, 5, 1)) is None


def test_a_cohort_by_group(company: Company) -> None:
    """By source: Web: Bo stayed, signup 5 not; Fair: Cy not."""
    half = ("2026-01-01", "2026-07-01", "half")
    assert company.figures("stayed", by=["source"], period=half, today=DONE) == {"Web": 0.5, "Fair": 0}


def test_a_cohort_looks_forward_past_the_end_of_its_period(company: Company) -> None:
    """Ada signed at 23:30 on 31 December, the last minute of the year; she talked on 30 January, day 30: she stayed."""
    december = ("2025-12-01", "2026-01-01", "month")
    assert company.value("stayed", period=december, today=DONE) == 1


def test_a_window_of_months_ends_with_the_period(company: Company) -> None:
    """Three months to the end of March: talks 1, 3, 4, 5; contracts at the months' ends: 4, 4, 3.

    (4 ÷ 3) ÷ (11 ÷ 3) = 4/11. The period asked, March alone, had one talk.
    """
    assert company.value("talks_per_contract", period=MARCH, today=DONE) == pytest.approx(4 / 11)


def test_a_window_of_months_in_a_trend_moves_with_the_bucket(company: Company) -> None:
    """To the end of February: talks of December to February: 1, 3, 4 = 3 over contracts 4, 4, 4: (3 ÷ 3) ÷ 4."""
    found = company.figures(
        "talks_per_contract", by=["month"], period=("2026-02-01", "2026-04-01", "month", 2), today=DONE
    )
    assert found == {date(2026, 2, 1): 0.25, date(2026, 3, 1): pytest.approx(4 / 11)}


def test_a_window_of_months_by_group_divides_within_the_group(company: Company) -> None:
    """Large, to the end of March: talks 3, 4; contracts 2, 2, 1: (2 ÷ 3) ÷ (5 ÷ 3). Small: talks 1, 5; 2, 2, 2."""
    found = company.figures("talks_per_contract", by=["segment"], period=MARCH, today=DONE)
    assert found == {"Large": pytest.approx(0.4), "Small": pytest.approx((2 / 3) / 2)}
