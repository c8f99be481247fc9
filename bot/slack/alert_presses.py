"""/kpi-alert, its form and its buttons, and the buttons under an alert that was told."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.alerts.alert import Alert, alert_from_json
from bot.alerts.judging import NotNow, Unanswered, look
from bot.alerts.standing import forgotten, standing_from_json, standing_to_json
from bot.alerts.wording import alert_name, when_looked
from bot.slack.alert_message import SNOOZES, handled
from bot.slack.alert_orders import AlertOrders
from bot.slack.alert_views import Listed, alert_view, alerts_message
from bot.slack.alert_watch import MUTED
from bot.slack.alerts import Alerts
from bot.slack.asked import Asked
from bot.slack.delivering import Delivery as Way
from bot.slack.desk import Asker, Desk, Turned
from bot.slack.forms import Wrong, spoken, zone_of
from bot.slack.message import Message, notice
from bot.slack.outgoing import Impossible
from bot.slack.poster import Poster, PostFailed
from bot.slack.trying import try_out
from bot.slack.wording import escaped
from bot.state import AlertEvent, PlanRow, Said, StateError
from bot.words.slack import say
from queries.locale import day_text, digits, language_of

Body = Mapping[str, Any]
_log = structlog.get_logger(__name__)


class AlertPresses:
    """Answers the command and every press about alerts, each once."""

    def __init__(self, desk: Desk, orders: AlertOrders, alerts: Alerts) -> None:
        self._desk, self._orders, self._alerts = desk, orders, alerts
        self._state = desk.kept.state

    def listed(self, body: Body, poster: Poster) -> None:
        """The command: somebody's alerts, or with "new" the form."""
        team, user, text = str(body["team_id"]), str(body["user_id"]), str(body.get("text") or "").strip().casefold()
        way = _way(team, user, str(body["channel_id"]), str(body.get("response_url") or ""), poster)
        with self._desk.at_work(team):
            try:
                asker = self._desk.asker(team, user, poster)
                if text in ("new", "جدید"):
                    self.open(team, asker, str(body.get("trigger_id") or ""), poster)
                else:
                    way.post(self._list(team, asker), "", private=True)
            except Turned as turned:
                way.post(notice(str(turned)), "", private=True)
            except (PostFailed, StateError) as error:
                _log.error("alerts not listed", reason=str(error))

    def open(
        self,
        team: str,
        asker: Asker,
        trigger: str,
        poster: Poster,
        *,
        alert: Alert | None = None,
        channel: str = "",
        answer: str = "",
    ) -> None:
        """Open the form. Raises PostFailed."""
        form = self._orders.form(team, asker, alert=alert, channel=channel, answer=answer)
        poster.open_view(trigger, alert_view(form, spoken(asker)))

    def ordered(self, body: Body, view: Body, poster: Poster) -> dict[str, str]:
        """The form sent off: what is wrong by block, or nothing and the alert is kept."""
        team, user = str((body.get("team") or {}).get("id") or ""), str(body["user"]["id"])
        with self._desk.at_work(team):
            try:
                asker = self._desk.asker(team, user, poster)
            except Turned as turned:
                return {"when": str(turned)}
            language = spoken(asker)
            try:
                alert = self._orders.from_form(team, asker, view)
                self._orders.keep(alert)
            except Wrong as wrong:
                return {wrong.block: wrong.text}
            except StateError:
                return {"when": say(language, "trouble")}
            try:
                told = self._orders.confirmed(alert, asker, language)
                poster.say(poster.direct(user), notice(told), None, "")
            except PostFailed as error:
                _log.error("not told", reason=error.reason)
            return {}

    def pressed(self, body: Body, poster: Poster) -> None:
        """A button of the list, or one under an alert."""
        action = body["actions"][0]
        team, user = str((body.get("team") or {}).get("id") or ""), str(body["user"]["id"])
        channel = str((body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id") or "")
        way = _way(team, user, channel, str(body.get("response_url") or ""), poster)
        kind, value = str(action["action_id"]).removeprefix("alert_"), str(action.get("value") or "")
        place, _, mark = str(action.get("block_id") or "").partition(":")
        trigger = str(body.get("trigger_id") or "")
        key = f"alert:{team}:{user}:{value}:{kind}:{action.get('action_ts')}"
        with self._desk.at_work(team):
            if not self._desk.kept.claim(key):
                return
            try:
                asker = self._desk.asker(team, user, poster)
                if place == "alert":
                    self._handle(kind, value, mark, channel, asker, way)
                elif kind == "fill":
                    self.open(team, asker, trigger, poster, channel=channel, answer=value)
                else:
                    self._do(kind, value, team, asker, trigger, way)
            except Turned as turned:
                way.post(notice(str(turned)), "", private=True)
            except (PostFailed, StateError) as error:
                _log.error("press not answered", reason=str(error), kind=kind)
            except Exception:
                _log.exception("press failed")
                self._desk.tell(way, say("en", "trouble"))
            self._desk.kept.finish(key)

    def _do(self, kind: str, id: str, team: str, asker: Asker, trigger: str, way: Way) -> None:
        """A button of somebody's own list."""
        language = spoken(asker)
        if kind == "new":
            self.open(team, asker, trigger, way.poster)
            return
        alert = self._orders.own(team, asker, id)
        row = self._state.plans.plan(id)
        if alert is None or row is None:
            way.post(notice(say(language, "alert_gone")), "", private=True)
        elif kind == "edit":
            self.open(team, asker, trigger, way.poster, alert=alert)
        elif kind == "test":
            self._test(alert, asker, way, language)
        else:
            if kind in ("mute", "unmute"):
                self._quiet(row, kind, asker, MUTED if kind == "mute" else None)
            else:
                self._state.plans.set_status(id, {"pause": "paused", "resume": "active", "delete": "deleted"}[kind])
            way.respond(self._list(team, asker), replace_original=True)

    def _handle(self, kind: str, id: str, mark: str, channel: str, asker: Asker, way: Way) -> None:
        """A button under an alert that was told; whoever sees it may press."""
        said, row = self._desk.kept.said(way.asked.team, channel, mark), self._state.plans.plan(id)
        if said is None or row is None or said.payload.get("alert") != id:
            way.post(notice(say(spoken(asker), "alert_gone")), "", private=True)
            return
        language, now = said.language, self._desk.now()
        facts = {"person": asker.person.name, "at": _moment(now, asker, language)}
        if kind == "acknowledge":
            self._state.plans.note(AlertEvent(id, "acknowledged", asker.person.user, mark, now))
            line = say(language, "alert_was_acknowledged", **facts)
        elif kind == "mute":
            self._quiet(row, kind, asker, MUTED)
            line = say(language, "alert_was_muted", **facts)
        else:
            until = now + timedelta(days=SNOOZES[kind])
            self._quiet(row, "snooze", asker, until)
            line = say(language, "alert_was_snoozed", until=_moment(until, asker, language), **facts)
        self._show(said, line, way.poster)

    def _quiet(self, row: PlanRow, kind: str, asker: Asker, until: datetime | None) -> None:
        """Muted it tells nothing; snoozed it tells again afterwards what still is bad then."""
        what = {"mute": "muted", "unmute": "unmuted", "snooze": "snoozed"}[kind]
        detail = until.isoformat() if until is not None and until != MUTED else ""
        standing = standing_to_json(forgotten(standing_from_json(row.standing))) if kind == "snooze" else None
        event = AlertEvent(row.id, what, asker.person.user, detail, self._desk.now())
        self._state.plans.quiet(row.id, until, event, standing=standing)

    def _show(self, said: Said, line: str, poster: Poster) -> None:
        """Write what was done into the alert itself."""
        blocks = handled(said.payload["blocks"], line)
        text = escaped("\n".join((said.question, line)))
        poster.update(str(said.payload["channel"]), str(said.payload["ts"]), Message(text, blocks, blocks))
        self._desk.kept.remember(replace(said, payload={**said.payload, "blocks": list(blocks)}))

    def _test(self, alert: Alert, asker: Asker, way: Way, language: str) -> None:
        """The alert as it would be told now, or that it would not be, to its owner alone."""
        company, poster, mark = self._desk.current.company, way.poster, secrets.token_hex(6)
        here = replace(alert, channel="")
        try:
            seen = look(here, company.answering, asker.access, asker.today)
            bad = [one.key for one in seen.seen if one.bad]
            channel = poster.direct(asker.person.user)
            made = self._alerts.made(here, seen, bad, asker.person, asker.access, channel, asker.today, mark)
        except (NotNow, Unanswered, Impossible) as problem:
            way.post(notice(str(problem)), "", private=True)
            return
        try_out(made, self._desk, poster, language)
        way.post(notice(say(language, "alert_tested")), "", private=True)

    def _list(self, team: str, asker: Asker) -> Message:
        language, now = spoken(asker), self._desk.now()
        voice = self._desk.current.company.answering.seen_by(asker.access).voice(language)
        listed = []
        for row in self._desk.kept.orders(team, asker.person, "alert"):
            alert = alert_from_json(row.plan)
            status, standing = self._standing(row, asker, language, now)
            listed.append(
                Listed(alert, alert_name(alert, voice), status, standing, when_looked(alert, voice), row.problem)
            )
        return alerts_message(listed, language)

    def _standing(self, row: PlanRow, asker: Asker, language: str, now: datetime) -> tuple[str, str]:
        if row.status == "paused":
            return "paused", say(language, "alert_paused")
        if row.quiet_until == MUTED:
            return "muted", say(language, "alert_muted")
        if row.quiet_until is not None and row.quiet_until > now:
            return "snoozed", say(language, "alert_snoozed", until=_moment(row.quiet_until, asker, language))
        return "active", say(language, "alert_active")


def _way(team: str, user: str, channel: str, response_url: str, poster: Poster) -> Way:
    return Way(poster, Asked("", team, channel, user, "", private=True, response_url=response_url))


def _moment(at: datetime, asker: Asker, language: str) -> str:
    """A time as the clock of who pressed shows it."""
    local = at.astimezone(ZoneInfo(zone_of(asker)))
    calendar = "jalali" if language == "fa" else "gregorian"
    return f"{day_text(local.date(), language, calendar)} {digits(f'{local:%H:%M}', language_of(language))}"  # type: ignore[arg-type]
