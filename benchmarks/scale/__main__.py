"""`python -m benchmarks.scale [--lines 1,10,100] [--generated 10] [--folder DIR]`: the tables of docs/operations.md.

Millions of order lines. Not part of any test run: a hundred million take some 4 GB on disk and ten minutes in all.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.companies import demo_catalogue
from benchmarks.questions import ASKED, TODAY, query_of
from benchmarks.scale.asking import asked_of, timed
from benchmarks.scale.growing import grown, rolled_up
from data.store import Limits, Store
from queries.dataset import open_dataset
from queries.members import read_members
from queries.run import answer


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
        members = timed(lambda: read_members(catalogue, store))
        first = timed(lambda: answer(query_of(ASKED[2]), dataset, TODAY))
        print(f"opening {opening:.2f} s, of it members {members:.2f} s; the first question {first:.2f} s", flush=True)
        title = f"Answering from {millions} million order lines (ms, medians; the target at 100 million: 0.05)"
        print(asked_of(dataset, title, repeats), flush=True)


if __name__ == "__main__":
    main()
