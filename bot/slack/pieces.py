"""The pieces that messages and views are made of, each within Slack's limits; text is shown as it is, never parsed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.reply import ReplyTable
from bot.slack.wording import cut, escaped

Block = dict[str, Any]

MAX_TEXT = 3000
MAX_SMALL = 2000
MAX_CODE = 2400  # what is escaped grows
MAX_HEADER = 150
MAX_LABEL = 75
MAX_TABLE_CHARACTERS = 8000
_EMPTY = "\u200b"  # a table cell and a text may not be empty


def plain_text(text: str, most: int = MAX_LABEL) -> Block:
    """A text object in which nothing is parsed."""
    return {"type": "plain_text", "text": cut(text, most) or _EMPTY, "emoji": False}


def paragraph(*texts: str) -> Block:
    """A section: each text on its own line."""
    return {"type": "section", "text": plain_text("\n".join(t for t in texts if t), MAX_TEXT)}


def small(*texts: str) -> Block:
    """A context block: small grey text, a line each."""
    return {"type": "context", "elements": [plain_text("\n".join(t for t in texts if t), MAX_SMALL)]}


def code(text: str) -> Block:
    """Preformatted text: shown letter by letter, so that columns stand below each other."""
    shown = escaped(cut(text, MAX_CODE)).replace("`", "ˋ")
    return {"type": "section", "text": {"type": "mrkdwn", "text": f"```{cut(shown, MAX_TEXT - 10) or _EMPTY}```"}}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain_text(text, MAX_HEADER)}


def button(action: str, label: str, value: str, *, style: str = "") -> Block:
    """A button."""
    made: Block = {"type": "button", "action_id": action, "text": plain_text(label), "value": cut(value, 2000)}
    if style:
        made["style"] = style
    return made


def table(shown: ReplyTable) -> Block | None:
    """A table block; None where it would be more than Slack takes."""
    if len(shown.headers) > 20:
        return None
    rows = [shown.headers, *shown.rows[: 98 if shown.total else 99]]
    if shown.total:
        rows.append(shown.total)
    if sum(len(cell) for row in rows for cell in row) > MAX_TABLE_CHARACTERS:
        return None
    return {
        "type": "table",
        "column_settings": [{"align": "right" if numeric else "left"} for numeric in shown.numeric],
        "rows": [[{"type": "raw_text", "text": cell or _EMPTY} for cell in row] for row in rows],
    }


def table_as_text(shown: ReplyTable) -> Block:
    """The table as preformatted text, for where there is no table block."""
    rows = [shown.headers, *shown.rows, *([shown.total] if shown.total else [])]
    widths = [max(len(row[i]) for row in rows) for i in range(len(shown.headers))]
    return code("\n".join(_row(row, widths, shown.numeric) for row in rows))


def _row(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    return "  ".join(
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(cells, widths, numeric, strict=True)
    ).rstrip()
