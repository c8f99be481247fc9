"""English: words of a schedule, each with what it means; "" for those that only hold the others together."""

from __future__ import annotations

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

WORDS = {
    **{name: f"day:{number}" for number, name in enumerate(_DAYS)},
    **{f"{name}s": f"day:{number}" for number, name in enumerate(_DAYS)},
    **{name: f"day:{number}" for number, name in enumerate(_SHORT)},
    **dict.fromkeys(("every", "each", "on", "at", "the", "of", "and", "in", "o", "clock", "oclock", "day's"), ""),
    **dict.fromkeys(("day", "daily", "days"), "day"),
    **dict.fromkeys(("weekday", "weekdays", "workday", "workdays", "working"), "workday"),
    **dict.fromkeys(("week", "weekly"), "week"),
    **dict.fromkeys(("month", "monthly"), "month"),
    **dict.fromkeys(("first", "start"), "first"),
    "end": "end",
    "morning": "morning",
    "am": "am",
    "a": "",
    "m": "",
    **dict.fromkeys(("pm", "afternoon"), "pm"),
    "evening": "evening",
    "noon": "noon",
    "midnight": "midnight",
}
TO = frozenset({"to", "in", "into", "on"})
TELLS = frozenset({"tell", "let", "alert", "notify", "warn", "inform", "ping", "message", "email"})
"""Verbs that are told whom without another word."""
US = "us"
OBJECT: frozenset[str] = frozenset()
"""What follows whom something is told."""
ME = frozenset({"me"})
WORKDAYS = (0, 1, 2, 3, 4)
