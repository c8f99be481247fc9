"""Slack installations and the states of running OAuth flows, kept in the state database.

slack_sdk's own store over SQLAlchemy needs greenlet, has columns that rotated tokens outgrow, and lets two requests
consume one state.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from logging import Logger
from secrets import token_urlsafe
from typing import Any

from slack_sdk.oauth import InstallationStore, OAuthStateStore
from slack_sdk.oauth.installation_store import Bot, Installation
from sqlalchemy import ColumnElement, Connection, Select, and_, delete, select

from bot.state.database import Database, upsert
from bot.state.tables import INSTALLATIONS, OAUTH_STATES

_BOT = ""
"""The user of the row that is the workspace's bot."""
_BOT_FIELDS = ("bot_token", "bot_id", "bot_user_id", "bot_scopes", "bot_refresh_token", "bot_token_expires_at")


class Installations(InstallationStore):
    """The workspaces that installed one Slack app (`client_id`), with their tokens."""

    def __init__(self, database: Database, client_id: str) -> None:
        self._database, self._client = database, client_id
        self._logger = logging.getLogger(__name__)

    @property
    def logger(self) -> Logger:
        """Where slack_sdk writes."""
        return self._logger

    def save(self, installation: Installation) -> None:
        """Keep an installation, and its bot where it brings one."""
        with self._database.writing() as connection:
            self._keep(connection, installation, installation.user_id or "unknown")
            if installation.bot_token is not None:
                self._keep(connection, installation.to_bot(), _BOT)

    def save_bot(self, bot: Bot) -> None:
        """Keep a workspace's bot, for instance after its token was rotated."""
        with self._database.writing() as connection:
            self._keep(connection, bot, _BOT)

    def find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot of a workspace, or of an organisation that installed it as a whole."""
        place = self._place(enterprise_id, None if is_enterprise_install else team_id)
        with self._database.reading() as connection:
            record = connection.scalar(_records(and_(place, INSTALLATIONS.c.user == _BOT)))
        return None if record is None else Bot(**record)

    def find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """The installation by a person, or the newest one of the workspace, with the newest token of its bot."""
        place = self._place(enterprise_id, None if is_enterprise_install else team_id)
        who = INSTALLATIONS.c.user != _BOT if user_id is None else INSTALLATIONS.c.user == user_id
        with self._database.reading() as connection:
            record: dict[str, Any] | None = connection.scalar(_records(and_(place, who)))
            bot: dict[str, Any] | None = connection.scalar(_records(and_(place, INSTALLATIONS.c.user == _BOT)))
        if record is None:
            return None
        newest = {key: bot[key] for key in _BOT_FIELDS} if bot else {}
        return Installation(**{**record, **newest})

    def delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget a workspace's bot, as when its token is revoked."""
        place = and_(self._place(enterprise_id, team_id), INSTALLATIONS.c.user == _BOT)
        with self._database.writing() as connection:
            connection.execute(delete(INSTALLATIONS).where(place))

    def delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Forget a person's installation, or those of everybody in the workspace."""
        who = INSTALLATIONS.c.user != _BOT if user_id is None else INSTALLATIONS.c.user == user_id
        with self._database.writing() as connection:
            connection.execute(delete(INSTALLATIONS).where(and_(self._place(enterprise_id, team_id), who)))

    def _keep(self, connection: Connection, one: Installation | Bot, user: str) -> None:
        fields = one.to_dict_for_copying()
        at = fields["installed_at"]
        record = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in fields.items()}
        place = {"client_id": self._client, "enterprise": one.enterprise_id or "", "team": one.team_id or ""}
        upsert(connection, INSTALLATIONS, {**place, "user": user, "record": record, "at": at})

    def _place(self, enterprise: str | None, team: str | None) -> ColumnElement[bool]:
        return and_(
            INSTALLATIONS.c.client_id == self._client,
            INSTALLATIONS.c.enterprise == (enterprise or ""),
            INSTALLATIONS.c.team == (team or ""),
        )


class OAuthStates(OAuthStateStore):
    """The states of installations under way: each is good once, for ten minutes."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock
        self._logger = logging.getLogger(__name__)

    @property
    def logger(self) -> Logger:
        """Where slack_sdk writes."""
        return self._logger

    def issue(self, *args: Any, **kwargs: Any) -> str:
        """A new state."""
        state, until = token_urlsafe(32), self._clock() + timedelta(minutes=10)
        with self._database.writing() as connection:
            upsert(connection, OAUTH_STATES, {"state": state, "until": until})
        return state

    def consume(self, state: str) -> bool:
        """Whether the state is ours and still good; it is used up by this."""
        used = delete(OAUTH_STATES).where(OAUTH_STATES.c.state == state, OAUTH_STATES.c.until > self._clock())
        with self._database.writing() as connection:
            return connection.execute(used).rowcount == 1


def _records(where: ColumnElement[bool]) -> Select[tuple[Any]]:
    return select(INSTALLATIONS.c.record).where(where).order_by(INSTALLATIONS.c.at.desc()).limit(1)
