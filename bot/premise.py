"""Says so where a question asks why a figure fell and it did not fall, or the other way round."""

from __future__ import annotations

from bot.voice import Voice
from intents.reading import Reading
from queries.answer import Answer


def premise_sentence(reading: Reading, answer: Answer, voice: Voice) -> str:
    """The sentence that puts right what a question of causes takes for granted; "" where it is so."""
    if reading.went is None or answer.query.analysis != "drivers":
        return ""
    change = answer.totals.get("effect")
    if not isinstance(change, int | float) or (change > 0 if reading.went == "up" else change < 0):
        return ""
    return voice.words.headline[f"did_not_go_{reading.went}"]
