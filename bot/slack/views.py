"""The modals: how a question was read, and what was meant instead."""

from __future__ import annotations

import json
from typing import Any

from bot.explain import Explanation
from bot.slack.pieces import Block, code, header, paragraph, plain_text, small
from bot.slack.wording import cut
from bot.state import Said
from bot.words.slack import say

_MOST_BLOCKS = 100
WRONG = "wrong_reading"


def wrong_view(said: Said, channel: str) -> dict[str, Any]:
    """Asks what was meant."""
    language = said.language
    note = {
        "type": "input",
        "block_id": "note",
        "label": plain_text(say(language, "wrong_ask"), 150),
        "hint": plain_text(say(language, "wrong_hint"), 150),
        "element": {"type": "plain_text_input", "action_id": "note", "multiline": True, "max_length": 1000},
    }
    return {
        "type": "modal",
        "callback_id": WRONG,
        "private_metadata": json.dumps({"channel": channel, "answer": said.ts}),
        "title": plain_text(say(language, "wrong_title"), 24),
        "submit": plain_text(say(language, "send"), 24),
        "close": plain_text(say(language, "close"), 24),
        "blocks": [paragraph(cut(said.question, 1000)), note],
    }


def explain_view(explanation: Explanation, language: str) -> dict[str, Any]:
    """How a question was read: each word, the definition, the SQL."""
    blocks: list[Block] = []
    for section in explanation.sections:
        blocks.append(header(section.title))
        if section.code:
            blocks.append(code(section.code))
        for first in range(0, len(section.lines), 10):
            blocks.append(paragraph(*(cut(line, 280) for line in section.lines[first : first + 10])))
        if section.note:
            blocks.append(small(section.note))
    return {
        "type": "modal",
        "title": plain_text(say(language, "explain_title"), 24),
        "close": plain_text(say(language, "close"), 24),
        "blocks": blocks[:_MOST_BLOCKS],
    }
