"""The questions of the scale benchmarks asked of one engine, as a table."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import sqlglot

from benchmarks.questions import ASKED, TODAY, query_of
from benchmarks.table import Table
from bot.rolling.building import build
from data.workspace import Workspace
from queries.catalogue.model import Catalogue
from queries.compiler import compile_query
from queries.dataset import Dataset
from queries.results.columns_known import columns_known
from queries.run import answer

PATIENCE = 3.0
"""Seconds after which a question is not asked again for a median."""


def asked_of(dataset: Dataset, title: str, repeats: int) -> Table:
    """Each question by hand, without rollups and with them, on the engine of the dataset."""
    plain, dialect = replace(dataset, rollups=()), dataset.engine.dialect
    table = Table(
        title,
        ("question", "by hand", "without rollups", "with rollups", "with ÷ by hand", "read"),
    )
    ratios: list[float] = []
    for asked in ASKED:
        query = query_of(asked)
        sql = asked.sql if dialect == "duckdb" else sqlglot.transpile(asked.sql, read="duckdb", write=dialect)[0]
        hand = _median(lambda: dataset.engine.run(sql, {}), repeats)  # noqa: B023
        without = _median(lambda: answer(query, plain, TODAY), repeats)  # noqa: B023
        found = _median(lambda: answer(query, dataset, TODAY), repeats)  # noqa: B023
        known = columns_known(query, dataset)
        compiled = compile_query(query, dataset.catalogue, TODAY, dataset.through, dialect=dialect, columns=known)
        read = ", ".join("rollup" if r.rollup else r.table for r in compiled.reads)
        print(f"  {asked.words}: {hand:.1f} {without:.1f} {found:.1f} {read}", file=sys.stderr, flush=True)
        table.add(asked.words, f"{hand:.1f}", f"{without:.1f}", f"{found:.1f}", f"{found / hand:.3f}", read)
        if any(r.rollup for r in compiled.reads):
            ratios.append(found / hand)
    if ratios:
        table.add("median of those read from rollups", "", "", "", f"{statistics.median(ratios):.3f}", "")
    return table


def rolled_up_in(place: Workspace, environment: Mapping[str, str], catalogue: Catalogue) -> None:
    """Build a server's rollups anew and tell how many rows they have."""
    began = time.perf_counter()
    built = build(place, environment, catalogue=catalogue, full=True)
    took = time.perf_counter() - began
    for rollup in built.rollups:
        print(f"  {rollup.name}: {rollup.rows:,} rows for {rollup.source_rows:,}", file=sys.stderr)
    print(f"{len(built.rollups)} rollups of {sum(r.rows for r in built.rollups):,} rows in {took:.0f} s", flush=True)


def timed(call: Callable[[], object]) -> float:
    """The seconds that it takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _median(call: Callable[[], object], repeats: int) -> float:
    """Milliseconds; the first run, which compiles and reads from disk, does not count where there are others."""
    taken = [timed(call)]
    while len(taken) <= repeats and taken[0] < PATIENCE:
        taken.append(timed(call))
    return statistics.median(taken[1:] or taken) * 1000
