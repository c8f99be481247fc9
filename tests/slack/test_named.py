"""Which dashboard `/kpi-dashboard` means."""

from __future__ import annotations

import pytest

from bot.named_dashboard import named_dashboard
from queries.catalogue.model import Catalogue, Dashboard, Place, Words


@pytest.fixture(scope="module")
def catalogue(demo_dataset: object) -> Catalogue:
    from dataclasses import replace

    from queries.dataset import Dataset

    assert isinstance(demo_dataset, Dataset)
    place = Place("catalogue.yaml", 1)
    names = {
        "sales": Words({"en": "Sales performance", "fa": "عملکرد فروش"}, {"en": ("sales dashboard",)}),
        "sales_west": Words({"en": "Sales west"}),
        "churn": Words({"en": "Churn analysis"}),
    }
    return replace(demo_dataset.catalogue, dashboards={k: Dashboard(k, w, (), place) for k, w in names.items()})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sales", ("sales", "")),
        ("Sales last quarter", ("sales", "last quarter")),
        ("sales west last quarter", ("sales_west", "last quarter")),
        ("sales-dashboard since 2026-10-01", ("sales", "since 2026-10-01")),
        ("sales dashboard for Tehran", ("sales", "for Tehran")),
        ("عملکرد فروش ماه گذشته", ("sales", "ماه گذشته")),
        ("analysis", ("churn", "")),
        ("performance", ("sales", "")),
        ("everything", None),
        ("last quarter", None),
        ("", None),
    ],
)
def test_the_longest_name_it_begins_with(text: str, found: tuple[str, str] | None, catalogue: Catalogue) -> None:
    assert named_dashboard(text, catalogue) == found
