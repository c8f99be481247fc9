"""What somebody may see: their role's figures and rows, from the settings and the people's table."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.people import Person, UnknownPerson, find_person, own_members
from data.roles import EVERYTHING, NOTHING, Grant, Role
from data.section import WorkspaceError
from data.workspace import Workspace
from queries.answer import Note
from queries.catalogue.model import Catalogue
from queries.query import Filter, Query
from queries.rights import Denied, asked_figures, check_reach, denied, figures_of, is_filtered_whole

if TYPE_CHECKING:
    from bot.opening import Company

__all__ = ["Access", "Denied", "access_of", "apply", "channel_access", "check_roles", "covers", "scope_text"]

_MOST_KNOWN = 2_000
_NARROWED = ("value", "breakdown", "trend")  # every row behind their figures may pass the question's own filters


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody may see: of the figures `metrics` (None: all), of the rows those that pass every filter of `scope`.

    `metrics` are names of queries.rights: metric ids, "funnel.ID", "timelines".
    """

    person: Person | None
    role: str
    metrics: frozenset[str] | None = None
    scope: tuple[Filter, ...] = ()


_known: weakref.WeakKeyDictionary[object, OrderedDict[tuple[str, str], Access]] = weakref.WeakKeyDictionary()
_lock = Lock()


def access_of(email: str | None, company: Company) -> Access:
    """What the person with an e-mail address may see; without one, what nobody in particular may.

    Raises Denied for whom the settings give nothing, and where what is their own cannot be told.
    """
    address = (email or "").strip().casefold()
    key = (company.dataset.version, address)
    with _lock:
        kept = _known.setdefault(company.dataset.engine, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    roles = company.workspace.roles
    person, grant = _person(address, company)
    name = grant.role if grant else (person.role if person and person.role else roles.default)
    access = _access(person, name, company)
    with _lock:
        kept[key] = access
        while len(kept) > _MOST_KNOWN:
            kept.popitem(last=False)
    return access


def channel_access(channel: str, company: Company) -> Access:
    """What everybody in a Slack channel may see: its role in the settings, else what people who are not known may."""
    grant = company.workspace.roles.by_channel.get(channel) or Grant(company.workspace.roles.default)
    try:
        return _access(Person("", own=grant.own) if grant.own else None, grant.role, company)
    except Denied:
        return Access(None, NOTHING, frozenset())


def covers(wider: Access, access: Access, query: Query | None, catalogue: Catalogue) -> bool:
    """Whether whoever has the rights `wider` may see what `access` gives as the answer to a query.

    Without a query, or of one whose figures stand elsewhere (a dashboard), all that `access` gives is meant. A question
    about no more than those rows is covered too, whoever asks it.
    """
    if wider.metrics is not None:
        figures = frozenset(asked_figures(query)) if query is not None else frozenset()
        held = figures or access.metrics
        if held is None or not held <= wider.metrics:
            return False
    narrowed = access.scope
    if query is not None and query.analysis in _NARROWED and is_filtered_whole(query, wider.scope, catalogue):
        narrowed += tuple(f for f in query.filters if f.op == "in")
    return all(any(_within(own, condition) for own in narrowed) for condition in wider.scope)


def apply(query: Query, access: Access | None, catalogue: Catalogue) -> Query:
    """The query with the person's rights in it; without an access it is the owner's.

    Raises Denied for a figure that they may not see, or that cannot be narrowed to the rows they may.
    """
    if access is None:
        return query
    for name in asked_figures(query):
        if access.metrics is not None and name not in access.metrics:
            raise denied(name, access.metrics, catalogue)
    if query.analysis not in ("definition", "scorecard"):
        check_reach(query, access.scope, catalogue)
    return replace(query, scope=access.scope)


def check_roles(workspace: Workspace, catalogue: Catalogue) -> None:
    """Raise WorkspaceError where a role names a figure or dimension that the catalogue does not have."""
    known = figures_of(catalogue)
    scopes = [d.id for d in catalogue.dimensions.values() if d.scope and d.bands is None]
    for role in workspace.roles.named.values():
        for name in (*(role.metrics or ()), *role.without):
            if name not in known:
                raise WorkspaceError(f"{role.place}: the role {role.name!r} names the unknown figure {name!r}")
        for dimension, _ in role.rows:
            if dimension not in scopes:
                listed = ", ".join(scopes) or "none"
                raise WorkspaceError(
                    f"{role.place}: the rows of {role.name!r} cannot be narrowed by {dimension!r}; dimensions with "
                    f"'scope: true' can: {listed}"
                )


def scope_text(scope: Iterable[Mapping[str, Any]]) -> str:
    """Row filters in their JSON form (queries.query.to_json) as one line; "all" where there are none."""
    return "; ".join(f"{f['dimension']}: {', '.join(str(m) for m in f['members'])}" for f in scope) or "all"


def _person(address: str, company: Company) -> tuple[Person | None, Grant | None]:
    """Who has an address, and the role that the settings give them."""
    workspace = company.workspace
    grant = workspace.roles.by_email.get(address)
    person: Person | None = None
    if workspace.people is not None and address:
        try:
            person = find_person(address, workspace.people, company.store)
        except UnknownPerson:
            person = None
    if grant is not None:
        person = replace(person, own=grant.own) if person else Person(address, own=grant.own)
    return person, grant


def _access(person: Person | None, name: str, company: Company) -> Access:
    role = company.workspace.roles.role(name)
    if role is None:
        raise _ask("no_rights", company)
    if role.name == EVERYTHING:
        return Access(person, role.name)
    scope = tuple(_filter(dimension, members, person, company) for dimension, members in role.rows)
    return Access(person, role.name, _metrics(role, company.dataset.catalogue), scope)


def _metrics(role: Role, catalogue: Catalogue) -> frozenset[str] | None:
    if role.metrics is not None:
        return frozenset(role.metrics)
    return figures_of(catalogue) - frozenset(role.without) if role.without else None


def _filter(dimension: str, members: tuple[str, ...] | None, person: Person | None, company: Company) -> Filter:
    """The rows of a role; "own" ones as the members that are the person's."""
    if members is None:
        members = own_members(person, dimension, company.dataset) if person is not None else ()
    if not members:
        raise _ask("own_unknown", company, dimension=dimension)
    return Filter(dimension, "in", members)


def _ask(code: str, company: Company, **facts: object) -> Denied:
    """A refusal that says whom to ask, where the settings say so."""
    contact = company.workspace.roles.contact
    return Denied(Note(f"{code}_ask", {**facts, "contact": contact}) if contact else Note(code, facts))


def _within(own: Filter, condition: Filter) -> bool:
    """Whether every row that passes one filter passes the other."""
    return own.dimension == condition.dimension and set(own.members) <= set(condition.members)
