"""Tables and members as strangers name them.

people
person_id  name  grade  active  region
1          Ada   3      true    East
2          Ada   3      true    -
3          Bo    12     false   East
4          -     -      true    West

sales
sale_id  person_id  sold_on     amount
1        1          2026-01-05  1
2        2          2026-01-06  2
3        3          2026-01-07  4
4        4          2026-01-08  8
5        -          2026-01-09  16
"""

from __future__ import annotations

import pytest
from tiny_company import Company

CATALOGUE = """
name: Names
currency: USD
tables:
  people: {source: people, primary_key: person_id}
  sales: {source: sales, primary_key: sale_id, time: sold_on, joins: {person: {to: people, on: person_id}}}
  odd:
    source: '"Order"'
    primary_key: Group
    time: Sold On
dimensions:
  person: {table: people, column: name, key: person_id, label: {en: Person}}
  name: {table: people, column: name, label: {en: Given name}}
  grade: {table: people, column: grade, label: {en: Grade}}
  active: {table: people, column: active, label: {en: Active}}
  region: {table: people, column: region, label: {en: Region}, scope: true}
  group: {table: odd, column: Group, label: {en: Group}}
metrics:
  amount: {table: sales, agg: sum, expr: amount, format: currency, label: {en: Amount}}
  sales: {table: sales, agg: count, label: {en: Sales}}
  select: {table: odd, agg: sum, expr: '"Net Amount"', format: currency, label: {en: Net}}
"""

JANUARY = ("2026-01-01", "2026-02-01", "month")


@pytest.fixture(autouse=True)
def odd_table(company: Company) -> None:
    """A table called Order with columns that are keywords or have spaces."""
    company.engine.connection.execute(
        """CREATE OR REPLACE TABLE "Order" ("Group" VARCHAR, "Sold On" DATE, "Net Amount" DOUBLE);
        INSERT INTO "Order" VALUES ('x', '2026-01-05', 1), ('y', '2026-01-06', 2), ('y', '2026-02-01', 4)"""
    )
    company.engine.connection.execute("ALTER TABLE people ALTER active TYPE BOOLEAN")


def test_two_people_of_one_name_stay_two(company: Company) -> None:
    """Person 1 and person 2 are both Ada: two groups of 1 and 2, not one of 3. A name alone is one group of 3."""
    rows = company.answer("amount", by=["person"], period=JANUARY).rows
    assert {value for name, value in rows if name == "Ada"} == {1, 2}
    assert company.figures("amount", by=["name"], period=JANUARY)["Ada"] == 3


def test_a_filter_by_a_name_takes_all_of_that_name(company: Company) -> None:
    """Ada means both."""
    assert company.value("amount", filters=[("person", "in", "Ada")], period=JANUARY) == 3


def test_members_that_are_numbers(company: Company) -> None:
    """Grades are numbers in the table and text in a question; 12 is not 1 or 2."""
    assert company.value("amount", filters=[("grade", "in", "3")], period=JANUARY) == 3
    assert company.value("amount", filters=[("grade", "in", "12")], period=JANUARY) == 4
    assert company.value("amount", filters=[("grade", "not_in", "3")], period=JANUARY) == 28
    assert company.value("amount", filters=[("grade", "in", "none of them")], period=JANUARY) == 0
    assert company.figures("amount", by=["grade"], period=JANUARY) == {"3": 3, "12": 4, None: 24}


def test_members_that_are_true_or_false(company: Company) -> None:
    """Active: persons 1, 2 and 4; sale 5 is nobody's."""
    found = {str(k).lower(): v for k, v in company.figures("amount", by=["active"], period=JANUARY).items()}
    assert found == {"true": 11, "false": 4, "none": 16}


def test_keywords_and_spaces_in_names(company: Company) -> None:
    """A table Order, columns Group, Sold On and Net Amount, a metric called select: names are quoted."""
    assert company.value("select", period=JANUARY) == 3
    assert company.figures("select", by=["group"], period=JANUARY) == {"x": 1, "y": 2}
    assert len(company.figures("select", by=["month"], period=("2026-01-01", "2026-03-01", "month", 2))) >= 1


def test_rights_to_a_member_do_not_show_what_has_none(company: Company) -> None:
    """East is Ada (1) and Bo (4): the sales of the Ada without region, and of nobody, are not East's."""
    assert company.value("amount", scope=[("region", "in", "East")], period=JANUARY) == 5


def test_rights_to_nothing_show_nothing(company: Company) -> None:
    """A region that no longer exists gives no rows, not all of them."""
    assert company.value("amount", scope=[("region", "in", "Atlantis")], period=JANUARY) == 0
    assert company.value("amount", scope=[("region", "in")], period=JANUARY) == 0
