"""What every word of a question was read as: for the explain view, and to show that none was passed over."""

from __future__ import annotations

from collections.abc import Sequence

from intents.cover import Cover
from intents.islands import Island
from intents.parse import Draft
from intents.reading import Span
from intents.tokens import Token


def spans_of(question: str, draft: Draft, tokens: Sequence[Token], cover: Cover | None) -> tuple[Span, ...]:
    """The words in order: those with a part in the query, those that only join or carry nothing, those not read."""
    found = [(island.first, island.last, role, value) for island, role, value in draft.spans]
    told = {i for first, last, *_ in found for i in range(first, last)}
    unread = [item.island for item in draft.unread]
    found += [(one.first, one.last, "unread", "") for one in unread if told.isdisjoint(range(one.first, one.last))]
    told |= {i for one in unread for i in range(one.first, one.last)}
    for island in cover.islands if cover is not None else ():
        silent = all(tokens[i].kind == "punct" for i in range(island.first, island.last))
        if not silent and told.isdisjoint(range(island.first, island.last)):
            found.append((island.first, island.last, *_role(island)))
            told.update(range(island.first, island.last))
    left = [i for i, token in enumerate(tokens) if i not in told and token.kind != "punct"]
    found += [(i, i + 1, "unread", "") for i in left]
    spans = []
    for first, last, role, value in sorted(set(found)):
        start, end = tokens[first].start, tokens[last - 1].end
        spans.append(Span(start, end, question[start:end], role, value))
    return tuple(spans)


def _role(island: Island) -> tuple[str, str]:
    """What stands beside the parts of a query: a number told by the word beside it, words that tie others together."""
    if island.numeral is not None:
        return "number", f"{island.numeral.value:g}"
    if island.period is not None:
        return "period", island.period.rule
    return "filler", next((sense.kind for sense in island.senses if sense.kind != "filler"), "")
