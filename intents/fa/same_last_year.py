"""Persian for the same time a year before: "ماه مشابه سال قبل", "همین هفته پارسال", "مدت مشابه در سال گذشته"."""

from __future__ import annotations

_TIMES = ("مدت", "دوره", "زمان", "بازه", "موقع", "وقت", "ماه", "هفته", "فصل", "روز", "سه ماهه", "نیمه", "نیمسال")
_YEARS = ("سال قبل", "سال گذشته", "سال پیش", "سال قبلی", "پارسال")
_FORMS = (
    "{time} مشابه {year}", "{time} مشابه در {year}", "{time} مشابه از {year}", "{time} مشابه آن در {year}",
    "{time} متناظر {year}", "{time} متناظر در {year}", "همین {time} {year}", "همین {time} در {year}",
    "همین {time} از {year}", "همان {time} {year}", "همان {time} در {year}", "همان {time} از {year}",
    "{year} همین {time}", "{year} همان {time}", "{year} در همین {time}", "{year} در همان {time}",
)  # fmt: skip
SAME_LAST_YEAR = "|".join(form.format(time=time, year=year) for form in _FORMS for time in _TIMES for year in _YEARS)
