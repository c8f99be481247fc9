"""Figures to PNG: one thread owns one browser, every caller waits for its own picture.

Kaleido's synchronous server hands callers each other's pictures; with rights per person that is a leak. So each chart
has its own future. A dead browser is replaced and the chart tried once more; a chart that hangs costs its browser, not
the next chart. After many charts or much memory the next browser is started first, then takes over.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import hashlib
import itertools
import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from charts.browser import Browser, BrowserGone, find_browser, pack, pack_pages, sweep_folders
from charts.chart import Chart
from charts.errors import ChartError, NoBrowser, RenderBusy, RenderFailed, RenderTimeout
from charts.validate import figure_json

_log = logging.getLogger(__name__)
_BOOT_TRIES = 3
_CHECK_EVERY = 50  # charts between looks at memory


@dataclass(order=True)
class _Job:
    rank: tuple[int, int]
    call: str = field(compare=False)
    document: bool = field(compare=False)
    timeout: float = field(compare=False)
    future: concurrent.futures.Future[bytes] = field(compare=False, default_factory=concurrent.futures.Future)


class ChartWorker:
    """Start it after any fork. Safe to use from many threads."""

    def __init__(
        self,
        *,
        waiting: int = 64,
        max_charts: int = 1000,
        max_memory_mb: int = 700,
        boot_timeout: float = 30.0,
        cached: int = 256,
        browser_path: str | None = None,
    ) -> None:
        self.restarts = 0
        self.recycled = 0
        self._waiting, self._cached = waiting, cached
        self._max_charts, self._max_memory_mb, self._boot_timeout = max_charts, max_memory_mb, boot_timeout
        self._path = browser_path
        self._pictures: OrderedDict[str, bytes] = OrderedDict()
        self._pictures_lock = threading.Lock()
        self._numbers = itertools.count()
        self._thread: threading.Thread | None = None
        self._process = 0
        self._ready = threading.Event()
        self._failure: ChartError | None = None
        self._loop: asyncio.AbstractEventLoop
        self._queue: asyncio.PriorityQueue[_Job]
        self._stop: asyncio.Event
        self._browser: Browser | None = None
        self._next: Browser | None = None
        self._renewing = False
        self._background: set[asyncio.Task[None]] = set()

    def __enter__(self) -> ChartWorker:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # the callers' side, any thread

    @property
    def process(self) -> int | None:
        """The process id of the browser that draws now, whose group has all its processes; None while there is none."""
        browser = self._browser
        return browser.process_group if browser is not None else None

    def memory_mb(self) -> int:
        """What the browser and its processes hold; 0 where it cannot be known."""
        browser = self._browser
        return browser.memory_mb() if browser is not None else 0

    def start(self, *, wait: bool = True) -> None:
        """Start the thread and its browser; without `wait` the browser boots while other work goes on."""
        if self._thread is not None:
            return
        path = self._path or find_browser()
        sweep_folders()
        self._process = os.getpid()
        self._loop = asyncio.new_event_loop()
        self._queue, self._stop = asyncio.PriorityQueue(self._waiting), asyncio.Event()
        self._thread = threading.Thread(target=self._run, args=(path,), name="charts", daemon=True)
        self._thread.start()
        if wait:
            self._wait_ready()

    def render(self, chart: Chart, timeout: float = 8.0, *, urgent: bool = True) -> bytes:
        """The picture of a chart. `timeout` counts from its turn; people's charts go before those of digests."""
        figure = figure_json(chart.figure)
        key = hashlib.sha256(f"{chart.width}x{chart.height}@{chart.scale}{figure}".encode()).hexdigest()
        return self._kept(key, pack(figure, chart.width, chart.height, chart.scale), timeout, urgent, False)

    def document(self, charts: Sequence[Chart], timeout: float = 30.0, *, urgent: bool = True) -> bytes:
        """The charts as the pages of one PDF, lines and letters as such. `timeout` is for all of them."""
        call = pack_pages([(figure_json(c.figure), c.width, c.height) for c in charts])
        return self._kept(hashlib.sha256(call.encode()).hexdigest(), call, timeout, urgent, True)

    def _kept(self, key: str, call: str, timeout: float, urgent: bool, document: bool) -> bytes:
        """A picture or document from the cache, or made by the browser."""
        with self._pictures_lock:
            if key in self._pictures:
                self._pictures.move_to_end(key)
                return self._pictures[key]
        if self._thread is None or self._process != os.getpid():
            raise RenderFailed("the chart worker was not started in this process")
        self._wait_ready()
        rank = (0 if urgent else 1, next(self._numbers))
        job = _Job(rank, call, document, timeout)
        try:
            self._loop.call_soon_threadsafe(self._offer, job)
        except RuntimeError:  # the loop is closed: so is the worker
            raise RenderFailed("the chart worker was closed") from None
        try:
            picture = job.future.result(4 * timeout + self._boot_timeout)
        except concurrent.futures.TimeoutError:
            job.future.cancel()
            raise RenderTimeout("the chart did not get its turn in time") from None
        except concurrent.futures.CancelledError:
            raise RenderFailed("the chart worker was closed") from None
        with self._pictures_lock:
            self._pictures[key] = picture
            while len(self._pictures) > self._cached:
                self._pictures.popitem(last=False)
        return picture

    def close(self) -> None:
        """End the browser and the thread; waiting charts fail."""
        if self._thread is None or self._process != os.getpid():
            return
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._stop_soon)
        self._thread.join(15)
        self._thread = None
        self._ready.clear()

    def _wait_ready(self) -> None:
        if not self._ready.wait(self._boot_timeout + 10):
            raise NoBrowser("the browser did not start in time")
        if self._failure is not None:
            raise self._failure

    # the worker's side, its own thread

    def _run(self, path: str) -> None:
        try:
            self._loop.run_until_complete(self._serve(path))
        finally:
            self._ready.set()
            self._loop.close()

    def _stop_soon(self) -> None:
        self._stop.set()

    def _offer(self, job: _Job) -> None:
        if self._stop.is_set():
            job.future.cancel()
            return
        try:
            self._queue.put_nowait(job)
        except asyncio.QueueFull:
            job.future.set_exception(RenderBusy(f"{self._waiting} charts are waiting"))

    async def _serve(self, path: str) -> None:
        self._path = path
        try:
            self._browser = await Browser(path).open(self._boot_timeout)
        except NoBrowser as error:
            self._failure = error
            return
        self._ready.set()
        work = asyncio.create_task(self._work())
        await self._stop.wait()
        work.cancel()
        await asyncio.gather(work, *self._background, return_exceptions=True)
        while not self._queue.empty():
            self._queue.get_nowait().future.cancel()
        for browser in (self._browser, self._next):
            if browser is not None:
                await browser.close()

    async def _work(self) -> None:
        while True:
            job = await self._queue.get()
            if not job.future.set_running_or_notify_cancel():
                continue
            try:
                job.future.set_result(await self._picture(job))
            except ChartError as error:
                job.future.set_exception(error)
            except asyncio.CancelledError:
                job.future.set_exception(RenderFailed("the chart worker was closed"))
                raise
            except Exception as error:  # whatever it is, the next caller's chart must still be drawn
                _log.exception("a chart failed")
                job.future.set_exception(RenderFailed(repr(error)))
                await self._replace()
            await self._look_after()

    async def _picture(self, job: _Job) -> bytes:
        """One picture; once more on a new browser where the first one died."""
        if self._browser is None or not self._browser.alive:
            await self._replace()
        try:
            return await self._made(job)
        except RenderTimeout:
            await self._replace()
            raise
        except BrowserGone as first:
            _log.warning("the chart browser died: %s", first)
            await self._replace()
        try:
            return await self._made(job)
        except BrowserGone as second:
            raise RenderFailed(f"the browser died twice on this chart: {second}") from second

    async def _made(self, job: _Job) -> bytes:
        browser = self._live_browser()
        return await (browser.print_pages if job.document else browser.draw)(job.call, job.timeout)

    def _live_browser(self) -> Browser:
        if self._browser is None:
            raise NoBrowser("the browser does not start any more")
        return self._browser

    async def _replace(self) -> None:
        """A new browser in place of a dead or stuck one; none after some tries, the next chart tries again."""
        old, self._browser = self._browser, None
        if old is not None:
            old.kill()
        for attempt in range(_BOOT_TRIES):
            try:
                self._browser = await Browser(str(self._path)).open(self._boot_timeout)
            except NoBrowser as error:
                _log.error("the chart browser does not start: %s", error)
                await asyncio.sleep(0.2 * 2**attempt)
            else:
                self.restarts += 1
                return

    async def _look_after(self) -> None:
        """Between charts: take over the next browser when it is ready, or start it when this one is worn out."""
        browser = self._browser
        if self._next is not None:
            self._browser, self._next = self._next, None
            self.recycled += 1
            if browser is not None:
                self._in_background(browser.close())
            return
        if browser is None or self._renewing or browser.drawn == 0:
            return
        worn = browser.drawn >= self._max_charts
        if not worn and browser.drawn % _CHECK_EVERY == 0 and self._queue.empty():
            await browser.tidy()
            worn = browser.memory_mb() > self._max_memory_mb
        if worn:
            self._renewing = True
            self._in_background(self._prepare_next())

    async def _prepare_next(self) -> None:
        try:
            self._next = await Browser(str(self._path)).open(self._boot_timeout)
        except NoBrowser as error:
            _log.error("the next chart browser does not start: %s", error)
        finally:
            self._renewing = False

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
