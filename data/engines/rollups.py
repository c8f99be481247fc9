"""Rollups on a server, whichever it is: their names, where they stand in a statement, one that is to be made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import sqlglot
from sqlglot import TokenType

PREFIX = "kpibot_rollup_"
LIST = "kpibot_rollups"
"""The table that lists the rollups of a database."""

_LONGEST = 63
_NAME = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Made:
    """A rollup to be made: its rows by a SELECT, its definition as JSON but for `source_rows`.

    `rows_column` counts the source's rows, which `counting` counts too: both must be the same. `sources` are the names
    of the tables it is made of, as the engine's SQL has them.
    """

    name: str
    select: str
    definition: str
    rows_column: str
    counting: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A rollup in a statement: its name, and where that and what it is qualified by begin and end."""

    name: str
    start: int
    end: int


def name_of(table: str, digest: str) -> str:
    """A rollup's name, which another definition does not get."""
    told = re.sub(r"[^a-z0-9_]", "_", table.lower())
    return f"{PREFIX}{told[: _LONGEST - len(PREFIX) - len(digest) - 5]}_{digest}"


@lru_cache(maxsize=4096)
def mentioned(sql: str, dialect: str) -> tuple[Mention, ...]:
    """Where a statement names rollups. Read token by token, so that what stands in a text is none."""
    return tuple(_mentioned(sql, dialect)) if PREFIX in sql else ()


def _mentioned(sql: str, dialect: str) -> Iterator[Mention]:
    kinds = (TokenType.VAR, TokenType.IDENTIFIER)
    tokens = sqlglot.tokenize(sql, read=dialect)
    for place, token in enumerate(tokens):
        if token.token_type in kinds and token.text.startswith(PREFIX) and _NAME.fullmatch(token.text):
            first = token
            if place > 1 and tokens[place - 1].token_type == TokenType.DOT and tokens[place - 2].token_type in kinds:
                first = tokens[place - 2]
            yield Mention(token.text, first.start, token.end + 1)


def rollups_in(sql: str, dialect: str) -> tuple[str, ...]:
    """The rollups that a statement names, each once, in the order of their names."""
    return tuple(sorted({mention.name for mention in mentioned(sql, dialect)}))
