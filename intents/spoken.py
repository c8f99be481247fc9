"""Which language a question is asked in, what it says in several, and words that are known once taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from intents.language import Language
from intents.lexicon import Lexicon
from intents.periods import PeriodMatch, find_periods
from intents.tokens import Token
from queries.catalogue.model import CalendarSettings


def language_of(tokens: Sequence[Token], lexicon: Lexicon) -> Language:
    """The language of the question's small words; without any the one whose words are no guests, else the first.

    Names and abbreviations stand in questions of every language, "by" and "last" in those of their own.
    """
    words = [token.text for token in tokens if token.kind == "word"]
    first = lexicon.languages[0]
    written = [one for one in lexicon.languages if any(one.writes(word) for word in words)]
    if len(written) < 2:
        return written[0] if written else first

    def own(language: Language) -> tuple[int, bool]:
        small = sum(language.writes(word) and _is_small(word, language, lexicon) for word in words)
        return small, not language.guest

    return max(written, key=own)


def _is_small(word: str, language: Language, lexicon: Lexicon) -> bool:
    return word in lexicon.longest_word or word in language.spelling


def periods_in(tokens: Sequence[Token], today: date, calendar: CalendarSettings, lexicon: Lexicon) -> list[PeriodMatch]:
    """The periods of a question in each language whose words it has, in order; figures alone in the question's own."""
    own = language_of(tokens, lexicon)
    found = find_periods(tokens, today, calendar, own.code)
    for other in lexicon.languages:
        if other is own or not any(other.writes(token.text) for token in tokens):
            continue
        for match in find_periods(tokens, today, calendar, other.code):
            if any(other.writes(token.text) for token in tokens[match.first : match.last]):
                found = [one for one in found if one.last <= match.first or match.last <= one.first]
                found.append(match)
    return sorted(found, key=lambda match: match.first)


def taken_apart(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with unknown words replaced by the known ones that they are put together of."""
    found: list[Token] = []
    none = any(sense.kind == "none" for token in tokens for sense in lexicon.words.get(token.text, ()))
    for token in tokens:
        language = next((one for one in lexicon.languages if one.writes(token.text)), None)
        if found and language is not None and token.text in language.many and (many := _many(found[-1], lexicon)):
            found[-1] = replace(many, end=token.end)  # "lead ها"
            continue
        if token.kind != "word" or language is None or _is_known(token.text, language, lexicon):
            found.append(token)
            continue
        right = language.is_word(token.text)  # a word of its own: at most its ending is taken off
        parts = next(
            (
                p
                for p in language.apart(token.text)
                if _may_be(p, right, lexicon)
                and (none or not derives(token.text, p, language, lexicon))  # "هیچ معامله موفقی": not any
                and _all_known(p, language, lexicon)
            ),
            (token.text,),
        )
        found += [replace(token, text=part) for part in parts]
    return found


def without_endings(tokens: Sequence[Token], unread: Sequence[int], lexicon: Lexicon) -> list[Token]:
    """The tokens with the endings off of unread words that stand in names of several words: "فروشی" of "خرده فروشی"."""
    found = list(tokens)
    for place in unread:
        token = tokens[place]
        language = next((one for one in lexicon.languages if one.writes(token.text)), None)
        if token.kind != "word" or language is None or not _is_known(token.text, language, lexicon):
            continue
        ways = (parts for parts in language.apart(token.text) if len(parts) == 1)
        part = next((one for (one,) in ways if _names_thing(one, lexicon)), None)
        found[place] = token if part is None else replace(token, text=part)
    return found


def _many(word: Token, lexicon: Lexicon) -> Token | None:
    """The plural of a word that is of another language than the ending after it; None where it is no word of ours."""
    if word.kind != "word" or not any(one.writes(word.text) for one in lexicon.languages):
        return None
    plurals = (f"{word.text}{ending}" for one in lexicon.languages if one.writes(word.text) for ending in one.many)
    known = (many for many in plurals if lexicon.stem(many) == lexicon.stem(word.text) in lexicon.thing_words)
    return next((replace(word, text=many) for many in known), None)


def _may_be(parts: tuple[str, ...], right: bool, lexicon: Lexicon) -> bool:
    """Taking an ending off finds neither a small word ("inner" is no "in") nor, in a right word, a name or an order."""
    if len(parts) > 1:
        # "سودشان" is a word that stands in dictionaries, yet put together of a figure's name and whose it is.
        return not right or (parts[0] in lexicon.thing_words and parts[1] in lexicon.ties("whose it is"))
    if right and lexicon.is_of_member(parts[0]) and not _names_thing(parts[0], lexicon):
        return False
    roles = {sense.kind for sense in lexicon.words.get(parts[0], ())}
    return not roles or bool(roles - {"filler", "send"}) or parts[0] in lexicon.thing_words


def derives(word: str, parts: tuple[str, ...], language: Language, lexicon: Lexicon) -> bool:
    """The ending makes another noun of a mere name: "موجودی" is a stock of goods, nobody that is "موجود"."""
    if len(parts) > 1 or word.removeprefix(parts[0]) not in language.deriving:
        return False
    named = lexicon.phrases.get(language.stem(parts[0]), ())
    return bool(named) and all(sense.kind in ("member", "condition") for sense in named)


def _names_thing(word: str, lexicon: Lexicon) -> bool:
    """The word alone is a figure or a breakdown."""
    return any(sense.kind in ("metric", "dimension") for sense in lexicon.phrases.get(lexicon.stem(word), ()))


def _all_known(parts: tuple[str, ...], language: Language, lexicon: Lexicon) -> bool:
    """Words that mean something by themselves; a name is never cut out of another word."""
    return all(
        part in lexicon.words
        or part in language.spelling
        or part in language.numbers
        or part in lexicon.thing_words
        or language.stem(part) in lexicon.thing_words
        for part in parts
    )


def _is_known(word: str, language: Language, lexicon: Lexicon) -> bool:
    return (
        lexicon.knows(word)
        or word in lexicon.longest_word
        or (stem := language.stem(word)) in lexicon.thing_words
        or lexicon.is_of_member(stem)
    )
