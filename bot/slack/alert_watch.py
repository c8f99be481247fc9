"""Looking after the alerts: each looks when data was published, when a day begins, or when it is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.alerts.alert import Alert, alert_from_json
from bot.alerts.judging import Look, NotNow, Unanswered, look
from bot.alerts.standing import Standing, standing_from_json, standing_to_json, turn
from bot.digests.schedule import next_due
from bot.opening import Company
from bot.rights import Access, Denied, access_of
from bot.slack.poster import Poster, PostFailed
from bot.slack.sending import tell_owner
from bot.slack.who import NobodyKnown, Who
from bot.state import AlertEvent, Delivery, PlanRow, State, StateError
from bot.words.slack import say
from queries.catalogue.model import Stock

_log = structlog.get_logger(__name__)
MUTED = datetime(9999, 1, 1, tzinfo=UTC)
"""Quiet until then: looked at and on record, but not told."""


class AlertWatch:
    """Looks at what is to be looked at. Several processes may do so over one state store: what an alert remembers and
    what it has to tell are written together, by the first of them alone.
    """

    def __init__(
        self,
        state: State,
        company: Callable[[], Company],
        who: Who,
        poster: Callable[[str], Poster | None],
        clock: Callable[[], datetime],
    ) -> None:
        self._state, self._company, self._who, self._poster, self._clock = state, company, who, poster, clock
        self._one = Lock()
        self._seen: dict[Any, Look] = {}  # of one pass: equal alerts of equal rights are looked at once

    def look(self) -> int:
        """Look where that is due; how many alerts have something to tell."""
        company, now, told = self._company(), self._clock(), 0
        mark = f"{company.dataset.version}@{now.astimezone(UTC):%Y-%m-%dT%H}"
        with self._one:
            self._seen.clear()
            try:
                for row in self._state.plans.unlooked(mark, now):
                    if row.quiet_until is None or row.quiet_until <= now or row.quiet_until == MUTED:
                        told += self._look(row, company, mark, now)
            except StateError as error:
                _log.error("alerts not looked after", reason=str(error))
        return told

    def _look(self, row: PlanRow, company: Company, mark: str, now: datetime) -> bool:
        """Look at one alert; one that cannot be looked at must not stop the others."""
        try:
            alert = alert_from_json(row.plan)
        except (KeyError, TypeError, ValueError) as error:
            _log.error("alert not readable", plan=row.id, reason=repr(error))
            self._state.plans.set_status(row.id, "paused", f"not readable: {error}")
            return False
        try:
            return self._turned(alert, row, company, mark, now)
        except StateError:
            raise
        except Denied:
            self._trouble(alert, row, mark, now, "the owner may see nothing", pause=True)
        except Unanswered as problem:
            self._trouble(alert, row, mark, now, str(problem))
        except (NobodyKnown, NotNow, PostFailed) as error:
            _log.warning("alert not looked at now", plan=row.id, reason=str(error))  # it is the next time
        except Exception as error:
            _log.exception("alert failed", plan=row.id)
            self._trouble(alert, row, mark, now, f"{type(error).__name__}: {error}")
        return False

    def _turned(self, alert: Alert, row: PlanRow, company: Company, mark: str, now: datetime) -> bool:
        before, day = standing_from_json(row.standing), now.astimezone(ZoneInfo(alert.zone)).date()
        version = company.dataset.version
        due = next_due(alert.schedule, now) if alert.schedule is not None else None
        if row.next_due is None and (before.version, before.day) == (version, day):
            self._state.plans.stand(row, standing=row.standing, looked=mark, next_due=due)
            return False
        seen = self._see(alert, self._access(alert, company), company, day)
        change = turn(before, seen.seen, seen.period, lasting=_lasts(alert, company), version=version, day=day)
        deliveries = [_delivery(alert, row, change.standing, change.raised, now)] if change.raised else []
        events = [AlertEvent(row.id, "recovered", "", key, now) for key in change.recovered]
        kept = self._state.plans.stand(
            row,
            standing=standing_to_json(change.standing),
            looked=mark,
            next_due=due,
            deliveries=deliveries,
            events=events,
        )
        return kept and bool(deliveries)

    def _see(self, alert: Alert, access: Access | None, company: Company, day: date) -> Look:
        rights = (access.metrics, access.scope, access.person) if access is not None else None
        key = (alert.query, alert.asked_on, alert.condition, alert.language, rights, day)
        if key not in self._seen:
            self._seen[key] = look(alert, company.answering, access, day)
        return self._seen[key]

    def _access(self, alert: Alert, company: Company) -> Access:
        """What the owner may see. Raises Denied, NobodyKnown and PostFailed."""
        if "@" in alert.owner:
            return access_of(alert.owner, company)
        poster = self._poster(alert.team)
        if poster is None:
            raise PostFailed("no token for this workspace")
        return access_of(self._who.person(alert.team, alert.owner, poster.client).email, company)

    def _trouble(
        self, alert: Alert, row: PlanRow, mark: str, now: datetime, reason: str, *, pause: bool = False
    ) -> None:
        """What is in the way is kept and told once; it is tried again with the next data."""
        due = next_due(alert.schedule, now) if alert.schedule is not None else None
        if not self._state.plans.stand(row, standing=row.standing, looked=mark, next_due=due):
            return
        if pause:
            self._state.plans.set_status(row.id, "paused", reason)
        else:
            self._state.plans.set_problem(row.id, reason)
        if reason != row.problem:
            tell_owner(row, self._poster(row.team), say(alert.language, "alert_failed", name=alert.name, reason=reason))


def _lasts(alert: Alert, company: Company) -> bool:
    """Whether what is watched goes on from day to day: a stock, or the data's age."""
    metrics: Mapping[str, Any] = company.dataset.catalogue.metrics
    return all(isinstance(metrics[m].definition, Stock) for m in alert.query.metrics)


def _delivery(alert: Alert, row: PlanRow, standing: Standing, raised: tuple[str, ...], now: datetime) -> Delivery:
    muted = row.quiet_until == MUTED
    return Delivery(
        key=f"{row.id}:{standing.told}:{now.astimezone(UTC):%Y%m%dT%H%M%S}:{alert.channel or alert.owner}",
        plan=row.id,
        kind="alert",
        team=row.team,
        channel=alert.channel,
        period=f"{standing.start}..{standing.end}" if standing.start else str(standing.day),
        due=now,
        work={"keys": list(raised), "day": str(standing.day)},
        status="skipped" if muted else "due",
        stage="",
        owner="",
        until=now,
        tries=0,
        posted_in="",
        ts="",
        reason="muted" if muted else "",
        at=now,
    )
