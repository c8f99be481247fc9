"""Lays out CSV, TSV and their like by DuckDB's reader; rows it rejects are mended one by one or refused by line."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from sqlglot import exp

from data.loading.encodings import Decoded, as_utf8
from data.loading.layout import DIALECTS, Layout, layout_of
from data.loading.naming import names_of
from data.loading.report import Refused, Repair
from data.loading.source import SourceError
from data.loading.staged import TABLE, Staged, StagedColumn, call, column, create, drop, pattern, select, table, text

SHOWN = 100
_REJECTS, _SCANS = "kpibot_rejects", "kpibot_scans"
_LONGEST_LINE = 16 << 20
_AT_ONCE = 20_000
_KEPT = 9_990
"""Bytes: DuckDB keeps ten thousand of a row that does not fit, of a quote without an end the first part."""


def stage_text(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    folder: Path,
    *,
    separator: str = "",
    written_by_program: bool = False,
    repairs: Sequence[Repair] = (),
    decoded: Decoded | None = None,
) -> Staged:
    """Lay a file out as text in a temporary table; `folder` takes a copy in UTF-8 if need be. Raises SourceError.

    `decoded` is the file where that was made before.
    """
    decoded = decoded or as_utf8(path, folder / "utf8.txt")
    layout = layout_of(decoded.path, separator=separator)
    names = names_of(layout.headers)
    ragged = _read(connection, decoded.path, layout, names, path.name, folder)
    found = connection.execute(select([exp.Count(this=exp.Star())], table(TABLE)).sql("duckdb")).fetchall()[0][0]
    return Staged(
        relation=table(TABLE),
        columns=tuple(StagedColumn(n, h) for n, h in zip(names, layout.headers, strict=True)),
        rows_found=found + ragged.refused_rows,
        refused_rows=ragged.refused_rows,
        refused=tuple(ragged.refused),
        repairs=(*repairs, *decoded.repairs, *layout.repairs, *header_repairs(layout.headers), *ragged.repairs()),
        written_by_program=written_by_program,
    )


def stage_rows(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    headers: tuple[str, ...],
    *,
    refused: Sequence[Refused] = (),
    refused_rows: int = 0,
    repairs: Sequence[Repair] = (),
) -> Staged:
    """Lay out rows that kpibot has written as CSV without a header; `refused` are those it could not write."""
    names = names_of(headers)
    ragged = _read(connection, path, Layout(",", headers, 0, ()), names, path.name, path.parent)
    found = connection.execute(select([exp.Count(this=exp.Star())], table(TABLE)).sql("duckdb")).fetchall()[0][0]
    return Staged(
        relation=table(TABLE),
        columns=tuple(StagedColumn(n, h) for n, h in zip(names, headers, strict=True)),
        rows_found=found + ragged.refused_rows + refused_rows,
        refused_rows=ragged.refused_rows + refused_rows,
        refused=(*refused, *ragged.refused),
        repairs=(*repairs, *header_repairs(headers), *ragged.repairs()),
        written_by_program=True,
    )


def header_repairs(headers: tuple[str, ...]) -> Iterator[Repair]:
    """What is to be said of the names of the columns."""
    twice = [h for h, n in Counter(h.casefold() for h in headers if h).items() if n > 1]
    if twice:
        yield Repair("duplicate_header", None, len(twice), tuple(twice[:3]))
    empty = sum(not h for h in headers)
    if 0 < empty < len(headers):
        yield Repair("empty_header", None, empty)


def reader(path: Path, layout: Layout, columns: Iterable[tuple[str, str]], *, rejects: bool) -> exp.Table:
    """DuckDB's reader of a file, with the columns' names and types."""
    struct = exp.Struct(
        expressions=[exp.PropertyEQ(this=exp.to_identifier(n, quoted=True), expression=text(t)) for n, t in columns]
    )
    options: dict[str, exp.Expr] = {
        "delim": text(layout.separator), "quote": text('"'), "escape": text(layout.escape), "header": exp.false(),
        "skip": exp.Literal.number(layout.skip), "auto_detect": exp.false(), "columns": struct,
        "max_line_size": exp.Literal.number(_LONGEST_LINE), "buffer_size": exp.Literal.number(2 * _LONGEST_LINE),
    }  # fmt: skip
    if rejects:
        options |= {"store_rejects": exp.true(), "rejects_table": text(_REJECTS), "rejects_scan": text(_SCANS)}
    settings = [exp.PropertyEQ(this=exp.to_identifier(k), expression=v) for k, v in options.items()]
    return exp.Table(this=call("read_csv", pattern(path), *settings))


def _read(
    connection: duckdb.DuckDBPyConnection, path: Path, layout: Layout, names: tuple[str, ...], label: str, folder: Path
) -> _Ragged:
    for name in (TABLE, _REJECTS, _SCANS):
        connection.execute(drop(name))
    source = reader(path, layout, ((n, "VARCHAR") for n in names), rejects=True)
    try:
        connection.execute(create(TABLE, select([exp.Star()], source), temporary=True))
    except duckdb.InvalidInputException as error:
        raise SourceError(f"{label} cannot be read: {str(error).splitlines()[0]}") from error
    ragged = _Ragged(len(names), layout.separator, layout.escape, _shapes(connection, names))
    told = ("line", "error_type", "csv_line", "error_message", "line_byte_position")
    rejected = select([column(name) for name in told], table(_REJECTS))
    mended = folder / "mended.csv"
    try:
        with mended.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            found = connection.execute(rejected.order_by(column("line"), copy=False).sql("duckdb"))
            while some := found.fetchmany(_AT_ONCE):
                for line, kind, raw, why, place in some:
                    writer.writerows(ragged.mend(line, kind, _whole(path, raw or "", place, line, label), why))
        _add(connection, mended, names)
    finally:
        mended.unlink(missing_ok=True)
        for name in (_REJECTS, _SCANS):
            connection.execute(drop(name))
    return ragged


def _whole(path: Path, raw: str, place: int | None, line: int, label: str) -> str:
    """A row that does not fit, from the file itself where DuckDB has kept only its beginning."""
    if len(raw.encode()) < _KEPT or place is None:
        return raw
    with path.open("rb") as file:
        file.seek(place)
        row = file.readline(_LONGEST_LINE).decode("utf-8", "replace")
    if row.count('"') % 2:
        raise SourceError(f"{label} has a quote without an end on line {line}: take it out.")
    if not row.startswith(raw[:100].splitlines()[0]):
        raise SourceError(f"{label} cannot be read from line {line} on: this row is longer than any that fits.")
    return row


def _add(connection: duckdb.DuckDBPyConnection, mended: Path, names: tuple[str, ...]) -> None:
    """Add the rows that were mended."""
    if mended.stat().st_size:
        layout = Layout(",", names, 0, ())
        rows = reader(mended, layout, ((n, "VARCHAR") for n in names), rejects=False)
        statement = exp.Insert(this=table(TABLE), expression=select([exp.Star()], rows))
        connection.execute(statement.sql("duckdb"))


_NUMERIC = r"[\d\s.,:;/%()+$€£¥-]*\d[\d\s.,:;/%()+$€£¥-]*"
_SURELY = 0.95


def _shapes(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[bool | None]:
    """Whether each column holds numbers and days (True), or words (False); None where it is mixed or empty. Nothing
    where no row is too short."""
    short = exp.EQ(this=column("error_type"), expression=text("MISSING COLUMNS"))
    if not connection.execute(select([column("line")], table(_REJECTS)).where(short).limit(1).sql("duckdb")).fetchall():
        return []
    counts: list[exp.Expr] = []
    for name in names:
        told = call("regexp_full_match", column(name), text(_NUMERIC))
        counts += [exp.Count(this=column(name)), call("count_if", told)]
    row = connection.execute(select(counts, table(TABLE)).sql("duckdb")).fetchall()[0]
    shares = [some / many if many else 0.5 for many, some in zip(row[::2], row[1::2], strict=True)]
    return [True if share >= _SURELY else False if share <= 1 - _SURELY else None for share in shares]


@dataclass(slots=True)
class _Ragged:
    """The rows that do not fit the table: what was mended, what was refused. `shapes` tells what the columns hold."""

    width: int
    separator: str
    escape: str
    shapes: Sequence[bool | None]
    refused_rows: int = 0
    refused: list[Refused] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)

    def mend(self, line: int, kind: str, raw: str, why: str) -> Iterator[list[str | None]]:
        """The rows behind one rejected piece of the file; a row with two faults is told of twice and read once."""
        if line in self.lines:
            return
        self.lines.add(line)
        whole = raw.strip("\r\n")
        if "nterminated" in why or kind == "UNQUOTED VALUE":
            yield from self._without_quotes(line, whole)
        else:
            yield from self._row(line, self._cells(whole), whole)

    def _without_quotes(self, line: int, whole: str) -> Iterator[list[str | None]]:
        for number, physical in enumerate(io.StringIO(whole)):
            bare = physical.rstrip("\r\n")
            if not bare.strip():
                continue
            cells = next(csv.reader([bare], delimiter=self.separator, quoting=csv.QUOTE_NONE), [])
            liberal = self._cells(bare)
            quotes = bare.replace('\\"', "") if self.escape == "\\" else bare
            if quotes.count('"') % 2 == 0 and len(liberal) == self.width:
                cells = liberal
            if len(cells) == self.width:
                self._note("open_quote", bare)
            yield from self._row(line + number, cells, bare)

    def _row(self, line: int, cells: list[str], whole: str) -> Iterator[list[str | None]]:
        if len(cells) > self.width and not any(c.strip() for c in cells[self.width :]):
            self._note("long_rows", whole)
            cells = cells[: self.width]
        if len(cells) > self.width:
            self._refuse(line, f"{len(cells)} values where the header has {self.width}", whole)
            return
        if len(cells) < self.width:
            if self._is_shifted(cells):
                self._refuse(line, f"{len(cells)} values where the header has {self.width}, and not below it", whole)
                return
            self._note("short_rows", whole)
        yield [c or None for c in cells] + [None] * (self.width - len(cells))

    def _refuse(self, line: int, reason: str, whole: str) -> None:
        self.refused_rows += 1
        if len(self.refused) < SHOWN:
            self.refused.append(Refused(line, reason, whole[:200]))

    def _is_shifted(self, cells: list[str]) -> bool:
        """Whether a value is missing between the others, so that those after it stand in columns of another kind."""
        there = [(one, cell) for one, cell in zip(self.shapes, cells, strict=False) if one is not None and cell.strip()]
        odd = {one for one, cell in there if one != bool(re.fullmatch(_NUMERIC, cell.strip()))}
        return len(odd) == 2  # a header has only words below numbers, a total only numbers below words

    def _cells(self, whole: str) -> list[str]:
        try:
            return next(csv.reader(io.StringIO(whole, newline=""), DIALECTS[self.escape], delimiter=self.separator), [])
        except csv.Error:
            return whole.split(self.separator)

    def _note(self, code: str, example: str) -> None:
        self.counts[code] += 1
        shown = self.examples.setdefault(code, [])
        if len(shown) < 3:
            shown.append(example[:80])

    def repairs(self) -> Iterator[Repair]:
        """What was mended."""
        for code, count in self.counts.items():
            yield Repair(code, None, count, tuple(self.examples[code]))
