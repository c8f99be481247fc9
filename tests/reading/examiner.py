"""The examiner's corpus, kept apart from the reader's own: one reading, many phrasings, and what stays unanswered."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "corpus"


@cache
def phrasings() -> tuple[tuple[dict[str, Any], str], ...]:
    """(what it reads as, question) of every phrasing."""
    entries = yaml.safe_load((FOLDER / "examiner_en.yaml").read_text("utf-8"))
    return tuple((entry["reads"], str(question)) for entry in entries for question in entry["asked"])


@cache
def negatives() -> tuple[tuple[str, list[str]], ...]:
    """(question, the outcomes it may have) of everything that must not be answered with a figure."""
    groups = yaml.safe_load((FOLDER / "examiner_negative_en.yaml").read_text("utf-8"))
    return tuple((str(question), group["outcome"]) for group in groups for question in group["asked"])
