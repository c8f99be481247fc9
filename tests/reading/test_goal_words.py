"""“target” and “quota” are what a figure is held against, unless the catalogue calls something else so."""

from __future__ import annotations

from datetime import date

import pytest

from intents.read import Reader
from queries.catalogue.load import load_catalogue_text
from queries.members import Members

TODAY = date(2026, 11, 23)
SHOP = """
name: Shop
tables:
  sales: {primary_key: id, time: sold_on}
  plans: {time: month, grain: month}
dimensions:
  branch: {table: sales, column: branch, paths: {plans: branch}, label: {en: Branch, fa: شعبه}}
metrics:
  turnover: {table: sales, agg: sum, expr: amount, format: currency, goal: planned, attainment: reached,
             label: {en: Turnover, fa: گردش}}
  planned: {table: plans, agg: sum, expr: amount, format: currency, label: {en: Planned turnover, fa: گردش برنامه‌ای}}
  reached: {type: ratio, numerator: turnover, denominator: planned, format: percent, label: {en: Reached, fa: تحقق}}
"""
ANOTHER = """
  quota: {table: sales, agg: sum, expr: share, format: count, label: {en: Quota, fa: سهم}}
"""


def reader(text: str) -> Reader:
    return Reader(load_catalogue_text(text), Members(names={}, codes={}, version="x"), ("en", "fa"))


@pytest.mark.parametrize(
    ("question", "by"),
    [
        ("turnover vs target", ()),
        ("turnover against quota by branch last month", ("branch",)),
        ("گردش در برابر هدف به تفکیک شعبه", ("branch",)),
    ],
)
def test_a_figure_is_held_against_its_goal(question: str, by: tuple[str, ...]) -> None:
    reading = reader(SHOP).read(question, TODAY)
    assert reading.status == "answered"
    assert reading.query is not None
    assert (set(reading.query.metrics), reading.query.by) == ({"turnover", "planned", "reached"}, by)


def test_a_word_that_the_catalogue_has_for_something_else_keeps_its_meaning() -> None:
    reading = reader(SHOP + ANOTHER).read("quota by branch", TODAY)
    assert reading.query is not None
    assert reading.query.metrics == ("quota",)


def test_without_a_goal_the_word_is_not_understood() -> None:
    without = SHOP.replace("goal: planned, attainment: reached,", "")
    assert "target" in reader(without).read("turnover vs target", TODAY).unread
