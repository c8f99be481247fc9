"""Figures told by a verb that stands apart: "how many deals did Sara win" are deals won, not deals with a filter."""

from __future__ import annotations

from intents.lexicon import Lexicon
from intents.parse import Draft, Item, MetricUse


def join_verbs(draft: Draft, lexicon: Lexicon) -> None:
    """Turn a figure and a condition into the figure the catalogue has for both."""
    for use in draft.metrics:
        for item in [*draft.conditions, *(f.items[0] for f in draft.filters if len(f.items) == 1 and not f.named)]:
            figure = _figure_of(lexicon, item, use)
            if figure is not None and figure != use.id:
                use.id = figure
                draft.conditions = [c for c in draft.conditions if c is not item]
                draft.filters = [f for f in draft.filters if f.items[0] is not item]
                draft.penalty -= 6
                break


def _figure_of(lexicon: Lexicon, verb: Item, use: MetricUse) -> str | None:
    if verb.island.last - verb.island.first > 1:
        return None
    words = (lexicon.stem(one.island.last_word) for one in (verb, use.item))
    return next((s.value for s in lexicon.spread.get(" ".join(words), ()) if s.kind == "metric"), None)
