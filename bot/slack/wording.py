"""Text made safe for Slack: nothing in it pings, links or formats by accident, and none is longer than allowed."""

from __future__ import annotations

import re
from collections.abc import Callable

_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")


def escaped(text: str) -> str:
    """Text as mrkdwn that shows what it says: `<!channel>` is shown, nobody is called."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, most: int) -> str:
    """At most that many characters, an ellipsis for the rest."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def without_bidi(text: str) -> str:
    """What a person wrote without the direction marks that came with copying it."""
    return _BIDI.sub("", text)


_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_LINK = re.compile(r"<(?:https?://|mailto:|tel:)[^|>]*(?:\|([^>]*))?>")
_CHANNEL = re.compile(r"<[#!][^|>]*(?:\|([^>]*))?>")


def plain(text: str, bot_user: str, name_of: Callable[[str], str]) -> str:
    """The question as typed: without the mention of the bot, others by name, Slack's own wrapping undone."""

    def named(match: re.Match[str]) -> str:
        return " " if match.group(1) == bot_user else name_of(match.group(1)) or " "

    text = _MENTION.sub(named, text)
    text = _LINK.sub(lambda m: m.group(1) or " ", text)
    text = _CHANNEL.sub(lambda m: m.group(1) or " ", text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return without_bidi(text).replace("\u00a0", " ").strip()
