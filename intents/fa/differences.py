"""What Persian holds against each other by its order of words: "این ماه با ماه پیش چقدر فرق کرده"."""

from __future__ import annotations

from dataclasses import replace

from intents.fa.items import is_listed, kind, role
from intents.parse import Item

_WITH = frozenset({"با", "به", "نسبت به"})
_THAN = frozenset({"از"})
_DIFFER = ("فرق", "تفاوت", "اختلاف")
_RATES = frozenset({"چند درصد", "چه درصدی"})


def rates_of_change(items: list[Item]) -> list[Item]:
    """ "چند درصد نسبت به پارسال رشد داشته", "چند درصد کمتر از ماه قبل": a change is told in percent, no share."""
    changed = [i for i, item in enumerate(items) if item.kind == "change" or _is_than(items, i)]
    return [
        item
        for i, item in enumerate(items)
        if not (changed and i < changed[-1] and item.kind == "share" and item.sense and item.sense.text in _RATES)
    ]


def _is_than(items: list[Item], i: int) -> bool:
    return role(items[i], "op") in (">", "<") and kind(items, i + 1) == "period"


def differences(items: list[Item]) -> list[Item]:
    """ "این ماه با ماه پیش چقدر فرق کرده": the word that compares stands last."""
    compared = next((i for i, item in enumerate(items) if item.kind == "compare"), 0)
    periods = [i for i, item in enumerate(items) if item.kind == "period"]
    if len(periods) == 2 and compared > periods[1]:
        return [items[compared], *items[:compared], *items[compared + 1 :]]
    if _differ(items) and len(periods) < 2:
        return [replace(item, kind="compare", value="") if item.kind == "change" else item for item in items]
    if len(periods) != 2:
        return items
    if not any(item.kind == "change" or role(item, "op_after") in (">", "<") for item in items[periods[1] :]):
        return items
    second = items[periods[1]]
    if not set(second.before) & _WITH and not _begins_with(second, _THAN):
        return items
    if second.island.period is not None and second.island.period.to_date:
        return items  # «از پارسال» is no time up to now where something is more than then
    items = [item for item in items if item.kind == "change" or "op_after" not in item.roles]
    against = Item("vs", "", second.island, None, {"vs": ""}, second.before, False, False)
    return [*items[: periods[1]], against, *items[periods[1] :]]


def _differ(items: list[Item]) -> bool:
    """ "فروش تهران و اصفهان چقدر فرق داشت": members listed are held against each other, not against an earlier time."""
    told = any(item.kind == "change" and item.sense and item.sense.text.startswith(_DIFFER) for item in items)
    return told and any(is_listed(items, i) for i in range(len(items) + 1))


def _begins_with(item: Item, words: frozenset[str]) -> bool:
    said = item.island.period.said if item.island.period is not None else None
    led = said is not None and item.island.last - item.island.first > said.node.last - said.node.first
    first = said.text.split(" ")[0] if said is not None else ""
    return first in words or bool(words & set(item.before)) or led
