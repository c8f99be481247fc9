"""Alerts of kpibot.yaml: which figure is watched, when it is bad, where that is told, and in whose name."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from data.orders import ORDER_KEYS, OrderSetting, order_of, read_named
from data.section import Section

CONDITIONS = ("above", "below", "rises_by", "falls_by", "behind_target", "unusual", "stale_days")
OVER = ("day", "week", "month", "quarter", "year", "month_so_far", "quarter_so_far", "year_so_far")
_KEYS = (*ORDER_KEYS, "say", "figure", "by", "over", *CONDITIONS)


@dataclass(frozen=True, slots=True)
class AlertSetting:
    """One alert as the file says it: the sentence `say`, or a `figure` with a condition and its value as it is written.

    `over` are the days watched. Without `every` in its order it looks whenever data is published.
    """

    order: OrderSetting
    say: str | None
    figure: str | None
    by: str | None
    over: str
    condition: str
    value: str


def read_alerts(root: Section, languages: tuple[str, ...]) -> tuple[AlertSetting, ...]:
    """The alerts of the file. Raises WorkspaceError."""
    return read_named(root, "alerts", lambda node: _alert(root.within(node, _KEYS), node, languages))


def _alert(section: Section, node: yaml.Node, languages: tuple[str, ...]) -> AlertSetting:
    say, figure = section.text("say"), section.text("figure")
    given = [key for key in CONDITIONS if key in section.names]
    if say is not None and (figure is not None or given):
        raise section.mistake("say", "an alert has 'say', or a 'figure' with a condition, not both")
    if say is None and len(given) != 1:
        listed = ", ".join(CONDITIONS)
        raise section.wrong(node, f"an alert needs 'say', or exactly one condition: {listed}")
    if say is None and figure is None and given != ["stale_days"]:
        raise section.wrong(node, "an alert needs a 'figure'; only 'stale_days' watches none")
    condition = given[0] if given else ""
    value = section.text(condition) or "" if condition else ""
    if condition in ("behind_target", "unusual") and value != "true":
        raise section.mistake(condition, f"{condition!r} must be true")
    if condition == "stale_days" and not (value.isdecimal() and int(value) > 0):
        raise section.mistake(condition, "'stale_days' must be a number of days, such as 2")
    return AlertSetting(
        order=order_of(section, languages),
        say=say,
        figure=figure,
        by=section.text("by"),
        over=section.choice("over", OVER) or ("month_so_far" if condition == "behind_target" else "month"),
        condition=condition,
        value=value,
    )
