"""Catalogue files as the blocks of their entries, so that each can be kept or replaced with its comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

Key = tuple[str, str]
"""Section and id."""


@dataclass(slots=True)
class Blocks:
    """A file taken apart: `entries` by section and id, other top-level keys as `others`, each with its text."""

    entries: dict[Key, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)


class NoBlocks(Exception):
    """The file is not written an entry a block: it is left as it is."""


def blocks_of(text: str, sections: tuple[str, ...]) -> Blocks:
    """The blocks of a file. Raises NoBlocks."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise NoBlocks(str(error).splitlines()[0]) from error
    if root is None:
        return Blocks()
    if isinstance(root, yaml.MappingNode) and not root.value:
        return Blocks()
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise NoBlocks("it is no block of keys")
    lines = text.splitlines(keepends=True)
    tops = [(str(key.value), key.start_mark.line, value) for key, value in root.value]
    found = Blocks()
    for number, (name, start, value) in enumerate(tops):
        end = tops[number + 1][1] if number + 1 < len(tops) else len(lines)
        if name not in sections:
            first = 0 if number == 0 else _comments_above(lines, start, tops[number - 1][1])
            last = end if number + 1 == len(tops) else _comments_above(lines, end, start)
            found.others[name] = "".join(lines[first:last])
            continue
        if isinstance(value, yaml.ScalarNode) and not value.value:
            continue
        if not isinstance(value, yaml.MappingNode) or value.flow_style:
            raise NoBlocks(f"{name} is not written an entry a line")
        _entries(found, name, value, lines, end, last=number + 1 == len(tops))
    return found


def _entries(found: Blocks, section: str, node: yaml.MappingNode, lines: list[str], end: int, *, last: bool) -> None:
    starts = [(str(key.value), key.start_mark.line) for key, _ in node.value]
    for number, (name, start) in enumerate(starts):
        following = starts[number + 1][1] if number + 1 < len(starts) else end
        first = _comments_above(lines, start, -1 if number == 0 else starts[number - 1][1])
        final = number + 1 == len(starts)
        until = following if final and last else _comments_above(lines, following, start)
        if (section, name) in found.entries:
            raise NoBlocks(f"{name} stands twice in {section}")
        found.entries[section, name] = "".join(lines[first:until]).strip("\n") + "\n"


def _comments_above(lines: list[str], line: int, after: int) -> int:
    """The first of the comment lines right above a line."""
    while line - 1 > after and lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line


def said(text: str) -> str:
    """What a block says, whatever its comments and empty lines."""
    kept = [line.rstrip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return "\n".join(kept)


def file_text(heading: str, sections: tuple[str, ...], entries: Mapping[Key, str], others: Mapping[str, str]) -> str:
    """A file made of blocks."""
    parts = [heading]
    for section in sections:
        texts = [text for (of, _), text in entries.items() if of == section]
        if texts:
            parts.append(f"{section}:\n" + "\n".join(texts))
    parts.extend(text.strip("\n") + "\n" for text in others.values())
    return "\n".join(parts)
