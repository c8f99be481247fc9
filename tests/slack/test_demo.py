"""`kpibot demo`: one command gives a page with the bot in it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from bot.demo_slack.server import ROOT, free_port
from tests.conftest import DEMO_DAY
from tests.slack.page import Page


def test_the_demo_answers_in_its_page(demo: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "bot.cli", "demo", "--workspace", str(demo), "--today", str(DEMO_DAY)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KPIBOT_STATE_URL": f"sqlite:///{tmp_path / 'state.db'}"}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--port", str(free_port())], stdout=subprocess.PIPE, stderr=log, env=environment, cwd=tmp_path
        )
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line.decode().rstrip())
            if "is connected" in said[-1]:
                break
        try:
            address = next(word for line in said for word in line.split() if word.startswith("http://"))
            questions = [line.strip() for line in said if line.strip().startswith("@kpibot ")]
            assert len(questions) == 5
            with urllib.request.urlopen(address, timeout=10) as response:
                assert "kpi-table" in response.read().decode()
            with Page() as page:
                page.open(address)
                page.until("document.body.innerText.includes('ui live')")
                page.run(
                    "[...document.querySelectorAll('.sidebar-item')].find(b => b.innerText.includes('sales')).click()"
                )
                _write(page, "@kpibot conversion by channel last month")
                page.until("!!document.querySelector('.thread-summary')", 90)
                page.run("document.querySelector('.thread-summary').click()")
                page.until("!!document.querySelector('.kpi-table td')")
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(40) == 0, (tmp_path / "log").read_text()
            process.stdout.close()


def _write(page: Page, text: str) -> None:
    """Type into the composer and send, as React hears it."""
    page.run(
        "(() => { const box = document.querySelector('.composer-input');"
        " const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set;"
        f" set.call(box, {text!r}); box.dispatchEvent(new Event('input', {{bubbles: true}})); }})()"
    )
    page.run("document.querySelector('.composer-send').click()")
