"""docs/dashboards.md says what the dashboards say today."""

from __future__ import annotations

from dashboards_page import DOCS, PERIODS, page

from bot.answering import Answering


def test_the_document_is_current(answering: Answering) -> None:
    """`python -m tests.bot.dashboards_page` writes it anew."""
    assert (DOCS / "dashboards.md").read_text("utf-8") == page(answering)


def test_every_dashboard_has_its_pictures_and_they_are_small(answering: Answering) -> None:
    for name in answering.dataset.catalogue.dashboards:
        for language in PERIODS:
            picture = DOCS / "pictures" / f"dashboard-{name}-{language}.png"
            assert picture.read_bytes().startswith(b"\x89PNG") and picture.stat().st_size <= 300_000
