"""Looking at an alert's figure: what it is now, whether that is bad, whether it is well back.

Every figure is the answer to a plain question with the owner's rights, by the one path of all questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from bot.alerts.alert import Alert, Condition
from bot.alerts.days import last_whole, moved_on
from bot.alerts.usual import CYCLE, PAST, expected
from bot.answering import Answering, Question
from bot.findings import BEHIND
from bot.reply import Reply
from bot.rights import Access
from charts.additive import adds_over_time
from queries.analyses.maturing import Maturing, maturing_of
from queries.answer import Answer, Role, Value
from queries.calendars.rules import rules_of
from queries.cannot import CannotAnswer
from queries.catalogue.model import Metric, Ratio, Simple
from queries.query import Compare, Period, Query, Unit, plain_analysis

MARGIN = 0.05
"""A figure is back only when it is so much of the bound on the good side of it: one that trembles is told once."""
_KNOWN = 0.2  # of a figure that fills up, this must be known to say what it will be
_DAY = timedelta(days=1)


class Unanswered(Exception):
    """The question of an alert has no answer (any more); the sentence says why."""


class NotNow(Exception):
    """The data could not be read; it may be the next time."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One figure that was looked at. `key` names its group: "" for the whole, else its member.

    `facts` are raw: "before" and "change" (a fraction where relative), "share" and "elapsed" of a target,
    "low", "high" and "expected" of what is usual, "days" of the data's age.
    """

    key: str
    member: str | None
    value: float | None
    bad: bool
    back: bool
    facts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of an alert. `query` is its question for these days, `period` the days really used, `compared`
    those it was held against. `through` is the last day with data; `running`: more days of the period are to come.
    """

    query: Query
    period: Period | None
    seen: tuple[Seen, ...]
    reply: Reply | None
    compared: Period | None = None
    through: date | None = None
    running: bool = False


def look(alert: Alert, answering: Answering, access: Access | None, today: date) -> Look:
    """What an alert sees on a day, with somebody's rights. Raises Unanswered and NotNow."""
    seen, condition = answering.seen_by(access), alert.condition
    through = seen.dataset.through
    if condition.kind == "stale":
        age = (today - through).days if through is not None else 0
        found = Seen("", None, float(age), age > condition.value, age <= condition.value, {"days": float(age)})
        return Look(alert.query, None, (found,), None, through=through)
    gone = [m for m in alert.query.metrics if m not in seen.dataset.catalogue.metrics]
    if gone:
        raise Unanswered(seen.voice(alert.language).words.alert["gone"].format(figure=", ".join(gone)))
    query = moved_on(alert.query, alert.asked_on, today, through, seen.dataset.catalogue.calendar)
    asked = Question("", today, language=alert.language, access=access)
    return _Looking(alert, seen, asked, query).look()


class _Looking:
    """One look while it is taken."""

    def __init__(self, alert: Alert, seen: Answering, question: Question, query: Query) -> None:
        self._seen, self._question, self._condition = seen, question, alert.condition
        self._catalogue = seen.dataset.catalogue
        self._metric: Metric = self._catalogue.metrics[query.metrics[0]]
        self._query = query

    def look(self) -> Look:
        kind = self._condition.kind
        if kind == "unusual":
            return self._unusual()
        query = self._query
        if kind == "change":
            query = replace(query, compare=Compare(self._condition.against))
        elif kind == "target":
            aim = [m for m in (self._metric.goal, self._metric.attainment) if m]
            query = replace(query, metrics=(self._metric.id, *aim))
        reply, answer = self._answer(query)
        rows = [*answer.rows, *self._silent(answer)]
        seen = tuple(self._judged(answer, row) for row in rows)
        through = self._seen.dataset.through
        return Look(self._query, answer.period, seen, reply, answer.compared, through, self._elapsed() < 1)

    def _silent(self, answer: Answer) -> Iterator[tuple[Value, ...]]:
        """Groups that had something within a year and have nothing now: they stand in no row, and are 0."""
        condition, period = self._condition, self._query.period
        falls = condition.kind == "threshold" and condition.op in ("<", "<=")
        if not falls or not self._query.by or period is None or period.end is None:
            return
        if not adds_over_time(self._metric.id, self._catalogue):
            return
        year = Period(period.end - 365 * _DAY, period.end, "day", 365, period.calendar)
        _, known = self._answer(replace(self._query, period=year))
        here = {_group(answer, row)[0] for row in answer.rows}
        for row in known.rows:
            if _group(known, row)[0] not in here:
                yield tuple(0.0 if c.role == "metric" else v for c, v in zip(known.columns, row, strict=True))

    def _answer(self, query: Query) -> tuple[Reply, Answer]:
        reply = self._seen.reply_to_query(query, self._question)
        if reply.failure is not None:
            raise NotNow(reply.headline)
        if reply.status != "answered" or reply.answer is None:
            raise Unanswered(reply.headline)
        return reply, reply.answer

    def _judged(self, answer: Answer, row: tuple[Value, ...]) -> Seen:
        key, member = _group(answer, row)
        value = _cell(answer, row, "metric", self._metric.id)
        condition = self._condition
        if condition.kind == "change":
            before = _cell(answer, row, "previous", self._metric.id)
            seen = self._changed(key, member, value, before)
            if seen.bad and condition.way != "up" and self._maturing is not None:
                told = self._changed(
                    key, member, self._final(value, answer.period), self._final(before, answer.compared)
                )
                return replace(seen, bad=told.bad)
            return seen
        if condition.kind == "target":
            share = _cell(answer, row, "metric", self._metric.attainment or "")
            return self._against_target(key, member, value, share)
        final = self._final(value, answer.period) if condition.op in ("<", "<=") else value
        bad = _meets(value, condition) and _meets(final, condition)
        return Seen(key, member, value, bad, not bad and _is_back(final, condition), {})

    def _final(self, value: float | None, period: Period | None) -> float | None:
        """What a figure that still fills up will be, as older ones did: the newest leads had no time to be won.

        None where hardly any of it is known.
        """
        if self._maturing is None or value is None or period is None or period.start is None or period.end is None:
            return value
        part = self._maturing.part(period.start, period.end, self._seen.dataset.through or self._question.today)
        return value / part if part >= _KNOWN else None

    @cached_property
    def _maturing(self) -> Maturing | None:
        try:
            return maturing_of(self._metric, self._query, self._seen.dataset, self._question.today)
        except CannotAnswer:
            return None

    def _changed(self, key: str, member: str | None, value: float | None, before: float | None) -> Seen:
        condition, change = self._condition, None
        if value is not None and before is not None:
            change = value - before
            if condition.relative:
                change = change / abs(before) if before else None
        if change is None:
            return Seen(key, member, value, bad=False, back=False, facts={})
        assert before is not None
        size = abs(change) if condition.way == "either" else change if condition.way == "up" else -change
        facts = {"before": before, "change": change}
        return Seen(key, member, value, size >= condition.value, size < condition.value * (1 - MARGIN), facts)

    def _against_target(self, key: str, member: str | None, value: float | None, share: float | None) -> Seen:
        """A target for all of the days is held against the part of them that has passed."""
        if share is None:
            return Seen(key, member, value, bad=False, back=False, facts={})
        passed = self._elapsed()
        elapsed = 1.0 if self._aims_to_date() else passed
        facts = {"share": share, "elapsed": elapsed}
        if self._metric.good == "up":
            bound = BEHIND * elapsed if passed < 1 else 1.0
            return Seen(key, member, value, share < bound, share >= bound * (1 + MARGIN), facts)
        bound = min(1.0, elapsed / BEHIND)
        return Seen(key, member, value, share > bound, share <= bound * (1 - MARGIN), facts)

    def _aims_to_date(self) -> bool:
        """Whether the target is that of the days up to now already."""
        held = self._catalogue.metrics[self._metric.attainment].definition if self._metric.attainment else None
        below = self._catalogue.metrics[held.denominator].definition if isinstance(held, Ratio) else None
        return isinstance(below, Simple) and below.to_date

    def _elapsed(self) -> float:
        asked, through = self._query.period, self._seen.dataset.through
        if asked is None or asked.start is None or asked.end is None or through is None:
            return 1.0
        whole = (asked.end - asked.start).days
        return min(1.0, max(0.0, (through + _DAY - asked.start).days / whole))

    def _unusual(self) -> Look:
        """The last whole bucket against those before."""
        catalogue, period = self._catalogue, self._query.period
        unit: Unit = period.unit if period is not None and period.unit in CYCLE else "day"
        rules = rules_of(self._query.calendar, catalogue.calendar)
        through = self._seen.dataset.through or self._question.today
        if period is None or period.start is None or period.end is None or period.end > through + _DAY:
            period = last_whole(unit, through + _DAY, self._query.calendar, catalogue.calendar)
        assert period.start is not None
        first = rules.shift(period.start, unit, -PAST[unit])
        span = Period(first, period.end, unit, PAST[unit] + 1, self._query.calendar)
        trend = plain_analysis(replace(self._query, by=(*self._query.by, unit), period=span, analysis="value"))
        _, answer = self._answer(trend)
        query = replace(self._query, period=period)
        reply, now = self._answer(query)
        past = dict(_courses(answer, self._metric.id, period.start))
        starts = _starts(first, period.start, unit, rules.next)
        seen = []
        for row in now.rows:
            key, member = _group(now, row)
            value, known = _cell(now, row, "metric", self._metric.id), past.get(key, {})
            begun = next((i for i, day in enumerate(starts) if day in known), len(starts))
            course = [known.get(day) for day in starts[begun:]]
            values = [v for v in course if v is not None]
            told = expected(values, CYCLE[unit]) if len(values) == len(course) else expected(values, len(values) + 1)
            if value is None or told is None:
                seen.append(Seen(key, member, value, bad=False, back=False, facts={}))
                continue
            facts = {"low": told.low, "high": told.high, "expected": told.value}
            final = self._final(value, period)
            bad = told.is_unusual(value) and final is not None and told.is_unusual(final)
            seen.append(
                Seen(key, member, value, bad, not bad and told.is_back(value if final is None else final), facts)
            )
        return Look(query, now.period, tuple(seen), reply, through=self._seen.dataset.through)


def _meets(value: float | None, condition: Condition) -> bool:
    if value is None:
        return False
    bound = condition.value
    if condition.op == "between":
        return bound <= value <= (condition.upper if condition.upper is not None else bound)
    return {">": value > bound, ">=": value >= bound, "<": value < bound, "<=": value <= bound}.get(
        condition.op, value == bound
    )


def _is_back(value: float | None, condition: Condition) -> bool:
    """Whether it is on the good side of the bound by the margin."""
    if value is None or _meets(value, condition):
        return False
    room = MARGIN * abs(condition.value)
    if condition.op in (">", ">="):
        return value <= condition.value - room
    if condition.op in ("<", "<="):
        return value >= condition.value + room
    return True


def _group(answer: Answer, row: tuple[Value, ...]) -> tuple[str, str | None]:
    """The group of a row by its members; "" for the whole."""
    members = [row[i] for i, c in enumerate(answer.columns) if c.role == "dimension"]
    if not members:
        return "", None
    texts = [None if m is None else str(m) for m in members]
    return "\x1f".join("\x1e" if t is None else t for t in texts), texts[0]


def _cell(answer: Answer, row: tuple[Value, ...], role: Role, of: str) -> float | None:
    index = answer.column(role, of)
    value = row[index] if index is not None else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _courses(answer: Answer, metric: str, before: date) -> Iterator[tuple[str, dict[date, float | None]]]:
    """Each group's values by their bucket, before a day."""
    when = answer.column("bucket")
    found: dict[str, dict[date, float | None]] = {}
    for row in answer.rows:
        day = row[when] if when is not None else None
        if isinstance(day, date) and day < before:
            found.setdefault(_group(answer, row)[0], {})[day] = _cell(answer, row, "metric", metric)
    yield from found.items()


def _starts(first: date, end: date, unit: Unit, following: Callable[[date, Unit], date]) -> list[date]:
    days, day = [], first
    while day < end:
        days.append(day)
        day = following(day, unit)
    return days
