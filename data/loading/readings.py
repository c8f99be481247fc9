"""Decides from a profile how a column of texts is read: as numbers, days, lengths of time, yes and no, or as texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from data.loading.profile import Profile
from data.loading.spans import names_span, two_parts
from data.loading.words import DAY_HEADERS, YES_NO

_SAME_MONEY = {"us$": "$", "usd": "$", "eur": "€", "یورو": "€", "gbp": "£", "ریال": "irr", "﷼": "irr",
               "تومن": "تومان", "irt": "تومان", "brl": "r$", "rs": "₹", "rs.": "₹", "inr": "₹",
               "دلار": "$", "rub": "₽", "руб": "₽", "руб.": "₽", "try": "₺", "tl": "₺", "pln": "zł", "czk": "kč",
               "huf": "ft", "ron": "lei", "uah": "грн"}  # fmt: skip
_COMMA_MONEY = {"r$", "€", "₽", "₺", "zł", "kr", "sek", "nok", "dkk", "kč", "ft", "lei",
                "грн"}  # fmt: skip
# So much of a column must be readable, and what is not must be words ("free"), not codes ("A17").
_ENOUGH, _CODES = 0.9, 0.01
# Different numbers such as 1.234 that tell what the point separates, where one ends with 0 and where none does.
_GROUPS, _MANY_GROUPS = 3, 20
# So many of 230131 are days, where they begin with fewer different numbers than they end with: years, not days.
_SIX = 3


class As(StrEnum):
    """What a column's texts are read as."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    DAY = "day"
    SPAN = "span"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Reading:
    """How one column is read.

    `style` is what decimals stand after, "point" or "comma"; of lengths of time what 12:45 is, "hm" or "ms" ("":
    unknown); `plain` that DuckDB's own cast will do; `note` the code of
    a repair that says why it stays text. `missing` are the texts that mean no value, beside those that always do.
    """

    name: str
    kind: As = As.TEXT
    style: str = "point"
    plain: bool = False
    grouped: bool = False
    doubt: str = ""
    unit: str | None = None
    note: str = ""
    detail: str = ""
    missing: tuple[str, ...] = ()
    month_first: str = ""
    serial: bool = False
    order_open: bool = False
    months: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """What the other columns of the same file tell: whether decimals stand after commas."""

    comma: bool = False
    program: bool = False


def habits_of(profiles: Iterable[Profile], separator: str = ",", *, program: bool = False) -> Habits:
    """The habits of a whole file."""
    comma = point = 0
    for p in profiles:
        comma += p.surely_comma + p.surely_dot_groups
        point += p.surely_point + p.surely_comma_groups
    return Habits(comma > point, program)


def reading_of(profile: Profile, header: str, habits: Habits) -> Reading:
    """How a column with this profile is read."""
    p = profile
    name = p.name
    if not p.values:
        return Reading(name, missing=p.perhaps)
    if _is_yes_no(p):
        return Reading(name, As.YES_NO, missing=tuple(w for w in p.perhaps if w not in p.no))
    names_day = any(word in header.casefold() for word in DAY_HEADERS)
    day = _day(p, names_day)
    if day is not None:
        return day
    return _span(p, header) or _number(p, habits) or Reading(name, missing=_missing(p))


def _is_yes_no(p: Profile) -> bool:
    if p.neither or not (p.yes or p.no):
        return False
    for yes, no in YES_NO:
        if set(p.yes) <= {yes} and set(p.no) <= {no}:
            return len(yes) > 1 or bool(p.yes and p.no)
    return False


def _missing(p: Profile) -> tuple[str, ...]:
    """Words that may be members of a text column, or gaps in it. NA is no gap among codes of two letters."""
    return tuple(w for w in p.perhaps if not (w == "na" and p.short > 0.5 * p.values))


def _day(p: Profile, names_day: bool) -> Reading | None:
    days = p.days
    if not names_day:
        days -= p.compact + p.dotted
    if not (names_day and p.six >= _SIX and p.six_first < p.six_last):
        days -= p.six
    serial = p.serial if days >= 0.3 * p.values and p.serial else 0
    if days < 1 or days + serial < _ENOUGH * p.values:
        return None
    return Reading(
        p.name,
        As.DAY,
        plain=p.iso == p.values,
        serial=serial > 0,
        order_open=p.either_order > 0,
        missing=p.perhaps,
        months=p.months == p.days,
    )


def _span(p: Profile, header: str) -> Reading | None:
    """Lengths of time. A clock alone is a time of day, unless the heading says otherwise or a day has no such hour."""
    if p.spans < _ENOUGH * p.values:
        return None
    told = names_span(header)
    clocks = p.clock_two + p.clock_three
    one_unit = len(p.units) == 1 and p.with_unit >= _ENOUGH * p.values
    if one_unit or not (p.surely_spans or (told and (clocks or p.multiples)) or p.clock_over):
        return None
    style = two_parts(header)
    if not style and p.clock_two and p.clock_three and not p.clock_padded:
        style = "ms"  # the hours are left out where there are none: 3:45 beside 1:02:15
    if not style and p.clock_two > (1 - _ENOUGH) * p.values:
        return Reading(p.name, note="open_spans", missing=_missing(p))
    return Reading(p.name, As.SPAN, style=style, unit="s", missing=p.perhaps)


def _number(p: Profile, habits: Habits) -> Reading | None:
    if p.plain == p.values and p.whole == p.values:
        if p.leading_zero or p.too_long:
            return Reading(p.name, note="codes", missing=p.perhaps)
        return Reading(p.name, As.WHOLE, plain=True, missing=p.perhaps)
    currencies = tuple(sorted({_SAME_MONEY.get(c, c) for c in p.currencies}))
    style, doubt = _style(p, habits, currencies)
    parsed = p.point if style == "point" else p.comma
    if parsed < _ENOUGH * p.values <= p.point + p.comma and not p.codes and p.point and p.comma:
        return Reading(p.name, note="mixed_decimals", missing=_missing(p))
    if parsed < _ENOUGH * p.values or p.codes > _CODES * p.values or p.leading_zero > 0.5 * p.whole > 0:
        return None
    if len(currencies) > 1:
        return Reading(p.name, note="several_currencies", detail=", ".join(p.currencies), missing=_missing(p))
    if p.percent and p.without_percent:
        return Reading(p.name, note="mixed_percent", missing=_missing(p))
    if len(p.units) > 1 or (p.units and p.with_unit < _ENOUGH * parsed):
        return None
    unit = "%" if p.percent else currencies[0] if currencies else p.units[0] if p.units else None
    plain = p.plain == p.values and style == "point"
    whole = (
        not plain
        and not (p.surely_point or p.surely_comma or p.percent or p.multiples)
        and not (p.either_dot if style == "point" else p.either_comma)
    )
    return Reading(
        p.name,
        As.WHOLE if whole else As.NUMBER,
        style=style,
        plain=plain,
        grouped=bool(p.surely_comma_groups or p.surely_dot_groups or p.either_comma or p.either_dot),
        doubt=doubt,
        unit=unit,
        missing=p.perhaps,
    )


def _style(p: Profile, habits: Habits, currencies: tuple[str, ...]) -> tuple[str, str]:
    """Where decimals stand after, and the sign of which that is not certain."""
    if habits.program:
        return "point", ""
    comma, point = p.surely_comma + p.surely_dot_groups, p.surely_point + p.surely_comma_groups
    if comma != point:
        return ("comma", "") if comma > point else ("point", "")
    if not p.either_dot and not p.either_comma:
        return "point", ""
    if habits.comma or set(currencies) & _COMMA_MONEY or _are_thousands(p):
        return "comma", ""
    return "point", "." if p.either_dot else ""


def _are_thousands(p: Profile) -> bool:
    """Whether 1.234 beside 950 is more than it: three decimals kept everywhere would show in 950, those cut off where
    they are noughts would leave fewer somewhere."""
    grouped = p.either_dot >= _GROUPS and (p.dot_noughts or p.either_dot >= _MANY_GROUPS)
    return bool(grouped and p.small_whole and not p.large_whole and not p.either_comma)
