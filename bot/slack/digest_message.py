"""A digest as a Slack message."""

from __future__ import annotations

from bot.digests.content import Content
from bot.reply import ReplyTable
from bot.slack.message import MOST_BLOCKS, Message, marked
from bot.slack.pieces import Block, header, paragraph, small, table, table_as_text
from bot.slack.wording import cut, escaped
from bot.voice import Voice
from queries.locale import digits, language_of


def digest_message(content: Content, voice: Voice, mark: str, notes: tuple[str, ...]) -> Message:
    """The facts, the figures, who is ahead and which goals are behind. `notes` are what to know of it, small print."""
    words = voice.words.digest
    top: list[Block] = [marked(header(content.title), mark), small(content.period_text, *notes)]
    if content.facts:
        top.append(paragraph(*(f"• {fact}" for fact in content.facts)))
    shown = table(content.figures) if content.figures else None
    plain = table_as_text(content.figures) if content.figures else None
    bottom: list[Block] = []
    if content.ranking is not None:
        bottom.append(paragraph(content.ranking_title, *_ranked(content.ranking, voice)))
    if content.goals:
        bottom.append(paragraph(words["goals"], *(f"• {goal}" for goal in content.goals)))
    if content.missing:
        bottom.append(small(words["missing"].format(things=" · ".join(content.missing))))
    text = cut("\n".join((content.title, content.period_text, *content.facts)), 3000)
    first = [shown] if shown is not None else [plain] if plain is not None else []
    second = [plain] if plain is not None else []
    return Message(
        escaped(text), tuple((top + first + bottom)[:MOST_BLOCKS]), tuple((top + second + bottom)[:MOST_BLOCKS])
    )


def _ranked(ranking: ReplyTable, voice: Voice) -> list[str]:
    """Who is ahead, a line each: a message has room for one table, and columns of letters do not stand in Persian."""
    language = language_of(voice.language)
    lines = [f"{digits(str(place), language)}. {row[0]}: {row[1]}" for place, row in enumerate(ranking.rows, 1)]
    return [*lines, *([f"{ranking.total[0]}: {ranking.total[1]}"] if ranking.total else [])]
