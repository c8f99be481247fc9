"""`kpibot sheet`: a file of questions as one page with their charts."""

from __future__ import annotations

from pathlib import Path

from tests.bot.running import Kpibot

TODAY = ("--today", "2026-11-23")


def test_questions_of_a_file_become_one_page_with_their_pictures(kpibot: Kpibot, demo: Path, tmp_path: Path) -> None:
    file, folder = tmp_path / "questions.txt", tmp_path / "out"
    lines = (
        "# what we always ask",
        "leads last month",
        "",
        "S.1 fa\tسرنخ ها به تفکیک منبع در فصل گذشته",
        "revenue by moon",
    )
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = kpibot("sheet", str(file), str(folder), "--workspace", str(demo), *TODAY)
    assert run.code == 0, run.err
    assert run.out == f"Page: {folder / 'index.html'}\n"
    assert sorted(p.name for p in folder.glob("*.png")) == ["001-leads-last-month.png", "S.1-fa.png"]
    assert all(p.read_bytes().startswith(b"\x89PNG") for p in folder.glob("*.png"))
    page = (folder / "index.html").read_text("utf-8")
    assert "2 of 3 questions answered" in page and 'src="S.1-fa.png"' in page
    assert "revenue by moon" in page and page.count("<section") == 3


def test_data_is_no_markup_of_the_page(kpibot: Kpibot, demo: Path, tmp_path: Path) -> None:
    file, folder = tmp_path / "questions.txt", tmp_path / "out"
    file.write_bytes(b"<script>alert(1)</script>\n\xff\xfe\n")
    run = kpibot("sheet", str(file), str(folder), "--workspace", str(demo), *TODAY)
    assert run.code == 0, run.err
    page = (folder / "index.html").read_text("utf-8")
    assert "<script" not in page and "&lt;script&gt;" in page
    assert page.count("<section") == 2, "what is no text has its place too"


def test_a_file_that_is_not_there_is_named(kpibot: Kpibot, demo: Path, tmp_path: Path) -> None:
    run = kpibot("sheet", str(tmp_path / "none.txt"), str(tmp_path), "--workspace", str(demo), *TODAY)
    assert run.code == 12 and "none.txt" in run.err
