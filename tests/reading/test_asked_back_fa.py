"""Persian questions with several meanings are asked back, with each meaning as a choice."""

from __future__ import annotations

import pytest

from tests.reading import demo, persian

ASKED = {
    "زمان پاسخ ماه گذشته": ["زمان پاسخ به سرنخ در آبان ۱۴۰۵", "زمان پاسخ پشتیبانی در آبان ۱۴۰۵"],
    "زمان پاسخ‌گویی هر تیم در ماه گذشته": [
        "زمان پاسخ به سرنخ به تفکیک تیم در آبان ۱۴۰۵",
        "زمان پاسخ پشتیبانی به تفکیک تیم در آبان ۱۴۰۵",
    ],
    "نرخ مصرف امسال": ["نرخ مصرف بودجه در سال ۱۴۰۵"],
    "فروش تا کنون": ["درآمد از ۱ فروردین ۱۴۰۵ تا ۲ آذر ۱۴۰۵", "درآمد قبل از ۳ آذر ۱۴۰۵"],
    "فروش به تفکیک منطقه و ماه آبان": [
        "درآمد به تفکیک منطقه و ماه در آبان ۱۴۰۵",
        "درآمد به تفکیک منطقه در آبان ۱۴۰۵",
    ],
    "فروش به تفکیک تیم و فصل گذشته": ["درآمد به تفکیک تیم در تابستان ۱۴۰۵"],
    "فروش تهران و ماه گذشته": ["درآمد برای منطقه تهران در آبان ۱۴۰۵"],
    "رتبه من در بین فروشنده‌ها": ["درآمد به تفکیک نماینده فروش در سال ۱۴۰۵، مرتب شده بر اساس درآمد نزولی"],
    "فروش در روزهای جمعه": ["درآمد به تفکیک روز هفته در سال ۱۴۰۵"],
}


@pytest.mark.parametrize(("question", "meant"), ASKED.items())
def test_every_meaning_is_offered(question: str, meant: list[str]) -> None:
    reading = persian.read(question)
    assert (reading.status, sorted(c.question for c in reading.choices)) == ("clarify", sorted(meant))


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("response time last month", ["Lead response time in October 2026", "First response time in October 2026"]),
        ("sales to date", ["Revenue from 1 January 2026 to 23 November 2026", "Revenue before 24 November 2026"]),
        ("sales by region and October", ["Revenue by region in October 2026"]),
    ],
)
def test_so_is_every_meaning_in_english(question: str, meant: list[str]) -> None:
    reading = demo.read(question)
    assert (reading.status, [c.question for c in reading.choices]) == ("clarify", meant)


@pytest.mark.parametrize("question", ["فروش به تفکیک منطقه و در ماه آبان", "sales by region and in October"])
def test_a_period_with_a_preposition_of_its_own_may_follow_a_list(question: str) -> None:
    assert persian.read(question).status == "answered"


@pytest.mark.parametrize(
    "question",
    [
        "مشتریانی که سفارششان بیشتر از ۵ و خریدشان بیش از ۱۰۰ هزار است",
        "customers with more than 5 orders and over 100k",
        "customers with more than 5 orders and over 100k purchases",
    ],
)
def test_a_second_number_about_the_same_figure_is_asked_about(question: str) -> None:
    reading = persian.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("clarify", "number_of_which")


@pytest.mark.parametrize("question", ["درصد سرنخ‌های واجد شرایط", "what percent of leads are qualified"])
def test_a_part_with_a_figure_of_its_own_is_no_share_of_members(question: str) -> None:
    reading = persian.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("refused", "share_needs_breakdown")


def test_a_word_with_a_joiner_is_one_text() -> None:
    query = persian.read("فروش محصولاتی که نامشان شامل لپ‌تاپ است").query
    assert query is not None
    assert [(f.dimension, f.op, f.members) for f in query.filters] == [("product", "contains", ("لپ\u200cتاپ",))]
