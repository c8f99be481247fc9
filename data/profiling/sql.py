"""Names in statements over a stranger's tables: always quoted, whatever they are."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]


def quoted(name: str) -> str:
    """A table's or column's name as an identifier."""
    return '"' + name.replace('"', '""') + '"'


_SIGNS = (" ", "-", "_", ".", "\u200c")
_LETTERS = (("ي", "ی"), ("ك", "ک"))


def loosened(column: str) -> str:
    """A key without its case, spaces and signs between words, and leading zeros; Arabic letters as Persian ones."""
    text = f"CAST({column} AS VARCHAR)"
    for sign, other in (*((sign, "") for sign in _SIGNS), *_LETTERS):
        text = f"replace({text}, '{sign}', '{other}')"
    return f"ltrim(lower({text}), '0')"
