"""Figures told by a verb that stands apart: "how many deals did Sara win" are deals won, not deals with a filter."""

from __future__ import annotations

from intents.lexicon import Lexicon
from intents.parse import Item, MetricUse, Parse


def join_verbs(parse: Parse) -> None:
    """Turn a figure and a condition into the figure the catalogue has for both."""
    draft = parse.draft
    conjoined = [parse.items[i + 1] for i in range(len(parse.items) - 1) if parse.kind(i) == "and"]
    for use in draft.metrics:
        said = (f for f in draft.filters if len(f.items) == 1 and not f.named and f.op == "in")
        for item in [*draft.conditions, *(f.items[0] for f in said)]:
            if any(item is other for other in conjoined):
                continue  # "leads won and lost" are not those lost
            figure = _figure_of(parse.lexicon, item, use)
            if figure is not None and figure != use.id:
                use.id = figure
                draft.conditions = [c for c in draft.conditions if c is not item]
                draft.filters = [f for f in draft.filters if f.items[0] is not item]
                draft.penalty -= 6
                break


def _figure_of(lexicon: Lexicon, verb: Item, use: MetricUse) -> str | None:
    if any(one.island.last - one.island.first > 1 for one in (verb, use.item)):
        return None
    words = (lexicon.stem(one.island.last_word) for one in (verb, use.item))
    return next((s.value for s in lexicon.spread.get(" ".join(words), ()) if s.kind == "metric"), None)
