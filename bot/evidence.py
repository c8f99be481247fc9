"""How many stand behind a rate: the conversion of somebody with five leads says nothing about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import sqrt

from bot.findings import Finding
from data.rows import QueryFailed, QueryTimeout
from queries.answer import Answer, Value
from queries.cannot import CannotAnswer
from queries.catalogue.model import Attrition, Catalogue, Derived, Metric, Ratio
from queries.query import Query

FEWEST = 5  # as in a profile
SURE = 3.5  # standard errors of a share by which a member must be off: of thirty members chance takes none so far
_COMPARED = ("above_others", "below_others")

Ask = Callable[[Query], Answer]


def is_backed(finding: Finding, answer: Answer, catalogue: Catalogue, ask: Ask) -> bool:
    """Whether a member that is far from the others has enough behind its rate, in one more statement; True of all else.

    What cannot be counted, or may not be seen, backs nothing.
    """
    metric = catalogue.metrics[answer.query.metrics[0]]
    base = counted(metric, catalogue) if finding.code in _COMPARED else None
    if base is None:
        return True
    query = replace(
        answer.query, metrics=(base,), compare=None, rank=None, having=(), transforms=(), chart=None,
        analysis="breakdown",
    )  # fmt: skip
    try:
        count = _figure(ask(query), finding.facts["member"])
    except (CannotAnswer, QueryFailed, QueryTimeout):
        return False
    value, usual = (_number(finding.facts[name]) for name in ("value", "usual"))
    if count < FEWEST:
        return False
    share = metric.unit == "percent" and 0 < usual < 1
    return not share or abs(value - usual) >= SURE * sqrt(usual * (1 - usual) / count)


def counted(metric: Metric, catalogue: Catalogue) -> str | None:
    """The figure that counts what a rate is a rate of: leads of the conversion rate; None of what is no rate."""
    definition = metric.definition
    if isinstance(definition, Ratio):
        return definition.denominator if catalogue.metrics[definition.denominator].unit == "count" else None
    if isinstance(definition, Attrition):
        return definition.of if definition.share else None
    if isinstance(definition, Derived) and len(definition.metrics) == 1:
        return counted(catalogue.metrics[definition.metrics[0]], catalogue)
    return None


def _figure(answer: Answer, member: Value) -> float:
    key, index = answer.column("dimension"), answer.column("metric")
    if key is None or index is None:
        return 0.0
    return next((_number(row[index]) for row in answer.rows if row[key] == member), 0.0)


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
