"""A word that says something, put anywhere into a right Persian question, is never passed over."""

from __future__ import annotations

import pytest

from tests.reading import persian

QUESTIONS = [question for _, _, question in persian.phrasings()][::11]
_WORDS = """
    موز فوری آبی مالیات معلق دولت احتمالی خراب تعطیل متاهل جوان ارزان گران وارداتی داخلی خارجی درونی معیوب ناشناس
    نقدی اعتباری عقب‌افتاده خودکار تکراری کلیدی اصلی کوچک بزرگ سنگین بلند کوتاه داغ سرد زود دیر سریع کند معمول
    بالقوه نهایی مستقیم دیگر مشابه تقریبا هرگز نصف دوبرابر چندبرابر مگر چون وقتی اگر ولی اما علیه یورو تومان ساده
    برخی بعضی بدهی رویه نتیجه مرده قابل واضح مهندس شرح زیان سهامدار گم‌شده
"""
CONTENT = tuple(_WORDS.split())
BESIDE = ("متفاوت", "مختلف", "گوناگون", "جداگانه", "توزیع", "تفکیک", "تنها", "کامل")
"""Words that say nothing more beside what they belong to, and are content elsewhere."""
RANKING = ("اصلی",)
"""Words that say nothing more where a ranking is asked for already: "the top five main reasons"."""
WORDS_A_QUESTION = 12


def _with(question: str, word: str, place: int) -> str:
    said = question.split()
    return " ".join([*said[:place], word, *said[place:]])


@pytest.mark.parametrize("number", range(len(QUESTIONS)), ids=lambda n: QUESTIONS[n][:60])
def test_a_word_of_content_never_leaves_the_answer_as_it_was(number: int) -> None:
    question = QUESTIONS[number]
    plain = persian.read(question)
    assert plain.status == "answered"
    places = len(question.split()) + 1
    for turn in range(WORDS_A_QUESTION):
        word = CONTENT[(number * WORDS_A_QUESTION + turn) % len(CONTENT)]
        if word in RANKING and plain.query is not None and plain.query.rank is not None:
            continue
        changed = _with(question, word, (number + turn) % places)
        reading = persian.read(changed)
        assert reading.status != "answered" or reading.query != plain.query, changed


@pytest.mark.parametrize("word", [*CONTENT, *BESIDE])
@pytest.mark.parametrize("form", ["فروش {} ماه گذشته", "{} فروش ماه گذشته", "فروش ماه گذشته {}"])
def test_every_word_of_content_is_named_or_changes_the_answer(form: str, word: str) -> None:
    plain, reading = persian.read("فروش ماه گذشته"), persian.read(form.format(word))
    assert reading.status != "answered" or reading.query != plain.query


@pytest.mark.parametrize(
    ("question", "unread"),
    [("فروش داخلی ماه گذشته", "داخلی"), ("مشتریان مرده ماه گذشته", "مرده"), ("فروش بدهی ماه گذشته", "بدهی")],
)
def test_an_ending_taken_off_makes_no_small_word_and_no_name(question: str, unread: str) -> None:
    reading = persian.read(question)
    assert (reading.status, reading.unread) == ("clarify", (unread,))


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("فروش در مناطق مختلف ماه گذشته", "فروش در مناطق ماه گذشته"),
        ("فروش به تفکیک محصولات مختلف ماه گذشته", "فروش به تفکیک محصولات ماه گذشته"),
        ("توزیع فروش بر اساس منطقه ماه گذشته", "فروش بر اساس منطقه ماه گذشته"),
    ],
)
def test_various_members_and_a_spread_over_them_are_the_breakdown(said: str, plain: str) -> None:
    reading = persian.read(said)
    assert (reading.status, reading.query) == ("answered", persian.read(plain).query)


@pytest.mark.parametrize("question", ["چند روز فروش ماه گذشته", "چند ساعت سفارش داشتیم این ماه"])
def test_how_many_days_is_no_question_about_money(question: str) -> None:
    assert persian.read(question).status == "refused"


def test_a_condition_in_time_is_read_only_where_somebody_is_to_be_told() -> None:
    assert persian.read("وقتی نرخ ریزش از ۵ درصد بیشتر شد خبرم کن").unread == ()
    assert persian.read("فروش وقتی ماه گذشته").unread == ("وقتی",)
