"""The profile: which attributes are more frequent among a subset than among its base, strongest first."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from datetime import date
from math import sqrt

from queries.analyses.cells import Labels, add_labels, number
from queries.answer import Answer, Column, Note
from queries.cannot import refuse
from queries.catalogue.model import Profile
from queries.dataset import Dataset
from queries.query import Query
from queries.run import answer

FEWEST = 5
SURE = 1.96  # standard errors: so large a difference comes by chance in one case of forty
_COLUMNS = (
    Column("attribute", "text", "text", "attribute"),
    Column("member", "text", "text", "member"),
    Column("count", "text", "count", "count"),
    Column("base_count", "text", "count", "base_count"),
    Column("share", "text", "percent", "share"),
    Column("base_share", "text", "percent", "base_share"),
    Column("lift", "text", "points", "lift"),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the answer, in the order of its columns."""

    attribute: str
    member: str
    count: int
    base_count: int
    share: float
    base_share: float
    lift: float


def profile(query: Query, dataset: Dataset, today: date) -> Answer:
    """Rows: attribute (a dimension's id), member, count in the subset and in the base, both shares, their quotient.

    Left out are members with fewer than five in either, without more than their share, and those whose difference may
    be chance. Shares are of those whose attribute is known.
    """
    found = _profile_of(query, dataset)
    found_rows: list[_Row] = []
    first: Answer | None = None
    for attribute in found.attributes:
        counted = answer(
            replace(query, analysis="breakdown", metrics=(found.subset, found.base), by=(attribute,)), dataset, today
        )
        first = first or counted
        found_rows += _over_represented(attribute, counted)
    assert first is not None
    found_rows.sort(key=lambda row: (-row.lift, row.attribute, row.member))
    labels: Labels = {}
    for row in found_rows:
        add_labels(labels, row.attribute, (row.member,), dataset)
    notes = first.notes if found_rows else (*first.notes, Note("nothing_stands_out", {"metric": found.subset}))
    return Answer(
        query=replace(query, metrics=(found.subset,)),
        columns=_COLUMNS,
        rows=tuple(astuple(row) for row in found_rows),
        period=first.period,
        data_through=dataset.through,
        notes=notes,
        sql=first.sql,
        parameters=first.parameters,
        labels=labels,
    )


def _profile_of(query: Query, dataset: Dataset) -> Profile:
    profiles = dataset.catalogue.profiles.values()
    for found in profiles:
        if not query.metrics or query.metrics[0] == found.subset:
            return found
    raise refuse("no_profile", metrics=query.metrics, known=tuple(p.subset for p in profiles))


def _over_represented(attribute: str, counted: Answer) -> list[_Row]:
    """The members that are clearly more frequent in the subset."""
    known = [(str(m), number(n) or 0.0, number(base) or 0.0) for m, n, base in counted.rows if m is not None]
    whole, whole_base = sum(n for _, n, _ in known), sum(base for _, _, base in known)
    rows: list[_Row] = []
    for member, count, base in known:
        if count < FEWEST or base < FEWEST:
            continue
        share, base_share = count / whole, base / whole_base
        if share > base_share and _sure(share, whole, base_share, whole_base):
            rows.append(_Row(attribute, member, round(count), round(base), share, base_share, share / base_share))
    return rows


def _sure(share: float, whole: float, base_share: float, whole_base: float) -> bool:
    """Whether two shares differ by more than chance would make them (the usual test of two proportions)."""
    pooled = (share * whole + base_share * whole_base) / (whole + whole_base)
    error = sqrt(pooled * (1 - pooled) * (1 / whole + 1 / whole_base))
    return error > 0 and (share - base_share) / error >= SURE
