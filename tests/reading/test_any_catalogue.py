"""The reader knows no company: a small catalogue, an empty one, words it does not have."""

from __future__ import annotations

from intents.read import Reader
from queries.catalogue.load import load_catalogue_text
from queries.members import Members
from tests.reading.demo import TODAY

TINY = """
name: Tiny
currency: USD
tables:
  sold: {source: sold, primary_key: id, time: day}
dimensions:
  colour: {table: sold, column: colour, label: {en: Colour}}
  shape: {table: sold, column: shape, label: {en: Shape}}
metrics:
  amount: {table: sold, agg: sum, expr: amount, format: currency, label: {en: Amount}}
"""
MEMBERS = Members({"colour": {"Red": {}, "Blue": {}, "Round": {}}, "shape": {"Round": {}, "Square": {}}}, "test")


def reader() -> Reader:
    return Reader(load_catalogue_text(TINY), MEMBERS)


def test_a_figure_by_a_breakdown() -> None:
    query = reader().read("amount by color", TODAY).query
    assert query is not None
    assert (query.metrics, query.by) == (("amount",), ("colour",))


def test_a_member_of_two_dimensions_is_asked() -> None:
    reading = reader().read("amount of round", TODAY)
    assert reading.status == "clarify"
    assert {choice.query.filters[0].dimension for choice in reading.choices} == {"colour", "shape"}


def test_a_members_dimension_said_decides() -> None:
    reading = reader().read("amount for shape round", TODAY)
    assert reading.status == "answered"
    assert reading.query is not None
    assert reading.query.filters[0].dimension == "shape"


def test_what_the_catalogue_does_not_have_is_not_guessed() -> None:
    questions = [
        "best selling colours",
        "map of amount",
        "where are our amounts",
        "who sold the most",
        "sales dashboard",
    ]
    assert [reader().read(q, TODAY).status for q in questions if reader().read(q, TODAY).status == "answered"] == []


def test_suggestions_read_to_answers() -> None:
    one = reader()
    for suggestion in one.read("amount by zodiac sign", TODAY).suggestions:
        assert one.read(suggestion, TODAY).status == "answered"
