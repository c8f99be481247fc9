"""Fields of modals, and what was filled into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.digests.schedule import Every, Schedule
from bot.digests.wording import schedule_text
from bot.slack.desk import Asker
from bot.slack.pieces import Block, plain_text
from bot.words import words_of
from bot.words.slack import say
from data.orders import DAYS, EVERY
from queries.query import Calendar

Body = Mapping[str, Any]
KEPT = "kept"
"""The choice that leaves a thing as it is."""


class Wrong(Exception):
    """A field of the form cannot be used: its block and why."""

    def __init__(self, block: str, text: str) -> None:
        super().__init__(text)
        self.block, self.text = block, text


def option(value: str, name: str) -> Block:
    """One choice of a menu."""
    return {"text": plain_text(name), "value": value}


def select(action: str, options: Sequence[Block], chosen: Block | None) -> Block:
    """A menu."""
    return {
        "type": "static_select",
        "action_id": action,
        "options": list(options[:100]),
        **({"initial_option": chosen} if chosen else {}),
    }


def field(block: str, label: str, element: Block, hint: str = "", optional: bool = False) -> Block:
    """One field with its label."""
    made: Block = {"type": "input", "block_id": block, "label": plain_text(label, 150), "element": element}
    if hint:
        made["hint"] = plain_text(hint, 150)
    return {**made, "optional": True} if optional else made


def channel_select(channel: str) -> Block:
    """A menu of the channels, the one chosen first."""
    element: Block = {"type": "conversations_select", "action_id": "channel"}
    element["filter"] = {"include": ["public", "private"], "exclude_bot_users": True}
    return {**element, **({"initial_conversation": channel} if channel else {})}


def filled(view: Body) -> dict[str, Body]:
    """What was filled in, by block."""
    return {block: next(iter(fields.values())) for block, fields in view["state"]["values"].items()}


def chosen(values: Mapping[str, Body], block: str) -> str:
    """The value of the option chosen in a menu."""
    return str(((values.get(block) or {}).get("selected_option") or {}).get("value") or "")


def typed(values: Mapping[str, Body], block: str) -> str:
    """What was written into a field."""
    return str((values.get(block) or {}).get("value") or "").strip()


def zone_of(asker: Asker) -> str:
    """Where somebody's clock is; one that is not known is not guessed."""
    try:
        return ZoneInfo(asker.person.tz).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"


def spoken(asker: Asker) -> str:
    """The language that somebody uses Slack in, where kpibot speaks it."""
    return asker.person.language if asker.person.language in ("en", "fa") else "en"


def schedule_options(language: str, schedule: Schedule | None) -> tuple[list[Block], Block]:
    """The choices of days, and the one that a schedule has; one that is none of them can be kept as it is."""
    days = words_of(language).digest["weekdays"].split(",")
    names = {**dict(zip(DAYS, days, strict=True)), **{k: say(language, f"every_{k}") for k in EVERY[:3]}}
    options = [option(value, names[value]) for value in EVERY]
    if schedule is None:
        return options, option("monday", names["monday"])
    for value in EVERY:
        made = schedule_chosen(value, schedule.at, schedule.zone, schedule.calendar)
        if made == schedule:
            return options, option(value, names[value])
    kept = option(KEPT, say(language, "every_kept", when=schedule_text(schedule, language)))
    return [kept, *options], kept


def schedule_chosen(every: str, at: time, zone: str, calendar: Calendar) -> Schedule:
    """The schedule of a choice of days."""
    days = (0, 1, 2, 3, 4) if every == "workday" else (DAYS.index(every),) if every in DAYS else ()
    return Schedule(cast(Every, every if every in ("day", "month") else "week"), at, zone, days, calendar=calendar)
