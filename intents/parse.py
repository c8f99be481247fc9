"""One cover of a question, walked from left to right by small named rules that fill a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from intents.cover import Cover
from intents.islands import Island
from intents.lexicon import Lexicon, Sense
from intents.numerals import Numeral
from intents.periods import PeriodMatch
from queries.answer import Note
from queries.catalogue.model import Catalogue
from queries.members import Members
from queries.query import CompareKind

CONTENT_KINDS = frozenset(
    [
        "metric",
        "dimension",
        "generic",
        "member",
        "condition",
        "funnel",
        "scorecard",
        "timeline",
        "profile",
        "goals",
        "dashboard",
    ]
)
TARGET_KINDS = frozenset(("dimension", "generic", "grain", "adverb_grain", "cycle"))


@dataclass(slots=True)
class Item:
    """An island with one sense chosen; `before` are the small words skipped before it, `roles` a function word's.

    `after_unread` says that a word nobody knows stands right before it; `behind` are small words that end the question.
    """

    kind: str
    value: str
    island: Island
    sense: Sense | None
    roles: Mapping[str, str]
    before: tuple[str, ...]
    plural: bool
    either: bool  # the island could also be of another content kind
    after_unread: bool = False
    behind: tuple[str, ...] = ()


@dataclass(slots=True)
class MetricUse:
    """A figure asked for. `joined`: a conjunction, a list or a superlative ties it to the ones before."""

    id: str
    item: Item
    joined: bool
    having_only: bool = False


@dataclass(slots=True)
class Target:
    """A breakdown as named; `how` is by, each, which, who, bare, rank, members or grain."""

    kind: str
    value: str
    how: str
    item: Item | None
    plural: bool = False


@dataclass(slots=True)
class MemberUse:
    """Members named together; `dimensions` are those they can all belong to."""

    dimensions: tuple[str, ...]
    op: str
    members: list[str]
    items: list[Item]
    listed: bool = False  # enumerated with "and": also broken down by
    named: bool = False  # the dimension was said, `said` if by its own name
    said: str | None = None


@dataclass(slots=True)
class NumberUse:
    """A number condition; no metric where the words give none beside it."""

    metric: str | None
    op: str
    value: float
    upper: float | None
    percent: bool
    item: Item
    attainment: bool = False
    absent: bool = False  # those that have none
    rows: str = ""  # "" of groups, "rows" of each single one, "either" where the words could mean both


@dataclass(slots=True)
class RankUse:
    """A ranking as said."""

    order: str | None = None  # top, bottom, most, least, best, worst, fastest, slowest
    n: int | None = None
    all: bool = False
    nth: bool = False
    percent: bool = False
    target: Target | None = None
    by: str | None = None
    superlative: bool = False
    item: Item | None = None


@dataclass(slots=True)
class Draft:
    """What the rules have gathered so far."""

    metrics: list[MetricUse] = field(default_factory=list)
    by: list[Target] = field(default_factory=list)
    filters: list[MemberUse] = field(default_factory=list)
    conditions: list[Item] = field(default_factory=list)
    having: list[NumberUse] = field(default_factory=list)
    deeds: list[Item] = field(default_factory=list)  # verbs apart from the noun of their figure
    periods: list[PeriodMatch] = field(default_factory=list)
    compared: list[PeriodMatch] = field(default_factory=list)
    compare: CompareKind | None = None
    rank: RankUse | None = None
    order_by: str | None = None
    means: list[str] = field(default_factory=list)  # mean, median, max, min: of figures that are none of these
    transforms: list[str] = field(default_factory=list)
    moving: int | None = None
    span: tuple[int, str, bool] | None = None  # so many units, ahead or else back
    chart: str | None = None
    me: str | None = None
    special: dict[str, str] = field(default_factory=dict)  # kind of special answer -> id
    flags: set[str] = field(default_factory=set)
    unread: list[Item] = field(default_factory=list)
    spans: list[tuple[Island, str, str]] = field(default_factory=list)
    problem: Note | None = None
    penalty: int = 0

    @property
    def mean(self) -> str | None:
        """What is asked of a figure over something, the last where several are said."""
        return self.means[-1] if self.means else None

    def ranking(self) -> RankUse:
        """The ranking, begun if there is none."""
        if self.rank is None:
            self.rank = RankUse()
        return self.rank


@dataclass(slots=True)
class Parse:
    """The items of one cover and sense choice, and the draft the rules fill."""

    items: list[Item]
    catalogue: Catalogue
    members: Members
    lexicon: Lexicon
    draft: Draft = field(default_factory=Draft)

    def kind(self, i: int) -> str:
        """The kind of the item at i, "" past the ends."""
        return self.items[i].kind if 0 <= i < len(self.items) else ""

    def value(self, i: int) -> str:
        """The value of the item at i."""
        return self.items[i].value

    def role(self, i: int, role: str) -> str | None:
        """The value the word at i has in that role."""
        return self.items[i].roles.get(role) if 0 <= i < len(self.items) else None

    def says(self, item: Item, kind: str) -> bool:
        """Whether a word of that kind stands inside what an item is called: "average price" says a mean."""
        words = item.sense.text.split() if item.sense is not None else []
        return any(sense.kind == kind for word in words for sense in self.lexicon.words.get(word, ()))

    def period(self, i: int) -> PeriodMatch:
        """The period at i."""
        match = self.items[i].island.period
        assert match is not None
        return match

    def numeral(self, i: int) -> Numeral | None:
        """The number at i."""
        return self.items[i].island.numeral if 0 <= i < len(self.items) else None

    def mark(self, i: int, role: str, value: str) -> None:
        """Remember what the words at i were read as."""
        self.draft.spans.append((self.items[i].island, role, value))


Rule = Callable[[Parse, int], int]
"""Reads from item i on and returns where it stopped; i itself where it does not apply."""


def run_rules(parse: Parse, rules: Mapping[str, tuple[Rule, ...]]) -> Draft:
    """The draft of all items; what no rule reads is unread."""
    i = 0
    items = parse.items
    while i < len(items):
        item = items[i]
        after = i
        for kind in (item.kind, *item.roles) if item.roles else (item.kind,):
            for rule in rules.get(kind, ()):
                after = rule(parse, i)
                if after > i:
                    break
            if after > i:
                break
        if after == i:
            if "filler" not in item.roles:
                parse.draft.unread.append(item)
            after = i + 1
        i = after
    _pronouns(parse)
    _lone_numbers(parse)
    _out_of(parse)
    _of_whose(parse)
    _signs_of_money(parse)
    if any(item.kind == "member" and item.sense is not None and item.sense.bent for item in parse.items):
        parse.draft.penalty += 10
    return parse.draft


_NAMED = CONTENT_KINDS | {"which"}


def _pronouns(parse: Parse) -> None:
    """ "their revenue" where nothing was named before "their" is not understood."""
    pronouns = parse.lexicon.ties("pronoun")
    for i, item in enumerate(parse.items):
        if any(parse.kind(j) in _NAMED for j in range(i)):
            return
        said = tuple(word for word in item.before if word in pronouns)
        if said:
            parse.draft.problem = parse.draft.problem or Note("unknown_words", {"words": said})


def _lone_numbers(parse: Parse) -> None:
    """ "customers with one order", "more than one order": a "one" that counts is no small word."""
    having, single = parse.lexicon.ties("having"), parse.lexicon.ties("single")
    for i, item in enumerate(parse.items):
        said = tuple(word for word in item.before if word in single)
        bound = having & set(item.before) or parse.kind(i - 1) in ("op", "condition_where")
        bound = bound or parse.role(i - 1, "only") is not None
        if said and item.kind in CONTENT_KINDS and bound:
            parse.draft.problem = parse.draft.problem or Note("unknown_words", {"words": said})


def _out_of(parse: Parse) -> None:
    """ "products out of stock", "sales out of Tehran": what something is out of is not what is meant."""
    outside = parse.lexicon.ties("out of")
    for item in parse.items:
        said = " ".join(item.before)
        if item.kind in CONTENT_KINDS and any(one in said for one in outside):
            parse.draft.problem = parse.draft.problem or Note("unknown_words", {"words": tuple(sorted(outside))})


def _signs_of_money(parse: Parse) -> None:
    """ "over €5000" where figures are kept in dollars."""
    own = parse.catalogue.currency
    for item in parse.items:
        sign = item.island.numeral.sign if item.island.numeral is not None else ""
        codes = {s.value for s in parse.lexicon.words.get(sign, ()) if s.kind == "currency"}
        if codes and own not in codes:
            parse.draft.problem = parse.draft.problem or Note("other_currency", {"currency": own})


def _of_whose(parse: Parse) -> None:
    """ "show it for the team" says nothing; "for the team of Sara" names whose team it is."""
    of = parse.lexicon.ties("head")
    for item in parse.items:
        for words, following in pairwise((*item.before, "")):
            named = parse.lexicon.find(words.rpartition(" ")[2]) if " " in words else []
            if following in of and any(s.kind in ("dimension", "generic") for s in named):
                parse.draft.problem = parse.draft.problem or Note("unknown_words", {"words": (words,)})


def choices_of(cover: Cover, lexicon: Lexicon, limit: int) -> Iterator[list[Item]]:
    """Every way to take each island of a cover in one sense, the likeliest first, at most `limit` of them."""
    slots = [_options(island, lexicon) for island in cover.islands]
    unread_before = {i + 1 for i in cover.unread}
    produced = 0
    for picks in _ordered_product([len(s) for s in slots]):
        items: list[Item] = []
        before: list[str] = []
        for slot, pick in zip(slots, picks, strict=True):
            item = slot[pick]
            if item.kind == "filler" and len(item.roles) == 1:
                before.append(item.sense.text if item.sense else "")
                continue
            items += _inner(item.island)
            items.append(
                Item(
                    item.kind,
                    item.value,
                    item.island,
                    item.sense,
                    item.roles,
                    tuple(before),
                    item.plural,
                    item.either,
                    item.island.first in unread_before,
                )
            )
            before = []
        if before and items:
            items[-1] = replace(items[-1], behind=tuple(before))
        for language in lexicon.languages:
            items = language.arrange(items)
        yield items
        produced += 1
        if produced >= limit:
            return


def _ordered_product(sizes: list[int]) -> Iterator[tuple[int, ...]]:
    """All picks; those that stay with more first choices come first."""
    current = [tuple([0] * len(sizes))]
    seen = set(current)
    while current:
        yield from current
        following = []
        for picks in current:
            for k, size in enumerate(sizes):
                if picks[k] + 1 < size:
                    moved = (*picks[:k], picks[k] + 1, *picks[k + 1 :])
                    if moved not in seen:
                        seen.add(moved)
                        following.append(moved)
        current = following


def _inner(island: Island) -> list[Item]:
    return [Item(s.kind, s.value, island, s, {s.kind: s.value}, (), False, False) for s in island.inner]


def _options(island: Island, lexicon: Lexicon) -> list[Item]:
    if island.period is not None:
        return [Item("period", "", island, None, {}, (), False, False)]
    if island.numeral is not None:
        return [Item("number", "", island, None, {}, (), False, False)]
    named = [s for s in island.senses if s.kind in CONTENT_KINDS]
    roles = {s.kind: s.value for s in reversed(island.senses) if s.kind not in CONTENT_KINDS}
    roles = {s.kind: roles[s.kind] for s in island.senses if s.kind in roles}
    if any(not s.shy for s in named):
        roles.pop("filler", None)  # what the catalogue names is never skipped
    kinds = {s.kind for s in named}
    unsure = len(kinds) > 1 and "metric" in kinds
    named.sort(key=lambda s: (s.shy, _PRIOR.get(s.kind, 5)))
    word = island.noun or island.last_word
    plural = any(language.writes(word) and language.plural(word) for language in lexicon.languages)
    options = []
    for sense in named:
        options.append(Item(sense.kind, sense.value, island, sense, {}, (), plural, unsure))
    if roles:
        first = next(s for s in island.senses if s.kind in roles)
        kind = "text" if island.text else first.kind
        role_item = Item(kind, first.value, island, first, roles, (), kind == "grain" and plural, bool(named))
        options.insert(0 if named and named[0].shy else len(options), role_item)
    return options


_PRIOR = {"metric": 0, "dimension": 1, "generic": 2, "funnel": 0, "scorecard": 0, "timeline": 0, "profile": 0,
          "goals": 0, "member": 3, "condition": 4, "dashboard": 6}  # fmt: skip
