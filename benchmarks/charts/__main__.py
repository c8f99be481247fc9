"""`python -m benchmarks.charts [--rounds 5] [--charts 1000] [--plain 5]`: prints the tables."""

from __future__ import annotations

import argparse
import time

from benchmarks.charts.endurance import endurance_table
from benchmarks.charts.kinds import TARGET, kinds_table
from benchmarks.charts.plain import by_write_image
from benchmarks.table import Table
from charts.worker import ChartWorker


def main() -> None:
    """Each part may be left out with 0."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.charts", description=__doc__)
    options.add_argument("--rounds", type=int, default=5, help="how often every sample of every kind is drawn")
    options.add_argument("--charts", type=int, default=1000, help="how many charts are drawn in a row")
    options.add_argument("--plain", type=int, default=5, help="how many charts are drawn by plain write_image")
    told = options.parse_args()
    began = time.perf_counter()
    with ChartWorker(cached=0, max_charts=max(100, told.charts // 2)) as worker:
        ready = time.perf_counter() - began
        print(f"\nA browser is ready after {ready:.1f} s, and holds {worker.memory_mb()} MB.")
        if told.charts:
            table, _ = endurance_table(worker, charts=told.charts)
            print(table)
        if told.rounds:
            table, everything, floor = kinds_table(worker, rounds=told.rounds)
            print(table)
            summary = Table("Against (p50, ms)", ("", "ms", "all kinds are", "wanted"))
            ratio = everything.p50 / floor.p50
            summary.add("an empty figure on the same browser", f"{floor.p50:.0f}", f"{ratio:.2f} times", f"≤ {TARGET}")
            if told.plain:
                plain = by_write_image(told.plain)
                times = f"{plain.p50 / everything.p50:.0f} times as fast"
                summary.add("plain write_image, a browser a call", f"{plain.p50:.0f}", times, "")
            print(summary)


if __name__ == "__main__":
    main()
