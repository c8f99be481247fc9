"""The reader's words with those of going on from the question before, which mean nothing to a question of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

from intents.language import Language, Phrases
from intents.lexicon import Lexicon, Sense
from intents.member_phrases import phrase_words
from intents.tokens import Token

TURN, PART = "turn", "part"


def with_follow_ups(lexicon: Lexicon) -> Lexicon:
    """The lexicon with the languages' words for going on; names of the catalogue and its members are shared.

    What a question of its own may not say ("what about", pronouns) is let in.
    """
    words = {key: [s for s in senses if s.kind != "follow_up"] for key, senses in lexicon.words.items()}
    longest = dict(lexicon.longest_word)
    vocabulary = set(lexicon.vocabulary)
    for language in lexicon.languages:
        for role, values in _phrases(language).items():
            for value, phrases in values.items():
                for phrase in phrases.split("|"):
                    said = phrase_words(phrase)
                    words.setdefault(" ".join(said), []).append(Sense(role, value, phrase))
                    longest[said[0]] = max(longest.get(said[0], 0), len(said))
                    vocabulary.update(word for word in said if word.isalpha())
    known = {key: senses for key, senses in words.items() if senses}
    ties = {"pronoun": frozenset[str](), "one": _one(lexicon.languages)}
    return replace(lexicon, words=known, longest_word=longest, vocabulary=vocabulary, _ties=ties)


def leading(tokens: Sequence[Token], lexicon: Lexicon) -> int:
    """How many tokens at the start are words of going on ("what about"), the longest such phrase."""
    texts = [token.text for token in tokens]
    longest = lexicon.longest_word.get(texts[0], 0) if texts else 0
    for count in range(min(longest, len(texts)), 0, -1):
        if any(s.kind == TURN and s.value == "same" for s in lexicon.words.get(" ".join(texts[:count]), ())):
            return count
    return 0


def _phrases(language: Language) -> Phrases:
    phrases: Phrases = import_module(f"intents.{language.code}.followups").FOLLOW_UPS
    return phrases


def _one(languages: tuple[Language, ...]) -> frozenset[str]:
    """The articles of a single new thing: "add a lead" adds no figure."""
    none: frozenset[str] = frozenset()
    return none.union(*(import_module(f"intents.{one.code}.followups").ONE for one in languages))
