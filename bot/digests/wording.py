"""A schedule in words."""

from __future__ import annotations

from bot.digests.schedule import Schedule
from bot.words import words_of
from queries.locale import digits, language_of, list_text

_WORKDAYS = (0, 1, 2, 3, 4)


def schedule_text(schedule: Schedule, language: str) -> str:
    """ "every Monday at 09:00 (Europe/Berlin)"."""
    words, say = words_of(language).digest, language_of(language)
    if schedule.every == "week" and schedule.weekdays == _WORKDAYS:
        when = words["workdays"]
    elif schedule.every == "week":
        names = words["weekdays"].split(",")
        when = words["week"].format(days=list_text([names[day] for day in schedule.weekdays], language))
    else:
        when = words[schedule.every].format(day=digits(str(schedule.day), say))
    return words["at"].format(when=when, time=digits(schedule.at.strftime("%H:%M"), say), zone=schedule.zone)
