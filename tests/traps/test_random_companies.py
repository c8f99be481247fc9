"""Whatever the data: answers over companies made by dice equal figures worked out row by row."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from brute_force import AFTER, CATALOGUE, FIRST, KINDS, REGIONS, Key, Made, Row, Value, ended, has_rows, made, value
from tiny_company import MemoryEngine, short_query

from queries.answer import Answer
from queries.catalogue.load import load_catalogue_text
from queries.dataset import open_dataset
from queries.run import answer

ASKED = load_catalogue_text(CATALOGUE)
METRICS = tuple(ASKED.metrics)
PERIODS = (
    ("2026-01-01", "2026-07-01", "half", 1),
    ("2026-02-01", "2026-03-01", "month", 1),
    ("2026-04-01", "2026-07-01", "quarter", 1),
    ("2026-03-09", "2026-04-06", "week", 4),
    ("2026-02-15", "2026-02-16", "day", 1),
)
BEFORE = {
    "2026-02-01": ("2026-01-01", "2026-02-01"),
    "2026-04-01": ("2026-01-01", "2026-04-01"),
    "2026-03-09": ("2026-02-09", "2026-03-09"),
    "2026-02-15": ("2026-02-14", "2026-02-15"),
}
TODAY = AFTER
SEEDS = range(40)
Condition = tuple[str, str, tuple[str | None, ...]]


@pytest.mark.parametrize("seed", SEEDS)
def test_answers_equal_figures_worked_out_row_by_row(seed: int) -> None:
    """Six questions to each company."""
    company, dice = made(seed), random.Random(seed + 1000)
    dataset = open_dataset(ASKED, MemoryEngine(company.tables, ASKED.calendar), TODAY)
    for _ in range(6):
        metrics = dice.sample(METRICS, dice.choice((1, 1, 2, 3)))
        by = dice.choice(([], [], ["region"], ["kind"], ["region", "kind"], ["month"], ["region", "month"], ["week"]))
        conditions = [_filter(dice) for _ in range(dice.choice((0, 0, 1, 2)))]
        period = dice.choice(PERIODS)
        compare = "previous_period" if period[0] in BEFORE and not _bucket(by) and dice.random() < 0.4 else None
        parts = {
            "by": by,
            "filters": [(d, op, *members) for d, op, members in conditions],
            "period": period,
            "compare": compare,
        }
        found = answer(short_query(metrics, parts), dataset, TODAY)
        told = f"{metrics} {parts}\n{found.sql}"
        expected = _as_known(_expected(company, metrics, by, conditions, period, compare), metrics, found)
        _check(found.rows, len(by), expected, _bucket(by), told)


APRIL, LAST_WEEK = ("2026-04-01", 30), ("2026-05-11", 7)
UNFINISHED = (
    (("2026-05-01", "2026-06-01", "month", 1), {"previous_period": APRIL, "previous_month": APRIL}),
    (("2026-04-01", "2026-07-01", "quarter", 1), {"previous_period": ("2026-01-01", 90)}),
    (("2026-05-18", "2026-05-25", "week", 1), {"previous_period": LAST_WEEK, "previous_week": LAST_WEEK}),
    (("2026-04-01", "2026-06-01", "month", 2), {"previous_period": ("2026-02-01", 59)}),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_unfinished_periods_equal_figures_worked_out_row_by_row(seed: int) -> None:
    """The data ends on 20 May, the question comes that day or some days later; both sides are cut alike."""
    through = date(2026, 5, 20)
    company, dice = ended(made(seed), through), random.Random(seed + 2000)
    today = dice.choice((through, date(2026, 5, 24)))
    dataset = open_dataset(ASKED, MemoryEngine(company.tables, ASKED.calendar), today)
    assert dataset.through == through
    for _ in range(6):
        metrics = dice.sample(METRICS, dice.choice((1, 1, 2, 3)))
        by = dice.choice(([], [], ["region"], ["kind"], ["region", "kind"]))
        conditions = [_filter(dice) for _ in range(dice.choice((0, 0, 1)))]
        period, pairs = dice.choice(UNFINISHED)
        compare = dice.choice((None, *pairs))
        parts = {
            "by": by,
            "filters": [(d, op, *members) for d, op, members in conditions],
            "period": period,
            "compare": compare,
        }
        found = answer(short_query(metrics, parts), dataset, today)
        start = date.fromisoformat(period[0])
        days = (through - start).days + 1
        spans = [(start, start + timedelta(days=days))]
        if compare:
            before, longest = date.fromisoformat(pairs[compare][0]), pairs[compare][1]
            spans.append((before, before + timedelta(days=min(days, longest))))
        expected = _as_known(_groups(company, metrics, by, conditions, spans), metrics, found)
        _check(found.rows, len(by), expected, None, f"{metrics} {parts} {today}\n{found.sql}")


def _as_known(
    expected: dict[Key, tuple[Value, ...]], metrics: list[str], found: Answer
) -> dict[Key, tuple[Value, ...]]:
    """Nothing is known of the period before, where the answer says so; then no row of it was found either."""
    unknown = {m for note in found.notes if note.code == "nothing_compared" for m in note.facts["metrics"]}
    places = [2 * i + 1 for i, metric in enumerate(metrics) if metric in unknown]
    assert not any(values[i] for values in expected.values() for i in places)
    return {
        key: tuple(None if i in places else figure for i, figure in enumerate(values))
        for key, values in expected.items()
    }


def _check(
    rows: tuple[tuple[object, ...], ...],
    keys: int,
    expected: dict[Key, tuple[Value, ...]],
    bucket: str | None,
    told: str,
) -> None:
    got: dict[Key, tuple[object, ...]] = {}
    for row in rows:
        assert row[:keys] not in got, f"{row[:keys]} twice: {told}"
        got[row[:keys]] = row[keys:]
    for key, values in expected.items():
        if key not in got:
            assert bucket and not any(values), f"{key} missing, expected {values}: {told}"
            continue
        own = [v for i, v in enumerate(got[key]) if len(got[key]) == len(values) or i % 4 < 2]
        assert len(own) == len(values), told
        assert all(map(_same, own, values)), f"{key}: {own}, expected {values}: {told}"
    for key, extra in got.items():
        if key not in expected:
            assert bucket and not any(extra), f"{key} not expected, has {extra}: {told}"


def _expected(
    company: Made,
    metrics: list[str],
    by: list[str],
    conditions: list[Condition],
    period: tuple[str, str, str, int],
    compare: object,
) -> dict[Key, tuple[Value, ...]]:
    start, end = date.fromisoformat(period[0]), date.fromisoformat(period[1])
    spans = [(start, end)]
    if compare:
        first, after = map(date.fromisoformat, BEFORE[period[0]])
        spans.append((first, after))
    bucket = _bucket(by)
    if bucket is None:
        return _groups(company, metrics, by, conditions, spans)
    found: dict[Key, tuple[Value, ...]] = {}
    for name, first, after in _buckets(bucket, start, end):
        inner = [b for b in by if b != bucket]
        for key, values in _groups(company, metrics, inner, conditions, [(first, after)]).items():
            found[tuple(name if b == bucket else key[inner.index(b)] for b in by)] = values
    return found


def _groups(
    company: Made,
    metrics: list[str],
    dimensions: list[str],
    conditions: list[Condition],
    across: list[tuple[date, date]],
) -> dict[Key, tuple[Value, ...]]:
    """Each group's figures in every span of days, metric by metric."""
    rows = [*company.sales, *company.visits, *company.spells]
    groups = {tuple(getattr(r, d) for d in dimensions) for r in rows} if dimensions else {()}
    expected: dict[Key, tuple[Value, ...]] = {}
    for group in groups:
        keep = _keeping(dict(zip(dimensions, group, strict=True)), conditions)
        if not dimensions or any(has_rows(m, company, s, e, keep) for m in metrics for s, e in across):
            expected[group] = tuple(value(m, company, s, e, keep) for m in metrics for s, e in across)
    return expected


def _keeping(group: dict[str, object], conditions: list[Condition]) -> Callable[[Row], bool]:
    def keep(row: Row) -> bool:
        return all(getattr(row, d) == member for d, member in group.items()) and all(
            _passes(getattr(row, d), op, members) for d, op, members in conditions
        )

    return keep


def _passes(member: str | None, op: str, members: Sequence[str | None]) -> bool:
    if op == "in":
        return member in members
    if op == "not_in":
        return member not in members
    if op == "none":
        return member is None
    needle = members[0]
    assert needle is not None
    needle, own = needle.casefold(), member.casefold() if member is not None else ""
    return needle in own if op == "contains" else own.startswith(needle)


def _filter(dice: random.Random) -> Condition:
    dimension, members = dice.choice((("region", REGIONS), ("kind", KINDS)))
    op = dice.choice(("in", "in", "not_in", "not_in", "none", "contains", "starts_with"))
    if op == "none":
        return dimension, op, (None,)
    if op in ("contains", "starts_with"):
        return dimension, op, (dice.choice(("o", "a", "b", "%", "'", "50")),)
    return dimension, op, tuple(dice.sample(members, dice.choice((1, 2))))


def _bucket(by: list[str]) -> str | None:
    return next((b for b in by if b in ("month", "week")), None)


def _buckets(unit: str | None, start: date, end: date) -> list[tuple[date | None, date, date]]:
    if unit is None:
        return [(None, start, end)]
    days = [date.fromordinal(n) for n in range(start.toordinal(), end.toordinal())]
    names = [d.replace(day=1) if unit == "month" else date.fromordinal(d.toordinal() - d.weekday()) for d in days]
    return [
        (name, min(d for d, n in zip(days, names, strict=True) if n == name),
         date.fromordinal(max(d for d, n in zip(days, names, strict=True) if n == name).toordinal() + 1))
        for name in dict.fromkeys(names)
    ]  # fmt: skip


def _same(own: object, expected: Value) -> bool:
    if own is None or expected is None:
        return own is expected
    assert isinstance(own, (int, float)), own
    return math.isclose(own, expected, rel_tol=1e-9, abs_tol=1e-9)


def test_the_dice_cover_what_they_should() -> None:
    """Companies have orphans, missing days, negative amounts and people who came back."""
    companies = [made(seed) for seed in SEEDS]
    assert any(r.shop == 77 for c in companies for r in c.sales)
    assert any(r.day is None for c in companies for r in c.visits)
    assert any(r.number is not None and r.number < 0 for c in companies for r in c.sales)
    assert any(len({r.person for r in c.spells}) < len(c.spells) for c in companies)
    assert all(FIRST <= r.day < AFTER for c in companies for r in c.sales if r.day)
