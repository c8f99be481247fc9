"""Conditions on numbers: which figure they are about, and percent as fractions."""

from __future__ import annotations

from intents.kinship import amount_of, is_count, tells_of_each
from intents.parse import NumberUse
from intents.work import Refused, Work
from queries.answer import Note
from queries.query import Having


def check_conditions(work: Work, metrics: tuple[str, ...]) -> None:
    """ "over 5 orders and over 100k": a second number that names no figure is hardly about the first one too."""
    said = work.draft.having
    main = work.draft.order_by or metrics[0]
    for place, use in enumerate(said):
        if any((other.metric or main, other.op[0]) == (use.metric or main, use.op[0]) for other in said[:place]):
            raise Refused(Note("number_of_which", {"number": int(use.value) if use.value.is_integer() else use.value}))


def having_of(work: Work, use: NumberUse, metrics: tuple[str, ...], by: tuple[str, ...]) -> Having:
    """The condition of a draft on the groups of its breakdown; raises Refused where it is about nothing."""
    metric_id = use.metric or (work.draft.order_by or metrics[0])
    if use.rows == "rows" or (use.rows == "either" and not by):
        rows = of_rows(work, use, metrics) if metric_id == metrics[0] else _of_each(work, use, metrics)
        if rows is None:
            raise Refused(Note("row_condition", {"metric": metric_id}))
        return rows
    metric = work.catalogue.metrics[metric_id]
    if not any(b for b in by) and not use.attainment and not work.draft.flags & {"alert", "ordered_if"}:
        raise Refused(Note("condition_needs_breakdown", {"metric": metric_id}))
    if use.percent and metric.unit != "percent":
        raise Refused(Note("percent_of_what", {"metric": metric_id}))
    if metric.unit == "percent" and not use.percent and abs(use.value) > 100:
        raise Refused(Note("percent_of_what", {"metric": metric_id}))
    scale = 0.01 if metric.unit == "percent" and not use.attainment and (use.percent or abs(use.value) > 1) else 1.0
    upper = None if use.upper is None else use.upper * scale
    value = round(use.value * scale, 12)
    if upper is not None:
        value, upper = min(value, round(upper, 12)), max(value, round(upper, 12))
    return Having(metric_id, use.op, value, upper)  # type: ignore[arg-type]


def _of_each(work: Work, use: NumberUse, metrics: tuple[str, ...]) -> Having | None:
    """The condition on another number of each: "tickets that took longer than 100 hours"."""
    if use.metric is None or use.percent or not tells_of_each(work.catalogue, use.metric, metrics[0]):
        return None
    return Having(use.metric, use.op, use.value, use.upper, "row")  # type: ignore[arg-type]


def of_rows(work: Work, use: NumberUse, metrics: tuple[str, ...]) -> Having | None:
    """The condition on the amount of each single one: "orders above 5,000" are orders of so much revenue."""
    counted = metrics[0]
    amount = amount_of(work.catalogue, counted) if is_count(work.catalogue, counted) else None
    if amount is None or len(metrics) > 1 or use.percent:
        return None
    return Having(amount, use.op, use.value, use.upper, "row")  # type: ignore[arg-type]
