"""Conversations: every turn changes what it says of the reading before, and nothing else."""

from __future__ import annotations

import pytest
from conversations import Turn, said, talks

from intents.reading import Reading
from tests.reading import corpus

LEAST = {"en": 40, "fa": 20}
_EVERY = [(language, name, turns) for language in LEAST for name, turns in talks(language)]


@pytest.mark.parametrize("language", sorted(LEAST))
def test_there_are_enough_conversations(language: str) -> None:
    assert len(talks(language)) >= LEAST[language]


@pytest.mark.parametrize(("language", "name", "turns"), _EVERY, ids=[f"{talk[0]}: {talk[1]}" for talk in _EVERY])
def test_a_conversation_is_read_as_it_should(language: str, name: str, turns: tuple[Turn, ...]) -> None:
    readings = said([turn.say for turn in turns], language)
    wrong = [(turn.say, why) for turn, reading in zip(turns, readings, strict=True) if (why := _wrong(turn, reading))]
    assert wrong == []


def _wrong(turn: Turn, reading: Reading) -> str:
    if turn.outcome in ("asked", "refused"):
        status = "clarify" if turn.outcome == "asked" else "refused"
        code = reading.message.code if reading.message else ""
        return "" if (reading.status, code) == (status, turn.code) else f"{reading.status} {code}"
    if reading.status != "answered":
        return f"{reading.status} {reading.message}"
    bad = corpus.differences(turn.reads, reading.query)
    notes = {note.code: note for note in reading.assumed}
    if turn.outcome == "new" and notes.keys() & {"kept", "back"}:
        bad.append("was read as going on")
    if turn.outcome == "changed" and "kept" not in notes:
        bad.append("does not say what it kept")
    if turn.outcome == "back" and "back" not in notes:
        bad.append("does not say that it went back")
    told = tuple(notes["dropped"].facts["parts"]) if "dropped" in notes else ()
    if told != turn.dropped:
        bad.append(f"dropped {told}")
    return "; ".join(bad)
