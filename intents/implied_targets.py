"""Breakdowns that no noun names: who, where, from where, why, and what was sold."""

from __future__ import annotations

from intents.parse import Draft, Target
from intents.resolve import Allowed
from intents.timing import main_period
from intents.work import Refused, Work
from queries.answer import Note
from queries.compiler.allowed import same_members
from queries.query import Query, Rank, plain_analysis


def with_implied(work: Work, allowed: Allowed) -> list[Target]:
    """The breakdowns named, and those that other words ask for; raises Refused where the figures have none such."""
    draft, lexicon = work.draft, work.parse.lexicon
    targets = list(draft.by)
    if draft.mean and "mean_done" not in draft.flags:
        over = mean_target(draft)
        targets = [t for t in targets if t is not over]
    for flag in draft.flags:
        if flag.startswith("implied_target:"):
            targets.append(Target("dimension", flag.partition(":")[2], "rank", None, plural=True))
    if "who" in draft.flags and not targets:
        bought = "buying" in draft.flags and draft.filters  # "who bought laptops"
        if draft.rank is None and not draft.having and not bought:
            raise Refused(Note("no_breakdown", {}))
        buyers = (s.value for s in lexicon.implied("buyers") if s.kind == "dimension")
        people = (d.id for d in work.catalogue.dimensions.values() if d.person)
        person = next(buyers if "buying" in draft.flags else people, None)
        if person is None:
            raise Refused(Note("no_breakdown", {}))
        targets.append(Target("dimension", person, "who", None))
    asks_what = "buying" in draft.flags and "what" in draft.flags  # "what did Pars Foods buy"
    if asks_what and draft.rank is not None and targets and not draft.metrics:
        work.penalty += 10  # "what did our top customer buy" asks for more than who that is
    sold = "selling" in draft.flags and "where" not in draft.flags and not targets and not draft.metrics
    if sold and (draft.rank is not None or asks_what):
        things = (s for s in lexicon.implied("sellers") if s.kind == "dimension")
        targets += [Target("dimension", sense.value, "rank", None, plural=True) for sense in things][:1]
    if "come_from" in draft.flags or ("why" in draft.flags and not targets):
        role = "come_from" if "come_from" in draft.flags else "reason"
        for sense in lexicon.implied(role):
            if sense.kind in ("dimension", "generic"):
                target = Target(sense.kind, sense.value, "bare", None)
                found = allowed.dimension_of(target)
                if found is not None:
                    said = {one for one in map(allowed.dimension_of, targets) if one is not None}
                    alike = said & same_members(found, work.catalogue)  # "which channel do leads come from"
                    return targets if alike else [*targets, target]
        raise Refused(Note("no_reason" if role == "reason" else "no_source", {}))
    named = draft.rank.item if draft.rank is not None else None
    if "where" in draft.flags and not targets and draft.filters and named is not None and named.kind == "rank":
        raise Refused(Note("rank_of_one", {"metric": allowed.metrics[0].id}), *_all_ranked(work, allowed))
    if "where" in draft.flags and not targets:
        place = place_of(work, allowed)
        if place is None:
            raise Refused(Note("no_map", {"metrics": tuple(m.id for m in allowed.metrics)}))
        draft.chart = draft.chart or "map"
        targets.append(Target("dimension", place, "where", None))
    return targets


def _all_ranked(work: Work, allowed: Allowed) -> list[Query]:
    """ "where does Sara rank": everybody beside whom she stands, in order."""
    dimension = allowed.family_member(work.draft.filters[0])
    if dimension is None or len(work.draft.filters) > 1:
        return []
    metric = work.draft.order_by or allowed.metrics[0].id
    return [plain_analysis(Query((metric,), (dimension,), period=main_period(work), rank=Rank("top", None, metric)))]


def mean_target(draft: Draft) -> Target | None:
    """What a mean is taken over: "average sales per rep"."""
    return next((t for t in draft.by if t.how == "per"), None)


def place_of(work: Work, allowed: Allowed) -> str | None:
    """The breakdown that a map can show."""
    return next((d.id for d in work.catalogue.dimensions.values() if d.boundary and d.id in allowed.dimensions), None)
