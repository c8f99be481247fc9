"""What a catalogue writes between quotes keeps its meaning wherever the statement puts it.

jobs
job_id  kind  size  hours  done_on     paid
1       A     1     2      2026-01-05  10
2       B     5     4      2026-01-06  20
3       A     9     -      2026-01-07  40
4       B     1     8      2026-02-03  80
5       C     7     16     2026-02-04  -
"""

from __future__ import annotations

import pytest
from tiny_company import Company

CATALOGUE = """
name: Expressions
currency: USD
tables:
  jobs: {source: jobs, primary_key: job_id, time: done_on}
  big: {source: SELECT * FROM jobs WHERE size > 4 OR kind = 'A', primary_key: job_id, time: done_on}
dimensions:
  kind: {table: jobs, column: kind, label: {en: Kind}, paths: {big: kind}}
metrics:
  odd: {table: jobs, agg: count, where: kind = 'A' or size > 4, label: {en: Odd}}
  not_odd: {table: jobs, agg: count, where: not (kind = 'A' or size > 4), label: {en: Not odd}}
  big: {table: big, agg: count, label: {en: Big}}
  timed: {table: jobs, agg: count, expr: hours, label: {en: Timed}}
  jobs: {table: jobs, agg: count, label: {en: Jobs}}
  kinds: {table: jobs, agg: count_distinct, expr: kind, where: size > 4, label: {en: Kinds}}
  hours: {table: jobs, agg: sum, expr: hours, format: hours, label: {en: Hours}}
  paid: {table: jobs, agg: sum, expr: "coalesce(paid, 0) - 1", format: currency, label: {en: Paid}}
  spread: {type: derived, expr: hours - jobs, format: hours, label: {en: Spread}}
  twice: {type: derived, expr: 2 * spread, format: hours, label: {en: Twice}}
  rest: {type: derived, expr: 100 - spread, format: hours, label: {en: Rest}}
  per: {type: derived, expr: hours / spread, format: points, label: {en: Per}}
  quality: {type: ratio, numerator: spread, denominator: twice, format: points, label: {en: Quality}}
"""

JANUARY = ("2026-01-01", "2026-02-01", "month")
BOTH = ("2026-01-01", "2026-03-01", "month", 2)


def test_an_or_of_the_catalogue_does_not_swallow_the_period(company: Company) -> None:
    """January: jobs 1, 2, 3 are kind A or larger than 4. Without brackets job 5 of February would slip in."""
    assert company.value("odd", "not_odd", period=JANUARY) == (3, 0)
    assert company.value("odd", filters=[("kind", "in", "A")], period=BOTH) == 2
    assert company.value("odd", scope=[], filters=[("kind", "not_in", "A")], period=BOTH) == 2


def test_an_or_in_a_source_does_not_swallow_the_period(company: Company) -> None:
    """The same over a table that is a SELECT."""
    assert company.value("big", period=JANUARY) == 3
    assert company.figures("big", by=["kind"], period=BOTH) == {"A": 2, "B": 1, "C": 1}


def test_a_count_of_a_column_counts_its_values(company: Company) -> None:
    """Job 3 has no hours: 3 jobs in January, 2 with hours."""
    assert company.value("jobs", "timed", period=JANUARY) == (3, 2)


def test_a_distinct_count_under_a_condition(company: Company) -> None:
    """Larger than 4 in January: B and A; over both months B, A, C."""
    assert company.value("kinds", period=JANUARY) == 2
    assert company.value("kinds", period=BOTH) == 3


def test_a_row_s_arithmetic_is_done_before_the_sum(company: Company) -> None:
    """January: 9 + 19 + 39; over both months also 79 and 0 − 1."""
    assert company.value("paid", period=JANUARY) == 67
    assert company.value("paid", period=BOTH) == 145


def test_a_metric_in_another_metric_keeps_its_brackets(company: Company) -> None:
    """January: hours 6, jobs 3, spread 3. Twice: 2 × (6 − 3), not 9. Rest: 100 − (6 − 3), not 91."""
    found = company.value("spread", "twice", "rest", "per", "quality", period=JANUARY)
    assert found == (3, 6, 97, 2, 0.5)


def test_arithmetic_with_nothing_to_count(company: Company) -> None:
    """No job in March 2025: 0 hours less 0 jobs is 0; dividing by it is no figure.

    jobs
    job_id  kind  size  hours  done_on     paid
    1       A     1     2      2025-01-05  10
    2       B     5     4      2026-01-06  20
    """
    march = ("2025-03-01", "2025-04-01", "month")
    assert company.value("spread", period=march) == 0
    assert company.value("per", period=march) is None
    assert company.value("quality", period=march) is None


def test_arithmetic_by_group_where_a_part_is_missing(company: Company) -> None:
    """January by kind: A has hours 2 and 2 jobs; B 4 and 1."""
    found = company.figures("spread", "rest", by=["kind"], period=JANUARY)
    assert found == {"A": (0, 100), "B": (3, 97)}
    assert company.figures("per", by=["kind"], period=JANUARY)["A"] is None


@pytest.mark.parametrize("metric", ["odd", "not_odd", "kinds", "paid", "twice", "quality"])
def test_what_is_asked_twice_is_told_twice_alike(company: Company, metric: str) -> None:
    """The second answer comes from the cache of statements."""
    first = company.figures(metric, by=["kind"], period=BOTH)
    assert company.figures(metric, by=["kind"], period=BOTH) == first
    january = company.figures(metric, by=["kind"], period=JANUARY)
    assert company.figures(metric, by=["kind"], period=BOTH) == first
    assert company.figures(metric, by=["kind"], period=JANUARY) == january
