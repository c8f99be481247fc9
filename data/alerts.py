"""Alerts of kpibot.yaml: which figure is watched, when it is bad, where that is told, and in whose name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

import yaml

from data.digests import DAYS, EVERY, about_of, owner_of, time_of, zone_of
from data.section import Section

_KEYS = (
    "name", "say", "figure", "about", "by", "over", "above", "below", "rises_by", "falls_by", "behind_target",
    "unusual", "stale_days", "channel", "every", "on", "at", "time_zone", "language", "calendar", "owner",
)  # fmt: skip
CONDITIONS = ("above", "below", "rises_by", "falls_by", "behind_target", "unusual", "stale_days")
OVER = ("day", "week", "month", "quarter", "year", "month_so_far", "quarter_so_far", "year_so_far")


@dataclass(frozen=True, slots=True)
class AlertSetting:
    """One alert as the file says it: the sentence `say`, or a `figure` with a condition and its value as it is written.

    `over` are the days watched, `every` as of a digest, () where it looks whenever data is published. `place` is where
    it stands in the file.
    """

    name: str
    say: str | None
    figure: str | None
    about: tuple[tuple[str, tuple[str, ...]], ...]
    by: str | None
    over: str
    condition: str
    value: str
    channel: str
    every: tuple[str, ...]
    on: int
    at: time
    zone: str
    language: str | None
    calendar: str | None
    owner: str
    place: str


def read_alerts(root: Section, languages: tuple[str, ...]) -> tuple[AlertSetting, ...]:
    """The alerts of the file. Raises WorkspaceError."""
    found: dict[str, AlertSetting] = {}
    for node in root.items("alerts"):
        made = _alert(root, node, languages)
        if made.name in found:
            raise root.wrong(node, f"there are two alerts named {made.name!r}")
        found[made.name] = made
    return tuple(found.values())


def _alert(root: Section, node: yaml.Node, languages: tuple[str, ...]) -> AlertSetting:
    section = root.within(node, _KEYS)
    say, figure = section.text("say"), section.text("figure")
    given = [key for key in CONDITIONS if key in section.names]
    if say is not None and (figure is not None or given):
        raise section.mistake("say", "an alert has 'say', or a 'figure' with a condition, not both")
    if say is None and len(given) != 1:
        listed = ", ".join(CONDITIONS)
        raise section.wrong(node, f"an alert needs 'say', or exactly one condition: {listed}")
    if say is None and figure is None and given != ["stale_days"]:
        raise section.wrong(node, "an alert needs a 'figure'; only 'stale_days' watches none")
    condition = given[0] if given else ""
    value = section.text(condition) or "" if condition else ""
    if condition in ("behind_target", "unusual") and value != "true":
        raise section.mistake(condition, f"{condition!r} must be true")
    if condition == "stale_days" and not (value.isdecimal() and int(value) > 0):
        raise section.mistake(condition, "'stale_days' must be a number of days, such as 2")
    every = section.choices("every", EVERY)
    if len(every) > 1 and not set(every) <= set(DAYS):
        raise section.mistake("every", "'every' is day, workday, month, or one or more days of the week")
    return AlertSetting(
        name=section.needed("name"),
        say=say,
        figure=figure,
        about=about_of(section),
        by=section.text("by"),
        over=section.choice("over", OVER) or ("month_so_far" if condition == "behind_target" else "month"),
        condition=condition,
        value=value,
        channel=section.text("channel") or "",
        every=every,
        on=int(section.number("on", 1)),
        at=time_of(section),
        zone=zone_of(section),
        language=section.choice("language", languages),
        calendar=section.choice("calendar", ("gregorian", "jalali")),
        owner=owner_of(section),
        place=section.place,
    )
