"""Dimensions made of a count, and funnels of a cohort.

people
person_id  name  kind
1          Ada   Small
2          Bo    Small
3          Cy    Large
4          Di    Large
5          Ed    Large

buys
buy_id  person_id  bought_at            amount
1       1          2025-03-31 23:00:00  1
2       1          2025-04-01 00:00:00  2
3       1          2026-03-31 23:59:59  4
4       2          2026-02-01 10:00:00  8
5       3          2025-06-01 10:00:00  16
6       3          2025-07-01 10:00:00  32
7       3          2025-08-01 10:00:00  64
8       4          2026-04-01 00:00:00  128
9       4          2026-05-01 00:00:00  1

spells
spell_id  person_id  since       until
1         1          2025-01-01  -
2         2          2025-01-01  -
3         3          2025-01-01  -
4         4          2025-01-01  -
5         5          2025-01-01  -

leads
lead_id  source  created_at
1        Web     2026-01-10 10:00:00
2        Web     2026-01-20 10:00:00
3        Fair    2026-01-31 23:59:59
4        Fair    2026-02-01 00:00:00
5        -       2026-01-15 10:00:00

events
event_id  lead_id  stage  entered_at
1         1        Lead   2026-01-10 10:00:00
2         1        Talk   2026-01-12 10:00:00
3         1        Won    2026-03-01 10:00:00
4         2        Lead   2026-01-20 10:00:00
5         2        Talk   2026-01-26 10:00:00
6         3        Lead   2026-01-31 23:59:59
7         3        Talk   2026-02-10 23:59:59
8         4        Lead   2026-02-01 00:00:00
9         4        Talk   2026-02-01 12:00:00
10        4        Won    2026-02-02 00:00:00
11        5        Lead   2026-01-15 10:00:00
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tiny_company import Company

CATALOGUE = """
name: Bands and funnels
currency: USD
tables:
  people: {source: people, primary_key: person_id}
  buys: {source: buys, primary_key: buy_id, time: bought_at, joins: {person: {to: people, on: person_id}}}
  spells: {source: spells, primary_key: spell_id, joins: {person: {to: people, on: person_id}}}
  leads: {source: leads, primary_key: lead_id, time: created_at}
  events: {source: events, primary_key: event_id, time: entered_at, joins: {lead: {to: leads, on: lead_id}}}
dimensions:
  kind: {table: people, column: kind, label: {en: Kind}}
  frequency: {table: people, label: {en: Frequency},
    bands: {metric: buys, key: person_id, months: 12, bounds: [[None, 0], ["1", 1], ["2–3", 3], ["4+", null]]}}
  source: {table: leads, column: source, label: {en: Source}}
metrics:
  buys: {table: buys, agg: count, label: {en: Buys}}
  amount: {table: buys, agg: sum, expr: amount, format: currency, label: {en: Amount}}
  people: {table: spells, agg: count_distinct, expr: person_id, label: {en: People},
    stock: {since: since, until: until}}
  leads: {table: leads, agg: count, label: {en: Leads}}
funnels:
  sales: {table: events, entity: lead_id, stage: stage, time: entered_at, base: leads, base_key: lead_id,
    stages: [{value: Lead, label: {en: Lead}}, {value: Talk, label: {en: Talk}}, {value: Won, label: {en: Won}}],
    label: {en: Sales funnel}}
"""

DONE = date(2026, 6, 1)
MARCH = ("2026-03-01", "2026-04-01", "month")
JANUARY = ("2026-01-01", "2026-02-01", "month")


def test_bands_count_the_months_before_the_end_of_the_period(company: Company) -> None:
    """Twelve months to the end of March 2026 begin on 1 April 2025.

    Ada: buys 2 and 3 are in it, buy 1 is an hour too early: 2. Bo 1. Cy 3. Di bought at midnight of 1 April: none.
    Ed never bought.
    """
    found = company.figures("people", by=["frequency"], period=MARCH, today=DONE)
    assert found == {"None": 2, "1": 1, "2–3": 2}


def test_bands_beside_another_breakdown(company: Company) -> None:
    """Small: Ada 2–3, Bo 1. Large: Cy 2–3, Di and Ed none."""
    found = company.figures("people", by=["kind", "frequency"], period=MARCH, today=DONE)
    assert found == {("Small", "2–3"): 1, ("Small", "1"): 1, ("Large", "2–3"): 1, ("Large", "None"): 2}


def test_bands_as_a_filter(company: Company) -> None:
    """Those who never bought: Di and Ed. Everybody else: Ada, Bo, Cy."""
    assert company.value("people", filters=[("frequency", "in", "None")], period=MARCH, today=DONE) == 2
    assert company.value("people", filters=[("frequency", "not_in", "None")], period=MARCH, today=DONE) == 3


def test_bands_of_a_flow(company: Company) -> None:
    """March's money by frequency: only Ada's buy 3 (4), who is 2–3. The amounts are not multiplied by her buys."""
    assert company.figures("amount", by=["frequency"], period=MARCH, today=DONE) == {"2–3": 4}


def stages(company: Company, *names: str, **parts: Any) -> list[Any]:
    """What the funnel says at every stage, of the columns named; by group where it is broken down."""
    found = company.answer(analysis="funnel", funnel="sales", today=DONE, **parts)
    places = [next(i for i, c in enumerate(found.columns) if c.id == name) for name in names]
    return [tuple(row[i] for i in places) if len(places) > 1 else row[places[0]] for row in found.rows]


def test_a_funnel_follows_those_who_entered_in_the_period(company: Company) -> None:
    """January's leads are 1, 2, 3 (its last second) and 5. Three of them talked, lead 3 in February; one won, in March.

    Lead 4 entered on 1 February at midnight: not one of them, though it won within February.
    """
    assert stages(company, "stage", "count", period=JANUARY) == [("lead", 4), ("talk", 3), ("won", 1)]


def test_a_funnel_never_grows(company: Company) -> None:
    """A stage cannot have more than the one before."""
    assert stages(company, "count", period=("2026-01-01", "2027-01-01", "year")) == [5, 4, 2]


def test_a_funnel_counts_a_stage_that_came_twice_once(company: Company) -> None:
    """Lead 1 talked, went back and talked again; lead 2 won without a talk on record: it has passed the stage.

    A won lead that never talked must not make the funnel grow from talk to won.

    events
    event_id  lead_id  stage  entered_at
    1         1        Lead   2026-01-10 10:00:00
    2         1        Talk   2026-01-12 10:00:00
    3         1        Talk   2026-01-20 10:00:00
    4         2        Lead   2026-01-20 10:00:00
    5         2        Won    2026-01-26 10:00:00
    """
    counts = stages(company, "count", period=JANUARY)
    assert counts[0] == 2
    assert counts == sorted(counts, reverse=True)
    assert counts[1:] in ([1, 0], [2, 1])


def test_a_funnel_by_group_shows_the_missing_group(company: Company) -> None:
    """Web: 2, 2, 1; Fair: 1, 1, 0; without source: 1, 0, 0."""
    counts: dict[object, list[int]] = {}
    for source, count in stages(company, "source", "count", period=JANUARY, by=["source"]):
        counts.setdefault(source, []).append(count)
    assert counts == {"Web": [2, 2, 1], "Fair": [1, 1, 0], None: [1, 0, 0]}


def test_a_funnel_of_a_filter(company: Company) -> None:
    """Of January's web leads both talked and one won; all but the web's: two, one, none."""
    assert stages(company, "count", period=JANUARY, filters=[("source", "in", "Web")]) == [2, 2, 1]
    assert stages(company, "count", period=JANUARY, filters=[("source", "not_in", "Web")]) == [2, 1, 0]
    assert stages(company, "count", period=JANUARY, scope=[("source", "in", "Fair")]) == [1, 1, 0]


def test_a_funnel_s_conversions_and_days(company: Company) -> None:
    """From the stage before 3/4 and 1/3, from the top 3/4 and 1/4. Days: median of 2, 6, 10; then 48."""
    assert stages(company, "conversion", period=JANUARY) == [None, 0.75, pytest.approx(1 / 3)]
    assert stages(company, "from_top", period=JANUARY) == [1, 0.75, 0.25]
    assert stages(company, "median_days", period=JANUARY) == [None, 6, 48]


def test_a_funnel_of_nobody(company: Company) -> None:
    """No lead entered in March: zeros, and nothing to divide by."""
    assert stages(company, "count", period=MARCH) in ([], [0, 0, 0])
    assert set(stages(company, "from_top", period=MARCH)) <= {None}
