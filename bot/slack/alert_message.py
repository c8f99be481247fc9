"""An alert as a Slack message, with what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.alerts.content import AlertContent
from bot.slack.message import Message, marked
from bot.slack.pieces import MAX_HEADER, Block, button, header, paragraph, small
from bot.slack.wording import cut, escaped
from bot.words.slack import say

SNOOZES = {"snooze_day": 1, "snooze_week": 7}
"""The buttons that put an alert off, and for how many days."""


def alert_message(
    content: AlertContent, title: str, language: str, mark: str, plan: str, notes: Sequence[str]
) -> Message:
    """What turned bad, how it came, how it is read. `title` is what the alert watches, `notes` the small print."""
    lines = content.lines
    several = len(lines) > 1
    first = title if several else lines[0]
    top = header(first) if len(first) <= MAX_HEADER else paragraph(first)
    blocks: list[Block] = [marked(top, mark)]
    if several:
        blocks.append(paragraph(*(f"• {line}" for line in lines)))
    if content.more:
        blocks.append(paragraph(*content.more))
    reading = [say(language, "reading", line=content.reading_line)] if content.reading_line else []
    blocks.append(small(*reading, *([] if several else [say(language, "alert_watches", name=title)]), *notes))
    names = ("acknowledge", *SNOOZES, "mute")
    pressed = [button(f"alert_{name}", say(language, f"alert_{name}"), plan) for name in names]
    pressed[0]["style"] = "primary"
    blocks.append({"type": "actions", "block_id": f"alert:{mark}", "elements": pressed})
    text = cut("\n".join((*([title] if several else []), *lines, *content.more)), 3000)
    return Message(escaped(text), tuple(blocks), tuple(blocks))


def handled(blocks: Sequence[Block], line: str) -> tuple[Block, ...]:
    """The blocks of an alert with a line on what somebody did about it, above its buttons."""
    return (*blocks[:-1][:48], small(line), blocks[-1])
