"""Figures that share a noun with the one beside them: "new customers and churned", "churned and new customers"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents.lexicon import Lexicon, Sense

_LONGEST = 3
"""Words that one figure of such a list adds to the noun."""

Named = dict[tuple[int, int], list[Sense]]
"""The senses of the words [first, last)."""


def elided(texts: Sequence[str], stems: Sequence[str], named: Named, lexicon: Lexicon) -> Named:
    """The figures told by words that are nothing whole by themselves, beside a conjunction and a figure of theirs.

    `named` are the figures and other things of the catalogue that stand in the question. A participle that a figure
    of another name begins ("ریزش کرده", beside "ریزش") is no such figure.
    """
    found: Named = {}
    figures = {
        (first, last): list(stems[first:last])
        for (first, last), senses in named.items()
        if last - first > 1 and any(sense.kind == "metric" for sense in senses)
    }
    joints = [i for i, text in enumerate(texts) if any(_joins(sense) for sense in lexicon.words.get(text, ()))]
    for at in joints:
        told = [words for (_, last), words in figures.items() if last == at]
        for last in range(at + 2, min(at + 2 + _LONGEST, len(texts) + 1)):
            _add(found, figures, (at + 1, last), _after(told, stems[at + 1 : last]), named, lexicon)
    for at in reversed(joints):
        told = [words for (first, _), words in figures.items() if first == at + 1]
        for first in range(max(at - _LONGEST, 0), at):
            _add(found, figures, (first, at), _before(told, stems[first:at]), named, lexicon)
    return found


def _joins(sense: Sense) -> bool:
    return sense.kind == "vs" or (sense.kind == "and" and sense.value != "or")


def _after(told: Sequence[list[str]], own: Sequence[str]) -> Iterator[list[str]]:
    for words in told:
        yield from ([*words[:count], *own] for count in range(len(words) - 1, 0, -1))


def _before(told: Sequence[list[str]], own: Sequence[str]) -> Iterator[list[str]]:
    for words in told:
        yield from ([*own, *words[count:]] for count in range(1, len(words)))


def _add(
    found: Named,
    figures: dict[tuple[int, int], list[str]],
    place: tuple[int, int],
    phrases: Iterator[list[str]],
    named: Named,
    lexicon: Lexicon,
) -> None:
    """Take in the first phrase that is a figure, where the words alone name none and are no part of a longer name."""
    if any(sense.kind not in ("condition", "member") for sense in named.get(place, ())):
        return
    if any(first <= place[0] and place[1] <= last and (first, last) != place for first, last in named):
        return  # "deals lost and churned customers"
    for phrase in phrases:
        senses = [s for s in lexicon.phrases.get(" ".join(phrase), ()) if s.kind == "metric"]
        if senses:
            found[place] = senses
            figures[place] = phrase
            return
