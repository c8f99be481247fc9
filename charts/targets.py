"""A figure held against its target over the same days."""

from __future__ import annotations

from dataclasses import dataclass

from charts.view import Row, View


@dataclass(frozen=True, slots=True)
class Held:
    """A figure, its target over the same days, and the share reached."""

    value: float | None
    target: float | None
    share: float | None
    to_date: bool


def held_against(view: View, row: Row) -> Held:
    """The target a figure is measured by; in an unfinished period the part of it up to now: value / attainment."""
    metric = view.metric
    value = view.number(row, view.column("metric"))
    goal = view.number(row, view.column("metric", metric.goal)) if metric and metric.goal else None
    compare = view.answer.query.compare
    if goal is None and compare is not None and compare.kind == "target":
        goal = view.number(row, view.column("previous"))
    share = view.number(row, view.column("metric", metric.attainment)) if metric and metric.attainment else None
    if share is None:
        return Held(value, goal, value / goal if value is not None and goal and goal > 0 else None, False)
    to_date = value / share if value and share > 0 else goal
    differs = _unfinished(view) if goal is None else bool(goal and to_date and abs(to_date / goal - 1) > 0.005)
    return Held(value, goal if goal is not None and not differs else to_date, share, differs)


def _unfinished(view: View) -> bool:
    """The period asked for was cut at the last day with data."""
    asked, used = view.answer.query.period, view.answer.period
    return bool(asked and used and asked.end and used.end and used.end < asked.end)
