"""Ordering alerts in Slack, by saying it or by the form; the list and its buttons, each by whom it belongs to."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

import structlog

from bot.alerts.alert import Alert, Condition, alert_from_json
from bot.alerts.days import watched
from bot.alerts.ordering import Ordered, Problem, bucketed, by_amount, ordered
from bot.alerts.settings import alert_row
from bot.alerts.wording import condition_text, title_of, when_looked
from bot.answering import Question
from bot.digests.moved import moves
from bot.digests.orders import schedule_said
from bot.digests.schedule import Schedule
from bot.reply import Reply
from bot.slack.about_whom import about_whom
from bot.slack.alert_views import Form, alert_view, which_message
from bot.slack.asked import Asked
from bot.slack.counter import channel_said, kept_as_said, refusal
from bot.slack.desk import Asker, Desk
from bot.slack.forms import Wrong, chosen, filled, schedule_chosen, spoken, typed, zone_of
from bot.slack.message import Message, notice
from bot.slack.poster import Poster
from bot.slack.sending import said_of
from bot.slack.wording import cut
from bot.words.slack import say
from intents.alerting import Event, amount_of, without_event
from intents.periods import calendar_of
from intents.reading import Reading
from intents.schedules import is_scheduled, when_said
from intents.sentence import sentence_of
from queries.ends import NO_ENDS
from queries.query import Calendar, Query, from_json
from queries.rights import offered

Body = Mapping[str, Any]
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Base:
    """The question that a form is about, on which day it was asked, and the alert that is changed."""

    query: Query | None
    asked_on: date
    alert: Alert | None


class AlertOrders:
    """Makes alerts of words and of forms, and keeps them."""

    kind = "alert"
    main = "when"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._state = desk.kept.state
        desk.takers.append(self.said)

    def said(self, reply: Reply, asked: Asked, asker: Asker, poster: Poster) -> Message | None:
        """Keep what words order: "tell us when churn goes above 5 %". How that is confirmed; None for no order."""
        reading, found = self._read(reply, asked, asker)
        if reading is None or found is None:
            return None
        language = reading.language
        if isinstance(found, Problem):
            return self._asked_back(found, reading, asked, asker)
        when, settings = when_said(reading), self._desk.current.company.dataset.catalogue.calendar
        if when is None and is_scheduled(reading):
            return notice(say(language, "order_when_unclear"))  # never kept to look at other times than those said
        calendar = calendar_of(settings, language)
        alert = Alert(
            id=secrets.token_hex(6),
            team=asked.team,
            owner=asker.person.user,
            name=self.name(found.query, found.condition, language, asker),
            query=found.query,
            asked_on=asker.today,
            condition=found.condition,
            channel=channel_said(asked, reading),
            zone=zone_of(asker),
            language=language,
            schedule=schedule_said(when, zone_of(asker), calendar, settings) if when is not None else None,
        )
        return kept_as_said(self, alert, asked, asker, language)

    def _read(self, reply: Reply, asked: Asked, asker: Asker) -> tuple[Reading | None, Ordered | Problem | None]:
        """The reading of what is ordered, and that; the event's words are read apart from the question's."""
        if reply.status == "answered":
            return None, None
        company = self._desk.current.company
        apart = without_event(asked.text)
        if apart is not None:
            text, event = apart
            again, _ = self._desk.reply_to(replace(asked, text=text), asker, company)
            found = self._ordered(again.reading, event, asker)
            if found is not None:
                return again.reading, found
        return reply.reading, self._ordered(reply.reading, None, asker)

    def _ordered(self, reading: Reading | None, event: Event | None, asker: Asker) -> Ordered | Problem | None:
        if reading is None:
            return None
        dataset = self._desk.current.company.dataset
        return ordered(reading, event, asker.today, dataset.catalogue, dataset.ends or NO_ENDS)

    def _asked_back(self, problem: Problem, reading: Reading, asked: Asked, asker: Asker) -> Message:
        language = reading.language
        if problem.code != "alert_which" or reading.query is None:
            return notice(self.told(problem, language, asker))
        catalogue = self._desk.current.company.dataset.catalogue
        question, mark = sentence_of(replace(reading.query, having=()), catalogue, language), secrets.token_hex(6)
        about = replace(reading.query, having=())
        said = said_of(
            asked.team,
            asked.channel,
            asker.person,
            mark,
            question,
            about,
            language,
            direct=asked.direct,
            today=asker.today,
            at=self._desk.now(),
        )
        self._desk.kept.remember(said)
        return which_message(language, question, mark)

    def told(self, problem: Problem, language: str, asker: Asker) -> str:
        """A problem in words."""
        voice = self._desk.current.company.answering.seen_by(asker.access).voice(language)
        return say(language, problem.code, **{name: voice.label(id) for name, id in problem.facts.items()})

    def open(
        self,
        team: str,
        asker: Asker,
        trigger: str,
        poster: Poster,
        *,
        order: Alert | None = None,
        channel: str = "",
        answer: str = "",
    ) -> None:
        """Open the form: for a new alert, for one that is changed, or for an answer of ours. Raises PostFailed."""
        poster.open_view(trigger, alert_view(self._form(team, asker, order, channel, answer), spoken(asker)))

    def _form(self, team: str, asker: Asker, alert: Alert | None, channel: str, answer: str) -> Form:
        company, language = self._desk.current.company, spoken(asker)
        seen = company.answering.seen_by(asker.access)
        voice, catalogue = seen.voice(language), seen.dataset.catalogue
        allowed = offered(seen.dataset)
        aims = {aim for m in catalogue.metrics.values() for aim in (m.goal,) if aim}
        known = [m for m in catalogue.metrics.values() if not m.hidden and m.id not in aims]
        figures = [(m.id, voice.label(m.id)) for m in known if allowed is None or m.id in allowed]
        each = [(d.id, voice.label(d.id)) for d in catalogue.dimensions.values() if d.scope and d.bands is None]
        base = self._base(team, asker, alert.id if alert else "", channel, answer)
        question, condition = "", ""
        if base.query is not None and base.query.metrics:
            question = sentence_of(base.query, catalogue, language)
            if alert is not None:
                condition = condition_text(alert.condition, catalogue.metrics[base.query.metrics[0]], voice)
        meant = {"id": alert.id if alert else "", "channel": channel, "answer": answer}
        return Form(meant, figures, each, company.workspace.languages, question, condition, alert)

    def from_form(self, team: str, asker: Asker, view: Body) -> Alert:
        """The alert that a form says. Raises Wrong."""
        values, language = filled(view), spoken(asker)
        meant = json.loads(view["private_metadata"])
        base = self._base(team, asker, meant["id"], meant["channel"], meant["answer"])
        if meant["id"] and base.alert is None:
            raise Wrong("when", say(language, "alert_gone"))
        told_in = chosen(values, "language")
        calendar = calendar_of(self._desk.current.company.dataset.catalogue.calendar, told_in)
        query, asked_on, said = self._question(base, values, asker, calendar)
        found = self._condition(base, query, values, asker)
        if found.kind == "stale":
            query = Query()
        elif not (chosen(values, "over") == "kept" and base.alert is not None):
            catalogue = self._desk.current.company.dataset.catalogue
            query = watched(query, asked_on, catalogue, found, said=said)
            period = query.period
            if period and period.start and period.end and not moves(query, asked_on, catalogue.calendar):
                raise Wrong("over", say(language, "alert_all_fixed"))
        return Alert(
            id=meant["id"] or secrets.token_hex(6),
            team=team,
            owner=asker.person.user,
            name=self.name(query, found, told_in, asker),
            query=query,
            asked_on=asked_on,
            condition=found,
            channel=str(values["channel"].get("selected_conversation") or ""),
            zone=base.alert.zone if base.alert else zone_of(asker),
            language=told_in,
            schedule=self._schedule(base, values, asker, calendar),
        )

    def _base(self, team: str, asker: Asker, id: str, channel: str, answer: str) -> _Base:
        if id:
            alert = self.own(team, asker, id)
            return _Base(alert.query if alert else None, alert.asked_on if alert else asker.today, alert)
        said = self._desk.kept.said(team, channel, answer) if answer else None
        if said is None or said.query is None or (said.private and said.person != asker.person.user):
            return _Base(None, asker.today, None)
        query = replace(from_json(said.query), having=(), rank=None, compare=None, transforms=(), chart=None)
        return _Base(replace(query, metrics=query.metrics[:1]), date.fromisoformat(said.payload["today"]), None)

    def _question(
        self, base: _Base, values: Mapping[str, Body], asker: Asker, calendar: Calendar
    ) -> tuple[Query, date, bool]:
        """The question that the form says, the day its days are told from, and whether they were said."""
        catalogue, over = self._desk.current.company.dataset.catalogue, chosen(values, "over")
        if "figure" not in values:
            if base.query is None:
                raise Wrong("when", say(spoken(asker), "alert_gone"))
            if over == "kept":
                return base.query, base.asked_on, True
            return bucketed(over, asker.today, calendar, catalogue, base.query), asker.today, True
        metric, each = chosen(values, "figure"), chosen(values, "each")
        about = about_whom(typed(values, "about"), metric, asker, self._desk) if typed(values, "about") else ()
        if about is None:
            raise Wrong("about", say(spoken(asker), "digest_about_wrong"))
        by = (each,) if each in catalogue.metrics[metric].dimensions else ()
        if each not in ("", "none") and not by:
            raise Wrong("each", say(spoken(asker), "digest_about_wrong"))
        query = Query(metrics=(metric,), filters=about, by=by)
        return bucketed(over, asker.today, calendar, catalogue, query), asker.today, True

    def _condition(self, base: _Base, query: Query, values: Mapping[str, Body], asker: Asker) -> Condition:
        when, written, language = chosen(values, "when"), typed(values, "value"), spoken(asker)
        if when == "kept" and base.alert is not None:
            return base.alert.condition
        if when == "stale":
            days = amount_of(written)
            if days is None or days.unit or not 1 <= days.value <= 366:
                raise Wrong("value", say(language, "alert_value_wrong"))
            return Condition("stale", value=float(int(days.value)))
        metric = self._desk.current.company.dataset.catalogue.metrics[query.metrics[0]]
        if when == "unusual":
            return Condition("unusual")
        if when == "target":
            if metric.attainment is None:
                raise Wrong("when", self.told(Problem("alert_no_target", {"figure": metric.id}), language, asker))
            return Condition("target")
        found = by_amount(when, amount_of(written), metric)
        if isinstance(found, Problem):
            raise Wrong("value", self.told(found, language, asker))
        return found

    def _schedule(self, base: _Base, values: Mapping[str, Body], asker: Asker, calendar: Calendar) -> Schedule | None:
        looks = chosen(values, "looks")
        if looks == "published":
            return None
        at = time.fromisoformat(str(values["at"].get("selected_time") or "09:00"))
        if looks == "kept" and base.alert is not None and base.alert.schedule is not None:
            return replace(base.alert.schedule, at=at)
        return schedule_chosen(looks, at, base.alert.zone if base.alert else zone_of(asker), calendar)

    def keep(self, order: Alert) -> None:
        """Keep an alert in the place of the one with its id; it looks anew. Raises StateError."""
        self._state.plans.keep(alert_row(order, self._state.plans.plan(order.id), self._desk.now()))
        self._desk.stir()

    def own(self, team: str, asker: Asker, id: str) -> Alert | None:
        """An alert of somebody's own."""
        rows = self._desk.kept.orders(team, asker.person, "alert")
        return next((alert_from_json(row.plan) for row in rows if row.id == id), None)

    def name(self, query: Query, condition: Condition, language: str, asker: Asker) -> str:
        """What an alert is called: what it watches."""
        voice = self._desk.current.company.answering.seen_by(asker.access).voice(language)
        return cut(title_of(query, condition, voice), 150)

    def refused(self, order: Alert, asker: Asker) -> str:
        """Why its question cannot be answered for who orders it; "" where it can."""
        return refusal(order.query, self._desk, asker, order.language)

    def confirmed(self, order: Alert, asker: Asker, language: str) -> str:
        """That an alert is kept, with how its figure stands now."""
        company = self._desk.current.company
        voice = company.answering.seen_by(asker.access).voice(language)
        where = say(language, "alert_there" if order.channel else "alert_to_you")
        told = say(language, "alert_kept", name=order.name, where=where, when=when_looked(order, voice))
        if not order.query.metrics:
            return told
        question = Question("", asker.today, language=language, access=asker.access)
        now = company.answering.reply_to_query(order.query, question)
        return told + (" " + say(language, "alert_now", sentence=now.lead) if now.status == "answered" else "")
