"""The demo company's reader for Persian questions, and their corpus: one reading, many phrasings."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from intents.read import Reader
from intents.reading import Reading
from tests.reading.corpus import FOLDER
from tests.reading.demo import TODAY, demo_catalogue, demo_members


@cache
def reader() -> Reader:
    return Reader(demo_catalogue(), demo_members(), ("en", "fa"))


def read(question: str) -> Reading:
    return reader().read(question, TODAY)


@cache
def phrasings() -> tuple[tuple[str, dict[str, Any], str], ...]:
    """(file, what it reads as, question) of every Persian phrasing."""
    found = []
    for file in sorted((FOLDER / "fa").glob("*.yaml")):
        for entry in yaml.safe_load(file.read_text("utf-8")):
            found += [(file.stem, entry["reads"], str(question)) for question in entry["asked"]]
    return tuple(found)


@cache
def negatives() -> tuple[tuple[str, list[str]], ...]:
    """(question, the outcomes it may have) of everything that must not be answered with a figure."""
    groups = yaml.safe_load((FOLDER / "negative_fa.yaml").read_text("utf-8"))
    return tuple((str(question), group["outcome"]) for group in groups for question in group["asked"])
