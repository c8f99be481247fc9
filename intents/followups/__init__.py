"""Questions that go on from the one before: "and by region?", "what about last quarter", "why?", "back".

A question that names its figure and takes nothing up is a new one. A fragment, or a figure with a word that takes the
question before up, changes the query before; what is kept of it is named. What does not fit is asked back or refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from intents.assemble import Candidate, assemble
from intents.followups.changing import changed
from intents.followups.thread import Thread
from intents.followups.turns import Turn, read_turn
from intents.followups.words import leading, with_follow_ups
from intents.parse import Draft, Parse, run_rules
from intents.rules import RULES
from queries.answer import Note
from queries.query import Query

__all__ = ["Conversation", "Thread", "leading", "with_follow_ups"]

_UNLIKELY = 12
"""What it costs to take words that begin with "vs" or "and" as a question of their own."""


@dataclass
class Conversation:
    """Reads a turn as going on from `before`. `own` are the candidates that are questions of their own instead:
    both compete, so that "top 5 customers" goes on although customers are a figure too. `loose` are those that go on
    only because they name no figure.
    """

    before: Query
    earlier: tuple[Query, ...]
    today: date
    own: list[Candidate] = field(default_factory=list)
    loose: list[Candidate] = field(default_factory=list)
    first: tuple[Candidate, frozenset[tuple[int, str]]] | None = None

    def candidate(self, parse: Parse) -> Candidate:
        """What one way to take the words says."""
        turn = read_turn(parse)
        found, marks = self._candidate(parse, turn), _marks(turn)
        if self.first is None:
            self.first = (found, marks)
        elif self.first[0].problem is not None and marks < self.first[1]:
            # What a word of going on asks for cannot be: the words without it are no other reading.
            found.query, found.problem, found.nearest = None, self.first[0].problem, self.first[0].nearest
        return found

    def _candidate(self, parse: Parse, turn: Turn) -> Candidate:
        if turn.may_narrow(parse.catalogue):
            return self._narrowed(parse, turn)
        if turn.stands_alone() or turn.is_empty():
            run_rules(parse, RULES)
            found = assemble(parse, self.today)
            if turn.goes_on():
                found.penalty += _UNLIKELY
            self.own.append(found)
            return found
        if "back" in turn.said:
            return self._back(turn)
        found = changed(replace(parse, draft=Draft()), turn, self.before, self.today)
        if found.query is not None and "by" in turn.said and any(i.either and i.kind == "metric" for i in parse.items):
            # "by customer": a breakdown, although customers are a figure that could be sorted by.
            found.query, found.problem = None, Note("not_part_of_it", {})
            found.penalty += _UNLIKELY
        if not turn.is_fragment():
            self.loose.append(found)
        return found

    def _narrowed(self, parse: Parse, turn: Turn) -> Candidate:
        """Asked back where a condition on the question before and a question of its own are as likely."""
        found = changed(replace(parse, draft=Draft()), turn.narrowing(), self.before, self.today)
        if not turn.fresh.metrics or turn.fresh.metrics[0].id in self.before.metrics:
            return found
        run_rules(parse, RULES)
        alone = assemble(parse, self.today)
        if found.query is not None and alone.query is not None:
            found.problem, found.nearest = Note("narrow_or_instead", {}), (found.query, alone.query)
            found.query = None
        return found

    def _back(self, turn: Turn) -> Candidate:
        draft = Draft(spans=turn.fresh.spans, unread=turn.fresh.unread)
        if not self.earlier:
            return Candidate(None, draft, 0, problem=Note("nothing_before", {}))
        return Candidate(self.earlier[-1], draft, 0, assumed=(Note("back", {}),))

    def is_own(self, candidate: Candidate) -> bool:
        """Whether a candidate starts anew; the best one of a turn that cannot be taken so does not."""
        if self.first is not None and candidate.problem is not None and candidate.problem is self.first[0].problem:
            candidate = self.first[0]
        return any(one is candidate for one in self.own)

    def is_loose(self, candidate: Candidate) -> bool:
        """Whether a candidate goes on without a word that says so."""
        return any(one is candidate for one in self.loose)


def _marks(turn: Turn) -> frozenset[tuple[int, str]]:
    """The words of going on that were taken as such, by their places."""
    marked = ((island.first, value) for island, role, value in turn.fresh.spans if role == "follow_up")
    return frozenset((*marked, *((0, value) for value in turn.said & {"versus"})))
