"""docs/catalogue.md names every key the loader takes, in the part it belongs to, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from queries.catalogue import keys
from queries.catalogue.load import load_catalogue_text

DOCS = (Path(__file__).parents[2] / "docs" / "catalogue.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", DOCS, flags=re.MULTILINE | re.DOTALL))


def documented(part: str) -> set[str]:
    return set(re.findall(r"^\| `(\w+)` \|", SECTIONS.get(part, ""), flags=re.MULTILINE))


@pytest.mark.parametrize("part", keys.ALL)
def test_each_key_stands_in_its_part(part: str) -> None:
    own = set(keys.ALL[part]) - (set(keys.METRIC) if part.endswith(" metric") else set())
    assert documented(part) == own


def test_the_first_example_loads() -> None:
    example = re.search(r"\n((?:    [^\n]*\n)+)", DOCS)
    assert example is not None
    shop = load_catalogue_text(re.sub(r"^    ", "", example[1], flags=re.MULTILINE))
    assert shop.metrics["average_order_value"].dimensions >= {"country", "month"}
