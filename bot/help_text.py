"""What can be asked: figures, breakdowns, dashboards and members, listed for somebody who asks for help."""

from __future__ import annotations

from itertools import islice

from bot.reply import ReplyTable
from bot.voice import Voice
from queries.answer import Note

_MEMBERS = 40


def help_table(topic: Note, voice: Voice, offered: frozenset[str] | None = None) -> ReplyTable | None:
    """The list that goes with a help message, of figures those that are offered; None for help in general."""
    catalogue = voice.catalogue
    if topic.code == "help_metrics":
        shown = [m for m in catalogue.metrics.values() if not m.hidden and (offered is None or m.id in offered)]
        return _pairs([(voice.name(m.words, m.id), m.words.description.get(voice.language, "")) for m in shown])
    if topic.code == "help_dimensions":
        return _pairs([(voice.label(d), _some_members(d, voice)) for d in catalogue.dimensions])
    if topic.code == "help_dashboards":
        return _pairs([(voice.name(d.words, d.id), "") for d in catalogue.dashboards.values()])
    if topic.code == "help_members":
        dimension = str(topic.facts.get("dimension", ""))
        known = voice.members.names.get(dimension, {})
        names = [voice.member(dimension, name) for name in islice(known, _MEMBERS)]
        return _pairs([(name, "") for name in names], left=len(known) - len(names))
    return None


def _some_members(dimension: str, voice: Voice) -> str:
    names = [voice.member(dimension, name) for name in islice(voice.members.names.get(dimension, {}), 4)]
    return ", ".join(names)


def _pairs(rows: list[tuple[str, str]], most: int = 200, left: int = 0) -> ReplyTable | None:
    """A table of them; `left` are further ones that were left out already."""
    if not rows:
        return None
    width = 2 if any(second for _, second in rows) else 1
    shown = tuple(r[:width] for r in rows[:most])
    return ReplyTable(("",) * width, (False,) * width, shown, more=left + len(rows) - len(shown))
