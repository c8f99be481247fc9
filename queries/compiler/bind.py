"""The values bound to a statement's parameters, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from queries.calendars.buckets import Bucket
from queries.calendars.rules import Rules
from queries.catalogue.model import Catalogue, Cohort
from queries.compiler.days import Days, Timing
from queries.query import Filter, Query, Unit

_NOISE = 5e-10
_ROOM = {"<": -_NOISE, ">": _NOISE, "<=": _NOISE, ">=": -_NOISE}
"""Zero in a condition, told from what adding up binary fractions leaves behind, as in the answer's rows."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Which parameters a statement has, and the lengths behind its frames, read off the catalogue once."""

    names: frozenset[str]
    windows: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    silences: tuple[int, ...] = ()
    bands: tuple[tuple[str, int], ...] = ()  # dimension, months
    cohorts: tuple[tuple[str, int], ...] = ()  # metric, days until it is mature
    listed: bool = False
    along: bool = False


def bind(query: Query, timing: Timing, needs: Needs, rules: Rules, reach: int = 1) -> dict[str, object]:
    """Exactly the parameters the statement names. `reach` is how many buckets a moving span holds."""
    names = needs.names
    values: dict[str, object] = {}
    for name, value in _plain(query, timing, names):
        values[name] = value
    if needs.listed:
        for slice_name, days in (("", timing.current), ("previous_", timing.previous)):
            if days is not None:
                _listed(slice_name, days, timing, needs, rules, values)
                if needs.along:
                    _along(slice_name, days, reach, rules, query, values)
        values = {name: value for name, value in values.items() if name in names}
    return values


def _plain(query: Query, timing: Timing, names: frozenset[str]) -> Iterator[tuple[str, object]]:
    for kind, filters in (("filter", query.filters), ("scope", query.scope)):
        for i, condition in enumerate(filters):
            yield from _members(f"{kind}_{i}", condition, names)
    for i, having in enumerate(query.having):
        name = f"having_{i}"
        if name in names:
            yield name, having.value or _ROOM.get(having.op, having.value)
        if f"{name}_upper" in names:
            yield f"{name}_upper", having.upper if having.upper is not None else having.value
    if query.rank is not None and query.rank.n is not None:
        if "n" in names:
            yield "n", query.rank.n
        if "n_and_whole" in names:
            yield "n_and_whole", query.rank.n + 1
        if "skipped" in names:
            yield "skipped", max(query.rank.n - 1, 0)
    for prefix, days in (("", timing.current), ("previous_", timing.previous)):
        if days is None:
            continue
        for name, value in (
            ("start", days.start),
            ("end", days.end),
            ("plan_end", days.plan_end),
            ("span_start", days.start),
            ("span_end", days.as_of),
        ):
            if prefix + name in names:
                yield prefix + name, value


def _members(name: str, condition: Filter, names: frozenset[str]) -> Iterator[tuple[str, object]]:
    given = [m for m in condition.members if m]
    if name in names:
        yield name, given
    for i, member in enumerate(given):
        if f"{name}_{i}" in names:
            yield f"{name}_{i}", member


def _listed(prefix: str, days: Days, timing: Timing, needs: Needs, rules: Rules, values: dict[str, object]) -> None:
    """Everything that is worked out from the buckets and ends of a slice."""
    current = timing.current
    assert current is not None
    named = [b.name for b in current.buckets]
    spans = list(zip(named, days.buckets, strict=False))
    values.update(_spans(f"{prefix}bucket_span", [(name, b.start, b.end) for name, b in spans]))
    for months in needs.windows:
        values[f"{prefix}window_{months}_start"] = rules.shift(days.as_of, "month", -months)
        values[f"{prefix}window_{months}_end"] = days.as_of
        moved = [(name, rules.shift(b.end, "month", -months), b.end) for name, b in spans]
        values.update(_spans(f"{prefix}bucket_window_{months}", moved))
    for months in needs.months:
        single = list(_months_before(date.min, days.as_of, months, rules))
        values.update(_spans(f"{prefix}month_{months}", single))
        several = [month for name, b in spans for month in _months_before(name, b.end, months, rules)]
        values.update(_spans(f"{prefix}bucket_month_{months}", several))
    for silent in needs.silences:
        _silence(prefix, silent, values, days)
    for dimension, months in needs.bands:
        values[f"{prefix}{dimension}_start"] = rules.shift(days.as_of, "month", -months)
        values[f"{prefix}{dimension}_end"] = days.as_of
    for metric, mature in needs.cohorts:
        values[f"{metric}_mature"] = timing.limit - timedelta(days=mature)
    if prefix:
        whole = list(zip(current.plan_buckets or current.buckets, days.plan_buckets or days.buckets, strict=False))
        values["previous_aligned_buckets"] = [b.name for b, _ in whole]
        values["previous_aligned_earlier"] = [b.name for _, b in whole]
    if days.start is not None and f"{prefix}jalali_month_starts" in needs.names:
        starts = list(_month_starts(days, rules))
        values[f"{prefix}jalali_month_starts"] = starts
        values[f"{prefix}jalali_month_numbers"] = [rules.month_number(day) for day in starts]


def _along(prefix: str, days: Days, reach: int, rules: Rules, query: Query, values: dict[str, object]) -> None:
    """Spans that grow or move along the buckets."""
    if days.start is None or query.bucket is None:
        return
    start, unit = days.start, cast("Unit", query.bucket)
    values.update(_spans(f"{prefix}bucket_running", [(b.name, start, b.end) for b in days.buckets]))
    moved = [(b.name, rules.shift(b.name, unit, 1 - reach), b.end) for b in days.buckets]
    values.update(_spans(f"{prefix}bucket_moving", moved))


def _spans(name: str, rows: Sequence[tuple[date, date, date]]) -> dict[str, object]:
    return {
        f"{name}_names": [row[0] for row in rows],
        f"{name}_starts": [row[1] for row in rows],
        f"{name}_ends": [row[2] for row in rows],
    }


def _months_before(name: date, end: date, months: int, rules: Rules) -> Iterator[tuple[date, date, date]]:
    for k in range(months, 0, -1):
        yield name, rules.shift(end, "month", -k), rules.shift(end, "month", 1 - k)


def _silence(prefix: str, silent: int, values: dict[str, object], days: Days) -> None:
    """The days looked back on, before the end and before every listed end."""
    back = timedelta(days=silent)
    values[f"{prefix}silent_{silent}_start"] = days.as_of - back
    for name in [n for n in values if n.startswith(prefix) and n.endswith("_ends") and "silent" not in n]:
        ends = values[name]
        assert isinstance(ends, list)
        base = f"{prefix}silent_{silent}_{name.removeprefix(prefix).removesuffix('_ends')}s"
        unique = list(dict.fromkeys(ends))
        values[f"{base}_starts"] = [end - back for end in unique]
        values[f"{base}_ends"] = unique


def _month_starts(days: Days, rules: Rules) -> Iterator[date]:
    assert days.start is not None
    month = rules.start(days.start, "month")
    while month < max(days.plan_end, days.end):
        yield month
        month = rules.shift(month, "month", 1)


def needs_of(names: Iterable[str], catalogue: Catalogue) -> Needs:
    """The needs of a statement with these parameters."""
    found = frozenset(names)
    windows: set[int] = set()
    months: set[int] = set()
    silences: set[int] = set()
    for name in found:
        words = name.removeprefix("previous_").removeprefix("bucket_").split("_")
        if words[0] in ("window", "month", "silent") and len(words) > 2 and words[1].isdigit():
            {"window": windows, "month": months, "silent": silences}[words[0]].add(int(words[1]))
            if words[0] == "silent" and "window" in words:
                windows.add(int(words[words.index("window") + 1].rstrip("s")))
            if words[0] == "silent" and "month" in words:
                months.add(int(words[words.index("month") + 1].rstrip("s")))
    bands = tuple(
        (d.id, d.bands.months)
        for d in catalogue.dimensions.values()
        if d.bands is not None and (f"{d.id}_end" in found or f"previous_{d.id}_end" in found)
    )
    cohorts = tuple(
        (m.id, m.definition.days[1])
        for m in catalogue.metrics.values()
        if isinstance(m.definition, Cohort) and f"{m.id}_mature" in found
    )
    plain = ("start", "end", "plan_end", "span_start", "span_end", "n", "n_and_whole", "skipped")
    listed = any(
        name.removeprefix("previous_") not in plain and not name.startswith(("filter_", "scope_", "having_"))
        for name in found
    )
    along = any("bucket_running" in name or "bucket_moving" in name for name in found)
    looked_back = (tuple(sorted(windows)), tuple(sorted(months)), tuple(sorted(silences)))
    return Needs(found, *looked_back, bands, cohorts, listed, along)


def buckets_of(timing: Timing, *, planned: bool) -> tuple[Bucket, ...]:
    """The buckets to show: those with data, or all of the period where plans reach beyond it."""
    if timing.current is None:
        return ()
    return timing.current.plan_buckets if planned else timing.current.buckets
