"""Questions of how many that a sum of money would not answer: "how many laptops did we sell" is no revenue."""

from __future__ import annotations

from dataclasses import replace

from intents.kinship import is_plain_count
from intents.member_phrases import phrase_words, phrases_of
from intents.members_counted import counts_members, pieces_of
from intents.parse import CONTENT_KINDS, Item, MemberUse
from intents.ratios import is_deed
from intents.work import Refused, Work
from queries.answer import Note
from queries.catalogue.figures import ratio_parts
from queries.catalogue.model import Simple
from queries.query import Query


def check_counted_amounts(work: Work, query: Query) -> None:
    """Raise Refused where things are counted and every figure read is an amount of money, or theirs is a rate."""
    _check_counted_again(work, query)
    _check_counted_rates(work, query)
    metrics = [work.catalogue.metrics[name] for name in query.metrics]
    over_counts = len(query.metrics) == 1 and ratio_parts(query.metrics[0])  # of "spend to number of orders"
    if not metrics or over_counts or any(metric.unit != "currency" for metric in metrics):
        return
    counting, money = work.parse.lexicon.ties("counting"), work.parse.lexicon.ties("money")
    for item in work.parse.items:
        said = set(item.before)
        if item.kind in ("member", "metric", "condition") and counting & said and not money & said:
            counted = [replace(query, metrics=(name,)) for name in _amounts_counted(work, metrics[0].id)]
            raise Refused(Note("no_count", {"metric": metrics[0].id}), *counted, query)


def check_pieces(work: Work, query: Query) -> None:
    """Raise Refused of "how many products did we sell": so many pieces, or so many different ones."""
    parse, pieces = work.parse, pieces_of(work.parse)
    if pieces is None or len(query.metrics) != 1 or query.metrics[0] == pieces:
        return
    counting = parse.lexicon.ties("counting")
    asked = [use for use in work.draft.metrics if use.id == query.metrics[0] and counting & set(use.item.before)]
    sold = any(is_deed(work, use) for use in work.draft.metrics)
    things = (s.value for s in parse.lexicon.implied("sellers") if s.kind == "dimension")
    if asked and sold and any(counts_members(parse, query.metrics[0], thing) for thing in things):
        raise Refused(Note("pieces_or_kinds", {"metric": query.metrics[0]}), replace(query, metrics=(pieces,)), query)


def _check_counted_rates(work: Work, query: Query) -> None:
    """ "how many churned" asks for no rate, "how many tickets did we close" for no time."""
    counting, durations = work.parse.lexicon.ties("counting"), work.parse.lexicon.durations
    timed = durations if "how_long" not in work.draft.flags else frozenset[str]()
    rates = {name for name in query.metrics if work.catalogue.metrics[name].unit == "percent"} | timed
    for item in work.parse.items:
        rate = item.kind == "metric" and item.value in rates & {*query.metrics} and not _says_percent(work, item)
        if rate and counting & set(item.before):
            counted = [
                replace(query, metrics=tuple(name if metric == item.value else metric for metric in query.metrics))
                for name in _counts_named(work, item)
            ]
            code = "time_or_count" if item.value in timed else "rate_or_count"
            raise Refused(Note(code, {"metric": item.value}), *counted, query)


def _amounts_counted(work: Work, amount: str) -> list[str]:
    """What says how many there were of what an amount is the price of: units sold of revenue."""
    definition = work.catalogue.metrics[amount].definition
    return [
        metric.id
        for metric in work.catalogue.metrics.values()
        if isinstance(definition, Simple)
        and isinstance(metric.definition, Simple)
        and (metric.unit, metric.definition.agg, metric.hidden) == ("count", "sum", False)
        and (metric.definition.table, metric.definition.where) == (definition.table, definition.where)
    ]


def _says_percent(work: Work, item: Item) -> bool:
    """Whether the rate is called "percent of …" itself: "how many percent of tickets were escalated" asks for it."""
    first = item.sense.text.split()[:1] if item.sense is not None else []
    return any(set(first) & language.percent for language in work.parse.lexicon.languages)


def _check_counted_again(work: Work, query: Query) -> None:
    """ "how many tickets did we get and how many were resolved": two counts, of which no figure says the second."""
    parse, counting = work.parse, work.parse.lexicon.ties("counting")
    left = {id(told) for told in work.draft.conditions} | {id(i) for f in work.draft.filters for i in f.items}
    for place, item in enumerate(parse.items):
        again = place > 0 and parse.kind(place - 1) == "and" and counting & set(item.before)
        if again and id(item) in left and any(parse.kind(i) == "metric" for i in range(place)):
            raise Refused(Note("counted_again", {}), query)


def _counts_named(work: Work, item: Item) -> list[str]:
    """The counts in whose names the word of a rate stands: churned customers for churn."""
    lexicon, catalogue = work.parse.lexicon, work.catalogue
    word = lexicon.stem(item.island.last_word)
    found = []
    for metric in catalogue.metrics.values():
        stems = {lexicon.stem(part) for name in phrases_of(metric.words) for part in phrase_words(name)}
        if metric.unit == "count" and word in stems:
            found.append(metric.id)
    return found[:_MOST]


_MOST = 2


def check_counted_members(work: Work, query: Query) -> None:
    """Raise Refused where people or things of a member are counted and its scorecard would be the answer."""
    if query.analysis != "scorecard" or work.draft.metrics:
        return
    counting = work.parse.lexicon.ties("counting")
    for item in work.parse.items:
        if not counting & set(item.before):
            continue
        if item.kind == "dimension":
            raise Refused(Note("count_of_members", {"dimension": item.value}))
        if item.kind == "member" and item.sense is not None:
            raise Refused(Note("count_of_members", {"dimension": item.sense.dimensions[0]}))


def counts_itself(work: Work, named: MemberUse, item: Item) -> bool:
    """A plural that can be members of nothing else: "meetings per week", but neither "services" nor "referrals"."""
    senses = [s for s in item.island.senses if s.kind in CONTENT_KINDS]
    figures = {m for d in named.dimensions if (m := work.catalogue.dimensions[d].metric)}
    alone = all(s.kind == "member" and s.dimensions == senses[0].dimensions for s in senses)
    written = item.sense is not None and not item.sense.bent and not named.named and named.op == "in"
    return item.plural and alone and written and len(figures) == 1 and is_plain_count(work.catalogue, min(figures))
