"""The Slack page in a headless Chromium: opened, clicked, photographed."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import websocket

from charts.browser import find_browser

Json = dict[str, Any]
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb")


class Page:
    """One page of so many CSS pixels, photographed at one and a half times as many; use it as a context."""

    def __init__(self, width: int = 1280, height: int = 900) -> None:
        self._size = width, height
        self._number = 0

    def __enter__(self) -> Page:
        self._folder = tempfile.TemporaryDirectory(prefix="kpibot-page-")
        command = [find_browser(), *_FLAGS, "--remote-debugging-port=0", f"--user-data-dir={self._folder.name}"]
        self._browser = subprocess.Popen([*command, "about:blank"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        address = self._address()
        self._socket = websocket.create_connection(address, timeout=30, suppress_origin=True, max_size=None)
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._call("Page.enable")
        width, height = self._size
        self._call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1.5, mobile=False
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
        self._browser.terminate()
        try:
            self._browser.wait(10)
        except subprocess.TimeoutExpired:
            self._browser.kill()
            self._browser.wait()
        assert self._browser.stderr is not None
        self._browser.stderr.close()
        self._folder.cleanup()

    _session = ""

    def open(self, address: str) -> None:
        """Go to an address and wait until the page has drawn something."""
        self._call("Page.navigate", url=address)
        self.until("document.readyState === 'complete' && document.body && document.body.innerText.length > 20")

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        told = self._call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def style(self, sheet: str) -> None:
        """Add a style sheet."""
        made = f"Object.assign(document.createElement('style'), {{textContent: {json.dumps(sheet)}}})"
        self.run(f"document.head.append({made})")

    def until(self, script: str, seconds: float = 45.0) -> None:
        """Wait until an expression in the page is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.run(script):
                return
            time.sleep(0.1)
        raise AssertionError(f"the page never came to {script}")

    def photograph(self, file: Path, clip: tuple[float, float, float, float] | None = None) -> None:
        """Save what is seen, or a part of it (x, y, width, height), as PNG."""
        more: Json = {}
        if clip is not None:
            x, y, width, height = clip
            more = {"clip": {"x": x, "y": y, "width": width, "height": height, "scale": 1}}
        told = self._call("Page.captureScreenshot", format="png", **more)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(base64.b64decode(told["data"]))

    def _address(self) -> str:
        assert self._browser.stderr is not None
        for line in self._browser.stderr:
            if found := re.search(rb"ws://\S+", line):
                return found.group().decode()
        raise AssertionError("the browser did not start")

    def _call(self, method: str, **params: Any) -> Json:
        self._number += 1
        message: Json = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._socket.send(json.dumps(message))
        while True:
            told = json.loads(self._socket.recv())
            if told.get("id") == self._number:
                assert "error" not in told, f"{method}: {told['error']}"
                result: Json = told["result"]
                return result
