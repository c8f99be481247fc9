"""What a digest says: three facts that matter, its figures, who is ahead, which goals are behind, one picture.

Everything in it is the answer to a question that its owner could ask, by the one path of all questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.answering import Answering, Question
from bot.dashboard_items import item_of, tile_queries
from bot.digests.facts import Told, cell, facts_of
from bot.digests.plan import Subject
from bot.reply import Reply, ReplyTable
from bot.reply_table import reply_table
from bot.rights import Access
from bot.voice import Voice
from charts.chart import Chart
from charts.grid import Board, Grid, Part
from queries.answer import Value
from queries.calendars.rules import rules_of
from queries.catalogue.model import Catalogue
from queries.locale import change_text, day_text, list_text
from queries.query import Calendar, Compare, Filter, Period, Query, Rank, Unit
from queries.rights import offered

MOST_FIGURES, MOST_RANKED, MOST_GOALS = 8, 10, 5
_TREND = 12


class NothingToSay(Exception):
    """No figure of a digest has an answer; the labels of those that were tried."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Content:
    """`period` are the days it is about. `query` is the first figure's question, from which its thread goes on.

    `queries` are all that its figures are the answers to, rights included.
    `through` is the last day with data; `figures`, `ranking` and `goals` are tables as text; `draw` makes the picture.
    """

    title: str
    period: Period
    period_text: str
    facts: tuple[str, ...]
    figures: ReplyTable | None
    ranking: ReplyTable | None
    ranking_title: str
    goals: tuple[str, ...]
    missing: tuple[str, ...]
    told: tuple[Reply, ...]
    queries: tuple[Query, ...]
    query: Query
    through: date | None
    draw: Callable[[], Chart]


def compose(
    subject: Subject, period: Period, answering: Answering, access: Access | None, today: date, language: str
) -> Content:
    """The digest of a subject over a period, as somebody with those rights sees it.

    Raises NothingToSay where none of its figures can be answered.
    """
    seen = answering.seen_by(access)
    made = _Digest(subject, period, seen, Question("", today, language=language, access=access))
    return made.content()


class _Digest:
    """One digest while it is made."""

    def __init__(self, subject: Subject, period: Period, seen: Answering, question: Question) -> None:
        self._subject, self._period, self._seen, self._question = subject, period, seen, question
        self._voice: Voice = seen.voice(question.language or "en")
        self._catalogue: Catalogue = seen.dataset.catalogue
        self._missing: list[str] = []
        self._asked: list[Query] = []

    def content(self) -> Content:
        voice, told = self._voice, self._figures()
        if not told:
            raise NothingToSay(tuple(self._missing))
        first = told[0]
        people, rest, trend = self._ranked(first), self._moved(first), self._trend(first)
        goals = tuple(self._goals())
        ranking = people.answer if people is not None else None
        assert first.reply.reading is not None and first.reply.reading.query is not None
        shown = first.reply.answer.period if first.reply.answer and first.reply.answer.period else self._period
        return Content(
            title=self._title(),
            period=self._period,
            period_text=voice.period(shown),
            facts=facts_of(told, rest, self._period, self._voice),
            figures=self._table(told),
            ranking=reply_table(ranking, voice, max_rows=MOST_RANKED) if ranking is not None else None,
            ranking_title=voice.words.digest["ranking"].format(figure=voice.inside(first.reply.query.metrics[0]))
            if first.reply.query
            else "",
            goals=goals,
            missing=tuple(self._missing),
            told=tuple(t.reply for t in told),
            queries=tuple(self._asked),
            query=first.reply.reading.query,
            through=first.full.data_through,
            draw=lambda: self._picture(told, trend, people, rest),
        )

    def _title(self) -> str:
        voice, subject = self._voice, self._subject
        found = self._catalogue.dashboards.get(subject.dashboard or "")
        name = voice.name(found.words, found.id) if found else voice.words.digest["company"]
        members = [voice.member(f.dimension, m) for f in subject.filters if f.op == "in" for m in f.members]
        return f"{name}: {list_text(members, voice.language)}" if members else f"{name}: {self._catalogue.name}"

    # the questions

    def _reply(self, query: Query) -> Reply | None:
        """The answer with rows; None, and named as missing, where there is none."""
        reply = self._seen.reply_to_query(query, self._question)
        if reply.status != "answered" or reply.answer is None or not reply.answer.rows or reply.query is None:
            return None
        self._asked.append(reply.query)
        return reply

    def _queries(self) -> list[Query]:
        """The figures, each as a question over the digest's days."""
        subject, today = self._subject, self._question.today
        asked = Query(filters=subject.filters, period=self._period, calendar=self._period.calendar)
        if subject.figures:
            return [replace(asked, metrics=(m,)) for m in subject.figures][:MOST_FIGURES]
        found = self._catalogue.dashboards.get(subject.dashboard or "")
        items = []
        for item in found.items if found else ():
            reading = self._seen.reader.read(item.get("en") or next(v for k, v in item.items() if k != "id"), today)
            if reading.status == "answered" and reading.query is not None:
                items.append(item_of(item.get("id", ""), reading.query, asked, self._catalogue, today))
        queries = tile_queries(items, asked, self._catalogue)
        return (queries or [replace(asked, metrics=(m,)) for m in self._plain_figures()])[:MOST_FIGURES]

    def _plain_figures(self) -> Iterator[str]:
        """Where no dashboard says what matters: the figures of the catalogue in its order."""
        allowed = offered(self._seen.dataset)
        narrowed = {f.dimension for f in self._subject.filters}
        aims = {aim for m in self._catalogue.metrics.values() for aim in (m.goal, m.attainment) if aim}
        for metric in self._catalogue.metrics.values():
            known = allowed is None or metric.id in allowed
            if known and not metric.hidden and metric.id not in aims and narrowed <= metric.dimensions:
                yield metric.id

    def _figures(self) -> list[Told]:
        told = []
        for query in self._queries():
            reply = self._reply(query)
            if reply is None or reply.pictured is None or reply.answer is None:
                self._missing.append(self._voice.label(query.metrics[0]))
                continue
            told.append(Told(reply, reply.pictured()))
        return told

    def _ranked(self, first: Told) -> Reply | None:
        """The people behind the first figure, the best first; None where it is about one of them or has not several."""
        person = next((d.id for d in self._catalogue.dimensions.values() if d.person), None)
        metric = self._catalogue.metrics[first.reply.query.metrics[0]] if first.reply.query else None
        about = {f.dimension for f in self._subject.filters if len(f.members) == 1}
        if person is None or metric is None or person not in metric.dimensions or person in about:
            return None
        order: Rank = Rank("bottom" if metric.good == "down" else "top", MOST_RANKED)
        reply = self._reply(
            Query(
                metrics=(metric.id,),
                by=(person,),
                filters=self._subject.filters,
                period=self._period,
                rank=order,
                analysis="breakdown",
                chart="leaderboard",
                calendar=self._period.calendar,
            )
        )
        return reply if reply is not None and reply.answer is not None and len(reply.answer.rows) > 1 else None

    def _moved(self, first: Told) -> Reply | None:
        """The first figure by the widest breakdown within the digest's subject, against the period before."""
        if first.reply.query is None:
            return None
        metric = self._catalogue.metrics[first.reply.query.metrics[0]]
        taken = {f.dimension for f in (*self._subject.filters, *first.reply.query.filters)}
        for dimension in self._catalogue.dimensions.values():
            fits = dimension.scope and not dimension.person and dimension.id in metric.dimensions
            if not fits or dimension.id in taken:
                continue
            reply = self._reply(
                Query(
                    metrics=(metric.id,),
                    by=(dimension.id,),
                    filters=self._subject.filters,
                    period=self._period,
                    compare=Compare("previous_period"),
                    analysis="breakdown",
                    calendar=self._period.calendar,
                )
            )
            if reply is not None and reply.answer is not None and len(reply.answer.rows) > 1:
                return reply
        return None

    def _goals(self) -> Iterator[str]:
        """The goals that are behind, the furthest first."""
        if self._catalogue.goals is None:
            return
        kept = tuple(f for f in self._subject.filters if f.dimension == self._catalogue.goals.dimension)
        if self._subject.filters and not kept:
            return
        reply = self._reply(Query(analysis="goals", filters=kept, period=self._period, calendar=self._period.calendar))
        if reply is None or reply.answer is None:
            return
        voice, names = self._voice, [c.id for c in reply.answer.columns]
        rows = [dict(zip(names, row, strict=True)) for row in reply.answer.rows]
        late = sorted((r for r in rows if r["status"] == "behind"), key=lambda r: _number(r["attainment"]))
        dimension = self._catalogue.goals.dimension
        for row in late[:MOST_GOALS]:
            metric = self._catalogue.metrics[str(row["metric"])]
            yield voice.words.digest["goal"].format(
                member=voice.member(dimension, row[dimension], reply.answer),
                metric=voice.inside(metric.id),
                actual=voice.value(row["actual"], metric.unit),
                goal=voice.value(row["goal"], metric.unit),
                share=voice.value(row["attainment"], "percent"),
                elapsed=voice.value(row["elapsed"], "percent"),
            )
        if len(late) > MOST_GOALS:
            yield voice.words.digest["more_goals"].format(count=voice.value(len(late) - MOST_GOALS, "count"))

    # what is shown

    def _table(self, told: list[Told]) -> ReplyTable | None:
        """A row a figure: what it was, its change, its target and how much of it was reached."""
        voice, words = self._voice, self._voice.words.digest
        rows = [self._row(figure) for figure in told]
        aimed = any(row[3] or row[4] for row in rows)
        compared = next((t.full.compared for t in told if t.full.compared), None)
        change = words["change"].format(period=voice.against(compared, self._period)) if compared else words["plain"]
        heads = (words["figure"], voice.period(self._period), change, words["target"], words["reached"])
        wide = 5 if aimed else 3
        return ReplyTable(heads[:wide], (False, True, True, True, True)[:wide], tuple(r[:wide] for r in rows))

    def _row(self, figure: Told) -> tuple[str, ...]:
        voice, answer = self._voice, figure.full
        index = answer.column("metric") or 0
        column, value = answer.columns[index], answer.rows[0][index]
        metric = self._catalogue.metrics[column.of]
        before = cell(answer, "previous", metric.id)
        change = ""
        if isinstance(value, int | float) and isinstance(before, int | float):
            part = (value - before) / abs(before) if before else None
            change = change_text(value - before, part, metric.unit, voice.language, self._catalogue.currency)
        share = cell(answer, "metric", metric.attainment) if metric.attainment else None
        goal = ""
        if isinstance(share, int | float) and isinstance(value, int | float) and share and metric.good == "up":
            goal = voice.value(value / share, metric.unit)
        reached = voice.value(share, "percent") if isinstance(share, int | float) else ""
        return (voice.label(metric.id), voice.value(value, metric.unit), change, goal, reached)

    def _picture(self, told: list[Told], trend: Reply | None, people: Reply | None, moved: Reply | None) -> Chart:
        """One page: the figures, how the first one came here, who is ahead and what moved."""
        voice = self._voice
        parts = [
            Part(reply.answer, reply.chart_kind, own)
            for reply, own in ((trend, True), (people, False), (moved, False))
            if reply is not None and reply.answer is not None and reply.chart_kind is not None
        ]
        through = told[0].full.data_through
        day = day_text(through, voice.language, self._period.calendar) if through else ""
        footer = [self._catalogue.name, voice.words.dashboard["through"].format(day=day) if day else ""]
        compared = next((t.full.compared for t in told if t.full.compared), None)
        board = Board(self._title(), self._period, compared, self._subject.filters, " · ".join(f for f in footer if f))
        grid = Grid(board, self._catalogue, voice.members, voice.language)
        return grid.pages([t.full for t in told], parts)[0]

    def _trend(self, first: Told) -> Reply | None:
        """The first figure over the last periods like this one."""
        query, end = first.reply.query, self._period.end
        if query is None or end is None:
            return None
        unit: Unit = self._period.unit if self._period.unit in ("week", "month", "quarter", "year") else "day"
        calendar: Calendar = self._period.calendar
        rules = rules_of(calendar, self._catalogue.calendar)
        past = Period(rules.shift(end, unit, -_TREND), end, unit, _TREND, calendar)
        return self._reply(
            Query(
                metrics=query.metrics[:1],
                by=(unit,),
                filters=self._subject.filters,
                period=past,
                analysis="trend",
                calendar=calendar,
            )
        )


def about(filters: tuple[Filter, ...], voice: Voice) -> str:
    """Whom or what a digest is about: "Team: North"; "" for the whole company."""
    members = [voice.member(f.dimension, m) for f in filters if f.op == "in" for m in f.members]
    return list_text(members, voice.language) if members else ""


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
