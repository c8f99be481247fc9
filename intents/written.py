"""What was not understood told in the person's own spelling, not in the one that questions are brought to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.reading import Reading
from intents.tokens import Token


def as_written(reading: Reading, tokens: Sequence[Token]) -> Reading:
    """The reading with its unread words as the question has them; `tokens` are the question's."""
    if not reading.unread:
        return reading
    unread = tuple(dict.fromkeys(_written(words, reading.question, tokens) for words in reading.unread))
    message = reading.message
    if message is not None and message.facts.get("words") == reading.unread:
        message = replace(message, facts={**message.facts, "words": unread})
    return replace(reading, unread=unread, message=message)


def _written(words: str, question: str, tokens: Sequence[Token]) -> str:
    if words.isascii():
        return words
    count = len(words.split(" "))
    for i in range(len(tokens) - count + 1):
        said = tokens[i : i + count]
        if " ".join(token.text for token in said) == words:
            return question[said[0].start : said[-1].end]
    return words
