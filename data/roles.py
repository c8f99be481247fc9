"""Roles of kpibot.yaml: which figures and rows each may see, and who has which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from data.section import Section

EVERYTHING, NOTHING = "everything", "nothing"
OWN, ALL = "own", "all"
_ROLE_KEYS = ("metrics", "rows", "members")

Members = tuple[tuple[str, tuple[str, ...]], ...]
"""Members by dimension."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a role may see.

    `metrics` are the only figures it may ask for (None: all of them), `without` those it may not. `rows` are dimensions
    with the members whose rows it may see; None for the members that the person's own row leads to. `place` is where
    the role stands in the file.
    """

    name: str
    metrics: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...] | None], ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role given to somebody or to a channel, with what is their own where no table says it."""

    role: str
    own: Members = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles, who has which, and what those have of whom nothing is said.

    E-mail addresses are in lower case. `contact` is whom to ask for rights.
    """

    default: str = NOTHING
    named: Mapping[str, Role] = field(default_factory=dict)
    by_email: Mapping[str, Grant] = field(default_factory=dict)
    by_channel: Mapping[str, Grant] = field(default_factory=dict)
    contact: str | None = None

    def role(self, name: str) -> Role | None:
        """The role of a name; None where there is none, and for "nothing"."""
        return Role(EVERYTHING) if name == EVERYTHING else self.named.get(name) if name != NOTHING else None


def read_roles(root: Section) -> Roles:
    """The roles, their members, the channels and the default role. Raises WorkspaceError."""
    section = root.section("roles", None)
    known = (EVERYTHING, NOTHING, *(name for name in (section.names if section else ()) if name != EVERYTHING))
    named: dict[str, Role] = {}
    by_email: dict[str, Grant] = {}
    for name in section.names if section else ():
        assert section is not None
        if name == NOTHING:
            raise section.mistake(name, f"{NOTHING!r} is what people without a role may see and cannot be changed")
        keys = ("members",) if name == EVERYTHING else _ROLE_KEYS
        role = section.section(name, keys)
        assert role is not None
        if name != EVERYTHING:
            named[name] = _role(name, role)
        for node, email, own in _members(role):
            if email in by_email:
                raise role.wrong(node, f"{email} has the role {by_email[email].role!r} already")
            by_email[email] = Grant(name, own, role.place)
    return Roles(
        default=root.choice("default_role", known) or NOTHING,
        named=named,
        by_email=by_email,
        by_channel=dict(_channels(root, known)),
        contact=root.text("contact"),
    )


def _role(name: str, role: Section) -> Role:
    metrics: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    if role.is_mapping("metrics"):
        excepted = role.section("metrics", ("except",))
        assert excepted is not None
        without = excepted.texts("except")
        if not without:
            raise role.mistake("metrics", "'metrics' names nothing under 'except'")
    elif "metrics" in role.names and role.texts("metrics") != (ALL,):
        metrics = role.texts("metrics")
        if not metrics:
            raise role.mistake("metrics", "'metrics' names none; write all, a list, or {except: [...]}")
    return Role(name, metrics, without, tuple(_rows(role)), role.place)


def _rows(role: Section) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    if not role.is_mapping("rows"):
        # Left out it is a mistake too: nobody shall see everything because of a line that was forgotten.
        if role.is_list("rows") or role.text("rows") != ALL:
            raise role.mistake("rows", "'rows' must be all, or a mapping such as {territory: own}")
        return
    rows = role.section("rows", None)
    assert rows is not None
    if not rows.names:
        raise role.mistake("rows", "'rows' names no dimension; write all, or a mapping such as {territory: own}")
    for dimension in rows.names:
        members = rows.texts(dimension)
        if not members:
            raise rows.mistake(dimension, f"{dimension!r} names no members; write own, all or a list")
        if rows.is_list(dimension) or members[0] not in (OWN, ALL):
            yield dimension, members
        elif members[0] == OWN:
            yield dimension, None


def _members(role: Section) -> Iterator[tuple[yaml.Node, str, Members]]:
    """The people of a role: addresses, or mappings of an address and what is that person's own."""
    for node in role.items("members"):
        if isinstance(node, yaml.ScalarNode) and "@" in node.value:
            yield node, node.value.strip().casefold(), ()
            continue
        if not isinstance(node, yaml.MappingNode):
            raise role.wrong(node, "a member is an e-mail address, or a mapping such as {email: a@b.com, team: North}")
        person = role.within(node, None)
        email = person.needed("email")
        yield node, email.strip().casefold(), _own(person, "email")


def _channels(root: Section, known: tuple[str, ...]) -> Iterator[tuple[str, Grant]]:
    """What everybody in a channel may see: a role, or a mapping of a role and what is the channel's own."""
    channels = root.section("channels", None)
    for name in channels.names if channels else ():
        assert channels is not None
        if not channels.is_mapping(name):
            role = channels.choice(name, known)
            assert role is not None
            yield name, Grant(role, (), channels.place)
            continue
        channel = channels.section(name, None)
        assert channel is not None
        if channel.choice("role", known) is None:
            raise channel.mistake("role", f"the channel {name!r} needs 'role'")
        yield name, Grant(channel.needed("role"), _own(channel, "role"), channel.place)


def _own(section: Section, besides: str) -> Members:
    return tuple((name, section.texts(name)) for name in section.names if name != besides)
