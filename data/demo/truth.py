"""What was planted in the demo data: the stories with their names, dates and sizes, written as truth.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Story:
    """`facts` holds ids, names, dates and sizes: enough to ask «why» and to check the answer."""

    id: str
    title: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Truth:
    seed: int
    scale: int
    today: date
    first: date
    rows: Mapping[str, int]
    members: Mapping[str, Mapping[str, object]]
    stories: tuple[Story, ...]

    def story(self, id: str) -> Story:
        return next(story for story in self.stories if story.id == id)


def plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} has no place in truth.json")


def write_truth(truth: Truth, path: Path) -> None:
    path.write_text(json.dumps(asdict(truth), ensure_ascii=False, indent=2, default=plain) + "\n", "utf-8")
