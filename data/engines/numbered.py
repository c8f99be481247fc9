"""Values bound by name as values bound by number, for drivers that count them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import sqlglot
from sqlglot import TokenType
from sqlglot.errors import SqlglotError

from data.rows import QueryRefused

_BEGINNINGS = frozenset({TokenType.SELECT, TokenType.WITH, TokenType.L_PAREN})


@lru_cache(maxsize=4096)
def numbered(sql: str, dialect: str) -> tuple[str, tuple[str, ...]]:
    """The text with $1, $2 … for $name, and the names in that order; raises QueryRefused unless it is one SELECT.

    Read token by token, so that a "$" within a text or a quoted name stays what it is.
    """
    try:
        tokens = sqlglot.tokenize(sql, read=dialect)
    except SqlglotError as error:
        raise QueryRefused("The statement cannot be read.") from error
    if not tokens or tokens[0].token_type not in _BEGINNINGS:
        raise QueryRefused("Only a SELECT may run.")
    names: dict[str, int] = {}
    parts: list[str] = []
    end = 0
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.token_type == TokenType.SEMICOLON:
            raise QueryRefused("Only one SELECT may run.")
        if token.token_type == TokenType.PARAMETER and following is not None and following.start == token.end + 1:
            name = sql[following.start : following.end + 1]
            parts += [sql[end : token.start], f"${names.setdefault(name, len(names) + 1)}"]
            end = following.end + 1
    return "".join([*parts, sql[end:]]), tuple(names)


def bound(names: Iterable[str], parameters: Mapping[str, object] | None) -> dict[str, object]:
    """The values of these names, in their order; raises QueryRefused where one has none."""
    given = parameters or {}
    wanted = tuple(names)
    if missing := [name for name in wanted if name not in given]:
        raise QueryRefused(f"No value is bound to {', '.join(missing)}.")
    return {name: given[name] for name in wanted}
