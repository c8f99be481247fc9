"""Names of breakdowns with a ranking word inside: "دلیل اصلی ریزش" is the main one of the "دلیل ریزش"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents.lexicon import Lexicon, Sense

Parted = tuple[int, int, tuple[Sense, ...], Sense]
"""Words [first, last), what they name, the ranking word."""

_COUNTED = "counted:"


def parted(texts: Sequence[str], stems: Sequence[str], lexicon: Lexicon) -> Iterator[Parted]:
    """All such names; some words rank only where a number before says how many."""
    for at in range(1, len(texts) - 1):
        counted = at > 1 and (texts[at - 2].isdigit() or _is_number(texts[at - 2], lexicon))
        ranking = _ranking(texts[at], lexicon, counted=counted)
        if ranking is None:
            continue
        for last in range(min(at - 1 + lexicon.reach(stems[at - 1]) + 1, len(texts)), at + 1, -1):
            whole = " ".join([stems[at - 1], *stems[at + 1 : last]])
            named = tuple(s for s in lexicon.senses(whole) if s.kind == "dimension")
            if named:
                yield at - 1, last, named, ranking
                break


def _ranking(word: str, lexicon: Lexicon, *, counted: bool) -> Sense | None:
    """The word as one that ranks: "main", or after a number "first"."""
    if counted and any(language.ordinals.get(word) == 1 for language in lexicon.languages):
        return Sense("top", "top", word)
    role = next((s for s in lexicon.words.get(word, ()) if s.kind == "after_top"), None)
    value = "" if role is None else role.value.removeprefix(_COUNTED) if counted else role.value
    return Sense("top", value, word) if value and ":" not in value else None


def _is_number(word: str, lexicon: Lexicon) -> bool:
    return any(word in language.numbers for language in lexicon.languages)
