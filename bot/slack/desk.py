"""Where every question from Slack is answered: who asks, what was said before, the answer, its post, its chart."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.answering import Question
from bot.changes import changes
from bot.current import Current
from bot.opening import Company
from bot.reply import Reply
from bot.rights import Access, Denied, access_of
from bot.slack.asked import Asked, asked_of
from bot.slack.delivering import Delivery, Posted
from bot.slack.keeping import Keeping
from bot.slack.measures import Measures
from bot.slack.message import Around, Message, message, notice
from bot.slack.pictures import SlackPictures
from bot.slack.pieces import button
from bot.slack.poster import InDoubt, Poster, PostFailed
from bot.slack.privacy import is_for_channel
from bot.slack.who import NobodyKnown, Who
from bot.slack.wording import plain
from bot.state import AuditEntry, Said, SlackPerson, State
from bot.words.slack import language_of_text, say
from intents.followups import Thread
from intents.reading import Reading
from intents.schedules import names_channel, without_channel
from queries.answer import Note
from queries.query import Query, from_json, to_json

_log = structlog.get_logger(__name__)
_REMEMBERED = timedelta(hours=1)  # how long a conversation outside a thread goes on
_TAKEN_OVER = timedelta(minutes=15)  # older questions have been asked again or are of no interest


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asks, with what they may see and their day."""

    person: SlackPerson
    access: Access
    today: date


def where_said(said: Said) -> Posted:
    """Where a message of ours stands."""
    payload = said.payload
    return Posted(
        str(payload["channel"]), str(payload.get("ts") or ""), str(payload.get("thread") or "") or None, said.private
    )


class Turned(Exception):
    """Somebody who gets no figures; the text says why."""


class Desk:
    """Answers questions, one at a time a thread of the executor; safe for many."""

    def __init__(
        self,
        current: Current,
        state: State,
        pictures: SlackPictures,
        measures: Measures,
        clock: Callable[[], datetime],
        *,
        today: date | None = None,
    ) -> None:
        self.current, self.kept, self.pictures, self.measures = current, Keeping(state), pictures, measures
        self.who = Who(state, clock)
        self.takers: list[Callable[[Reply, Asked, Asker, Poster], Message | None]] = []
        """Each keeps what words order to be sent or told later on; how that is answered, None for no order."""
        self.stir: Callable[[], None] = lambda: None
        """Told when something was ordered that may have to be told at once."""
        self._clock, self._today = clock, today
        self._working, self._idle = 0, threading.Condition()

    # the day's work

    def ask(self, asked: Asked, poster: Poster) -> None:
        """Answer a question. Whatever goes wrong, the person is told or the log is, and nothing is said twice."""
        with self.at_work(asked.team):
            if not self.kept.claim(asked.key, asked.as_json()):
                return
            began = time.perf_counter()
            self._work(asked, Delivery(poster, asked), began)
            self.kept.finish(asked.key)

    def asker(self, team: str, user: str, poster: Poster) -> Asker:
        """Who somebody is and what they may see; raises Turned with what to tell them."""
        try:
            person = self.who.person(team, user, poster.client)
        except NobodyKnown:
            raise Turned(say("en", "no_person")) from None
        language = person.language or "en"
        if person.guest or person.stranger:
            raise Turned(say(language, "guest" if person.guest else "stranger"))
        try:
            access = access_of(person.email, self.current.company)
        except Denied:
            code = "denied" if person.email else "no_email"
            raise Turned(say(language, code, email=person.email or "")) from None
        return Asker(person, access, self.day_of(person))

    def day_of(self, person: SlackPerson) -> date:
        """Today where a person is."""
        if self._today is not None:
            return self._today
        try:
            return self._clock().astimezone(ZoneInfo(person.tz)).date()
        except (KeyError, ValueError):
            return self.today()

    def today(self) -> date:
        """Today where the bot is."""
        return self._today or self._clock().astimezone().date()

    def reply_to(self, asked: Asked, asker: Asker, company: Company) -> tuple[Reply, Query | None]:
        """The reply to a question, in the light of what was said before it; and the query that stood before."""
        thread = self.thread(asked) if asked.query is None else Thread(asked.query)
        question = Question(asked.text, asker.today, access=asker.access, before=thread.before, earlier=thread.earlier)
        if asked.query is not None and not asked.text:
            return company.answering.reply_to_query(asked.query, question), thread.before
        return company.answering.reply(question), thread.before

    def deliver(
        self,
        reply: Reply,
        asked: Asked,
        asker: Asker,
        delivery: Delivery,
        before: Query | None,
        *,
        shared_by: str = "",
        began: float = 0.0,
    ) -> Posted:
        """Post a reply, keep it with the query that it may go on from, then its chart."""
        company, answer = self.current.company, secrets.token_hex(6)
        if reply.dashboard is not None and asked.private and not asked.direct:
            return self._dashboard_aside(reply, asked, asker, delivery, before, began)
        voice = company.answering.voice(reply.language)
        private = not shared_by and (asked.private or not self.open_to_all(reply, asked, asker))
        why = ""
        if private:
            why = say(reply.language, "only_you_asked" if asked.private else "only_you")
        around = Around(
            answer=answer,
            private=why,
            shareable=private and not asked.direct and reply.status == "answered",
            shared_by=shared_by,
            changes=self.changes_of(reply, asker, company),
        )
        # Kept before it is posted: who takes over from a process that dies here knows that it may be said already.
        nowhere = Posted(asked.channel, "", asked.thread_ts, private)
        said = self._said(reply, asked, asker, nowhere, answer, before)
        self.kept.remember(said)
        posted = delivery.post(message(reply, voice, around), answer, private=private)
        self.measures.answered(reply.status, time.perf_counter() - began if began else 0.0)
        place = {"ts": posted.ts, "channel": posted.channel, "thread": posted.thread_ts or ""}
        said = replace(said, payload={**said.payload, **place}, private=posted.private)
        self.kept.remember(said)
        self._audit(reply, asked, asker)
        self.pictures.send(reply, voice, said, delivery, posted, self.kept.remember)
        if began and reply.chart_kind:
            self.measures.chart.observe(time.perf_counter() - began)
        return posted

    def _dashboard_aside(
        self, reply: Reply, asked: Asked, asker: Asker, delivery: Delivery, before: Query | None, began: float
    ) -> Posted:
        """Pictures for one person can only stand in direct messages; where it was asked, say so."""
        answer = secrets.token_hex(6)
        share = button("share", say(reply.language, "share"), answer)
        pointer = notice(say(reply.language, "dashboard_in_dm"))
        blocks = (*pointer.blocks, {"type": "actions", "block_id": f"share:{answer}", "elements": [share]})
        here = delivery.post(Message(pointer.text, blocks, blocks), answer, private=True)
        self.kept.remember(self._said(reply, asked, asker, here, answer, before))
        channel = delivery.poster.direct(asked.user)
        aside = replace(asked, channel=channel, direct=True, private=False, response_url="", thread_ts=None, ts="")
        return self.deliver(reply, aside, asker, Delivery(delivery.poster, aside), before, began=began)

    def open_to_all(self, reply: Reply, asked: Asked, asker: Asker) -> bool:
        """Whether everybody who is where it was asked may see the reply."""
        return asked.direct or is_for_channel(reply, asker.access, self.current.company, asked.channel)

    def changes_of(self, reply: Reply, asker: Asker, company: Company) -> Any:
        """What the menus offer for an answered question; None where nothing can be changed."""
        if reply.status != "answered" or reply.reading is None or reply.reading.query is None:
            return None
        if reply.answer is None or reply.query is None or reply.query.analysis in ("dashboard", "definition"):
            return None
        seen = company.answering.seen_by(asker.access).dataset
        return changes(reply.reading.query, seen, asker.today, reply.language)

    def take_over(self, poster: Callable[[str], Poster | None]) -> None:
        """Answer what a process began and died over; what it may have posted already is not said twice."""
        for key, work in self.kept.left_behind(self._clock() - _TAKEN_OVER):
            asked = asked_of(work)
            to_slack = poster(asked.team)
            if to_slack is None or not self.kept.claim(key, work):
                continue
            _log.warning("taken over from a process that ended", key=key)
            with self.at_work(asked.team):
                said = self.kept.answer_to(asked.team, asked.channel, asked.ts) if asked.ts else None
                self._go_on(asked, said, Delivery(to_slack, asked))
                self.kept.finish(key)

    def _go_on(self, asked: Asked, said: Said | None, delivery: Delivery) -> None:
        """Answer what was not answered; what may have been posted is looked for first."""
        if said is not None and said.payload.get("ts"):
            return
        if said is not None:
            try:
                found = "" if said.private else delivery.poster.find(asked.channel, asked.thread_ts, said.ts)
            except InDoubt:
                found = None
            if found is None or said.private:
                self.tell(delivery, say(said.language, "doubt"))
                return
            if found:
                self.kept.remember(replace(said, payload={**said.payload, "ts": found}))
                return
        self._work(asked, delivery, time.perf_counter())

    def rest(self, seconds: float) -> bool:
        """Wait until nothing is being answered; whether that came in time."""
        with self._idle:
            return self._idle.wait_for(lambda: self._working == 0, seconds)

    def _work(self, asked: Asked, delivery: Delivery, began: float) -> None:
        try:
            self._answer(asked, delivery, began)
        except PostFailed as error:
            self.measures.failed.labels(error.reason).inc()
            _log.error("answer not delivered", reason=error.reason, channel=asked.channel)
        except Exception:
            _log.exception("question failed")
            self.tell(delivery, say(language_of_text(asked.text), "trouble"))

    def _answer(self, asked: Asked, delivery: Delivery, began: float) -> None:
        poster, written = delivery.poster, asked.text

        def as_typed(text: str) -> str:
            return plain(text, asked.bot_user, lambda user: self.who.name(asked.team, user, poster.client))

        asked = replace(asked, text=as_typed(written))
        try:
            asker = self.asker(asked.team, asked.user, poster)
        except Turned as turned:
            delivery.post(notice(str(turned)), "", private=not asked.direct)
            return
        with delivery.working(say(asker.person.language or "en", "working")):
            rest, channel = without_channel(written)
            if rest != written:  # it may be where something is to be sent, or a name in a question
                order = replace(asked, text=as_typed(rest), ordered_to=channel, channel_unclear=not channel)
                reply, before = self.reply_to(order, asker, self.current.company)
                if self._ordered(reply, order, asker, delivery):
                    return
                if _lacks_something(reply):
                    self.deliver(reply, order, asker, delivery, before, began=began)
                    return
            asked = replace(asked, channel_unclear=names_channel(written))
            reply, before = self.reply_to(asked, asker, self.current.company)
            if self._ordered(reply, asked, asker, delivery):
                return
        if asked.edited:
            delivery = self._in_place(asked, delivery)
        self.deliver(reply, asked, asker, delivery, before, began=began)

    def _ordered(self, reply: Reply, asked: Asked, asker: Asker, delivery: Delivery) -> bool:
        """Take what is an order to send something again and again, or to tell something; whether it was one."""
        if asked.query is not None or asked.edited:
            return False
        for take in self.takers:
            told = take(reply, asked, asker, delivery.poster)
            if told is not None:
                delivery.post(told, "", private=asked.private)
                return True
        return False

    def _in_place(self, asked: Asked, delivery: Delivery) -> Delivery:
        """An edited question has its answer changed where it stands."""
        said = self.kept.answer_to(asked.team, asked.channel, asked.ts)
        if said is None or said.private or not said.payload.get("ts"):
            return delivery
        for file in said.payload.get("files") or ():
            delivery.poster.remove_file(file)
        return replace(delivery, replaces=where_said(said))

    def thread(self, asked: Asked) -> Thread:
        """What was said before: in this thread, or outside of one within the last hour."""
        thread = Thread()
        said = self.kept.thread(asked.team, asked.channel, asked.thread_ts or "", asked.user)
        since = self._clock() - _REMEMBERED
        for turn in said:
            own = turn.ts == asked.instead_of or (asked.ts != "" and turn.asked_ts == asked.ts)
            if turn.query is None or own or not (asked.thread_ts or turn.at >= since):
                continue
            back = (Note("back"),) if turn.payload.get("back") else ()
            reading = Reading(turn.question, turn.language, "answered", from_json(turn.query), assumed=back)
            thread = thread.after(reading)
        return thread

    def _said(
        self, reply: Reply, asked: Asked, asker: Asker, posted: Posted, answer: str, before: Query | None
    ) -> Said:
        query = reply.reading.query if reply.reading else None
        payload = {
            "ts": posted.ts,
            "channel": posted.channel,
            "asked_in": asked.channel,
            "thread": posted.thread_ts or "",
            "today": asker.today.isoformat(),
            "direct": asked.direct,
            "before": to_json(before) if before else None,
            "back": bool(reply.reading and any(note.code == "back" for note in reply.reading.assumed)),
            "choices": [{"label": c.label, "question": c.question, "query": to_json(c.query)} for c in reply.choices],
            "suggestions": list(reply.suggestions),
        }
        return Said(
            team=asked.team,
            channel=asked.channel,
            ts=answer,
            thread_ts=asked.thread_ts or "",
            asked_ts=asked.ts,
            person=asked.user,
            question=reply.question,
            language=reply.language,
            status=reply.status,
            query=to_json(query) if query is not None and reply.status == "answered" else None,
            payload=payload,
            private=posted.private,
            at=self._clock(),
        )

    def _audit(self, reply: Reply, asked: Asked, asker: Asker) -> None:
        query = to_json(reply.query) if reply.query else None
        entry = AuditEntry(
            source="slack",
            team=asked.team,
            channel=asked.channel,
            person=asker.person.email or asked.user,
            role=asker.access.role,
            question=reply.question,
            language=reply.language,
            query=query,
            scope=list(query["scope"]) if query else [],
            outcome=reply.status,
            detail=str(len(reply.answer.rows)) if reply.answer else reply.headline,
            at=self._clock(),
            unread=list(reply.reading.unread) if reply.reading else [],
        )
        self.kept.audit(entry)

    def now(self) -> datetime:
        """The time, in UTC."""
        return self._clock()

    def tell(self, delivery: Delivery, text: str) -> None:
        """Say something that is no answer to who asked, or log that it could not be said."""
        try:
            delivery.post(notice(text), "", private=not delivery.asked.direct)
        except PostFailed as error:
            _log.error("not told", reason=error.reason)

    @contextmanager
    def at_work(self, team: str) -> Iterator[None]:
        """Something is being answered: a graceful stop waits for it, and its log lines belong together."""
        with self._idle:
            self._working += 1
        try:
            with structlog.contextvars.bound_contextvars(request=secrets.token_hex(4), team=team):
                yield
        finally:
            with self._idle:
                self._working -= 1
                self._idle.notify_all()


def _lacks_something(reply: Reply) -> bool:
    """It orders something to be sent or told, but not when."""
    message = reply.reading.message if reply.reading is not None else None
    return message is not None and message.code in ("subscribe_to", "alert_on", "not_yet_subscribe", "not_yet_alert")
