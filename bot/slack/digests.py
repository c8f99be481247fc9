"""Digests and ordered questions made ready for Slack: in whose name, for which days, whether they may go there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from bot.answering import Question
from bot.changes import changes
from bot.digests.content import Content, NothingToSay, about, compose
from bot.digests.moved import moved
from bot.digests.plan import Plan, plan_from_json
from bot.digests.schedule import due_day, reported
from bot.digests.wording import schedule_text
from bot.opening import Company
from bot.reply import Reply
from bot.rights import Access
from bot.slack.digest_message import digest_message
from bot.slack.message import Around, Message, message
from bot.slack.outgoing import Impossible, Outgoing, Skip, Wait
from bot.slack.pictures import pictures_of
from bot.slack.pieces import small
from bot.slack.poster import Poster
from bot.slack.sending import LOOK_AGAIN, access_now, check_channel, owner_of, said_of
from bot.slack.who import Who
from bot.state import Delivery, PlanRow, Said, SlackPerson
from bot.voice import Voice
from bot.words.slack import say
from queries.locale import day_text, digits, language_of
from queries.query import Period, Query

ON_TIME = timedelta(minutes=15)
_MOST_KEPT = 200
PATIENCE = timedelta(hours=6)
"""How long data that was not loaded in time is waited for."""


@dataclass
class _Kept:
    """A composed digest, or the place of one that is being composed."""

    lock: Lock = field(default_factory=Lock)
    content: Content | None = None


class Digests:
    """Makes what is to be posted. Composed digests are kept a while: the same one may go to several places."""

    def __init__(self, company: Callable[[], Company], who: Who, clock: Callable[[], datetime]) -> None:
        self._company, self._who, self._clock = company, who, clock
        self._made: dict[Any, _Kept] = {}
        self._lock = Lock()

    def outgoing(self, delivery: Delivery, row: PlanRow, poster: Poster, mark: str) -> Outgoing:
        """The message of a delivery. Raises Wait, Skip, Impossible, PostFailed and whatever answering raises."""
        plan = plan_from_json(row.plan)
        company, now = self._company(), self._clock()
        person = owner_of(plan.team, plan.owner, poster, self._who)
        access = access_now(person, company, plan.language)
        late = delivery.tries == 1 and not delivery.work.get("waited") and now - delivery.due > ON_TIME
        if late and plan.missed == "skip":
            raise Skip("missed: kpibot was not running when it was due")
        period = reported(plan.schedule, delivery.due, company.dataset.catalogue.calendar)
        notes = self._notes(plan, period, delivery, company, late, now)
        channel = plan.channel or poster.direct(person.user)
        today = due_day(plan.schedule, delivery.due)
        if plan.subject.query is not None:
            return self._answer(plan, plan.subject.query, person, access, company, channel, today, mark, notes)
        return self._digest(plan, period, person, access, company, channel, today, mark, notes)

    def preview(
        self, plan: Plan, access: Access | None, due: datetime, person: SlackPerson, mark: str, *, channel: str = ""
    ) -> Outgoing:
        """What would be posted at a due time, to be shown to its owner alone; Impossible where a channel may not."""
        company = self._company()
        period = reported(plan.schedule, due, company.dataset.catalogue.calendar)
        today = due_day(plan.schedule, due)
        if plan.subject.query is not None:
            return self._answer(plan, plan.subject.query, person, access, company, channel, today, mark, ())
        return self._digest(plan, period, person, access, company, channel, today, mark, ())

    def _notes(
        self, plan: Plan, period: Period, delivery: Delivery, company: Company, late: bool, now: datetime
    ) -> tuple[str, ...]:
        """What to know: that it comes late, or that the data was not loaded. Raises Wait while that may still come."""
        words = company.answering.voice(plan.language).words.digest
        notes = [words["late"].format(due=_moment(delivery.due, plan))] if late else []
        through, end = company.dataset.through, period.end
        if through is not None and end is not None and through < end - timedelta(days=1):
            if now - delivery.due < PATIENCE:
                raise Wait(f"the data goes only to {through}", LOOK_AGAIN)
            notes.append(words["stale"].format(day=day_text(through, plan.language, plan.schedule.calendar)))
        return tuple(notes)

    def _digest(
        self,
        plan: Plan,
        period: Period,
        person: SlackPerson,
        access: Access | None,
        company: Company,
        channel: str,
        today: date,
        mark: str,
        notes: tuple[str, ...],
    ) -> Outgoing:
        content = self._content(plan, period, access, company, today)
        self._check(plan, channel, access, company, content.queries)
        voice = company.answering.voice(plan.language)
        made = digest_message(content, voice, mark, (*_whose(plan, person, access, voice), *notes))
        said = self._said(plan, person, mark, content.title, content.query, today, channel)
        return Outgoing(channel, made, mark, said, ((content.title, content.draw),))

    def _content(self, plan: Plan, period: Period, access: Access | None, company: Company, today: date) -> Content:
        """The digest, made once for all who may see the same of the same."""
        rights = (access.metrics, access.scope, access.person) if access is not None else None
        key = (plan.subject, period, rights, plan.language, company.dataset.version, today)
        with self._lock:
            if len(self._made) > _MOST_KEPT:
                self._made.clear()
            kept = self._made.setdefault(key, _Kept())
        with kept.lock:  # whoever wants the same waits for it
            if kept.content is None:
                try:
                    kept.content = compose(plan.subject, period, company.answering, access, today, plan.language)
                except NothingToSay as error:
                    words = company.answering.voice(plan.language).words.digest
                    raise Impossible(str(error), words["missing"].format(things=str(error))) from error
            return kept.content

    def _answer(
        self,
        plan: Plan,
        query: Query,
        person: SlackPerson,
        access: Access | None,
        company: Company,
        channel: str,
        today: date,
        mark: str,
        notes: tuple[str, ...],
    ) -> Outgoing:
        """The answer to an ordered question, for the day it is sent on."""
        asked = moved(query, plan.subject.asked_on or today, today, company.dataset.catalogue.calendar)
        question = Question("", today, language=plan.language, access=access)
        reply = company.answering.reply_to_query(asked, question)
        if reply.status != "answered":
            raise Impossible(reply.headline, reply.headline)
        if reply.query is not None:
            self._check(plan, channel, access, company, (reply.query,))
        voice = company.answering.voice(plan.language)
        around = Around(answer=mark, changes=self._changes(reply, access, company, today))
        made = message(reply, voice, around)
        below = small(*_whose(plan, person, access, voice), *notes)
        made = Message(made.text, (*made.blocks[:49], below), (*made.simple[:49], below))
        said = self._said(plan, person, mark, reply.question, asked, today, channel)
        pictures = tuple((picture.title, picture.chart) for picture in pictures_of(reply, voice))
        return Outgoing(channel, made, mark, said, pictures)

    def _changes(self, reply: Reply, access: Access | None, company: Company, today: date) -> Any:
        if reply.reading is None or reply.reading.query is None or reply.answer is None:
            return None
        seen = company.answering.seen_by(access).dataset
        return changes(reply.reading.query, seen, today, reply.language)

    def _check(
        self, plan: Plan, channel: str, access: Access | None, company: Company, queries: tuple[Query, ...]
    ) -> None:
        told = say(plan.language, "digest_not_for_channel", name=plan.name, channel=plan.channel)
        check_channel(plan.channel if channel else "", access, company, queries, told)

    def _said(
        self, plan: Plan, person: SlackPerson, mark: str, question: str, query: Query, today: date, channel: str
    ) -> Said:
        return said_of(
            plan.team,
            channel,
            person,
            mark,
            question,
            query,
            plan.language,
            direct=not plan.channel,
            today=today,
            at=self._clock(),
        )


def _whose(plan: Plan, person: SlackPerson, access: Access | None, voice: Voice) -> tuple[str, ...]:
    """In whose name it is sent and when, and which rows alone it is about because of that."""
    words = voice.words.digest
    schedule = schedule_text(plan.schedule, plan.language)
    by = words["by"].format(owner=person.name, schedule=schedule)
    only = about(access.scope, voice) if access is not None else ""
    return (by, words["only"].format(what=only, owner=person.name)) if only else (by,)


def _moment(at: datetime, plan: Plan) -> str:
    """A due time as its reader's clock shows it."""
    local = at.astimezone(ZoneInfo(plan.schedule.zone))
    day = day_text(local.date(), plan.language, plan.schedule.calendar)
    return f"{day} {digits(f'{local:%H:%M}', language_of(plan.language))}"
