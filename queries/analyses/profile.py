"""The profile: which attributes are more frequent among a subset than among its base, strongest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from math import sqrt
from statistics import NormalDist

from queries.analyses.cells import Labels, add_labels, number
from queries.answer import Answer, Column, Note
from queries.cannot import refuse
from queries.catalogue.model import Profile
from queries.dataset import Dataset
from queries.query import Query
from queries.run import answer

FEWEST = 5
CHANCE = 0.05  # of what is told, so much may be chance: with many members looked at, some stand out by luck alone
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
    be chance, given how many were looked at. Shares are of those whose attribute is known.
    """
    found = _profile_of(query, dataset)
    looked_at: list[tuple[float, _Row]] = []
    first: Answer | None = None
    for attribute in found.attributes:
        counted = answer(
            replace(query, analysis="breakdown", metrics=(found.subset, found.base), by=(attribute,)), dataset, today
        )
        first = first or counted
        looked_at += _compared(attribute, counted)
    assert first is not None
    found_rows = [row for row in clear(looked_at) if row.lift > 1]
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


def _compared(attribute: str, counted: Answer) -> list[tuple[float, _Row]]:
    """Every member that is frequent enough to be looked at, with how likely chance makes it so frequent."""
    known = [(str(m), number(n) or 0.0, number(base) or 0.0) for m, n, base in counted.rows if m is not None]
    whole, whole_base = sum(n for _, n, _ in known), sum(base for _, _, base in known)
    found: list[tuple[float, _Row]] = []
    for member, count, base in known:
        if count < FEWEST or base < FEWEST:
            continue
        share, base_share = count / whole, base / whole_base
        row = _Row(attribute, member, round(count), round(base), share, base_share, share / base_share)
        found.append((_chance(share, whole, base_share, whole_base), row))
    return found


def _chance(share: float, whole: float, base_share: float, whole_base: float) -> float:
    """How likely a difference of two shares as large as this is without any cause (the test of two proportions)."""
    pooled = (share * whole + base_share * whole_base) / (whole + whole_base)
    error = sqrt(pooled * (1 - pooled) * (1 / whole + 1 / whole_base))
    return 1 - NormalDist().cdf((share - base_share) / error) if error > 0 else 1.0


def clear(looked_at: Sequence[tuple[float, _Row]]) -> list[_Row]:
    """Those that chance hardly explains, however many were looked at (Benjamini and Hochberg's step-up)."""
    ordered = sorted(looked_at, key=lambda pair: pair[0])
    last = max((i for i, (p, _) in enumerate(ordered, 1) if p <= CHANCE * i / len(ordered)), default=0)
    return [row for _, row in ordered[:last]]
