"""Run again, init keeps what was edited, adds what is new, leaves out what was taken out, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.founding.files import REPORT
from data.section import WorkspaceError
from queries.catalogue.load import CatalogueError
from tests.founding.companies import init

SALES = "order_id,order_date,region,amount\n1,2025-01-01,North,10\n2,2025-01-02,South,20\n"
WIDER = "order_id,order_date,region,amount,channel\n1,2025-01-01,North,10,Web\n2,2025-01-02,South,20,Shop\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "orders.csv").write_text(SALES, "utf-8")
    init(tmp_path / "ws", [tmp_path / "raw"])
    return tmp_path


def change(place: Path, file: str, old: str, new: str) -> None:
    path = place / "ws" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_nothing_new_changes_nothing(place: Path) -> None:
    before = {path: path.read_bytes() for path in (place / "ws" / "catalogue").iterdir()}
    init(place / "ws", [place / "raw"])
    assert {path: path.read_bytes() for path in (place / "ws" / "catalogue").iterdir()} == before


def test_edits_stay_and_new_columns_come(place: Path) -> None:
    # A label with a comment of the person's own, an entry taken out, an entry in a file of their own, a setting.
    change(place, "catalogue/dimensions.yaml", "label: {en: Region", "# ours, not theirs\n    label: {en: Sales area")
    text = (place / "ws" / "catalogue" / "metrics.yaml").read_text("utf-8")
    cut = text[text.index("  average_order_amount:") :]
    cut = cut[: cut.index("\n\n") + 1] if "\n\n" in cut else cut
    (place / "ws" / "catalogue" / "metrics.yaml").write_text(text.replace(cut, ""), "utf-8")
    (place / "ws" / "catalogue" / "ours.yaml").write_text(
        "metrics:\n  big: {table: orders, agg: count, where: amount > 15, format: count, default_period: all}\n",
        "utf-8",
    )
    change(place, "kpibot.yaml", "currency: USD", "currency: EUR")
    (place / "raw" / "orders.csv").write_text(WIDER, "utf-8")
    (place / "raw" / "costs.csv").write_text("day,cost\n2025-01-01,2\n2025-01-02,3\n", "utf-8")
    asked = init(place / "ws", [place / "raw"])
    assert asked.rows("order amount by sales area") == [("South", 20), ("North", 10)]
    assert asked.rows("order amount by channel") == [("Shop", 20), ("Web", 10)]
    assert asked.rows("big") == [(1,)]
    assert asked.rows("cost") == [(5,)]
    assert "average_order_amount" not in asked.dataset.catalogue.metrics
    assert asked.dataset.catalogue.currency == "EUR"
    assert "# ours, not theirs" in (place / "ws" / "catalogue" / "dimensions.yaml").read_text("utf-8")
    report = (place / "ws" / REPORT).read_text("utf-8")
    assert "dimension region: left as you edited it" in report
    assert "dimension channel: added" in report
    assert "metric average_order_amount: not written: you took it out" in report


def test_a_column_that_is_gone_takes_its_entries_along_but_no_edited_one(place: Path) -> None:
    (place / "raw" / "orders.csv").write_text("order_id,order_date,amount\n1,2025-01-01,10\n2,2025-01-02,20\n", "utf-8")
    assert "region" not in init(place / "ws", [place / "raw"]).dataset.catalogue.dimensions


def test_an_edited_entry_that_no_longer_fits_is_named_and_nothing_changes(place: Path) -> None:
    change(place, "catalogue/dimensions.yaml", "label: {en: Region", "label: {en: Sales area")
    before = (place / "ws" / "data" / "current").read_text("utf-8")
    (place / "raw" / "orders.csv").write_text("order_id,order_date,amount\n1,2025-01-01,10\n2,2025-01-02,20\n", "utf-8")
    with pytest.raises(CatalogueError, match=r"dimensions\.yaml:\d+: .*region"):
        init(place / "ws", [place / "raw"])
    assert (place / "ws" / "data" / "current").read_text("utf-8") == before
    assert "Sales area" in (place / "ws" / "catalogue" / "dimensions.yaml").read_text("utf-8")


def test_a_workspace_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(SALES, "utf-8")
    (tmp_path / "ws").mkdir()
    (tmp_path / "ws" / "kpibot.yaml").write_text("name: Mine\n", "utf-8")
    with pytest.raises(WorkspaceError, match="did not write"):
        init(tmp_path / "ws", [tmp_path / "orders.csv"])
    assert [path.name for path in (tmp_path / "ws").iterdir()] == ["kpibot.yaml"]
