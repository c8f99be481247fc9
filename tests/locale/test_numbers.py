"""Figures are written as people of each language write them, and never rounded into another magnitude."""

from __future__ import annotations

import pytest

from queries.answer import Unit, Value
from queries.locale import change_size_text, change_text, value_text


@pytest.mark.parametrize(
    ("value", "unit", "english", "persian"),
    [
        (1_234_567.8, "currency", "$1.2M", "۱٫۲ میلیون دلار"),
        (999_950, "currency", "$1.0M", "۱٫۰ میلیون دلار"),
        (950_000, "currency", "$950K", "۹۵۰ هزار دلار"),
        (123_456_789, "currency", "$123M", "۱۲۳ میلیون دلار"),
        (9_999.4, "currency", "$9,999", "۹٬۹۹۹ دلار"),
        (24.5, "currency", "$24.50", "۲۴٫۵۰ دلار"),
        (0, "currency", "$0", "۰ دلار"),
        (-52_300, "currency", "−$52.3K", "\u200e−۵۲٫۳ هزار دلار"),
        (0.184, "percent", "18.4 %", "۱۸٫۴٪"),
        (0.0004, "percent", "0.04 %", "۰٫۰۴٪"),
        (0.31, "percent", "31.0 %", "۳۱٫۰٪"),
        (12.4, "percent", "1,240 %", "۱٬۲۴۰٪"),
        (3.5, "days", "3.5 days", "۳٫۵ روز"),
        (1, "days", "1 day", "۱ روز"),
        (2 + 1 / 6, "hours", "2 h 10 min", "۲ ساعت و ۱۰ دقیقه"),
        (0.4, "hours", "24 min", "۲۴ دقیقه"),
        (100, "hours", "4.2 days", "۴٫۲ روز"),
        (4.213, "points", "4.21", "۴٫۲۱"),
        (12_345, "count", "12,345", "۱۲٬۳۴۵"),
        (1_234_567, "count", "1.2M", "۱٫۲ میلیون"),
        (None, "percent", "–", "–"),
        (float("nan"), "count", "–", "–"),
        ("Tehran", "text", "Tehran", "Tehran"),
    ],
)
def test_short_figures(value: Value, unit: Unit, english: str, persian: str) -> None:
    assert value_text(value, unit, "en", "USD") == english
    assert value_text(value, unit, "fa", "USD") == persian


@pytest.mark.parametrize(
    ("value", "unit", "full", "axis"),
    [
        (1_200_000, "currency", "$1,200,000", "$1.2M"),
        (2_250_000, "currency", "$2,250,000", "$2.25M"),
        (2_000_000, "currency", "$2,000,000", "$2M"),
        (1_225_000, "count", "1,225,000", "1.225M"),
        (0.00002, "count", "0.00", "0.00002"),
        (0.0225, "percent", "2.25 %", "2.25 %"),
        (0.0005, "percent", "0.05 %", "0.05 %"),
        (7.125, "points", "7.13", "7.125"),
        (2.25, "hours", "2 h 15 min", "2.25 h"),
        (0.2, "percent", "20.00 %", "20 %"),
        (100, "hours", "100 h", "100 h"),
    ],
)
def test_full_keeps_every_digit_and_axis_writes_a_step_as_it_is(value: float, unit: Unit, full: str, axis: str) -> None:
    assert value_text(value, unit, "en", "USD", style="full") == full
    assert value_text(value, unit, "en", "USD", style="axis") == axis


@pytest.mark.parametrize(
    ("value", "unit", "brief"),
    [(98_700, "count", "98.7K"), (1_000, "count", "1K"), (2.345, "hours", "2.3 h"), (0.1, "percent", "10 %")],
)
def test_brief_is_for_small_cells(value: float, unit: Unit, brief: str) -> None:
    assert value_text(value, unit, "en", "USD", style="brief") == brief


def test_a_small_figure_keeps_two_digits_that_say_something() -> None:
    assert value_text(0.00042, "currency", "en", "USD") == "$0.00042"
    assert value_text(0.0021, "currency", "fa", "USD") == "۰٫۰۰۲۱ دلار"
    assert value_text(0.00042, "count", "en", "USD") == "0.00042"


def test_halves_round_away_from_zero_as_people_do() -> None:
    assert value_text(0.1845, "percent", "en", "USD") == "18.5 %"
    assert value_text(2.5, "currency", "en", "USD", style="axis") == "$2.5"


def test_a_value_that_rounds_to_zero_has_no_sign() -> None:
    assert value_text(-0.000001, "count", "en", "USD", signed=True) == "0.00"


@pytest.mark.parametrize(
    ("code", "english", "persian"),
    [
        ("EUR", "€1.2M", "۱٫۲ میلیون یورو"),
        ("IRR", "IRR 1.2M", "۱٫۲ میلیون ریال"),
        ("CHF", "CHF 1.2M", "۱٫۲ میلیون CHF"),
    ],
)
def test_money_is_named_by_its_currency(code: str, english: str, persian: str) -> None:
    assert value_text(1_200_000, "currency", "en", code) == english
    assert value_text(1_200_000, "currency", "fa", code) == persian


def test_changes_carry_their_sign_and_percent_metrics_change_by_points() -> None:
    assert change_text(0.012, 0.07, "percent", "en", "USD") == "+1.2 points"
    assert change_text(-0.012, -0.07, "percent", "fa", "USD") == "\u200e−۱٫۲ واحد درصد"
    assert change_text(12, 0.124, "count", "en", "USD") == "+12.4 %"
    assert change_text(12, None, "count", "en", "USD") == "+12"
    assert change_text(None, None, "percent", "en", "USD") == "–"
    assert change_size_text(-12, -0.124, "count", "en", "USD") == "12.4 %"
    assert change_size_text(-0.012, None, "percent", "en", "USD") == "1.2 points"


def test_a_signed_persian_number_holds_its_sign_on_the_left() -> None:
    assert value_text(0.124, "percent", "fa", "USD", signed=True) == "\u200e+۱۲٫۴٪"
