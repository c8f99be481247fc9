"""How long a chart takes to become a picture."""

from __future__ import annotations

from benchmarks.clock import interleaved
from benchmarks.questions import ASKED, TODAY, query_of
from benchmarks.table import Table
from charts.choose import choose
from charts.draw import draw
from charts.errors import ChartError
from charts.worker import ChartWorker
from queries.dataset import Dataset
from queries.run import answer


def rendering_table(dataset: Dataset, *, seconds: float) -> Table:
    """Choosing and drawing, and rendering in a browser that already runs; without a browser it says so."""
    table = Table("Charts (ms)", ("question", "chart", "draw", "render"))
    try:
        with ChartWorker(cached=0) as worker:
            for asked in ASKED:
                query = query_of(asked)
                found = answer(query, dataset, TODAY)
                kind = choose(query, dataset.catalogue, dataset.members, found)

                def drawing() -> object:
                    return draw(found, dataset.catalogue, dataset.members, kind)  # noqa: B023

                chart = draw(found, dataset.catalogue, dataset.members, kind)
                draws = interleaved([drawing], seconds=seconds / len(ASKED) / 4, least=3)[0]
                renders = interleaved(
                    [lambda: worker.render(chart)],  # noqa: B023
                    seconds=seconds / len(ASKED),
                    least=3,
                )[0]
                table.add(asked.words, kind, f"{draws:.1f}", f"{renders:.0f}")
    except ChartError as error:
        table.add(f"no pictures: {error}", "", "", "")
    return table
