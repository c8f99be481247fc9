"""The dashboards' questions, read in both languages, get the chart that each item wants."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from charts.choose import choose
from intents.read import Reader
from queries.dataset import Dataset

TODAY = date(2026, 11, 23)
DASHBOARDS = yaml.safe_load((Path(__file__).parents[1] / "acceptance" / "dashboards.yaml").read_text("utf-8"))


def wanted() -> Iterator[tuple[str, str]]:
    """Each question with its chart; a further question of an item has the item's unless it says another."""
    for items in DASHBOARDS.values():
        for item in items:
            for asked in (item, *item.get("also", ())):
                for language in ("en", "fa"):
                    yield asked[language], asked.get("chart", item["chart"])


@pytest.fixture(scope="module")
def reader(demo_dataset: Dataset) -> Reader:
    return Reader(demo_dataset.catalogue, demo_dataset.members, ("en", "fa"))


def test_every_question_gets_the_chart_of_its_item(reader: Reader, demo_dataset: Dataset) -> None:
    wrong, count = [], 0
    for words, kind in wanted():
        query = reader.read(words, TODAY).query
        count += 1
        if query is None or choose(query, demo_dataset.catalogue, demo_dataset.members) != kind:
            wrong.append((words, kind, query and choose(query, demo_dataset.catalogue, demo_dataset.members)))
    assert (wrong, count) == ([], 152)
