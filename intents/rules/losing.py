"""Rules for what lies below zero: negative profit, unprofitable products, regions that lose money."""

from __future__ import annotations

from intents.parse import TARGET_KINDS, MetricUse, NumberUse, Parse


def negative(parse: Parse, i: int) -> int:
    """ "negative profit", "profit is positive": on which side of zero the figure beside it lies."""
    place = i + 1 if parse.kind(i + 1) == "metric" else i - 1
    while place < i and parse.kind(place) == "pronoun":
        place -= 1  # «سودشان منفی»
    if parse.kind(place) != "metric":
        return i
    metric = parse.value(place)
    draft, item = parse.draft, parse.items[place]
    if place > i:
        draft.metrics.append(MetricUse(metric, item, True, having_only=True))
        parse.mark(place, "having", metric)
    draft.having.append(NumberUse(metric, parse.value(i), 0.0, None, False, parse.items[i]))
    parse.mark(i, "having", parse.value(i))
    return max(i, place) + 1


def losing(parse: Parse, i: int) -> int:
    """ "unprofitable products", "states that lose money": those whose profit is below zero, where one is kept."""
    profit = next((s.value for s in parse.lexicon.implied("profit") if s.kind == "metric"), None)
    if profit is None or parse.items[i].either:
        return i
    draft, item = parse.draft, parse.items[i]
    of_some = any(parse.kind(j) in _OF_SOME for j in range(len(parse.items)))
    if parse.value(i) == "lost" and not of_some:
        draft.metrics.append(MetricUse(profit, item, joined=False))  # "did we lose money": the profit tells
        parse.mark(i, "metric", profit)
        return i + 1
    if parse.value(i) == "lost most":
        draft.ranking().order, draft.ranking().item = "most", item
    if all(use.id != profit for use in draft.metrics):
        draft.metrics.append(MetricUse(profit, item, True, having_only=True))
    op, amount, after = ">" if parse.value(i) == ">" else "<", 0.0, i + 1
    least, number = parse.role(after, "op"), parse.numeral(after + 1)
    if least is not None and number is not None:
        if least not in (">", ">=") or op != "<":
            return i
        op, amount, after = least.replace(">", "<"), -number.value, after + 2  # "losses over 1,000"
        parse.mark(after - 1, "having", f"{amount:g}")
    draft.flags |= {"losing"} if op[0] == "<" else set()
    draft.having.append(NumberUse(profit, op, amount, None, False, item))
    parse.mark(i, "having", op)
    return after


_OF_SOME = frozenset((*TARGET_KINDS, "which", "where"))
