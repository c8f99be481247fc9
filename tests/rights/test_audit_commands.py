"""`kpibot audit` and `kpibot words`: the log and the backlog as whoever keeps the workspace reads them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.state import AuditEntry, open_state, state_url, utc_now


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in which three questions were asked."""
    monkeypatch.delenv("KPIBOT_STATE_URL", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "kpibot.yaml").write_text("name: Shop\n", encoding="utf-8")
    now = utc_now()
    entry = AuditEntry(
        source="slack",
        team="T1",
        channel="C1",
        person="ann@shop.example",
        role="rep",
        question="sales by [red]frob[/red]",
        language="en",
        query=None,
        scope=[{"dimension": "rep", "op": "in", "members": ["Ann", None]}],
        outcome="refused",
        detail="I do not know frob",
        at=now - timedelta(days=9),
        unread=["frob"],
    )
    state = open_state(state_url(tmp_path, {}))
    state.audit(entry)
    state.audit(
        AuditEntry("slack", "T1", "C1", "bob@shop.example", "everything", "فروش frob", "en", {"metrics": ["s"]}, [],
                   "answered", "3", now, ["frob", "zork"])
    )  # fmt: skip
    state.close()
    return tmp_path


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_the_log_tells_who_saw_what(workspace: Path) -> None:
    lines = run("audit", "--workspace", str(workspace)).splitlines()
    assert lines[0].split() == ["When", "(UTC)", "Who", "Role", "Rows", "Question", "Outcome"]
    assert "bob@shop.example" in lines[1] and " all " in lines[1] and lines[1].rstrip().endswith("answered")
    assert "rep: Ann, None" in lines[2] and "sales by [red]frob[/red]" in lines[2] and "I do not know frob" in lines[2]


def test_the_log_can_be_narrowed(workspace: Path) -> None:
    assert "bob" not in run("audit", "--workspace", str(workspace), "--person", "ANN@shop.example")
    assert "ann" not in run("audit", "--workspace", str(workspace), "--days", "2")
    (line,) = run("audit", "--workspace", str(workspace), "--last", "1", "--json").splitlines()
    assert json.loads(line)["question"] == "فروش frob"


def test_words_are_listed_most_frequent_first(workspace: Path) -> None:
    lines = run("words", "--workspace", str(workspace)).splitlines()
    assert lines[1].split()[:4] == ["frob", "en", "2", "2"] and "فروش" in lines[1]
    assert lines[2].split()[:4] == ["zork", "en", "1", "1"]
    found = [json.loads(line) for line in run("words", "--workspace", str(workspace), "--json").splitlines()]
    assert [(one["word"], one["questions"]) for one in found] == [("frob", 2), ("zork", 1)]


def test_nothing_asked_yet_is_said(tmp_path: Path) -> None:
    (tmp_path / "kpibot.yaml").write_text("name: Shop\n", encoding="utf-8")
    assert "Nobody has asked" in run("audit", "--workspace", str(tmp_path))
    assert "Every word" in run("words", "--workspace", str(tmp_path))
