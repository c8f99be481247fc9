"""The digests and alerts that people have ordered, in the state store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import and_, insert, or_, select, update

from bot.state.database import Database, inserted, upsert
from bot.state.records import AlertEvent, Delivery, PlanRow
from bot.state.tables import ALERT_EVENTS, DELIVERIES, PLANS


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

    def unlooked(self, mark: str, now: datetime) -> tuple[PlanRow, ...]:
        """The active alerts that have not looked at the data of a name: those without a schedule, and those due."""
        c = PLANS.c
        waiting = or_(c.next_due.is_not(None) & (c.next_due <= now), c.next_due.is_(None) & (c.looked != mark))
        return self._select((c.kind == "alert") & (c.status == "active") & waiting)

    def stand(
        self,
        row: PlanRow,
        *,
        standing: Mapping[str, Any],
        looked: str,
        next_due: datetime | None,
        deliveries: Sequence[Delivery] = (),
        events: Sequence[AlertEvent] = (),
    ) -> bool:
        """What an alert remembers from now on, with what it has to tell, all or nothing.

        False, and nothing is kept, where another process has looked since `row` was read, or the alert was changed.
        """
        c = PLANS.c
        with self._database.writing() as connection:
            query = select(PLANS).where(c.id == row.id)
            found = connection.execute(query if self._database.is_sqlite else query.with_for_update()).first()
            if found is None or PlanRow(**found._mapping) != row:
                return False
            kept = {"standing": dict(standing), "looked": looked, "next_due": next_due, "problem": ""}
            connection.execute(update(PLANS).where(c.id == row.id).values(**kept))
            statement = inserted(connection, DELIVERIES).on_conflict_do_nothing(index_elements=["key"])
            for delivery in deliveries:
                connection.execute(statement.values(**asdict(delivery)))
            for event in events:
                connection.execute(insert(ALERT_EVENTS).values(**asdict(event)))
            return True

    def quiet(
        self, id: str, until: datetime | None, event: AlertEvent, *, standing: Mapping[str, Any] | None = None
    ) -> bool:
        """Have an alert tell nothing until then (None: tell again), and note who wanted that.

        With a `standing` it looks anew after that, remembering no more than this.
        """
        c = PLANS.c
        values: dict[str, Any] = {"quiet_until": until}
        values |= {} if standing is None else {"standing": dict(standing), "looked": ""}
        with self._database.writing() as connection:
            alive = update(PLANS).where(c.id == id, c.status != "deleted").values(**values)
            if not connection.execute(alive).rowcount:
                return False
            connection.execute(insert(ALERT_EVENTS).values(**asdict(event)))
            return True

    def note(self, event: AlertEvent) -> None:
        """Keep what somebody did about an alert."""
        with self._database.writing() as connection:
            connection.execute(insert(ALERT_EVENTS).values(**asdict(event)))

    def events(self, *, plan: str | None = None, last: int = 50) -> tuple[AlertEvent, ...]:
        """What happened about alerts besides their messages, the newest first."""
        c = ALERT_EVENTS.c
        query = select(*(column for column in c if column.name != "id")).order_by(c.at.desc(), c.id.desc()).limit(last)
        if plan is not None:
            query = query.where(c.plan == plan)
        with self._database.reading() as connection:
            return tuple(AlertEvent(**row._mapping) for row in connection.execute(query))

    def _select(self, condition: Any) -> tuple[PlanRow, ...]:
        query = select(PLANS).where(condition, PLANS.c.status != "deleted").order_by(PLANS.c.at, PLANS.c.id)
        with self._database.reading() as connection:
            return tuple(PlanRow(**row._mapping) for row in connection.execute(query))
