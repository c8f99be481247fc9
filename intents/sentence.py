"""A query put into one canonical sentence that reads back to the same query."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from queries.catalogue.model import Catalogue
from queries.members import Members
from queries.query import Query


class _Speaker(Protocol):
    def speak(self, query: Query, catalogue: Catalogue, members: Members | None = None) -> str: ...


def sentence_of(query: Query, catalogue: Catalogue, language: str = "en", members: Members | None = None) -> str:
    """The canonical sentence in a language, by that language's own module; `members` give names in that language."""
    speaker = cast(_Speaker, import_module(f"intents.{language}.sentence"))
    return speaker.speak(query, catalogue, members)
