"""Reads what people call a thing: label, synonyms and description in each language."""

from __future__ import annotations

from queries.catalogue.entry import Entry
from queries.catalogue.keys import LANGUAGES
from queries.catalogue.model import Words
from queries.catalogue.problems import did_you_mean
from queries.catalogue.yaml_tree import Node


def read_words(entry: Entry, name: str) -> Words:
    """The words of an entry. A bare text is English; without a label the id is one ("win_rate" is "Win rate")."""
    labels = {language: node.text.strip() for language, node in _by_language(entry, "label") if _is_text(entry, node)}
    if "en" not in labels:
        labels = {"en": spoken(name), **labels}
    synonyms: dict[str, tuple[str, ...]] = {}
    for language, node in _by_language(entry, "synonyms"):
        written = [item.text.strip() for item in entry.text_items("synonyms", node)]
        synonyms[language] = tuple(dict.fromkeys(written))
    descriptions = {
        language: node.text.strip() for language, node in _by_language(entry, "description") if _is_text(entry, node)
    }
    return Words(labels, synonyms, descriptions)


def spoken(name: str) -> str:
    """An id as words: win_rate is "Win rate"."""
    text = name.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def _by_language(entry: Entry, key: str) -> list[tuple[str, Node]]:
    node = entry.get(key)
    if node is None:
        return []
    if node.kind != "map":
        return [("en", node)]
    found = []
    for language, value in node.keys.items():
        if language not in LANGUAGES:
            entry.problems.add(
                node.key_places[language],
                f"{key!r} of {entry.what}: no language {language!r}",
                did_you_mean(language, LANGUAGES),
            )
        elif value.kind != "null":
            found.append((language, value))
    return found


def _is_text(entry: Entry, node: Node) -> bool:
    if node.kind in ("text", "number", "flag") and node.text.strip():
        return True
    entry.problems.add(node.place, f"a label or description of {entry.what} must be a text")
    return False
