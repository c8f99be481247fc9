"""A rollup as the compiler sees it: which fact it stands for, the paths it keeps, the aggregates it holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sqlglot import exp

from data.engines.rollups import LIST
from queries.catalogue.model import Catalogue, Path


@dataclass(frozen=True, slots=True)
class Rollup:
    """`name` is a table with a row for each day and each combination of what stands at the end of some paths.

    `day` is its column of the day that `time` of the fact's rows lies in, `columns` those of the paths. `measures` are
    its columns by the text of the aggregate they hold, `counts` those that count the fact's rows, by the text of the
    condition they meet ("" for all). Of the columns in `whole` an engine's sum would no longer be of a whole number's
    type, as that of the fact's rows is. `digest` tells two rollups apart. `schema` is where its table lies, "" if
    it is found by its name alone.
    """

    digest: str
    name: str = field(compare=False)
    table: str = field(compare=False)
    time: Path = field(compare=False)
    rows: int = field(compare=False)
    source_rows: int = field(compare=False)
    day: str = field(compare=False)
    columns: Mapping[Path, str] = field(compare=False)
    measures: Mapping[str, str] = field(compare=False)
    counts: Mapping[str, str] = field(compare=False)
    signature: str = field(compare=False)
    whole: frozenset[str] = field(default=frozenset(), compare=False)
    schema: str = field(default="", compare=False)

    @property
    def names(self) -> frozenset[str]:
        """All of its columns."""
        return frozenset((self.day, *self.columns.values(), *self.measures.values(), *self.counts.values()))

    def column(self, path: Path) -> str | None:
        """Its column for a path of the fact."""
        return self.day if path == self.time else self.columns.get(path)

    def entry(self, steps: Path, catalogue: Catalogue) -> int | None:
        """The place of the last of some joins whose own columns it keeps, so that it can be joined from here."""
        joins = walk(catalogue, self.table, steps)
        for place in range(len(joins) - 1, -1, -1):
            if all((*steps[:place], own) in self.columns for own, _ in joins[place][1]):
                return place
        return None

    def reaches(self, path: Path, catalogue: Catalogue) -> bool:
        """Whether what stands at the end of a path can be told of its rows."""
        return path in self.columns or self.entry(path[:-1], catalogue) is not None

    def to_text(self) -> str:
        """Everything but its size, as JSON."""
        return json.dumps(
            {
                "table": self.table,
                "time": self.time,
                "source_rows": self.source_rows,
                "day": self.day,
                "columns": [[list(path), column] for path, column in self.columns.items()],
                "measures": dict(self.measures),
                "counts": dict(self.counts),
                "signature": self.signature,
                **({"whole": sorted(self.whole)} if self.whole else {}),
            }
        )


Reason = Literal["no_rollup", "kind", "hour", "row_condition", "undated", "figure", "dimension", "together"]


@dataclass(frozen=True, slots=True)
class Read:
    """What a SELECT of facts reads: a rollup, or the table itself for a `reason`, which may lie in a `name`."""

    table: str
    rollup: Rollup | None = None
    reason: Reason | None = None
    name: str = ""


def rollup_of(name: str, rows: int, text: str, schema: str = "") -> Rollup:
    """The rollup of a line in the list, whose tables lie in a schema of their own or where names are looked for."""
    told = json.loads(text)
    return Rollup(
        digest=hashlib.sha256(f"{name}\0{rows}\0{text}".encode()).hexdigest()[:16],
        name=name,
        table=told["table"],
        time=tuple(told["time"]),
        rows=rows,
        source_rows=told["source_rows"],
        day=told["day"],
        columns={tuple(path): column for path, column in told["columns"]},
        measures=told["measures"],
        counts=told["counts"],
        signature=told["signature"],
        whole=frozenset(told.get("whole", ())),
        schema=schema,
    )


def list_select() -> exp.Select:
    """The statement that reads the list of rollups: what `rollup_of` takes."""
    statement = exp.Select(
        expressions=[exp.Column(this=exp.Identifier(this=n)) for n in ("name", "size", "definition")]
    )
    statement.set("from_", exp.From(this=exp.Table(this=exp.Identifier(this=LIST))))
    return statement


def walk(catalogue: Catalogue, table: str, steps: Path) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Each join on a way: the table it leads to, and its pairs of columns."""
    found = []
    for step in steps:
        join = catalogue.tables[table].joins[step]
        found.append((join.to, join.on))
        table = join.to
    return found


def signature(catalogue: Catalogue, table: str, paths: Iterable[Path], zone: str = "") -> str:
    """What a rollup rests on besides its aggregates: the fact's source, the joins of its paths, and where moments get
    their day from it, the time zone.

    A rollup made with other ones is not used. Raises KeyError where a table or join is no longer there.
    """
    digest = hashlib.sha256(f"{table} {_source(catalogue, table)}{zone}".encode())
    for path in sorted(paths):
        digest.update(("\0" + ".".join(path)).encode())
        for to, on in walk(catalogue, table, path[:-1]):
            digest.update(f"\0{to} {_source(catalogue, to)} {on}".encode())
    return digest.hexdigest()[:16]


def _source(catalogue: Catalogue, table: str) -> str:
    source: exp.Expr = catalogue.tables[table].source
    return source.sql(dialect="duckdb")
