"""The first nodes of a question: its phrases, numbers and number words, at the tokens where they begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intents.periods.grammar import Grammar, Numerals
from intents.periods.values import Number, YearNumber
from intents.tokens import Token, glued


@dataclass(frozen=True, slots=True)
class Node:
    """Tokens [first, last) read as `kind` with a value; `slots` are the nodes it was made of."""

    kind: str
    first: int
    last: int
    value: object
    rule: str = ""
    rank: int = 0
    slots: tuple[Node, ...] = ()


_MAX_DIGITS = 4


def atoms_at(i: int, tokens: Sequence[Token], grammar: Grammar) -> Iterator[Node]:
    """What the tokens beginning at i mean by themselves."""
    text = tokens[i].text
    for words, kind, value in grammar.phrases.get(text, ()):
        if len(words) == 1 or tuple(t.text for t in tokens[i : i + len(words)]) == words:
            yield Node(kind, i, i + len(words), value)
    numerals = grammar.language.numerals
    if tokens[i].kind == "number":
        yield from _digits(i, tokens, grammar)
    elif text in numerals.parts or text in numerals.multipliers or text in numerals.ordinals:
        for last, number in number_words(i, tokens, numerals):
            yield from _number_nodes(i, last, number, tokens, grammar)


def number_words(i: int, tokens: Sequence[Token], numerals: Numerals) -> Iterator[tuple[int, Number]]:
    """Every number that the words from i on spell, the shortest first: (where it ends, the number)."""
    total, group, lowest, last = 0, 0, 10**6, i
    while last < len(tokens):
        text, word = tokens[last].text, last
        if text in numerals.joiners and last > i and last + 1 < len(tokens):
            word, text = last + 1, tokens[last + 1].text
        if (multiplier := numerals.multipliers.get(text)) is not None:
            if multiplier == 100 and 0 < group < 100:
                group, lowest = group * 100, 100
            elif multiplier > 100 and not total:
                total, group, lowest = (group or 1) * multiplier, 0, multiplier
            else:
                return
        elif (part := numerals.parts.get(text)) is not None:
            if part >= 10 and group in (19, 20) and not total and word == last:
                group, lowest = group * 100 + part, _size(part)
            elif part < lowest:
                group, lowest = group + part, _size(part)
            else:
                return
        elif (ordinal := numerals.ordinals.get(text)) is not None and ordinal < lowest:
            yield word + 1, Number(total + group + ordinal, 0, True)
            return
        else:
            return
        last = word + 1
        yield last, Number(total + group)


def _size(part: int) -> int:
    """What a following part must stay below: after "twenty" only ones may come, after "two" nothing."""
    if part < 20:
        return 1
    return 10 if part < 100 else 100


def _digits(i: int, tokens: Sequence[Token], grammar: Grammar) -> Iterator[Node]:
    text = tokens[i].text
    if len(text) > _MAX_DIGITS:
        return
    number = Number(int(text), len(text))
    yield from _number_nodes(i, i + 1, number, tokens, grammar)
    if i + 1 < len(tokens) and tokens[i + 1].text in grammar.language.numerals.endings and glued(tokens, i + 1):
        yield from _number_nodes(i, i + 2, Number(number.value, number.digits, True), tokens, grammar)


def _number_nodes(i: int, last: int, number: Number, tokens: Sequence[Token], grammar: Grammar) -> Iterator[Node]:
    yield Node("ORD" if number.ordinal else "NUM", i, last, number)
    if _is_amount(i, last, tokens, grammar):
        return
    if 1 <= number.value <= 31 and (number.ordinal or 1 <= number.digits <= 2):
        yield Node("DAY", i, last, number)
    if not number.ordinal and number.digits in (0, 4) and (year := bare_year(number.value)):
        yield Node("YEAR", i, last, year)


def bare_year(value: int) -> YearNumber | None:
    """The year that a number alone may be: Gregorian 1900 to 2100, Jalali where it cannot be Gregorian."""
    if 1900 <= value <= 2100:
        return YearNumber(value, "gregorian")
    return YearNumber(value, "jalali") if 1300 <= value <= 1500 else None


def _is_amount(i: int, last: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """Money, percent, part of a code or a longer number, or right after words like "over" and "top"."""
    phrases = grammar.phrases
    if i and any(kind == "amount" and len(words) == 1 for words, kind, _ in phrases.get(tokens[i - 1].text, ())):
        return True
    if i and glued(tokens, i) and tokens[i - 1].kind == "word" and tokens[i - 1].text not in phrases:
        return True
    if last < len(tokens) and glued(tokens, last):
        after = tokens[last]
        if any(kind == "measure" for _, kind, _ in phrases.get(after.text, ())):
            return True
        if after.text == "," and last + 1 < len(tokens) and glued(tokens, last + 1):
            return len(tokens[last + 1].text) == 3 and tokens[last + 1].kind == "number"
        known = after.text in phrases or after.text in grammar.language.numerals.endings
        return after.kind == "word" and not known
    return False
