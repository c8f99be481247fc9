"""The reader: a question in words becomes a reading, the same one every time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from intents.assemble import Candidate, assemble
from intents.cover import best_covers
from intents.islands import find_islands
from intents.language import load_language
from intents.lexicon import build_lexicon
from intents.outcome import Attempt, Outcomes
from intents.parse import Parse, choices_of, run_rules
from intents.periods import PeriodMatch, find_periods
from intents.reading import Reading
from intents.rules import RULES
from intents.spelling import Spelling
from intents.tokens import Token, tokenise
from intents.typos import repaired
from queries.answer import Note
from queries.catalogue.model import Catalogue
from queries.members import Members

LONGEST = 600
"""Characters of a question; longer text is not a question about figures."""
_COVERS, _CHOICES = 6, 24


class Reader:
    """Reads questions about one catalogue. All lookups are built here; `read` only uses them."""

    def __init__(self, catalogue: Catalogue, members: Members, languages: tuple[str, ...] = ("en",)) -> None:
        self._catalogue = catalogue
        self._members = members
        self._languages = tuple(load_language(code) for code in languages)
        self._lexicon = build_lexicon(catalogue, members, self._languages)
        self._spelling = Spelling(self._lexicon.vocabulary)
        self._outcomes = Outcomes(catalogue, members, self._lexicon)

    def read(self, question: str, today: date, *, language: str | None = None) -> Reading:
        """The reading of a question asked on a day."""
        code = language or self._languages[0].code
        if len(question) > LONGEST:
            return Reading(question, code, "refused", None, message=Note("too_long", {"longest": LONGEST}))
        tokens = tokenise(question)
        while tokens and tokens[0].text.startswith("<@"):
            tokens = tokens[1:]  # whom the question is put to
        if not any(t.kind != "punct" for t in tokens):
            return Reading(question, code, "help", None, message=Note("help", {}))
        attempt = self._attempt(question, tokens, today, code)
        if attempt.unread:
            attempt = self._spelt_right(question, tokens, attempt, today, code)
        return self._outcomes.reading(question, code, attempt, today)

    def _attempt(self, question: str, tokens: list[Token], today: date, code: str) -> Attempt:
        """The best candidates over the best covers and senses."""
        islands = find_islands(tokens, self._lexicon, lambda i, j: self._periods(tokens, i, j, today, code), question)
        covers = best_covers(tokens, islands, _COVERS)
        attempt = Attempt(tokens)
        for cover in covers:
            if attempt.settled(cover.weight):
                break
            unread = tuple(tokens[i] for i in cover.unread)
            for items in choices_of(cover, self._lexicon, _CHOICES):
                parse = Parse(items, self._catalogue, self._members, self._lexicon)
                run_rules(parse, RULES)
                candidate: Candidate = assemble(parse, today)
                attempt.add(cover, candidate, unread)
        return attempt

    def _periods(self, tokens: list[Token], i: int, j: int, today: date, code: str) -> list[PeriodMatch]:
        found = find_periods(tokens[i:j], today, self._catalogue.calendar, code)
        return [replace(p, first=p.first + i, last=p.last + i) for p in found] if i else found

    def _spelt_right(self, question: str, tokens: list[Token], attempt: Attempt, today: date, code: str) -> Attempt:
        """The question with its unknown words spelt right, where that makes it readable."""
        for tried, corrections in repaired(tokens, attempt.unknown, self._lexicon, self._spelling):
            again = self._attempt(question, tried, today, code)
            attempt.consider(again, corrections)
        return attempt.best_repair()
