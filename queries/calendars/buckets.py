"""The buckets of a period: what a trend shows, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from queries.calendars.rules import Rules
from queries.query import Unit


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket named by the first day of its unit, with the days [start, end) of it that lie in the period."""

    name: date
    start: date
    end: date


@lru_cache(maxsize=4096)
def buckets_between(start: date, end: date, unit: Unit, rules: Rules) -> tuple[Bucket, ...]:
    """All buckets that have a day in [start, end), cut at its ends."""
    found: list[Bucket] = []
    name = rules.start(start, unit)
    while name < end:
        following = rules.shift(name, unit, 1)
        found.append(Bucket(name, max(name, start), min(following, end)))
        name = following
    return tuple(found)


def is_cut(bucket: Bucket, unit: Unit, rules: Rules) -> bool:
    """Whether only a part of the bucket's unit lies in the period."""
    return bucket.start > bucket.name or bucket.end < rules.shift(bucket.name, unit, 1)
