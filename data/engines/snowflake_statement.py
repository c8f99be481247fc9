"""A statement with `:name` for each value as one with `:1`, `:2` …, which Snowflake's server binds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

import sqlglot
from sqlglot import TokenType
from sqlglot.errors import SqlglotError

from data.engines.numbered import bound
from data.rows import QueryRefused

_COUNTS = frozenset({TokenType.LIMIT, TokenType.OFFSET, TokenType.FETCH})


@dataclass(frozen=True, slots=True)
class Statement:
    """`parts` are the text around `names`; those in `counts` are numbers of rows, which Snowflake lets nobody bind."""

    parts: tuple[str, ...]
    names: tuple[str, ...]
    counts: frozenset[int]


@lru_cache(maxsize=4096)
def statement(sql: str) -> Statement:
    """Read token by token, so that a colon within a text or a quoted name stays what it is."""
    try:
        tokens = sqlglot.tokenize(sql, read="snowflake")
    except SqlglotError as error:
        raise QueryRefused("The statement cannot be read.") from error
    parts: list[str] = []
    names: list[str] = []
    counts: set[int] = set()
    end = 0
    for before, token, following in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        if token.token_type != TokenType.COLON or following is None or following.start != token.end + 1:
            continue
        if before is not None:
            if before.end + 1 == token.start and before.token_type not in (TokenType.L_PAREN, TokenType.COMMA):
                continue  # a part of a value: column:name
            if before.token_type in _COUNTS:
                counts.add(len(names))
        parts.append(sql[end : token.start])
        names.append(sql[following.start : following.end + 1])
        end = following.end + 1
    return Statement((*parts, sql[end:]), tuple(names), frozenset(counts))


def filled(wanted: Statement, parameters: Mapping[str, object] | None) -> tuple[str, list[object]]:
    """The text, and its values in their order. Raises QueryRefused where one is missing."""
    given = bound(wanted.names, parameters)
    text, numbers, values = [wanted.parts[0]], dict[str, int](), list[object]()
    for place, (name, after) in enumerate(zip(wanted.names, wanted.parts[1:], strict=True)):
        value = given[name]
        if place in wanted.counts:
            if type(value) is not int or value < 0:
                raise QueryRefused(f"{name} is no number of rows.")
            text.append(str(value))
        else:
            if name not in numbers:
                values.append(_bindable(value))
            text.append(f":{numbers.setdefault(name, len(values))}")
        text.append(after)
    return "".join(text), values


def _bindable(value: object) -> object:
    """A list as the text of a JSON array: Snowflake binds none."""
    return json.dumps(list(value), default=_plain, ensure_ascii=False) if isinstance(value, list | tuple) else value


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    raise QueryRefused(f"A value of the question cannot be sent to Snowflake: {type(value).__name__}.")
