"""Each kind of chart against an empty figure on the same browser."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.table import Table
from charts.chart import Chart
from charts.draw import draw
from charts.worker import ChartWorker
from queries.query import ChartKind
from tests.charts.company import catalogue, members
from tests.charts.samples import every

# What draws nothing and yet is drawn: the floor for every chart.
EMPTY = Chart("card", {"data": [{"type": "bar", "x": [], "y": []}], "layout": {}}, "")
TARGET = 1.8  # times the empty figure's time, for the charts of all kinds together


@dataclass(frozen=True, slots=True)
class Measured:
    """Times in milliseconds, in the order in which they were taken."""

    times: Sequence[float]

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return sorted(self.times)[min(len(self.times) - 1, round(0.95 * len(self.times)))]


def samples() -> dict[ChartKind, list[Chart]]:
    """The charts of every kind, as the tests draw them."""
    known, people = catalogue(), members()
    found: dict[ChartKind, list[Chart]] = {}
    for _, kind, answer in every():
        found.setdefault(kind, []).append(draw(answer, known, people, kind, source="CRM"))
    return found


def timed(worker: ChartWorker, chart: Chart) -> float:
    """Milliseconds to the picture."""
    began = time.perf_counter()
    worker.render(chart, timeout=30)
    return (time.perf_counter() - began) * 1000


def kinds_table(worker: ChartWorker, *, rounds: int) -> tuple[Table, Measured, Measured]:
    """p50, p95 and the ratio to the empty figure of each kind; then all charts, and the empty figure."""
    found = samples()
    empty: list[float] = []
    times: dict[ChartKind, list[float]] = {kind: [] for kind in found}
    for _ in range(rounds):  # all kinds in each round, or the load of the machine would be told as a kind's
        empty.append(timed(worker, EMPTY))
        for kind, charts in found.items():
            times[kind] += [timed(worker, chart) for chart in charts]
    floor = Measured(empty)
    everything = Measured([t for own in times.values() for t in own])
    table = Table("Pictures by kind (ms)", ("kind", "charts", "p50", "p95", "of an empty figure"))
    table.add("an empty figure", "1", f"{floor.p50:.0f}", f"{floor.p95:.0f}", "1.0")
    for kind, own in sorted(times.items(), key=lambda pair: statistics.median(pair[1])):
        measured = Measured(own)
        ratio = measured.p50 / floor.p50
        table.add(kind, str(len(found[kind])), f"{measured.p50:.0f}", f"{measured.p95:.0f}", f"{ratio:.1f}")
    ratio = everything.p50 / floor.p50
    count = str(sum(map(len, found.values())))
    table.add("all kinds", count, f"{everything.p50:.0f}", f"{everything.p95:.0f}", f"{ratio:.1f}")
    return table, everything, floor
