"""The reply to a question, before it is shown in a terminal, in Slack or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.dashboard import Dashboard
from bot.exits import Exit
from intents.reading import Choice, Reading, Status
from queries.answer import Answer
from queries.query import ChartKind, Period, Query


@dataclass(frozen=True, slots=True)
class ReplyTable:
    """Cells as text. `numeric` says which columns stand to the right; `more` counts the rows that are not shown: those
    after the rows, or `earlier` ones."""

    headers: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None = None
    more: int = 0
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """`headline` is the answer in one or two sentences, or why there is none. `query` is what was computed, rights and
    "my" included; `answer` its rows; `pictured` makes the answer as its picture shows it, with what the headline tells
    and how it came here: called only by who draws. `compared` are the days its figures are held against. `chart_file`
    is where the picture was saved, `chart_problem` why there is none.
    Of a dashboard `answer` is the table of its items' headlines; `dashboard` has their answers and the pictures.
    """

    question: str
    language: str
    status: Status
    reading: Reading | None
    headline: str
    reading_line: str = ""
    query: Query | None = None
    answer: Answer | None = None
    table: ReplyTable | None = None
    notes: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    suggestions: tuple[str, ...] = ()
    lead: str = ""  # the headline's first sentence, the one with the figure
    insights: tuple[str, ...] = ()  # sentences that matter, after the headline
    dashboard: Dashboard | None = None
    compared: Period | None = None
    pictured: Callable[[], Answer] | None = field(default=None, compare=False)
    chart_kind: ChartKind | None = None
    chart_file: Path | None = None
    chart_files: tuple[Path, ...] = ()  # all pages of a dashboard
    chart_problem: str = ""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    failure: Exit | None = None  # the question could not be used, or the data not be read
