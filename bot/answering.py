"""The one path of every question: words, reading, query, rows, reply, whether from Slack or a terminal."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from bot.dashboard import Dashboard, Told, as_answer, compose_dashboard
from bot.exits import Exit
from bot.facts import asked_part, nothing_there, with_facts
from bot.failures import write_down
from bot.headline import headline, sentences_of
from bot.help_text import help_table
from bot.history import with_history
from bot.insights import insights_of
from bot.notes import note_text, notes_of
from bot.people import Person, Unresolved, resolve_me
from bot.premise import premise_sentence
from bot.reading_line import reading_line
from bot.reply import Reply
from bot.reply_table import reply_table
from bot.rights import Access, apply
from bot.views import Views
from bot.voice import Voice
from charts.choose import choose
from data.rows import QueryFailed, QueryTimeout
from intents.read import LONGEST, Reader
from intents.reading import Choice, Reading
from intents.sentence import sentence_of
from queries.analyses import analyse
from queries.answer import Answer, Note
from queries.cannot import CannotAnswer
from queries.compiler.days import compared_days
from queries.dataset import Dataset
from queries.query import Query
from queries.rights import offered
from queries.visible import known_only


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, on which day, and who they are: `access` is what they may see, None for the owner.

    `before` is the query that a conversation goes on from, `earlier` those before it, the oldest first
    (`intents.followups.Thread` keeps them).
    """

    text: str
    today: date
    language: str | None = None
    person: Person | None = None
    compute: bool = True  # False: only read it
    valid: bool = True  # False: it was no text
    before: Query | None = None
    earlier: tuple[Query, ...] = ()
    access: Access | None = None

    @property
    def who(self) -> Person | None:
        """Whom "my" means."""
        return self.person or (self.access.person if self.access else None)


@dataclass(slots=True)
class Stopwatch:
    """Milliseconds of each stage."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.spent[name] = self.spent.get(name, 0.0) + round((time.perf_counter() - start) * 1000, 3)


@dataclass(frozen=True, slots=True)
class Answering:
    """A company's data and the reader of its questions."""

    dataset: Dataset
    reader: Reader
    views: Views = field(default_factory=Views, compare=False)

    def seen_by(self, access: Access | None) -> Answering:
        """The same with the data and the reader of somebody's rights: no row and no name beyond them can be reached."""
        if access is None or (access.scope, access.metrics) in (((), None), (self.dataset.scope, self.dataset.allowed)):
            return self
        dataset, reader = self.views.of(self.dataset, self.reader, access)
        return Answering(dataset, reader, self.views)

    def reply(self, question: Question) -> Reply:
        """The reply to a question. Every way a question can fail is a reply too."""
        return self.seen_by(question.access)._reply_to_text(question)

    def _reply_to_text(self, question: Question) -> Reply:
        text = clean(question.text)
        page = self.voice(question.language or "en").words.page
        if not question.valid:
            return _unusable(text, question, page["not_text"])
        if not text:
            return _unusable(text, question, page["empty"])
        if len(text) > LONGEST:
            sentence = page["too_long"].format(
                limit=self._count(LONGEST, question), count=self._count(len(text), question)
            )
            return _unusable(text[:LONGEST], question, sentence)
        watch = Stopwatch()
        try:
            before = self._known(question.before)
            earlier = tuple(known for query in question.earlier if (known := self._known(query)) is not None)
            with watch.stage("parse"):
                reading = self.reader.read(
                    text, question.today, language=question.language, before=before, earlier=earlier
                )
            return self._reply(reading, question, watch)
        except Exception as error:  # a fault of ours in one question must not cost the next ones theirs
            return self._fault(text, question, error)

    def reply_to_choice(self, before: Reply, choice: Choice, question: Question) -> Reply:
        """The reply to one of the choices of the reply before."""
        assert before.reading is not None
        reading = replace(
            before.reading,
            question=choice.question,
            status="answered",
            query=choice.query,
            choices=(),
            message=None,
            unread=(),
        )
        return self.seen_by(question.access)._reply(reading, question, Stopwatch())

    def reply_to_query(self, query: Query, question: Question, before: Reading | None = None) -> Reply:
        """The reply to a query that was chosen and not typed: from a menu, a digest, an alert.

        `before` is the reading that the query was changed from: of what it assumed, what still holds is said again.
        The reply's question is the question's text, where it has one, else the query in words.
        """
        language = question.language or (before.language if before else "en")
        seen = self.seen_by(question.access)
        try:
            query = known_only(query, seen.dataset)
            text = question.text or sentence_of(query, self.dataset.catalogue, language)
            assumed = _still_assumed(before, query) if before else ()
            reading = Reading(text, language, "answered", query, assumed=assumed)
            return seen._reply(reading, question, Stopwatch())
        except CannotAnswer as refusal:
            reading = Reading(question.text, language, "refused", None)
            return _refused(reading, None, note_text(refusal.note, seen.voice(language)), Stopwatch())
        except Exception as error:
            return self._fault(question.text, question, error)

    def _known(self, query: Query | None) -> Query | None:
        """What a conversation goes on from, where somebody else may have said it; None where it is all hidden."""
        try:
            return None if query is None else known_only(query, self.dataset)
        except CannotAnswer:
            return None

    def _fault(self, text: str, question: Question, error: Exception) -> Reply:
        page = self.voice(question.language or "en").words.page
        sentence = page["bug"].format(error=repr(error)) + write_down(error)
        return Reply(text, question.language or "en", "refused", None, sentence, failure=Exit.BUG)

    def voice(self, language: str) -> Voice:
        """The voice of a language for this company."""
        return Voice(language, self.dataset.catalogue, self.dataset.members, self.dataset.engine.dialect)

    def _count(self, number: int, question: Question) -> str:
        return self.voice(question.language or "en").value(number, "count", full=True)

    def _reply(self, reading: Reading, question: Question, watch: Stopwatch) -> Reply:
        voice = self.voice(reading.language)
        if reading.status != "answered" or reading.query is None:
            return _without_answer(reading, voice, watch, offered(self.dataset))
        try:
            reading = replace(reading, query=known_only(reading.query, self.dataset))
        except CannotAnswer as refusal:
            return _refused(replace(reading, query=None), None, note_text(refusal.note, voice), watch)
        assert reading.query is not None
        try:
            query = resolve_me(reading.query, question.who, self.dataset)
            query = apply(query, question.access, self.dataset.catalogue)
        except Unresolved as problem:
            return _refused(reading, reading.query, voice.words.page[problem.code], watch)
        except CannotAnswer as refusal:
            return _refused(reading, reading.query, note_text(refusal.note, voice), watch)
        kind = choose(query, self.dataset.catalogue, self.dataset.members)
        if not question.compute:
            line = reading_line(reading, query, voice)
            return Reply(
                reading.question,
                reading.language,
                "answered",
                reading,
                line,
                line,
                query,
                compared=compared_days(
                    query,
                    self.dataset.catalogue,
                    question.today,
                    self.dataset.through_of(query, question.today),
                ),
                chart_kind=kind,
                timings_ms=watch.spent,
            )
        return self._computed(reading, query, question, voice, watch)

    def _computed(self, reading: Reading, query: Query, question: Question, voice: Voice, watch: Stopwatch) -> Reply:
        dashboard: Dashboard | None = None
        try:
            with watch.stage("answer"):
                if query.analysis == "dashboard":
                    dashboard = self._dashboard(query, question, reading.language)
                    told = answer = as_answer(dashboard, query)
                else:
                    told, answer = self._run(query, question)
        except CannotAnswer as refusal:
            return _refused(reading, query, note_text(refusal.note, voice), watch)
        except QueryTimeout as problem:
            return _failed(reading, query, voice.words.page["timeout"].format(reason=problem), watch)
        except QueryFailed as problem:
            return _failed(reading, query, voice.words.page["no_database"].format(reason=problem), watch)
        first, *more = sentences_of(told, voice)
        sentences = (f"{premise_sentence(reading, told, voice)} {first}".strip(), *more)
        watch.spent.update({name: round(spent, 3) for name, spent in told.timings_ms.items()})
        return Reply(
            question=reading.question,
            language=reading.language,
            status="answered",
            reading=reading,
            headline=" ".join(sentences),
            lead=sentences[0],
            reading_line=reading_line(reading, query, voice, answer.period),
            query=query,
            answer=answer,
            compared=answer.compared,
            table=reply_table(told if len(query.metrics) > 1 else answer, voice),
            notes=tuple(text for note in notes_of(answer, voice.catalogue) if (text := note_text(note, voice))),
            suggestions=reading.suggestions,
            insights=tuple(
                i.text for i in insights_of(answer, voice, lambda q: analyse(q, self.dataset, question.today))
            ),
            dashboard=dashboard,
            pictured=lambda: with_history(answer if query.by else told, self.dataset, question.today),
            chart_kind=choose(query, self.dataset.catalogue, self.dataset.members, answer),
            timings_ms=watch.spent,
        )

    def _run(self, query: Query, question: Question) -> tuple[Answer, Answer]:
        """What the headline tells, with the facts it adds where they can be had; and what was asked."""
        more = with_facts(query, self.dataset.catalogue)
        if more != query:
            try:
                told = analyse(more, self.dataset, question.today)
                asked = asked_part(told, query)
                return (asked if nothing_there(told) else told), asked
            except CannotAnswer:
                pass
        answer = analyse(query, self.dataset, question.today)
        return answer, answer

    def _dashboard(self, query: Query, question: Question, language: str) -> Dashboard:
        """A dashboard whose items are answered like the same questions asked alone."""
        voice, data = self.voice(language), self.dataset

        def read(text: str, today: date) -> Query | None:
            reading = self.reader.read(text, today)
            return self._known(reading.query) if reading.status == "answered" else None

        def tell(item: Query) -> Told:
            mine = apply(resolve_me(item, question.who, data), question.access, data.catalogue)
            told, answer = self._run(mine, question)
            kind = choose(mine, data.catalogue, data.members, answer)
            insights = insights_of(answer, voice, lambda q: analyse(q, data, question.today))
            return Told(mine, told, answer, kind, headline(told, voice), insights)

        made = compose_dashboard(
            query, question.today, voice, read, tell, lambda figure: with_history(figure, data, question.today)
        )
        if not data.scope:
            return made
        # An item's own words may name somebody whom the person may not know of.
        others, unread = voice.words.page["about_others"], voice.words.dashboard["unread"]
        return replace(made, missing=tuple((others if why == unread else what, why) for what, why in made.missing))


def clean(text: str) -> str:
    """The question without control characters and broken halves of characters, which no words contain."""
    kept = (c if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs") else " " for c in text)
    return "".join(kept).strip()


def _unusable(text: str, question: Question, sentence: str) -> Reply:
    return Reply(text, question.language or "en", "refused", None, sentence, failure=Exit.QUESTION)


def _without_answer(reading: Reading, voice: Voice, watch: Stopwatch, offered: frozenset[str] | None) -> Reply:
    page = voice.words.page
    text = note_text(reading.message, voice) if reading.message else ""
    if not text:
        unread = ", ".join(reading.unread)
        text = page["unread"].format(words=unread) if unread else page["choose"]
    return Reply(
        reading.question,
        reading.language,
        reading.status,
        reading,
        text,
        query=reading.query,
        table=help_table(reading.message, voice, offered) if reading.status == "help" and reading.message else None,
        choices=reading.choices,
        suggestions=reading.suggestions,
        timings_ms=watch.spent,
    )


def _refused(reading: Reading, query: Query | None, text: str, watch: Stopwatch) -> Reply:
    return Reply(
        reading.question,
        reading.language,
        "refused",
        reading,
        text,
        query=query,
        suggestions=reading.suggestions,
        timings_ms=watch.spent,
    )


def _failed(reading: Reading, query: Query, text: str, watch: Stopwatch) -> Reply:
    return replace(_refused(reading, query, text, watch), failure=Exit.QUERY)


def _still_assumed(before: Reading, query: Query) -> tuple[Note, ...]:
    """Of what was assumed, what holds of the changed query: its period, by which date its figures are counted."""
    if before.query is None:
        return ()
    same = {"period"} if before.query.period == query.period else set()
    same |= {"counted_by"} if before.query.filters == query.filters else set()
    held = (note for note in before.assumed if note.code in same)
    return tuple(note for note in held if note.facts.get("metric") in (None, *query.metrics))
