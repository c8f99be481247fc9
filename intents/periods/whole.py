"""When words of time stand as a period of their own, and how sure that is."""

from __future__ import annotations

from dataclasses import replace

from intents.periods.dates import is_plausible
from intents.periods.moment import Now
from intents.periods.values import Span, UnitWord, Yearless
from intents.periods.yearless import resolved


def same(now: Now, value: object) -> object:
    """The value itself."""
    return value


def plain(now: Now, when: Span | Yearless) -> Span | None:
    """A span alone; "the 15th" alone is a rank as often as a day."""
    if isinstance(when, Yearless) and when.cycle == "month_day":
        return None
    return resolved(now, when)


def firm(now: Now, when: Span | Yearless) -> Span | None:
    """A span after "in" or "during" is a period, but a number far from any business year stays weak."""
    span = plain(now, when)
    if span is None or not span.weak:
        return span
    if span.unit == "day":
        return span  # "in sun care": only "on" makes a day of it
    return replace(span, weak=span.unit == "year" and not is_plausible(now, span))


def over(now: Now, when: Span | Yearless) -> Span | None:
    """A span after "over", which compares when a bare number follows."""
    span = plain(now, when)
    return span if span and not span.weak else None


def from_relative(now: Now, span: Span) -> Span | None:
    """Leads from last week: the words name one period, they do not open one."""
    return span if span.relative and not span.to_date and not span.parts and span.start and span.end else None


def from_alone(now: Now, when: Span | Yearless, also_relative: bool = False) -> Span | None:
    """From March: weakly the period itself, beside "from March on"."""
    if isinstance(when, Span) and when.relative and not also_relative:
        return None
    span = plain(now, when)
    return span and (span if span.problem else replace(span, weak=True))


def end_of(now: Now, ref: object) -> Span | None:
    """At the end of October: the month, for what is counted at its end; weak, as other figures have no such day."""
    span = resolved(now, ref)
    return span and (span if span.problem else replace(span, weak=True))


def this_one(now: Now, unit: UnitWord) -> Span | None:
    """For the quarter: the current one."""
    return resolved(now, unit)


def on_day(now: Now, when: Yearless) -> Span | None:
    """On the 15th: sure only where nothing follows."""
    return resolved(now, when) if when.cycle == "month_day" and not when.weak else None


def firm_day(now: Now, when: Yearless) -> Span | None:
    """On Sun."""
    return resolved(now, replace(when, weak=False))
