"""Many charts in a row: how many a second, and what the browser's memory does meanwhile."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import cycle, islice

from benchmarks.charts.kinds import Measured, samples, timed
from benchmarks.table import Table
from charts.chart import Chart
from charts.worker import ChartWorker

_LOOKS = 5  # at the memory, on the way


def endurance_table(worker: ChartWorker, *, charts: int) -> tuple[Table, Measured]:
    """The memory after each fifth, and how often the browser was changed or had to be restarted."""
    kinds = [one for own in samples().values() for one in own]
    heads = ("charts", "charts a second", "p50 (ms)", "p95 (ms)", "browser (MB)", "changed", "restarted")
    table = Table(f"{charts} charts in a row", heads)
    times: list[float] = []
    table.add("0", "", "", "", str(worker.memory_mb()), str(worker.recycled), str(worker.restarts))
    each = max(1, charts // _LOOKS)
    numbered = (_unlike(chart, n) for n, chart in enumerate(islice(cycle(kinds), charts)))
    for part in range(_LOOKS):
        began = time.perf_counter()
        own = [timed(worker, chart) for chart in islice(numbered, each)]
        rate = len(own) / (time.perf_counter() - began)
        times += own
        measured = Measured(own)
        table.add(
            str((part + 1) * each), f"{rate:.1f}", f"{measured.p50:.0f}", f"{measured.p95:.0f}",
            str(worker.memory_mb()), str(worker.recycled), str(worker.restarts),
        )  # fmt: skip
    return table, Measured(times)


def _unlike(chart: Chart, number: int) -> Chart:
    """The same chart as another figure, so that nothing comes out of a cache."""
    layout = {**chart.figure["layout"], "meta": number}
    return replace(chart, figure={**chart.figure, "layout": layout})
