"""Who asks: an e-mail address, matched to the member of the people's dimension that "my" and "me" mean."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.store import Store
from data.workspace import People
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
    """Somebody who talks to the bot: the member they are."""

    email: str
    dimension: str
    member: str


def find_person(email: str, people: People, store: Store) -> Person:
    """The person with an address, upper and lower case alike."""
    table, column, name = (_quoted(part) for part in (people.table, people.email, people.name))
    sql = f"SELECT {name} FROM {table} WHERE lower({column}) = lower($email) LIMIT 2"  # noqa: S608
    rows = store.run(sql, {"email": email.strip()}).rows
    if len(rows) != 1 or rows[0][0] is None:
        raise UnknownPerson(email)
    return Person(email, people.dimension, str(rows[0][0]))


def resolve_me(query: Query, person: Person | None, dataset: Dataset) -> Query:
    """The query with "my" as a filter: own rows, or those of everyone in the own team or territory."""
    if query.me is None:
        return query
    if person is None:
        raise Unresolved("me_unknown")
    if query.me == "me":
        return replace(query, me=None, filters=_with(query.filters, person.dimension, person.member))
    other = query.me.removeprefix("my_")
    member = _member_of(person, other, dataset)
    if member is None:
        raise Unresolved("me_unknown")
    return replace(query, me=None, filters=_with(query.filters, other, member))


def _with(filters: tuple[Filter, ...], dimension: str, member: str) -> tuple[Filter, ...]:
    mine = Filter(dimension, "in", (member,))
    return filters if mine in filters else (*filters, mine)


def _member_of(person: Person, dimension: str, dataset: Dataset) -> str | None:
    """The member of another dimension that a person's own row leads to."""
    people = dataset.catalogue.dimensions.get(person.dimension)
    wanted = dataset.catalogue.dimensions.get(dimension)
    if people is None or wanted is None:
        return None
    path = dataset.catalogue.path(people.table, dimension)
    if path is None:
        return None
    return _follow(people.table, people.column, person.member, path, dataset)


def _follow(table: str, column: str, member: str, path: tuple[str, ...], dataset: Dataset) -> str | None:
    tables = dataset.catalogue.tables
    joins, here = [], table
    for step, name in enumerate(path[:-1]):
        join = tables[here].joins[name]
        on = " AND ".join(f"t{step}.{_quoted(own)} = t{step + 1}.{_quoted(other)}" for own, other in join.on)
        joins.append(f"JOIN {_source(join.to, dataset)} AS t{step + 1} ON {on}")
        here = join.to
    sql = (
        f"SELECT DISTINCT t{len(path) - 1}.{_quoted(path[-1])} FROM {_source(table, dataset)} AS t0 "  # noqa: S608
        f"{' '.join(joins)} WHERE t0.{_quoted(column)} = $member LIMIT 2"
    )
    rows = dataset.engine.run(sql, {"member": member}).rows
    return str(rows[0][0]) if len(rows) == 1 and rows[0][0] is not None else None


def _source(table: str, dataset: Dataset) -> str:
    source = dataset.catalogue.tables[table].source
    text = source.sql(dialect=dataset.engine.dialect)
    return text if source.key == "table" else f"({text})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
