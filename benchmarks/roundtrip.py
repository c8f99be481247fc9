"""The round trip: generated queries said in words and read back, by shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from time import monotonic

from benchmarks.questions import TODAY
from benchmarks.table import Table
from benchmarks.valid_queries import SHAPES, Source
from intents.read import Reader
from intents.sentence import sentence_of
from queries.dataset import Dataset
from queries.query import Calendar, Query

CALENDARS: dict[str, tuple[Calendar, ...]] = {"en": ("gregorian",), "fa": ("jalali", "jalali", "gregorian")}
_EVERY = 30.0
"""Seconds between two lines that say how far it is."""


@dataclass(frozen=True)
class Trip:
    """A query, its sentence and what came of reading it: "identical", "asked", "refused" or "other" (a wrong one)."""

    shape: str
    query: Query
    sentence: str
    outcome: str
    read: Query | None


def trips(source: Source, reader: Reader, language: str, count: int, seed: int = 1) -> Iterator[Trip]:
    """That many round trips, all shapes in turn; the same ones for the same seed."""
    draw, shapes = Random(seed), tuple(SHAPES)
    for place in range(count):
        shape = shapes[place % len(shapes)]
        query = source.query(shape, draw)
        sentence = sentence_of(query, source.catalogue, language, source.members)
        reading = reader.read(sentence, source.today)
        if reading.status == "answered":
            outcome = "identical" if reading.query == query else "other"
        else:
            outcome = "asked" if reading.status == "clarify" else "refused"
        yield Trip(shape, query, sentence, outcome, reading.query)


def roundtrip_table(company: Dataset, language: str, count: int = 20_000) -> Table:
    """How many queries of each shape come back as they were; tells every 30 seconds how far it is."""
    source = Source(company.catalogue, company.members, TODAY, CALENDARS[language])
    reader = Reader(company.catalogue, company.members, tuple(CALENDARS))
    outcomes: Counter[tuple[str, str]] = Counter()
    told = monotonic()
    for place, trip in enumerate(trips(source, reader, language, count), 1):
        outcomes[trip.shape, trip.outcome] += 1
        if monotonic() - told > _EVERY:
            told = monotonic()
            print(f"{place} of {count} queries said and read in {language}", flush=True)
    table = Table(f"Round trip ({language})", ("shape", "generated", "identical", "asked", "refused", "other"))
    for shape in (*SHAPES, "all"):
        kinds = {
            kind: sum(n for (s, k), n in outcomes.items() if k == kind and shape in (s, "all"))
            for kind in ("identical", "asked", "refused", "other")
        }
        table.add(shape, str(sum(kinds.values())), *(str(n) for n in kinds.values()))
    return table
