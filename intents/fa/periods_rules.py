"""Persian rules of time: which words join into which periods, the more particular ones first."""

from __future__ import annotations

from intents.periods import dates, nth, ranges, relative, whole
from intents.periods.grammar import rule
from intents.periods.moment import Now
from intents.periods.values import Number, Span, UnitWord

_YEAR, _QUARTER, _HALF = UnitWord("year"), UnitWord("quarter"), UnitWord("half")
_EACH = frozenset({"each"})
_AMOUNT = frozenset({"amount"})
_ASKING = frozenset({"asking"})


def _first_months(now: Now, num: Number, unit: UnitWord) -> Span | None:
    """ "شش ماهه اول" without more is of this year."""
    return nth.first_n_of(now, unit, _YEAR, num) if unit.unit == "month" and num.value > 1 else None


_UNITS = (
    rule("calendar unit", "UNIT", "UNIT gregorian", relative.on_calendar, calendar="gregorian"),
    rule("jalali unit", "UNIT", "UNIT jalali", relative.on_calendar, calendar="jalali"),
    rule("fiscal unit", "UNIT", "UNIT fiscal", relative.on_calendar, calendar="fiscal"),
    rule("the unit", "THEUNIT", "value=UNIT", whole.same),
)
_RELATIVE = (
    rule("this unit", "SPAN", "this UNIT", relative.around_today, offset=0),
    rule("this unit", "SPAN", "UNIT current", relative.around_today, offset=0),
    rule("this unit", "SPAN", "UNIT current gregorian", relative.around_today, offset=0, calendar="gregorian"),
    rule("this unit", "SPAN", "this_year", relative.around_today, offset=0, unit=_YEAR),
    rule("last unit", "SPAN", "last_year", relative.around_today, offset=-1, unit=_YEAR),
    rule("unit before last", "SPAN", "two_years_ago", relative.two_away, direction=-1, unit=_YEAR),
    rule("last unit", "SPAN", "UNIT full? last", relative.around_today, offset=-1),
    rule("last unit", "SPAN", "UNIT last gregorian", relative.around_today, offset=-1, calendar="gregorian"),
    rule("last unit", "SPAN", "UNIT last jalali", relative.around_today, offset=-1, calendar="jalali"),
    rule("next unit", "SPAN", "UNIT next", relative.around_today, offset=1),
    rule("next unit", "SPAN", "UNIT ahead", relative.around_today, offset=1, not_before=_ASKING),
    rule("next n units", "SPAN", "NUM UNIT ahead", relative.around_today, offset=1),
    rule("n units before", "PERIOD", "NUM UNIT before_it", relative.around_today, offset=-1),
    rule("last n units", "SPAN", "NUM UNIT full? last_n", relative.around_today, offset=-1),
    rule("last n units", "SPAN", "NUM UNIT last_n gregorian", relative.around_today, offset=-1, calendar="gregorian"),
    rule("next n units", "SPAN", "NUM UNIT next", relative.around_today, offset=1),
    rule("no units", "SPAN", "NUM UNIT full? last|last_n|ago|next", relative.no_units),
    rule("some units", "SPAN", "few UNIT full? last|last_n|ago|next", relative.untold_units),
    rule("units ago", "SPAN", "NUM UNIT ago", relative.single_unit, direction=-1),
    rule("named day", "SPAN", "offset=NAMED", relative.day_from_today),
    rule("unit to date", "SPAN", "this UNIT to_date", relative.to_date),
    rule("unit to date", "SPAN", "UNIT current to_date", relative.to_date),
    rule("unit to date", "SPAN", "to_date this UNIT", relative.to_date),
    rule("unit to date", "SPAN", "to_date UNIT current?", relative.to_date),
    rule("unit to date", "SPAN", "to_date this_year", relative.to_date, unit=_YEAR),
    rule("unit to date", "SPAN", "this_year to_date", relative.to_date, unit=_YEAR),
    rule("rest of unit", "SPAN", "rest UNIT", relative.rest_of),
    rule("rest of unit", "SPAN", "rest this_year", relative.rest_of, unit=_YEAR),
    rule("same period last year", "SPAN", "time same UNIT last", relative.last_to_date),
    rule("same period last year", "SPAN", "time same last_year", relative.last_to_date, unit=_YEAR),
    rule("same unit last year", "SPAN", "UNIT same year=UNIT last", relative.same_in_last),
    rule("same unit last year", "SPAN", "same_as_now UNIT in? year=UNIT last", relative.same_in_last),
    rule("this unit last year", "SPAN", "said_of_today UNIT in? year=UNIT last", relative.same_in_last),
    rule("same day last week", "SPAN", "UNIT same in? week=UNIT last", relative.same_day_in_last),
    rule("same day last week", "SPAN", "same_as_now UNIT in? week=UNIT last", relative.same_day_in_last),
    rule("same unit last year", "SPAN", "UNIT same last_year", relative.same_in_last, year=_YEAR),
    rule("same unit last year", "SPAN", "same_as_now UNIT in? last_year", relative.same_in_last, year=_YEAR),
    rule("this unit last year", "SPAN", "said_of_today UNIT in? last_year", relative.same_in_last, year=_YEAR),
    rule("by name", "SPAN", "when=WEEKDAY|SEASON last", relative.last_named),
    rule("by name", "SPAN", "this when=WEEKDAY|SEASON|MONTH", relative.this_named),
    rule("by name", "SPAN", "when=WEEKDAY|SEASON|MONTH next", relative.next_named),
)
_YEARLESS = (
    rule("month", "YEARLESS", "value=MONTH", whole.same),
    rule("season", "YEARLESS", "value=SEASON", whole.same),
    rule("weekday", "YEARLESS", "value=WEEKDAY", whole.same, not_after=_EACH),
    rule("quarter", "YEARLESS", "q ~NUM", dates.numbered, unit=_QUARTER),
    rule("half", "YEARLESS", "h ~NUM", dates.numbered, unit=_HALF),
    rule("numbered unit", "YEARLESS", "UNIT NUM", dates.numbered, not_after=_EACH),
    rule("n-th unit", "YEARLESS", "UNIT ORD", dates.ordinal_unit),
    rule("day", "YEARLESS", "DAY month=MONTH", dates.month_day),
    rule("day", "YEARLESS", "a=NUM ~/ ~b=NUM", dates.slashed_yearless),
)
_DATES = (
    rule("year", "YEARNO", "value=YEAR", whole.same),
    rule("year", "YEARNO", "UNIT NUM", dates.written_year),
    rule("year", "YEARNO", "value=YEARNO jalali|gregorian", whole.same),
    rule("year", "SPAN", "year=YEARNO", dates.year_span, not_after=frozenset({"q", "h"})),
    rule("of year", "SPAN", "YEARLESS comma|/|-? year=YEARNO", dates.of_year),
    rule("of year", "SPAN", "year=YEARNO -|/? YEARLESS", dates.of_year, not_before=frozenset({"/"})),
    rule("of last year", "SPAN", "YEARLESS ref=SPAN", dates.of_span),
    rule("of last month", "SPAN", "DAY ref=SPAN", dates.day_of_span),
    rule("date", "SPAN", "year=NUM ~- ~month=NUM ~- ~day=NUM", dates.dated),
    rule("date", "SPAN", "year=NUM ~/ ~month=NUM ~/ ~day=NUM", dates.dated),
    rule("date", "SPAN", "day=NUM ~/ ~month=NUM ~/ ~year=NUM", dates.dotted),
    rule("year and month", "SPAN", "year=YEAR ~-|/ ~NUM", dates.year_month),
    rule("date with weekday", "SPAN", "WEEKDAY comma? when=WHEN", dates.on_weekday),
    rule("part of month", "SPAN", "first_ten when=WHEN", dates.part_of_month, days=(1, 10)),
    rule("part of month", "SPAN", "second_ten when=WHEN", dates.part_of_month, days=(11, 20)),
    rule("part of month", "SPAN", "last_ten when=WHEN", dates.part_of_month, days=(21, None)),
    rule("part of month", "SPAN", "early when=WHEN", dates.part_of_month, days=(1, 10)),
    rule("part of month", "SPAN", "mid when=WHEN", dates.part_of_month, days=(11, 20)),
    rule("part of month", "SPAN", "late when=WHEN", dates.part_of_month, days=(21, None)),
)
_NTH = (
    rule("n-th of", "SPAN", "UNIT ORD REF", nth.nth_of),
    rule("n-th of", "SPAN", "ORD UNIT REF", nth.nth_of),
    rule("last of", "SPAN", "UNIT final REF", nth.nth_of, last=True),
    rule("last of", "SPAN", "very_last UNIT REF", nth.nth_of, last=True),
    rule("first n of", "SPAN", "NUM UNIT first REF", nth.first_n_of),
    rule("first n of", "SPAN", "NUM UNIT first", _first_months),
    rule("last n of", "SPAN", "NUM UNIT final REF", nth.first_n_of, last=True),
    rule("unit of", "SPAN", "UNIT ref=WHEN", nth.whole_of, not_after=_EACH),
    rule("first of", "SPAN", "first ref=WHEN", nth.nth_of, unit=UnitWord("day"), ord=Number(1, 0, True)),
)
_PERIODS = (
    rule("days from to", "PERIOD", "from|between? a=DAY to|and b=DAY within=WHEN", ranges.days_between),
    rule("from to", "PERIOD", "from|between start_of? a=REF to|and end_of? b=REF", ranges.between),
    rule("from to", "PERIOD", "from_start a=REF to end_of? b=REF", ranges.between),
    rule("to", "PERIOD", "a=WHEN to end_of? b=WHEN", ranges.between, loose=True),
    rule("since", "PERIOD", "from_start when=REF to_date?", ranges.since),
    rule("since", "PERIOD", "from when=REF to_date", ranges.since),
    rule("since", "PERIOD", "when=WHEN to_date", ranges.since_said),
    rule("onwards", "PERIOD", "from|from_start when=REF onwards", ranges.onwards),
    rule("from alone", "PERIOD", "from when=WHEN", ranges.since_weakly, not_after=_AMOUNT),
    rule("from alone", "PERIOD", "from when=WHEN", whole.from_alone, not_after=_AMOUNT, also_relative=True),
    rule("after", "PERIOD", "after end_of? when=REF", ranges.after),
    rule("before", "PERIOD", "before start_of? when=REF", ranges.before),
    rule("until", "PERIOD", "until end_of? when=REF", ranges.until),
    rule("to date", "PERIOD", "to_date", ranges.all_to_date),
    rule("", "PERIOD", "when=WHEN", whole.plain),
    rule("", "PERIOD", "in when=WHEN", whole.firm),
    rule("end of", "PERIOD", "in? end_of REF", whole.end_of),
)

RULES = (*_UNITS, *_RELATIVE, *_YEARLESS, *_DATES, *_NTH, *_PERIODS)
