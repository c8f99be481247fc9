"""What the steps that arrange Persian questions ask of single items."""

from __future__ import annotations

from intents.parse import Item


def role(item: Item, role: str) -> str | None:
    return item.roles.get(role)


def kind(items: list[Item], i: int) -> str:
    return items[i].kind if 0 <= i < len(items) else ""


def is_listed(items: list[Item], i: int) -> bool:
    """ "تهران و البرز را جدا جدا": members in a list are told apart."""
    return i > 2 and items[i - 1].kind == items[i - 3].kind == "member" and items[i - 2].kind == "and"
