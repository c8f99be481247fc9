"""The reading of a question: the query, where its parts stood in the words, what was not understood or assumed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from queries.answer import Note
from queries.query import Query

Status = Literal["answered", "clarify", "refused", "help"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of the question and what they were read as.

    `role` is metric, breakdown, filter, period, compare, rank, having, transform, analysis, chart, me, schedule, word
    (says what it is about), number, filler (ties others together) or unread; `value` names the thing read (a catalogue
    id, a member, a date range).
    """

    start: int
    end: int
    text: str
    role: str
    value: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A misspelt word and the word it was read as."""

    written: str
    read: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading to choose: a short label for a button, the question that reads so, its query."""

    label: str
    question: str
    query: Query


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """Another reading and why it lost: it takes `words` "apart" that belong together, has to "guess" more, or is
    "close", which is asked.
    """

    query: Query
    why: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """`query` is set when answered, and the nearest one when not. `message` says why a question was refused or asked
    back (a code of the language's file with its facts); `suggestions` are questions that work. `went` is the way that
    the question takes for granted that its figure went.
    `assumed` codes are "period", "metric", "grain", "rank" ...; `help` topics are in `message`.
    """

    question: str
    language: str
    status: Status
    query: Query | None
    spans: tuple[Span, ...] = ()
    unread: tuple[str, ...] = ()
    assumed: tuple[Note, ...] = ()
    corrected: tuple[Correction, ...] = ()
    runners_up: tuple[RunnerUp, ...] = ()
    choices: tuple[Choice, ...] = ()
    message: Note | None = None
    suggestions: tuple[str, ...] = ()
    score: int = 0
    went: Literal["up", "down"] | None = None
