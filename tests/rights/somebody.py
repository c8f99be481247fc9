"""A person of the guarded company."""

from __future__ import annotations

from dataclasses import dataclass

from guarded_company import World

from bot.answering import Answering
from bot.rights import Access


@dataclass(frozen=True)
class Somebody:
    """`seen` answers within the rights of `access`; `alone` answers to the owner of a world without other rows.

    `hidden` are the words of names that stand in no row within the rights.
    """

    world: World
    access: Access
    seen: Answering
    alone: Answering
    hidden: frozenset[str]
