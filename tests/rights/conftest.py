"""People of the guarded company, each with what they may see and the world that holds nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from guarded_company import World, make_world
from somebody import Somebody

import data.demo
from bot.answering import Answering
from bot.people import Person
from bot.rights import Access
from queries.catalogue.load import load_catalogue
from queries.catalogue.model import Catalogue
from queries.many_members import ManyNames
from queries.members import Shelf
from queries.query import Filter


@pytest.fixture(scope="session")
def world() -> World:
    return make_world(11)


@pytest.fixture(scope="session")
def owner(world: World) -> Answering:
    return world.answering()


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Keeps members on disk, as very many are."""

    def kept(name: str, fill: Callable[[Path], None]) -> Path:
        folder = tmp_path_factory.mktemp(name)
        fill(folder)
        return folder

    return kept


@pytest.fixture(scope="session")
def owner_of_many(world: World, shelf: Shelf) -> Answering:
    """The owner's answers with the members kept on disk."""
    answering = world.answering(shelf)
    on_disk = {id for id, names in answering.dataset.members.names.items() if isinstance(names, ManyNames)}
    assert {"rep", "customer", "product"} <= on_disk
    return answering


@pytest.fixture(scope="session", params=["rep", "team", "area", "reps", "rep, of many"])
def somebody(
    request: pytest.FixtureRequest, world: World, owner: Answering, owner_of_many: Answering, shelf: Shelf
) -> Somebody:
    t = world.tables
    rep = t["reps"][2]
    dimension, members = {
        "rep": ("rep", (rep["name"],)),
        "rep, of many": ("rep", (rep["name"],)),
        "team": ("team", (t["teams"][1]["name"],)),
        "area": ("area", (t["areas"][1]["name"],)),
        "reps": ("rep", (t["reps"][0]["name"], t["reps"][5]["name"])),
    }[request.param]
    access = Access(Person("a@b.c", "rep", rep["name"]), request.param, None, (Filter(dimension, "in", members),))
    left = world.without(dimension, members)
    hidden = _words(world.names()) - _words(left.names())
    if request.param.endswith("many"):
        return Somebody(world, access, owner_of_many.seen_by(access), left.answering(shelf), hidden)
    return Somebody(world, access, owner.seen_by(access), left.answering(), hidden)


def _words(names: frozenset[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in name.split())


@pytest.fixture(scope="session")
def demo_catalogue() -> Catalogue:
    """The demo's catalogue, without its data."""
    return load_catalogue(Path(data.demo.__file__).parent / "workspace")
