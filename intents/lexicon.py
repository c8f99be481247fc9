"""Every phrase the reader knows: the catalogue's and the members' names in all languages, the languages' own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from intents.language import Language, load_language
from intents.many_phrases import ManyPhrases
from intents.many_phrases_build import many_phrases
from intents.member_phrases import as_spoken, called, declared, families, name_words, phrase_words, phrases_of, writings
from intents.periods import find_periods
from intents.tokens import tokenise
from queries.catalogue.model import CalendarSettings, Catalogue, Words
from queries.catalogue.statistics import STATISTICS, row_mean
from queries.many_members import ManyNames, SeenNames
from queries.members import Members

_ANY_DAY = date(2000, 1, 1)
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
    The members of breakdowns with very many are in none of these but in `many`; ask the methods, which know both.
    `durations` are the figures that tell how long something takes.
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
    many: tuple[ManyPhrases, ...] = ()
    durations: frozenset[str] = frozenset()
    _stems: dict[str, str] = field(default_factory=dict)
    _ties: dict[str, frozenset[str]] = field(default_factory=dict)
    _implied: dict[str, tuple[Sense, ...]] = field(default_factory=dict)

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

    def implied(self, name: str) -> Sequence[Sense]:
        """What the catalogue has for the phrases behind one of the languages' own words."""
        known = self._implied.get(name)
        if known is None:
            phrases = (phrase for language in self.languages for phrase in language.implied.get(name, ()))
            known = tuple(sense for phrase in phrases for sense in self.find(phrase))
            self._implied[name] = known
        return known

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

    def undenied(self, phrase: str) -> str | None:
        """What a verb that denies denies."""
        return next((verb for verb in (language.undenied(phrase) for language in self.languages) if verb), None)

    def find(self, phrase: str) -> list[Sense]:
        """The senses of a whole phrase, as a person would write it."""
        return list(self.senses(" ".join(self.stem(w) for w in phrase_words(phrase))))

    def senses(self, stems: str) -> Sequence[Sense]:
        """What the catalogue and the members have of a phrase by its stems."""
        known = self.phrases.get(stems, ())
        return [*known, *self._of_many(stems, known)] if self.many else known

    def reach(self, stem: str) -> int:
        """The number of words of the longest phrase that begins with a stem."""
        return max([self.longest.get(stem, 0), *(one.reach(stem) for one in self.many)])

    def knows(self, word: str) -> bool:
        """Whether a word is a right one."""
        return word in self.vocabulary or any(one.knows(word) for one in self.many)

    def is_of_member(self, word: str) -> bool:
        """Whether a word stands in a member's name."""
        return word in self.member_words or any(one.knows(word) for one in self.many)

    def joined_as(self, word: str) -> list[Sense]:
        """The things of several words that are written as one."""
        found = [*self.joined.get(word, ())]
        for one in self.many:
            for value, text in one.joined(word, self.stem):
                found.append(Sense("member", value, text, one.family, self.is_shy(text.split(" "))))
        return found

    def people_named(self, stem: str) -> list[Sense]:
        """Those with a single name of that stem."""
        found = [*self.name_parts.get(stem, ())]
        for one in self.many:
            found += [Sense("member", value, word, (one.dimension,)) for value, word in one.part_of(stem, self.stem)]
        return found

    def _of_many(self, stems: str, known: Sequence[Sense]) -> list[Sense]:
        found: list[Sense] = []
        for one in self.many:
            for value, text in one.named(stems, self.stem):
                sense = Sense("member", value, text, one.family, self.is_shy(text.split(" ")))
                if sense not in found and sense not in known:
                    found.append(sense)
        return found

    def is_shy(self, words: Sequence[str]) -> bool:
        """Whether a member called so is read only beside its dimension's name."""
        known = self.words.get(" ".join(words), ())
        if not any(w.isalpha() and len(w) > 1 and w not in self.between for w in words):
            return True  # numbers and ranges of numbers
        if any(s.kind != "command" for s in known) or self._is_period(words):
            return True
        named = self.phrases.get(" ".join(self.stem(w) for w in words), ())
        return any(s.kind in ("dimension", "generic") for s in named)

    def _is_period(self, words: Sequence[str]) -> bool:
        """Whether words are said of a period: "May", "Last Week"."""
        for language in self.languages:
            if all(word.isdigit() or word in language.spelling or word in language.numbers for word in words):
                tokens = tokenise(" ".join(words))
                found = find_periods(tokens, _ANY_DAY, CalendarSettings(), language.code)
                if any((match.first, match.last) == (0, len(tokens)) for match in found):
                    return True
        return False

    @cached_property
    def between(self) -> frozenset[str]:
        """The words between the ends of a range of numbers."""
        return frozenset().union(*(language.range_words for language in self.languages))


def build_lexicon(catalogue: Catalogue, members: Members, languages: tuple[Language, ...]) -> Lexicon:
    """All phrases of a catalogue, its members and the languages, ready for lookup."""
    return with_members(lexicon_without_members(catalogue, languages), catalogue, members)


def lexicon_without_members(catalogue: Catalogue, languages: tuple[Language, ...]) -> Lexicon:
    """The phrases of the languages and of what a catalogue names, which `with_members` makes ready for lookup."""
    timed = frozenset(m.id for m in catalogue.metrics.values() if m.unit in ("days", "hours"))
    base = language_words(tuple(language.code for language in languages))
    lexicon = Lexicon(
        languages,
        words=dict(base.words),
        longest_word=dict(base.longest_word),
        vocabulary=set(base.vocabulary),
        durations=timed,
    )
    for sense, words in _catalogue_words(catalogue):
        phrases = list(phrases_of(words))
        for phrase in phrases:
            if sense.kind == "metric" and _only_counts(lexicon, phrase, phrases):
                continue
            _add(lexicon, phrase, sense)
            if sense.kind in SPREAD_KINDS:
                _add_spread(lexicon, phrase, sense)
    _add_goals(lexicon, catalogue)
    _add_statistics(lexicon, catalogue)
    _add_verbs(lexicon)
    return lexicon


@cache
def language_words(codes: tuple[str, ...]) -> Lexicon:
    """The phrases of languages alone, by their codes. All readers of a process grow from it; nothing is added to it."""
    lexicon = Lexicon(tuple(load_language(code) for code in codes))
    for language in lexicon.languages:
        _add_language(lexicon, language)
    return lexicon


def _add_goals(lexicon: Lexicon, catalogue: Catalogue) -> None:
    """ "target" is what a figure is held against, where the catalogue calls nothing else so."""
    goals = dict.fromkeys(metric.goal for metric in catalogue.metrics.values() if metric.goal)
    for phrase in {phrase: None for language in lexicon.languages for phrase in language.implied.get("goal", ())}:
        if not lexicon.find(phrase):
            for goal in goals:
                _add(lexicon, phrase, Sense("metric", goal))


def _add_statistics(lexicon: Lexicon, catalogue: Catalogue) -> None:
    """What medians and the like of a mean's rows are called, where the catalogue calls nothing else so."""
    for metric in catalogue.metrics.values():
        if metric.hidden or row_mean(metric, catalogue.metrics) is None:
            continue
        for statistic in (catalogue.metrics[f"{metric.id}__{name}"] for name in STATISTICS):
            for label in statistic.words.label.values():
                if not lexicon.find(label):
                    _add(lexicon, label, Sense("metric", statistic.id))


def _add_verbs(lexicon: Lexicon) -> None:
    """ "how much did we sell" asks for the figure that the language's verb speaks of, where the catalogue says nothing.

    Of such a figure's own name and others, the first that is kept is meant.
    """
    verbs = [(name, verb) for language in lexicon.languages for name, said in language.verbs.items() for verb in said]
    for name, verb in verbs:
        meant = next((sense for sense in lexicon.implied(name) if sense.kind == "metric"), None)
        if meant is not None and not lexicon.find(verb):
            _add(lexicon, verb, Sense("metric", meant.value))


def with_members(base: Lexicon, catalogue: Catalogue, members: Members, known: Iterable[ManyPhrases] = ()) -> Lexicon:
    """A lexicon with the members' phrases too; the one given stays as it is, so that several can grow from it.

    `known` are indexes of all members, which need not be opened again.
    """
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
        durations=base.durations,
    )
    for sense, phrase in _member_phrases(catalogue, members, lexicon):
        _add(lexicon, phrase, sense)
    _add_name_parts(lexicon, catalogue, members)
    for word in lexicon.vocabulary:
        lexicon.longest.setdefault(word, 0)
    lexicon.many = tuple(_indexes(catalogue, members, lexicon, {one.dimension: one for one in known}))
    return lexicon


def _indexes(
    catalogue: Catalogue, members: Members, lexicon: Lexicon, known: Mapping[str, ManyPhrases]
) -> Iterator[ManyPhrases]:
    """The indexes of the breakdowns with very many members."""
    between = tuple(sorted(lexicon.between))
    codes = [language.code for language in lexicon.languages]
    for family in families(catalogue):
        for id in family:
            names = members.names.get(id)
            if isinstance(names, SeenNames) and id in known:
                yield known[id].narrowed(names)
            elif isinstance(names, ManyNames | SeenNames):
                people = bool(catalogue.dimensions[id].person)
                yield many_phrases(names, id, family, between, codes, lexicon.stem, people=people)


def _add_language(lexicon: Lexicon, language: Language) -> None:
    for role, values in language.phrases.items():
        for value, phrases in values.items():
            for phrase in (written for one in phrases.split("|") for written in writings(one)):
                words = phrase_words(phrase)
                if not words:
                    continue
                _register(lexicon.words, " ".join(words), Sense(role, value, phrase))
                lexicon.longest_word[words[0]] = max(lexicon.longest_word.get(words[0], 0), len(words))
                lexicon.vocabulary.update(w for w in words if w.isalpha())
    lexicon.vocabulary |= language.spelling | set(language.numbers) | set(language.ordinals) | set(language.scales)
    lexicon.vocabulary |= language.gaps | language.classifiers


def _add(lexicon: Lexicon, phrase: str, sense: Sense) -> None:
    words = phrase_words(phrase)
    if not words:
        return
    stems = [lexicon.stem(w) for w in words]
    # A member that is called like a dimension is read only beside its own dimension's name.
    shy = sense.kind == "member" and lexicon.is_shy(words)
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
    between = tuple(sorted(lexicon.between))
    for family in families(catalogue):
        named: dict[str, list[str]] = {}
        for id in family:
            names = members.names.get(id, {})
            if not isinstance(names, ManyNames | SeenNames):
                for value, labels in names.items():
                    named.setdefault(value, []).extend(called(value, labels))
        for value, words in declared(family, catalogue, members):
            named.setdefault(value, []).extend(words)
        for value, phrases in named.items():
            for phrase in dict.fromkeys(phrases):
                for spoken in as_spoken(phrase, between):
                    yield Sense("member", value, dimensions=family), spoken


def _add_name_parts(lexicon: Lexicon, catalogue: Catalogue, members: Members) -> None:
    for dimension in catalogue.dimensions.values():
        names = members.names.get(dimension.id, {})
        if dimension.person and not isinstance(names, ManyNames | SeenNames):
            for value, labels in names.items():
                for word in name_words((value, *labels.values())):
                    _register(lexicon.name_parts, lexicon.stem(word), Sense("member", value, word, (dimension.id,)))
