"""`python -m benchmarks.scale [--lines 1,10,100] [--generated 10] [--folder DIR]`: the tables of docs/operations.md.

Millions of order lines. Not part of any test run: a hundred million take some 4 GB on disk and ten minutes in all.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.companies import demo_catalogue
from benchmarks.questions import ASKED, TODAY, query_of
from benchmarks.scale.growing import grown, rolled_up
from benchmarks.table import Table
from data.store import Limits, Store
from queries.compiler import compile_query
from queries.dataset import Dataset, open_dataset
from queries.members import read_members
from queries.results.columns_known import columns_known
from queries.run import answer

PATIENCE = 3.0
"""Seconds after which a question is not asked again for a median."""


def main() -> None:
    """Make each company, roll it up, ask."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    options.add_argument("--lines", default="1,10", help="millions of order lines")
    options.add_argument("--generated", type=int, default=10, help="millions from which orders are repeated")
    options.add_argument("--folder", type=Path, default=Path(".kpibot/scale"), help="where the companies are kept")
    options.add_argument("--repeats", type=int, default=5, help="runs of a question that is quick")
    told = options.parse_args()
    for millions in (int(part) for part in told.lines.split(",")):
        _measure(millions, told.generated, told.folder, told.repeats)


def _measure(millions: int, generated: int, folder: Path, repeats: int) -> None:
    catalogue = demo_catalogue()
    path, making = grown(millions, generated, folder)
    rollups, rolling, proving = rolled_up(path, catalogue)
    rows = {rollup.table: rollup.source_rows for rollup in rollups}
    kept = {table: sum(r.rows for r in rollups if r.table == table) for table in rows}
    sizes = ", ".join(f"{kept[table]:,} rows for the {count:,} of {table}" for table, count in rows.items())
    print(f"\n{millions} million order lines: made in {making:.0f} s, {path.stat().st_size / 1e9:.1f} GB with rollups")
    print(f"{len(rollups)} rollups in {rolling:.0f} s, proofs in {proving:.0f} s: {sizes}", flush=True)
    with Store(path, Limits(seconds=600.0)) as store:
        began = time.perf_counter()
        dataset = open_dataset(catalogue, store, TODAY)
        opening = time.perf_counter() - began
        members = _timed(lambda: read_members(catalogue, store))
        first = _timed(lambda: answer(query_of(ASKED[2]), dataset, TODAY))
        print(f"opening {opening:.2f} s, of it members {members:.2f} s; the first question {first:.2f} s", flush=True)
        print(_asked(dataset, millions, repeats), flush=True)


def _asked(dataset: Dataset, millions: int, repeats: int) -> Table:
    plain = replace(dataset, rollups=())
    table = Table(
        f"Answering from {millions} million order lines (ms, medians; the target at 100 million: 0.05)",
        ("question", "by hand", "without rollups", "with rollups", "with ÷ by hand", "read"),
    )
    ratios: list[float] = []
    for asked in ASKED:
        query = query_of(asked)
        hand = median_of(lambda: dataset.engine.run(asked.sql, {}), repeats)  # noqa: B023
        without = median_of(lambda: answer(query, plain, TODAY), repeats)  # noqa: B023
        found = median_of(lambda: answer(query, dataset, TODAY), repeats)  # noqa: B023
        compiled = compile_query(
            query, dataset.catalogue, TODAY, dataset.through, columns=columns_known(query, dataset)
        )
        read = ", ".join("rollup" if r.rollup else r.table for r in compiled.reads)
        print(f"  {asked.words}: {hand:.1f} {without:.1f} {found:.1f} {read}", file=sys.stderr, flush=True)
        table.add(asked.words, f"{hand:.1f}", f"{without:.1f}", f"{found:.1f}", f"{found / hand:.3f}", read)
        if any(r.rollup for r in compiled.reads):
            ratios.append(found / hand)
    if ratios:
        table.add("median of those read from rollups", "", "", "", f"{statistics.median(ratios):.3f}", "")
    return table


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def median_of(call: Callable[[], object], repeats: int) -> float:
    """Milliseconds; the first run, which compiles and reads from disk, does not count where there are others."""
    taken = [_timed(call)]
    while len(taken) <= repeats and taken[0] < PATIENCE:
        taken.append(_timed(call))
    return statistics.median(taken[1:] or taken) * 1000


if __name__ == "__main__":
    main()
