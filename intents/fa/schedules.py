"""Persian: words of a schedule, each with what it means; "" for those that only hold the others together."""

from __future__ import annotations

import re

_DAYS = ("دوشنبه", "سهشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
APART = re.compile(r"(یک|دو|سه|چهار|پنج)\s+شنبه")
"""Days of the week are written in one word, in two, or with a narrow gap."""

WORDS = {
    **{name: f"day:{number}" for number, name in enumerate(_DAYS)},
    **dict.fromkeys(("هر", "ها", "های", "ساعت", "در", "و", "از"), ""),
    **dict.fromkeys(("روز", "روزانه", "روزه"), "day"),
    **dict.fromkeys(("کاری",), "workday"),
    **dict.fromkeys(("هفته", "هفتگی"), "week"),
    **dict.fromkeys(("ماه", "ماهانه"), "month"),
    **dict.fromkeys(("اول", "ابتدای", "آغاز"), "first"),
    **dict.fromkeys(("آخر", "پایان"), "end"),
    "صبح": "morning",
    **dict.fromkeys(("عصر", "شب", "غروب"), "evening"),
    "بعدازظهر": "pm",
    "ظهر": "noon",
}
TO = frozenset({"به", "در", "توی", "تو"})
TELLS: frozenset[str] = frozenset()
OBJECT = frozenset({"را", "رو"})
ME = frozenset({"برایم", "برام", "من"})
WORKDAYS = (0, 1, 2, 5, 6)
