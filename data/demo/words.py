"""The word lists of the demo: members.yaml and names.yaml, and the names combined from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Name:
    name: str
    name_fa: str


@cache
def read_words(file: str) -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load((FOLDER / file).read_text("utf-8"))
    return words


def names(entries: list[str]) -> list[Name]:
    """Entries are written «Persian/English»."""
    return [Name(english, persian) for persian, english in (entry.split("/") for entry in entries)]


def rep_names(count: int, random: Random) -> list[Name]:
    """Full names, all different; Sara Ahmadi is the first."""
    words = read_words("names.yaml")
    given = names(words["people"]["women"]) + names(words["people"]["men"])
    surnames = names(words["reps"]["surnames"])
    first = Name("Sara Ahmadi", "سارا احمدی")
    every = [Name(f"{g.name} {s.name}", f"{g.name_fa} {s.name_fa}") for g in given for s in surnames]
    return [first, *random.sample([name for name in every if name != first], count - 1)]
