"""How a Persian question is typed, and how politely, does not change what it asks; an unknown word does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.reading import persian

QUESTIONS = [question for _, _, question in persian.phrasings()]
_TO_ARABIC = str.maketrans({"ی": "ي", "ک": "ك"})
_TO_LATIN_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
_TO_ARABIC_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
WRITINGS: dict[str, Callable[[str], str]] = {
    "Arabic letters": lambda text: text.translate(_TO_ARABIC),
    "Latin digits": lambda text: text.translate(_TO_LATIN_DIGITS),
    "Arabic digits": lambda text: text.translate(_TO_ARABIC_DIGITS),
    "a space for the joiner": lambda text: text.replace("\u200c", " "),
    "joiners kept twice": lambda text: text.replace("\u200c", "\u200c\u200c"),
    "marks of direction": lambda text: f"\u2067{text}\u2069\u200f",
    "long spaces": lambda text: text.replace(" ", "\u00a0 "),
    "a stretched letter": lambda text: text.replace("فروش", "فـروش"),
    "a question mark": lambda text: f"{text.rstrip('؟?')} ؟",
    "a greeting": lambda text: f"سلام، وقت بخیر. {text}",
    "a request": lambda text: f"لطفاً {text} ممنون",
}
UNKNOWN = ("اسب‌سواری", "زرافه", "گلخانه", "ارغوانی", "انبارداری", "شمعدانی", "بلژیک", "گذرنامه", "پرستار", "مخملی")
"""Words that no catalogue of a sales company has."""


@pytest.mark.parametrize("name", WRITINGS)
@pytest.mark.parametrize("question", QUESTIONS[::7], ids=lambda value: value[:60])
def test_another_writing_reads_alike(question: str, name: str) -> None:
    plain, written = persian.read(question), persian.read(WRITINGS[name](question))
    assert (written.status, written.query, written.corrected) == (plain.status, plain.query, plain.corrected)


@pytest.mark.parametrize(("number", "question"), list(enumerate(QUESTIONS[::9])), ids=lambda value: str(value)[:60])
def test_a_word_nobody_knows_is_never_skipped(number: int, question: str) -> None:
    words = question.split()
    for place in range(len(words) + 1):
        strange = UNKNOWN[(7 * number + 3 * place) % len(UNKNOWN)]
        changed = " ".join([*words[:place], strange, *words[place:]])
        reading = persian.read(changed)
        assert reading.status != "answered", f"{changed!r} read as {reading.query}"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("conversion rate ماه گذشته", "fa"),
        ("فروش Tehran", "fa"),
        ("فروش last month", "en"),
        ("revenue by territory in تهران", "en"),
        ("CAC", "en"),
        ("CAC چیه", "fa"),
        ("AOV تهران", "fa"),
        ("revenue last month", "en"),
    ],
)
def test_the_small_words_say_the_language(question: str, language: str) -> None:
    assert persian.read(question).language == language


def test_each_language_has_its_calendar() -> None:
    """Months are Jalali ones in a Persian question, unless it names others."""
    calendars = [persian.read(q).query for q in ("فروش ماهانه امسال", "monthly sales this year", "فروش ماهانه ۲۰۲۵")]
    assert [query and query.calendar for query in calendars] == ["jalali", "gregorian", "gregorian"]


def test_what_is_mine_is_not_lost_in_an_ending() -> None:
    for question in ("فروشم این ماه", "فروش‌ام این ماه", "این ماه چقدر فروختم", "فروش من این ماه"):
        query = persian.read(question).query
        assert query is not None and query.me == "me", question


@pytest.mark.parametrize("question", ["این ماه چقدر نفروختیم", "سرنخ‌هایی که از دست ندادیم", "فروششان در ماه گذشته"])
def test_a_verb_denied_or_somebody_unnamed_is_not_read_as_its_opposite(question: str) -> None:
    assert persian.read(question).status != "answered"


def test_what_is_not_understood_is_told_as_it_was_typed() -> None:
    reading = persian.read("فروش مغازه‌ها در ماه گذشته")
    assert reading.unread == ("مغازه‌ها",)
    assert reading.message is not None and reading.message.facts["words"] == ("مغازه‌ها",)
