"""Every phrase the reader knows: the catalogue's and the members' names in all languages, the languages' own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from intents.language import Language
from intents.tokens import Token, glued, pieces, tokenise
from queries.catalogue.model import Catalogue, Words
from queries.members import Members

SPREAD_KINDS = frozenset(("metric", "scorecard", "profile", "timeline", "funnel"))
LONGEST_SPREAD = 5


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing a phrase can mean. `kind` is metric, dimension, generic, member, condition, funnel, scorecard,
    timeline, profile, goals, dashboard, or a role of the language's words; `value` its id, member, or role's value.

    A member stands in `dimensions` (more than one only where they share their members). A `shy` one is read only
    beside its dimension's name: it looks like a number or like a word of the language. `text` is the phrase as written,
    in lower case. A `bent` one was found by another form of its name.
    """

    kind: str
    value: str
    text: str = ""
    dimensions: tuple[str, ...] = ()
    shy: bool = False
    bent: bool = False


@dataclass
class Lexicon:
    """`phrases` are catalogue words by their stems, `words` the language's by their exact form, `spread` figures and
    special answers by the words that carry their meaning, in either order where they are two; `longest` is the number
    of words of the longest phrase that begins with one, `joined` phrases of several words written as one, `name_parts`
    the single words of people's names. `thing_words` are single words of the catalogue, `member_words` of members.
    """

    languages: tuple[Language, ...]
    phrases: dict[str, list[Sense]] = field(default_factory=dict)
    words: dict[str, list[Sense]] = field(default_factory=dict)
    spread: dict[str, list[Sense]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    longest_word: dict[str, int] = field(default_factory=dict)
    vocabulary: set[str] = field(default_factory=set)
    thing_words: set[str] = field(default_factory=set)
    member_words: set[str] = field(default_factory=set)
    joined: dict[str, list[Sense]] = field(default_factory=dict)
    name_parts: dict[str, list[Sense]] = field(default_factory=dict)
    _stems: dict[str, str] = field(default_factory=dict)
    _ties: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def spread_starts(self) -> frozenset[str]:
        """The words that figures of several words begin with."""
        return frozenset(key.partition(" ")[0] for key in self.spread)

    def ties(self, name: str) -> frozenset[str]:
        """The small words that tie one thing to another in that way."""
        known = self._ties.get(name)
        if known is None:
            known = frozenset().union(*(language.ties.get(name, frozenset()) for language in self.languages))
            self._ties[name] = known
        return known

    def implied(self, name: str) -> Iterator[Sense]:
        """What the catalogue has for the phrases behind one of the languages' own words."""
        for language in self.languages:
            for phrase in language.implied.get(name, ()):
                yield from self.find(phrase)

    @cached_property
    def gaps(self) -> frozenset[str]:
        """The small words that may stand inside a figure's name."""
        return frozenset().union(*(language.gaps for language in self.languages))

    def stem(self, word: str) -> str:
        """The word's stem in the language of its script."""
        known = self._stems.get(word)
        if known is None:
            language = next((one for one in self.languages if one.writes(word)), None)
            known = language.stem(word) if language else word
            if len(self._stems) < 100_000:
                self._stems[word] = known
        return known

    def noun_of(self, word: str) -> str | None:
        """The noun of a past verb, where they differ by an ending alone: order of ordered."""
        return next((noun for noun in (language.noun_of(word) for language in self.languages) if noun), None)

    def find(self, phrase: str) -> list[Sense]:
        """The senses of a whole phrase, as a person would write it."""
        return self.phrases.get(" ".join(self.stem(w) for w in phrase_words(phrase)), [])


def phrase_words(phrase: str) -> list[str]:
    """The words of a phrase; hyphens between words do not count."""
    words = pieces(phrase)
    if "-" not in words:
        return words
    tokens = tokenise(phrase)
    return [tokens[i].text for i in kept(tokens)]


def kept(tokens: list[Token]) -> list[int]:
    """The indexes of the tokens that count: all but hyphens inside a compound word."""
    return [
        i
        for i, token in enumerate(tokens)
        if not (
            token.text == "-"
            and 0 < i < len(tokens) - 1
            and glued(tokens, i)
            and glued(tokens, i + 1)
            and "word" in (tokens[i - 1].kind, tokens[i + 1].kind)
        )
    ]


def build_lexicon(catalogue: Catalogue, members: Members, languages: tuple[Language, ...]) -> Lexicon:
    """All phrases of a catalogue, its members and the languages, ready for lookup."""
    return with_members(lexicon_without_members(catalogue, languages), catalogue, members)


def lexicon_without_members(catalogue: Catalogue, languages: tuple[Language, ...]) -> Lexicon:
    """The phrases of the languages and of what a catalogue names, which `with_members` makes ready for lookup."""
    lexicon = Lexicon(languages)
    for language in languages:
        _add_language(lexicon, language)
    for sense, words in _catalogue_words(catalogue):
        phrases = list(_phrases(words))
        for phrase in phrases:
            if sense.kind == "metric" and _only_counts(lexicon, phrase, phrases):
                continue
            _add(lexicon, phrase, sense)
            if sense.kind in SPREAD_KINDS:
                _add_spread(lexicon, phrase, sense)
    return lexicon


def with_members(base: Lexicon, catalogue: Catalogue, members: Members) -> Lexicon:
    """A lexicon with the members' phrases too; the one given stays as it is, so that several can grow from it."""
    lexicon = Lexicon(
        base.languages,
        dict(base.phrases),
        dict(base.words),
        dict(base.spread),
        dict(base.longest),
        dict(base.longest_word),
        set(base.vocabulary),
        set(base.thing_words),
        set(base.member_words),
        dict(base.joined),
        dict(base.name_parts),
    )
    for sense, phrase in _member_phrases(catalogue, members, lexicon):
        _add(lexicon, phrase, sense)
    _add_name_parts(lexicon, catalogue, members)
    for word in lexicon.vocabulary:
        lexicon.longest.setdefault(word, 0)
    return lexicon


def _add_language(lexicon: Lexicon, language: Language) -> None:
    for role, values in language.phrases.items():
        for value, phrases in values.items():
            for phrase in (written for one in phrases.split("|") for written in _writings(one)):
                words = phrase_words(phrase)
                if not words:
                    continue
                _register(lexicon.words, " ".join(words), Sense(role, value, phrase))
                lexicon.longest_word[words[0]] = max(lexicon.longest_word.get(words[0], 0), len(words))
                lexicon.vocabulary.update(w for w in words if w.isalpha())
    lexicon.vocabulary |= language.spelling | set(language.numbers) | set(language.ordinals) | set(language.scales)
    lexicon.vocabulary |= language.gaps


def _add(lexicon: Lexicon, phrase: str, sense: Sense) -> None:
    words = phrase_words(phrase)
    if not words:
        return
    stems = [lexicon.stem(w) for w in words]
    # A member that is called like a dimension is read only beside its own dimension's name.
    shy = sense.shy or (
        sense.kind == "member"
        and any(s.kind in ("dimension", "generic") for s in lexicon.phrases.get(" ".join(stems), ()))
    )
    sense = Sense(sense.kind, sense.value, " ".join(words), sense.dimensions, shy)
    _register(lexicon.phrases, " ".join(stems), sense)
    lexicon.longest[stems[0]] = max(lexicon.longest.get(stems[0], 0), len(stems))
    letters = {w for w in (*words, *stems) if w.isalpha()}
    lexicon.vocabulary |= letters
    (lexicon.member_words if sense.kind == "member" else lexicon.thing_words).update(letters)
    if 1 < len(stems) <= 3 and all(w.isalpha() for w in stems):
        _register(lexicon.joined, "".join(stems), sense)
        _register(lexicon.joined, "".join(words), sense)


def _register(table: dict[str, list[Sense]], key: str, sense: Sense) -> None:
    senses = table.get(key, [])
    if sense not in senses:
        table[key] = [*senses, sense]  # a new list: others may share the one before


def _add_spread(lexicon: Lexicon, phrase: str, sense: Sense) -> None:
    """Figures are also told with small words between, and two words in the other order: "deals that we won"."""
    gaps = lexicon.gaps
    stems = [lexicon.stem(w) for w in phrase_words(phrase) if w not in gaps]
    if not 1 < len(stems) <= LONGEST_SPREAD or not all(w.isalpha() for w in stems):
        return
    sense = Sense(sense.kind, sense.value, phrase)
    _register(lexicon.spread, " ".join(stems), sense)
    turned = len(stems) == 2 and sense.kind in ("metric", "funnel")
    if turned and not any(s.kind not in ("filler", "and") for s in lexicon.words.get(phrase_words(phrase)[0], ())):
        _register(lexicon.spread, f"{stems[1]} {stems[0]}", sense)


def _only_counts(lexicon: Lexicon, phrase: str, phrases: list[str]) -> bool:
    """ "number of deals" or "did we sell" beside "deals" and "sell": the small words before change nothing."""
    words = phrase_words(phrase)
    others = {" ".join(phrase_words(other)) for other in phrases}
    bare = next((i for i, word in enumerate(words) if word not in lexicon.gaps), 0)
    if bare and " ".join(words[bare:]) in others:
        return True
    return any(
        " ".join(words[count:]) in others
        and any(s.kind == "filler" for s in lexicon.words.get(" ".join(words[:count]), ()))
        for count in (1, 2, 3)
        if count < len(words)
    )


def _phrases(words: Words) -> Iterator[str]:
    for phrase in (*words.label.values(), *(one for synonyms in words.synonyms.values() for one in synonyms)):
        yield from _writings(phrase)


def _writings(phrase: str) -> Iterator[str]:
    """A joiner that one cannot see is typed as a space, or not at all."""
    yield phrase
    if "\u200c" in phrase:
        yield phrase.replace("\u200c", "")


def _catalogue_words(catalogue: Catalogue) -> Iterator[tuple[Sense, Words]]:
    for metric in catalogue.metrics.values():
        if not metric.hidden:
            yield Sense("metric", metric.id), metric.words
    named: Iterable[tuple[str, Mapping[str, object]]] = (
        ("dimension", catalogue.dimensions),
        ("generic", catalogue.generics),
        ("condition", catalogue.conditions),
        ("funnel", catalogue.funnels),
        ("scorecard", catalogue.scorecards),
        ("timeline", catalogue.timelines),
        ("profile", catalogue.profiles),
        ("dashboard", catalogue.dashboards),
    )
    for kind, things in named:
        for id, thing in things.items():
            yield Sense(kind, id), thing.words  # type: ignore[attr-defined]
    if catalogue.goals:
        yield Sense("goals", "goals"), catalogue.goals.words


def _member_phrases(catalogue: Catalogue, members: Members, lexicon: Lexicon) -> Iterator[tuple[Sense, str]]:
    families: dict[str, list[str]] = defaultdict(list)
    for dimension in catalogue.dimensions.values():
        families[dimension.same_as or dimension.id].append(dimension.id)
    for family in families.values():
        named: dict[str, list[str]] = {}
        for id in family:
            for value, labels in members.names.get(id, {}).items():
                named.setdefault(value, [value]).extend(w for label in labels.values() for w in _writings(label))
            for member in catalogue.dimensions[id].members:
                if member.value in members.names.get(id, {member.value: {}}):
                    named.setdefault(member.value, [member.value]).extend(_phrases(member.words))
        for value, phrases in named.items():
            for phrase in dict.fromkeys(phrases):
                shy = _is_shy(phrase, lexicon)
                yield Sense("member", value, dimensions=tuple(family), shy=shy), phrase
                for other in _spoken_range(phrase, lexicon):
                    yield Sense("member", value, dimensions=tuple(family), shy=shy), other


def _is_shy(phrase: str, lexicon: Lexicon) -> bool:
    words = phrase_words(phrase)
    known = lexicon.words.get(" ".join(words), ())
    return not any(w.isalpha() and len(w) > 1 for w in words) or any(s.kind not in ("command",) for s in known)


def _spoken_range(phrase: str, lexicon: Lexicon) -> Iterator[str]:
    words = phrase_words(phrase)
    if len(words) == 3 and words[1] == "-" and words[0].isdigit() and words[2].isdigit():
        for language in lexicon.languages:
            for between in language.range_words:
                yield f"{words[0]} {between} {words[2]}"


def _add_name_parts(lexicon: Lexicon, catalogue: Catalogue, members: Members) -> None:
    for dimension in catalogue.dimensions.values():
        if dimension.person:
            for value, labels in members.names.get(dimension.id, {}).items():
                for name in (value, *labels.values()):
                    for word in set(phrase_words(name)):
                        if len(word) > 2:
                            _register(
                                lexicon.name_parts, lexicon.stem(word), Sense("member", value, word, (dimension.id,))
                            )
