"""How a period was said: its words read again as if on another day, or inside another year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from intents.periods.atoms import Node
from intents.periods.chart import value_of
from intents.periods.dates import year_span
from intents.periods.moment import Now
from intents.periods.values import Span, YearNumber
from intents.periods.yearless import resolved

_BY_NAME = "by name"  # "last February" is told from today
_LATER = timedelta(days=5 * 365)
# The last day of a year, and one that lies in no week of the year after it.
_CLOSING_DAYS = (1, 4)


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The rules a period was read by, on its day; `text` are its words."""

    node: Node
    now: Now
    text: str

    def home(self) -> Span | None:
        """The year or other span that the words say the period lies in; None without one, or with several."""
        found = {(span.start, span.end): span for span in _homes(self.node, self.now)}
        return next(iter(found.values())) if len(found) == 1 else None

    def is_bare(self) -> bool:
        """A "January" or "first half" of any year: nothing in the words says which."""
        if any(_homes(self.node, self.now)) or self.is_told_from_today():
            return False
        read, later = self._on(self.now.today), self._on(self.now.today + _LATER)
        return read is not None and later is not None and (read.start, read.end) != (later.start, later.end)

    def is_told_from_today(self) -> bool:
        """Last February, next summer: without a year, but only one can be meant."""
        return any(node.by is not None and node.by.rule.name == _BY_NAME for node in _nodes(self.node))

    def within(self, home: Span) -> Span | None:
        """The same words said of that year or span; None where it has no such days."""
        if home.start is None or home.end is None:
            return None
        for before in _CLOSING_DAYS:
            found = self._on(home.end - timedelta(days=before))
            if found and found.start and home.start <= middle(found.start, found.unit) < home.end:
                return replace(found, weak=False)
        return None

    def _on(self, day: date) -> Span | None:
        found = _again(self.node, replace(self.now, today=day))
        return found if isinstance(found, Span) and found.start and found.end and not found.problem else None


def middle(start: date, unit: str | None) -> date:
    """The day that tells which year a period belongs to: of a week its fourth, of all else the first."""
    return start + timedelta(days=3) if unit == "week" else start


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for _, child in node.slots:
        yield from _nodes(child)


def _homes(node: Node, now: Now) -> Iterator[Span]:
    value = node.value
    if isinstance(value, YearNumber):
        yield year_span(now, value)
    elif node.kind == "THEUNIT" and (unit := resolved(now, value)):
        yield unit
    elif isinstance(value, Span) and (value.relative or (value.unit == "year" and value.count == 1)):
        yield value
    else:
        for _, child in node.slots:
            yield from _homes(child, now)


def _again(node: Node, now: Now) -> object:
    if node.by is None:
        return node.value
    slots = tuple((name, replace(child, value=_again(child, now))) for name, child in node.slots)
    return value_of(node.by, slots, now)
