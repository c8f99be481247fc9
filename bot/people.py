"""Who asks: an e-mail address, matched to the member of the people's dimension that "my" and "me" mean."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlglot import exp

from data.engines.opened import Opened
from data.roles import Members
from data.workspace import People
from queries.catalogue.model import Path
from queries.compiler import nodes
from queries.compiler.dialects import written
from queries.compiler.source import Source
from queries.dataset import Dataset
from queries.query import Filter, Query


class UnknownPerson(Exception):
    """Nobody has that e-mail address."""


class Unresolved(Exception):
    """The question speaks of me, and who that is cannot be said; `code` is the sentence of the language's file."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who talks to the bot: the member they are, where they are one, and what the settings say is their own.

    `own` holds members by dimension, before what the person's row in the data leads to. `role` is what the row says.
    """

    email: str
    dimension: str = ""
    member: str | None = None
    own: Members = ()
    role: str | None = None


def find_person(email: str, people: People, store: Opened) -> Person:
    """The person with an address, upper and lower case alike."""
    named = [people.name] if people.role is None else [people.name, people.role]
    same = exp.EQ(
        this=exp.Lower(this=_column(people.email)), expression=exp.Lower(this=nodes.parameter("email", "TEXT"))
    )
    statement = exp.select(*map(_column, named)).from_(exp.Table(this=_identifier(people.table)), copy=False)
    sql = written(statement.where(same, copy=False).limit(2, copy=False), store.dialect)
    rows = store.run(sql, {"email": email.strip()}).rows
    if len(rows) != 1 or rows[0][0] is None:
        raise UnknownPerson(email)
    role = rows[0][1] if people.role is not None else None
    return Person(email, people.dimension, str(rows[0][0]), role=None if role is None else str(role))


def own_members(person: Person, dimension: str, dataset: Dataset) -> tuple[str, ...]:
    """The members of a dimension that are a person's own; empty where that cannot be said."""
    told = dict(person.own).get(dimension)
    if told is not None:
        return told
    if person.member is None:
        return ()
    if dimension == person.dimension:
        return (person.member,)
    member = _member_of(person, person.member, dimension, dataset)
    return () if member is None else (member,)


def resolve_me(query: Query, person: Person | None, dataset: Dataset) -> Query:
    """The query with "my" as a filter: own rows, or those of everyone in the own team or territory."""
    if query.me is None:
        return query
    if person is None:
        raise Unresolved("me_unknown")
    dimension = _mine(person, dataset) if query.me == "me" else query.me.removeprefix("my_")
    members = own_members(person, dimension, dataset)
    if not members:
        raise Unresolved("me_unknown")
    mine = Filter(dimension, "in", members)
    return replace(query, me=None, filters=query.filters if mine in query.filters else (*query.filters, mine))


def _mine(person: Person, dataset: Dataset) -> str:
    """The dimension of people; a person who is nobody there has at most what the settings say."""
    if person.dimension:
        return person.dimension
    return next((d.id for d in dataset.catalogue.dimensions.values() if d.person), "")


def _member_of(person: Person, member: str, dimension: str, dataset: Dataset) -> str | None:
    """The member of another dimension that a person's own row leads to."""
    people = dataset.catalogue.dimensions.get(person.dimension)
    wanted = dataset.catalogue.dimensions.get(dimension)
    if people is None or wanted is None:
        return None
    path = dataset.catalogue.path(people.table, dimension)
    if path is None:
        return None
    return _follow(people.table, people.column, member, path, dataset)


def _follow(table: str, column: str, member: str, path: Path, dataset: Dataset) -> str | None:
    """The one value at the end of a path over joins, of the rows with that member."""
    source = Source(dataset.catalogue, table)
    end = source.column(path)
    here = exp.EQ(this=source.column((column,)), expression=nodes.parameter("member", "TEXT"))
    statement = source.select([end], [here], 1)
    rows = dataset.engine.run(written(statement.limit(2, copy=False), dataset.engine.dialect), {"member": member}).rows
    return str(rows[0][0]) if len(rows) == 1 and rows[0][0] is not None else None


def _column(name: str) -> exp.Column:
    return exp.Column(this=_identifier(name))


def _identifier(name: str) -> exp.Identifier:
    return exp.Identifier(this=name, quoted=True)
