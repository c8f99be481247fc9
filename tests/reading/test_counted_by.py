"""By which date is said where the words tell of what happened on another one; nothing is said where there is none."""

from __future__ import annotations

import pytest

from intents.read import Reader
from queries.catalogue.load import load_catalogue_text
from queries.members import Members
from tests.reading import demo, persian

SHOP = """
name: Shop
currency: USD
tables:
  parcels: {source: parcels, primary_key: id, time: ordered_on}
  visits: {source: visits, primary_key: id, time: day, joins: {parcel: {to: parcels, on: parcel_id}}}
dimensions:
  state: {table: parcels, column: state, label: {en: State}}
metrics:
  parcels: {table: parcels, agg: count, label: {en: Parcels}}
  refused_parcels: {table: parcels, agg: count, where: "refused_on IS NOT NULL", label: {en: Refused parcels}}
  paid_parcels: {table: parcels, agg: count, where: "paid_on IS NOT NULL", time: paid_on, label: {en: Paid parcels}}
  heavy_parcels: {table: parcels, agg: count, where: "weight > 5", label: {en: Packed parcels}}
  visits: {table: visits, agg: count, label: {en: Visits}}
"""
SHOP_MEMBERS = Members({"state": {"Shipped": {}, "Returned": {}, "Waiting": {}}}, "test")


def said(question: str) -> list[str]:
    """The dates that the reading says its figures are counted by."""
    reading = Reader(load_catalogue_text(SHOP), SHOP_MEMBERS).read(question, demo.TODAY)
    assert reading.status == "answered", question
    return [str(note.facts["column"]) for note in reading.assumed if note.code == "counted_by"]


@pytest.mark.parametrize(
    "question",
    [
        "shipped parcels last week",
        "parcels shipped last week",
        "how many parcels were returned last month",
        "returned parcels by month this year",
        "refused parcels last month",
        "parcels with state shipped last week",
    ],
)
def test_an_event_that_has_no_date_is_counted_by_another_which_is_said(question: str) -> None:
    assert said(question) == ["ordered_on"]


@pytest.mark.parametrize(
    "question",
    [
        "parcels last week",
        "waiting parcels last week",  # no event
        "parcels by state last week",
        "paid parcels last month",  # counted by its own date
        "packed parcels last month",  # nothing is known of another date
        "visits for shipped last month",  # a state of other rows
    ],
)
def test_nothing_is_said_where_no_other_date_is_meant(question: str) -> None:
    assert said(question) == []


def test_the_date_stands_in_the_reading() -> None:
    for question in ("leads converted last month", "سرنخ‌های تبدیل شده ماه گذشته"):
        notes = [note for note in persian.read(question).assumed if note.code == "counted_by"]
        assert [note.facts for note in notes] == [{"metric": "converted_leads", "column": "created_at"}], question


def test_it_is_said_again_when_the_question_goes_on() -> None:
    before = persian.read("leads converted last month").query
    assert before is not None
    reading = persian.reader().read("by channel", demo.TODAY, before=before)
    assert {note.code for note in reading.assumed} == {"counted_by", "kept"}


def test_it_makes_no_fragment_of_a_question() -> None:
    before = persian.read("revenue by region last month").query
    reading = persian.reader().read("leads converted last week", demo.TODAY, before=before)
    assert reading.query is not None
    assert (reading.query.metrics, reading.query.by) == (("converted_leads",), ())


def test_a_figure_with_the_events_own_date_is_taken() -> None:
    reading = demo.read("tickets resolved last week")
    assert reading.query is not None
    assert (reading.query.metrics, reading.assumed) == (("tickets_resolved",), ())
