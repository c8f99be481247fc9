"""Gives a connection the macros of macros.sql and the words they look up; both are gone with the connection."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
from persiantools.jdatetime import JalaliDate

from data.loading import words
from data.loading.spans import SPAN, SPAN_SURELY

MACROS = Path(__file__).parent / "macros.sql"
# Years read as Jalali: no company has figures of the Middle Ages.
FIRST_YEAR, LAST_YEAR = 1250, 1499
_DIGITS = "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩０１２３４５６７８９"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\n"
# Deleted: marks of direction, joiners at the edge, the Arabic thousands separator, byte order marks.
_GONE = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u0000٬"


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Set the words and define the macros, once for a connection."""
    if connection.execute("SELECT getvariable('load_from') IS NOT NULL").fetchall()[0][0]:
        return
    sets: dict[str, object] = {
        "load_from": _DIGITS + _SPACES + "٪،يك" + _GONE,
        "load_to": "0123456789" * 3 + " " * len(_SPACES) + "%,یک",
        "load_edges": " " + _SPACES + _GONE.replace("٬", "") + "\u200b\u200c\u200d",
        "load_foreign_pattern": f"[{re.escape(_DIGITS + _SPACES + '٪،يك' + _GONE.replace(chr(0), ''))}]",
        "load_missing": list(words.MISSING),
        "load_untidy_words": f"(?i:{_any(_UNTIDY_WORDS)})",
        "load_untidy_longest": max(len(w) for w in _UNTIDY_WORDS if w.isascii()),
        "load_untidy_pattern": UNTIDY,
        "load_perhaps_missing": list(words.PERHAPS_MISSING),
        "load_yes": sorted({yes for yes, _ in words.YES_NO}),
        "load_no": sorted({no for _, no in words.YES_NO}),
        "load_totals": list(words.TOTALS),
        "load_nowruz": _nowruz(),
        "load_afternoon": list(words.AFTERNOON),
        "load_number_pattern": NUMBER,
        "load_nothing_pattern": NOTHING,
        "load_date_pattern": DATE,
        "load_span_pattern": SPAN,
        "load_span_surely": SPAN_SURELY,
    }
    for name, value in sets.items():
        connection.execute(f"SET VARIABLE {name} = ?", [value])
    for name, numbers in (("load_months", _months()), ("load_multiples", words.MULTIPLES)):
        connection.execute(f"SET VARIABLE {name} = MAP(?, ?)", [list(numbers), list(numbers.values())])
    connection.execute(MACROS.read_text("utf-8"))


_UNTIDY_WORDS = [w for w in (*words.MISSING, *words.PERHAPS_MISSING, *words.TOTALS) if w]


def _months() -> dict[str, int]:
    gregorian = {name: number for number, names in enumerate(words.GREGORIAN_MONTHS, 1) for name in names}
    jalali = {name: number for number, names in enumerate(words.JALALI_MONTHS, 101) for name in names}
    return {**gregorian, **jalali}


@cache
def _nowruz() -> list[int]:
    """The days from 1970-01-01 to the first day of each Jalali year from FIRST_YEAR on."""
    begin = date(1970, 1, 1)
    return [(JalaliDate(year, 1, 1).to_gregorian() - begin).days for year in range(FIRST_YEAR, LAST_YEAR + 2)]


def _any(texts: tuple[str, ...] | list[str]) -> str:
    return "|".join(re.escape(text.lower()) for text in sorted(texts, key=len, reverse=True))


_EDGE = f"[{re.escape(chr(32) + _SPACES + _GONE.replace(chr(0), ''))}\u200b\u200c\u200d]"
# A text that would need a repair: spaces or unseen marks at an edge, Arabic letters that may be Persian ones.
UNTIDY = f"^{_EDGE}|{_EDGE}$|[يك]"
_CURRENCY = f"(?:{_any(words.CURRENCIES)})"
NUMBER = (
    rf"^(?P<open>\()? ?(?P<sign1>[-+−])? ?(?P<before>%)? ?(?P<cur1>{_CURRENCY})? ?(?P<sign2>[-+−])? ?(?P<inner>\()? ?"
    rf"(?P<num>\d[\d., '٫]*?(?:e[+-]?\d+)?|[.,٫]\d+) ?"
    rf"(?:(?P<mult>{_any(list(words.MULTIPLES))})|(?P<unit>{_any(words.UNITS)}))? ?(?P<cur2>{_CURRENCY})? ?"
    rf"(?P<percent>%)? ?(?P<close>\))?(?P<sign3>-)?$"
)
# "$-" and "- €": nothing, as bookkeepers write it.
NOTHING = rf"(?:{_CURRENCY}) ?[-–—−]|[-–—−] ?(?:{_CURRENCY})"
_NAME = r"[^\d\s.,/'-]+"
_WAYS = (
    r"(?P<y1>\d{4}) ?[-/.] ?(?P<m1>\d{1,2}) ?[-/.] ?(?P<d1>\d{1,2})",
    r"(?P<a>\d{1,2})(?P<separator>[-/. ])(?P<b>\d{1,2})[-/. ](?P<y2>\d{4}|\d{2})",
    r"(?P<y3>\d{4})(?P<m3>0[1-9]|1[0-2])(?P<d3>0[1-9]|[12]\d|3[01])",
    rf"(?P<d4>\d{{1,2}})(?:st|nd|rd|th|\.)?[- ./]*(?P<n4>{_NAME})[.,]?[- ./,]*(?P<y4>\d{{4}}|\d{{2}})",
    rf"(?P<n5>{_NAME})[. -]+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?[., ]+(?P<y5>\d{{4}})",
    rf"(?P<y6>\d{{4}})[- /.]+(?P<n6>{_NAME})[- /.]+(?P<d6>\d{{1,2}})",
    rf"(?P<n7>{_NAME})[-., /']+(?P<y7>\d{{4}}|\d{{2}})",
    rf"(?P<y8>\d{{4}})[- /.,]*(?P<n8>{_NAME})",
    r"(?P<y9>\d{4})[-/.](?P<m9>\d{1,2})",
    r"(?P<m10>\d{1,2})[-/.](?P<y10>\d{4})",
    r"(?P<y11>\d{4})[-/., ]*q(?P<q11>[1-4])",
    r"q(?P<q12>[1-4])[-/., ']*(?P<y12>\d{4}|\d{2})",
    r"(?P<y13>\d{2})(?P<m13>0[1-9]|1[0-2])(?P<d13>0[1-9]|[12]\d|3[01])",
)
_TIME = (
    rf"[ t,]+(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>[0-5]\d)(?:[.,](?P<part>\d{{1,9}}))?)?"
    rf" ?(?P<half>{_any(words.AFTERNOON + words.MORNING)})? ?(?P<offset>z|[+-]\d{{2}}:?\d{{2}}|[+-]\d{{2}})?(?: utc)?"
)
DATE = rf"^(?:(?:{_any(words.WEEKDAYS)})[.,]* +)?(?:{'|'.join(_WAYS)})(?:{_TIME})?$"
