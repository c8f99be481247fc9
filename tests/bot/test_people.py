"""Me, my team and my territory become filters of the person who asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.people import Person, UnknownPerson, Unresolved, find_person, resolve_me
from data.store import Store
from data.workspace import People
from queries.dataset import Dataset
from queries.query import Filter, Query

PEOPLE = People("rep", "reps", "email", "name")


@pytest.fixture
def person(demo_dataset: Dataset) -> Person:
    """A rep who still sells."""
    engine = demo_dataset.engine
    assert isinstance(engine, Store)
    rows = engine.run("SELECT email FROM reps WHERE ended_on IS NULL ORDER BY rep_id LIMIT 1").rows
    return find_person(str(rows[0][0]), PEOPLE, engine)


def test_an_address_is_found_in_whatever_case(demo_dataset: Dataset, person: Person) -> None:
    assert isinstance(demo_dataset.engine, Store)
    assert find_person(f"  {person.email.upper()} ", PEOPLE, demo_dataset.engine).member == person.member


@pytest.mark.parametrize("email", ["nobody@example.com", "", "' OR 1=1 --"])
def test_an_address_nobody_has_is_unknown(demo_dataset: Dataset, email: str) -> None:
    assert isinstance(demo_dataset.engine, Store)
    with pytest.raises(UnknownPerson):
        find_person(email, PEOPLE, demo_dataset.engine)


def test_me_is_a_filter_on_oneself(demo_dataset: Dataset, person: Person) -> None:
    asked = Query(metrics=("revenue",), me="me")
    assert resolve_me(asked, person, demo_dataset) == Query(
        metrics=("revenue",), filters=(Filter("rep", "in", (person.member,)),)
    )


@pytest.mark.parametrize("dimension", ["team", "territory"])
def test_mine_is_what_ones_own_row_leads_to(demo_dataset: Dataset, person: Person, dimension: str) -> None:
    found = resolve_me(Query(metrics=("revenue",), me=f"my_{dimension}"), person, demo_dataset)
    (filter_,) = found.filters
    assert filter_.dimension == dimension
    assert filter_.members[0] in demo_dataset.members.names[dimension]


def test_other_filters_stay(demo_dataset: Dataset, person: Person) -> None:
    north = Filter("region", "in", ("North",))
    found = resolve_me(Query(metrics=("revenue",), filters=(north,), me="me"), person, demo_dataset)
    assert found.filters[0] == north and len(found.filters) == 2


def test_nobody_has_no_me(demo_dataset: Dataset, person: Person) -> None:
    with pytest.raises(Unresolved):
        resolve_me(Query(metrics=("revenue",), me="me"), None, demo_dataset)
    with pytest.raises(Unresolved):
        resolve_me(Query(metrics=("revenue",), me="my_team"), replace(person, member="No One"), demo_dataset)


def test_a_question_without_me_is_left_alone(demo_dataset: Dataset, person: Person) -> None:
    asked = Query(metrics=("revenue",))
    assert resolve_me(asked, person, demo_dataset) is asked
