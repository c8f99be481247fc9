"""What people want to be told of, where it is no bound of a figure: a change, a target, the unusual, old data.

The words of the event are taken out of the text whole; what is left is read like any question, so that no word of it is
dropped. A bound ("above 5 %") is a condition of the question itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from intents.en import alerting as en
from intents.fa import alerting as fa

_SAME = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٪٬٫\u200cيك\u00a0", "01234567890123456789%,. یک ")
_LANGUAGES: tuple[ModuleType, ...] = (en, fa)
_AMOUNT = {
    module: re.compile(
        r"(?P<number>-?\d[\d,.]*) ?(?P<size>"
        + "|".join(module.SIZES)
        + r")? ?(?P<unit>"
        + "|".join(sorted(module.PERCENT | module.POINTS, key=len, reverse=True))
        + r")?"
    )
    for module in _LANGUAGES
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was written: 5 of "5 %" with `unit` "percent", "points" or ""."""

    value: float
    unit: Literal["percent", "points", ""] = ""


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` as in bot.alerts. Of a change the `way`, its size, whether it is `own`, of the value itself, and the unit
    of time it is `against` ("" for none said). Of stale data the days, None for none said.
    """

    kind: Literal["change", "target", "unusual", "stale"]
    way: Literal["up", "down", "either"] = "down"
    amount: Amount = Amount(0.0)
    own: bool = False
    against: str = ""
    days: int | None = None


def without_event(text: str) -> tuple[str, Event] | None:
    """The text without the one event that it speaks of, and that; None where there is none, or several."""
    plain = text.lower().translate(_SAME)
    if len(plain) != len(text):
        return None
    for module in _LANGUAGES:
        for code, pattern in module.PATTERNS:
            found = pattern.search(plain)
            if found is None:
                continue
            if pattern.search(plain, found.end()):
                return None
            event = _event(code, found, module)
            if event is None:
                return None
            return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()), event
    return None


def amount_of(text: str) -> Amount | None:
    """A number on its own, such as "5 %", "10k" or "۲۵۰ هزار"; None for anything else."""
    plain = " ".join(text.lower().translate(_SAME).replace("$", " ").replace("€", " ").split())
    for module in _LANGUAGES:
        found = _AMOUNT[module].fullmatch(plain)
        if found is not None:
            return _amount(found, module)
    return None


def _event(code: str, found: re.Match[str], module: ModuleType) -> Event | None:
    given = {name: value for name, value in found.groupdict().items() if value}
    if code in ("up", "down", "either"):
        amount = _amount(found, module)
        if amount is None or amount.value <= 0:
            return None
        said = next((v for k, v in given.items() if k.startswith("against") or k == "over"), "")
        against = "year" if "yoy" in given else module.UNITS.get(said, said)
        return Event("change", code, amount, own="own" in given, against=against)  # type: ignore[arg-type]
    if code == "stale":
        said = next((v for k, v in given.items() if k.startswith("days")), "")
        return Event("stale", days=(int(said) if said.isdecimal() else module.COUNTS[said]) if said else None)
    return Event(code)  # type: ignore[arg-type]


def _amount(found: re.Match[str], module: ModuleType) -> Amount | None:
    text = found["number"].rstrip(".,")
    if not re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d+(\.\d+)?", text):
        return None
    value = float(text.replace(",", "")) * module.SIZES.get(found["size"] or "", 1.0)
    unit = found["unit"] or ""
    return Amount(value, "percent" if unit in module.PERCENT else "points" if unit in module.POINTS else "")
