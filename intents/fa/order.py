"""Persian order of words brought into the one the rules read: "products best" to "best products"."""

from __future__ import annotations

from dataclasses import replace

from intents.fa.differences import differences, rates_of_change
from intents.fa.items import is_listed, kind, role
from intents.numerals import Numeral
from intents.parse import TARGET_KINDS, Item
from intents.telling import told_on_event

_NAMES = ("dimension", "generic")
TIED = "\u0650"
"""The short vowel, seldom written, that ties a noun to what follows it."""
_STATES = frozenset({"وضعیت", "وضع"})
_OURS = frozenset({"ما", "مان", "مون", "خودمان", "خودمون", "شرکت ما", "شرکتمان", "شرکتمون"})
_MONTHS = ("سه ماهه", "سه‌ماهه")


def arrange(items: list[Item]) -> list[Item]:
    """The items with every word that follows what it is about put before it."""
    for step in (
        _ends,
        told_on_event,
        _beside_their_own,
        _texts,
        _currencies_last,
        _orders,
        _sent,
        _said_of_it,
        _whens,
        rates_of_change,
        _most_of,
        differences,
        _told_states,
        _owned,
        _ranges,
        _windows,
        _many,
        _compounds,
        _averages,
        _times,
        _better_first,
        _numbers_after,
        _behind,
        _absences,
    ):
        items = step(items)
    return items


def _ends(items: list[Item]) -> list[Item]:
    """ "سلام، …": a comma that joins nothing says nothing."""
    kept = list(items)
    while kept and _is_comma(kept[0]):
        kept = kept[1:]
    while kept and _is_comma(kept[-1]):
        kept = kept[:-1]
    return kept


def _beside_their_own(items: list[Item]) -> list[Item]:
    """ "مناطق مختلف", "توزیع … در مناطق": words that say nothing more beside what they belong to."""
    kinds = {item.kind for item in items}
    broken_down = bool(kinds & {*TARGET_KINDS, "by", "where"})

    def says_nothing(i: int) -> bool:
        match items[i].kind:
            case "various" if is_listed(items, i):
                return True
            case "various":
                return i > 0 and items[i - 1].kind in _NAMES and (items[i - 1].plural or _is_broken_down(items, i - 1))
            case "spread":
                return broken_down
        return False

    return [item for i, item in enumerate(items) if not says_nothing(i)]


def _is_broken_down(items: list[Item], i: int) -> bool:
    return i > 0 and items[i - 1].kind in ("by", "and")


def _is_comma(item: Item) -> bool:
    return item.kind == "and" and item.value == "comma"


def _sent(items: list[Item]) -> list[Item]:
    """ "هر شنبه ساعت ۹ … بفرست": the verb at the end, and the hour by its number alone."""
    timed = any(item.kind in ("weekdays", "schedule") for item in items)
    kept: list[Item] = []
    for i, item in enumerate(items):
        if item.kind == "send":
            if timed:
                kept.insert(0, replace(item, kind="subscribe", roles={"subscribe": ""}))
            continue
        is_hour = timed and item.kind == "cycle" and item.value == "hour"
        if is_hour and i + 1 < len(items) and items[i + 1].kind == "number":
            continue
        if timed and i and item.kind == "number" and items[i - 1].value == "hour":
            item = replace(item, before=("ساعت",))
        kept.append(item)
    return kept


def _told_states(items: list[Item]) -> list[Item]:
    """ "وضعیت فروش" is the figure itself; "به تفکیک وضعیت" is a breakdown."""
    return [item for i, item in enumerate(items) if not _only_states(items, i)]


def _only_states(items: list[Item], i: int) -> bool:
    item, sense = items[i], items[i].sense
    asked = i > 0 and items[i - 1].kind in ("by", "which", "and", "top", "number")
    return (
        item.kind == "generic"
        and sense is not None
        and sense.text in _STATES
        and kind(items, i + 1) == "metric"
        and not asked
    )


def _is_tied(items: list[Item], i: int, what: str) -> bool:
    return kind(items, i) == what and not items[i].before and not items[i].plural


def _owned(items: list[Item]) -> list[Item]:
    """ "درآمد مشتریان تهران": what a noun between a figure and a member is tied by is not written."""
    found = list(items)
    for i in range(1, len(found) - 1):
        noun = found[i]
        if noun.kind != "dimension" or not noun.plural or noun.before or found[i - 1].kind != "metric":
            continue
        if _is_tied(found, i + 1, "member"):
            found[i] = replace(noun, before=(TIED,))
        elif _is_tied(found, i + 1, "dimension") and _is_tied(found, i + 2, "member"):
            found[i], found[i + 1] = replace(noun, before=(TIED,)), replace(found[i + 1], before=(TIED,))
    return found


def _said_of_it(items: list[Item]) -> list[Item]:
    """ "CAC ما چیست" asks how much, "لطفاً CAC چیست" what it is: what stands before the figure is only polite."""
    if len(items) != 2 or items[0].kind != "metric" or items[1].kind != "what_is":
        return items
    return [items[0]] if set(items[1].before) & _OURS else [replace(items[0], before=()), items[1]]


def _whens(items: list[Item]) -> list[Item]:
    """ "کی به هدف می‌رسیم" asks when, "کی به هدف می‌رسد" who: said of us it is no question of somebody."""
    ours = any(item.kind == "reached" and item.sense and item.sense.text.endswith("یم") for item in items)
    return [
        replace(item, kind="when", roles={"when": ""}) if ours and item.sense and item.sense.text in _WHEN else item
        for item in items
    ]


def _most_of(items: list[Item]) -> list[Item]:
    """ "کدام کانال بیشتر سرنخ می‌آورد", "فروش کدام استان کمتر است": without a number it asks for the most."""
    found = list(items)
    for i, item in enumerate(found):
        if not any(one.kind == "which" for one in found[:i]):
            continue
        beside = kind(found, i + 1) == "metric" and item.sense is not None and item.sense.text in _MORE
        after = role(item, "op_after") if kind(found, i - 1) != "number" and i == len(found) - 1 else None
        order = {">": "most", "<": "least"}.get((role(item, "op") if beside else after) or "")
        if order is not None:
            found[i] = replace(item, kind="top", value=order, roles={"top": order})
    return found


_WHEN = frozenset({"کی"})
_MORE = frozenset({"بیشتر", "کمتر"})


def _texts(items: list[Item]) -> list[Item]:
    """ "محصولاتی که نامشان شامل … است": what has the letters is its name, whose it is was said before."""
    found: list[Item] = []
    for item in items:
        while item.kind == "text" and found and found[-1].kind in ("pronoun", "exist"):
            found.pop()
        found.append(item)
    return found


def _currencies_last(items: list[Item]) -> list[Item]:
    """ "بیش از ۵ هزار دلار در هر منطقه": wherever a currency stands, it is about all amounts."""
    named = [item for item in items if item.kind == "currency"]
    return [*(item for item in items if item.kind != "currency"), *named]


def _orders(items: list[Item]) -> list[Item]:
    """What is to be done stands last: "… را حذف کن"."""
    if len(items) > 1 and items[-1].kind == "command":
        return [items[-1], *items[:-1]]
    return items


def _windows(items: list[Item]) -> list[Item]:
    """ "میانگین متحرک سه ماهه" is one of three months, not of a quarter."""
    found: list[Item] = []
    for item in items:
        text = item.sense.text if item.sense else ""
        if (
            item.kind == "grain"
            and item.value == "quarter"
            and text in _MONTHS
            and found[-1:]
            and (found[-1].kind == "moving_average")
        ):
            three = Numeral(item.island.first, item.island.last, 3.0, False, "word")
            island = replace(item.island, senses=(), numeral=three)
            found.append(replace(item, kind="number", value="", island=island, sense=None, roles={}))
            item = replace(item, value="month", roles={"grain": "month"})
        found.append(item)
    return found


def _ranges(items: list[Item]) -> list[Item]:
    """ "بین ۵ تا ۱۰": the second word only stands between the numbers."""
    kept: list[Item] = []
    for i, item in enumerate(items):
        between = "range" in item.roles and 0 < i < len(items) - 1
        if between and items[i - 1].kind == items[i + 1].kind == "number" and "number" not in item.roles:
            if any(role(other, "op") == "between" for other in items[max(i - 3, 0) : i]):
                continue
            opened = Item("op", "between", item.island, item.sense, {"op": "between"}, item.before, False, False)
            kept.insert(len(kept) - 1, opened)
            continue
        kept.append(item)
    return kept


def _many(items: list[Item]) -> list[Item]:
    """A noun after a number stays singular and means many."""
    return [
        replace(item, plural=True)
        if i and items[i - 1].kind == "number" and item.kind in TARGET_KINDS and _is_many(items[i - 1])
        else item
        for i, item in enumerate(items)
    ]


def _is_many(item: Item) -> bool:
    numeral = item.island.numeral
    return _is_count(item) and numeral is not None and numeral.value != 1


def _is_count(item: Item) -> bool:
    numeral = item.island.numeral
    return numeral is not None and numeral.written != "ordinal"


def _compounds(items: list[Item]) -> list[Item]:
    """ "گروه سنی مشتری" is the age group: what it belongs to stands after it."""
    found = list(items)
    for i in range(len(found) - 1):
        first, second = found[i], found[i + 1]
        if first.kind in _NAMES and second.kind == "dimension" and not second.before and first.kind != second.kind:
            found[i], found[i + 1] = replace(second, plural=False, before=first.before), replace(first, before=())
    return found


def _averages(items: list[Item]) -> list[Item]:
    """ "میانگین فروش روزانه" is the average of a day; "میانگین زمان حل ماه به ماه" is told of every month."""
    found = list(items)
    for i in range(len(found) - 2):
        if found[i].kind == "adverb_grain" and "mean" in found[i + 1].roles and found[i + 2].kind == "metric":
            found[i], found[i + 1] = found[i + 1], found[i]  # «روزانه به طور متوسط چند تیکت»
        told = found[i + 2].sense
        if told is not None and "به" in told.text.split():
            continue
        if "mean" in found[i].roles and found[i + 1].kind == "metric" and found[i + 2].kind == "adverb_grain":
            mean = found[i].roles["mean"]
            found[i] = replace(found[i], kind="mean", value=mean, roles={"mean": mean})
            found[i + 1], found[i + 2] = found[i + 2], found[i + 1]
    return found


def _times(items: list[Item]) -> list[Item]:
    """ "فقط یک بار خرید کرده‌اند": so often, and neither more often nor the first of them."""
    found: list[Item] = []
    for i, item in enumerate(items):
        told = item.kind == "number" and kind(items, i + 1) == "bought" and not (found and "op" in found[-1].roles)
        if told and _is_count(item):
            while found and found[-1].kind in ("limit", "only"):
                found.pop()
            found.append(Item("op", "=", item.island, item.sense, {"op": "="}, item.before, False, False))
            item = replace(item, before=())
        found.append(item)
    return found


def _better_first(items: list[Item]) -> list[Item]:
    """ "۵ محصول برتر", "محصولات پرفروش", "۱۰ تای اول", "سومین فروشنده برتر" with the ranking word first."""
    found: list[Item] = []
    for item in items:
        said = role(item, "after_top") or _first_place(item, found)
        start = _ranked_from(found) if said else None
        if said is None or start is None:
            found.append(item)
            continue
        kind, _, value = said.rpartition(":")
        if kind == "counted":
            kind = ""
            if not _is_count(found[start]):
                found.append(item)
                continue
        moved = replace(item, kind=kind or "top", value=value, roles={kind or "top": value})
        place = start + 1 if _is_ordinal(found[start]) else start
        found.insert(place, moved)
    return found


def _first_place(item: Item, before: list[Item]) -> str | None:
    """ "۱۰ فروشنده اول": the first of them, only after their number."""
    numeral = item.island.numeral
    if item.kind != "number" or numeral is None or numeral.written != "ordinal" or numeral.value != 1 or not before:
        return None
    last = before[-1]
    counted = last.kind in _NAMES and len(before) > 1 and _is_count(before[-2])
    return "top" if _is_count(last) or counted else None


def _is_ordinal(item: Item) -> bool:
    numeral = item.island.numeral
    return item.kind == "number" and numeral is not None and numeral.written == "ordinal"


def _ranked_from(found: list[Item]) -> int | None:
    """Where what is ranked begins: its number and its noun, its noun, or only a number."""
    if not found:
        return None
    i = len(found) - 1
    if found[i].kind == "number":
        return i if not _is_ordinal(found[i]) else None
    if found[i].kind not in TARGET_KINDS:
        return None
    while i and found[i - 1].kind in TARGET_KINDS and not found[i].before and found[i - 1].kind != "grain":
        i -= 1
    return i - 1 if i and found[i - 1].kind == "number" else i


def _numbers_after(items: list[Item]) -> list[Item]:
    """ "از ۵ هزار بیشتر", "۱۰ به بالا" with the comparison before its number."""
    found: list[Item] = []
    for item in items:
        op = role(item, "op_after")
        if op is None or not found or found[-1].kind != "number" or _is_ordinal(found[-1]):
            found.append(item)
            continue
        found.insert(len(found) - 1, replace(item, kind="op", value=op, roles={"op": op}))
    return found


def _behind(items: list[Item]) -> list[Item]:
    """ "از هدف عقب هستند": the comparison before what it is with."""
    found = list(items)
    for i, item in enumerate(items):
        op = role(item, "behind")
        place = next((j for j in range(i - 1, -1, -1) if items[j].kind == "metric"), None)
        if op is not None and place is not None:
            found.remove(item)
            found.insert(place, replace(item, kind="op", value=op, roles={"op": op}))
    return found


def _absences(items: list[Item]) -> list[Item]:
    """The verb that denies stands at the end: "سفارش نداشته‌اند"."""
    found: list[Item] = []
    for item in items:
        i = len(found)
        if item.kind == "none" and found and found[-1].kind in ("metric", "bought"):
            i -= 1
        found.insert(i, item)
    return found
