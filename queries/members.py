"""The members of each dimension, read from the data once when it is published, for reading questions and choosing charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Members:
    """`names[dimension]` are the canonical members (without the missing one) with their names in other languages.

    names["territory"]["Tehran"] == {"fa": "تهران"}. A member whose name several entities share appears once.
    `version` changes whenever the data does.
    """

    names: Mapping[str, Mapping[str, Mapping[str, str]]]
    version: str

    def count(self, dimension: str) -> int:
        """How many members a dimension has; 0 where it is unknown."""
        return len(self.names.get(dimension, {}))
