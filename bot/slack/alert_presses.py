"""The list of somebody's alerts, a test of one, and the buttons under an alert that was told."""

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
from bot.slack.alert_views import Listed, alerts_message
from bot.slack.alert_watch import MUTED
from bot.slack.alerts import Alerts
from bot.slack.counter import Press
from bot.slack.delivering import Delivery as Way
from bot.slack.desk import Asker, Desk
from bot.slack.forms import spoken, zone_of
from bot.slack.message import Message, notice
from bot.slack.outgoing import Impossible
from bot.slack.poster import Poster
from bot.slack.trying import try_out
from bot.slack.wording import escaped
from bot.state import AlertEvent, PlanRow, Said
from bot.words.slack import say
from queries.locale import day_text, digits, language_of

Body = Mapping[str, Any]
_log = structlog.get_logger(__name__)


class AlertPresses:
    """Does what is pressed about alerts, besides what all orders have (`bot.slack.counter`)."""

    def __init__(self, desk: Desk, orders: AlertOrders, alerts: Alerts) -> None:
        self._desk, self._orders, self._alerts = desk, orders, alerts
        self._state = desk.kept.state

    def more(self, press: Press, asker: Asker, way: Way) -> bool:
        """Muting, what is pressed under an alert that was told, and the form for what was asked back."""
        if press.place == "alert":
            self._handle(press.kind, press.value, press.mark, press.channel, asker, way)
        elif press.kind == "fill":
            self._orders.open(press.team, asker, press.trigger, way.poster, channel=press.channel, answer=press.value)
        elif press.kind in ("mute", "unmute"):
            row = self._state.plans.plan(press.value)
            if row is None or self._orders.own(press.team, asker, press.value) is None:
                return False
            self._quiet(row, press.kind, asker, MUTED if press.kind == "mute" else None)
            way.respond(self.listing(press.team, asker), replace_original=True)
        else:
            return False
        return True

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

    def test(self, order: Alert, asker: Asker, way: Way, language: str) -> None:
        """The alert as it would be told now, or that it would not be, to its owner alone."""
        company, poster, mark = self._desk.current.company, way.poster, secrets.token_hex(6)
        here = replace(order, channel="")
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

    def listing(self, team: str, asker: Asker) -> Message:
        """Somebody's alerts with their buttons, each as it stands."""
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


def _moment(at: datetime, asker: Asker, language: str) -> str:
    """A time as the clock of who pressed shows it."""
    local = at.astimezone(ZoneInfo(zone_of(asker)))
    calendar = "jalali" if language == "fa" else "gregorian"
    return f"{day_text(local.date(), language, calendar)} {digits(f'{local:%H:%M}', language_of(language))}"  # type: ignore[arg-type]
