"""English sentences of queries."""

from __future__ import annotations

from queries.catalogue.model import Catalogue
from queries.query import Query


def speak(query: Query, catalogue: Catalogue) -> str:
    """The query as a person would ask it."""
    return " ".join(query.metrics + query.by)
