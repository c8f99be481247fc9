"""Both languages have the same words of pictures, with the same places for facts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from charts.words import LANGUAGES


def words(language: str) -> dict[str, object]:
    return {k: v for k, v in vars(LANGUAGES[language]).items() if k.isupper()}


def places(text: object) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text)) if isinstance(text, str) else set()


def test_the_languages_say_the_same_things() -> None:
    english, persian = words("en"), words("fa")
    assert english.keys() == persian.keys()
    for name, said in english.items():
        other = persian[name]
        assert type(said) is type(other), name
        assert places(said) == places(other), name
        if isinstance(said, Mapping) and isinstance(other, Mapping) and other:
            assert said.keys() == other.keys(), name
            assert all(places(said[k]) == places(other[k]) for k in said), name
