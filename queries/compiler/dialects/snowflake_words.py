"""The words that Snowflake reads as its own where a name stands without quotes."""

from __future__ import annotations

_WORDS = """
    account all alter and any asof as between by case cast check column connect connection constraint create cross
    current current_date current_time current_timestamp current_user database delete distinct drop else exists false
    following for from full grant group gscluster having ilike in increment inner insert intersect into is issue join
    lateral left like localtime localtimestamp match_condition minus natural not null of on or order organization
    qualify regexp revoke right rlike row rows sample schema select set some start table tablesample then to trigger
    true try_cast union unique update using values view when whenever where with
"""
_RESERVED = frozenset(_WORDS.split())


def is_reserved(word: str) -> bool:
    """Whether a word in small letters is one of them."""
    return word in _RESERVED
