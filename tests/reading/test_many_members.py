"""A breakdown with tens of thousands of members, kept on disk: found by name, never taken for words of the question."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace

import pytest

from benchmarks.vocabulary import LIKE_WORDS, with_many
from intents.read import Reader
from intents.reading import Reading
from queries.many_members import ManyNames, write_names
from queries.members import Members
from queries.query import Query
from tests.reading import corpus, demo, persian

COUNT = 20_000
Read = Callable[[str], Reading]


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> Members:
    return with_many(demo.demo_members(), "customer", COUNT, tmp_path_factory.mktemp("customers"))


@pytest.fixture(scope="module")
def reader(members: Members) -> Reader:
    return Reader(demo.demo_catalogue(), members, ("en", "fa"))


@pytest.fixture(scope="module")
def read(reader: Reader) -> Read:
    return lambda question: reader.read(question, demo.TODAY)


def _customers(reading: Reading) -> list[tuple[str | None, ...]]:
    assert reading.status == "answered" and reading.query is not None
    return [f.members for f in reading.query.filters if f.dimension == "customer"]


@pytest.mark.parametrize(
    "question",
    ["top products in May", "revenue of May", "June revenue", "revenue today", "top 10 customers in May",
     "total revenue this year", "monthly revenue", "revenue growth", "revenue vs target", "revenue by customer",
     "revenue last month", "most orders by rep this year", "customers with over 40 orders in 2025", "فروش ماه گذشته"],
)  # fmt: skip
def test_members_named_like_words_take_no_question_over(question: str, read: Read) -> None:
    reading, without = read(question), persian.read(question)
    assert (reading.status, reading.query) == ("answered", without.query)


@pytest.mark.parametrize("customer", [c for c in LIKE_WORDS if c not in ("May", "June", "Today", "Average Joe's")])
def test_members_named_like_words_are_found_beside_what_they_are(customer: str, read: Read) -> None:
    assert _customers(read(f"revenue for customer {customer} in 2025")) == [(customer,)]


@pytest.mark.parametrize(
    ("question", "customer"),
    [("The Best Co revenue", "The Best Co"), ("orders of top foods last month", "Top Foods"),
     ("revenue of last mile logistics this year", "Last Mile Logistics"), ("فروش Top Foods ماه گذشته", "Top Foods"),
     ("average joe's orders", "Average Joe's"), ("not just bread revenue", "Not Just Bread")],
)  # fmt: skip
def test_a_longer_name_beats_the_words_it_is_made_of(question: str, customer: str, read: Read) -> None:
    assert _customers(read(question)) == [(customer,)]


@pytest.mark.parametrize(
    ("question", "both"),
    [("acme trading revenue", {"Acme Trading", "ACME Trading"}),
     ("revenue of acme tradng", {"Acme Trading", "ACME Trading"}),
     ("orders of kaveh industris", {"Kaveh Industries"}),
     ("sales in North", {"North"})],
)  # fmt: skip
def test_names_nearly_alike_are_asked_about_or_named(question: str, both: set[str], read: Read) -> None:
    reading = read(question)
    offered = [c.query for c in reading.choices if c.query] if reading.status == "clarify" else [reading.query]
    named = {m for query in offered if query for f in query.filters for m in f.members}
    assert both <= named
    assert reading.status == "clarify" or reading.corrected


def test_a_name_of_one_of_two_twins_written_exactly_is_that_one(read: Read) -> None:
    assert _customers(read("revenue of Acme Tradings")) == [("Acme Tradings",)]
    assert _customers(read("revenue of kave industries")) == [("Kave Industries",)]


def test_each_sampled_member_is_found_in_both_scripts(members: Members, read: Read) -> None:
    names = members.names["customer"]
    for name in list(names)[1000::1900]:
        assert (name,) in _customers(read(f"revenue of {name} in 2025")) or read(name).status == "clarify", name
        for label in names[name].values():
            reading = read(f"فروش مشتری {label} در ۱۴۰۴")
            offered = [c.query for c in reading.choices] or [reading.query]
            assert any(name in f.members for q in offered if q for f in q.filters), label


def test_a_slip_in_a_name_is_put_right_and_told(read: Read) -> None:
    reading = read("revenue of last mile logistcs in 2025")
    assert [(c.written, c.read) for c in reading.corrected] == [("logistcs", "logistics")]


def test_what_is_no_name_is_still_not_understood(read: Read) -> None:
    reading = read("revenue of Zzyqx Wvutq in 2025")
    assert reading.status != "answered" and "zzyqx" in reading.unread


def test_it_is_pickled_as_a_place_and_not_as_names(reader: Reader) -> None:
    kept = pickle.dumps(reader)
    assert len(kept) < len(pickle.dumps(persian.reader())) * 1.2
    again = pickle.loads(kept)
    for question in ("The Best Co revenue", "top products in May", "revenue of acme tradng"):
        assert again.read(question, demo.TODAY) == reader.read(question, demo.TODAY)


def test_a_narrowed_reader_knows_no_other_names_and_no_words_of_theirs(reader: Reader, members: Members) -> None:
    whole = members.names["customer"]
    assert isinstance(whole, ManyNames)
    seen = whole.narrowed(["The Best Co", "Acme Trading", "no such customer"])
    assert list(seen) == [name for name in whole if name in ("The Best Co", "Acme Trading")] and len(seen) == 2
    known = replace(members, names={**members.names, "customer": seen})
    narrow = reader.narrowed(demo.demo_catalogue(), known)
    assert _customers(narrow.read("The Best Co revenue", demo.TODAY)) == [("The Best Co",)]
    assert _customers(narrow.read("acme trading revenue", demo.TODAY)) == [("Acme Trading",)]
    none = reader.narrowed(demo.demo_catalogue(), replace(known, names={**members.names, "customer": {}}))
    for hidden in ("Top Foods revenue", "orders of kaveh industris", "revenue of last mile logistcs"):
        told, untold = narrow.read(hidden, demo.TODAY), none.read(hidden, demo.TODAY)
        assert (told.status, told.query, told.unread, told.corrected) == (
            untold.status, untold.query, untold.unread, untold.corrected,
        )  # fmt: skip
        assert "Kaveh Industries" not in repr(told) and "Logistics" not in repr(told)


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The demo's members, all of them on disk."""
    names = {}
    for dimension, known in demo.demo_members().names.items():
        folder = tmp_path_factory.mktemp(dimension)
        write_names(folder, known)
        names[dimension] = ManyNames(folder)
        assert list(names[dimension]) == list(known) and dict(names[dimension]) == dict(known)
    return Reader(demo.demo_catalogue(), Members(names, "fixture"), ("en", "fa"))


def test_members_on_disk_are_read_as_those_in_memory(on_disk: Reader) -> None:
    asked = [q for _, _, q in corpus.phrasings()][::9] + [q for _, _, q in persian.phrasings()][::9]
    asked += ["revenue for rep Raziye Abasi", "revenue of razieh last month", "فروش اصفاهون", "simorq team orders"]
    for question in asked:
        here, there = persian.read(question), on_disk.read(question, demo.TODAY)
        assert _told(here) == _told(there), question


def _told(reading: Reading) -> tuple[str, Query | None, object, object, object]:
    return reading.status, reading.query, reading.unread, reading.corrected, [c.label for c in reading.choices]
