"""A dashboard as one answer: the figures of all its items, the sentences that matter, and pages of pictures.

The figures are ready before the pictures: `pages` are drawn when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from bot.dashboard_items import Item, item_of, tile_queries
from bot.insights import Insight
from bot.notes import note_text
from bot.people import Unresolved
from bot.reading_line import query_parts
from bot.voice import Voice
from data.rows import QueryTimeout
from queries.answer import Answer, Column, Note
from queries.cannot import CannotAnswer, refuse
from queries.catalogue.model import Dashboard as Items
from queries.locale import list_text
from queries.query import Calendar, ChartKind, Filter, Period, Query

if TYPE_CHECKING:
    from bot.dashboard_pages import Page

MOST_SENTENCES = 6
_MOST_FIGURES = 3
_AT_ONCE = 4  # statements of one dashboard
_COLUMNS = (Column("question", "text", "text", "question"), Column("answer", "text", "text", "answer"))


@dataclass(frozen=True, slots=True)
class Told:
    """A question's answer as its own reply gives it: `answer` is what was asked, `told` what its headline tells too."""

    query: Query
    told: Answer
    answer: Answer
    kind: ChartKind
    headline: str
    insights: tuple[Insight, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """An item of a dashboard with its answer. `own_window`: its days are its own, not the dashboard's."""

    id: str
    what: str
    answer: Told
    own_window: bool = False


@dataclass(frozen=True)
class Dashboard:
    """`items` are the answers in the catalogue's order, `tiles` the figures at the top, `missing` what could not be
    shown with the reason. `sentences` are the most important headlines, `period` the days of all items that have none
    of their own, cut at the last day with data, `compared` those that the tiles' changes are against, `filters`
    what the whole dashboard is narrowed to.
    """

    name: str
    title: str
    period: Period | None
    compared: Period | None
    sentences: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]
    tiles: tuple[Told, ...]
    items: tuple[Shown, ...]
    voice: Voice
    calendar: Calendar = "gregorian"
    filters: tuple[Filter, ...] = ()
    with_past: Callable[[Answer], Answer] = field(default=lambda figure: figure, compare=False, repr=False)

    @property
    def period_text(self) -> str:
        """The days of all items that have none of their own."""
        return self.voice.period(self.period) if self.period else ""

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pictures as figures, drawn at the first call; `bot.dashboard_pages.render` makes PNG of one."""
        from bot.dashboard_pages import pages_of

        return pages_of(self)


Read = Callable[[str, date], Query | None]
Tell = Callable[[Query], Told]


def compose_dashboard(
    query: Query, today: date, voice: Voice, read: Read, tell: Tell, with_past: Callable[[Answer], Answer]
) -> Dashboard:
    """All items of the dashboard a query names, each answered by `tell` like the same question asked alone.

    `with_past` adds to a single figure how it came here; it is called only for the pictures.
    Raises CannotAnswer where the catalogue has no such dashboard.
    """
    catalogue = voice.catalogue
    found = catalogue.dashboards.get(query.dashboard or "")
    if found is None:
        raise refuse("which_dashboard", dashboards=tuple(catalogue.dashboards))
    items, unread = _items(found, query, voice, today, read)
    tiles = tile_queries(items, query, catalogue)
    wanted = list(dict.fromkeys([*tiles, *(i.query for i in items if i.problem is None)]))
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="dashboard") as pool:
        outcomes = dict(zip(wanted, pool.map(lambda q: _outcome(q, tell, voice), wanted), strict=True))
    shown, missing = [], unread
    for item in items:
        outcome = note_text(item.problem, voice) if item.problem else outcomes[item.query]
        if isinstance(outcome, str):
            missing.append((_what(item.query, voice), outcome))
        elif outcome.answer.rows:
            shown.append(Shown(item.id, _what(outcome.query, voice, outcome.told), outcome, item.own_window))
        else:
            missing.append((_what(item.query, voice), outcome.headline))
    figures = tuple(t for q in tiles if isinstance(t := outcomes[q], Told) and t.answer.rows)
    period = _usual([t.told.period for t in figures]) or query.period
    return Dashboard(
        name=found.id,
        title=_title(found, query, voice),
        period=period,
        compared=_usual([t.told.compared for t in figures]),
        sentences=_sentences(figures, shown, period),
        missing=tuple(missing),
        tiles=figures,
        items=tuple(shown),
        voice=voice,
        calendar=query.calendar,
        filters=query.filters,
        with_past=with_past,
    )


def as_answer(dashboard: Dashboard, query: Query) -> Answer:
    """The dashboard as a table: what each item is about and its headline."""
    rows = tuple((item.what, item.answer.headline) for item in dashboard.items)
    notes = [Note("not_shown", {"what": what, "why": why}) for what, why in dashboard.missing]
    return Answer(query, _COLUMNS, rows, period=query.period, notes=tuple(notes))


def _items(
    found: Items, asked: Query, voice: Voice, today: date, read: Read
) -> tuple[list[Item], list[tuple[str, str]]]:
    """The items that can be read, and the questions of those that cannot."""
    items, unread = [], []
    for item in found.items:
        text = item.get("en") or next(iter(v for k, v in item.items() if k != "id"))
        own = read(text, today)
        if own is None:
            unread.append((text, voice.words.dashboard["unread"]))
        else:
            items.append(item_of(item.get("id", text), own, asked, voice.catalogue, today))
    return items, unread


def _outcome(query: Query, tell: Tell, voice: Voice) -> Told | str:
    """The answer, or why there is none."""
    try:
        return tell(query)
    except CannotAnswer as refusal:
        return note_text(refusal.note, voice)
    except Unresolved as problem:
        return voice.words.page[problem.code]
    except QueryTimeout as problem:
        return voice.words.page["timeout"].format(reason=problem)


def _usual(periods: list[Period | None]) -> Period | None:
    """The period that most have."""
    known = [p for p in periods if p is not None]
    return max(known, key=known.count, default=None)


def _is_within(day: date | None, period: Period | None) -> bool:
    return day is None or period is None or period.start is None or day >= period.start


def _what(query: Query, voice: Voice, answer: Answer | None = None) -> str:
    return " · ".join(query_parts(query, voice, answer.period if answer else None))


def _title(found: Items, query: Query, voice: Voice) -> str:
    """ "Sales performance: Tehran"."""
    name = voice.name(found.words, found.id)
    members = [voice.member(f.dimension, m) for f in query.filters if f.op == "in" for m in f.members]
    return f"{name}: {list_text(members, voice.language)}" if members else name


def _sentences(tiles: tuple[Told, ...], items: list[Shown], period: Period | None) -> tuple[str, ...]:
    """The headlines of the first figures, then what is most notable in the breakdowns, one sentence of each figure.

    What happened before the days of the page is no news of it.
    """
    told = [t.headline for t in tiles[:_MOST_FIGURES]]
    notable = sorted(
        (
            (insight, i.answer.query.metrics[:1])
            for i in items
            for insight in [own for own in i.answer.insights if _is_within(own.day, period)][:1]
        ),
        key=lambda pair: -pair[0].weight,
    )
    first = {metric: insight.text for insight, metric in reversed(notable)}
    found = [insight.text for insight, metric in notable if first[metric] == insight.text]
    return tuple(dict.fromkeys([*told, *found]))[:MOST_SENTENCES]
