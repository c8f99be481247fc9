"""Words of known questions dropped, exchanged and swapped, in both languages: none goes unnoticed."""

from __future__ import annotations

import re

import pytest

from intents.reading import Reading
from tests.reading import corpus, demo, persian

QUESTIONS = {
    "en": [question for _, _, question in corpus.phrasings()][2::23],
    "fa": [question for _, _, question in persian.phrasings()][2::13],
}
UNKNOWN = {
    "en": ("unicorn", "refurbished", "overseas", "expired", "wooden"),
    "fa": ("موز", "معیوب", "وارداتی", "بیمه", "چوبی"),
}
SELLING = ("selling", "پرفروش")
ASKED = [(language, number) for language, asked in QUESTIONS.items() for number in range(len(asked))]
CASES = pytest.mark.parametrize(("language", "number"), ASKED, ids=lambda value: str(value))


def _told(reading: Reading) -> bool:
    """Whether every word of the question is told with what it was read as."""
    told = {place for span in reading.spans for place in range(span.start, span.end)}
    return all(told & set(range(*word.span())) for word in re.finditer(r"\S*\w\S*", reading.question))


def _said_again(breakdown: str, reading: Reading) -> bool:
    """Whether other words say the breakdown too: its members in a list, who, selling, or a window of so many months."""
    assert reading.query is not None
    listed = any(f.dimension == breakdown and f.op == "in" and len(f.members) > 1 for f in reading.query.filters)
    words = {word for span in reading.spans for word in span.text.split()}
    person = (
        demo.demo_catalogue().dimensions[breakdown].person if breakdown in demo.demo_catalogue().dimensions else False
    )
    window = breakdown == reading.query.bucket and any(t.startswith("moving_average") for t in reading.query.transforms)
    return (
        listed
        or window
        or reading.query.analysis == "goals"  # which are kept of one breakdown alone
        or (person and "who" in words)
        or (breakdown == "product" and any(word.startswith(SELLING) for word in words))
    )


@CASES
def test_a_word_exchanged_for_one_nobody_knows_is_not_answered(language: str, number: int) -> None:
    words = QUESTIONS[language][number].split()
    for place in range(len(words)):
        strange = UNKNOWN[language][(number + place) % len(UNKNOWN[language])]
        changed = " ".join([*words[:place], strange, *words[place + 1 :]])
        reading = persian.read(changed)
        quoted = reading.query is not None and any(f.members == (strange,) for f in reading.query.filters)
        assert reading.status != "answered" or quoted, changed


@CASES
def test_a_breakdown_filter_or_condition_left_out_changes_the_reading(language: str, number: int) -> None:
    question = QUESTIONS[language][number]
    reading = persian.read(question)
    assert reading.status == "answered" and reading.query is not None
    for span in reading.spans:
        twice = sum(other.value == span.value for other in reading.spans) > 1
        if span.role not in ("breakdown", "filter", "having") or twice or reading.query.chart == "map":
            continue
        if span.role == "breakdown" and span.value not in reading.query.by:
            continue  # "seasonal … by quarter" says its buckets twice
        if span.role == "filter" and any(span.value in (d, d.split("_")[-1]) for d in demo.demo_catalogue().dimensions):
            continue  # "the Tehran territory", "the online channel"
        if span.role == "breakdown" and _said_again(span.value, reading):
            continue
        if span.value == "between":
            continue  # "1 to 5 thousand" is a range too
        without = f"{question[: span.start]} {question[span.end :]}"
        less = persian.read(without)
        assert (less.status, less.query, less.assumed) != (reading.status, reading.query, reading.assumed), without


@CASES
def test_words_in_another_order_are_all_read_or_the_question_is_not_answered(language: str, number: int) -> None:
    words = QUESTIONS[language][number].split()
    for place in range(len(words) - 1):
        swapped = [*words[:place], words[place + 1], words[place], *words[place + 2 :]]
        reading = persian.read(" ".join(swapped))
        assert reading.status != "answered" or (_told(reading) and not reading.unread), swapped
