"""`kpibot dashboard`: by any of its names, with a period, as text, JSON, pictures and a document."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bot.running import Kpibot

TODAY = ("--today", "2026-11-23")


def test_a_dashboard_is_told_and_saved(kpibot: Kpibot, demo: Path, tmp_path: Path) -> None:
    pdf, folder = tmp_path / "out" / "churn.pdf", tmp_path / "pages"
    files = ("--pdf", str(pdf), "--png", str(folder))
    run = kpibot("dashboard", "churn", "--period", "last year", *files, "--workspace", str(demo), *TODAY)
    assert run.code == 0, run.err
    assert run.out.startswith("Churn analysis") and "2025" in run.out and str(pdf) in run.out
    assert pdf.read_bytes().startswith(b"%PDF")
    pages = sorted(folder.glob("*.png"))
    assert [p.name for p in pages] == [f"churn-{i + 1}.png" for i in range(len(pages))] and pages
    assert all(p.read_bytes().startswith(b"\x89PNG") for p in pages)


def test_programs_get_the_figures_and_what_is_missing(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot("dashboard", "Sales performance for Tehran last quarter", "--json", "--no-chart", "--workspace",
                 str(demo), *TODAY)  # fmt: skip
    assert run.code == 0, run.err
    told = json.loads(run.out)["dashboard_answer"]
    assert told["name"] == "sales" and told["period"] == "Q3 2026" and told["title"].endswith("Tehran")
    assert told["figures"][0]["metric"] == "revenue" and told["figures"][0]["value"] > 0
    assert len(told["items"]) + len(told["missing"]) == 19
    assert all(m["why"] for m in told["missing"])


def test_an_unknown_name_says_which_there_are(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot("dashboard", "weather", "--workspace", str(demo), *TODAY)
    assert (run.code, run.out) == (7, "")
    assert all(name in run.err for name in ("sales", "leads", "crm", "territory", "churn"))


def test_without_a_browser_a_document_is_a_failure_and_the_text_is_not(kpibot: Kpibot, demo: Path) -> None:
    gone = {"BROWSER_PATH": "/nowhere/chromium"}
    document = kpibot("dashboard", "churn", "--pdf", "x.pdf", "--workspace", str(demo), *TODAY, env=gone)
    assert document.code == 5 and "x.pdf" in document.err
    told = kpibot("dashboard", "churn", "--workspace", str(demo), *TODAY, env=gone)
    assert told.code == 0 and "Churn" in told.out
