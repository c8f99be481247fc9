"""The reader: a question in words becomes a reading, the same one every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

from intents.assemble import Candidate, assemble
from intents.cover import best_covers
from intents.followups import Conversation, leading, with_follow_ups
from intents.islands import Island, find_islands
from intents.language import Language, load_language
from intents.lexicon import Lexicon, build_lexicon, language_words, lexicon_without_members, with_members
from intents.named_in_part import Parts, named_in_part, parts_of_names
from intents.outcome import Attempt, Outcomes
from intents.parse import Parse, choices_of, run_rules
from intents.periods import PeriodMatch, calendar_of
from intents.reading import Correction, Reading
from intents.rules import RULES
from intents.spelling import Spelling
from intents.spoken import language_of, periods_in, taken_apart, without_endings
from intents.tokens import Token, tokenise
from intents.typos import is_other_letter, repaired
from intents.written import as_written
from intents.years import in_their_years
from queries.answer import Note
from queries.catalogue.model import Catalogue
from queries.ends import NO_ENDS, Ends
from queries.members import Members
from queries.query import Query

LONGEST = 600
"""Characters of a question; longer text is not a question about figures."""
_COVERS, _CHOICES = 6, 24


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question's tokens on a day, the words it is read with, and what becomes of each way to take them."""

    question: str
    today: date
    catalogue: Catalogue  # with the calendar of the question's language
    lexicon: Lexicon
    candidate: Callable[[Parse], Candidate]


class Reader:
    """Reads questions about one catalogue. All lookups are built here; `read` only uses them.

    `ends` tell how far the data goes: where that is long ago, a trend for which no period is said ends with it.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        members: Members,
        languages: tuple[str, ...] = ("en",),
        ends: Ends = NO_ENDS,
    ) -> None:
        self._catalogue = catalogue
        self._members = members
        self._languages = tuple(load_language(code) for code in languages)
        self._lexicon = build_lexicon(catalogue, members, self._languages)
        self._spelling = Spelling(self._lexicon.vocabulary, _spelling_of(languages), self._lexicon.many)
        self._ends = ends
        self._outcomes = Outcomes(catalogue, members, self._lexicon, self._spelling, ends=ends)

    def narrowed(self, catalogue: Catalogue, members: Members, offered: frozenset[str] | None = None) -> Reader:
        """A reader that knows no members but those, and suggests no figures but those offered.

        The catalogue is this reader's own, of which no more than what conditions mean may differ.
        """
        reader = copy(self)
        for name in ("_following", "_parts"):
            reader.__dict__.pop(name, None)
        bare, spelling = self._bare
        reader._catalogue, reader._members = catalogue, members
        reader._lexicon = with_members(bare, catalogue, members, self._lexicon.many)
        reader._spelling = Spelling(reader._lexicon.vocabulary, spelling, reader._lexicon.many)
        reader._outcomes = Outcomes(catalogue, members, reader._lexicon, reader._spelling, offered, self._ends)
        return reader

    @cached_property
    def _bare(self) -> tuple[Lexicon, Spelling]:
        """What all narrowed readers share."""
        lexicon = lexicon_without_members(self._catalogue, self._languages)
        codes = tuple(language.code for language in self._languages)
        return lexicon, Spelling(lexicon.vocabulary, _spelling_of(codes))

    def read(
        self,
        question: str,
        today: date,
        *,
        language: str | None = None,
        before: Query | None = None,
        earlier: tuple[Query, ...] = (),
    ) -> Reading:
        """The reading of a question asked on a day.

        With `before`, the query of the question it may go on from, a fragment changes that query; `earlier` are the
        queries before it, the oldest first, for going back.
        """
        code = language or self._languages[0].code
        if len(question) > LONGEST:
            return Reading(question, code, "refused", None, message=Note("too_long", {"longest": LONGEST}))
        lexicon = self._lexicon if before is None else self._following
        tokens = taken_apart(tokenise(question), lexicon)
        spoken = language_of(tokens, lexicon)
        code, catalogue = language or spoken.code, self._on_calendar_of(spoken)
        while tokens and tokens[0].text.startswith("<@"):
            tokens = tokens[1:]  # whom the question is put to
        if not any(t.kind != "punct" for t in tokens):
            return Reading(question, code, "help", None, message=Note("help", {}))
        going_on: Reading | None = None
        if before is not None:
            conversation = Conversation(before, earlier, today)
            attempt = self._read(_Asked(question, today, catalogue, self._following, conversation.candidate), tokens)
            best = attempt.best.candidate
            if not conversation.is_own(best):
                going_on = as_written(self._outcomes.reading(question, code, attempt, today), tokens)
                if going_on.status == "answered" or not conversation.is_loose(best):
                    return going_on
        attempt = self._read(_Asked(question, today, catalogue, self._lexicon, lambda p: _by_itself(p, today)), tokens)
        alone = as_written(self._outcomes.reading(question, code, attempt, today), tokens)
        return alone if going_on is None or _is_sure(alone) else going_on

    @cached_property
    def _following(self) -> Lexicon:
        return with_follow_ups(self._lexicon)

    def _on_calendar_of(self, language: Language) -> Catalogue:
        settings = self._catalogue.calendar
        calendar = calendar_of(settings, language.code)
        if calendar == settings.default:
            return self._catalogue
        return replace(self._catalogue, calendar=replace(settings, default=calendar))

    def _read(self, asked: _Asked, tokens: list[Token]) -> Attempt:
        attempt = self._attempt(asked, tokens)
        if attempt.unread:
            bare = without_endings(tokens, attempt.unknown, asked.lexicon)
            if bare != tokens and not (without := self._attempt(asked, bare)).unread:
                return without
            attempt = self._spelt_right(asked, tokens, attempt)
        return self._called_in_part(asked, tokens, attempt) if attempt.unread else attempt

    def _called_in_part(self, asked: _Asked, tokens: list[Token], attempt: Attempt) -> Attempt:
        """The question with the unread words as a part of some figures' names, where that makes it readable."""
        part = named_in_part(tokens, attempt.unknown, self._parts, asked.lexicon)
        if part is None:
            return attempt
        found = self._over([*self._islands(asked, tokens), part], asked, tokens)
        return attempt if found.unread else found.doubted()

    @cached_property
    def _parts(self) -> Parts:
        return parts_of_names(self._catalogue, self._lexicon, self._outcomes.offered)

    def _attempt(self, asked: _Asked, tokens: list[Token]) -> Attempt:
        """The best candidates over the best covers and senses."""
        return self._over(self._islands(asked, tokens), asked, tokens)

    def _islands(self, asked: _Asked, tokens: list[Token]) -> list[Island]:
        return find_islands(tokens, asked.lexicon, lambda i, j: self._periods(asked, tokens, i, j), asked.question)

    def _over(self, islands: list[Island], asked: _Asked, tokens: list[Token]) -> Attempt:
        covers = best_covers(tokens, islands, _COVERS)
        attempt = Attempt(tokens)
        for cover in covers:
            if attempt.settled(cover.weight):
                break
            unread = tuple(tokens[i] for i in cover.unread)
            choices = choices_of(cover, asked.lexicon, _CHOICES)
            for items in (dated for choice in choices for dated in in_their_years(choice)):
                parse = Parse(items, asked.catalogue, self._members, asked.lexicon)
                attempt.add(cover, asked.candidate(parse), unread)
        return attempt

    def _periods(self, asked: _Asked, tokens: list[Token], i: int, j: int) -> list[PeriodMatch]:
        found = periods_in(tokens[i:j], asked.today, self._catalogue.calendar, self._lexicon)
        lead = 0 if i or asked.lexicon is self._lexicon else leading(tokens[i:j], asked.lexicon)
        if lead and all(p.first < lead or p.first > lead for p in found):
            # "what about 2025" is a year after words of going on, no number of something
            after = periods_in(tokens[lead:j], asked.today, self._catalogue.calendar, self._lexicon)
            found += [replace(p, first=p.first + lead, last=p.last + lead) for p in after if not p.first]
        found = [replace(p, first=p.first + i, last=p.last + i) for p in found] if i else found
        return [_as_typed(p, asked.question, tokens) if p.problem is not None else p for p in found]

    def _spelt_right(self, asked: _Asked, tokens: list[Token], attempt: Attempt) -> Attempt:
        """The question with its unknown words spelt right, where that makes it readable."""
        without: Attempt | None = None
        for tried, corrections in repaired(tokens, attempt.unknown, asked.lexicon, self._spelling):
            islands = self._islands(asked, tried)
            if not _read_all(corrections, tried, islands):
                continue  # a word of some member's name, which is not here
            if any(is_other_letter(one) for one in corrections):
                # A name that was put right must say something: "revenue of Bayer" is not the buyers' revenue.
                left = [token for i, token in enumerate(tokens) if i not in attempt.unknown]
                without = without or self._attempt(asked, left)
            attempt.consider(self._over(islands, asked, tried), corrections, without)
        return attempt.best_repair()


@cache
def _spelling_of(codes: tuple[str, ...]) -> Spelling:
    """The right words of languages alone, which all readers of a process share."""
    return Spelling(language_words(codes).vocabulary)


def _as_typed(match: PeriodMatch, question: str, tokens: Sequence[Token]) -> PeriodMatch:
    """The words of an impossible period as the person wrote them."""
    said = match.last - match.first if match.said is None else match.said.node.last - match.said.node.first
    text = question[tokens[match.last - said].start : tokens[match.last - 1].end]
    assert match.problem is not None
    return replace(match, problem=Note(match.problem.code, {**match.problem.facts, "text": text}))


def _read_all(corrections: Sequence[Correction], tokens: Sequence[Token], islands: Sequence[Island]) -> bool:
    """Whether each word put right means something where it stands."""
    right = {word for correction in corrections for word in correction.read.split()}
    read = {place for island in islands for place in range(island.first, island.last)}
    return all(place in read for place, token in enumerate(tokens) if token.text in right)


def _is_sure(reading: Reading) -> bool:
    """It is a whole question: nothing but the period had to be guessed."""
    return reading.status == "answered" and {note.code for note in reading.assumed} <= {"period", "counted_by"}


def _by_itself(parse: Parse, today: date) -> Candidate:
    run_rules(parse, RULES)
    return assemble(parse, today)
