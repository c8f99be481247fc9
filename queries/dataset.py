"""A catalogue with the data behind it: its engine, the members of its dimensions, and the last day that was loaded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from queries.catalogue.model import Catalogue
from queries.ends import Ends, ends_of
from queries.engine import Engine
from queries.many_members import MANY, ManyNames
from queries.members import Members, Shelf, read_codes, read_members
from queries.query import Filter, Query
from queries.rollups.known import read_rollups
from queries.rollups.model import Rollup

RIGHTS = "~"
"""Parts the version of the data from that of the rights."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What answers come from. `through` is the last day with data, `ends` where tables end apart from it; `version`
    changes with catalogue or data. `rollups` are sums kept beside the facts.

    Where somebody's rights narrow it (queries.visible.narrowed), `scope` are the rows that may be read and `allowed`
    the figures that may be asked for.
    """

    catalogue: Catalogue
    engine: Engine
    members: Members
    through: date | None
    version: str
    scope: tuple[Filter, ...] = ()
    allowed: frozenset[str] | None = None
    rollups: tuple[Rollup, ...] = ()
    ends: Ends | None = None

    @property
    def known_ends(self) -> Ends:
        """Where tables end; all of them at the last day where nothing else is known."""
        return self.ends or Ends(self.through)

    def through_of(self, query: Query, today: date) -> date | None:
        """The last day that the figures of a query can have; it lies after `today` only for plans."""
        return self.known_ends.reach(query.metrics, self.catalogue, today, query.period)

    @property
    def data_version(self) -> str:
        """The version of the data, whoever's rights narrow it."""
        return self.version.partition(RIGHTS)[0]


def open_dataset(
    catalogue: Catalogue, engine: Engine, today: date | None = None, shelf: Shelf | None = None, many: int = MANY
) -> Dataset:
    """Read every dimension's members and the last day loaded; days after `today` (the real one) hold plans.

    Where a dimension has more than `many` members they are kept on the shelf and looked up there.
    """
    ends = ends_of(catalogue, engine, today or date.today())
    names = read_members(catalogue, engine, shelf, many)
    digest = hashlib.sha256(f"{catalogue.version}\0{getattr(engine, 'version', '')}\0{ends}".encode())
    for dimension, members in names.items():
        digest.update(f"\0{dimension}\0{len(members)}\0".encode())
        told = members.digest if isinstance(members, ManyNames) else "\0".join(members)
        digest.update(told.encode())
    version = digest.hexdigest()[:16]
    known = Members(names, version, read_codes(catalogue, engine))
    return Dataset(catalogue, engine, known, ends.last, version, rollups=read_rollups(catalogue, engine), ends=ends)
