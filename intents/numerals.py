"""Numbers in a question: 1,000 · 2.5 · 20k · 15 % · $1.2M · five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intents.language import Language
from intents.tokens import Token, glued

_CURRENCY = frozenset("$€£¥₹₺₽₩")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number over tokens [first, last); `money` where a sign of a currency, `sign`, stands beside it. `scale` is what
    its last word multiplied it by: a thousand in "50k".
    """

    first: int
    last: int
    value: float
    percent: bool
    written: str  # "digits", "word" or "ordinal"
    money: bool = False
    sign: str = ""
    scale: float = 1.0


def find_numerals(tokens: Sequence[Token], languages: Sequence[Language]) -> list[Numeral]:
    """Every number, each as long as it goes."""
    found = []
    i = 0
    while i < len(tokens):
        numeral = _numeral_at(tokens, i, languages)
        if numeral:
            numeral = replace(numeral, last=_classified(tokens, numeral.last, languages))
            if numeral.last < len(tokens) and _is_money(tokens[numeral.last].text, languages):
                numeral = replace(numeral, money=True)
            if i > 1 and tokens[i - 1].text == "-" and glued(tokens, i) and not glued(tokens, i - 1):
                numeral = replace(numeral, first=i - 1, value=-numeral.value)  # "over -5", but not "3-5" or "3 - 5"
            found.append(numeral)
            i = numeral.last
        else:
            i += 1
    return found


def _numeral_at(tokens: Sequence[Token], i: int, languages: Sequence[Language]) -> Numeral | None:
    first = i
    if any(tokens[i].text in language.percent for language in languages) and tokens[i].kind == "punct":
        after = _numeral_at(tokens, i + 1, languages) if glued(tokens, i + 1) else None
        return replace(after, first=i, percent=True) if after and after.written == "digits" else None
    if tokens[i].text in _CURRENCY and i + 1 < len(tokens) and tokens[i + 1].kind == "number":
        i += 1
    if tokens[i].kind != "number":
        for language in languages:
            spelt = _part_of_scale(tokens, i, language)
            if spelt is not None:
                return _scaled(tokens, first, spelt[0], spelt[1], languages, "word")
            value = language.numbers.get(tokens[i].text)
            if value is not None:
                last, value = _spelt_out(tokens, i + 1, value, language)
                last, amount = _and_a_half(tokens, last, float(value), language)
                return _scaled(tokens, first, last, amount, languages, "word")
            place = language.ordinals.get(tokens[i].text)
            if place is not None:
                return Numeral(first, i + 1, float(place), False, "ordinal")
        return None
    digits = tokens[i].text
    i += 1
    while (
        i + 1 < len(tokens)
        and tokens[i].text == ","
        and glued(tokens, i)
        and glued(tokens, i + 1)
        and tokens[i + 1].kind == "number"
        and len(tokens[i + 1].text) == 3
    ):
        digits += tokens[i + 1].text
        i += 2
    if i + 1 < len(tokens) and tokens[i].text == "." and tokens[i + 1].kind == "number" and glued(tokens, i + 1):
        digits += "." + tokens[i + 1].text
        i += 2
    if i < len(tokens) and glued(tokens, i) and any(tokens[i].text in language.ordinal_ends for language in languages):
        return Numeral(first, i + 1, float(digits), False, "ordinal")
    return _scaled(tokens, first, i, float(digits), languages, "digits") if len(digits) < 19 else None


def _is_money(word: str, languages: Sequence[Language]) -> bool:
    return any(word in language.ties.get("currency", ()) for language in languages)


def _part_of_scale(tokens: Sequence[Token], i: int, language: Language) -> tuple[int, float] | None:
    """ "a million", "half a million", "نیم میلیون": where the words before the scale end, how much of it they are."""
    ones, word = language.ties.get("one", frozenset[str]()), tokens[i].text
    value = 0.5 if word in language.halves else 1.0 if word in ones and word not in language.numbers else 0.0
    if word in language.ties.get("bare scale", ()):
        return i, 1.0  # "بین هزار تا پنج هزار"
    after = i + 1
    if value == 0.5 and after < len(tokens) and tokens[after].text in ones:
        after += 1
    scaled = after < len(tokens) and len(tokens[after].text) > 2 and tokens[after].text in language.scales
    return (after, value) if value and scaled else None


def _and_a_half(tokens: Sequence[Token], i: int, value: float, language: Language) -> tuple[int, float]:
    """ "one and a half million", "یک و نیم میلیون"."""
    after = i + 1
    ones = language.ties.get("one", frozenset[str]())
    if i >= len(tokens) or tokens[i].text not in (language.number_joiners | language.range_words):
        return i, value
    if after < len(tokens) and tokens[after].text in ones and tokens[after].text not in language.halves:
        after += 1
    scaled = after + 1 < len(tokens) and tokens[after + 1].text in language.scales
    if after < len(tokens) and tokens[after].text in language.halves and scaled:
        return after + 1, value + 0.5
    return i, value


def _spelt_out(tokens: Sequence[Token], i: int, value: int, language: Language) -> tuple[int, int]:
    """Where a spelt-out number of several words ends, and what it is: "twenty and five", "five hundred"."""
    if i < len(tokens) and 1 <= value < 100 and language.numbers.get(tokens[i].text) == 100:
        i, value = i + 1, value * 100
    while i + 1 < len(tokens) and tokens[i].text in language.number_joiners:
        part = language.numbers.get(tokens[i + 1].text)
        if part is None or part >= value or value % (10 if part < 10 else 100):
            break
        i, value = i + 2, value + part
    return i, value


def _classified(tokens: Sequence[Token], i: int, languages: Sequence[Language]) -> int:
    """Where a number with the word that counts things ends ("5 pieces"); "5 to 10" has no such word."""
    if i >= len(tokens) or not any(tokens[i].text in language.classifiers for language in languages):
        return i
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    is_number = following is not None and (
        following.kind == "number" or any(following.text in language.numbers for language in languages)
    )
    return i if is_number else i + 1


def _scaled(
    tokens: Sequence[Token], first: int, i: int, value: float, languages: Sequence[Language], written: str
) -> Numeral:
    by = 1.0
    if i < len(tokens):
        for language in languages:
            scale = language.scales.get(tokens[i].text)
            if scale is not None and (glued(tokens, i) or len(tokens[i].text) > 2):
                by = scale
                i += 1
                break
    percent = i < len(tokens) and any(tokens[i].text in language.percent for language in languages)
    signed = i < len(tokens) and tokens[i].text in _CURRENCY and glued(tokens, i)
    if percent or signed:
        i += 1
    sign = tokens[i - 1].text if signed else tokens[first].text if tokens[first].text in _CURRENCY else ""
    return Numeral(first, i, value * by, percent, written, bool(sign), sign, by)
