"""Notes in words: a code of the language's file, its facts written as the person writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.voice import Voice
from intents.periods import calendar_of
from queries.answer import Answer, Note
from queries.catalogue.model import Catalogue
from queries.locale import currency_text, day_text, digits, language_of, list_text
from queries.query import Calendar, Period

_THINGS = (
    "metric", "metrics", "dimension", "dimensions", "by", "allowed", "bucket", "grain", "dashboards", "scorecards",
    "special", "analysis", "method", "inner", "outer", "known",
)  # fmt: skip
NOTHING_CLEAR = "nothing_stands_out"  # of a profile; the headline says it
_MOST = 12  # items of a list in a sentence


def is_unfinished(answer: Answer) -> bool:
    """Whether the period asked for goes on beyond the data."""
    return any(note.code in ("to_date", "data_ends") for note in answer.notes)


def notes_of(answer: Answer, catalogue: Catalogue) -> list[Note]:
    """The notes of an answer, and that a target was taken to date where it was."""
    attained = {m.attainment for m in catalogue.metrics.values() if m.attainment}
    target = [Note("target_to_date")] if is_unfinished(answer) and attained & set(answer.query.metrics) else []
    return [*(note for note in answer.notes if note.code != NOTHING_CLEAR), *target]


def note_text(note: Note, voice: Voice) -> str:
    """The sentence of a note or message; one without a sentence is its code as words."""
    template = voice.words.notes.get(note.code)
    if template is None:
        facts = [fact_text(k, v, voice) for k, v in note.facts.items()]
        return " ".join([note.code.replace("_", " "), *facts])
    calendar = _calendar(note, voice)
    told = {**note.facts, **_named_members(note, voice)}
    text = template.format_map(_Facts({k: fact_text(k, v, voice, calendar) for k, v in told.items()}))
    return text[:1].upper() + text[1:] if text.endswith((".", "?", "؟", ":")) else text


def _named_members(note: Note, voice: Voice) -> dict[str, object]:
    """The members a note speaks of by their names in the language."""
    members, dimension = note.facts.get("members"), note.facts.get("dimension")
    if not isinstance(members, Sequence) or isinstance(members, str):
        return {}
    known = voice.members.names
    found = [
        dimension if isinstance(dimension, str) else next((d for d in known if m in known[d]), "") for m in members
    ]
    return {"members": [voice.member(of, member) for of, member in zip(found, members, strict=True)]}


def _calendar(note: Note, voice: Voice) -> Calendar:
    """Days are told on the calendar of the period beside them, else on the one of the language."""
    periods = (value for value in note.facts.values() if isinstance(value, Period))
    settings = voice.catalogue.calendar
    return next((p.calendar for p in periods), None) or calendar_of(settings, voice.language)


def fact_text(name: str, value: object, voice: Voice, calendar: Calendar = "gregorian") -> str:
    """A fact as the person writes it: days, periods, figures, lists, and the ids of the catalogue by their labels."""
    if value is None:
        return ""
    if isinstance(value, Period):
        return voice.period(value)
    if isinstance(value, date):
        return day_text(value, voice.language, calendar)
    if isinstance(value, bool):
        return str(value).lower()
    if name == "relative" and isinstance(value, int | float):
        return voice.value(value, "percent")
    if isinstance(value, int | float):
        words = language_of(voice.language)
        return digits(f"{value:,}".translate({ord(","): words.thousands, ord("."): words.decimal}), words)
    if isinstance(value, str) and name == "currency":
        return currency_text(value, voice.language)
    if isinstance(value, str) and name == "parts":
        return voice.words.notes[f"part_{value}"]
    if isinstance(value, str):
        if name == "dashboards" and value in voice.catalogue.dashboards:  # a funnel may have the same id
            return voice.name(voice.catalogue.dashboards[value].words, value)
        return voice.inside(value) if name in _THINGS else value
    if isinstance(value, Note):
        return note_text(value, voice)
    if isinstance(value, Mapping) and {"dimension", "member"} <= set(value):
        return f"{voice.member(value['dimension'], value['member'])} ({voice.label(value['dimension'])})"
    if isinstance(value, Mapping):
        return list_text([f"{k}: {fact_text(name, v, voice)}" for k, v in value.items()], voice.language)
    if isinstance(value, Sequence | set | frozenset):
        items = [fact_text(name, item, voice) for item in value]
        if len(items) > _MOST + 1:
            rest = digits(str(len(items) - _MOST), language_of(voice.language))
            items = [*items[:_MOST], voice.words.page["others"].format(count=rest)]
        return list_text(items, voice.language)
    return str(value)


class _Facts(dict[str, str]):
    """A sentence may name a fact that this note does not have; it is then left out."""

    def __missing__(self, key: str) -> str:
        return ""
