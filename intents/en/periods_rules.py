"""English rules of time: which words join into which periods, the more particular ones first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from intents.periods import dates, nth, ranges, relative, whole
from intents.periods.grammar import Rule
from intents.periods.values import UnitWord, Yearless

_FALL = Yearless("season", 2)
_YEAR, _QUARTER, _HALF, _WEEK = UnitWord("year"), UnitWord("quarter"), UnitWord("half"), UnitWord("week")
_FISCAL_QUARTER = UnitWord("quarter", 1, "fiscal")
_CALENDAR_YEAR = UnitWord("year", 1, "gregorian")
_FISCAL_YEAR = UnitWord("year", 1, "fiscal")
_EACH = frozenset({"each"})
_AVERAGE = frozenset({"average"})
_PERSON = frozenset({"person"})


def _rule(
    name: str,
    gives: str,
    pattern: str,
    produce: Callable[..., object],
    *,
    only: Literal["anywhere", "whole"] = "anywhere",
    not_after: frozenset[str] = frozenset(),
    not_before: frozenset[str] = frozenset(),
    **fixed: object,
) -> Rule:
    return Rule(name, gives, pattern, produce, fixed, only, not_after, not_before)


_UNITS = (
    _rule("calendar unit", "UNIT", "calendar UNIT", relative.on_calendar, calendar="gregorian"),
    _rule("fiscal unit", "UNIT", "fiscal UNIT", relative.on_calendar, calendar="fiscal"),
    _rule("jalali unit", "UNIT", "jalali UNIT", relative.on_calendar, calendar="jalali"),
    _rule("the unit", "THEUNIT", "the value=UNIT", whole.same),
)
_RELATIVE = (
    _rule("this unit", "SPAN", "this UNIT", relative.around_today, offset=0),
    _rule("last unit", "SPAN", "last full? UNIT", relative.around_today, offset=-1),
    _rule("next unit", "SPAN", "next full? UNIT", relative.around_today, offset=1),
    _rule("last n units", "SPAN", "last full? NUM full? -? UNIT", relative.around_today, offset=-1),
    _rule("last n units", "SPAN", "NUM full? last UNIT", relative.around_today, offset=-1),
    _rule("next n units", "SPAN", "next full? NUM full? -? UNIT", relative.around_today, offset=1),
    _rule("next n units", "SPAN", "NUM full? next UNIT", relative.around_today, offset=1),
    _rule("next n units", "SPAN", "NUM UNIT in_future", relative.around_today, offset=1),
    _rule("rolling n units", "SPAN", "rolling last? NUM full? -? UNIT", relative.around_today, offset=-1,
          not_before=_AVERAGE),
    _rule("rolling n units", "SPAN", "last rolling NUM full? -? UNIT", relative.around_today, offset=-1,
          not_before=_AVERAGE),
    _rule("rolling unit", "SPAN", "rolling UNIT", relative.around_today, offset=-1, not_before=_AVERAGE),
    _rule("trailing year", "SPAN", "ttm", relative.trailing_year),
    _rule("named day", "SPAN", "offset=NAMED", relative.day_from_today),
    _rule("units ago", "SPAN", "NUM UNIT ago", relative.single_unit, direction=-1),
    _rule("unit ago", "SPAN", "a UNIT ago", relative.single_unit, direction=-1),
    _rule("units ahead", "SPAN", "NUM UNIT from_now", relative.single_unit, direction=1,
          not_after=frozenset({"for"})),
    _rule("unit ahead", "SPAN", "a UNIT from_now", relative.single_unit, direction=1),
    _rule("unit before last", "SPAN", "UNIT before_last", relative.two_away, direction=-1),
    _rule("unit after next", "SPAN", "UNIT after_next", relative.two_away, direction=1),
    _rule("unit to date", "SPAN", "unit=XTD", relative.to_date),
    _rule("unit to date", "SPAN", "this? UNIT to_date", relative.to_date),
    _rule("unit to date", "SPAN", "to_date in? this UNIT", relative.to_date),
    _rule("earlier in unit", "SPAN", "earlier this UNIT", relative.earlier),
    _rule("rest of unit", "SPAN", "rest the|this? UNIT", relative.rest_of),
    _rule("unit to date", "SPAN", "unit=XTD of|in? year=YEARNO", relative.to_date_in_year),
    _rule("unit to date", "SPAN", "year=YEARNO unit=XTD", relative.to_date_in_year),
    _rule("last unit to date", "SPAN", "last UNIT to_date", relative.last_to_date),
    _rule("last unit to date", "SPAN", "last unit=XTD", relative.last_to_date),
    _rule("last unit to date", "SPAN", "unit=XTD of|in? last year=UNIT", relative.to_date_last_year),
    _rule("last unit to date", "SPAN", "last year=UNIT unit=XTD", relative.to_date_last_year),
    _rule("same period last year", "SPAN", "same|this time last UNIT", relative.last_to_date),
    _rule("same unit last year", "SPAN", "same|this UNIT of|in? last year=UNIT", relative.same_in_last),
    _rule("by name", "SPAN", "last when=MONTH|WEEKDAY|SEASON", relative.named_beside, offset=-1),
    _rule("by name", "SPAN", "this when=MONTH|WEEKDAY|SEASON", relative.named_beside, offset=0),
    _rule("by name", "SPAN", "next when=MONTH|WEEKDAY|SEASON", relative.named_beside, offset=1),
    _rule("by name", "SPAN", "last fall", relative.named_beside, offset=-1, when=_FALL),
    _rule("by name", "SPAN", "this fall", relative.named_beside, offset=0, when=_FALL),
    _rule("by name", "SPAN", "next fall", relative.named_beside, offset=1, when=_FALL),
    _rule("weekend", "SPAN", "last weekend", relative.weekend, offset=-1),
    _rule("weekend", "SPAN", "this weekend", relative.weekend, offset=0),
    _rule("weekend", "SPAN", "next weekend", relative.weekend, offset=1),
    _rule("this alone", "SPAN", "this", relative.around_today, only="whole", unit=_WEEK, offset=0),
    _rule("next alone", "SPAN", "next", relative.around_today, only="whole", unit=_WEEK, offset=1),
    _rule("the unit alone", "SPAN", "the|my|same UNIT", relative.around_today, only="whole", offset=0),
)  # fmt: skip
_YEARLESS = (
    _rule("month", "YEARLESS", "value=MONTH ~.?", whole.same, not_after=_PERSON, not_before=_PERSON),
    _rule("month", "YEARLESS", "UNIT of month=MONTH", dates.month_of),
    _rule("season", "YEARLESS", "value=SEASON", whole.same),
    _rule("weekday", "YEARLESS", "value=WEEKDAY ~.?", whole.same, not_after=_EACH),
    _rule("quarter", "YEARLESS", "q ~-? NUM", dates.numbered, unit=_QUARTER),
    _rule("quarter", "YEARLESS", "NUM ~q", dates.numbered, unit=_QUARTER),
    _rule("half", "YEARLESS", "h ~NUM", dates.numbered, unit=_HALF),
    _rule("week", "YEARLESS", "w ~NUM", dates.numbered, unit=_WEEK),
    _rule("fiscal quarter", "YEARLESS", "fiscal q ~-? NUM", dates.numbered, unit=_FISCAL_QUARTER),
    _rule("fiscal quarter", "YEARLESS", "fq ~NUM", dates.numbered, unit=_FISCAL_QUARTER),
    _rule("numbered unit", "YEARLESS", "UNIT number? NUM", dates.numbered, not_after=_EACH),
    _rule("n-th unit", "YEARLESS", "ORD UNIT", dates.ordinal_unit),
    _rule("day", "YEARLESS", "DAY of? month=MONTH ~.?", dates.month_day),
    _rule("day", "YEARLESS", "month=MONTH ~.? the? DAY", dates.month_day),
    _rule("day", "YEARLESS", "a=NUM ~/ ~b=NUM", dates.slashed_yearless),
    _rule("day of month", "YEARLESS", "the DAY", dates.day_of_month),
    _rule("", "YEARLESS", "the value=YEARLESS", whole.same),
    _rule("", "SPAN", "the value=SPAN", whole.same),
)
_DATES = (
    _rule("fiscal year", "YEARNO", "fy -|'? NUM", dates.fiscal_year),
    _rule("fiscal year", "YEARNO", "fy NUM /|- end=NUM", dates.fiscal_year),
    _rule("short year", "YEARNO", "' ~NUM", dates.short_year),
    _rule("year", "YEARNO", "value=YEAR", whole.same),
    _rule("year", "YEARNO", "UNIT of? NUM", dates.written_year),
    _rule("year", "YEARNO", "cy -|'? NUM", dates.fiscal_year, calendar="gregorian"),
    _rule("year", "SPAN", "year=YEARNO", dates.year_span, not_after=frozenset({"q", "h"})),
    _rule("year", "YEARNO", "equals NUM", dates.written_year, only="whole", unit=_YEAR),
    _rule("decade", "SPAN", "YEAR ~s", dates.decade),
    _rule("of year", "SPAN", "YEARLESS of|in|-|/|comma? year=YEARNO", dates.of_year),
    _rule("of year", "SPAN", "year=YEARNO possessive|-|/|comma? YEARLESS", dates.of_year),
    _rule("of year", "SPAN", "fall of? year=YEARNO", dates.of_year, yearless=_FALL),
    _rule("half of year", "SPAN", "NUM ~h year=YEARNO", dates.numbered_of_year, unit=_HALF),
    _rule("half of year", "SPAN", "NUM ~h ~short=NUM", dates.numbered_of_year, unit=_HALF),
    _rule("quarter of year", "SPAN", "NUM ~q ~short=NUM", dates.numbered_of_year, unit=_QUARTER),
    _rule("of last year", "SPAN", "YEARLESS of|in|comma? ref=SPAN|THEUNIT", dates.of_span),
    _rule("of last year", "SPAN", "ref=SPAN possessive? YEARLESS", dates.of_span),
    _rule("of last month", "SPAN", "DAY of|in? ref=SPAN|THEUNIT", dates.day_of_span),
    _rule("date", "SPAN", "year=NUM ~- ~month=NUM ~- ~day=NUM", dates.dated),
    _rule("date", "SPAN", "year=NUM ~/ ~month=NUM ~/ ~day=NUM", dates.dated),
    _rule("date", "SPAN", "year=NUM ~. ~month=NUM ~. ~day=NUM", dates.dated),
    _rule("date", "SPAN", "year=NUM -|/ month=MONTH -|/ day=NUM", dates.dated),
    _rule("date", "SPAN", "day=NUM -|/ month=MONTH -|/ year=NUM", dates.dated),
    _rule("date", "SPAN", "a=NUM ~/ ~b=NUM ~/ ~year=NUM", dates.slashed),
    _rule("date", "SPAN", "a=NUM ~- ~b=NUM ~- ~year=NUM", dates.slashed),
    _rule("date", "SPAN", "day=NUM ~. ~month=NUM ~. ~year=NUM", dates.dotted),
    _rule("year and month", "SPAN", "year=YEAR -|/ NUM", dates.year_month),
    _rule("year and month", "SPAN", "year=YEAR ~. ~NUM", dates.year_month),
    _rule("year and month", "SPAN", "NUM -|/ year=YEAR", dates.year_month),
    _rule("date with weekday", "SPAN", "WEEKDAY comma? when=WHEN", dates.on_weekday),
    _rule("part of month", "SPAN", "early when=WHEN", dates.part_of_month, days=(1, 10)),
    _rule("part of month", "SPAN", "mid -? when=WHEN", dates.part_of_month, days=(11, 20)),
    _rule("part of month", "SPAN", "late when=WHEN", dates.part_of_month, days=(21, None)),
)
_NTH = (
    _rule("n-th of", "SPAN", "ORD UNIT of|in REF", nth.nth_of),
    _rule("last of", "SPAN", "final UNIT of|in REF", nth.nth_of, last=True),
    _rule("first n of", "SPAN", "first NUM UNIT of|in REF", nth.first_n_of),
    _rule("last n of", "SPAN", "final NUM UNIT of|in REF", nth.first_n_of, last=True),
    _rule("unit of", "SPAN", "UNIT of ref=WHEN", nth.whole_of, not_after=_EACH),
    _rule("unit from", "SPAN", "UNIT commencing when=WHEN", ranges.units_from, not_after=_EACH),
    _rule("unit ending", "SPAN", "UNIT ending when=WHEN", ranges.units_until),
    _rule("units ending", "SPAN", "NUM UNIT ending when=WHEN", ranges.units_until),
    _rule("units from", "SPAN", "NUM UNIT starting from? when=WHEN", ranges.units_from),
    _rule("units from", "SPAN", "for NUM UNIT from when=WHEN", ranges.units_from),
)
_RANGES = (
    _rule("current", "NOW", "offset=CURRENT", relative.day_from_today),
    _rule("days from to", "PERIOD", "from|between? the? a=DAY to|and the? b=DAY of? within=WHEN", ranges.days_between),
    _rule("days from to", "PERIOD", "from|between? month=MONTH ~.? between? the? a=DAY to|and the? b=DAY",
          ranges.days_of_month),
    _rule("days from to", "PERIOD", "from|between? month=MONTH ~.? between? a=DAY to|and b=DAY comma|of? year=YEARNO",
          ranges.days_of_month),
    _rule("days from to", "PERIOD", "from|between a=DAY to|and b=WHEN", ranges.day_to_date),
    _rule("days from to", "PERIOD", "between the a=DAY and|to b=DAY", ranges.month_days),
    _rule("from to", "PERIOD", "from|between|starting start_of? a=REF|NOW to end_of? b=REF|NOW", ranges.between),
    _rule("from to", "PERIOD", "from_start a=REF to end_of? b=REF|NOW", ranges.between),
    _rule("between and", "PERIOD", "between start_of? a=REF|NOW and end_of? b=REF|NOW", ranges.between),
    _rule("to", "PERIOD", "a=WHEN to b=WHEN", ranges.between, loose=True),
    _rule("inside", "PERIOD", "SPAN from|between a=YEARLESS to|and b=YEARLESS", ranges.inside),
    _rule("since", "PERIOD", "since start_of? when=REF", ranges.since),
    _rule("since", "PERIOD", "from_start when=REF", ranges.since),
    _rule("since", "PERIOD", "from|since|starting? when=WHEN to_date", ranges.since_said),
    _rule("onwards", "PERIOD", "when=WHEN or_later", ranges.onwards),
    _rule("onwards", "PERIOD", "from|since|starting when=WHEN or_later|on", ranges.onwards),
    _rule("onwards", "PERIOD", "starting start_of? when=REF", ranges.onwards),
    _rule("from alone", "PERIOD", "from when=WHEN", ranges.onwards_weakly),
    _rule("from alone", "PERIOD", "from when=WHEN", whole.from_alone),
    _rule("after", "PERIOD", "after end_of? when=REF", ranges.after),
    _rule("before", "PERIOD", "before start_of? when=REF", ranges.before),
    _rule("until", "PERIOD", "until|as_of end_of? when=REF", ranges.until),
    _rule("until", "PERIOD", "when=WHEN or_earlier", ranges.until),
    _rule("all time", "PERIOD", "all_time", ranges.all_to_date),
    _rule("to date", "PERIOD", "bare_to_date", ranges.all_to_date),
    _rule("compared year", "PERIOD", "UNIT greater NUM", ranges.compared_year, how="after"),
    _rule("compared year", "PERIOD", "UNIT less NUM", ranges.compared_year, how="before"),
    _rule("compared year", "PERIOD", "UNIT at_least NUM", ranges.compared_year, how="onwards"),
    _rule("compared year", "PERIOD", "UNIT at_most NUM", ranges.compared_year, how="until"),
    _rule("compared year", "PERIOD", "at_least NUM", ranges.compared_year, only="whole", how="onwards", unit=_YEAR),
    _rule("compared year", "PERIOD", "at_most NUM", ranges.compared_year, only="whole", how="until", unit=_YEAR),
)  # fmt: skip
_PERIODS = (
    _rule("", "PERIOD", "when=WHEN possessive?", whole.plain),
    _rule("", "PERIOD", "in the? all? of? when=WHEN possessive?", whole.firm),
    _rule("", "PERIOD", "of when=WHEN possessive?", whole.plain),
    _rule("", "PERIOD", "the? all of? when=WHEN possessive?", whole.firm),
    _rule("", "PERIOD", "on when=YEARLESS", whole.on_day),
    _rule("", "PERIOD", "in the? fall", whole.firm, when=_FALL),
    _rule("", "PERIOD", "over when=WHEN", whole.over),
    _rule("end of", "PERIOD", "in? end_of REF", whole.end_of),
    _rule("", "PERIOD", "from span=SPAN", whole.from_relative),
)

RULES = (*_UNITS, *_RELATIVE, *_YEARLESS, *_DATES, *_NTH, *_RANGES, *_PERIODS)
