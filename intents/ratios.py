"""Figures told by other words: a share that is a ratio of the catalogue, a verb that only says what was done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from intents.kinship import adds_up, is_plain_count, tables_of
from intents.member_phrases import phrase_words
from intents.members_counted import counted_by
from intents.parse import MetricUse
from intents.per_each import averaged_over
from intents.work import Refused, Work
from queries.answer import Note
from queries.catalogue.figures import ratio_id
from queries.catalogue.model import Attrition, Catalogue, Ratio, Simple, Stock
from queries.query import Query, plain_analysis

UNJOINED = 12
"""What it costs that two figures stand side by side without an "and"."""


def as_ratio(work: Work, query: Query) -> Query:
    """ "what percentage of leads converted" is the conversion rate, "profit as a percentage of revenue" the margin."""
    catalogue = work.catalogue
    if "ratio" in work.draft.flags:
        return _one_over_other(work, query)
    if "share" not in query.transforms:
        return query
    if "whole_first" in work.draft.flags:
        query = replace(query, metrics=query.metrics[::-1])
    attained = "attained" in work.draft.flags
    listed = len(query.metrics) > 1 and all(use.joined for use in work.draft.metrics[1:])
    if listed and not attained and "share_of_other" not in work.draft.flags:
        return query  # "share of clicks and impressions by age"
    if query.dimensions and len(query.metrics) == 1 and "share_or_rate" not in work.draft.flags and not attained:
        return query
    if len(query.metrics) == 1 and _says_whole(work, query.metrics[0]):
        return replace(query, transforms=_without_share(query))
    found = [
        m.id
        for m in catalogue.metrics.values()
        if not m.hidden and m.unit == "percent" and (_is_of(catalogue, m.id, query) or _is_used(work, m.id, query))
    ]
    if len(found) != 1:
        return _percentage_of_other(work, query)
    if len(query.metrics) > 1:
        _take_second_as_whole(work)
    rate = _told_of(work, replace(query, transforms=_without_share(query)), found[0])
    if query.dimensions and len(query.metrics) == 1 and not attained:
        raise Refused(Note("share_or_rate", {"metric": found[0]}), plain_analysis(rate), query)
    return rate


def _one_over_other(work: Work, query: Query) -> Query:
    """ "ratio of profit to revenue": the figure that is kept as one over the other. Raises Refused where none is."""
    found = [
        m.id
        for m in work.catalogue.metrics.values()
        if isinstance(m.definition, Ratio)
        and not m.hidden
        and (m.definition.numerator, m.definition.denominator) == query.metrics
    ]
    found = found or _of_counted_rows(work.catalogue, query) or _made_for_now(work, query)
    beside = {id(use.item) for use in work.draft.metrics if use.having_only}
    named = [item for item in work.parse.items if item.kind == "metric" and id(item) not in beside]
    if len(found) != 1 or len(named) > len(query.metrics):  # "clicks and spend per click"
        raise Refused(Note("no_ratio", {"metrics": query.metrics}), *_per_member(work, query), plain_analysis(query))
    return _told_of(work, query, found[0])


def _told_of(work: Work, query: Query, ratio: str) -> Query:
    """The ratio in place of its two figures, also where it is ranked by or is a condition. Raises Refused.

    "Which age has the lowest spend per click" ranks by the ratio, "spend per click over 2" is a condition on it, but
    "spend per click of ages with over 100 clicks" is one on the clicks.
    """
    over, under = query.metrics[0], query.metrics[-1]
    rank, unit = query.rank, work.catalogue.metrics[ratio].unit
    if rank is not None and rank.by in (None, over):
        rank = replace(rank, by=ratio)
    beside = {use.id for use in work.draft.metrics if use.having_only}
    told = [one for one in query.having if one.metric in (over, under) and one.metric not in beside]
    ranked_under = rank is not None and rank.by == under != over
    if ranked_under or (told and unit == "percent") or any(one.level == "row" for one in told):
        raise Refused(Note("no_ratio", {"metrics": query.metrics}), plain_analysis(query))
    having = tuple(replace(one, metric=ratio) if one in told else one for one in query.having)
    return replace(query, metrics=(ratio,), rank=rank, having=having)


def _percentage_of_other(work: Work, query: Query) -> Query:
    """ "refunds as % of revenue", which nobody keeps: worked out of two figures that add up. Raises Refused."""
    if "share_of_other" not in work.draft.flags or len(query.metrics) < 2:
        return query
    found = _made_for_now(work, query, percent=True)
    if len(found) != 1:
        plain = plain_analysis(replace(query, transforms=_without_share(query)))
        raise Refused(Note("no_ratio", {"metrics": query.metrics}), plain)
    _take_second_as_whole(work)
    return _told_of(work, replace(query, transforms=_without_share(query)), found[0])


def _take_second_as_whole(work: Work) -> None:
    """The second figure is what the first is a share of, and was not guessed to stand beside it."""
    work.penalty -= UNJOINED
    work.assumed = [note for note in work.assumed if note.code != "unjoined"]


def _made_for_now(work: Work, query: Query, *, percent: bool = False) -> list[str]:
    """The ratio of the two figures of a query, where both of them add up over what they are broken down by."""
    if len(query.metrics) != 2:
        return []
    made = ratio_id(work.catalogue.metrics, *query.metrics, percent=percent)
    return [made] if made is not None and set(query.by) <= work.catalogue.metrics[made].dimensions else []


def _of_counted_rows(catalogue: Catalogue, query: Query) -> list[str]:
    """ "won revenue per deal": what is summed of some rows is kept as their mean, or as one over their number."""
    if len(query.metrics) != 2 or not is_plain_count(catalogue, query.metrics[1]):
        return []
    over, under = (catalogue.metrics[m].definition for m in query.metrics)
    if not isinstance(over, Simple) or not isinstance(under, Simple) or over.table != under.table:
        return []
    counted = replace(over, agg=under.agg, expr=under.expr)
    found = []
    for metric in catalogue.metrics.values():
        match metric.definition:
            case Simple(agg="avg") as mean if replace(mean, agg="sum") == over and under.agg == "count":
                found.append(metric.id)
            case Ratio() as ratio if ratio.numerator == query.metrics[0]:
                if catalogue.metrics[ratio.denominator].definition == counted:
                    found.append(metric.id)
    return [metric for metric in found if not catalogue.metrics[metric].hidden]


def _per_member(work: Work, query: Query) -> Iterator[Query]:
    """ "ratio of sales to customers": what one of those has on average, who are counted in the same rows."""
    if len(query.metrics) == 2 and tables_of(work.catalogue, query.metrics[0]) == tables_of(
        work.catalogue, query.metrics[1]
    ):
        over, under = query.metrics
        members = counted_by(work.parse, under)
        if members is not None and members not in query.by and adds_up(work.catalogue.metrics[over]):
            yield averaged_over(replace(query, metrics=(over,)), members)


def _is_of(catalogue: Catalogue, ratio: str, query: Query) -> bool:
    metric = catalogue.metrics[ratio]
    if isinstance(metric.definition, Attrition):
        return metric.definition.share and query.metrics == (_left(catalogue, metric.definition.of),)
    if not isinstance(metric.definition, Ratio) or not set(query.by) <= metric.dimensions:
        return False
    if any(one.dimension not in metric.dimensions for one in query.filters):
        return False
    over, *under = query.metrics
    if not under and any(m.goal == over and m.attainment == ratio for m in catalogue.metrics.values()):
        return True  # "what share of the target did we reach"
    goal = catalogue.metrics[over].goal
    if under == [goal] and catalogue.metrics[over].attainment == ratio:
        return True
    parts = metric.definition
    return parts.numerator == over and (under == [parts.denominator] or (not under and _is_part(catalogue, parts)))


def _left(catalogue: Catalogue, stock: str) -> str | None:
    """The figure that counts those of a stock that left: of the same things in the same rows, but no stock itself."""
    kept = catalogue.metrics[stock].definition
    counts = (
        m.id
        for m in catalogue.metrics.values()
        if isinstance(kept, Stock)
        and isinstance(m.definition, Simple)
        and not m.hidden
        and (m.definition.table, m.definition.agg, m.definition.expr) == (kept.table, kept.agg, kept.expr)
    )
    return next(counts, None)


def _is_used(work: Work, ratio: str, query: Query) -> bool:
    """ "what percent of the budget is spent": a figure whose own name says what it is a part of."""
    metric = work.catalogue.metrics[query.metrics[0]]
    if len(query.metrics) > 1 or metric.goal is None or metric.attainment != ratio:
        return False
    return any(_names(work, metric.id, label) for label in work.catalogue.metrics[metric.goal].words.label.values())


def _without_share(query: Query) -> tuple[str, ...]:
    return tuple(t for t in query.transforms if t != "share")


def _says_whole(work: Work, ratio: str) -> bool:
    """ "how much of the budget did we use": the rate is the share itself, said with what it is a part of."""
    metric = work.catalogue.metrics[ratio]
    if not isinstance(metric.definition, Ratio):
        return False
    whole = work.catalogue.metrics[metric.definition.denominator].words.label.values()
    return any(_names(work, ratio, label) for label in whole)


def _names(work: Work, metric: str, label: str) -> bool:
    """Whether the words that the figure was asked with have all those of a label."""
    lexicon = work.parse.lexicon
    said = next((u.item.sense.text for u in work.draft.metrics if u.id == metric and u.item.sense), "")
    return {lexicon.stem(w) for w in phrase_words(label)} <= {lexicon.stem(w) for w in phrase_words(said)}


def _is_part(catalogue: Catalogue, ratio: Ratio) -> bool:
    """The figure above counts some of those counted below: leads converted of leads."""
    same = tables_of(catalogue, ratio.numerator) == tables_of(catalogue, ratio.denominator)
    units = {catalogue.metrics[m].unit for m in (ratio.numerator, ratio.denominator)}
    return same and units == {"count"}


def without_deeds(work: Work, uses: list[MetricUse]) -> list[MetricUse]:
    """ "how many units did we sell": beside a figure of the same rows the verb names no second one.

    A figure whose own name ends in the verb ("units sold") is no verb, nor is one that is joined to its neighbour.
    """
    kept = []
    for place, use in enumerate(uses):
        beside = [uses[place - 1]] if place and not use.joined else []
        beside += [one for one in uses[place + 1 : place + 2] if not one.joined]
        tables = tables_of(work.catalogue, use.id)
        if not is_deed(work, use) or not any(tables & tables_of(work.catalogue, one.id) for one in beside):
            kept.append(use)
    return kept


def is_deed(work: Work, use: MetricUse, verbs: str = "deed") -> bool:
    """The words of the figure are the verb alone, with small words around it."""
    lexicon, sense = work.parse.lexicon, use.item.sense
    words = [lexicon.stem(w) for w in phrase_words(sense.text if sense else "") if w not in lexicon.gaps]
    return bool(words) and set(words) <= lexicon.ties(verbs)
