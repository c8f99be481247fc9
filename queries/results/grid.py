"""Rows by column name while an answer is put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from queries.answer import Value
from queries.compiler.statement import Output

Cells = list[Value]


@dataclass
class Grid:
    """Columns and rows; builders add columns at the end and replace rows."""

    outputs: list[Output]
    rows: list[Cells]

    def place(self, name: str) -> int:
        """Where a column stands."""
        return next(i for i, output in enumerate(self.outputs) if output.name == name)

    def has(self, name: str) -> bool:
        return any(output.name == name for output in self.outputs)

    def places(self, roles: Sequence[str]) -> list[int]:
        return [i for i, output in enumerate(self.outputs) if output.role in roles]

    def member_places(self, without: str | None = None) -> list[int]:
        """The columns that say which group a row is, except those of one breakdown."""
        return [i for i in self.places(("breakdown", "key")) if self.outputs[i].of != without]

    def add(self, output: Output, value: Callable[[Cells], Value]) -> None:
        """A new last column worked out from each row."""
        for row in self.rows:
            row.append(value(row))
        self.outputs.append(output)

    def by_members(self, without: str | None = None) -> dict[tuple[Value, ...], list[Cells]]:
        """Rows by their group, in the order first seen."""
        places = self.member_places(without)
        found: dict[tuple[Value, ...], list[Cells]] = {}
        for row in self.rows:
            found.setdefault(tuple(row[i] for i in places), []).append(row)
        return found
