"""A conversation so far: the query before, and those before that for going back."""

from __future__ import annotations

from dataclasses import dataclass

from intents.reading import Reading
from queries.query import Query

MOST = 20
"""Queries of a conversation that are kept; it is not gone back further."""


@dataclass(frozen=True, slots=True)
class Thread:
    """`before` is the query that the next turn goes on from, `earlier` those before it, the oldest first."""

    before: Query | None = None
    earlier: tuple[Query, ...] = ()

    def after(self, reading: Reading | None) -> Thread:
        """The conversation after a turn: what was not answered leaves it as it was."""
        if reading is None or reading.status != "answered" or reading.query is None:
            return self
        asked = set(reading.query.metrics) if reading.query.analysis == "definition" else None
        if asked is not None and self.before is not None and asked <= set(self.before.metrics):
            return self  # what a figure of the answer means is asked aside
        if any(note.code == "back" for note in reading.assumed):
            return Thread(reading.query, self.earlier[:-1])
        if self.before is None or reading.query == self.before:
            return Thread(reading.query, self.earlier)
        return Thread(reading.query, (*self.earlier, self.before)[-MOST:])
