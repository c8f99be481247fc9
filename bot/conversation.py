"""A conversation with one person: each turn goes on from the ones before, a bare number takes a choice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.answering import Answering, Question
from bot.reply import Reply
from bot.rights import Access
from intents.followups import Thread


@dataclass
class Conversation:
    """What was said so far, on one day. A turn that was not answered leaves what the next one goes on from."""

    answering: Answering
    today: date
    language: str | None = None
    access: Access | None = None
    thread: Thread = field(default_factory=Thread)
    last: Reply | None = None

    def say(self, text: str | None) -> Reply:
        """The reply to a turn; None is a line that was no text."""
        question = Question(
            text or "",
            self.today,
            self.language,
            valid=text is not None,
            before=self.thread.before,
            earlier=self.thread.earlier,
            access=self.access,
        )
        reply = self._reply(question)
        if reply.status == "answered":
            self.thread = self.thread.after(reply.reading)
        self.last = reply
        return reply

    def _reply(self, question: Question) -> Reply:
        choices = self.last.choices if self.last is not None else ()
        number = question.text.strip()
        if self.last is not None and number.isdecimal() and 1 <= int(number) <= len(choices):
            return self.answering.reply_to_choice(self.last, choices[int(number) - 1], question)
        return self.answering.reply(question)
