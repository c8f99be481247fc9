"""What changes nothing in a Persian question changes nothing in its reading; an exception always does."""

from __future__ import annotations

import random

import pytest

from tests.reading import persian

QUESTIONS = [question for _, _, question in persian.phrasings()][1::9]
COURTESIES = ("لطفا {}", "سلام، {} ممنون", "{} لطفا", "ببخشید {}")
DIGITS = ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
EXCEPTIONS = ("به جز", "بجز", "به‌جز", "غیر از", "به غیر از", "بدون")
SYNONYMS = {
    "فروش ماه گذشته به تفکیک منطقه": ("درآمد ماه گذشته بر اساس منطقه", "فروش هر منطقه در ماه گذشته"),
    "۵ محصول برتر از نظر فروش": ("پنج محصول پرفروش", "۵ محصول با بیشترین فروش"),
    "تعداد سفارش‌های امسال به تفکیک نماینده": ("تعداد سفارشات امسال برحسب نماینده فروش", "سفارش‌های هر نماینده در امسال"),
}  # fmt: skip


def _changed(question: str) -> list[str]:
    """The question as others type it: courtesy, signs, digits, Arabic letters, joiners as spaces, no marks."""
    bare = question.rstrip("؟?.! ")
    found = [form.format(bare) for form in COURTESIES] + [f"{bare}؟", f"{bare}?", f"{bare}.", f"  {bare} "]
    figures = {ord(digit): place for digits in DIGITS for place, digit in enumerate(digits)}
    for digits in DIGITS:
        found.append("".join(digits[figures[ord(c)]] if ord(c) in figures else c for c in question))
    found.append(question.replace("ی", "ي").replace("ک", "ك"))
    found.append(question.replace("\u200c", " "))
    found.append(question.replace("ٔ", ""))
    return found


@pytest.mark.parametrize("number", range(len(QUESTIONS)), ids=lambda n: QUESTIONS[n][:50])
def test_courtesy_signs_digits_and_ways_to_write_change_nothing(number: int) -> None:
    question = QUESTIONS[number]
    plain = persian.read(question)
    for changed in _changed(question):
        reading = persian.read(changed)
        assert (reading.status, reading.query) == (plain.status, plain.query), changed


@pytest.mark.parametrize(("question", "other"), [(q, other) for q, others in SYNONYMS.items() for other in others])
def test_other_words_for_the_same_give_the_same(question: str, other: str) -> None:
    reading = persian.read(other)
    assert (reading.status, reading.query) == ("answered", persian.read(question).query)


@pytest.mark.parametrize("number", range(0, len(QUESTIONS), 2), ids=lambda n: QUESTIONS[n][:50])
def test_an_exception_is_never_passed_over(number: int) -> None:
    for word in EXCEPTIONS[:2]:
        reading = persian.read(f"{QUESTIONS[number].rstrip('؟?.! ')} {word} فارس")
        left_out = [f for f in reading.query.filters if f.op == "not_in"] if reading.query else []
        assert reading.status != "answered" or any("Fars" in f.members for f in left_out), reading.query


@pytest.mark.parametrize("word", EXCEPTIONS)
def test_every_word_for_an_exception_leaves_out(word: str) -> None:
    query = persian.read(f"فروش ماه گذشته به تفکیک منطقه {word} فارس").query
    assert query is not None
    assert [(f.op, f.members) for f in query.filters] == [("not_in", ("Fars",))]


def test_the_order_of_clauses_changes_nothing() -> None:
    clauses = ["به تفکیک محصول", "در تهران", "ماه گذشته"]
    plain = persian.read(" ".join(["فروش", *clauses]))
    assert plain.status == "answered"
    for seed in range(8):
        random.Random(seed).shuffle(clauses)
        reading = persian.read(" ".join(["فروش", *clauses]))
        assert (reading.status, reading.query) == ("answered", plain.query), clauses


def test_latin_and_persian_words_may_be_misspelt_in_one_question() -> None:
    for question, right in (
        ("convrsion rate ماه گذشته", "conversion rate ماه گذشته"),
        ("فروش Tehrn ماه گذشته", "فروش Tehran ماه گذشته"),
        ("revenue به تفکیک منطفه", "revenue به تفکیک منطقه"),
        ("revnue به تفکیک محصلو ماه گذشته", "revenue به تفکیک محصول ماه گذشته"),
        ("فروس by teritory last month", "فروش by territory last month"),
    ):
        reading = persian.read(question)
        assert reading.query == persian.read(right).query and reading.query is not None, question
        assert reading.corrected, question
