"""The deliveries of digests and alerts: rows with leases, each worked on by one process at a time and sent once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from bot.state.database import Database, inserted
from bot.state.records import Delivery
from bot.state.tables import DELIVERIES

OPEN = ("due", "working")
"""What is still to be sent."""


class Deliveries:
    """Each method is one short transaction and may raise StateError."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def add(self, deliveries: Iterable[Delivery]) -> int:
        """Keep those that are not there yet; how many that were."""
        rows = [asdict(delivery) for delivery in deliveries]
        if not rows:
            return 0
        with self._database.writing() as connection:
            statement = inserted(connection, DELIVERIES).on_conflict_do_nothing(index_elements=["key"])
            return sum(connection.execute(statement.values(**row)).rowcount for row in rows)

    def take(self, owner: str, *, lease_seconds: float) -> Delivery | None:
        """The next one to be sent, ours for a while. Of a process that died over one it is taken over."""
        c, now = DELIVERIES.c, self._clock()
        free = c.status.in_(OPEN) & (c.until <= now)
        first = select(c.key).where(free).order_by(c.due, c.key).limit(1)
        if not self._database.is_sqlite:
            first = first.with_for_update(skip_locked=True)
        mine = {"owner": owner, "status": "working", "until": now + timedelta(seconds=lease_seconds), "at": now}
        statement = update(DELIVERIES).where(c.key == first.scalar_subquery(), free)
        with self._database.writing() as connection:
            row = connection.execute(statement.values(**mine, tries=c.tries + 1).returning(DELIVERIES)).first()
        return None if row is None else Delivery(**row._mapping)

    def change(self, key: str, owner: str, **values: Any) -> bool:
        """Change a delivery that is still ours; False where it is not."""
        c = DELIVERIES.c
        mine = (c.key == key) & (c.owner == owner) & (c.status == "working")
        with self._database.writing() as connection:
            done = connection.execute(update(DELIVERIES).where(mine).values(at=self._clock(), **values))
            return done.rowcount > 0

    def reopen(self, key: str) -> bool:
        """Have a delivery that failed or was skipped sent after all; False where it is none of these.

        How far it had come stays: whoever sends it looks first for what may be out.
        """
        c, now = DELIVERIES.c, self._clock()
        values = {"status": "due", "due": now, "until": now, "tries": 0, "reason": "", "owner": "", "at": now}
        with self._database.writing() as connection:
            closed = (c.key == key) & c.status.in_(("failed", "skipped"))
            return connection.execute(update(DELIVERIES).where(closed).values(**values)).rowcount > 0

    def renew(self, keys: Iterable[str], owner: str, *, lease_seconds: float) -> None:
        """Hold on to deliveries that take longer."""
        c = DELIVERIES.c
        mine = c.key.in_(list(keys)) & (c.owner == owner) & (c.status == "working")
        with self._database.writing() as connection:
            until = self._clock() + timedelta(seconds=lease_seconds)
            connection.execute(update(DELIVERIES).where(mine).values(until=until))

    def later(self, seconds: float) -> datetime:
        """So long from now by the clock that leases are held to, whatever day the bot is told that it is."""
        return self._clock() + timedelta(seconds=seconds)

    def delivery(self, key: str) -> Delivery | None:
        """One delivery."""
        found = self._select(DELIVERIES.c.key == key, last=1)
        return found[0] if found else None

    def history(self, *, plan: str | None = None, kind: str | None = None, last: int = 50) -> tuple[Delivery, ...]:
        """The deliveries, of one plan or of all, the newest due first."""
        c = DELIVERIES.c
        asked = [c.plan == plan] if plan is not None else []
        asked += [c.kind == kind] if kind is not None else []
        return self._select(*asked, last=last)

    def counts(self, *, due: datetime | None = None, kind: str | None = None) -> dict[str, int]:
        """How many deliveries have each status, of all, of a kind, or of those due at one time."""
        c = DELIVERIES.c
        query = select(c.status, func.count().label("many")).group_by(c.status)
        if due is not None:
            query = query.where(c.due == due)
        if kind is not None:
            query = query.where(c.kind == kind)
        with self._database.reading() as connection:
            return {row.status: row.many for row in connection.execute(query)}

    def _select(self, *conditions: Any, last: int) -> tuple[Delivery, ...]:
        c = DELIVERIES.c
        query = select(DELIVERIES).where(*conditions).order_by(c.due.desc(), c.key).limit(last)
        with self._database.reading() as connection:
            return tuple(Delivery(**row._mapping) for row in connection.execute(query))
