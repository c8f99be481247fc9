"""Ordering digests in Slack: the list, the form, a test, pausing, resuming and deleting, each by whom it belongs to."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
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
from bot.slack.delivering import Delivery as Way
from bot.slack.desk import Asker, Desk, Turned
from bot.slack.digest_views import list_message, order_view
from bot.slack.digests import Digests
from bot.slack.forms import KEPT, Wrong, chosen, filled, schedule_chosen, spoken, zone_of
from bot.slack.message import Message, notice
from bot.slack.outgoing import Impossible
from bot.slack.poster import Poster, PostFailed
from bot.slack.trying import try_out
from bot.slack.wording import cut
from bot.state import StateError
from bot.words.slack import say
from intents.schedules import for_one_alone, when_said
from intents.sentence import sentence_of
from queries.locale import day_text
from queries.query import Calendar, Filter, from_json

Body = Mapping[str, Any]
_log = structlog.get_logger(__name__)


class DigestOrders:
    """Answers /kpi-digest, its buttons and its form at the desk of the questions."""

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
        calendar: Calendar = catalogue.calendar.persian if language == "fa" else "gregorian"
        alone = asked.direct or asked.private or (for_one_alone(reading, asked.text) and not asked.ordered_to)
        question = sentence_of(reading.query, catalogue, language)
        plan = Plan(
            id=secrets.token_hex(6),
            team=asked.team,
            owner=asker.person.user,
            name=cut(question, 150),
            subject=Subject(query=reading.query, asked_on=asker.today, question=question),
            channel=asked.ordered_to or ("" if alone else asked.channel),
            schedule=schedule_said(when, zone_of(asker), calendar, catalogue.calendar),
            language=language,
        )
        try:
            self._keep(plan)
        except StateError as error:
            _log.error("order not kept", reason=str(error))
            return notice(say(language, "trouble"))
        return notice(self._kept(plan, language) + " " + self._days(plan, language))

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

    def listed(self, body: Body, poster: Poster) -> None:
        """The command: somebody's digests, or with "new" the form."""
        team, user, text = str(body["team_id"]), str(body["user_id"]), str(body.get("text") or "").strip().casefold()
        way = self._way(team, user, str(body["channel_id"]), str(body.get("response_url") or ""), poster)
        with self._desk.at_work(team):
            try:
                asker = self._desk.asker(team, user, poster)
                if text in ("new", "جدید"):
                    self.open(team, asker, str(body.get("trigger_id") or ""), poster)
                else:
                    language = spoken(asker)
                    way.post(list_message(self._of(team, asker), language), "", private=True)
            except Turned as turned:
                way.post(notice(str(turned)), "", private=True)
            except (PostFailed, StateError) as error:
                _log.error("digests not listed", reason=str(error))

    def pressed(self, body: Body, poster: Poster) -> None:
        """A button of the list."""
        action = body["actions"][0]
        team = str((body.get("team") or {}).get("id") or "")
        user = str(body["user"]["id"])
        channel = str((body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id") or "")
        way = self._way(team, user, channel, str(body.get("response_url") or ""), poster)
        kind = str(action["action_id"]).removeprefix("digest_")
        key = f"digest:{team}:{user}:{action.get('value')}:{kind}:{action.get('action_ts')}"
        with self._desk.at_work(team):
            if not self._desk.kept.claim(key):
                return
            try:
                asker = self._desk.asker(team, user, poster)
                self._do(kind, str(action.get("value") or ""), team, asker, str(body.get("trigger_id") or ""), way)
            except Turned as turned:
                way.post(notice(str(turned)), "", private=True)
            except (PostFailed, StateError) as error:
                _log.error("press not answered", reason=str(error), kind=kind)
            except Exception:
                _log.exception("press failed")
                self._desk.tell(way, say("en", "trouble"))
            self._desk.kept.finish(key)

    def ordered(self, body: Body, view: Body, poster: Poster) -> dict[str, str]:
        """The form sent off: what is wrong by block, or nothing and the order is kept."""
        team, user = str((body.get("team") or {}).get("id") or ""), str(body["user"]["id"])
        with self._desk.at_work(team):
            try:
                asker = self._desk.asker(team, user, poster)
            except Turned as turned:
                return {"every": str(turned)}
            language = spoken(asker)
            try:
                plan = self._plan(team, asker, view)
                self._keep(plan)
            except Wrong as wrong:
                return {wrong.block: wrong.text}
            except StateError:
                return {"every": say(language, "trouble")}
            self._confirm(plan, language, user, poster)
            return {}

    def _do(self, kind: str, id: str, team: str, asker: Asker, trigger: str, way: Way) -> None:
        language = spoken(asker)
        if kind == "new":
            self.open(team, asker, trigger, way.poster)
            return
        plan = next((plan for plan, _, _ in self._of(team, asker) if plan.id == id), None)
        if plan is None:
            way.post(notice(say(language, "digest_gone")), "", private=True)
        elif kind == "edit":
            self.open(team, asker, trigger, way.poster, plan=plan)
        elif kind == "test":
            self._test(plan, asker, way, language)
        else:
            status = {"pause": "paused", "resume": "active", "delete": "deleted"}[kind]
            self._state.plans.set_status(id, status)
            way.respond(list_message(self._of(team, asker), language), replace_original=True)

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
        plan: Plan | None = None,
        channel: str = "",
        answer: str = "",
    ) -> None:
        """Open the form: for a new digest, for one that is changed, or for an answer of ours. Raises PostFailed."""
        company = self._desk.current.company
        language = spoken(asker)
        voice = company.answering.seen_by(asker.access).voice(language)
        dashboards = [(d.id, voice.name(d.words, d.id)) for d in company.dataset.catalogue.dashboards.values()]
        subject = plan.subject if plan else self._of_answer(team, asker, channel, answer)
        about = about_text(subject.filters, voice) if subject else ""
        zone = asker.person.tz or "UTC"
        meant = {"id": plan.id if plan else "", "channel": channel, "answer": answer}
        languages = company.workspace.languages
        poster.open_view(trigger, order_view(language, dashboards, zone, plan, subject, about, languages, meant))

    def _of_answer(self, team: str, asker: Asker, channel: str, answer: str) -> Subject | None:
        """The question of an answer of ours, to be asked again and again."""
        said = self._desk.kept.said(team, channel, answer) if answer else None
        if said is None or said.query is None or (said.private and said.person != asker.person.user):
            return None
        query = from_json(said.query)
        question = sentence_of(query, self._desk.current.company.dataset.catalogue, said.language)
        return Subject(query=query, asked_on=date.fromisoformat(said.payload["today"]), question=question)

    def _plan(self, team: str, asker: Asker, view: Body) -> Plan:
        """The order that the form says. Raises Wrong."""
        values = filled(view)
        language = spoken(asker)
        meant = json.loads(view["private_metadata"])
        id = str(meant["id"])
        before = next((plan for plan, _, _ in self._of(team, asker) if plan.id == id), None) if id else None
        if id and before is None:
            raise Wrong("every", say(language, "digest_gone"))
        zone = str(values["zone"].get("value") or "").strip()
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise Wrong("zone", say(language, "digest_zone_wrong")) from None
        told_in = chosen(values, "language")
        catalogue = self._desk.current.company.dataset.catalogue
        calendar: Calendar = catalogue.calendar.persian if told_in == "fa" else "gregorian"
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

    def _keep(self, plan: Plan) -> None:
        self._state.plans.keep(plan_row(plan, self._state.plans.plan(plan.id), self._desk.now()))

    def _confirm(self, plan: Plan, language: str, user: str, poster: Poster) -> None:
        try:
            poster.say(poster.direct(user), notice(self._kept(plan, language)), None, "")
        except PostFailed as error:
            _log.error("not told", reason=error.reason)

    def _kept(self, plan: Plan, language: str) -> str:
        where = say(language, "digest_there" if plan.channel else "digest_to_you")
        schedule = schedule_text(plan.schedule, language)
        return say(language, "digest_kept", name=plan.name, schedule=schedule, where=where)

    def _test(self, plan: Plan, asker: Asker, way: Way, language: str) -> None:
        """The digest as it would be posted now, to its owner alone."""
        poster, mark = way.poster, secrets.token_hex(6)
        try:
            made = self._digests.preview(plan, asker.access, self._desk.now(), asker.person, mark)
        except Impossible as problem:
            way.post(notice(problem.told or problem.reason), "", private=True)
            return
        try_out(made, self._desk, poster, language)
        way.post(notice(say(language, "digest_tested")), "", private=True)

    def _way(self, team: str, user: str, channel: str, response_url: str, poster: Poster) -> Way:
        return Way(poster, Asked("", team, channel, user, "", private=True, response_url=response_url))
