"""The dashboards' questions in both languages, as a file for `kpibot sheet`: all their pictures on one page to look at.

    python -m tests.charts.questions_sheet >questions.txt
    kpibot sheet questions.txt FOLDER --today 2026-11-23

writes ITEM_LANGUAGE.png for each; the further questions of an item are ITEM.1, ITEM.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

ITEMS = Path(__file__).parents[1] / "acceptance" / "dashboards.yaml"


def questions() -> Iterator[tuple[str, str]]:
    """ITEM_LANGUAGE and the question, 152 in all."""
    for items in yaml.safe_load(ITEMS.read_text("utf-8")).values():
        for item in items if isinstance(items, list) else ():
            for number, asked in enumerate([item, *(item.get("also") or ())]):
                for language in ("en", "fa"):
                    name = f"{item['id']}.{number}" if number else item["id"]
                    yield f"{name}_{language}", asked[language]


if __name__ == "__main__":
    for name, question in questions():
        print(f"{name}\t{question}")
