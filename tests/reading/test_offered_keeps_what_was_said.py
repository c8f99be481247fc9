"""What is offered in place of a question not wholly understood keeps all that was, and names all that was not."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading import persian


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("revenue by colour 2025", date(2025, 1, 1)),
        ("revenue by colour 2017", date(2017, 1, 1)),
        ("revenue of zorb in 2019", date(2019, 1, 1)),
        ("revenue by colour Q1 2025", date(2025, 1, 1)),
        ("فروش بر اساس رنگ ۱۴۰۴", date(2025, 3, 21)),
    ],
)
def test_the_period_is_kept(question: str, start: date) -> None:
    reading = persian.read(question)
    assert (reading.status, len(reading.unread), len(reading.choices)) == ("clarify", 1, 1)
    period = reading.choices[0].query.period
    assert period is not None and period.start == start


@pytest.mark.parametrize(
    ("question", "unread"),
    [
        ("revenue zorb 300", ("zorb", "300")),
        ("revenue by zorb 12", ("zorb", "12")),
        ("فروش بر اساس رنگ ۳۰۰", ("رنگ", "300")),
        ("کارشناسان با صفر سفارش ماه گذشته", ("کارشناسان", "صفر")),
    ],
)
def test_what_is_not_understood_is_named(question: str, unread: tuple[str, ...]) -> None:
    assert persian.read(question).unread == unread
