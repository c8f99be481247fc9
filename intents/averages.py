"""Averages called as figures: "average sales per day" is of each day's sales, though "average sales" is of each row."""

from __future__ import annotations

from dataclasses import replace

from intents.member_phrases import phrase_words
from intents.members_counted import counted_by
from intents.parse import MetricUse, Target
from intents.rules.breakdowns import BARE_GRAIN
from intents.work import Refused, Work
from queries.answer import Note
from queries.catalogue.model import Simple
from queries.query import Query, plain_analysis


def with_sums_averaged(work: Work, uses: list[MetricUse]) -> list[MetricUse]:
    """The figures asked for, a mean over rows as the sum of the same rows where an average per something is asked."""
    over = [target for target in work.draft.by if target.how == "per" or _is_adverb(target)]
    if not over and (owner := _told_owner(work, uses)) is not None:
        work.draft.by = [*work.draft.by, owner]
        over = [owner]
    if not over and (inside := next((t for t in work.draft.by if _is_inside(work, t)), None)) is not None:
        over = [inside]
        work.penalty -= BARE_GRAIN
    sums = {use.id: total for use in uses if (total := _summed(work, use)) is not None}
    if over and sums and len(uses) == 1 and _is_of_rows(work, uses[0], over[0]):
        work.draft.by = [target for target in work.draft.by if target is not over[0]]
        return uses  # "average freight per order", where each row is an order
    if "ratio" in work.draft.flags and work.draft.mean in (None, "mean"):
        return [replace(use, id=sums.get(use.id, use.id)) for use in uses]  # "average profit per unit"
    averaged = bool(sums) and len(sums) == len(uses) and work.draft.mean in (None, "mean")
    if not over or not (averaged or work.draft.mean):
        return uses
    if not averaged:
        work.draft.by = [replace(t, how="per") if t is over[0] and not _is_adverb(t) else t for t in work.draft.by]
        return uses
    work.draft.means = ["mean"]
    work.draft.by = [replace(t, how="per") if t is over[0] else t for t in work.draft.by]
    return [replace(use, id=sums[use.id]) for use in uses]


def _is_of_rows(work: Work, use: MetricUse, target: Target) -> bool:
    """Whether a mean over rows is one over what it is said to be per: there is one of them in each row."""
    mean, catalogue = work.catalogue.metrics[use.id].definition, work.catalogue
    if not isinstance(mean, Simple) or target.kind != "dimension":
        return False
    names = catalogue.dimensions[target.value].words.label.values()
    counts = (s.value for name in names for s in work.parse.lexicon.find(name) if s.kind == "metric")
    return any(
        isinstance(count := catalogue.metrics[name].definition, Simple)
        and (count.table, count.agg, count.where) == (mean.table, "count", mean.where)
        for name in counts
    )


def _told_owner(work: Work, uses: list[MetricUse]) -> Target | None:
    """ "average customer sales" are a customer's: who was taken for what the figure is about is what it is per."""
    if len(uses) != 1 or not (work.draft.mean == "mean" or _summed(work, uses[0])) or work.draft.by:
        return None
    for use in work.draft.metrics:
        beside = use.item is not uses[0].item and not use.item.plural and not use.having_only and not use.item.before
        if beside and (members := counted_by(work.parse, use.id)) is not None:
            return Target("dimension", members, "per", None)
    return None


def check_average_by(work: Work, query: Query) -> None:
    """ "average sales by month": the mean row of each month, or what a month has on average; raises Refused."""
    told = [t for t in work.draft.by if t.kind == "grain" and t.item is not None]
    asked = [use for use in work.draft.metrics if (use.id,) == query.metrics]
    total = _summed(work, asked[0]) if len(asked) == len(work.draft.metrics) == 1 else None
    if total is None or not told or query.bucket is None or query.rank is not None or query.transforms:
        return
    rest = tuple(by for by in query.by if by != query.bucket)
    over = replace(query, metrics=(total,), by=rest, transforms=(f"mean_over:{query.bucket}",))
    note = Note("rows_or_buckets", {"metric": query.metrics[0], "grain": query.bucket})
    raise Refused(note, query, plain_analysis(over))


def _is_adverb(target: Target) -> bool:
    return target.how == "grain" and target.kind == "grain"


def _is_inside(work: Work, target: Target) -> bool:
    """ "average orders a day", "average sales in a month", «میانگین فروش در ماه»: what it is the average of."""
    if target.kind != "grain" or target.how != "bare" or target.plural or target.item is None:
        return False
    return bool(work.parse.lexicon.ties("inside one") & set(target.item.before[-1:]))


def _summed(work: Work, use: MetricUse) -> str | None:
    """The sum of what a figure is the mean of, where it was called by the sum's name and a word for a mean."""
    catalogue, lexicon = work.catalogue, work.parse.lexicon
    mean = catalogue.metrics[use.id].definition
    if not isinstance(mean, Simple) or mean.agg != "avg" or use.item.sense is None:
        return None
    words = phrase_words(use.item.sense.text)
    called = {
        sense.value
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
        if any(s.kind == "mean" for s in lexicon.words.get(" ".join(words[first:last]), ()))
        for sense in lexicon.find(" ".join((*words[:first], *words[last:])))
        if sense.kind == "metric"
    }
    for metric in called:
        total = catalogue.metrics[metric].definition
        if isinstance(total, Simple) and replace(mean, agg="sum") == total:
            return metric
    return None
