"""The members of each dimension, read from the data once when it is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlglot import exp

from queries.catalogue.model import Catalogue, Dimension, Table
from queries.compiler.dialects import written
from queries.engine import Engine, TooManyRows
from queries.many_members import MANY, ManyNames, write_names
from queries.probe import named, relation

MOST_MEMBERS = 2_000_000
Shelf = Callable[[str, Callable[[Path], None]], Path]
"""Gives the folder of that name, filled by the function where it is not there yet. A folder stays as it was filled."""


@dataclass(frozen=True, slots=True)
class Members:
    """`names[dimension]` are the canonical members (without the missing one) with their names in other languages.

    names["territory"]["Tehran"] == {"fa": "تهران"}. A member whose name several entities share appears once.
    Declared members come first, in their order; the others follow by name. A member whose declared name differs from
    its value has that name too: names["plan"]["pro"] == {"en": "Professional"}.
    `codes[dimension][member]` is the id of the member's shape on the map, where the catalogue has a `boundary_key`.
    `version` changes whenever the data does.
    """

    names: Mapping[str, Mapping[str, Mapping[str, str]]]
    version: str
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def count(self, dimension: str) -> int:
        """How many members a dimension has; 0 where it is unknown."""
        return len(self.names.get(dimension, {}))


def read_members(
    catalogue: Catalogue, engine: Engine, shelf: Shelf | None = None, many: int = MANY
) -> dict[str, Mapping[str, Mapping[str, str]]]:
    """The members of every dimension, those declared in the catalogue and those in the data.

    With a shelf, those of a dimension that has more than `many` are kept there.
    """

    def members(dimension: Dimension) -> Mapping[str, Mapping[str, str]]:
        if shelf is None:
            return _members(dimension, catalogue, engine, MOST_MEMBERS)
        try:
            return _members(dimension, catalogue, engine, many)
        except TooManyRows:
            folder = shelf(
                f"members-{dimension.id}",
                lambda fresh: write_names(fresh, _members(dimension, catalogue, engine, MOST_MEMBERS)),
            )
            return ManyNames(folder)

    return {name: members(dimension) for name, dimension in catalogue.dimensions.items()}


def read_codes(catalogue: Catalogue, engine: Engine) -> dict[str, dict[str, str]]:
    """The id of each member's shape; none of a member whose name several shapes share."""
    return {
        name: _codes(dimension, dimension.boundary_key, catalogue, engine)
        for name, dimension in catalogue.dimensions.items()
        if dimension.boundary_key is not None and dimension.bands is None
    }


def _codes(dimension: Dimension, key: str, catalogue: Catalogue, engine: Engine) -> dict[str, str]:
    value, code = (exp.cast(named(column), exp.DType.TEXT) for column in (dimension.column, key))
    query = (
        exp.select(value, exp.Min(this=code))
        .from_(relation(catalogue.tables[dimension.table]), copy=False)
        .where(exp.Not(this=exp.Is(this=value.copy(), expression=exp.Null())), copy=False)
        .group_by(exp.Literal.number(1), copy=False)
        .having(exp.EQ(this=exp.Min(this=code.copy()), expression=exp.Max(this=code.copy())), copy=False)
    )
    return dict(engine.run(written(query, engine.dialect), {}, max_rows=MOST_MEMBERS).rows)


def _members(dimension: Dimension, catalogue: Catalogue, engine: Engine, most: int) -> dict[str, Mapping[str, str]]:
    names: dict[str, Mapping[str, str]] = {}
    for member in dimension.members:
        names[member.value] = {
            language: label
            for language, label in member.words.label.items()
            if label != member.value or language != "en"
        }
    if dimension.bands is not None:
        return names
    languages = tuple(dimension.label_columns)
    query = _select(dimension, catalogue.tables[dimension.table])
    nothing: Mapping[str, str] = {}
    for value, *labels in _rows(query, engine, most):
        text = str(value)
        if not text.strip():
            continue
        read = {language: str(label) for language, label in zip(languages, labels, strict=True) if label}
        declared = names.get(text, nothing)
        names[text] = {**declared, **read} if read or declared else nothing
    return names


def _rows(query: exp.Select, engine: Engine, most: int) -> Iterable[tuple[Any, ...]]:
    return engine.run(written(query, engine.dialect), {}, max_rows=most).rows


def _select(dimension: Dimension, table: Table) -> exp.Select:
    """One row a member: its value as text and its name in each other language."""
    value = named(dimension.column)
    text = exp.cast(value, exp.DType.TEXT)
    labels = [
        exp.alias_(exp.Min(this=exp.cast(named(column), exp.DType.TEXT)), f"label_{language}")
        for language, column in dimension.label_columns.items()
    ]
    return (
        exp.select(exp.alias_(text, "member"), *labels)
        .from_(relation(table), copy=False)
        .where(exp.Not(this=exp.Is(this=value.copy(), expression=exp.Null())), copy=False)
        .group_by(exp.Literal.number(1), copy=False)
        .order_by(exp.Literal.number(1), copy=False)
    )
