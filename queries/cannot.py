"""The refusal: a query that the catalogue or the data cannot serve correctly."""

from __future__ import annotations

from queries.answer import Note


class CannotAnswer(Exception):
    """Raised instead of giving a number that would be wrong; the note says why, as a code that has a sentence."""

    def __init__(self, note: Note) -> None:
        super().__init__(f"{note.code} {dict(note.facts)}")
        self.note = note


def refuse(code: str, **facts: object) -> CannotAnswer:
    """The refusal with that code and facts."""
    return CannotAnswer(Note(code, facts))
