"""What a headline says of a ranking: what part of the whole is listed, who is first, and who in each group."""

from __future__ import annotations

from bot.voice import Voice
from queries.answer import Answer, Value
from queries.catalogue.model import Simple, Stock
from queries.locale import list_text
from queries.query import Rank

_MOST = 4  # groups told of in one sentence


def listed_part(answer: Answer, voice: Voice) -> str:
    """Of how many the figure before it is, and how much of it the listed ones have; "" where all are listed.

    Without it the whole's figure would be taken for that of the "top 5" that were asked for.
    """
    rank, words = answer.query.rank, voice.words.headline
    if rank is None or rank.n is None or rank.nth or rank.within is not None or answer.query.bucket is not None:
        return ""
    count = answer.groups
    if count <= len(answer.rows):
        return ""
    facts = {"n": voice.value(len(answer.rows), "count"), "count": voice.value(count, "count")}
    part = _sum(answer, voice) if len(answer.rows) > 1 else None
    if part is None:
        return words["over_all"].format(**facts)
    value, share = part
    return words[f"{rank.order}_part"].format(value=value, share=voice.value(share, "percent"), **facts)


def _sum(answer: Answer, voice: Voice) -> tuple[str, float] | None:
    """What the listed ones have together, and its share; None for a figure that does not add up over groups."""
    if len(answer.query.metrics) != 1 or answer.query.transforms:
        return None
    metric = voice.catalogue.metrics.get(answer.query.metrics[0])
    index = answer.column("metric")
    if metric is None or index is None or not isinstance(metric.definition, Simple | Stock):
        return None
    if metric.definition.agg not in ("sum", "count"):
        return None
    whole = answer.totals.get(answer.columns[index].id)
    values = [row[index] for row in answer.rows]
    if not isinstance(whole, int | float) or not whole > 0:
        return None
    there = [float(value) for value in values if isinstance(value, int | float)]
    if len(there) != len(values) or any(value < 0 for value in there):
        return None
    return voice.value(sum(there), metric.unit), sum(there) / whole


def first_of(rank: Rank, answer: Answer, voice: Voice, index: int, first: str, value: Value) -> str:
    """Who is first, or at the place asked; `index` is the column that is told."""
    words, column = voice.words.headline, answer.columns[index]
    facts = {"first": first, "count": voice.value(answer.groups, "count")}
    facts["high"] = voice.value(value, column.unit)
    if rank.nth:
        return words[f"{rank.order}_nth"].format(n=voice.value(rank.n, "count"), **facts)
    if rank.by is not None and column.of != rank.by:
        return words[f"{rank.order}_by"].format(by=voice.inside(rank.by), metric=voice.inside(column.of), **facts)
    return words[rank.order].format(**facts)


def firsts_within(rank: Rank, answer: Answer, voice: Voice) -> str:
    """ "In Central Process Consulting is highest with $718K, in East …": the first of each group of a ranking."""
    words = voice.words.headline
    own = [i for i, c in enumerate(answer.columns) if c.role in ("dimension", "bucket")]
    group = next((i for i in own if answer.columns[i].of == rank.within), None)
    ranked = answer.column("metric", rank.by) if rank.by is not None else None
    if group is None or ranked is None or len(own) != 2 or rank.nth or rank.on != "value":
        return ""
    other = next(i for i in own if i != group)
    better = max if rank.order == "top" else min
    found: dict[Value, tuple[float, str]] = {}
    for row in answer.rows:
        value = row[ranked]
        if isinstance(value, int | float):
            one = (float(value), voice.cell(row[other], answer.columns[other], answer))
            found[row[group]] = better(found.get(row[group], one), one, key=lambda pair: pair[0])
    unit = answer.columns[ranked].unit
    told = [
        words[f"within_{rank.order}"].format(
            group=voice.cell(key, answer.columns[group], answer), first=first, high=voice.value(value, unit)
        )
        for key, (value, first) in list(found.items())[:_MOST]
    ]
    if len(found) > _MOST:
        told.append(words["within_more"].format(count=voice.value(len(found) - _MOST, "count")))
    return list_text(told, voice.language) if told else ""
