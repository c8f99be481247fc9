"""Periods in a question: "last month", "Q3 2025", "from 4 to 22 January", on the workspace's calendars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import Literal

from intents.periods.atoms import Node
from intents.periods.chart import Chart, parse, value_of, wholes
from intents.periods.grammar import Grammar, compile_grammar
from intents.periods.moment import Now
from intents.periods.values import Span
from intents.periods.wording import Wording
from intents.tokens import Token, glued
from queries.answer import Note
from queries.catalogue.model import CalendarSettings
from queries.query import Calendar, Period


@dataclass(frozen=True, slots=True)
class PeriodMatch:
    """Tokens [first, last) read as a period; `rule` names how.

    `problem` says why the words are no period (an impossible date): a question with it is refused. `weak` words are a
    period only if nothing else claims them. `parts` are the two ends of a range, for "from Q1 to Q2" as a comparison.
    `relative` ones are counted from today.
    `grain` is always None: words of grain belong to the reader. `said` is how it was read, None where nobody said it.
    """

    first: int
    last: int
    period: Period
    rule: str
    problem: Note | None = None
    to_date: bool = False
    future: bool = False
    weak: bool = False
    parts: tuple[Period, ...] = ()
    relative: bool = False
    grain: str | None = None
    kind: Literal["period"] = "period"
    said: Wording | None = field(default=None, compare=False, repr=False)


def find_periods(
    tokens: Sequence[Token],
    today: date,
    calendar: CalendarSettings,
    language: str = "en",
    *,
    day_first: bool = False,
) -> list[PeriodMatch]:
    """The longest periods of a question, in order; several for the same tokens where they can mean several.

    `day_first` reads 3/4/2026 as 3 April.
    """
    grammar = _grammar(language)
    spoken = calendar_of(calendar, language)
    chart = parse(tokens, grammar, Now(today, calendar, spoken, day_first))
    matches: list[PeriodMatch] = []
    reach = 0
    for i in range(len(tokens)):
        if i < reach and not chart.starts[reach]:
            continue  # nothing joins on to what is read already
        by_end: dict[int, list[Node]] = {}
        for compiled, last, slots in wholes(chart, i):
            if last > reach:
                by_end.setdefault(last, []).append(Node("PERIOD", i, last, None, compiled, slots))
        for last in sorted(by_end, reverse=True):
            if longest := _matches(by_end[last], chart, reach):
                # "in 2026" gives way to "2026 to date".
                while matches and _is_lead(range(matches[-1].first, i), chart):
                    longest = [replace(match, first=min(match.first, matches[-1].first)) for match in longest]
                    matches.pop()
                matches += longest
                reach = last
                break
    return matches


def calendar_of(settings: CalendarSettings, language: str = "en") -> Calendar:
    """The calendar that questions in a language mean."""
    return settings.persian if _grammar(language).language.calendar == "persian" else settings.default


def period_vocabulary(language: str = "en") -> frozenset[str]:
    """The words periods are said with: what a misspelt one may be meant as."""
    grammar = _grammar(language)
    later = {word for phrases in grammar.phrases.values() for phrase in phrases for word in phrase.words}
    return frozenset(word for word in grammar.starters | later if word.isalpha())


@lru_cache(maxsize=8)
def _grammar(language: str) -> Grammar:
    return compile_grammar(import_module(f"intents.{language}.periods").WORDS)


def _matches(nodes: list[Node], chart: Chart, reach: int) -> list[PeriodMatch]:
    """What the same tokens mean: the first sure rule that fits them, or else all that weakly do."""
    read = [
        (node, span) for node in nodes if node.by and isinstance(span := value_of(node.by, node.slots, chart.now), Span)
    ]
    for worse in (_has_problem, _is_weak):
        read = [(node, span) for node, span in read if not worse(span)] or read
    read.sort(key=lambda pair: pair[0].by.rank if pair[0].by else 0)
    unique: dict[object, PeriodMatch] = {}
    for node, span in read if read and _is_weak(read[0][1]) else read[:1]:
        match = _match(span, node, chart, reach)
        unique.setdefault((match.period, match.problem is None), match)
    return list(unique.values())


def _has_problem(span: Span) -> bool:
    return span.problem is not None


def _is_weak(span: Span) -> bool:
    return span.weak or span.ambiguous


def _match(span: Span, node: Node, chart: Chart, reach: int) -> PeriodMatch:
    text = _written(chart.tokens, node.first, node.last)
    problem = Note(span.problem, {"text": text}) if span.problem else None
    first = node.first
    while first > reach and _is_lead(range(first - 1, first), chart):
        first -= 1
    return PeriodMatch(
        first,
        node.last,
        period_of(span),
        node.rule,
        problem,
        to_date=span.to_date,
        future=span.start is not None and span.start > chart.now.today,
        weak=_is_weak(span),
        parts=tuple(period_of(part) for part in span.parts),
        relative=span.relative,
        said=Wording(node, chart.now, text),
    )


def _written(tokens: Sequence[Token], first: int, last: int) -> str:
    gaps = ["" if i == first or glued(tokens, i) else " " for i in range(first, last)]
    return "".join(gap + token.text for gap, token in zip(gaps, tokens[first:last], strict=True))


def _is_lead(places: range, chart: Chart) -> bool:
    """Words like "in the" before a period, and nothing else."""
    return all("lead" in chart.grammar.kinds.get(chart.tokens[i].text, ()) for i in places)


def period_of(span: Span) -> Period:
    """The days of a span, for a query."""
    return Period(span.start, span.end, span.unit, span.count, span.calendar)
