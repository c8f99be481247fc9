"""Orders, digests and alerts, as rows of the state store, and those of kpibot.yaml in the place of the ones before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol, TypeVar

from bot.state import PlanRow, State


class Order(Protocol):
    """What digests and alerts have in common."""

    @property
    def id(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def channel(self) -> str: ...


_Order = TypeVar("_Order", bound=Order)


def row_of(
    order: Order,
    kind: str,
    plan: Mapping[str, Any],
    before: PlanRow | None,
    now: datetime,
    *,
    next_due: datetime | None,
    standing: Mapping[str, Any] | None = None,
) -> PlanRow:
    """The row of an order in force from now on, in the place of the one `before`."""
    return PlanRow(
        id=order.id,
        kind=kind,
        team=order.team,
        owner=order.owner,
        channel=order.channel,
        plan=dict(plan),
        standing=dict(standing or {}),
        status="active",
        problem="",
        next_due=next_due,
        at=before.at if before else now,
    )


def keep_filed(
    state: State,
    kind: str,
    prefix: str,
    orders: Iterable[_Order],
    is_same: Callable[[Mapping[str, Any], _Order], bool],
    row: Callable[[_Order, PlanRow | None], PlanRow],
) -> None:
    """Keep the orders of the file, whose ids begin with `prefix`; one that is gone from the file ends.

    One that says the same as before is left as it is, with what is due of it and what it remembers; one that was paused
    or muted stays so.
    """
    known = {found.id: found for found in state.plans.all(kind) if found.id.startswith(prefix)}
    for order in orders:
        before = known.pop(order.id, None)
        if before is not None and _is_same(before, order, is_same):
            continue
        made = row(order, before)
        if before is not None:
            made = replace(made, status=before.status, quiet_until=before.quiet_until)
        state.plans.keep(made)
    for gone in known:
        state.plans.set_status(gone, "deleted")


def _is_same(before: PlanRow, order: _Order, is_same: Callable[[Mapping[str, Any], _Order], bool]) -> bool:
    try:
        return is_same(before.plan, order)
    except (KeyError, TypeError, ValueError):  # of an older kpibot, or broken: what the file says counts
        return False
