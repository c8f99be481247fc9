"""What there is of something for each of others: "sales per order" is a figure of its own, "sales per customer" may be
each customer's, or what a customer has on average.
"""

from __future__ import annotations

from dataclasses import replace

from intents.kinship import adds_up
from intents.members_counted import counts_members
from intents.parse import MetricUse, Target
from intents.work import Refused, Work
from queries.answer import Note
from queries.catalogue.figures import sums_up
from queries.catalogue.model import Catalogue, Ratio
from queries.query import Query, plain_analysis

FEW = 50
"""So many members somebody may want to see one by one; of more it is asked whether their average is meant."""


def with_ratios_kept(work: Work, uses: list[MetricUse]) -> list[MetricUse]:
    """ "revenue per order": the ratio that is kept of a figure to the number of what it is said to be per."""
    draft = work.draft
    if len(uses) != 1 or draft.mean not in (None, "mean"):
        return uses
    for target in draft.by:
        if draft.rank is not None and (len(draft.by) == 1 or target is draft.rank.target):
            continue  # "the highest sales per customer" may rank customers
        kept = [ratio for ratio in _ratios_of(work.catalogue, uses[0].id) if _is_per(work, target, ratio.denominator)]
        known = work.catalogue.metrics.values()
        names = [m.id for m in known if m.definition in kept and not m.hidden and m.unit != "percent"]
        if len(names) == 1:
            draft.by = [other for other in draft.by if other is not target]
            draft.means = []
            return [replace(uses[0], id=names[0])]
    return uses


def check_per_each(work: Work, query: Query) -> None:
    """Raise Refused where a figure may be asked of each of very many or of one of them on average."""
    told = [t for t in work.draft.by if t.how == "per" and t.kind == "dimension" and not t.plural]
    within = query.rank is None or (len(told) == 1 and query.rank.within == told[0].value)
    plain = within and query.compare is None and not query.having and not query.transforms
    if len(told) != 1 or len(query.metrics) != 1 or not plain or query.me is not None:
        return
    dimension = next((by for by in query.by if by == told[0].value), None)
    few = dimension is None or work.parse.members.count(dimension) <= FEW
    if dimension is None or few or not _sums_up(work, query.metrics[0]):
        return
    if _is_counted(work, dimension):
        note = Note("each_or_average", {"metric": query.metrics[0], "dimension": dimension})
        raise Refused(note, averaged_over(query, dimension), query)


def _is_counted(work: Work, dimension: str) -> bool:
    """Whether a figure counts its members, or those of its name in a table of theirs."""
    names = work.catalogue.dimensions[dimension].words.label.values()
    if any(s.kind == "metric" for name in names for s in work.parse.lexicon.find(name)):
        return True
    return any(counts_members(work.parse, metric, dimension) for metric in work.catalogue.metrics)


def _sums_up(work: Work, metric: str) -> bool:
    return adds_up(work.catalogue.metrics[metric]) or sums_up(work.catalogue.metrics, work.catalogue.metrics[metric])


def averaged_over(query: Query, dimension: str) -> Query:
    """What a member has on average instead of what each of them has."""
    rest = tuple(by for by in query.by if by != dimension)
    rank = query.rank and replace(query.rank, within=None)  # "which segment has the highest sales per customer"
    query = replace(query, rank=rank)
    return plain_analysis(replace(query, by=rest, transforms=(f"mean_over:{dimension}",)))


def _ratios_of(catalogue: Catalogue, over: str) -> list[Ratio]:
    found = (metric.definition for metric in catalogue.metrics.values())
    return [one for one in found if isinstance(one, Ratio) and one.numerator == over]


def _is_per(work: Work, target: Target, denominator: str) -> bool:
    """Whether what is said after "per" is one of those that a figure counts."""
    single = target.how == "per" and target.kind == "dimension" and not target.plural
    return single and counts_members(work.parse, denominator, target.value)
