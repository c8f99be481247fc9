"""What the builders of one statement share: the catalogue, the shape, the slice of time, and the CTEs they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlglot import exp

from queries.calendars.rules import Rules, rules_of
from queries.catalogue.model import Catalogue
from queries.compiler import nodes
from queries.compiler.shape import Shape
from queries.rollups.model import Read

PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Build:
    """One statement in the making.

    `slice` is "" for the period asked about and "previous" for the one compared with; it begins the names of the
    slice's parameters. `keyed` are the dimensions whose key column keeps members of one name apart, `taken` the names
    of tables. `with_whole` adds a row of the whole to every SELECT that groups. `ctes` fills up with what several
    SELECTs read: lists of buckets, counts per entity. `reads` tells what each SELECT of facts reads.
    """

    catalogue: Catalogue
    shape: Shape
    keyed: frozenset[str]
    taken: frozenset[str]
    slice: str = ""
    with_whole: bool = False
    ctes: dict[str, exp.Query] = field(default_factory=dict)
    reads: list[Read] = field(default_factory=list)

    @property
    def rules(self) -> Rules:
        return rules_of(self.shape.calendar, self.catalogue.calendar)

    @property
    def named_by_key(self) -> frozenset[str]:
        """The dimensions kept apart by a key of which every member's name follows."""
        unique = self.shape.columns.unique
        if not unique:
            return frozenset()
        dimensions, tables = self.catalogue.dimensions, self.catalogue.tables
        return frozenset(
            name
            for name in self.keyed
            if dimensions[name].table in unique
            and tables[dimensions[name].table].primary_key == (dimensions[name].key,)
        )

    def sliced(self, slice_name: str) -> Build:
        return replace(self, slice=slice_name)

    def day(self, name: str) -> exp.Placeholder:
        """A bound day of this slice."""
        return self._bound(name, "DATE")

    def _bound(self, name: str, kind: str) -> exp.Placeholder:
        return nodes.parameter(f"{self.slice}_{name}" if self.slice else name, kind)

    def figure(self, metric: str) -> str:
        """A metric's name in this slice."""
        return f"{metric}__{self.slice}" if self.slice else metric

    def bound_list(self, name: str, columns: Mapping[str, str]) -> str:
        """The CTE of a bound list of rows: each column is one list parameter. Its name."""
        full = self.free_name(name)
        if full not in self.ctes:
            unnested = [
                nodes.named(exp.Unnest(expressions=[self._bound(parameter, _kind(parameter))]), column)
                for column, parameter in columns.items()
            ]
            self.ctes[full] = exp.Select(expressions=unnested)
        return full

    def cte(self, name: str, query: exp.Query) -> str:
        """A CTE of this slice under a free name; one that is already there is used again."""
        full = self.free_name(name)
        self.ctes.setdefault(full, query)
        return full

    def place(self, wanted: str, query: exp.Query) -> str:
        """A CTE of its own, under a name that none has yet."""
        name, number = self.free_name(wanted), 1
        while name in self.ctes:
            number += 1
            name = self.free_name(f"{wanted}_{number}")
        self.ctes[name] = query
        return name

    def free_name(self, name: str) -> str:
        """This slice's name for a CTE, which must never hide a table of the same name."""
        full = f"{self.slice}_{name}" if self.slice else name
        while full in self.taken:
            full += "_"
        return full


def _kind(listed: str) -> str:
    """The type of a bound list: days, but for the numbers of months."""
    return "INT[]" if listed.endswith("_numbers") else "DATE[]"


_names_kept: dict[str, frozenset[str]] = {}
_MOST_KEPT = 16


def table_names(catalogue: Catalogue) -> frozenset[str]:
    """Every name that a table has, in the catalogue or in the data; found once per version of the catalogue."""
    if catalogue.version not in _names_kept:
        if len(_names_kept) >= _MOST_KEPT:
            _names_kept.clear()
        _names_kept[catalogue.version] = _table_names(catalogue)
    return _names_kept[catalogue.version]


def _table_names(catalogue: Catalogue) -> frozenset[str]:
    names = set(catalogue.tables)
    for table in catalogue.tables.values():
        if isinstance(table.source, exp.Table):
            names.add(table.source.name)
        else:
            names.update(found.name for found in table.source.find_all(exp.Table))
    return frozenset(names)
