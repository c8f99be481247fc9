"""Shares whose parts stand beside them: an operating margin is the profit by the sales, never the mean of margins."""

from __future__ import annotations

from itertools import islice, permutations

from queries.guessing.candidate import Candidate, Context, ratio
from queries.guessing.entity import Entity, column_sql
from queries.guessing.fields import Field, Role
from queries.guessing.headings import label_of
from queries.guessing.takings import expression_of

_NEARLY = 0.98
_CLOSE = 0.006
"""Shares are written rounded to a percent or half of one."""
_MOST = 56


def divide_shares(entity: Entity, context: Context) -> None:
    """Make ratios of the means of columns that are, row by row, one amount by another."""
    for one in entity.of_role(Role.MEAN):
        if one.unit != "percent":
            continue
        mean = _figure(entity, one, "avg", context)
        parts = _parts(entity, one, context) if mean is not None else None
        if mean is None or parts is None:
            continue
        top, bottom = parts
        said = " ".join(one.spoken)
        mean.values = ratio(top.id, bottom.id, "percent", str(mean.values.get("good", "none")))
        mean.words, mean.label, mean.persian = one.spoken, label_of(one.spoken), ""
        mean.synonyms = (f"average {said}", f"mean {said}", *mean.synonyms)
        mean.why = f"{top.english} by {bottom.english.lower()}, which {one.name} is in every row."
        context.draft.note(
            "guessed", f"{entity.id}.{one.name}: {top.id} by {bottom.id} row by row, and so over any rows"
        )


def _parts(entity: Entity, share: Field, context: Context) -> tuple[Candidate, Candidate] | None:
    """The two sums that a share is made of in nearly every row."""
    sums = [
        (one, figure)
        for one in entity.of_role(Role.SUM)
        if (figure := _figure(entity, one, "sum", context)) is not None and not one.column.constant
    ]
    pairs = [
        (first, second)
        for first, second in islice(permutations(sums, 2), _MOST)
        if first[0].unit == second[0].unit  # money by money, clicks by views
    ]
    if not pairs:
        return None
    told, share_sql = [], expression_of(share)
    for (top, _), (bottom, _) in pairs:
        one, other = expression_of(top), expression_of(bottom)
        told.append(f"count(*) FILTER (abs({one} / nullif({other}, 0) - {share_sql}) <= {_CLOSE})")
    rows, *near = context.look(
        f"SELECT count(*) FILTER ({share_sql} <> 0), {', '.join(told)} FROM {column_sql(entity.table.name)} "  # noqa: S608 - quoted names
        f"WHERE {share_sql} <> 0"
    )[0]
    best = max(range(len(pairs)), key=lambda place: int(near[place]))
    if not int(rows) or int(near[best]) < _NEARLY * int(rows):
        return None
    (_, top_figure), (_, bottom_figure) = pairs[best]
    return top_figure, bottom_figure


def _figure(entity: Entity, one: Field, agg: str, context: Context) -> Candidate | None:
    """The figure of a column."""
    for found in context.found:
        values = found.values
        plain = values.get("agg") == agg and "where" not in values and "stock" not in values
        if values.get("table") == entity.id and plain and values.get("expr") == expression_of(one):
            return found
    return None
