"""docs/your-data.md, followed literally: its commands run in their order on a folder of files."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "your-data.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
EDITS = re.findall(r"^\| (\w+) \| (\d+) \|", TEXT, re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with `exports` in it."""
    exports = tmp_path / "exports"
    exports.mkdir()
    exports.joinpath("orders.csv").write_text(
        "Order ID;Customer ID;Order Date;Amount\n"
        "1;A;05.01.2025;$1,200.00\n2;B;20.02.2025;$80.00\n3;A;03.05.2025;$20.00\n4;C;07.08.2025;$300.00\n",
        "utf-8",
    )
    exports.joinpath("customers.csv").write_text(
        "Customer ID,Customer Name,Region\nA,Acme,North\nB,Brill,South\nC,Corp,North\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commands(block: str) -> list[str]:
    """The commands of a block: those of kpibot a line each, what stands between them together."""
    return [part.strip() for part in re.split(r"^(\./run .*)$", block, flags=re.MULTILINE) if part.strip()]


def test_the_page_is_followed_literally(folder: Path) -> None:
    said = ""
    for command in (one for block in BLOCKS for one in commands(block)):
        if not command.startswith("./run "):
            subprocess.run(["sh", "-e", "-c", command], cwd=folder, check=True)
            continue
        words = shlex.split(command)[1:]
        # Drawing is tried by the tests of charts; a browser takes longer to start than all of this.
        result = CliRunner().invoke(app, [*words, "--no-chart"] if words[0] == "ask" else words)
        assert result.exit_code == 0, (command, result.output)
        said += result.output
    assert "$1,520" in said and "North" in said  # sales by region
    assert re.search(r"Acme\s+\$1,220", said)  # top customers
    assert "big orders" in said.lower()
    assert (folder / "shop" / "catalogue" / "ours.yaml").exists()
    assert "default_role: everything" in (folder / "shop" / "kpibot.yaml").read_text("utf-8")


def test_the_edits_are_as_long_as_the_page_says() -> None:
    assert len(EDITS) == 4
    for name, lines in EDITS:
        text = (Path(__file__).parent / "edits" / f"{name}.yaml").read_text("utf-8")
        assert len(text.splitlines()) == int(lines)
