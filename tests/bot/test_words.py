"""Every language says everything, and every code that a note can have has a sentence."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest

import intents
import queries
from bot.words import WORDS
from queries.locale import LANGUAGES

_CODE = re.compile(
    r'(?:\bNote|\brefuse)\(\s*(?:f)?"([a-z_]+)"|problem="([a-z_]+)"|Note\("([a-z_]+)" if \w+ else "([a-z_]+)"'
)


def parts(language: str) -> dict[str, Mapping[str, str]]:
    words = WORDS[language]
    found = {f.name: getattr(words, f.name) for f in fields(words)}
    return {name: part for name, part in found.items() if isinstance(part, Mapping)}


def codes() -> set[str]:
    """Every code written in the rooms that make notes."""
    found: set[str] = set()
    for room in (intents, queries):
        for file in Path(str(room.__file__)).parent.rglob("*.py"):
            for match in _CODE.finditer(file.read_text(encoding="utf-8")):
                found |= {code for code in match.groups() if code}
    return found


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_language_that_numbers_are_written_in_has_words() -> None:
    assert set(WORDS) == set(LANGUAGES)


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_language_lacks_no_sentence(language: str) -> None:
    english = parts("en")
    assert {name: sorted(part) for name, part in parts(language).items()} == {
        name: sorted(part) for name, part in english.items()
    }


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_sentence_names_only_what_it_is_given(language: str) -> None:
    english = parts("en")
    strange = [
        (name, key)
        for name, part in parts(language).items()
        for key, template in part.items()
        if not places(template) <= places(english[name][key])
    ]
    assert strange == []


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_code_of_a_note_has_a_sentence(language: str) -> None:
    assert len(codes()) > 50
    assert sorted(codes() - set(WORDS[language].notes)) == []
