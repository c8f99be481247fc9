"""The same figures by Kaleido's own way: a call of `write_image` each."""

from __future__ import annotations

import os
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.charts.kinds import Measured, samples
from charts.browser import find_browser


def by_write_image(charts: int) -> Measured:
    """Times of `plotly.io.write_image`, one chart after the other, over charts of different kinds."""
    import plotly.io

    os.environ.setdefault("BROWSER_PATH", find_browser())
    times = []
    with tempfile.TemporaryDirectory(prefix="kpibot-benchmark-") as folder:
        for chart in islice((own[0] for own in samples().values()), charts):
            began = time.perf_counter()
            plotly.io.write_image(
                {"data": chart.figure["data"], "layout": chart.figure["layout"]},
                Path(folder) / "chart.png", width=chart.width, height=chart.height, scale=chart.scale, validate=False,
            )  # fmt: skip
            times.append((time.perf_counter() - began) * 1000)
    return Measured(times)
