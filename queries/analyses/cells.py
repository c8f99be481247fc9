"""Cells of answers: as numbers, and the names of members in other languages."""

from __future__ import annotations

from collections.abc import Iterable

from queries.answer import Value
from queries.dataset import Dataset

Labels = dict[str, dict[str, dict[str, str]]]


def number(value: Value) -> float | None:
    """A cell as a number; None where it holds none."""
    return float(value) if isinstance(value, int | float) else None


def add_labels(labels: Labels, dimension: str, members: Iterable[Value], dataset: Dataset) -> None:
    """The names of a dimension's members in other languages, into an answer's labels."""
    known = dataset.members.names.get(dimension, {})
    for member in members:
        for language, label in known.get(str(member), {}).items():
            labels.setdefault(language, {}).setdefault(dimension, {})[str(member)] = label
