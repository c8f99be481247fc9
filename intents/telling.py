"""Orders to be told when something happens, in any order of words: "tell us every Monday if …", "if …, tell us".

A language gives the word of the event the role "event", and the verb the role "alert" where it can mean nothing else,
or "tell" or "send" where it may as well ask: "tell us the revenue".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.parse import Item

_VERBS = frozenset(("alert", "tell", "send"))
_TIMES = frozenset(("schedule", "weekdays", "number", "clock"))


def told_on_event(items: list[Item]) -> list[Item]:
    """The verb and the event's word as one order; where they are none, what frames a question says nothing."""
    found = [i for i, item in enumerate(items) if "event" in item.roles]
    if len(found) == 1:
        event = found[0]
        verb = next(
            (i for i, item in enumerate(items) if item.roles.keys() & _VERBS and _orders(items, i, event)), None
        )
        if verb is not None:
            first = min(verb, event)
            order = replace(items[verb], kind="alert", roles={"alert": ""}, before=items[first].before)
            left = {verb, event} | ({verb - 1} if verb - 1 > event and items[verb - 1].kind == "and" else set())
            items = [order if i == first else item for i, item in enumerate(items) if i == first or i not in left]
    return _without_frames(items)


def _orders(items: Sequence[Item], verb: int, event: int) -> bool:
    """The verb stands before the event or at the end, but for the time: else it has an object of its own."""
    between = items[verb + 1 : event] if verb < event else items[verb + 1 :]
    return all(item.kind in _TIMES or (item.kind, item.value) == ("cycle", "hour") for item in between)


def _without_frames(items: list[Item]) -> list[Item]:
    """ "tell me", "see if" around a question, among the small words before what they stand before."""
    kept: list[Item] = []
    before: tuple[str, ...] = ()
    for item in items:
        if item.kind in ("tell", "event") and "filler" in item.roles:
            before = (*before, *item.before, item.sense.text if item.sense else "")
        else:
            kept.append(replace(item, before=(*before, *item.before)) if before else item)
            before = ()
    return kept
