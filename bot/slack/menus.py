"""The menus under an answer: another period, breakdown, comparison or chart, and what else can be done with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from bot.changes import Change, Changes
from bot.reply import Reply
from bot.slack.pieces import Block, button, plain_text
from bot.words.slack import say
from queries.query import Query, to_json

KINDS = ("period", "breakdown", "comparison", "chart")
_MOST = 100


def menus(reply: Reply, answer: str, changes: Changes | None, *, shareable: bool) -> list[Block]:
    """The row of menus, and the button to share a private answer."""
    blocks: list[Block] = []
    elements = _selects(reply.language, changes) if changes else []
    elements.append(_overflow(reply))
    blocks.append({"type": "actions", "block_id": f"menus:{answer}", "elements": elements})
    if shareable:
        share = button("share", say(reply.language, "share"), answer)
        blocks.append({"type": "actions", "block_id": f"share:{answer}", "elements": [share]})
    return blocks


def all_changes(changes: Changes) -> dict[str, tuple[Change, ...]]:
    """The changes of each menu."""
    found = (changes.periods, changes.breakdowns, changes.comparisons, changes.charts)
    return dict(zip(KINDS, found, strict=True))


def find_change(changes: Changes, kind: str, value: str) -> Change | None:
    """The change that an option stands for; None where it is not offered any more."""
    return next((c for c in all_changes(changes).get(kind, ()) if digest(c.query) == value), None)


def digest(query: Query) -> str:
    """A short name for a query, the same in every process."""
    return hashlib.sha256(json.dumps(to_json(query), sort_keys=True).encode()).hexdigest()[:16]


def _selects(language: str, changes: Changes) -> list[Block]:
    return [_select(language, kind, found) for kind, found in all_changes(changes).items() if len(found) > 1]


def _select(language: str, kind: str, found: Iterable[Change]) -> Block:
    seen: dict[str, Change] = {}
    for change in found:
        seen.setdefault(digest(change.query), change)
    options = {value: _option(change.label, value) for value, change in list(seen.items())[:_MOST]}
    block: Block = {
        "type": "static_select",
        "action_id": kind,
        "placeholder": plain_text(say(language, kind)),
        "options": list(options.values()),
    }
    current = next((options[value] for value, change in seen.items() if change.current and value in options), None)
    if current is not None:
        block["initial_option"] = current
    return block


def _option(label: str, value: str) -> Block:
    return {"text": plain_text(label), "value": value}


def _overflow(reply: Reply) -> Block:
    names = ["explain"]
    if reply.answer and reply.answer.rows:
        names.append("csv")
    if reply.query is not None and reply.query.analysis != "definition":
        names.append("subscribe")
        if reply.query.analysis in ("value", "breakdown", "trend") and reply.query.metrics:
            names.append("alert")
    names.append("wrong")
    options = [_option(say(reply.language, name), name) for name in names]
    return {"type": "overflow", "action_id": "more", "options": options}
