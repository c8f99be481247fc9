"""The digests and alerts that people have ordered, in the state store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, update

from bot.state.database import Database, upsert
from bot.state.records import PlanRow
from bot.state.tables import PLANS


class Plans:
    """Each method is one short transaction and may raise StateError."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def keep(self, row: PlanRow) -> None:
        """Keep a plan, in the place of the one with its id."""
        with self._database.writing() as connection:
            upsert(connection, PLANS, asdict(row))

    def plan(self, id: str) -> PlanRow | None:
        """A plan that was not deleted."""
        found = self._select(PLANS.c.id == id)
        return found[0] if found else None

    def of(self, team: str, owner: Iterable[str], kind: str) -> tuple[PlanRow, ...]:
        """Somebody's plans by their user id or e-mail address, in the order they were made."""
        return self._select((PLANS.c.team == team) & PLANS.c.owner.in_(list(owner)) & (PLANS.c.kind == kind))

    def all(self, kind: str, *, team: str | None = None) -> tuple[PlanRow, ...]:
        """All plans of a kind that were not deleted."""
        return self._select(and_(PLANS.c.kind == kind, *([PLANS.c.team == team] if team is not None else [])))

    def due(self, kind: str, now: datetime) -> tuple[PlanRow, ...]:
        """The active plans that are due, or of which nobody has worked out yet when they are."""
        c = PLANS.c
        return self._select((c.kind == kind) & (c.status == "active") & or_(c.next_due.is_(None), c.next_due <= now))

    def next_due(self, id: str, at: datetime, *, instead_of: datetime | None) -> None:
        """Set when a plan is due next, unless somebody else has done that meanwhile."""
        c = PLANS.c
        same = c.next_due.is_(None) if instead_of is None else c.next_due == instead_of
        with self._database.writing() as connection:
            connection.execute(update(PLANS).where((c.id == id) & same).values(next_due=at))

    def set_status(self, id: str, status: str, problem: str = "") -> bool:
        """Pause, resume or delete; whether there is such a plan. What is resumed is due from now on, not before."""
        values: dict[str, Any] = {"status": status, "problem": problem}
        if status == "active":
            values["next_due"] = None
        with self._database.writing() as connection:
            alive = (PLANS.c.id == id) & (PLANS.c.status != "deleted")
            return connection.execute(update(PLANS).where(alive).values(**values)).rowcount > 0

    def set_problem(self, id: str, problem: str) -> None:
        """What went wrong last; "" where nothing did."""
        with self._database.writing() as connection:
            connection.execute(update(PLANS).where(PLANS.c.id == id).values(problem=problem))

    def set_standing(self, id: str, standing: Mapping[str, Any], *, instead_of: Mapping[str, Any]) -> bool:
        """What an alert remembers from now on; False where another process was first. Both are compared as JSON."""
        with self._database.writing() as connection:
            query = select(PLANS.c.standing).where(PLANS.c.id == id)
            row = connection.execute(query if self._database.is_sqlite else query.with_for_update()).first()
            if row is None or row.standing != dict(instead_of):
                return False
            connection.execute(update(PLANS).where(PLANS.c.id == id).values(standing=dict(standing)))
            return True

    def _select(self, condition: Any) -> tuple[PlanRow, ...]:
        query = select(PLANS).where(condition, PLANS.c.status != "deleted").order_by(PLANS.c.at, PLANS.c.id)
        with self._database.reading() as connection:
            return tuple(PlanRow(**row._mapping) for row in connection.execute(query))
