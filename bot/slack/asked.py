"""What somebody put to the bot in Slack, whichever way they did, and where its answer belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from queries.query import Query, from_json, to_json


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `ts` is the message that holds it, empty where no message does (a command, a button).

    `thread_ts` is the thread the answer goes into; None puts it at the top of a conversation (direct messages).
    `private` answers are seen by the asker alone. `response_url` answers where the bot is no member. `key` is the same
    for every delivery of one question, so that it is answered once. `instead_of` is the id of the answer that this one
    takes the place of. `edited`: the question was asked before in other words. `query` is asked where no words were
    typed; with words, they go on from it. `bot_user` is how the words name the bot itself. `ordered_to` is the channel
    that the words send something to; the text is then without it. `channel_unclear`: they name channels, but none that
    something can be sent to.
    """

    key: str
    team: str
    channel: str
    user: str
    text: str
    ts: str = ""
    thread_ts: str | None = None
    direct: bool = False
    private: bool = False
    response_url: str = ""
    instead_of: str = ""
    edited: bool = False
    bot_user: str = ""
    query: Query | None = None
    ordered_to: str = ""
    channel_unclear: bool = False

    def as_json(self) -> dict[str, Any]:
        """The question as the state store keeps it while it is being answered."""
        return {**asdict(self), "query": to_json(self.query) if self.query else None}


def asked_of(kept: Mapping[str, Any]) -> Asked:
    """The question that was kept."""
    return Asked(**{**kept, "query": from_json(kept["query"]) if kept["query"] else None})
