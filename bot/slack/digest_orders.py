"""Ordering digests in Slack, by saying it or by the form; their list and a test, each by whom it belongs to."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog

from bot.digests.content import about as about_text
from bot.digests.moved import moved, moves
from bot.digests.orders import schedule_said
from bot.digests.plan import Missed, Plan, Subject, plan_from_json
from bot.digests.schedule import due_day, next_due
from bot.digests.settings import plan_row
from bot.digests.wording import schedule_text
from bot.reply import Reply
from bot.slack.asked import Asked
from bot.slack.counter import Press, channel_said, kept_as_said, refusal
from bot.slack.delivering import Delivery as Way
from bot.slack.desk import Asker, Desk
from bot.slack.digest_views import list_message, order_view
from bot.slack.digests import Digests
from bot.slack.forms import KEPT, Wrong, chosen, filled, schedule_chosen, spoken, zone_of
from bot.slack.message import Message, notice
from bot.slack.outgoing import Impossible
from bot.slack.poster import Poster
from bot.slack.trying import try_out
from bot.slack.wording import cut
from bot.words.slack import say
from intents.periods import calendar_of
from intents.schedules import when_said
from intents.sentence import sentence_of
from queries.locale import day_text
from queries.query import Filter, from_json

Body = Mapping[str, Any]
_log = structlog.get_logger(__name__)


class DigestOrders:
    """Makes digests of words and of forms, lists, tests and keeps them."""

    kind = "digest"
    main = "every"

    def __init__(self, desk: Desk, digests: Digests) -> None:
        self._desk, self._digests = desk, digests
        self._state = desk.kept.state
        desk.takers.append(self.said)

    def said(self, reply: Reply, asked: Asked, asker: Asker, poster: Poster) -> Message | None:
        """Keep what words order: "send this every Monday at 9 to #north". How that is confirmed; None for no order."""
        reading = reply.reading
        when = when_said(reading) if reading is not None else None
        if reading is None or reading.query is None or when is None or reading.unread:
            return None
        if reply.status != "answered" and (reading.message is None or reading.message.code != "subscribe_to"):
            return None
        catalogue, language = self._desk.current.company.dataset.catalogue, reading.language
        calendar = calendar_of(catalogue.calendar, language)
        query = reading.query
        question = sentence_of(query, catalogue, language)
        # Days that move along are told apart from the name, which stays.
        lasting = replace(query, period=None) if moves(query, asker.today, catalogue.calendar) else query
        plan = Plan(
            id=secrets.token_hex(6),
            team=asked.team,
            owner=asker.person.user,
            name=cut(sentence_of(lasting, catalogue, language), 150),
            subject=Subject(query=query, asked_on=asker.today, question=question),
            channel=channel_said(asked, reading),
            schedule=schedule_said(when, zone_of(asker), calendar, catalogue.calendar),
            language=language,
        )
        return kept_as_said(self, plan, asked, asker, language)

    def _days(self, plan: Plan, language: str) -> str:
        """Which days it will be about: always the same, or those that the first sending has."""
        company, subject = self._desk.current.company, plan.subject
        settings, voice = company.dataset.catalogue.calendar, company.answering.voice(language)
        if subject.query is None or subject.asked_on is None or subject.query.period is None:
            return ""
        due = next_due(plan.schedule, self._desk.now())
        first = moved(subject.query, subject.asked_on, due_day(plan.schedule, due), settings).period
        if first is None:
            return ""
        code = "digest_moves" if moves(subject.query, subject.asked_on, settings) else "digest_stays"
        day = day_text(due_day(plan.schedule, due), language, plan.schedule.calendar)
        return say(language, code, period=voice.period(first), day=day)

    def own(self, team: str, asker: Asker, id: str) -> Plan | None:
        """A digest of somebody's own."""
        return next((plan for plan, _, _ in self._of(team, asker) if plan.id == id), None)

    def listing(self, team: str, asker: Asker) -> Message:
        """Somebody's digests with their buttons."""
        return list_message(self._of(team, asker), spoken(asker))

    def _of(self, team: str, asker: Asker) -> list[tuple[Plan, str, str]]:
        """Somebody's own digests, those of the settings in their name included."""
        rows = self._desk.kept.orders(team, asker.person)
        return [(plan_from_json(row.plan), row.status, row.problem) for row in rows]

    def open(
        self,
        team: str,
        asker: Asker,
        trigger: str,
        poster: Poster,
        *,
        order: Plan | None = None,
        channel: str = "",
        answer: str = "",
    ) -> None:
        """Open the form: for a new digest, for one that is changed, or for an answer of ours. Raises PostFailed."""
        company = self._desk.current.company
        language = spoken(asker)
        voice = company.answering.seen_by(asker.access).voice(language)
        dashboards = [(d.id, voice.name(d.words, d.id)) for d in company.dataset.catalogue.dashboards.values()]
        subject = order.subject if order else self._of_answer(team, asker, channel, answer)
        about = about_text(subject.filters, voice) if subject else ""
        zone = asker.person.tz or "UTC"
        meant = {"id": order.id if order else "", "channel": channel, "answer": answer}
        languages = company.workspace.languages
        poster.open_view(trigger, order_view(language, dashboards, zone, order, subject, about, languages, meant))

    def _of_answer(self, team: str, asker: Asker, channel: str, answer: str) -> Subject | None:
        """The question of an answer of ours, to be asked again and again."""
        said = self._desk.kept.said(team, channel, answer) if answer else None
        if said is None or said.query is None or (said.private and said.person != asker.person.user):
            return None
        query = from_json(said.query)
        question = sentence_of(query, self._desk.current.company.dataset.catalogue, said.language)
        return Subject(query=query, asked_on=date.fromisoformat(said.payload["today"]), question=question)

    def from_form(self, team: str, asker: Asker, view: Body) -> Plan:
        """The order that the form says. Raises Wrong."""
        values = filled(view)
        language = spoken(asker)
        meant = json.loads(view["private_metadata"])
        id = str(meant["id"])
        before = self.own(team, asker, id) if id else None
        if id and before is None:
            raise Wrong("every", say(language, "digest_gone"))
        zone = str(values["zone"].get("value") or "").strip()
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise Wrong("zone", say(language, "digest_zone_wrong")) from None
        told_in = chosen(values, "language")
        calendar = calendar_of(self._desk.current.company.dataset.catalogue.calendar, told_in)
        at = time.fromisoformat(str(values["at"].get("selected_time") or "09:00"))
        every = chosen(values, "every")
        if every == KEPT and before is not None:
            schedule = replace(before.schedule, at=at, zone=zone)
        else:
            schedule = schedule_chosen(every, at, zone, calendar)
        subject = before.subject if before else Subject()
        if not id and meant["answer"]:
            found = self._of_answer(team, asker, meant["channel"], meant["answer"])
            if found is None:
                raise Wrong("every", say(language, "gone"))
            subject = found
        if "dashboard" in values:
            filters = self._about(str((values.get("about") or {}).get("value") or "").strip(), asker, values)
            subject = Subject(dashboard=chosen(values, "dashboard"), filters=filters)
        return Plan(
            id=id or secrets.token_hex(6),
            team=team,
            owner=asker.person.user,
            name=self._name(subject, asker, told_in),
            subject=subject,
            channel=str(values["channel"].get("selected_conversation") or ""),
            schedule=schedule,
            language=told_in,
            missed=cast(Missed, chosen(values, "missed")),
        )

    def _about(self, text: str, asker: Asker, values: Mapping[str, Any]) -> tuple[Filter, ...]:
        """Whom the words mean, as the reader of questions reads them. Raises Wrong."""
        if not text:
            return ()
        company, language = self._desk.current.company, spoken(asker)
        seen = company.answering.seen_by(asker.access)
        words = company.dataset.catalogue.dashboards[chosen(values, "dashboard")].words
        for code in company.workspace.languages:
            name = next(iter(words.synonyms.get(code, ())), None) or words.label.get(code)
            reading = seen.reader.read(f"{name} {text}", asker.today, language=code) if name else None
            query = reading.query if reading else None
            if reading is None or query is None or reading.status != "answered" or query.analysis != "dashboard":
                continue
            if query.filters and not any(span.role == "period" for span in reading.spans) and query.me is None:
                return query.filters
        raise Wrong("about", say(language, "digest_about_wrong"))

    def _name(self, subject: Subject, asker: Asker, language: str) -> str:
        voice = self._desk.current.company.answering.seen_by(asker.access).voice(language)
        found = voice.catalogue.dashboards.get(subject.dashboard or "")
        name = voice.name(found.words, found.id) if found else subject.question
        who = about_text(subject.filters, voice)
        return cut(f"{name}: {who}" if who else name, 150)

    def keep(self, order: Plan) -> None:
        """Keep a digest in the place of the one with its id. Raises StateError."""
        self._state.plans.keep(plan_row(order, self._state.plans.plan(order.id), self._desk.now()))

    def refused(self, order: Plan, asker: Asker) -> str:
        """Why its question cannot be answered for who orders it; "" where it can."""
        return refusal(order.subject.query, self._desk, asker, order.language)

    def confirmed(self, order: Plan, asker: Asker, language: str) -> str:
        """That a digest is kept, in words."""
        where = say(language, "digest_there" if order.channel else "digest_to_you")
        schedule = schedule_text(order.schedule, language)
        told = say(language, "digest_kept", name=order.name, schedule=schedule, where=where)
        return " ".join(part for part in (told, self._days(order, language)) if part)

    def test(self, order: Plan, asker: Asker, way: Way, language: str) -> None:
        """The digest as it would be posted now, to its owner alone."""
        poster, mark = way.poster, secrets.token_hex(6)
        due = datetime.combine(asker.today, order.schedule.at, ZoneInfo(order.schedule.zone))
        try:
            made = self._digests.preview(order, asker.access, due, asker.person, mark)
        except Impossible as problem:
            way.post(notice(problem.told or problem.reason), "", private=True)
            return
        try_out(made, self._desk, poster, language)
        way.post(notice(say(language, "digest_tested")), "", private=True)

    def more(self, press: Press, asker: Asker, way: Way) -> bool:
        """A digest has no other buttons."""
        return False
