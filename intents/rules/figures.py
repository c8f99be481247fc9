"""Rules for figures: metrics, shares, sums, means, running totals."""

from __future__ import annotations

from intents.kinship import is_count
from intents.parse import Item, MetricUse, Parse
from intents.rules import breakdowns, comparisons, rankings
from queries.answer import Note
from queries.catalogue.statistics import row_mean


def metric(parse: Parse, i: int) -> int:
    """A figure of the catalogue."""
    draft, item = parse.draft, parse.items[i]
    before = i - 2 if parse.kind(i - 1) == "performance" else i - 1  # "orders and did we sell"
    joined = "next_joined" in draft.flags or parse.kind(before) in ("and", "vs", "compare")
    if "compare" in draft.flags and parse.lexicon.ties("against") & set(item.before):
        joined = True
        draft.flags.add("vs_figure")
    draft.flags.discard("next_joined")
    if _has_under(parse, i):
        draft.penalty += 20  # "ratio of profit to orders" is of two figures, not the "profit ratio"
    if parse.lexicon.ties("again") & set(item.before) and draft.metrics:
        joined = True  # «هم درآمد هم سود»
    joined = joined or ("ratio" in draft.flags and bool(draft.metrics))
    for id in _statistics_before(parse, i) or (item.value,):
        if all(use.id != id or use.having_only for use in draft.metrics):
            draft.metrics.append(MetricUse(id, item, joined))
            joined = True
    said = set(item.sense.text.split()) if item.sense is not None else set()
    if "who" in draft.flags and parse.lexicon.ties("placing") & (said | set(item.before)):
        draft.flags.add("buying")  # "who placed the most orders": a customer
    if item.plural and parse.lexicon.ties("size") & set(item.before) and is_count(parse.catalogue, item.value):
        draft.penalty += 10  # "how big are our deals" asks for no count of them
    if _names_buying(parse, item) and (_asks_for_things(parse) or _lists_things(parse, i)):
        draft.penalty += 10
    parse.mark(i, "metric", item.value)
    return i + 1


def _statistics_before(parse: Parse, i: int) -> tuple[str, ...]:
    """The figures of "average and median price": of a mean of rows, other statistics of the same rows."""
    said: list[str] = []
    j = i - 1
    while (one := parse.role(j, "mean")) is not None and (not said or parse.kind(j + 1) == "and"):
        said.insert(0, one)
        j -= 2 if parse.kind(j - 1) == "and" else 1
    figures, metric = parse.catalogue.metrics, parse.catalogue.metrics[parse.value(i)]
    if not parse.draft.means or set(said) <= {"mean"}:
        return ()
    if row_mean(metric, figures) is None or parse.says(parse.items[i], "mean"):
        return ()  # the "maximum average price" may be that of the best month
    parse.draft.means = []
    return tuple(metric.id if one == "mean" else f"{metric.id}__{one}" for one in said)


def _has_under(parse: Parse, i: int) -> bool:
    """A figure that is called a ratio, "to" something after it."""
    if parse.kind(i + 1) not in ("metric", "dimension", "generic"):
        return False
    return parse.says(parse.items[i], "ratio") and bool(parse.lexicon.ties("over") & set(parse.items[i + 1].before))


def _names_buying(parse: Parse, item: Item) -> bool:
    return item.sense is not None and bool(parse.lexicon.ties("buying") & set(item.sense.text.split()))


def _asks_for_things(parse: Parse) -> bool:
    """ "what do customers buy" asks for no count of customers."""
    return parse.kind(0) == "which" and parse.value(0) == "what"


def _lists_things(parse: Parse, i: int) -> bool:
    """ "customers who bought laptops and monitors" may have bought both, or either."""
    listed = (parse.kind(i + 1), parse.kind(i + 2), parse.kind(i + 3)) == ("member", "and", "member")
    return listed and parse.value(i + 2) == "and"


def deed(parse: Parse, i: int) -> int:
    """ "close" of "how many deals did each team close": which figure it makes of them, is seen at the end."""
    parse.draft.deeds.append(parse.items[i])
    return i + 1


def share(parse: Parse, i: int) -> int:
    """share of, percent of total."""
    if "share" not in parse.draft.transforms:
        parse.draft.transforms.append("share")
    if parse.kind(i - 1) == "me":
        parse.draft.flags.add("share_of_me")
    parse.draft.flags |= _of_other(parse, i)
    if any(sense.kind == "metric" for sense in parse.items[i].island.senses):
        parse.draft.penalty += 10  # "contribution" is a figure of the catalogue rather than a share
    sense = parse.items[i].sense
    if sense is not None and sense.text in parse.lexicon.ties("rate"):
        parse.draft.flags.add("share_or_rate")
    parse.mark(i, "transform", "share")
    return i + 1


def _of_other(parse: Parse, i: int) -> set[str]:
    """ "clicks as % of impressions", "share of clicks in impressions", "what share of impressions are clicks"."""
    asked, following = {use.id for use in parse.draft.metrics}, parse.kind(i + 1) == "metric"
    if not following or parse.kind(i - 1) in ("and", "vs"):
        return set()
    if asked:
        return {"share_of_other"} if parse.value(i + 1) not in asked else set()
    if parse.kind(i + 2) != "metric" or parse.value(i + 2) == parse.value(i + 1):
        return set()
    between = set(parse.items[i + 2].before)
    if parse.lexicon.ties("being") & between:
        return {"share_of_other", "whole_first"}
    return {"share_of_other"} if parse.lexicon.ties("whole") & between else set()


def ratio(parse: Parse, i: int) -> int:
    """ratio of X to Y, the X to Y ratio: one figure over the other."""
    after = [j for j in (i + 1, i + 2) if parse.kind(j) == "metric"]
    before = [j for j in (i - 2, i - 1) if parse.kind(j) == "metric" and not parse.items[i].before]
    pair = after if len(after) == 2 else before
    if len(pair) < 2 or not parse.lexicon.ties("over") & set(parse.items[pair[1]].before):
        return i
    parse.draft.flags.add("ratio")
    for use in parse.draft.metrics[1:]:
        use.joined = True
    parse.mark(i, "transform", "ratio")
    return i + 1


def averaged(parse: Parse, i: int) -> int:
    """above average, below the average."""
    parse.draft.flags.add(f"{parse.value(i)}_average")
    parse.mark(i, "having", "average")
    return i + 1


def percent_sign(parse: Parse, i: int) -> int:
    """ "churn %", "% win rate": a figure that is a percentage anyway."""
    beside = [j for j in (i - 1, i + 1) if parse.kind(j) == "metric" and (j < i or not parse.items[j].before)]
    return i + 1 if any(parse.catalogue.metrics[parse.value(j)].unit == "percent" for j in beside) else i


def attained(parse: Parse, i: int) -> int:
    """ "what percent of our target did we hit": the verb of a share of a goal says nothing more."""
    goals = {m.goal for m in parse.catalogue.metrics.values()} | {
        m.attainment for m in parse.catalogue.metrics.values()
    }
    kept = {m.goal for m in parse.catalogue.metrics.values() if m.goal}
    wanted = parse.lexicon.ties("towards") & set(parse.items[i].before)  # "how much do we need to hit target"
    ahead = any(item.kind == "metric" and item.value in kept for item in parse.items[i:])
    if ahead and not parse.draft.metrics and not wanted:
        return comparisons.actual(parse, i)  # "did we reach our October target"
    of_goal = any(use.id in goals for use in parse.draft.metrics)
    rate = any(parse.catalogue.metrics[use.id].unit == "percent" for use in parse.draft.metrics)
    if not of_goal or not (rate or "share" in parse.draft.transforms):
        return i
    parse.draft.flags.add("attained")
    return i + 1


def reached(parse: Parse, i: int) -> int:
    """«به هدف این ماه رسیدیم؟»: the goal is held against what was reached."""
    goals = {m.goal for m in parse.catalogue.metrics.values()}
    alone, towards = parse.role(i, "reached") in ("hit", "missed"), parse.lexicon.ties("reached")
    if not any(use.id in goals and (alone or towards & set(use.item.before)) for use in parse.draft.metrics):
        return i
    return comparisons.actual(parse, i)


def running_total(parse: Parse, i: int) -> int:
    """cumulative, running total."""
    parse.draft.transforms.append("running_total")
    parse.mark(i, "transform", "running_total")
    return i + 1


def moving_average(parse: Parse, i: int) -> int:
    """3-month moving average, 7 day rolling average of."""
    draft = parse.draft
    parse.mark(i, "transform", "moving_average")
    draft.flags.add("moving")
    after = i + 1
    numeral = parse.numeral(after)
    if numeral is not None and parse.kind(after + 1) == "grain":
        draft.moving = int(numeral.value)
        draft.flags.add(f"moving_unit:{parse.value(after + 1)}")
        return after + 2
    return after


def moving_window(parse: Parse, i: int) -> int:
    """The "3-month" before a moving average."""
    numeral = parse.numeral(i)
    if numeral is None:
        return i
    if parse.kind(i + 1) in ("grain",) and parse.kind(i + 2) == "moving_average":
        parse.draft.moving = int(numeral.value)
        parse.draft.flags.add(f"moving_unit:{parse.value(i + 1)}")
        parse.mark(i, "transform", str(int(numeral.value)))
        return i + 2
    if parse.kind(i + 1) == "moving_average":
        parse.draft.moving = int(numeral.value)
        return i + 1
    return i


def mean(parse: Parse, i: int) -> int:
    """average, median, maximum, minimum of what follows."""
    last = all(item.kind == "and" for item in parse.items[i + 1 :])  # "what does CAC mean, please"
    if last and parse.draft.metrics and parse.role(i, "define") is not None:
        return i  # "what does CAC mean"
    if parse.role(i, "mean") in ("max", "min") and parse.kind(i + 1) in ("grain", "cycle"):
        return rankings.peak(parse, i)
    if parse.kind(i + 1) == "change":
        parse.draft.problem = parse.draft.problem or Note("transforms_together", {})  # "average growth per month"
    said = parse.role(i, "mean") or "mean"
    parse.draft.means.append(said)
    parse.mark(i, "transform", said)
    if parse.kind(i + 1) == "grain" and not parse.items[i + 1].plural and not parse.items[i + 1].before:
        return breakdowns.adverb_grain(parse, i + 1)  # "sales in an average week"
    return i + 1
