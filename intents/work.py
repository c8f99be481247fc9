"""What assembling a query works with, and how it gives up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from intents.parse import Draft, Parse
from queries.answer import Note
from queries.catalogue.model import Catalogue
from queries.query import Query


@dataclass
class Work:
    """What assembling needs and gathers."""

    parse: Parse
    today: date
    assumed: list[Note] = field(default_factory=list)
    penalty: int = 0

    @property
    def draft(self) -> Draft:
        """The draft being assembled."""
        return self.parse.draft

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue it is checked against."""
        return self.parse.catalogue


class Refused(Exception):
    """The parse gives no query; the note says why, `nearest` are what can be answered instead."""

    def __init__(self, note: Note, *nearest: Query) -> None:
        super().__init__(note.code)
        self.note, self.nearest = note, nearest
