"""A language's words of time as data: phrases with what they stand for, and rules that join them into periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from intents.tokens import tokenise

# What a pattern may ask for by one name: a span, with or without its year, or "the year" as the current one.
_GROUPS = {"WHEN": ("SPAN", "YEARLESS"), "REF": ("SPAN", "YEARLESS", "THEUNIT"), "POINT": ("SPAN", "YEARLESS", "NOW")}


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` joined into a node of the kind `gives` by `produce(now, **slots, **fixed)`; None from it is no match.

    What gives a "PERIOD" is a whole period; nothing is built on it.

    A pattern is kinds separated by spaces. Kinds in capitals carry a value, given to `produce` under their own name in
    small letters or under `name=`; the others are words. `a|b` is a choice, `?` at the end makes it optional, `~` at
    the start says that no space stands before it. A rule without a name passes on the name of what it wraps.

    `only` "whole" holds where it is the whole question, "closing" where nothing follows. A rule does not hold right
    after a word of `not_after`, nor right before one of `not_before` (kinds).
    """

    name: str
    gives: str
    pattern: str
    produce: Callable[..., object]
    fixed: Mapping[str, object] = field(default_factory=dict)
    only: Literal["anywhere", "whole", "closing"] = "anywhere"
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()


def rule(
    name: str,
    gives: str,
    pattern: str,
    produce: Callable[..., object],
    *,
    only: Literal["anywhere", "whole", "closing"] = "anywhere",
    not_after: frozenset[str] = frozenset(),
    not_before: frozenset[str] = frozenset(),
    **fixed: object,
) -> Rule:
    """A rule, with what `produce` always gets as keywords."""
    return Rule(name, gives, pattern, produce, fixed, only, not_after, not_before)


@dataclass(frozen=True, slots=True)
class Numerals:
    """Number words: parts that add up, multipliers, words between parts, ordinals, endings glued to digits."""

    parts: Mapping[str, int]
    multipliers: Mapping[str, int]
    joiners: frozenset[str]
    ordinals: Mapping[str, int]
    endings: frozenset[str]


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """A language. `words` maps a kind to its phrases, `values` a kind to phrases with the value they carry.

    `calendar` says which of the workspace's calendars its questions use. Words of the kind "lead" before a period, like
    "in the period", belong to it. After a word of the kind "amount", a bare
    number is an amount, never a day or a year.
    """

    words: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, object]]
    numerals: Numerals
    rules: tuple[Rule, ...]
    calendar: Literal["default", "persian"] = "default"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand for a kind, with the value they carry."""

    words: tuple[str, ...]
    kind: str
    value: object


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern."""

    kinds: tuple[str, ...]
    slot: str | None
    optional: bool
    glued: bool


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A rule with its pattern taken apart; `rank` is its place among the rules."""

    rule: Rule
    elements: tuple[Element, ...]
    rank: int


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """A rule begun: the slot of its first node and the places still to fill."""

    compiled: Compiled
    slot: str | None
    rest: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Openings:
    """Rules that may begin with one kind: `alone` where nothing has to follow, `before` by the kinds that must come."""

    alone: tuple[Start, ...]
    before: Mapping[str, tuple[Start, ...]]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language made ready: phrases by their first two words, the kinds of single words, rules by how they may begin.

    `starters` are the words that anything begins with, `amounts` the phrases after which a number is an amount,
    `whole_openings` the rules that give whole periods.
    """

    language: PeriodWords
    phrases: Mapping[tuple[str, ...], tuple[Phrase, ...]]
    kinds: Mapping[str, frozenset[str]]
    starters: frozenset[str]
    amounts: frozenset[tuple[str, ...]]
    openings: Mapping[str, Openings]
    whole_openings: Mapping[str, Openings]


def compile_grammar(language: PeriodWords) -> Grammar:
    """Index a language's phrases and rules by how they begin."""
    phrases = [Phrase(_words(text), kind, None) for kind, texts in language.words.items() for text in texts]
    phrases += [
        Phrase(_words(text), kind, value) for kind, values in language.values.items() for text, value in values.items()
    ]
    indexed: dict[tuple[str, ...], list[Phrase]] = defaultdict(list)
    kinds: dict[str, set[str]] = defaultdict(set)
    used = {kind for rule in language.rules for element in parse_pattern(rule.pattern) for kind in element.kinds}
    used |= {kind for rule in language.rules for kind in rule.not_before}
    for phrase in phrases:
        if phrase.kind in used:
            indexed[phrase.words[:2]].append(phrase)
        if len(phrase.words) == 1:
            kinds[phrase.words[0]].add(phrase.kind)
    numerals = language.numerals
    rules = [Compiled(rule, parse_pattern(rule.pattern), rank) for rank, rule in enumerate(language.rules)]
    return Grammar(
        language,
        {words: tuple(entries) for words, entries in indexed.items()},
        {word: frozenset(found) for word, found in kinds.items()},
        frozenset({words[0] for words in indexed}) | {*numerals.parts, *numerals.multipliers, *numerals.ordinals},
        frozenset(phrase.words for phrase in phrases if phrase.kind == "amount"),
        _openings([compiled for compiled in rules if compiled.rule.gives != "PERIOD"]),
        _openings([compiled for compiled in rules if compiled.rule.gives == "PERIOD"]),
    )


def _openings(rules: list[Compiled]) -> dict[str, Openings]:
    alone: dict[str, list[Start]] = defaultdict(list)
    before: dict[str, dict[str, list[Start]]] = defaultdict(lambda: defaultdict(list))
    for compiled in rules:
        elements = compiled.elements
        for place in _reachable(elements, 0):
            start = Start(compiled, elements[place].slot, elements[place + 1 :])
            following = {kind for next_place in _reachable(start.rest, 0) for kind in start.rest[next_place].kinds}
            closed = all(element.optional for element in start.rest)
            for kind in elements[place].kinds:
                if closed:
                    alone[kind].append(start)
                for next_kind in following:
                    before[kind][next_kind].append(start)
    return {
        kind: Openings(tuple(alone[kind]), {k: tuple(entries) for k, entries in before[kind].items()})
        for kind in {*alone, *before}
    }


def _reachable(elements: tuple[Element, ...], start: int) -> list[int]:
    """The places that may come first from a place on, over optional ones."""
    places = []
    for place in range(start, len(elements)):
        places.append(place)
        if not elements[place].optional:
            break
    return places


def parse_pattern(pattern: str) -> tuple[Element, ...]:
    """The places of a pattern; raises ValueError where two of them would fill one slot."""
    elements = []
    slots = set()
    for part in pattern.split():
        glued, optional = part.startswith("~"), part.endswith("?")
        part = part.removeprefix("~").removesuffix("?")
        name, _, choice = part.rpartition("=") if len(part) > 1 else ("", "", part)
        kinds = tuple(k for kind in choice.split("|") for k in _GROUPS.get(kind, (kind,)))
        slot = name or (choice.lower() if choice[0].isupper() else None)
        if slot in slots:
            raise ValueError(f"two places of {pattern!r} are called {slot!r}")
        if slot:
            slots.add(slot)
        elements.append(Element(kinds, slot, optional, glued))
    return tuple(elements)


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokenise(text))
