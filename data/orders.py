"""What digests and alerts of kpibot.yaml have in common: a name, whom it is about, where it goes, when, whose it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from data.section import Section

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EVERY = ("day", "workday", "month", *DAYS)
ORDER_KEYS = (
    "name", "about", "channel", "every", "on", "at", "time_zone", "language", "calendar", "owner",
)  # fmt: skip
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class OrderSetting:
    """`about` are members by dimension. `every` is "day", "workday", "month" or days of the week, () where it is left
    out; `on` is the day of the month. `owner` is the e-mail address of whose rights it has. `place` is where it stands
    in the file.
    """

    name: str
    about: tuple[tuple[str, tuple[str, ...]], ...]
    channel: str
    every: tuple[str, ...]
    on: int
    at: time
    zone: str
    language: str | None
    calendar: str | None
    owner: str
    place: str


class _Ordered(Protocol):
    @property
    def order(self) -> OrderSetting: ...


_Setting = TypeVar("_Setting", bound=_Ordered)


def read_named(root: Section, key: str, read: Callable[[yaml.Node], _Setting]) -> tuple[_Setting, ...]:
    """The settings of a list, each with a name of its own. Raises WorkspaceError."""
    found: dict[str, _Setting] = {}
    for node in root.items(key):
        made = read(node)
        if made.order.name in found:
            raise root.wrong(node, f"there are two {key} named {made.order.name!r}")
        found[made.order.name] = made
    return tuple(found.values())


def order_of(section: Section, languages: tuple[str, ...]) -> OrderSetting:
    """What the keys of ORDER_KEYS say. Raises WorkspaceError."""
    every = section.choices("every", EVERY)
    if len(every) > 1 and not set(every) <= set(DAYS):
        raise section.mistake("every", "'every' is day, workday, month, or one or more days of the week")
    on = int(section.number("on", 1))
    if not 1 <= on <= 31:
        raise section.mistake("on", "'on' is a day of the month, from 1 to 31")
    about = section.section("about", None)
    return OrderSetting(
        name=section.needed("name"),
        about=tuple((name, about.texts(name)) for name in about.names) if about else (),
        channel=section.text("channel") or "",
        every=every,
        on=on,
        at=_time(section),
        zone=_zone(section),
        language=section.choice("language", languages),
        calendar=section.choice("calendar", ("gregorian", "jalali")),
        owner=_owner(section),
        place=section.place,
    )


def _time(section: Section) -> time:
    """The time of day at 'at'; nine where it is left out."""
    text = section.text("at") or "9:00"
    found = _TIME.fullmatch(text)
    if found is None:
        raise section.mistake("at", f"'at' must be a time such as \"9:00\" in quotes, not {text!r}")
    return time(int(found[1]), int(found[2]))


def _zone(section: Section) -> str:
    name = section.needed("time_zone")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise section.mistake("time_zone", f"there is no time zone {name!r}; such as Europe/Berlin") from None
    return name


def _owner(section: Section) -> str:
    """The owner's e-mail address, in small letters."""
    owner = section.needed("owner").strip()
    if "@" not in owner:
        raise section.mistake("owner", f"'owner' must be an e-mail address, not {owner!r}")
    return owner.casefold()
