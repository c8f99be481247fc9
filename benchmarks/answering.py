"""How long a whole answer takes beside the SQL an analyst would write, on the same connection, as the data grows."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path

from benchmarks.clock import interleaved
from benchmarks.companies import company
from benchmarks.questions import ASKED, TODAY, query_of
from benchmarks.table import Table
from queries.run import answer

Medians = dict[str, tuple[float, float]]


def answering_tables(scales: Sequence[int], folder: Path, *, seconds: float) -> list[Table]:
    """A table for each scale, and one of how both grow with it."""
    measured = {scale: _measured(scale, folder, seconds) for scale in scales}
    tables = [_side_by_side(scale, medians) for scale, medians in measured.items()]
    if len(scales) > 1:
        tables.append(_growth(measured))
    return tables


def _measured(scale: int, folder: Path, seconds: float) -> Medians:
    dataset = company(scale, folder)
    medians: Medians = {}
    for asked in ASKED:
        query = query_of(asked)
        ours, theirs = interleaved(
            [
                lambda: answer(query, dataset, TODAY),  # noqa: B023
                lambda: dataset.engine.run(asked.sql, {}),  # noqa: B023
            ],
            seconds=seconds / len(ASKED),
        )
        medians[asked.words] = ours, theirs
    return medians


def _side_by_side(scale: int, medians: Medians) -> Table:
    table = Table(
        f"Answering at scale {scale} (ms, median of interleaved runs; target at scale 100: ratio 1.2)",
        ("question", "kpibot", "by hand", "ratio"),
    )
    for words, (ours, theirs) in medians.items():
        table.add(words, f"{ours:.2f}", f"{theirs:.2f}", f"{ours / theirs:.2f}")
    ratio = statistics.median(ours / theirs for ours, theirs in medians.values())
    table.add("median", *(f"{statistics.median(m[i] for m in medians.values()):.2f}" for i in (0, 1)), f"{ratio:.2f}")
    return table


def _growth(measured: dict[int, Medians]) -> Table:
    small, large = min(measured), max(measured)
    table = Table(
        f"Growth from scale {small} to {large} (times as long; kpibot's must not be steeper)",
        ("question", "kpibot", "by hand"),
    )
    for asked in ASKED:
        before, after = measured[small][asked.words], measured[large][asked.words]
        table.add(asked.words, *(f"{after[i] / before[i]:.1f}" for i in (0, 1)))
    return table
