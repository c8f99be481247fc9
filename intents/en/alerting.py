"""English: the events that people want to be told of, besides bounds ("above 5 %" is read as a condition)."""

from __future__ import annotations

import re

_DOWN = (
    r"(?:drops?|falls?|declines?|decreases?|goes? down|shrinks?|slips?|sinks?|slumps?|plunges?|is down|are down|"
    r"decline|fall|drop)"
)
_UP = r"(?:rises?|grows?|increases?|goes? up|jumps?|climbs?|surges?|is up|are up)"
_EITHER = r"(?:changes?|moves?|swings?|is off|are off)"
_MORE = r"(?:more than|at least|over)"
_NUMBER = (
    r"(?P<number>\d[\d,.]*) ?(?P<size>k\b|m\b|bn\b|thousand\b|million\b|billion\b)?"
    r" ?(?P<unit>%|percent\b|per cent\b|percentage points?\b|points?\b|pp\b)?"
)
_OF_UNIT = r"\d[\d,.]* ?(?:%|percent\b|per cent\b|percentage points?\b|points?\b|pp\b)"
_UNIT = r"(?P<against>day|week|month|quarter|year|period)"
_AGAINST = (
    r"(?: (?:against|vs\.?|versus|compared (?:to|with)|on|from|over|than) (?:the )?(?:previous |last |prior |a )?"
    + _UNIT
    + r"(?: before| earlier| ago)?| (?P<over>day|week|month|quarter|year) (?:over|on|to) (?P=over)| (?P<yoy>yoy))?"
)
_HELD = r"(?P<own> of (?:its|their) (?:own )?value)?" + _AGAINST
_AIM = r"(?:its |the |their |our )?(?:sales )?(?:target|plan|goal|quota|objective)s?"
_DAYS = r"(?P<days>\d+|a|one|two|three) days?"
_LATE = r"(?:stale|late|old|out of date|outdated|missing|overdue|too old|not (?:fresh|loaded|updated|up to date))"


def _change(verb: str) -> str:
    """ "drops by 10k", "falls more than 10 %", "falls 10 %": without "by" the unit says that it is no bound."""
    return rf"{verb} (?:by (?:{_MORE} )?|{_MORE} |(?={_OF_UNIT})){_NUMBER}{_HELD}"


PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(rf"(?<!\w)(?:{text})(?!\w)"))
    for code, text in (
        ("down", _change(_DOWN)),
        ("up", _change(_UP)),
        ("either", _change(_EITHER)),
        (
            "unusual",
            r"(?:anything|something) (?:unusual|odd|strange|abnormal) (?:happens|happened|goes on) (?:to|with|in)",
        ),
        ("unusual", r"(?:there is |there are )?(?:an? |any )?(?:anomaly|anomalies) in"),
        ("unusual", r"(?:behaves?|moves?|changes?) (?:unusually|strangely|oddly|abnormally)"),
        ("unusual", r"(?:is|are|gets?|goes|becomes?|looks?|turns?) (?:unusual(?:ly (?:high|low))?|abnormal|anomalous)"),
        (
            "unusual",
            r"(?:is|are|gets?|goes|falls|moves) (?:far )?(?:out of|outside|off|from) "
            r"(?:its|the|their) (?:usual|normal|expected)(?: range)?",
        ),
        ("target", rf"(?:is|are|gets?|falls?|runs?|lags?) (?:behind|short of|off) {_AIM}"),
        (
            "target",
            rf"(?:is |are )?(?:likely to |going to |about to |at risk of |in danger of |will )?miss(?:es|ing)? {_AIM}",
        ),
        ("target", rf"{_AIM} (?:is|are|gets?) (?:at risk|in danger)"),
        (
            "stale",
            r"(?:the |our |my )?(?:data|figures) (?:is|are|gets?|goes|becomes?) "
            rf"(?:older than|more than) {_DAYS}(?: old)?",
        ),
        (
            "stale",
            rf"(?:the |our |my )?data (?:is|are|gets?|goes|becomes?) {_LATE}(?: (?:for|by) (?:{_MORE} )?{_DAYS})?",
        ),
        (
            "stale",
            r"(?:there (?:is|are) )?no (?:new |fresh )?data "
            r"(?:arrives?|comes?(?: in)?|is loaded|was loaded|is published|has arrived)"
            rf"(?: (?:for|in|within) (?:{_MORE} )?{_DAYS})?",
        ),
        ("stale", rf"(?:there (?:is|are) )?no (?:new |fresh )?data for (?:{_MORE} )?{_DAYS}"),
    )
)
"""What each says, by its code; tried in this order."""

SIZES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3}
PERCENT = frozenset(("%", "percent", "per cent"))
POINTS = frozenset(("point", "points", "percentage point", "percentage points", "pp"))
UNITS = {name: name for name in ("day", "week", "month", "quarter", "year", "period")}
