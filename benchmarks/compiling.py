"""How long a query takes to become SQL: its shape seen for the first time, and seen before."""

from __future__ import annotations

from benchmarks.clock import interleaved
from benchmarks.questions import ASKED, TODAY, query_of
from benchmarks.table import Table
from queries.compiler import compile as compiling
from queries.compiler import compile_query
from queries.dataset import Dataset


def compiling_table(dataset: Dataset, *, seconds: float) -> Table:
    """Cold and warm, each query."""
    heads = ("query", "cold ms", "warm µs", "SQL characters")
    table = Table("Compiling a query (targets: cold 1 ms, warm 20 µs)", heads)
    colds, warms = [], []
    for asked in ASKED:
        query = query_of(asked)

        def warm() -> object:
            return compile_query(query, dataset.catalogue, TODAY, dataset.through)  # noqa: B023

        def cold() -> object:
            compiling._templates.clear()
            return warm()

        each = seconds / len(ASKED) / 2
        colds.append(interleaved([cold], seconds=each, least=10)[0])
        warms.append(interleaved([warm], seconds=each, least=50)[0] * 1000)
        table.add(asked.words, f"{colds[-1]:.2f}", f"{warms[-1]:.0f}", str(len(warm().sql)))  # type: ignore[attr-defined]
    middle = len(ASKED) // 2
    table.add("median", f"{sorted(colds)[middle]:.2f}", f"{sorted(warms)[middle]:.0f}", "")
    return table
