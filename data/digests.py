"""Digests of kpibot.yaml: what is sent to which channel, when, and in whose name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from data.section import Section

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KEYS = (
    "name", "about", "dashboard", "figures", "question", "channel", "every", "on", "at", "time_zone", "language",
    "calendar", "owner", "missed",
)  # fmt: skip
EVERY = ("day", "workday", "month", *DAYS)
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class DigestSetting:
    """One digest as the file says it. `every` is "day", "workday", "month" or days of the week; `about` are members by
    dimension; `owner` is the e-mail address of whose rights it has. `place` is where it stands in the file.
    """

    name: str
    about: tuple[tuple[str, tuple[str, ...]], ...]
    dashboard: str | None
    figures: tuple[str, ...]
    question: str | None
    channel: str
    every: tuple[str, ...]
    on: int
    at: time
    zone: str
    language: str | None
    calendar: str | None
    owner: str
    missed: str
    place: str


def read_digests(root: Section, languages: tuple[str, ...]) -> tuple[DigestSetting, ...]:
    """The digests of the file. Raises WorkspaceError."""
    found: dict[str, DigestSetting] = {}
    for node in root.items("digests"):
        made = _digest(root, node, languages)
        if made.name in found:
            raise root.wrong(node, f"there are two digests named {made.name!r}")
        found[made.name] = made
    return tuple(found.values())


def _digest(root: Section, node: yaml.Node, languages: tuple[str, ...]) -> DigestSetting:
    section = root.within(node, _KEYS)
    given = [key for key in ("dashboard", "figures", "question") if key in section.names]
    if len(given) > 1:
        raise section.mistake(given[1], f"a digest has {given[0]!r} or {given[1]!r}, not both")
    every = section.choices("every", EVERY) or ("monday",)
    if len(every) > 1 and not set(every) <= set(DAYS):
        raise section.mistake("every", "'every' is day, workday, month, or one or more days of the week")
    on = int(section.number("on", 1))
    if not 1 <= on <= 31:
        raise section.mistake("on", "'on' is a day of the month, from 1 to 31")
    return DigestSetting(
        name=section.needed("name"),
        about=about_of(section),
        dashboard=section.text("dashboard"),
        figures=section.texts("figures"),
        question=section.text("question"),
        channel=section.text("channel") or "",
        every=every,
        on=on,
        at=time_of(section),
        zone=zone_of(section),
        language=section.choice("language", languages),
        calendar=section.choice("calendar", ("gregorian", "jalali")),
        owner=owner_of(section),
        missed=section.choice("missed", ("late", "skip")) or "late",
        place=section.place,
    )


def about_of(section: Section) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Members by dimension."""
    about = section.section("about", None)
    return tuple((name, about.texts(name)) for name in about.names) if about else ()


def time_of(section: Section) -> time:
    """The time of day at 'at'; nine where it is left out."""
    text = section.text("at") or "9:00"
    found = _TIME.fullmatch(text)
    if found is None:
        raise section.mistake("at", f"'at' must be a time such as \"9:00\" in quotes, not {text!r}")
    return time(int(found[1]), int(found[2]))


def zone_of(section: Section) -> str:
    """The time zone."""
    name = section.needed("time_zone")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise section.mistake("time_zone", f"there is no time zone {name!r}; such as Europe/Berlin") from None
    return name


def owner_of(section: Section) -> str:
    """The owner's e-mail address, in small letters."""
    owner = section.needed("owner").strip()
    if "@" not in owner:
        raise section.mistake("owner", f"'owner' must be an e-mail address, not {owner!r}")
    return owner.casefold()
