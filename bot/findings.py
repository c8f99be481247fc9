"""What is notable in a breakdown or a trend, as facts: each rule stays silent below its threshold.

Chance alone seldom passes: over figures without any pattern at least 95 of 100 breakdowns and trends give no finding.
The tests hold the rules to that, and every finding to the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import cast

from bot import robust
from bot.trend import whole_buckets
from charts.additive import adds_over_members
from queries.answer import Answer, Value
from queries.calendars.rules import rules_of
from queries.catalogue.model import Catalogue
from queries.query import BUCKETS, CYCLES, Unit

FEWEST_BUCKETS, FEWEST_MEMBERS, FEWEST_TARGETS = 8, 7, 3
FAR, FAR_OF_FEW = 3.5, 30.0  # spreads from what is usual: of many values, and more of few, whose spread is unsure
NOTABLE = 0.1  # and at least this share of it
MOST_FAR = 1.4  # some member is always the largest: this never outweighs a trend or a target
TURNS = {"hour": 14, "weekday": 56, "month_of_year": 1400}  # days in which each place of a cycle comes often enough
OFF_CYCLE = 0.4  # a place of a cycle by so much of the usual: its members are few, and one is always the last
RUN = 5  # steps in a row in one direction
SURE = 3.3  # normal score of a trend: one in a thousand by chance
FEW, HALF = 0.15, 0.5  # this share of the members makes this share of the whole
MOVED, AGREED, TWICE = 0.02, 0.7, 1.5  # a change: of the whole, of all movements, beyond the own share before
BEHIND = 0.9  # of a target

Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names the sentence, `weight` is 1 at the rule's threshold and more the further beyond it.

    `facts` are raw: a day, a member, figures in the unit of the metric, shares as fractions, counts.
    """

    code: str
    weight: float
    facts: Mapping[str, Value]


def findings_of(answer: Answer, catalogue: Catalogue) -> tuple[Finding, ...]:
    """All findings, the weightiest first; none for other shapes than one breakdown or one trend of plain figures."""
    query, index = answer.query, answer.column("metric")
    if query.analysis not in ("breakdown", "trend") or len(query.by) != 1 or index is None:
        return ()
    if any(t != "change" for t in query.transforms) or query.having:
        return ()
    found: list[Finding] = []
    if query.by[0] in BUCKETS:
        found = list(_over_time(answer, catalogue, index))
    elif query.by[0] in CYCLES:
        found = list(_in_cycle(answer, index))
    elif query.dimensions and _is_whole(answer):
        found = list(_over_members(answer, catalogue, index))
    return tuple(sorted(found, key=lambda f: -f.weight))


def _is_whole(answer: Answer) -> bool:
    """All members are there; of some only, nothing can be said about all."""
    return not (answer.query.rank and answer.query.rank.n) and (answer.group_count or 0) <= len(answer.rows)


def _over_time(answer: Answer, catalogue: Catalogue, index: int) -> Iterator[Finding]:
    """Missed targets, a bucket off the trend, steps in a row, a trend; an unfinished bucket is not counted."""
    points = whole_buckets(answer, catalogue, index)
    yield from _missed(answer, catalogue, {day for day, _ in points})
    days, values = [d for d, _ in points], [v for _, v in points]
    if len(points) < FEWEST_BUCKETS or not _without_gaps(days, answer, catalogue):
        return
    usual = robust.line(values)
    noise = robust.spread([v - u for v, u in zip(values, usual, strict=True)], 0.0)
    place = max(range(len(values)), key=lambda i: abs(values[i] - usual[i]))
    value, expected, far = values[place], usual[place], _far(len(values)) * noise
    if far > 0 and abs(value - expected) > max(far, NOTABLE * abs(expected)):
        code = "above_trend" if value > expected else "below_trend"
        yield Finding(code, abs(value - expected) / far, {"day": days[place], "value": value, "usual": expected})
    steps = robust.run(values)
    if abs(steps) >= RUN:
        yield Finding("run_up" if steps > 0 else "run_down", abs(steps) / RUN, {"count": abs(steps), "day": days[-1]})
    sure, step = robust.rising(values), robust.slope(values)
    if abs(sure) >= SURE and step:
        code = "trend_up" if step > 0 else "trend_down"
        yield Finding(code, abs(sure) / SURE, {"count": len(values), "step": abs(step)})


def _without_gaps(days: list[date], answer: Answer, catalogue: Catalogue) -> bool:
    rules = rules_of(answer.query.calendar, catalogue.calendar)
    return all(rules.next(a, cast(Unit, answer.query.by[0])) == b for a, b in pairwise(days))


def _far(count: int) -> float:
    """How many spreads from the usual one of so many values must be."""
    return FAR + FAR_OF_FEW / count


def _missed(answer: Answer, catalogue: Catalogue, days: set[date]) -> Iterator[Finding]:
    """In how many whole buckets the target was missed, where that is most of them."""
    share, when = _attainment(answer, catalogue), answer.column("bucket")
    if share is None or when is None:
        return
    known = [_number(row[share]) for row in answer.rows if row[when] in days and _is_number(row[share])]
    missed = sum(s < 1 for s in known)
    if len(known) >= FEWEST_TARGETS and missed > len(known) / 2:
        yield Finding("missed", 0.5 + missed / len(known), {"count": missed, "all": len(known)})


def _over_members(answer: Answer, catalogue: Catalogue, index: int) -> Iterator[Finding]:
    """Who is behind the target, who is far from the others, who made the change, how few make the whole."""
    key = answer.column("dimension")
    if key is None:
        return
    rows = [row for row in answer.rows if row[key] is not None and _is_number(row[index])]
    yield from _behind(answer, catalogue, rows, key)
    if "change" not in answer.query.transforms:
        yield from _apart(rows, key, index)
    if adds_over_members(answer.columns[index].of, catalogue):
        yield from _few(answer, [_number(row[index]) for row in rows], index)
        yield from _contributor(answer, rows, key, index)


def _apart(rows: list[Row], key: int, index: int) -> Iterator[Finding]:
    values = [_number(row[index]) for row in rows]
    if len(values) < FEWEST_MEMBERS:
        return
    usual, far = median(values), _far(len(values)) * robust.spread(values)
    place = max(range(len(values)), key=lambda i: abs(values[i] - usual))
    value = values[place]
    if far > 0 and abs(value - usual) > max(far, NOTABLE * abs(usual)):
        code = "above_others" if value > usual else "below_others"
        facts = {"member": rows[place][key], "value": value, "usual": usual}
        yield Finding(code, min(MOST_FAR, abs(value - usual) / far), facts)


def _in_cycle(answer: Answer, index: int) -> Iterator[Finding]:
    """The day of the week, hour or month that is far from the others, over a period in which each came often."""
    key, by, period = answer.column("bucket"), answer.query.by[0], answer.period or answer.query.period
    known = [row for row in answer.rows if key is not None and isinstance(row[key], int) and _is_number(row[index])]
    days = (period.end - period.start).days if period and period.start and period.end else TURNS[by]
    if key is None or len(known) < FEWEST_MEMBERS or days < TURNS[by]:
        return
    values = [_number(row[index]) for row in known]
    usual = median(values)
    place = max(range(len(values)), key=lambda i: abs(values[i] - usual))
    value, far = values[place], max(FAR * robust.spread(values), OFF_CYCLE * abs(usual))
    if far > 0 and abs(value - usual) > far:
        code = "above_cycle" if value > usual else "below_cycle"
        facts = {"place": known[place][key], "value": value, "usual": usual}
        yield Finding(code, min(MOST_FAR, abs(value - usual) / far), facts)


def _few(answer: Answer, values: list[float], index: int) -> Iterator[Finding]:
    """A few members that make half of the whole."""
    whole = _number(answer.totals.get(answer.columns[index].id)) or sum(values)
    if len(values) < FEWEST_MEMBERS or min(values) < 0 or whole <= 0:
        return
    reached, count = 0.0, 0
    for value in sorted(values, reverse=True):
        reached, count = reached + value, count + 1
        if reached >= HALF * whole:
            break
    if 1 < count <= FEW * len(values) and reached >= HALF * whole:
        facts = {"count": count, "all": len(values), "share": reached / whole}
        yield Finding("few", FEW * len(values) / count, facts)


def _contributor(answer: Answer, rows: list[Row], key: int, index: int) -> Iterator[Finding]:
    """Who alone made half of a change that most took part in, well beyond the own share of the whole before."""
    of = answer.columns[index].of
    change, before = answer.column("change", of), answer.column("previous", of)
    if change is None or before is None or len(rows) < FEWEST_MEMBERS:
        return
    changes = [_number(row[change]) for row in rows]
    total, base = (_number(answer.totals.get(answer.columns[c].id)) for c in (change, before))
    if base <= 0 or abs(total) < MOVED * base or abs(total) < AGREED * sum(map(abs, changes)):
        return
    place = max(range(len(rows)), key=lambda i: changes[i] / total)
    share, own = changes[place] / total, _number(rows[place][before]) / base
    if HALF <= share <= 1 and share >= TWICE * own:
        yield Finding("made_change", share / HALF, {"member": rows[place][key], "share": share})


def _behind(answer: Answer, catalogue: Catalogue, rows: list[Row], key: int) -> Iterator[Finding]:
    """How many are well behind their target, and who most."""
    share = _attainment(answer, catalogue)
    known = [row for row in rows if share is not None and _is_number(row[share])]
    if share is None or len(known) < 2:
        return
    late = [row for row in known if _number(row[share]) < BEHIND]
    if late:
        last = min(late, key=lambda row: _number(row[share]))
        facts = {"count": len(late), "all": len(known), "member": last[key], "share": last[share], "bound": BEHIND}
        yield Finding("behind", 1 + len(late) / len(known), facts)


def _attainment(answer: Answer, catalogue: Catalogue) -> int | None:
    """The column with the share of its target that the first figure has reached."""
    metric = catalogue.metrics.get(answer.query.metrics[0])
    return answer.column("metric", metric.attainment) if metric is not None and metric.attainment else None


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float)


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
