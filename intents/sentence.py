"""A query put into one canonical sentence that reads back to the same query."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from queries.catalogue.model import Catalogue
from queries.query import Query


class _Speaker(Protocol):
    def speak(self, query: Query, catalogue: Catalogue) -> str: ...


def sentence_of(query: Query, catalogue: Catalogue, language: str = "en") -> str:
    """The canonical sentence in a language, by that language's own module."""
    speaker = cast(_Speaker, import_module(f"intents.{language}.sentence"))
    return speaker.speak(query, catalogue)
