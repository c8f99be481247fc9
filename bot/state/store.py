"""The state store: everything the bot must not forget, each method one short transaction, safe from many threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, or_, select, update

from bot.state.database import Database, inserted, upsert
from bot.state.deliveries import OPEN, Deliveries
from bot.state.plans import Plans
from bot.state.records import AuditEntry, Feedback, Said, SlackPerson, UnreadWord
from bot.state.tables import ALERT_EVENTS, AUDIT, CLAIMS, DELIVERIES, FEEDBACK, OAUTH_STATES, PEOPLE, SAID, UNREAD
from bot.state.upgrade import upgrade

if TYPE_CHECKING:
    from slack_sdk.oauth import InstallationStore, OAuthStateStore

STATE_URL = "KPIBOT_STATE_URL"
_FAR_BACK = 200
"""How many of a person's answers are looked through for distinct questions."""


def utc_now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def state_url(folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Where the state of a workspace is: what KPIBOT_STATE_URL says, or state.db in its folder."""
    return environment.get(STATE_URL) or f"sqlite:///{folder.absolute() / 'state.db'}"


def open_state(url: str, clock: Callable[[], datetime] = utc_now, *, busy_seconds: float = 10) -> State:
    """The state behind a database URL, brought to the shape this version needs.

    Two processes may open it at once. `busy_seconds` is how long a locked database is waited for. Raises StateError.
    """
    database = Database(url, busy_seconds=busy_seconds)
    try:
        upgrade(database)
    except BaseException:
        database.close()
        raise
    return State(database, clock)


class State:
    """The state of one workspace. Every method may raise StateError."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock
        self.plans, self.deliveries = Plans(database, clock), Deliveries(database, clock)

    # Claims: who does what once.

    def claim(self, key: str, *, owner: str, lease_seconds: float = 60, work: Mapping[str, Any] | None = None) -> bool:
        """Whether the work under a key is ours to do now.

        False: it is done, or somebody (the same owner too) holds a lease that has not run out. One whose lease has run
        out died over it, and the work is taken over. `work` says what it is, for `unfinished`.
        """
        now = self._clock()
        mine = {"owner": owner, "until": now + timedelta(seconds=lease_seconds)}
        with self._database.writing() as connection:
            statement = inserted(connection, CLAIMS).values(key=key, done=False, work=work, **mine)
            free = ~CLAIMS.c.done & (CLAIMS.c.until <= now)
            taken = statement.on_conflict_do_update(index_elements=[CLAIMS.c.key], set_=mine, where=free)
            return connection.execute(taken.returning(CLAIMS.c.key)).first() is not None

    def finish(self, key: str) -> None:
        """The work under a key is done and never to be done again."""
        with self._database.writing() as connection:
            upsert(connection, CLAIMS, {"key": key, "owner": "", "until": self._clock(), "done": True, "work": None})

    def renew(self, keys: Sequence[str], *, owner: str, lease_seconds: float = 60) -> None:
        """Hold on to work that takes longer."""
        mine = CLAIMS.c.key.in_(keys) & (CLAIMS.c.owner == owner) & ~CLAIMS.c.done
        with self._database.writing() as connection:
            connection.execute(
                update(CLAIMS).where(mine).values(until=self._clock() + timedelta(seconds=lease_seconds))
            )

    def unfinished(self, since: datetime) -> tuple[tuple[str, dict[str, Any]], ...]:
        """Work that somebody began and died over, by key: their lease ran out after `since`."""
        c = CLAIMS.c
        left = ~c.done & (c.until <= self._clock()) & (c.until >= since) & c.work.is_not(None)
        with self._database.reading() as connection:
            return tuple((row.key, row.work) for row in connection.execute(select(c.key, c.work).where(left)))

    def release(self, key: str, *, owner: str | None = None) -> None:
        """The work failed before anything was said: it may be tried again.

        With an owner, only that one's claim is let go: not the one of who took over meanwhile.
        """
        gone = delete(CLAIMS).where(CLAIMS.c.key == key, ~CLAIMS.c.done)
        with self._database.writing() as connection:
            connection.execute(gone if owner is None else gone.where(CLAIMS.c.owner == owner))

    # Conversations: what we said.

    def remember(self, said: Said) -> None:
        """Keep a message of ours, in the place of what was kept for the same message."""
        with self._database.writing() as connection:
            upsert(connection, SAID, asdict(said))

    def said(self, team: str, channel: str, ts: str) -> Said | None:
        """A message of ours."""
        c = SAID.c
        with self._database.reading() as connection:
            row = connection.execute(select(SAID).where(c.team == team, c.channel == channel, c.ts == ts)).first()
        return None if row is None else Said(**row._mapping)

    def thread(
        self, team: str, channel: str, thread_ts: str, *, person: str | None = None, last: int = 20
    ) -> tuple[Said, ...]:
        """The last of what we said in a thread, newest last; of private answers only those of that person."""
        c = SAID.c
        mine = ~c.private if person is None else or_(~c.private, c.person == person)
        query = select(SAID).where(c.team == team, c.channel == channel, c.thread_ts == thread_ts, mine)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(c.at.desc(), c.ts.desc()).limit(last)).all()
        return tuple(Said(**row._mapping) for row in reversed(rows))

    def recent(self, team: str, person: str, last: int = 5) -> tuple[Said, ...]:
        """A person's last questions, each once, newest first."""
        c = SAID.c
        query = select(SAID).where(c.team == team, c.person == person).order_by(c.at.desc(), c.ts.desc())
        with self._database.reading() as connection:
            rows = connection.execute(query.limit(_FAR_BACK)).all()
        found: dict[str, Said] = {}
        for row in rows:
            found.setdefault(" ".join(row.question.casefold().split()), Said(**row._mapping))
        return tuple(found.values())[:last]

    def answer_to(self, team: str, channel: str, asked_ts: str) -> Said | None:
        """Our newest message that answers one of theirs."""
        c = SAID.c
        query = select(SAID).where(c.team == team, c.channel == channel, c.asked_ts == asked_ts)
        with self._database.reading() as connection:
            row = connection.execute(query.order_by(c.at.desc(), c.ts.desc()).limit(1)).first()
        return None if row is None else Said(**row._mapping)

    # People.

    def person(self, team: str, user: str) -> SlackPerson | None:
        """A cached profile; whether it is too old is for the caller to say."""
        query = select(PEOPLE).where(PEOPLE.c.team == team, PEOPLE.c.user == user)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else SlackPerson(**row._mapping)

    def person_of(self, team: str, email: str) -> SlackPerson | None:
        """The newest cached profile with an e-mail address."""
        mine = (PEOPLE.c.team == team) & (func.lower(PEOPLE.c.email) == email.strip().lower())
        with self._database.reading() as connection:
            row = connection.execute(select(PEOPLE).where(mine).order_by(PEOPLE.c.at.desc())).first()
        return None if row is None else SlackPerson(**row._mapping)

    def keep_person(self, person: SlackPerson) -> None:
        """Keep a profile, in the place of the one kept before."""
        with self._database.writing() as connection:
            upsert(connection, PEOPLE, asdict(person))

    # Feedback, audit and the backlog of words.

    def feedback(self, entry: Feedback) -> None:
        """Keep what somebody says of a reading."""
        with self._database.writing() as connection:
            connection.execute(insert(FEEDBACK).values(**asdict(entry)))

    def feedbacks(self, *, last: int = 100) -> tuple[Feedback, ...]:
        """What people said of readings, newest first."""
        query = select(*(c for c in FEEDBACK.c if c.name != "id")).order_by(FEEDBACK.c.at.desc(), FEEDBACK.c.id.desc())
        with self._database.reading() as connection:
            return tuple(Feedback(**row._mapping) for row in connection.execute(query.limit(last)))

    def audit(self, entry: AuditEntry) -> None:
        """Write a question and what became of it into the audit log, and its unread words into the backlog."""
        unread = [
            {
                "word": word.casefold(),
                "language": entry.language,
                "person": entry.person,
                "question": entry.question,
                "at": entry.at,
            }
            for word in dict.fromkeys(entry.unread)
        ]
        with self._database.writing() as connection:
            connection.execute(insert(AUDIT).values(**asdict(entry)))
            if unread:
                connection.execute(insert(UNREAD), unread)

    def audits(
        self, *, person: str | None = None, since: datetime | None = None, last: int = 100
    ) -> tuple[AuditEntry, ...]:
        """The audit log, newest first."""
        query = select(*(c for c in AUDIT.c if c.name != "id")).order_by(AUDIT.c.at.desc(), AUDIT.c.id.desc())
        if person is not None:
            query = query.where(func.lower(AUDIT.c.person) == person.lower())
        if since is not None:
            query = query.where(AUDIT.c.at >= since)
        with self._database.reading() as connection:
            return tuple(AuditEntry(**row._mapping) for row in connection.execute(query.limit(last)))

    def words(self, *, since: datetime | None = None, last: int = 50) -> tuple[UnreadWord, ...]:
        """The words that were not understood, the most frequent first, each with the newest question it stood in."""
        c = UNREAD.c
        counted = (
            select(c.word, c.language, func.count().label("questions"))
            .add_columns(func.count(c.person.distinct()).label("people"), func.max(c.id).label("newest"))
            .group_by(c.word, c.language)
        )
        if since is not None:
            counted = counted.where(c.at >= since)
        each = counted.subquery()
        query = (
            select(each.c.word, each.c.language, each.c.questions, each.c.people, c.question.label("example"), c.at)
            .join_from(each, UNREAD, c.id == each.c.newest)
            .order_by(each.c.questions.desc(), each.c.people.desc(), each.c.word)
            .limit(last)
        )
        with self._database.reading() as connection:
            return tuple(UnreadWord(**row._mapping) for row in connection.execute(query))

    # Installations.

    def installation_store(self, client_id: str = "") -> InstallationStore:
        """The installations of a Slack app, for Bolt."""
        from bot.state.installations import Installations

        return Installations(self._database, client_id)

    def oauth_state_store(self) -> OAuthStateStore:
        """The states of installations under way, for Bolt."""
        from bot.state.installations import OAuthStates

        return OAuthStates(self._database, self._clock)

    # Upkeep.

    def tidy(self, before: datetime, *, audits_before: datetime | None = None) -> int:
        """Forget what is older than `before`; returns how many rows went.

        That is claims, messages of ours, profiles, used-up OAuth states, unread words, deliveries that are over
        and events of alerts;
        with `audits_before` also the audit log and feedback older than that. Installations and plans stay.
        """
        old = [
            delete(CLAIMS).where(CLAIMS.c.until < before),
            delete(SAID).where(SAID.c.at < before),
            delete(PEOPLE).where(PEOPLE.c.at < before),
            delete(OAUTH_STATES).where(OAUTH_STATES.c.until < before),
            delete(UNREAD).where(UNREAD.c.at < before),
            delete(DELIVERIES).where(DELIVERIES.c.at < before, DELIVERIES.c.status.not_in(OPEN)),
            delete(ALERT_EVENTS).where(ALERT_EVENTS.c.at < before),
        ]
        if audits_before is not None:
            old += [delete(table).where(table.c.at < audits_before) for table in (AUDIT, FEEDBACK)]
        with self._database.writing() as connection:
            return sum(connection.execute(statement).rowcount for statement in old)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()
