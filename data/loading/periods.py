"""Which period a heading names: "Jan 2024", "Sales Jan", "2024-01", Q1 2023, 1/22/20, week 5, «فروردین ۱۴۰۳»."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from persiantools.jdatetime import JalaliDate

from data.loading.words import GREGORIAN_MONTHS, JALALI_MONTHS

Kind = Literal["year", "half", "quarter", "month", "week", "day"]
FINEST_LAST: tuple[Kind, ...] = ("year", "half", "quarter", "month", "week", "day")
"""Each holds whole ones of those after it, but for weeks."""


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a heading: its `year` (None where the heading has none), its `number` within that (the day itself
    is `day`). `rest` are the other words of the heading; `fiscal` where the year is said to be no calendar year, and
    `span` where it is two years ("2019-20")."""

    kind: Kind
    year: int | None
    number: int
    rest: tuple[str, ...] = ()
    jalali: bool = False
    day: date | None = None
    fiscal: bool = False
    span: bool = False

    @property
    def first(self) -> date | None:
        """Its first day; None where the year is not known, or no calendar year."""
        if self.kind == "day":
            return self.day
        if self.year is None or self.span:
            return None
        if self.kind == "week":
            return date.fromisocalendar(self.year, self.number, 1)
        month = self.first_month
        return JalaliDate(self.year, month, 1).to_gregorian() if self.jalali else date(self.year, month, 1)

    @property
    def first_month(self) -> int:
        """The month of its year that it begins with."""
        return {"half": self.number * 6 - 5, "quarter": self.number * 3 - 2, "month": self.number}.get(self.kind, 1)

    def within(self, other: Period) -> bool:
        """Whether it lies in another, coarser period; years that are not said are taken for one."""
        if FINEST_LAST.index(other.kind) >= FINEST_LAST.index(self.kind) or self.kind in ("week", "day"):
            return False
        if self.year is not None and other.year is not None and self.year != other.year:
            return False
        months = {"half": 6, "quarter": 3, "month": 1}[self.kind]
        first = (self.number - 1) * months
        size = {"year": 12, "half": 6, "quarter": 3}[other.kind]
        return other.kind == "year" or first // size == other.number - 1


_MONTHS = {name: (number, False) for number, names in enumerate(GREGORIAN_MONTHS, 1) for name in names} | {
    name: (number, True) for number, names in enumerate(JALALI_MONTHS, 1) for name in names
}
MONTH_NAMES = "|".join(re.escape(name) for name in sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<y>\d{4})"
_SHORT = r"(?P<y>\d{4}|\d{2})"
_BETWEEN = r"[-/. ,']*"
_PARTS = ("y", "n", "name", "m", "d", "a", "b", "fy")
_WEEK = r"(?:week|wk|w|kw|هفته)"
_WAYS: tuple[tuple[Kind, str], ...] = (
    ("day", rf"{_YEAR}([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}})(?:[ t]00:00(?::00)?)?"),
    ("day", r"(?P<a>\d{1,2})([-/.])(?P<b>\d{1,2})\2(?P<y>\d{4}|\d{2})"),
    ("week", rf"{_YEAR}[-/ ]?{_WEEK}[- ]?(?P<n>\d{{1,2}})"),
    ("week", rf"{_WEEK}[- .]?(?P<n>\d{{1,2}})(?:[-/ ,.]+{_YEAR})?"),
    ("quarter", rf"{_YEAR}[-/ ]?(?:q|quarter )(?P<n>[1-4])"),
    ("quarter", rf"(?:q|quarter )(?P<n>[1-4])(?:{_BETWEEN}{_SHORT})?"),
    ("quarter", rf"(?P<n>[1-4])q{_BETWEEN}{_SHORT}"),
    ("half", rf"{_YEAR}[-/ ]?h(?P<n>[12])"),
    ("half", rf"h(?P<n>[12])(?:{_BETWEEN}{_SHORT})?"),
    ("month", rf"{_YEAR}[-/. ]*(?P<name>{MONTH_NAMES})\.?"),
    ("month", rf"(?P<y>\d{{2}})[-/.' ]+(?P<name>{MONTH_NAMES})\.?"),
    ("month", rf"(?P<name>{MONTH_NAMES})\.?(?:{_BETWEEN}{_SHORT})?"),
    ("month", rf"{_YEAR}[-/. ](?P<n>0?[1-9]|1[0-2])"),
    ("month", rf"(?P<n>0?[1-9]|1[0-2])[-/.]{_YEAR}"),
    ("month", rf"{_YEAR}(?P<n>0[1-9]|1[0-2])"),
    ("year", rf"(?P<fy>fy|financial year|fiscal year) ?'?{_SHORT}"),
    ("year", rf"(?:year |yr|y|x|سال )?{_YEAR}"),
)
_PATTERNS = tuple((kind, re.compile(rf"(?<![\w'])(?:{way})(?![\w'])")) for kind, way in _WAYS)
_DAY_OR_YEAR = re.compile(rf"(?<![\w'])(?:(?:{MONTH_NAMES})[-/. ,]*\d{{2}}|\d{{2}}[-/. ]+(?:{MONTH_NAMES}))(?![\w'])")
_SPAN = re.compile(r"(?:fy ?)?(\d{4}) ?[-/] ?(\d{2}|\d{4})")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[a-z])(?=\d{4}$)")
_AGAIN = re.compile(r"\[yr\d{4}\]", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_JOINTS = frozenset({"of", "in", "for", "the", "در"})


def periods_of(headings: Sequence[str]) -> list[Period | None]:
    """The period that each heading names; None for one that names none. What stands open in one is told by all."""
    plain = [_plain(heading) for heading in headings]
    spans = {i: span for i, text in enumerate(plain) if (span := _span(text)) is not None}
    if len(spans) >= 3:
        return [spans.get(i) for i in range(len(plain))]
    month_first = _month_first(plain)
    found = [_period(text, month_first) for text in plain]
    # "Jan 24", "Feb 24" are months of a year; "Jan 24", "Jan 25" are days, of a year that is not said.
    short = [i for i, text in enumerate(plain) if _DAY_OR_YEAR.search(text) and found[i] is not None]
    if len({one.number for i in short if (one := found[i]) is not None}) < min(3, len(short)):
        found = [None if i in short else one for i, one in enumerate(found)]
    days = [one.day for one in found if one is not None and one.kind == "day" and one.day is not None]
    if len(days) > 1 and all(day.day == 1 for day in days):
        found = [_as_month(one) if one is not None and one.kind == "day" else one for one in found]
    elif len(days) > 1 and all(JalaliDate(day).day == 1 for day in days):
        found = [_as_jalali_month(one) if one is not None and one.kind == "day" else one for one in found]
    return found


def _plain(heading: str) -> str:
    text = unicodedata.normalize("NFKC", _AGAIN.sub(" ", _CAMEL.sub(" ", heading)))
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
    return " ".join(text.replace("_", " ").replace("ي", "ی").replace("ك", "ک").casefold().split())


def _span(text: str) -> Period | None:
    """Two years that follow each other, as fiscal years and school years are written."""
    told = _SPAN.fullmatch(text)
    if told is None or not _is_year(year := int(told[1])) or int(told[2]) not in (year + 1, (year + 1) % 100):
        return None
    return Period("year", year, 1, fiscal=True, span=True)


def _is_year(year: int) -> bool:
    return 1300 <= year <= 1450 or 1900 <= year <= 2100


def _month_first(texts: Sequence[str]) -> bool | None:
    """Whether days such as 1/22/20 begin with their month; None where the headings do not tell."""
    found = [told for text in texts if (told := _PATTERNS[1][1].search(text))]
    over = any(int(told["a"]) > 12 for told in found), any(int(told["b"]) > 12 for told in found)
    return None if over[0] == over[1] else over[1]


def _period(text: str, month_first: bool | None) -> Period | None:
    for kind, pattern in _PATTERNS:
        told = pattern.search(text)
        if told is None:
            continue
        rest = tuple(
            word for word in _WORD.findall(f"{text[: told.start()]} {text[told.end() :]}") if word not in _JOINTS
        )
        parts: dict[str, str | None] = {**dict.fromkeys(_PARTS), **told.groupdict()}
        one = _told(kind, parts, month_first)
        return None if one is None or any(word.isdigit() for word in rest) else replace(one, rest=rest)
    return None


def _told(kind: Kind, parts: dict[str, str | None], month_first: bool | None) -> Period | None:
    year = int(parts["y"]) if parts["y"] else None
    if year is not None and len(str(parts["y"])) == 2:
        year += 2000 if year < 70 else 1900
    if year is not None and not _is_year(year):
        return None
    jalali = year is not None and year < 1500
    if kind == "day":
        return _day(year, parts, month_first)
    if kind == "month" and parts["name"]:
        number, own = _MONTHS[parts["name"]]
        return None if year is not None and own != jalali else Period(kind, year, number, jalali=own)
    number = int(parts["n"]) if parts["n"] else 1
    if kind == "week" and (jalali or not 1 <= number <= _weeks(year)):
        return None
    return Period(kind, year, number, jalali=jalali, fiscal=bool(parts["fy"]))


def _weeks(year: int | None) -> int:
    return 53 if year is None else date(year, 12, 28).isocalendar().week


def _day(year: int | None, parts: dict[str, str | None], month_first: bool | None) -> Period | None:
    if year is None:
        return None
    if parts["a"]:
        if month_first is None:
            return None
        month, day = (parts["a"], parts["b"]) if month_first else (parts["b"], parts["a"])
    else:
        month, day = parts["m"], parts["d"]
    try:
        when = JalaliDate(year, int(month or 0), int(day or 0)).to_gregorian() if year < 1500 else datetime(
            year, int(month or 0), int(day or 0)
        ).date()  # fmt: skip
    except ValueError:
        return None
    return Period("day", year, 1, day=when, jalali=year < 1500)


def _as_month(one: Period) -> Period:
    assert one.day is not None
    return replace(one, kind="month", year=one.day.year, number=one.day.month, day=None, jalali=False)


def _as_jalali_month(one: Period) -> Period:
    assert one.day is not None
    day = JalaliDate(one.day)
    return replace(one, kind="month", year=day.year, number=day.month, day=None, jalali=True)


_BARE_YEAR = re.compile(r"(?<!\d)(?<!\d[-_./])(19\d\d|20\d\d|1[34]\d\d)(?![-_./]?\d)")
_TWO_YEARS = re.compile(r"(?<!\d)(19\d\d|20\d\d|1[34]\d\d) ?[-/_–] ?(\d{4}|\d{2})(?!\d)")


def years_in(text: str) -> tuple[int, int] | None:
    """The year that a name of a sheet or file tells, as the first and last one: of "Budget 2024" 2024 twice, of "FY
    2024/25" both. None where it tells none or several; a day ("export 2024-05-01") tells none."""
    plain = _plain(text)
    two = {(int(a), int(a) + 1) for a, b in _TWO_YEARS.findall(plain) if int(b) in (int(a) + 1, (int(a) + 1) % 100)}
    if len(two) == 1 and len(_TWO_YEARS.findall(plain)) == 1:
        return two.pop()
    found = {int(year) for year in _BARE_YEAR.findall(plain)}
    return (year := found.pop(), year) if len(found) == 1 and all(map(_is_year, found)) else None
