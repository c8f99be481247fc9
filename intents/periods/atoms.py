"""The first nodes of a question: its phrases, numbers and number words, at the tokens where they begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intents.periods.grammar import Compiled, Grammar, Numerals
from intents.periods.values import Number, YearNumber
from intents.tokens import Token, glued


@dataclass(frozen=True, slots=True)
class Node:
    """Tokens [first, last) read as `kind` with a value, made by a rule from the nodes in its slots."""

    kind: str
    first: int
    last: int
    value: object
    by: Compiled | None = None
    slots: tuple[tuple[str, Node], ...] = ()

    @property
    def rule(self) -> str:
        """The name of the rule; a rule without a name passes on that of what it wraps."""
        if self.by is None:
            return ""
        return self.by.rule.name or next((node.rule for _, node in self.slots), "")


_MAX_DIGITS = 4
# What may be written against a number that is a day or a year: "2025Q3", "FY25", "22jan".
_DATE_KINDS = frozenset({"q", "h", "w", "fy", "cy", "fq", "s", "MONTH", "UNIT"})


def atoms_at(i: int, tokens: Sequence[Token], grammar: Grammar) -> Iterator[Node]:
    """What the tokens beginning at i mean by themselves."""
    text = tokens[i].text
    for phrase in grammar.phrases.get((text,), ()):
        yield Node(phrase.kind, i, i + 1, phrase.value)
    if i + 1 < len(tokens):
        for phrase in grammar.phrases.get((text, tokens[i + 1].text), ()):
            last = i + len(phrase.words)
            if len(phrase.words) == 2 or tuple(token.text for token in tokens[i:last]) == phrase.words:
                yield Node(phrase.kind, i, last, phrase.value)
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
    """The year a number alone may be: Gregorian 1900 to 2100, Jalali (1961 to 2070) where it cannot be Gregorian."""
    if 1900 <= value <= 2100:
        return YearNumber(value, "gregorian")
    return YearNumber(value, "jalali") if 1340 <= value <= 1449 else None


def _is_amount(i: int, last: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """Money, percent, part of a code or a longer number, or right after words like "over" and "top"."""
    if any(tuple(token.text for token in tokens[max(i - n, 0) : i]) in grammar.amounts for n in (1, 2, 3)):
        return True
    if glued(tokens, i) and tokens[i - 1].kind == "word":
        before = grammar.kinds.get(tokens[i - 1].text, frozenset())
        if not before & _DATE_KINDS:
            return True
    if last == len(tokens) or not glued(tokens, last):
        return False
    after = tokens[last]
    kinds = grammar.kinds.get(after.text, frozenset())
    if after.text == "," and last + 1 < len(tokens) and glued(tokens, last + 1):
        return tokens[last + 1].kind == "number" and len(tokens[last + 1].text) == 3
    is_ending = after.text in grammar.language.numerals.endings
    return "measure" in kinds or (after.kind == "word" and not is_ending and not kinds & _DATE_KINDS)
