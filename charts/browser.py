"""One Chromium with our page loaded: Kaleido's page, discovery and driver, without its reload after each chart.

Everything that leans on Kaleido and choreographer stands here. What they do not cover, and this does: the headless
shell opens no page by itself, a killed browser cancels what was in flight, and nothing in a figure may reach out.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Coroutine, Iterator, MutableMapping, Sequence
from pathlib import Path
from typing import Any

from charts.errors import NoBrowser, RenderFailed, RenderTimeout

HERE = Path(__file__).resolve().parent
INSTALL = "no Chromium to draw charts with; install it with: apt-get install -y chromium-headless-shell"

# The headless shell draws the same pixels with a third less memory.
# The real binaries: Debian's wrapper scripts do not exec.
_PLACES = (
    "/usr/lib/chromium/chromium-headless-shell",
    "/usr/lib/chromium/chromium",
    "/usr/lib/chromium-browser/chromium-browser",
    "/opt/google/chrome/chrome",
)
_COMMANDS = ("chrome-headless-shell", "headless_shell", "google-chrome", "google-chrome-stable", "chromium")
_FLAGS = (
    "--disable-background-networking",
    "--disable-default-apps",
    "--disable-extensions",
    "--no-pings",
    "--mute-audio",
    "--hide-scrollbars",
    "--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no figure reaches out, not even for a name
)
_SAFE = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src file: 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data: blob:; worker-src blob:\">"
)
_FOLDER = "kpibot-charts-"
_REAPED = 3.0  # seconds for a killed process to be gone
_WARM = {
    "data": [{"type": "bar", "x": [1, 2], "y": [1, 2]}, {"type": "scatter", "x": [1, 2], "y": [2, 1]}],
    "layout": {"title": {"text": "warm گرم"}, "font": {"family": "Inter, Vazirmatn, sans-serif"}},
}


class BrowserGone(Exception):
    """The browser died under a chart; the chart may be tried on another one."""


def find_browser() -> str:
    """The path of a Chromium: BROWSER_PATH, the usual places, what choreographer knows; raises NoBrowser."""
    given = os.environ.get("BROWSER_PATH")
    if given:
        if os.access(given, os.X_OK):
            return given
        raise NoBrowser(f"BROWSER_PATH={given} is no program; unset it, or {INSTALL}")
    for place in _PLACES:
        if os.access(place, os.X_OK):
            return place
    for command in _COMMANDS:
        if found := shutil.which(command):
            return found
    from choreographer.browsers.chromium import Chromium

    other = Chromium.find_browser(skip_local=False)
    if other is None:
        raise NoBrowser(INSTALL)
    return str(other)


def sweep_folders() -> None:
    """Remove the folders of runs that were killed: theirs carry the id of a process that is no more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        process = folder.name.removeprefix(_FOLDER).split("-")[0]
        if process.isdigit() and not Path(f"/proc/{process}").exists() and Path("/proc/self").exists():
            shutil.rmtree(folder, ignore_errors=True)


def pack(figure_json: str, width: int, height: int, scale: float) -> str:
    """The call that draws a figure on the page. JSON is JavaScript."""
    return f"drawChart({figure_json},{json.dumps({'width': width, 'height': height, 'scale': scale})})"


def pack_pages(figures: Sequence[tuple[str, int, int]]) -> str:
    """The call that lays figures (as JSON, with width and height in px) out as the pages of a document."""
    pages = [f'{{"figure":{f},"size":{json.dumps({"width": w, "height": h})}}}' for f, w, h in figures]
    return f"layPages([{','.join(pages)}])"


class Browser:
    """One browser process with one ready page. Belongs to one event loop."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.drawn = 0
        self.process_group: int | None = None
        self._crashed = asyncio.Event()
        self._dead = False
        self._folder = Path(tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-"))
        self._browser: Any = None
        self._tab: Any = None

    async def open(self, timeout: float) -> Browser:
        """Start the process, load the page, draw once so that fonts and code are warm."""
        try:
            await asyncio.wait_for(self._open(), timeout)
        except (asyncio.CancelledError, KeyboardInterrupt):
            self.kill()
            raise
        except Exception as error:
            self.kill()
            raise NoBrowser(f"{self.path} did not start: {error or type(error).__name__}") from error
        return self

    async def _open(self) -> None:
        import choreographer

        for name in ("browser_proc", "choreographer", "kaleido"):  # Chromium talks a lot on its error stream
            logging.getLogger(name).setLevel(logging.CRITICAL)
        page = self._folder / "page.html"
        page.write_text(_page(), encoding="utf8")
        self._browser = choreographer.Browser(
            path=self.path,
            browser_cls=_chromium_class(),
            enable_sandbox=os.geteuid() != 0,
            tmp_dir=str(self._folder),
        )
        await self._browser.open()
        self.process_group = self._browser.subprocess.pid
        self._tab = self._browser.get_tab() or await self._browser.create_tab("")
        self._tab.subscribe("Inspector.targetCrashed", self._on_crash)
        await self._tab.send_command("Inspector.enable")
        await self._tab.send_command("Page.enable")
        loaded = self._tab.subscribe_once("Page.loadEventFired")
        await self._tab.send_command("Page.navigate", {"url": page.as_uri()})
        await loaded
        await self._evaluate(pack(json.dumps(_WARM), 400, 300, 2))

    async def _on_crash(self, _message: object) -> None:
        self._crashed.set()

    async def _evaluate(self, call: str) -> str:
        answer = await self._tab.send_command(
            "Runtime.evaluate", {"expression": call, "awaitPromise": True, "returnByValue": True}
        )
        if "error" in answer:
            raise BrowserGone(str(answer["error"]))
        result = answer["result"]
        if problem := result.get("exceptionDetails"):
            text = (problem.get("exception") or {}).get("description") or problem.get("text") or "no reason given"
            raise RenderFailed(f"the chart was refused: {text[:300]}")
        return str(result["result"].get("value") or "")

    async def draw(self, call: str, timeout: float) -> bytes:
        """The PNG of a packed figure. Raises RenderFailed, RenderTimeout, BrowserGone; nothing else."""
        return await self._within(self._evaluate(call), timeout, b"\x89PNG")

    async def print_pages(self, call: str, timeout: float) -> bytes:
        """The PDF of packed pages. Raises as `draw` does."""
        return await self._within(self._print(call), timeout, b"%PDF")

    async def _print(self, call: str) -> str:
        try:
            await self._evaluate(call)
            wishes = {"printBackground": True, "preferCSSPageSize": True}
            answer = await self._tab.send_command("Page.printToPDF", wishes)
        finally:
            await self._evaluate("clearPages()")
        if "error" in answer:
            raise RenderFailed(f"the pages were not printed: {answer['error']}")
        return str(answer["result"]["data"])

    async def _within(self, work: Coroutine[Any, Any, str], timeout: float, begins: bytes) -> bytes:
        """What the browser gives within a time limit, out of base64."""
        drawing = asyncio.ensure_future(work)
        drawing.add_done_callback(_seen)
        crash = asyncio.ensure_future(self._crashed.wait())
        try:
            done, _ = await asyncio.wait({drawing, crash}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
            if drawing in done:
                if drawing.cancelled():  # choreographer cancels what was in flight when the browser goes
                    raise BrowserGone("the browser went away")
                try:
                    picture = base64.b64decode(drawing.result())
                except (RenderFailed, BrowserGone):
                    raise
                except Exception as error:
                    raise BrowserGone(repr(error)) from error
                if not picture.startswith(begins):
                    raise RenderFailed("the browser gave no picture")
                self.drawn += 1
                return picture
            if crash in done:
                raise BrowserGone("the page crashed")
            raise RenderTimeout(f"no picture after {timeout:g} s")
        finally:
            drawing.cancel()
            crash.cancel()

    async def tidy(self) -> None:
        """Let V8 drop its garbage, 0.1 MB a chart, while nobody waits."""
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self._tab.send_command("HeapProfiler.collectGarbage"), 3)

    @property
    def alive(self) -> bool:
        return not self._dead and not self._crashed.is_set() and self._browser.subprocess.poll() is None

    def memory_mb(self) -> int:
        """Proportional memory of the process and its children, from /proc; 0 where there is none."""
        if self.process_group is None or not Path("/proc/self").exists():
            return 0
        children: dict[int, list[int]] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError, ValueError, IndexError):
                    parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                    children.setdefault(parent, []).append(int(entry.name))
        return sum(_pss_kb(process) for process in _tree(self.process_group, children)) // 1024

    async def close(self) -> None:
        """End the process in an orderly way, then make sure."""
        self._dead = True
        with contextlib.suppress(Exception, asyncio.CancelledError):
            await asyncio.wait_for(self._browser.close(), 5)
        self.kill()

    def kill(self) -> None:
        """End the process group at once and remove its folder. Only ever our own: the group we started."""
        self._dead = True
        process = getattr(self._browser, "subprocess", None)
        if process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_REAPED)  # or it stays a zombie for as long as we live
        shutil.rmtree(self._folder, ignore_errors=True)


def _seen(task: asyncio.Future[str]) -> None:
    """Take note of an outcome nobody waits for any more, or asyncio complains about it much later."""
    if not task.cancelled():
        task.exception()


def _page() -> str:
    """Kaleido's page with plotly.js out of the wheel and our function; with MathJax a silent CDN would hang it."""
    from kaleido import PageGenerator

    generator = PageGenerator(mathjax=False, others=[HERE / "page.js"])
    generator.header = generator.header + _SAFE
    return str(generator.generate_index())


def _chromium_class() -> type:
    """choreographer's Chromium with our flags, a first page, and our fonts."""
    from choreographer.browsers.chromium import Chromium

    class OfflineChromium(Chromium):
        def get_cli(self) -> Sequence[str]:
            return [*super().get_cli(), *_FLAGS, "about:blank"]

        def get_env(self) -> MutableMapping[str, str]:
            return {**super().get_env(), "FONTCONFIG_FILE": str(HERE / "fonts" / "fonts.conf")}

    return OfflineChromium


def _tree(root: int, children: dict[int, list[int]]) -> Iterator[int]:
    todo = [root]
    while todo:
        process = todo.pop()
        todo += children.get(process, [])
        yield process


def _pss_kb(process: int) -> int:
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


if sys.platform == "win32":
    raise ImportError("charts are drawn on Linux and macOS")
