"""A breakdown with very many members: customers named in both scripts, some nearly alike, some like common words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from queries.many_members import ManyNames, write_names
from queries.members import Members

LIKE_WORDS = (
    "The Best Co", "May", "North", "Top Foods", "Total", "Last Mile Logistics", "Average Joe's", "Monthly Mercantile",
    "By the Sea", "Sales Partners", "Growth", "Target", "Who Knew Ltd", "Compare & Co", "June", "Q3 Systems",
    "Not Just Bread", "And Sons", "Over Forty Fitness", "Me and You", "Most Wanted", "This Is It", "Today", "Revenue",
)  # fmt: skip
"""Customers that are called like words of the language, of the catalogue or of periods."""
NEAR_TWINS = (
    "Acme Trading", "Acme Tradings", "ACME Trading", "Acme Trading Ltd", "Acme Traders", "Acne Trading",
    "Kaveh Industries", "Kaveh Industrial", "Kave Industries",
)  # fmt: skip

_BEGIN = (
    "b", "br", "c", "ch", "d", "dr", "f", "g", "gl", "h", "j", "k", "kl", "l", "m", "n", "p", "pr", "qu", "r", "s",
    "sh", "st", "t", "th", "tr", "v", "w", "z",
)  # fmt: skip
_MIDDLE = (
    "a", "e", "i", "o", "u", "ai", "ea", "ou",
)  # fmt: skip
_END = (
    "ck", "d", "k", "l", "m", "n", "nd", "ng", "r", "rt", "s", "st", "t", "x", "z",
)  # fmt: skip
_TRADE = (
    "Trading", "Foods", "Logistics", "Systems", "Motors", "Textiles", "Steel", "Pharma", "Energy", "Partners",
    "Design", "Media", "Glass", "Tools",
)  # fmt: skip
_FORM = (
    "Ltd", "Inc", "Co", "GmbH", "Group", "Holding", "LLC",
)  # fmt: skip
_LETTERS = {
    "b": "ب", "br": "بر", "c": "ک", "ch": "چ", "d": "د", "dr": "در", "f": "ف", "g": "گ", "gl": "گل", "h": "ه", "j": "ج",
    "k": "ک", "kl": "کل", "l": "ل", "m": "م", "n": "ن", "p": "پ", "pr": "پر", "qu": "کو", "r": "ر", "s": "س", "sh": "ش",
    "st": "ست", "t": "ت", "th": "ث", "tr": "تر", "v": "و", "w": "و", "z": "ز", "a": "ا", "e": "", "i": "ی", "o": "و",
    "u": "و", "ai": "ای", "ea": "ی", "ou": "و", "ck": "ک", "nd": "ند", "ng": "نگ", "rt": "رت", "x": "کس",
}  # fmt: skip
_TRADES = (
    "بازرگانی", "غذایی", "حمل", "سیستم", "موتور", "نساجی", "فولاد", "دارویی", "انرژی", "شرکا", "طراحی", "رسانه",
    "شیشه", "ابزار",
)  # fmt: skip


def many_customers(count: int, seed: int = 1) -> Iterator[tuple[str, Mapping[str, str]]]:
    """So many different customers with their Persian names; the last tenth differ from others by one letter."""
    draw = Random(seed)
    seen = set()
    for name in (*LIKE_WORDS, *NEAR_TWINS):
        seen.add(name)
        yield name, {}
    invented: list[str] = []
    while len(seen) < count:
        if len(seen) > count * 9 // 10 and invented:
            name = _slipped(draw.choice(invented), draw)
            labels: Mapping[str, str] = {}
        else:
            name, labels = _company(draw)
            if len(invented) < 100_000:
                invented.append(name)
        if name not in seen:
            seen.add(name)
            yield name, labels


def with_many(members: Members, dimension: str, count: int, folder: Path) -> Members:
    """The members with so many more of one dimension, written to a folder the first time."""
    if not (folder / "digest").exists():
        folder.mkdir(parents=True, exist_ok=True)
        print(f"Writing {count:,} members of {dimension} ...", flush=True)
        write_names(folder, dict(members.names[dimension]) | dict(many_customers(count)))
    return Members({**members.names, dimension: ManyNames(folder)}, f"{members.version}-{count}", members.codes)


def _company(draw: Random) -> tuple[str, Mapping[str, str]]:
    parts = [draw.choice(_BEGIN), draw.choice(_MIDDLE), draw.choice(_BEGIN), draw.choice(_MIDDLE), draw.choice(_END)]
    trade = draw.randrange(len(_TRADE))
    form = f" {draw.choice(_FORM)}" if draw.random() < 0.6 else ""
    latin = "".join(parts).capitalize()
    return f"{latin} {_TRADE[trade]}{form}", {"fa": f"{_TRADES[trade]} {''.join(_LETTERS[part] for part in parts)}"}


def _slipped(name: str, draw: Random) -> str:
    at = draw.randrange(1, len(name.split(" ")[0]))
    return name[:at] + draw.choice("aeiourstln") + name[at + 1 :]
