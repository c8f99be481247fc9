"""What an alert remembers from look to look: what is bad now, so that each turn for the worse is told once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.alerts.judging import Seen
from queries.query import Period


@dataclass(frozen=True, slots=True)
class Standing:
    """`open` are the groups that are bad and were told of, by the number of the telling; `told` counts tellings.

    `start` and `end` are the days looked at last, `version` and `day` the data and the day of that look.
    """

    open: Mapping[str, int] = field(default_factory=dict)
    told: int = 0
    start: date | None = None
    end: date | None = None
    version: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What a look changes: the groups that turned bad, those that came back, and what is remembered now."""

    standing: Standing
    raised: tuple[str, ...]
    recovered: tuple[str, ...]


def turn(
    before: Standing, seen: tuple[Seen, ...], period: Period | None, *, lasting: bool, version: str, day: date
) -> Turn:
    """What a look changes.

    A bad group is told of once until it was well back. Days that do not overlap those looked at last begin anew: a
    second bad month is told again. What is `lasting` (a stock, the data's age) never begins anew.
    """
    start, end = (period.start, period.end) if period is not None else (None, None)
    same = lasting or _overlap(before, start, end)
    known = dict(before.open) if same else {}
    raised, recovered = [], []
    for one in seen:
        if one.bad and one.key not in known:
            raised.append(one.key)
        elif one.key in known and one.back:
            recovered.append(one.key)
            del known[one.key]
    if not same:
        recovered += [s.key for s in seen if s.key in before.open and s.back]
    told = before.told + bool(raised)
    after = Standing({**known, **dict.fromkeys(raised, told)}, told, start, end, version, day)
    return Turn(after, tuple(raised), tuple(recovered))


def forgotten(standing: Standing) -> Standing:
    """The same without what is bad now: it is told of again if it still is."""
    return Standing({}, standing.told)


def standing_to_json(standing: Standing) -> dict[str, Any]:
    """The stable JSON form."""

    def text(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "open": dict(standing.open),
        "told": standing.told,
        "start": text(standing.start),
        "end": text(standing.end),
        "version": standing.version,
        "day": text(standing.day),
    }


def standing_from_json(made: Mapping[str, Any]) -> Standing:
    """The standing of a JSON form; of none the first one."""

    def of(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return Standing(
        open={str(key): int(number) for key, number in (made.get("open") or {}).items()},
        told=int(made.get("told") or 0),
        start=of(made.get("start")),
        end=of(made.get("end")),
        version=str(made.get("version") or ""),
        day=of(made.get("day")),
    )


def _overlap(before: Standing, start: date | None, end: date | None) -> bool:
    """Whether the days share one with those looked at last; open ends reach as far as it takes."""
    if before.day is None:
        return True
    begins_before = before.start is None or end is None or before.start < end
    return begins_before and (before.end is None or start is None or start < before.end)
