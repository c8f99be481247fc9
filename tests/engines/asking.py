"""Questions as people ask them, and what they are told."""

from __future__ import annotations

from conformance import DAY

from bot.answering import Question
from bot.opening import Company

REP, MANAGER, MARKETING = ("jamshid.fathi@example.com", "majid.bagheri@example.com", "marketing@example.com")
ASKED: tuple[tuple[str, str | None], ...] = (
    ("conversion by channel last month", None),
    ("top 5 customers by revenue this year", None),
    ("فروش به تفکیک استان در ماه گذشته", None),
    ("فروش ماهانه امسال", None),
    ("lead funnel this year", None),
    ("customers without orders this year", None),
    ("my revenue last quarter", REP),
    ("revenue by customer this year", REP),
    ("revenue by rep last quarter", MANAGER),
    ("فروش به تفکیک نماینده در ماه گذشته", MANAGER),
    ("revenue last quarter", MARKETING),
)


def told(words: str, email: str | None, company: Company) -> tuple[object, ...]:
    """What somebody reads: the sentence, how it was read, the table, the notes."""
    reply = company.answering.reply(Question(words, DAY, access=company.access(email)))
    assert reply.headline
    return reply.headline, reply.status, reply.reading_line, reply.table, reply.notes
