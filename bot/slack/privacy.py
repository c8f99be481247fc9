"""Whether an answer may be seen by a whole channel, or by the asker alone."""

from __future__ import annotations

from bot.opening import Company
from bot.reply import Reply
from bot.rights import Access, channel_access, covers


def is_for_channel(reply: Reply, access: Access, company: Company, channel: str) -> bool:
    """A channel sees what its own role may see; an answer that holds more goes to the asker alone.

    What is no answer (a question back, a refusal) may name members, so it follows the asker's rights as a whole.
    """
    query = reply.query if reply.status == "answered" else None
    return covers(channel_access(channel, company), access, query, company.dataset.catalogue)
