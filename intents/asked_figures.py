"""Which figures a draft asks for: those named, the target beside the actual, or the one that is implied."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from intents.amounts import with_amounts
from intents.averages import with_sums_averaged
from intents.counting import counts_itself
from intents.kinship import is_count, is_plain_count, is_subject_of, main_metric, stands
from intents.member_phrases import phrase_words
from intents.parse import Item, MetricUse, Target
from intents.per_each import with_ratios_kept
from intents.ratios import UNJOINED, is_deed, without_deeds
from intents.resolve import allowed_for
from intents.specials import reason_figure
from intents.work import Refused, Work
from queries.answer import Note
from queries.catalogue.model import Catalogue, Metric, Simple, Stock


def asked_figures(work: Work) -> tuple[str, ...]:
    """The figures of a draft, with the targets and attainments that belong to them; raises Refused."""
    draft, catalogue = work.draft, work.catalogue
    uses = _without_subjects(work, [use for use in draft.metrics if not use.having_only] or draft.metrics)
    owner = _held_to_goal(work)
    if owner is not None:
        if not draft.by and not draft.flags & {"who", "alert"} and all(not use.listed for use in draft.filters):
            # "are we above target" asks how it stands, whichever way the answer falls.
            draft.having = [use for use in draft.having if not use.attainment]
            return tuple(_with_target(owner))
        uses = [use for use in uses if use.id not in (owner.goal, owner.attainment)]
    uses = with_ratios_kept(work, with_sums_averaged(work, uses))
    uses = without_deeds(work, with_amounts(work, _paid_by_buyers(work, uses)))
    for use in uses[1:]:
        if not use.joined:
            # Two figures side by side without "and": not read as a list silently.
            work.penalty += UNJOINED
            work.assumed.append(Note("unjoined", {"metric": use.id}))
    metrics = list(dict.fromkeys(use.id for use in uses))
    if "why" in draft.flags and not draft.flags & {"change", "changed"} and len(metrics) == 1:
        metrics = [reason_figure(work, metrics[0]) or metrics[0]]
    metrics = against_target(work, metrics)
    if not metrics:
        metrics = [_implied_metric(work)]
    # The "satisfaction score by plan" is no score of each score.
    owned = [t for t in draft.by if t.kind == "dimension" and t.how == "bare" and len(draft.by) > 1]
    told = [t for t in owned if any(_is_mean_of(catalogue, metric, t.value) for metric in metrics)]
    draft.by = [target for target in draft.by if target not in told]
    return tuple(m for m in metrics if m in catalogue.metrics)


def _without_subjects(work: Work, uses: list[MetricUse]) -> list[MetricUse]:
    """Figures without those that only name what another is about: "conversion rate of leads", "reasons for leads"."""
    kept = []
    for position, use in enumerate(uses):
        others = [other for other in uses if other is not use]
        tied = use.joined if position else any(other.joined for other in others)
        counted = work.parse.lexicon.ties("counting") & set(use.item.before)
        tied = tied or any(counted and is_deed(work, other) for other in others)  # «چند محصول فروخته شد»
        owned = not use.item.plural or _belongs(work, use.item) or "how_long" in work.draft.flags
        about = [other for other in others if is_subject_of(work.catalogue, use.id, other.id)]
        if tied or not owned or not about or any(_narrows(work, use, other) for other in about):
            kept.append(use)
    if len(kept) == 1 and is_plain_count(work.catalogue, kept[0].id):
        for target in work.draft.by:
            own = work.catalogue.dimensions[target.value].metric if target.kind == "dimension" else None
            if target.how in ("bare", "rank", "which") and (told := _told_by(work, kept[0], target)) is not None:
                return [replace(kept[0], id=told)]
            if own and target.how in ("bare", "rank", "which") and is_subject_of(work.catalogue, kept[0].id, own):
                return [replace(kept[0], id=own)]
    return kept


def _narrows(work: Work, use: MetricUse, other: MetricUse) -> bool:
    """The "age of active employees" is not that of all: "active" tells which, and the figure is of no moment."""
    several = use.item.island.last - use.item.island.first > 1
    momentary = isinstance(work.catalogue.metrics[use.id].definition, Stock)
    return several and momentary and not stands(work.catalogue, other.id)


def _told_by(work: Work, use: MetricUse, target: Target) -> str | None:
    """ "reasons for losing deals" are of deals lost: the breakdown's name has the word that tells which deals."""
    if target.kind != "dimension" or use.item.island.last - use.item.island.first > 1:
        return None
    lexicon, words = work.parse.lexicon, work.catalogue.dimensions[target.value].words
    noun = lexicon.stem(use.item.island.last_word)
    if not any(sense.kind == "metric" for sense in lexicon.senses(noun)):
        return None
    said = {lexicon.stem(word) for label in words.label.values() for word in phrase_words(label)}
    found = {
        sense.value
        for word in said
        for sense in lexicon.spread.get(f"{word} {noun}", ())
        if sense.kind == "metric" and sense.value != use.id and is_count(work.catalogue, sense.value)
    }
    return found.pop() if len(found) == 1 else None


def _held_to_goal(work: Work) -> Metric | None:
    """The figure whose attainment is a condition: "reps below quota"; None where other figures are conditions too."""
    draft = work.draft
    attained = [use.metric for use in draft.having if use.attainment]
    if len(attained) != 1 or len(draft.having) > 1:
        return None
    owner = next(m for m in work.catalogue.metrics.values() if m.attainment == attained[0])
    asked = {use.id for use in draft.metrics if not use.having_only}
    return owner if asked <= {owner.id, owner.goal, owner.attainment} else None


def _paid_by_buyers(work: Work, uses: list[MetricUse]) -> list[MetricUse]:
    """ "customers who spent over 100k": what they spent is what was sold to them, where no other spending is theirs."""
    catalogue, lexicon, draft = work.catalogue, work.parse.lexicon, work.draft
    buyers = {s.value for s in lexicon.implied("buyers") if s.kind == "dimension"}
    named = any(t.kind == "dimension" and t.value in buyers for t in draft.by) or any(
        buyers & set(use.dimensions) for use in draft.filters
    )
    sold = next((s.value for s in lexicon.implied("selling") if s.kind == "metric"), None)
    picked = draft.having or draft.rank or any(buyers & set(use.dimensions) for use in draft.filters)
    if not named or sold is None or not picked:
        return uses
    changed = []
    for use in uses:
        words = phrase_words(use.item.sense.text) if use.item.sense else []
        paid = {lexicon.stem(word) for word in words if word not in lexicon.gaps} <= lexicon.ties("paying")
        theirs = bool(buyers & catalogue.metrics[use.id].dimensions)
        if paid and not theirs and not lexicon.ties("ourselves") & set(words):
            draft.having = [replace(h, metric=sold) if h.metric == use.id else h for h in draft.having]
            use = replace(use, id=sold)
        changed.append(use)
    return changed


def _belongs(work: Work, item: Item) -> bool:
    """ "… of leads", "… of enterprise leads"."""
    items = work.parse.items
    place = next(i for i, one in enumerate(items) if one is item)
    before = items[place - 1] if place and items[place - 1].kind == "member" else item
    return bool(work.parse.lexicon.ties("subject") & {*item.before, *before.before})


def against_target(work: Work, metrics: list[str]) -> list[str]:
    """The figures with the target and attainment where actual and target are held together; raises Refused."""
    draft, catalogue = work.draft, work.catalogue
    goals = {m.goal: m for m in catalogue.metrics.values() if m.goal and not m.hidden}
    versus = "vs_figure" in draft.flags or "actual" in draft.flags
    if not versus:
        return metrics
    main = main_metric(catalogue)
    if "actual" in draft.flags and not metrics and main is not None and catalogue.metrics[main].goal:
        return _with_target(catalogue.metrics[main])
    if "actual" in draft.flags:
        owners = [goals[m] for m in metrics if m in goals]
        if len(metrics) == 1 and owners:
            return _with_target(owners[0])
        kept = [catalogue.metrics[m] for m in metrics if catalogue.metrics[m].goal]
        if len(metrics) == 1 and kept:
            return _with_target(kept[0])
        if len(metrics) == 2 and owners and owners[0].id in metrics:
            return _with_target(owners[0])
        raise Refused(Note("no_goal", {"metrics": tuple(metrics)}))
    for metric in metrics:
        if metric in goals:
            owner = goals[metric]
            if metrics == [metric]:
                return _with_target(owner)
            others = [m for m in metrics if m not in (metric, owner.id, owner.attainment)]
            if others:
                raise Refused(Note("no_goal", {"metrics": tuple(others)}))
            if owner.id in metrics:
                return _with_target(owner)
    return metrics


def _with_target(metric: Metric) -> list[str]:
    return [m for m in (metric.id, metric.goal, metric.attainment) if m]


def _is_mean_of(catalogue: Catalogue, metric: str, dimension: str) -> bool:
    """Whether a figure is the mean of the very numbers that are a breakdown's members."""
    definition, known = catalogue.metrics[metric].definition, catalogue.dimensions[dimension]
    if not isinstance(definition, Simple) or definition.agg != "avg" or not isinstance(definition.expr, exp.Column):
        return False
    return (definition.table, definition.expr.name) == (known.table, known.column)


def _implied_metric(work: Work) -> str:
    """The figure meant where only a dimension is named: its own, or for a ranking the catalogue's first that has it."""
    draft, catalogue = work.draft, work.catalogue
    attained = next((use.metric for use in draft.having if use.attainment), None)
    if attained is not None:
        return attained
    if "selling" in draft.flags:
        for sense in work.parse.lexicon.implied("selling"):
            if sense.kind == "metric":
                return sense.value
        raise Refused(Note("no_metric", {}))
    if "popular" in draft.flags:
        for sense in work.parse.lexicon.implied("popular"):
            allowed = allowed_for(catalogue, [sense.value]) if sense.kind == "metric" else None
            if allowed is not None and all(allowed.dimension_of(target) is not None for target in draft.by):
                work.assumed.append(Note("metric", {"metric": sense.value}))
                return sense.value
        raise Refused(Note("no_metric", {}))
    for target in draft.by:
        if target.kind == "dimension":
            own = catalogue.dimensions[target.value].metric
            if own is not None:
                return own
    counting = work.parse.lexicon.ties("counting")
    for named in draft.filters:
        own = next((m for d in named.dimensions if (m := catalogue.dimensions[d].metric)), None)
        item = named.items[0]
        if own is not None and (counting & set(item.before) or counts_itself(work, named, item)):
            return own  # "how many calls", "calls by rep": interactions that are calls
    for told in draft.conditions:
        filtered = catalogue.conditions[told.value].filters
        figures = {m for one in filtered if (m := catalogue.dimensions[one.dimension].metric)}
        if len(figures) == 1 and (counting & set(told.before) or told.plural):
            return figures.pop()  # "how many VIPs"
    grown = bool(draft.flags & {"change", "changed"}) and "why" not in draft.flags  # "did we grow"
    if draft.rank is not None or grown:
        sold = (s.value for s in work.parse.lexicon.implied("selling") if s.kind == "metric") if grown else iter(())
        main = next(sold, main_metric(catalogue))
        if main is not None and all(
            allowed_for(catalogue, [main]).dimension_of(target) is not None for target in draft.by
        ):
            amounts = work.parse.lexicon.ties("amount")
            said = any(amounts & {*item.before, *item.behind} for item in work.parse.items)
            if said and is_count(catalogue, main):
                raise Refused(Note("no_metric", {}))  # "order total by brand" asks for no number of orders
            work.assumed.append(Note("metric", {"metric": main}))
            work.penalty += 6
            return main
    raise Refused(Note("no_metric", {}))
