"""Figures called by a part of their names that is the name of none: "response time" of support, or of leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from intents.islands import Island
from intents.lexicon import Lexicon, Sense
from intents.member_phrases import phrase_words, phrases_of
from intents.tokens import Token
from queries.catalogue.model import Catalogue

_FEWEST_WORDS, _MOST_FIGURES = 2, 4
_WORTH = 10
"""Of each word, as of any that the catalogue names (`intents.islands`)."""

Parts = Mapping[str, tuple[Sense, ...]]
"""The figures by the stems of parts of their names."""


def parts_of_names(catalogue: Catalogue, lexicon: Lexicon, offered: frozenset[str] | None) -> Parts:
    """All parts of figures' names that are no names by themselves and belong to a few figures only."""
    found: dict[str, dict[str, Sense]] = {}
    for metric in catalogue.metrics.values():
        if metric.hidden or (offered is not None and metric.id not in offered):
            continue
        for phrase in phrases_of(metric.words):
            for part in _parts(phrase_words(phrase), lexicon):
                stems = " ".join(lexicon.stem(word) for word in part)
                if stems not in lexicon.phrases:
                    found.setdefault(stems, {}).setdefault(metric.id, Sense("metric", metric.id, " ".join(part)))
    return {stems: tuple(senses.values()) for stems, senses in found.items() if len(senses) <= _MOST_FIGURES}


def _parts(words: Sequence[str], lexicon: Lexicon) -> Iterator[Sequence[str]]:
    """Neighbouring words that a name begins or ends with, none of them at an end a small one."""
    for count in range(_FEWEST_WORDS, len(words)):
        for part in (words[:count], words[-count:]):
            if not any(_is_small(part[end], lexicon) for end in (0, -1)):
                yield part


def _is_small(word: str, lexicon: Lexicon) -> bool:
    return any(sense.kind in ("filler", "and", "by", "not") for sense in lexicon.words.get(word, ()))


def named_in_part(tokens: Sequence[Token], unread: Sequence[int], parts: Parts, lexicon: Lexicon) -> Island | None:
    """The longest part of a name that has all the words that nothing else reads."""
    if not unread:
        return None
    stems = [lexicon.stem(token.text) for token in tokens]
    spans = (
        (first, last)
        for first in range(min(unread) + 1)
        for last in range(max(max(unread) + 1, first + _FEWEST_WORDS), len(tokens) + 1)
    )
    for first, last in sorted(spans, key=lambda span: span[0] - span[1]):
        senses = parts.get(" ".join(stems[first:last]))
        if senses:
            return Island(first, last, _WORTH * (last - first), senses, last_word=tokens[last - 1].text)
    return None
