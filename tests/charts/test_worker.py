"""The renderer with a real Chromium: everybody gets their own picture, and no browser's death stops the next chart."""

from __future__ import annotations

import os
import re
import signal
import struct
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from charts.browser import find_browser, sweep_folders
from charts.chart import Chart
from charts.errors import BadFigure, NoBrowser, RenderBusy, RenderFailed, RenderTimeout
from charts.worker import ChartWorker


def chart(height: float = 1, **more: int) -> Chart:
    figure = {"data": [{"type": "bar", "x": [1, 2], "y": [height, 2]}], "layout": {"width": 300, "height": 200}}
    return Chart("bars", figure, "", **{"width": 300, "height": 200, "scale": 1, **more})


@contextmanager
def stopped(worker: ChartWorker) -> Iterator[int]:
    """The worker's browser does nothing any more, though it is alive; gives its process group."""
    group = worker.process
    assert group is not None and group != os.getpgid(0)
    os.killpg(group, signal.SIGSTOP)
    try:
        yield group
    finally:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGCONT)


def taken_up(worker: ChartWorker, future: Future[bytes]) -> None:
    """Wait until a chart handed in has left the queue for the browser."""
    for _ in range(200):
        time.sleep(0.01)
        if future.running() and worker._queue.empty():
            break
    time.sleep(0.1)


def zombies() -> list[str]:
    """Our children that ended and that nobody took note of."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, _, rest = entry.read_text().rpartition(")")
            if rest.split()[0] == "Z" and rest.split()[1] == str(os.getpid()):
                found.append(name)
    return found


@pytest.fixture(scope="module")
def worker() -> Iterator[ChartWorker]:
    with ChartWorker(cached=0) as one:
        yield one


def test_a_picture_has_the_size_asked_for(worker: ChartWorker) -> None:
    picture = worker.render(chart(scale=2))
    assert picture[:4] == b"\x89PNG"
    assert struct.unpack(">II", picture[16:24]) == (600, 400)


def test_the_same_figure_gives_the_same_bytes(worker: ChartWorker) -> None:
    assert worker.render(chart(3)) == worker.render(chart(3)) != worker.render(chart(4))


def test_callers_at_once_each_get_their_own_picture(worker: ChartWorker) -> None:
    charts = [chart(i + 1) for i in range(12)]
    alone = [worker.render(c) for c in charts]
    assert len(set(alone)) == len(charts)
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(worker.render, charts * 2))
    assert together == alone * 2


def test_a_document_has_a_page_of_its_own_size_for_each_chart(worker: ChartWorker) -> None:
    before = worker.render(chart(6))
    document = worker.document([chart(1), replace(chart(2), height=600), chart(3)])
    assert document[:4] == b"%PDF"
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", document)
    assert [(round(float(w)), round(float(h))) for w, h in sizes] == [(225, 150), (225, 450), (225, 150)]  # points
    assert worker.render(chart(6)) == before, "printing leaves nothing on the page"


def test_a_document_that_takes_too_long_costs_nobody_else_anything(worker: ChartWorker) -> None:
    with pytest.raises(RenderTimeout):
        worker.document([chart(1)], timeout=0.001)
    assert worker.document([chart(1)])[:4] == b"%PDF"


def test_a_killed_browser_is_replaced_and_the_chart_still_drawn(worker: ChartWorker) -> None:
    before = worker.render(chart(5))
    restarts = worker.restarts
    assert worker._browser is not None and worker._browser.process_group is not None
    os.killpg(worker._browser.process_group, signal.SIGKILL)
    assert worker.render(chart(5), timeout=20) == before
    assert worker.restarts == restarts + 1


def test_a_browser_killed_under_a_chart_is_replaced_and_the_chart_still_drawn(worker: ChartWorker) -> None:
    before, restarts = worker.render(chart(7)), worker.restarts
    with stopped(worker) as group, ThreadPoolExecutor(1) as pool:
        caught = pool.submit(worker.render, chart(7), 20)
        taken_up(worker, caught)
        os.killpg(group, signal.SIGKILL)
        assert caught.result(60) == before
    assert worker.restarts == restarts + 1
    assert not zombies()


def test_a_hanging_browser_costs_its_chart_the_time_limit_and_is_gone_after_it(worker: ChartWorker) -> None:
    before = worker.render(chart(8))
    with stopped(worker) as group:
        with pytest.raises(RenderTimeout):
            worker.render(chart(8), timeout=0.3)
        assert worker.render(chart(8), timeout=20) == before
        assert worker.process != group
        with pytest.raises(ProcessLookupError):
            os.killpg(group, 0)
    assert not zombies()


def test_every_caller_of_a_hanging_browser_with_a_full_queue_gets_a_picture_or_an_error() -> None:
    with ChartWorker(waiting=2, cached=0) as small, ThreadPoolExecutor(7) as pool, stopped(small):
        first = pool.submit(small.render, chart(1), 0.5)
        taken_up(small, first)
        more = [pool.submit(small.render, chart(i + 2), 0.5) for i in range(6)]
        errors = [f.exception(60) for f in (first, *more)]
        assert isinstance(errors[0], RenderTimeout)
        assert sum(isinstance(e, RenderBusy) for e in errors) >= 4
        assert all(e is None or isinstance(e, RenderBusy | RenderTimeout) for e in errors)
        assert small.render(chart(9), timeout=20)


def test_a_worker_closed_before_its_browser_runs_ends_and_says_so() -> None:
    one = ChartWorker()
    one.start(wait=False)
    one.close()
    with pytest.raises(RenderFailed):
        one.render(chart())
    assert not zombies()


def test_a_refused_figure_fails_and_the_next_one_is_drawn(worker: ChartWorker) -> None:
    restarts = worker.restarts
    with pytest.raises(RenderFailed, match="refused"):
        worker.render(chart(width=0))
    assert worker.render(chart())
    assert worker.restarts == restarts


def test_a_chart_out_of_time_costs_its_browser_not_the_next_chart(worker: ChartWorker) -> None:
    with pytest.raises(RenderTimeout):
        worker.render(chart(6), timeout=0.0001)
    assert worker.render(chart(6), timeout=20)


def test_what_would_draw_nothing_never_reaches_the_browser(worker: ChartWorker) -> None:
    nothing = {"data": [], "layout": {}}
    for figure in (nothing, {"data": [{"type": "sunny"}]}, {"data": [{"type": "bar", "y": [float("nan")]}]}):
        with pytest.raises(BadFigure):
            worker.render(Chart("bars", figure, ""))
    picture = {"data": [{"type": "bar", "y": [1]}], "layout": {"images": [{"source": "https://example.com/x.png"}]}}
    with pytest.raises(BadFigure, match="fetched"):
        worker.render(Chart("bars", picture, ""))


def test_too_many_charts_waiting_are_refused_at_once() -> None:
    with ChartWorker(waiting=1, cached=0) as small, ThreadPoolExecutor(10) as pool:
        futures = [pool.submit(small.render, chart(i + 1)) for i in range(10)]
        errors = [f.exception() for f in futures]
    assert any(isinstance(e, RenderBusy) for e in errors)
    assert any(e is None for e in errors)
    assert all(e is None or isinstance(e, RenderBusy) for e in errors)


def test_a_worn_browser_is_changed_between_charts_and_a_known_picture_comes_from_memory() -> None:
    with ChartWorker(max_charts=2) as one:
        first = one.render(chart(1))
        for i in range(200):  # the next browser boots beside the charts
            one.render(chart(i + 2))
            if one.recycled:
                break
            time.sleep(0.05)
        assert one.recycled >= 1 and one.restarts == 0
        assert one._browser is not None
        drawn = one._browser.drawn
        assert one.render(chart(1)) is first
        assert one._browser.drawn == drawn


def test_without_a_browser_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    with pytest.raises(NoBrowser, match="chromium-headless-shell"):
        find_browser()
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    worker = ChartWorker(browser_path=str(broken), boot_timeout=10)
    with pytest.raises(NoBrowser, match="did not start"):
        worker.start()
    worker.close()


def test_a_closed_or_never_started_worker_says_so() -> None:
    with pytest.raises(RenderFailed, match="not started"):
        ChartWorker().render(chart())
    one = ChartWorker()
    one.start()
    one.close()
    with pytest.raises(RenderFailed):
        one.render(chart())


def test_folders_of_dead_runs_are_swept_and_those_of_living_ones_kept() -> None:
    dead = Path(tempfile.mkdtemp(prefix="kpibot-charts-999999999-"))
    alive = Path(tempfile.mkdtemp(prefix=f"kpibot-charts-{os.getpid()}-"))
    try:
        sweep_folders()
        assert not dead.exists() and alive.exists()
    finally:
        alive.rmdir()
