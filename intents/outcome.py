"""From candidate readings to one outcome: answered, asked back, refused, or help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from intents.assemble import Candidate
from intents.cover import Cover
from intents.lexicon import Lexicon
from intents.near_members import near_members
from intents.parse import Draft, Item
from intents.reading import Choice, Correction, Reading, RunnerUp
from intents.sentence import sentence_of
from intents.spans import spans_of
from intents.spelling import Spelling
from intents.suggest import suggestions_for
from intents.tokens import Token
from queries.answer import Note
from queries.catalogue.model import Catalogue
from queries.defaults import default_period, is_dateless
from queries.ends import NO_ENDS, Ends
from queries.members import Members
from queries.query import Query

CLOSE = 2
"""Readings this near in score, with different queries, are asked back."""
JOINED = 5
"""What two words are worth more together than apart (`intents.islands`)."""
DOUBTFUL = 10
"""A reading that guessed this much is asked back even when it stands alone."""
PROBLEM = 60
"""What it costs a reading that it gives no query."""
_MOST_CHOICES = 5
_LACKING = frozenset(("timeline_of_whom", "special_takes_less", "cannot_filter", "cannot_break_down"))


@dataclass
class Scored:
    """A candidate with what it is worth: its cover less what was guessed and left unread."""

    score: int
    candidate: Candidate
    unread: tuple[str, ...]
    cover: Cover | None = None


@dataclass
class Attempt:
    """All candidates for one list of tokens."""

    tokens: Sequence[Token]
    found: list[Scored] = field(default_factory=list)
    corrections: tuple[Correction, ...] = ()
    repairs: list[Attempt] = field(default_factory=list)
    unknown: tuple[int, ...] = ()
    weight: int = 0
    misfit: bool = False
    order: Scored | None = None  # to change data
    lacking: Scored | None = None  # a special answer by its own name, without what it needs

    def add(self, cover: Cover, candidate: Candidate, unread: tuple[Token, ...]) -> None:
        """Take a candidate in."""
        if not self.found:
            self.unknown = cover.unread
        known = [item for item in candidate.draft.unread if not unread or item.kind not in _TYING]
        said = [(t.start, t.text) for t in unread]
        said += [(self.tokens[item.island.first].start, _written(item, self.tokens)) for item in known]
        words = tuple(dict.fromkeys(word for _, word in sorted(said)))
        if not self.found:
            self.weight = cover.weight
        elif cover.weight == self.weight and _good(Scored(0, candidate, words)):
            self.misfit = False
        if _misfits(candidate) and not words and not self._any_good():
            self.misfit = True
        if not self.found and candidate.problem is not None and candidate.problem.code == "cannot_change":
            self.order = Scored(cover.weight, candidate, ())
        if cover.weight == self.weight and self.lacking is None and _lacks(candidate):
            self.lacking = Scored(cover.weight, candidate, ())
        if cover.weight == self.weight and candidate.problem is None and not words:
            self.lacking = _NOTHING
        penalty = candidate.penalty + 30 * len(candidate.draft.unread) + (PROBLEM if candidate.problem else 0)
        self.found.append(Scored(cover.weight - penalty, candidate, words, cover))

    def settled(self, weight: int) -> bool:
        """A good reading stands, and covers of this weight cannot come near it; or the best cover is clear but refused.

        Words that name a thing the catalogue has are not taken apart because it does not fit the figure.
        """
        if weight < self.weight - CLOSE and self.misfit:
            return True
        best = max((s.score for s in self.found if _good(s)), default=None)
        return best is not None and weight < best - CLOSE

    def _any_good(self) -> bool:
        return any(_good(scored) for scored in self.found)

    @property
    def best(self) -> Scored:
        """The best candidate; of equals the first. What decides by itself is never read otherwise."""
        if self.order is not None:
            return self.order
        if self.lacking is not None and self.lacking is not _NOTHING:
            return self.lacking
        first = max(self.found, key=lambda s: (_good(s), -len(s.unread), s.score))
        if _good(first):
            # What was understood, but cannot be answered as it was said, is not read otherwise.
            understood = [s for s in self.found if _is_understood(s) and s.score + PROBLEM > first.score]
            return max(understood, key=lambda s: s.score, default=first)
        return first

    @property
    def unread(self) -> tuple[str, ...]:
        """The words the best candidate did not read."""
        return self.best.unread

    def consider(self, other: Attempt, corrections: tuple[Correction, ...], without: Attempt | None = None) -> None:
        """Keep a repaired attempt that reads everything, and otherwise than without the words put right."""
        if without is not None and _good(without.best) and _same(without.best.candidate, other.best.candidate):
            return
        if _good(other.best):
            other.corrections = corrections
            words = {word for correction in corrections for word in correction.read.split()}
            draft = other.best.candidate.draft
            if any(t.how == "bare" and not t.plural and t.item and t.item.island.last_word in words for t in draft.by):
                other.best.candidate.penalty += DOUBTFUL  # "orders placer" hardly asks for orders by place
            self.repairs.append(other)

    def doubted(self) -> Attempt:
        """Itself, to be asked back whatever it gives."""
        self.best.candidate.penalty += DOUBTFUL
        return self

    def best_repair(self) -> Attempt:
        """The repair to answer; itself where there is none."""
        if not self.repairs:
            return self
        first = max(self.repairs, key=lambda a: a.best.score)
        first.repairs = [a for a in self.repairs if a is not first]
        return first


def _same(one: Candidate, other: Candidate) -> bool:
    return one.query is not None and one.query == other.query


def _misfits(candidate: Candidate) -> bool:
    """A breakdown or filter named in several words is understood, but the figure has it not."""
    draft, code = candidate.draft, candidate.problem.code if candidate.problem else ""
    if candidate.penalty >= DOUBTFUL:
        return False  # what was guessed is no understanding
    named = [t.item for t in draft.by] if code == "cannot_break_down" else []
    if code == "cannot_filter":
        named = [item for use in draft.filters for item in use.items]
    return any(item is not None and item.island.last - item.island.first > 1 for item in named)


def _lacks(candidate: Candidate) -> bool:
    """A special answer called by its own name lacks something or is asked too much of."""
    named = candidate.draft.special.keys() & {"timeline", "scorecard", "profile", "goals", "funnel"}
    return bool(named) and candidate.problem is not None and candidate.problem.code in _LACKING


# Words that only tie an unknown word to the rest.
_TYING = frozenset(("by", "each", "and", "not", "op", "which"))


_UNDERSTOOD = frozenset(
    ("said_of_one", "two_grains", "no_end", "change_condition", "count_of_members", "rate_or_count", "time_or_count",
     "no_sum", "counted_again", "two_sides", "no_ratio", "beside_average", "send_if", "many_breakdowns",
     "transforms_together",
     "no_running_total", "no_share", "year_or_number", "rows_or_groups", "absence_of_all", "weekday_filter",
     "number_of_what", "me_and_others", "several_ranks", "mixed_members", "share_of_member", "several_periods",
     "subscribe_to", "alert_on", "absence_of_all", "contradiction", "unsupported", "not_a_time",
     "or_conditions", "rank_of_one", "share_or_rate", "other_currency", "not_yet_subscribe", "not_yet_alert",
     "forecast_of_rest", "which_reading", "rows_or_buckets", "each_or_average", "pieces_or_kinds",
     "number_of_which")
)  # fmt: skip


def _is_understood(scored: Scored) -> bool:
    problem = scored.candidate.problem
    return problem is not None and problem.code in _UNDERSTOOD and not scored.unread


def _went(draft: Draft) -> Literal["up", "down"] | None:
    up, down = "went:up" in draft.flags, "went:down" in draft.flags
    return None if up == down else "up" if up else "down"


def _why_lost(other: Scored, best: Scored, tokens: Sequence[Token]) -> tuple[str, str]:
    """Why a reading lost to the best one, and the words that it takes apart."""
    if other.cover is not None and best.cover is not None:
        kept = {(island.first, island.last) for island in other.cover.islands}
        for island in best.cover.islands:
            if island.last - island.first > 1 and (island.first, island.last) not in kept:
                return "apart", " ".join(token.text for token in tokens[island.first : island.last])
    return "guess", ""


def _good(scored: Scored) -> bool:
    return scored.candidate.problem is None and not scored.unread


def _written(item: Item, tokens: Sequence[Token]) -> str:
    return " ".join(t.text for t in tokens[item.island.first : item.island.last])


_NOTHING = Scored(0, Candidate(None, Draft(), 0), ())


class Outcomes:
    """Decides the outcome of an attempt."""

    def __init__(
        self,
        catalogue: Catalogue,
        members: Members,
        lexicon: Lexicon,
        spelling: Spelling,
        offered: frozenset[str] | None = None,
        ends: Ends = NO_ENDS,
    ) -> None:
        self.offered, self._spelling, self._ends = offered, spelling, ends
        self._catalogue, self._members, self._lexicon = catalogue, members, lexicon

    def reading(self, question: str, code: str, attempt: Attempt, today: date) -> Reading:
        """The reading of an attempt."""
        best = attempt.best
        base = Reading(
            question,
            code,
            "refused",
            None,
            spans=spans_of(question, best.candidate.draft, attempt.tokens, best.cover),
            unread=best.unread,
            corrected=attempt.corrections,
            score=best.score,
            went=_went(best.candidate.draft),
        )
        if not _good(best):
            return self._not_understood(base, best, today)
        if best.candidate.help is not None:
            return replace(base, status="help", message=best.candidate.help)
        query, assumed = self._complete(best.candidate, today)
        base = replace(base, query=query, assumed=assumed)
        rivals = self._rivals(attempt, best, query, today)
        others = self._other_repairs(attempt, query, today)
        if rivals or others:
            note = Note("which_spelling" if others else "which_reading", {})
            return replace(
                base,
                status="clarify",
                message=note,
                choices=self._choices([query, *rivals, *others], code),
                runners_up=tuple(RunnerUp(one, "close") for one in rivals + others),
            )
        if best.candidate.penalty >= DOUBTFUL:
            return replace(
                base, status="clarify", message=Note("did_you_mean", {}), choices=self._choices([query], code)
            )
        return replace(base, status="answered", runners_up=self._runners_up(attempt, best, query, today))

    def _complete(self, candidate: Candidate, today: date) -> tuple[Query, tuple[Note, ...]]:
        query = candidate.query
        assert query is not None
        if query.period is None and is_dateless(query, self._catalogue):
            return query, candidate.assumed
        if query.period is None and query.analysis != "definition":
            through = self._ends.reach(query.metrics, self._catalogue, today, None)
            period = default_period(query, self._catalogue, today, through)
            return replace(query, period=period), (*candidate.assumed, Note("period", {"period": period}))
        return query, candidate.assumed

    def _rivals(self, attempt: Attempt, best: Scored, query: Query, today: date) -> list[Query]:
        rivals: list[Query] = []
        for scored in attempt.found:
            if scored is best or not _good(scored) or scored.candidate.help or scored.score < best.score - CLOSE:
                continue
            other, _ = self._complete(scored.candidate, today)
            if other != query and other not in rivals:
                rivals.append(other)
        return rivals[: _MOST_CHOICES - 1]

    def _other_repairs(self, attempt: Attempt, query: Query, today: date) -> list[Query]:
        others: list[Query] = []
        for repair in attempt.repairs:
            if repair.best.score < attempt.best.score - JOINED:
                continue  # "gros profit": one word makes a name with its neighbour, the other one does not
            if repair.best.candidate.query is not None and repair.best.candidate.penalty < DOUBTFUL:
                other, _ = self._complete(repair.best.candidate, today)
                if other != query and other not in others:
                    others.append(other)
        return others[: _MOST_CHOICES - 1]

    def _runners_up(self, attempt: Attempt, best: Scored, query: Query, today: date) -> tuple[RunnerUp, ...]:
        found: dict[Query, RunnerUp] = {}
        for scored in sorted(attempt.found, key=lambda s: -s.score):
            if _good(scored) and scored.candidate.query is not None:
                other, _ = self._complete(scored.candidate, today)
                if other != query and other not in found:
                    found[other] = RunnerUp(other, *_why_lost(scored, best, attempt.tokens))
        return tuple(found.values())[:3]

    def _choices(self, queries: Sequence[Query], code: str) -> tuple[Choice, ...]:
        choices = []
        for query in queries:
            text = sentence_of(query, self._catalogue, code, self._members)
            choices.append(Choice(text, text, query))
        return tuple(choices)

    def _not_understood(self, base: Reading, best: Scored, today: date) -> Reading:
        candidate = best.candidate
        suggestions = suggestions_for(
            candidate,
            self._catalogue,
            base.language,
            offered=self.offered,
            near=near_members(best.unread, self._lexicon, self._spelling),
            members=self._members,
        )
        if best.unread:
            message = Note("unknown_words", {"words": best.unread})
            read = len(candidate.draft.metrics) + len(candidate.draft.by) + len(candidate.draft.filters)
            if candidate.query is not None and candidate.penalty < 4 and len(best.unread) <= read:
                query, assumed = self._complete(candidate, today)
                return replace(
                    base,
                    status="clarify",
                    query=query,
                    assumed=assumed,
                    message=message,
                    choices=self._choices([query], base.language),
                    suggestions=suggestions,
                )
            return replace(base, status="refused", message=message, suggestions=suggestions)
        assert candidate.problem is not None
        draft = candidate.draft
        said = draft.metrics or draft.by or draft.filters or draft.periods or draft.special or draft.rank or draft.me
        if candidate.problem.code == "no_metric" and not said:
            return replace(base, status="refused", message=Note("not_understood", {}), suggestions=suggestions)
        if candidate.nearest:
            queries = [self._complete(replace(candidate, query=one), today)[0] for one in candidate.nearest]
            base = replace(base, query=queries[0], choices=self._choices(queries, base.language))
            if candidate.problem.code in ("subscribe_to", "alert_on", "send_if"):
                about = Note(candidate.problem.code, {"question": base.choices[0].question})
                now = [query if query.by else replace(query, having=()) for query in queries]
                return replace(base, message=about, choices=self._choices(now, base.language))
        asks = candidate.problem.code in _ASKED_BACK or (candidate.problem.code == "cannot_break_down" and base.choices)
        return replace(
            base, status="clarify" if asks else "refused", message=candidate.problem, suggestions=suggestions
        )


_ASKED_BACK = frozenset(
    ("which_figure", "which_breakdown", "without_all", "narrow_or_instead", "no_metric", "mean_of_what",
     "share_of_member",
     "which_dashboard", "which_scorecard", "timeline_of_whom", "scorecard_of_whom", "several_periods",
     "condition_needs_breakdown", "percent_of_what", "definition_of_what", "compare_with_what",
     "rank_by_change", "no_goal", "several_ranks", "mixed_members", "said_of_one", "or_conditions", "rank_of_one",
     "forecast_of_rest",
     "share_or_rate", "two_grains", "no_end", "change_condition", "count_of_members", "no_sum", "no_count",
     "rate_or_count", "time_or_count", "counted_again", "two_sides", "no_ratio", "beside_average",
     "year_or_number", "row_condition", "rows_or_groups", "absence_of_all", "weekday_filter", "number_of_what",
     "me_and_others", "how_many_units", "which_reading", "rows_or_buckets", "each_or_average", "pieces_or_kinds",
     "number_of_which", "many_breakdowns")
)  # fmt: skip
