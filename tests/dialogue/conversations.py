"""The conversations of the corpus, and a reader of both languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from intents.followups import Thread
from intents.read import Reader
from intents.reading import Reading
from tests.reading.demo import TODAY, demo_catalogue, demo_members

_FOLDER = Path(__file__).parent
_NOT_PARTS = frozenset(("say", "new", "asked", "refused", "back", "dropped"))


@dataclass(frozen=True)
class Turn:
    """What is said, and what it must read as: the whole reading expected, or the code of a refusal or question."""

    say: str
    outcome: str  # new, changed, back, asked, refused
    reads: dict[str, Any]
    code: str = ""
    dropped: tuple[str, ...] = ()


@cache
def reader() -> Reader:
    return Reader(demo_catalogue(), demo_members(), ("en", "fa"))


@cache
def talks(language: str) -> tuple[tuple[str, tuple[Turn, ...]], ...]:
    """(name, turns) of every conversation of a language."""
    listed = yaml.safe_load((_FOLDER / f"{language}.yaml").read_text("utf-8"))
    return tuple((talk["talk"], tuple(_turns(talk["turns"]))) for talk in listed)


def _turns(told: list[dict[str, Any]]) -> list[Turn]:
    reads: dict[str, Any] = {}
    found = []
    for turn in told:
        say = str(turn["say"])
        stop = next((key for key in ("asked", "refused") if key in turn), None)
        if stop is not None:
            found.append(Turn(say, stop, reads, turn[stop]))
            continue
        if "new" in turn:
            reads = dict(turn["new"])
        else:
            changed = {k: v for k, v in turn.items() if k not in _NOT_PARTS}
            reads = {k: v for k, v in {**reads, **changed}.items() if v is not None}
        outcome = "new" if "new" in turn else "back" if turn.get("back") else "changed"
        found.append(Turn(say, outcome, reads, dropped=tuple(turn.get("dropped", ()))))
    return found


def said(turns: list[str], language: str = "en") -> list[Reading]:
    """The readings of turns, each going on from the ones before."""
    thread, found = Thread(), []
    for turn in turns:
        reading = reader().read(turn, TODAY, language=language, before=thread.before, earlier=thread.earlier)
        thread = thread.after(reading)
        found.append(reading)
    return found
