"""Who writes: a Slack user's profile, kept for some hours, so that most questions need no call to Slack."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.slack.poster import PostFailed, repeat
from bot.state import SlackPerson, State, StateError

_log = structlog.get_logger(__name__)
_FRESH = timedelta(hours=1)
_USABLE = timedelta(hours=24)  # where Slack does not answer
_HERE = timedelta(minutes=10)
_MOST = 20_000


class NobodyKnown(Exception):
    """Slack does not say who somebody is."""


class Who:
    """The people of all workspaces."""

    def __init__(self, state: State, clock: Callable[[], datetime]) -> None:
        self._state, self._clock = state, clock
        self._seen: dict[tuple[str, str], SlackPerson] = {}
        self._here: dict[tuple[str, str], tuple[str, datetime]] = {}
        self._lock = threading.Lock()

    def person(self, team: str, user: str, client: WebClient) -> SlackPerson:
        """The person behind a user id; raises NobodyKnown."""
        known = self._known(team, user)
        now = self._clock()
        if known is not None and now - known.at < _FRESH:
            return known
        try:
            profile = repeat(lambda: client.users_info(user=user, include_locale=True))["user"]
        except PostFailed as error:
            if known is not None and now - known.at < _USABLE:
                return known
            _log.warning("no profile", team=team, user=user, reason=error.reason)
            raise NobodyKnown(error.reason) from error
        person = _person(team, user, profile, now)
        self._keep(person)
        return person

    def here(self, team: str, owner: str, look: Callable[[], str]) -> str:
        """The user behind an owner of digests and alerts, as `look` finds them.

        It looks again only after some minutes: a thousand digests of one minute must not ask Slack a thousand times.
        """
        now = self._clock()
        with self._lock:
            user, at = self._here.get((team, owner), ("", now))
        if user and timedelta(0) <= now - at < _HERE:
            return user
        user = look()
        with self._lock:
            if len(self._here) >= _MOST:
                self._here.clear()
            self._here[team, owner] = (user, now)
        return user

    def name(self, team: str, user: str, client: WebClient) -> str:
        """What to call a person; "" where Slack does not say."""
        try:
            return self.person(team, user, client).name
        except NobodyKnown:
            return ""

    def _known(self, team: str, user: str) -> SlackPerson | None:
        with self._lock:
            found = self._seen.get((team, user))
        if found is None:
            try:
                found = self._state.person(team, user)
            except StateError as error:
                _log.warning("profiles not readable", reason=str(error))
        return found

    def _keep(self, person: SlackPerson) -> None:
        with self._lock:
            if len(self._seen) >= _MOST:
                self._seen.clear()
            self._seen[person.team, person.user] = person
        try:
            self._state.keep_person(person)
        except StateError as error:
            _log.warning("profile not kept", reason=str(error))


def _person(team: str, user: str, profile: Mapping[str, Any], now: datetime) -> SlackPerson:
    details = profile.get("profile") or {}
    home = str(profile.get("team_id") or team)
    return SlackPerson(
        team=team,
        user=user,
        email=details.get("email") or profile.get("email"),
        name=str(details.get("real_name") or profile.get("real_name") or profile.get("name") or user),
        tz=str(profile.get("tz") or ""),
        guest=bool(profile.get("is_restricted") or profile.get("is_ultra_restricted")),
        stranger=bool(profile.get("is_stranger")) or (home != team and not profile.get("enterprise_user")),
        language=_language(str(profile.get("locale") or "")),
        at=now,
    )


def _language(locale: str) -> str | None:
    return locale.split("-")[0].split("_")[0].lower() or None
