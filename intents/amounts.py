""" "How much" asks for money: of a rate of two amounts ("how much did we give in discounts") for the one above."""

from __future__ import annotations

from dataclasses import replace

from intents.parse import MetricUse
from intents.ratios import is_deed
from intents.rules.breakdowns import TWO_ON
from intents.work import Work
from queries.catalogue.model import Metric, Ratio


def with_amounts(work: Work, uses: list[MetricUse]) -> list[MetricUse]:
    """The figures, amounts in place of rates; a verb of paying before such an amount names no figure beside it."""
    if "share" in work.draft.transforms or not _asks_how_much(work):
        return uses
    found: list[MetricUse] = []
    for use in uses:
        amount = _amount_of(work, use)
        if amount is None:
            found.append(use)
            continue
        on = _stands_on(work, use)
        if found and (on or not use.joined) and is_deed(work, found[-1], "paying"):
            found.pop()  # "how much did we spend on discounts"
            work.penalty -= TWO_ON if on else 0
        found.append(replace(use, id=amount))
    return found


def _stands_on(work: Work, use: MetricUse) -> bool:
    """Whether "on" joins the figure to the one before."""
    place = next(i for i, item in enumerate(work.parse.items) if item is use.item)
    return work.parse.role(place - 1, "by") == "on"


def _asks_how_much(work: Work) -> bool:
    """Whether the first figure is asked for by its amount: "how much is the margin" asks what it is."""
    lexicon, before = work.parse.lexicon, set[str]()
    for item in work.parse.items:
        before |= set(item.before)
        if item.kind == "metric":
            break
    return bool(before & lexicon.ties("money")) and not before & lexicon.ties("being")


def _amount_of(work: Work, use: MetricUse) -> str | None:
    """The amount that a rate is a part of; none where the rate is called by its own name, or by one with "percent"."""
    metric, sense = _metric(work, use.id), use.item.sense
    if not isinstance(metric.definition, Ratio) or metric.unit != "percent" or use.having_only or sense is None:
        return None
    words = set(sense.text.casefold().split())
    if sense.text.casefold() in {label.casefold() for label in metric.words.label.values()}:
        return None
    if any(words & language.percent for language in work.parse.lexicon.languages):
        return None
    above = _metric(work, metric.definition.numerator)
    return above.id if above.unit == "currency" and not above.hidden else None


def _metric(work: Work, name: str) -> Metric:
    return work.catalogue.metrics[name]
