"""Notes in words: a code of the language's file, its facts written as the person writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.voice import Voice
from queries.answer import Note
from queries.locale import day_text, digits, language_of, list_text
from queries.query import Period

_THINGS = (
    "metric", "metrics", "dimension", "dimensions", "by", "allowed", "bucket", "grain", "dashboards", "scorecards",
    "special", "analysis",
)  # fmt: skip
_MOST = 12  # items of a list in a sentence


def note_text(note: Note, voice: Voice) -> str:
    """The sentence of a note or message; one without a sentence is its code as words."""
    template = voice.words.notes.get(note.code)
    if template is None:
        facts = [fact_text(k, v, voice) for k, v in note.facts.items()]
        return " ".join([note.code.replace("_", " "), *facts])
    text = template.format_map(_Facts({k: fact_text(k, v, voice) for k, v in note.facts.items()}))
    return text[:1].upper() + text[1:] if text.endswith((".", "?", "؟", ":")) else text


def fact_text(name: str, value: object, voice: Voice) -> str:
    """A fact as the person writes it: days, periods, figures, lists, and the ids of the catalogue by their labels."""
    if value is None:
        return ""
    if isinstance(value, Period):
        return voice.period(value)
    if isinstance(value, date):
        return day_text(value, voice.language)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return digits(f"{value:,}", language_of(voice.language))
    if isinstance(value, str):
        return voice.inside(value) if name in _THINGS else value
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
