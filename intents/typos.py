"""Unknown words put right: shortened, written apart or together, a slip of the keys, part of a person's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from intents.lexicon import Lexicon
from intents.reading import Correction
from intents.spelling import Spelling
from intents.spoken import derives
from intents.tokens import Token, tokenise

_MOST_WORDS, _MOST_CANDIDATES, _MOST_TRIES = 3, 4, 9


def repaired(
    tokens: Sequence[Token], unknown: Sequence[int], lexicon: Lexicon, spelling: Spelling
) -> Iterator[tuple[list[Token], tuple[Correction, ...]]]:
    """The question with every unknown word replaced by known ones, in all likely ways."""
    part_names = [i for i in unknown if lexicon.people_named(lexicon.stem(tokens[i].text))]
    shortened = [i for i in unknown if _meant(tokens[i].text, lexicon)]
    unknown = [i for i in unknown if i in shortened or not lexicon.knows(tokens[i].text)] or part_names
    if not unknown or len(unknown) > _MOST_WORDS:
        return
    options = [_options(tokens, i, lexicon, spelling) for i in unknown]
    if not all(options):
        return
    for tries, picks in enumerate(product(*options)):
        if tries >= _MOST_TRIES:
            return
        changed: list[Token] = list(tokens)
        corrections = []
        gone: set[int] = set()
        for i, (last, words) in zip(unknown, picks, strict=True):
            start, end = tokens[i].start, tokens[last - 1].end
            written = " ".join(t.text for t in tokens[i:last]).replace(" .", ".")
            first, *others = words.split(" ")
            changed[i] = replace(tokens[i], text=first, end=end, start=start)
            if others:
                changed[i] = replace(changed[i], text=words)
            gone.update(range(i + 1, last))
            corrections.append(Correction(written, words))
        yield _flat([t for j, t in enumerate(changed) if j not in gone]), tuple(corrections)


def is_other_letter(correction: Correction) -> bool:
    """What was written has a letter that the right word has not, so that it may well be a name: Bayer, no buyer."""
    return bool(Counter(correction.written) - Counter(correction.read))


def _flat(tokens: Sequence[Token]) -> list[Token]:
    """Tokens of several words taken apart; each keeps the place of the whole."""
    flat = []
    for token in tokens:
        if " " in token.text:
            flat += [replace(token, text=piece.text, kind=piece.kind) for piece in tokenise(token.text)]
        else:
            flat.append(token)
    return flat


def _options(tokens: Sequence[Token], i: int, lexicon: Lexicon, spelling: Spelling) -> list[tuple[int, str]]:
    """(end of the tokens replaced, the right words)."""
    word = tokens[i].text
    if tokens[i].kind != "word":
        return []
    if (meant := _meant(word, lexicon)) is not None:
        dotted = i + 1 < len(tokens) and tokens[i + 1].text == "." and tokens[i + 1].start == tokens[i].end
        return [(i + 2 if dotted else i + 1, meant)]
    joined = lexicon.joined_as(word) or lexicon.joined_as(lexicon.stem(word))
    if joined:
        return [(i + 1, sense.text) for sense in joined[:_MOST_CANDIDATES]]
    if i + 1 < len(tokens) and tokens[i + 1].kind == "word" and lexicon.knows(word + tokens[i + 1].text):
        return [(i + 2, word + tokens[i + 1].text)]
    named = lexicon.people_named(lexicon.stem(word))
    if named:
        return [(i + 1, " ".join(t.text for t in tokenise(sense.value))) for sense in named[:_MOST_CANDIDATES]]
    near = [
        (slips, known)
        for slips, known in spelling.candidates(word)
        if _is_likely(word, known, slips, lexicon)
        and (_is_named(word, known, lexicon) or (_is_around(known, lexicon) and _is_framed(tokens, i, known, lexicon)))
    ]
    for language in lexicon.languages:
        near = [(slips, known) for slips, known in near if not derives(word, (known,), language, lexicon)]
        if language.is_word(word):
            near = [
                (slips, known)
                for slips, known in near
                if sorted(word) == sorted(known)
                or language.is_variant(word, known)
                or _is_unit_after(tokens, i, known, lexicon)
            ]
    return [(i + 1, known) for _, known in near[:_MOST_CANDIDATES]]


def _meant(word: str, lexicon: Lexicon) -> str | None:
    """The word that a shortened one stands for, where it is known here."""
    return next((m for one in lexicon.languages if (m := one.shortened.get(word)) and lexicon.knows(m)), None)


def _is_unit_after(tokens: Sequence[Token], i: int, known: str, lexicon: Lexicon) -> bool:
    """ "last moth": after such a word a unit of time is meant, though what was written is a word too."""
    said = any(sense.kind == "grain" for sense in lexicon.words.get(known, ()))
    return said and i > 0 and tokens[i - 1].text in lexicon.ties("before unit")


_AROUND = frozenset(("filler", "frame", "performance", "exist", "pronoun", "only", "follow_up", "me", "command"))


def _is_named(word: str, known: str, lexicon: Lexicon) -> bool:
    """A word of the catalogue or of periods; or one of the language's that says something, with no letter too many."""
    if known in lexicon.thing_words or lexicon.is_of_member(known):
        return True
    if any(known in language.spelling for language in lexicon.languages):
        return True
    return not _is_around(known, lexicon) and not is_other_letter(Correction(word, known))


def _is_around(known: str, lexicon: Lexicon) -> bool:
    """A word that is skipped, or that says nothing of the figures: what is written may be a name."""
    return {sense.kind for sense in lexicon.words.get(known, ())} <= _AROUND


def _is_framed(tokens: Sequence[Token], i: int, known: str, lexicon: Lexicon) -> bool:
    """ "shwo me", "plese show": the word opens the question, and another that says nothing follows it."""
    after = lexicon.words.get(tokens[i + 1].text, ()) if i + 1 < len(tokens) else ()
    if i == 1 and sorted(tokens[i].text) == sorted(known):
        return True  # "what abuot"
    opens = all(
        token.kind == "punct" or any(s.kind == "filler" for s in lexicon.words.get(token.text, ()))
        for token in tokens[:i]
    )
    return opens and any(sense.kind in ("filler", "frame") for sense in after)


def _is_likely(word: str, known: str, slips: int, lexicon: Lexicon) -> bool:
    """A slip for a catalogue's word is likely; for a member or a small word only where the ends of the word are right.

    Small words change what is asked or drop what was said ("county" is no "count"), so that only long ones are put
    right, or those with two letters swapped.
    """
    small = any(sense.kind == "filler" for sense in lexicon.words.get(known, ()))
    if word.endswith(known) and word[0] != known[0]:
        return False  # "unconverted" is the opposite of "converted"
    if (known in lexicon.thing_words and not small) or sorted(word) == sorted(known):
        return True
    same_ends = (word[0], word[-1]) == (known[0], known[-1])
    if any(known in language.spelling for language in lexicon.languages):
        return slips == 1 and same_ends  # "lkast month": a word of periods
    if lexicon.is_of_member(known):
        return same_ends
    left_out = len(known) > len(word)
    return slips == 1 and same_ends and len(known) >= (6 if small and not left_out else 5)
