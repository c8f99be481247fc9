"""A reply as a Slack message: headline, reading, table, notes, then what can be pressed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.changes import Changes
from bot.dashboard import Dashboard
from bot.reply import Reply
from bot.slack.menus import menus
from bot.slack.pieces import MAX_HEADER, Block, button, header, paragraph, small, table, table_as_text
from bot.slack.wording import cut, escaped
from bot.voice import Voice
from bot.words.slack import say

MAX_BUTTONS = 24
MOST_BLOCKS = 50


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: `text` for notifications and screen readers, `blocks` for the eye, and the same without the
    blocks that older or smaller servers do not know (`simple`).
    """

    text: str
    blocks: tuple[Block, ...]
    simple: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What a message says besides its reply: whose it is, who may see it, what could be asked instead."""

    answer: str  # the id of this answer, in every block that can be pressed
    private: str = ""  # why only the asker sees it: a sentence
    shareable: bool = False
    shared_by: str = ""
    changes: Changes | None = None


def message(reply: Reply, voice: Voice, around: Around) -> Message:
    """The message of a reply."""
    if reply.dashboard is not None:
        return _dashboard_message(reply, reply.dashboard, around)
    top = _top(reply, around)
    shown = table(reply.table) if reply.table else None
    bottom = _bottom(reply, voice, around)
    text = cut("\n".join(t for t in (reply.headline, reply.reading_line) if t), 3000)
    full = [*top, *([shown] if shown else [table_as_text(reply.table)] if reply.table else []), *bottom]
    simple = [*top, *([table_as_text(reply.table)] if reply.table else []), *bottom]
    return Message(escaped(text), tuple(full[:MOST_BLOCKS]), tuple(simple[:MOST_BLOCKS]))


def _dashboard_message(reply: Reply, dashboard: Dashboard, around: Around) -> Message:
    """The key sentences; the pictures follow."""
    language = reply.language
    blocks = [
        marked(header(dashboard.title), around.answer),
        paragraph(*(f"• {sentence}" for sentence in dashboard.sentences)),
        small(*_notes(reply, around)),
    ]
    missing = [what for what, _ in dashboard.missing]
    if missing:
        blocks.append(small(say(language, "dashboard_missing", things=" · ".join(missing))))
    blocks += menus(reply, around.answer, None, shareable=around.shareable)
    text = cut("\n".join((dashboard.title, *dashboard.sentences)), 3000)
    return Message(escaped(text), tuple(blocks), tuple(blocks))


def _top(reply: Reply, around: Around) -> list[Block]:
    lead = reply.lead or reply.headline
    rest = reply.headline.removeprefix(lead).strip()
    first = header(lead) if reply.status == "answered" and len(lead) <= MAX_HEADER else paragraph(lead)
    blocks = [marked(first, around.answer)]
    if rest or reply.insights:
        blocks.append(paragraph(rest, *reply.insights))
    notes = _notes(reply, around)
    if notes:
        blocks.append(small(*notes))
    return blocks


def _notes(reply: Reply, around: Around) -> list[str]:
    """The small print: whose it is, how the question was read, what is to be known, who sees it."""
    language = reply.language
    notes = [say(language, "shared_by", person=around.shared_by)] if around.shared_by else []
    if reply.reading_line:
        notes.append(say(language, "reading", line=reply.reading_line))
    if reply.dashboard is None:
        notes += reply.notes
    if around.private:
        notes.append(around.private)
    return notes


def _bottom(reply: Reply, voice: Voice, around: Around) -> list[Block]:
    language, blocks = reply.language, []
    if reply.table and reply.table.more:
        count = voice.value(reply.table.more, "count")
        blocks.append(small(say(language, "earlier" if reply.table.earlier else "more", count=count)))
    if reply.choices:
        blocks.append(_buttons(f"choose:{around.answer}", "choose", [c.label for c in reply.choices]))
    if reply.suggestions and reply.status != "answered":
        blocks.append(small(say(language, "try")))
        blocks.append(_buttons(f"suggest:{around.answer}", "suggest", reply.suggestions))
    if reply.status == "answered":
        blocks += menus(reply, around.answer, around.changes, shareable=around.shareable)
    return blocks


def _buttons(block_id: str, action: str, labels: Sequence[str]) -> Block:
    elements = [button(f"{action}:{i}", label, str(i)) for i, label in enumerate(labels[:MAX_BUTTONS])]
    return {"type": "actions", "block_id": block_id, "elements": elements}


def marked(block: Block, answer: str) -> Block:
    """A block by which the message is found again, where Slack did not say whether it took it."""
    return {**block, "block_id": f"answer:{answer}"}


def notice(text: str, *more: str) -> Message:
    """A message that is no answer."""
    blocks = [paragraph(text)]
    if more:
        blocks.append(small(*more))
    return Message(escaped(cut(text, 3000)), tuple(blocks), tuple(blocks))
