"""Ordering digests in Slack: the list, the form, a test, pausing, resuming and deleting, each by whom it belongs to."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog

from bot.digests.content import about as about_text
from bot.digests.moved import moved, moves
from bot.digests.plan import Missed, Plan, Subject, plan_from_json, plan_to_json
from bot.digests.schedule import Every, Schedule, due_day, next_due
from bot.digests.wording import schedule_text
from bot.reply import Reply
from bot.slack.asked import Asked
from bot.slack.delivering import Delivery as Way
from bot.slack.desk import Asker, Desk, Turned
from bot.slack.digest_views import list_message, order_view
from bot.slack.digests import Digests
from bot.slack.message import notice
from bot.slack.outgoing import Impossible
from bot.slack.pictures import file_name
from bot.slack.poster import Poster, PostFailed
from bot.slack.wording import cut
from bot.state import PlanRow, StateError
from bot.words.slack import say
from charts.errors import ChartError
from data.digests import DAYS
from intents.schedules import for_one_alone, when_said
from intents.sentence import sentence_of
from queries.locale import day_text
from queries.query import Calendar, Filter

Body = Mapping[str, Any]
_log = structlog.get_logger(__name__)


class Wrong(Exception):
    """A field of the form cannot be used: its block and why."""

    def __init__(self, block: str, text: str) -> None:
        super().__init__(text)
        self.block, self.text = block, text


class DigestOrders:
    """Answers /kpi-digest, its buttons and its form at the desk of the questions."""

    def __init__(self, desk: Desk, digests: Digests) -> None:
        self._desk, self._digests = desk, digests
        self._state = desk.kept.state
        desk.take_order = self.said

    def said(self, reply: Reply, asked: Asked, asker: Asker, poster: Poster) -> str:
        """Keep what a question orders: "send this every Monday at 9 to #north". How that is confirmed; "" for none."""
        reading = reply.reading
        when = when_said(reading) if reading is not None else None
        if reading is None or reading.query is None or when is None or reading.unread:
            return ""
        if reply.status != "answered" and (reading.message is None or reading.message.code != "subscribe_to"):
            return ""
        catalogue, language = self._desk.current.company.dataset.catalogue, reading.language
        calendar: Calendar = catalogue.calendar.persian if language == "fa" else "gregorian"
        days = when.weekdays
        if when.every == "week" and not days:
            days = (5,) if calendar == "jalali" else (DAYS.index(catalogue.calendar.week_start),)
        alone = asked.direct or asked.private or (for_one_alone(reading, asked.text) and not asked.ordered_to)
        question = sentence_of(reading.query, catalogue, language)
        plan = Plan(
            id=secrets.token_hex(6),
            team=asked.team,
            owner=asker.person.user,
            name=cut(question, 150),
            subject=Subject(query=reading.query, asked_on=asker.today, question=question),
            channel=asked.ordered_to or ("" if alone else asked.channel),
            schedule=Schedule(when.every, when.at, _zone(asker), days, when.day, calendar),
            language=language,
        )
        try:
            self._keep(plan)
        except StateError as error:
            _log.error("order not kept", reason=str(error))
            return say(language, "trouble")
        return self._kept(plan, language) + " " + self._days(plan, language)

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
                    self._open(asker, None, str(body.get("trigger_id") or ""), poster)
                else:
                    language = _language(asker)
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
            language = _language(asker)
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
        language = _language(asker)
        if kind == "new":
            self._open(asker, None, trigger, way.poster)
            return
        plan = next((plan for plan, _, _ in self._of(team, asker) if plan.id == id), None)
        if plan is None:
            way.post(notice(say(language, "digest_gone")), "", private=True)
        elif kind == "edit":
            self._open(asker, plan, trigger, way.poster)
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

    def _open(self, asker: Asker, plan: Plan | None, trigger: str, poster: Poster) -> None:
        company = self._desk.current.company
        language = _language(asker)
        voice = company.answering.seen_by(asker.access).voice(language)
        dashboards = [(d.id, voice.name(d.words, d.id)) for d in company.dataset.catalogue.dashboards.values()]
        about = about_text(plan.subject.filters, voice) if plan else ""
        zone = asker.person.tz or "UTC"
        poster.open_view(trigger, order_view(language, dashboards, zone, plan, about, company.workspace.languages))

    def _plan(self, team: str, asker: Asker, view: Body) -> Plan:
        """The order that the form says. Raises Wrong."""
        values = {block: next(iter(fields.values())) for block, fields in view["state"]["values"].items()}
        language = _language(asker)
        id = str(json.loads(view["private_metadata"])["id"])
        before = next((plan for plan, _, _ in self._of(team, asker) if plan.id == id), None) if id else None
        if id and before is None:
            raise Wrong("every", say(language, "digest_gone"))
        zone = str(values["zone"].get("value") or "").strip()
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise Wrong("zone", say(language, "digest_zone_wrong")) from None
        spoken = _chosen(values, "language")
        catalogue = self._desk.current.company.dataset.catalogue
        calendar: Calendar = catalogue.calendar.persian if spoken == "fa" else "gregorian"
        every = _chosen(values, "every")
        schedule = Schedule(
            every=cast(Every, every if every in ("day", "month") else "week"),
            at=time.fromisoformat(str(values["at"].get("selected_time") or "09:00")),
            zone=zone,
            weekdays=(0, 1, 2, 3, 4) if every == "workday" else (DAYS.index(every),) if every in DAYS else (),
            calendar=calendar,
        )
        subject = before.subject if before else Subject()
        if "dashboard" in values:
            filters = self._about(str((values.get("about") or {}).get("value") or "").strip(), asker, values)
            subject = Subject(dashboard=_chosen(values, "dashboard"), filters=filters)
        return Plan(
            id=id or secrets.token_hex(6),
            team=team,
            owner=asker.person.user,
            name=self._name(subject, asker, spoken),
            subject=subject,
            channel=str(values["channel"].get("selected_conversation") or ""),
            schedule=schedule,
            language=spoken,
            missed=cast(Missed, _chosen(values, "missed")),
        )

    def _about(self, text: str, asker: Asker, values: Mapping[str, Any]) -> tuple[Filter, ...]:
        """Whom the words mean, as the reader of questions reads them. Raises Wrong."""
        if not text:
            return ()
        company, language = self._desk.current.company, _language(asker)
        seen = company.answering.seen_by(asker.access)
        words = company.dataset.catalogue.dashboards[_chosen(values, "dashboard")].words
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
        now = self._desk.now()
        before = self._state.plans.plan(plan.id)
        row = PlanRow(
            id=plan.id,
            kind="digest",
            team=plan.team,
            owner=plan.owner,
            channel=plan.channel,
            plan=plan_to_json(plan),
            standing={},
            status="active",
            problem="",
            next_due=next_due(plan.schedule, now),
            at=before.at if before else now,
        )
        self._state.plans.keep(row)

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
        channel = poster.direct(asker.person.user)
        ts = poster.say(channel, made.message, None, mark)
        said = made.said
        self._desk.kept.remember(
            replace(
                said,
                channel=channel,
                thread_ts=ts,
                payload={**said.payload, "ts": ts, "channel": channel, "thread": ts},
            )
        )
        for title, chart in made.pictures:
            try:
                picture = self._desk.pictures.render(chart())
                poster.upload(channel, ts, file_name(title) + ".png", cut(title, 250), picture)
            except ChartError as error:
                poster.say(channel, notice(say(language, "no_chart", reason=str(error))), ts, "")
        way.post(notice(say(language, "digest_tested")), "", private=True)

    def _way(self, team: str, user: str, channel: str, response_url: str, poster: Poster) -> Way:
        return Way(poster, Asked("", team, channel, user, "", private=True, response_url=response_url))


def _zone(asker: Asker) -> str:
    """Where somebody's clock is; one that is not known is not guessed."""
    try:
        return ZoneInfo(asker.person.tz).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"


def _language(asker: Asker) -> str:
    return asker.person.language if asker.person.language in ("en", "fa") else "en"


def _chosen(values: Mapping[str, Any], block: str) -> str:
    return str(((values.get(block) or {}).get("selected_option") or {}).get("value") or "")
