"""Figures as people write them: counts, money, percents, durations, changes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from queries.answer import Unit, Value
from queries.locale.dates import day_text
from queries.locale.language import Language
from queries.locale.languages import digits, language_of

Style = Literal["short", "full", "brief", "axis"]

# From here on a short figure is written in thousands, millions ...: money sooner, since its last digits say least.
_COMPACT_FROM = {"currency": 10_000, "count": 100_000}
_DAYS_FROM_HOURS = 72
_SMALL, _SMALLEST = Decimal("0.01"), Decimal("0.0001")  # between them a figure has two digits that say something
_STEP = 4  # digits of a step of an axis, as far as it has them: 2.25 % is not 2.3 %


def value_text(
    value: Value, unit: Unit, language: str, currency: str, *, style: Style = "short", signed: bool = False
) -> str:
    """A figure in its unit: 1.2M, 18.4 %, ۱۸٫۴٪, 3.5 days, 2 h 10 min, $1.2M; a dash where there is none.

    "short" rounds to what a sentence needs, "full" keeps the thousands, "brief" drops zeros after the point and
    starts with thousands early, "axis" does so and writes a round step as it is.
    """
    words = language_of(language)
    if value is None:
        return words.missing
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return day_text(value, language)
    if isinstance(value, str):
        return value
    if value != value or value in (float("inf"), float("-inf")):
        return words.missing
    number = Decimal(str(value))
    text = digits(_magnitude(abs(number), unit, words, currency, style), words)
    if number < 0 and any(c.isdecimal() and c not in ("0", words.digits[0]) for c in text):
        return f"{words.mark}{words.minus}{text}"
    return f"{words.mark}+{text}" if signed and number > 0 else text


def currency_text(currency: str, language: str) -> str:
    """A currency beside figures without it: its name where the language writes one, else its code."""
    name = language_of(language).money.get(currency, "").format("").strip()
    return name if name.isalpha() else currency


def change_text(change: Value, percent: float | None, unit: Unit, language: str, currency: str) -> str:
    """The change of a figure with its sign: "+12.4 %", or "+1.2 points" for a percent metric.

    A change from nothing has no percentage and is written as an amount.
    """
    return _change(change, percent, unit, language, currency, signed=True)


def change_size_text(change: Value, percent: float | None, unit: Unit, language: str, currency: str) -> str:
    """The size of a change without its sign, for sentences that say up or down in words."""
    size = abs(change) if isinstance(change, int | float) else change
    return _change(size, None if percent is None else abs(percent), unit, language, currency, signed=False)


def _change(change: Value, percent: float | None, unit: Unit, language: str, currency: str, *, signed: bool) -> str:
    if unit == "percent" and isinstance(change, int | float):
        words = language_of(language)
        points = _fraction(abs(Decimal(str(change))) * 100, 1)
        text = digits(words.points.format(points.replace(".", words.decimal)), words)
        sign = "" if not signed or change == 0 else "+" if change > 0 else words.minus
        return f"{words.mark}{sign}{text}" if sign else text
    if percent is not None:
        return value_text(percent, "percent", language, currency, signed=signed)
    return value_text(change, unit, language, currency, signed=signed)


def _magnitude(number: Decimal, unit: Unit, words: Language, currency: str, style: Style) -> str:
    if unit == "percent":
        return words.percent.format(_localise(_percent(number * 100, style), words))
    if unit == "days":
        return _days(number, words, style)
    if unit == "hours":
        return _hours(number, words, style)
    if unit == "currency":
        amount = _amount(number, words, style, _COMPACT_FROM["currency"], decimals=2 if number < 1000 else 0)
        pattern = words.money.get(currency)
        return pattern.format(amount) if pattern else words.money_other.format(code=currency, amount=amount)
    if unit == "points":
        rounded = _trim(_fraction(number, 2 if number < 10 else 1), style != "brief")
        return _localise(_step(number) if style == "axis" else rounded, words)
    whole = number == number.to_integral_value()
    return _amount(number, words, style, _COMPACT_FROM["count"], decimals=0 if whole else 1 if number >= 10 else 2)


def _amount(number: Decimal, words: Language, style: Style, compact_from: int, decimals: int) -> str:
    if style in ("axis", "brief"):
        compact_from = 1_000
    if style != "full" and _rounded(number, 0) >= compact_from:
        return _compact(number, words, style)
    if style == "axis":
        return _localise(_step(number), words)
    if _SMALLEST <= number < _SMALL:
        decimals = max(decimals, 1 - number.adjusted())
    text = _fraction(number, decimals)
    if style == "brief" or number == number.to_integral_value():
        text = _trim(text, keep_zero=False)
    return _localise(text, words)


def _compact(number: Decimal, words: Language, style: Style) -> str:
    # 999,500 is 1.0M since it would be 1000K; 950,000 stays 950K.
    power, pattern = next(
        ((p, text) for p, text in words.compact if _rounded(number.scaleb(3 - p), 0) >= 1000), words.compact[-1]
    )
    scaled = number.scaleb(-power)
    if style == "axis":
        return pattern.format(_localise(_step(scaled), words))
    if _rounded(scaled, 1) >= 100:
        return pattern.format(_localise(_fraction(scaled, 0), words))
    return pattern.format(_localise(_trim(_fraction(scaled, 1), style == "short"), words))


def _percent(number: Decimal, style: Style) -> str:
    if style == "axis":
        return _step(number)
    if style == "brief":
        return _trim(_fraction(number, 1), keep_zero=False)
    if 0 < number < Decimal("0.1"):
        return _fraction(number, 2 if number >= Decimal("0.01") else 3)
    if number >= 1000:
        return _fraction(number, 0)
    return _fraction(number, 2 if style == "full" else 1)


def _days(number: Decimal, words: Language, style: Style) -> str:
    if style == "short" and 0 < number < 1:
        return _hours(number * 24, words, style)
    text = _step(number) if style == "axis" else _trim(_fraction(number, 1 if number < 1000 else 0), keep_zero=False)
    return words.days[0 if text == "1" else 1].format(_localise(text, words))


def _hours(number: Decimal, words: Language, style: Style) -> str:
    if style in ("axis", "brief"):
        text = _step(number) if style == "axis" else _trim(_fraction(number, 1), keep_zero=False)
        return words.hours.format(_localise(text, words))
    if number >= _DAYS_FROM_HOURS and style == "short":
        return _days(number / 24, words, style)
    minutes = int(_rounded(number * 60, 0))
    if minutes == 0 and number > 0:
        return words.minutes.format(_localise(_fraction(number * 60, 1), words))
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return words.minutes.format(rest)
    if rest == 0:
        return words.hours.format(_localise(str(hours), words))
    return words.hours_minutes.format(hours=_localise(str(hours), words), minutes=rest)


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _fraction(number: Decimal, decimals: int) -> str:
    return f"{_rounded(number, decimals):f}"


def _step(number: Decimal) -> str:
    """A round step as it is, down to the digits that tell it from the next."""
    return _trim(_fraction(number, max(_STEP, _STEP - 1 - number.adjusted()) if number else 0), keep_zero=False)


def _trim(text: str, keep_zero: bool) -> str:
    return text if keep_zero or "." not in text else text.rstrip("0").rstrip(".")


def _localise(text: str, words: Language) -> str:
    whole, _, fraction = text.partition(".")
    groups = f"{int(whole):,}".replace(",", words.thousands)
    return groups + (words.decimal + fraction if fraction else "")
