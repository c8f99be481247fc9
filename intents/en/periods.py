"""English words of time: what each stands for. How they join is in periods_rules."""

from __future__ import annotations

from collections.abc import Callable

from intents.en.periods_rules import RULES
from intents.periods.grammar import Numerals, PeriodWords
from intents.periods.values import Number, UnitWord, Yearless

_MONTHS = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sep sept", "october oct", "november nov", "december dec",
)  # fmt: skip
_JALALI_MONTHS = (
    "farvardin", "ordibehesht", "khordad", "tir", "mordad amordad", "shahrivar", "mehr", "aban", "azar", "dey",
    "bahman", "esfand",
)  # fmt: skip
_WEEKDAYS = (
    "monday mon", "tuesday tue tues", "wednesday wed weds", "thursday thu thur thurs", "friday fri", "saturday sat",
    "sunday sun",
)  # fmt: skip
_SEASONS = ("spring", "summer", "autumn", "winter")
# Words that are often something else: a bare one is a period only if nothing else claims it.
_WEAK = {
    "may",
    "march",
    "mar",
    "mon",
    "wed",
    "sat",
    "sun",
    "fri",
    "jan",
    "tir",
    "mehr",
    "dey",
    "azar",
    "bahman",
    *_SEASONS,
}

_UNITS = {
    "day": UnitWord("day"), "days": UnitWord("day"),
    "week": UnitWord("week"), "weeks": UnitWord("week"), "wk": UnitWord("week"), "wks": UnitWord("week"),
    "month": UnitWord("month"), "months": UnitWord("month"), "mth": UnitWord("month"), "mths": UnitWord("month"),
    "quarter": UnitWord("quarter"), "quarters": UnitWord("quarter"), "qtr": UnitWord("quarter"),
    "qtrs": UnitWord("quarter"),
    "half": UnitWord("half"), "halves": UnitWord("half"), "half year": UnitWord("half"), "half-year": UnitWord("half"),
    "half years": UnitWord("half"), "half-years": UnitWord("half"), "semester": UnitWord("half"),
    "semesters": UnitWord("half"),
    "year": UnitWord("year"), "years": UnitWord("year"), "yr": UnitWord("year"), "yrs": UnitWord("year"),
    "fortnight": UnitWord("week", 2), "fortnights": UnitWord("week", 2),
    "decade": UnitWord("year", 10), "decades": UnitWord("year", 10),
}  # fmt: skip

_TO_DATE = {
    "ytd": UnitWord("year"), "qtd": UnitWord("quarter"), "mtd": UnitWord("month"), "wtd": UnitWord("week"),
    "htd": UnitWord("half"), "fytd": UnitWord("year", calendar="fiscal"),
    "fqtd": UnitWord("quarter", calendar="fiscal"), "cytd": UnitWord("year", calendar="gregorian"),
}  # fmt: skip

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety"
_RANKS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_PARTS = {word: 10 * n for n, word in enumerate(_TENS.split(), 1)} | {
    word: n for n, word in enumerate([*_ONES.split(), "eighteen", "nineteen"], 1)
}
_ORDINALS = {word: n for n, word in enumerate(_RANKS.split(), 1)} | {"thirtieth": 30}


def _named(names: tuple[str, ...], make: Callable[[int, bool], Yearless]) -> dict[str, object]:
    return {word: make(n, word in _WEAK) for n, words in enumerate(names) for word in words.split()}


_WORDS = {
    "the": ("the",),
    "a": ("a", "an", "one"),
    "of": ("of",),
    "in": ("in", "during", "within", "for", "on", "throughout", "at", "across"),
    "over": ("over",),
    "on": ("on",),
    "for": ("for",),
    "during": ("during",),
    "last": ("last", "past", "previous", "prior", "preceding", "lst", "prev"),
    "final": ("last", "final", "closing"),
    "ly": ("ly",),
    "lq": ("lq",),
    "lm": ("lm",),
    "lw": ("lw",),
    "before_last": ("before last",),
    "after_next": ("after next",),
    "this": ("this", "current", "curr"),
    "same": ("same",),
    "next": ("next", "coming", "upcoming", "following", "nxt"),
    "first": ("first", "opening"),
    "full": ("full", "complete", "completed", "entire", "whole", "finished"),
    "all": ("all", "whole", "full", "entire"),
    "few": ("few", "a few", "several", "some", "many", "a number of", "various"),
    "rolling": ("rolling", "trailing", "running last", "moving last"),
    "calendar": ("calendar", "cal", "gregorian"),
    "fiscal": ("fiscal", "financial"),
    "jalali": ("jalali", "persian", "shamsi", "iranian", "solar hijri"),
    "ago": ("ago", "back"),
    "from_now": ("from now", "from today", "hence"),
    "in_future": ("in the future",),
    "to_date": ("to date", "to-date", "-to-date", "todate", "so far", "until now", "till now",
                "up to now", "up until now", "to now", "through now", "until today", "till today", "to today",
                "through today", "up to today"),
    "bare_to_date": ("to date", "to-date"),
    "all_time": ("all time", "all-time", "of all time", "ever", "in history", "in our history",
                 "since the beginning", "since inception", "since the very beginning"),
    "earlier": ("earlier", "earlier in"),
    "rest": ("rest of", "remainder of", "the rest of", "the remainder of", "remaining", "balance of", "the balance of"),
    "since": ("since", "ever since"),
    "from": ("from",),
    "starting": ("starting", "beginning", "starting from", "beginning from", "starting on", "beginning on",
                 "starting in", "beginning in", "starting with", "commencing", "commencing on", "as from"),
    "commencing": ("starting", "beginning", "commencing", "starting on", "beginning on", "commencing on", "from"),
    "ending": ("ending", "ended", "ending on", "ended on", "ending in", "ended in", "to the end of"),
    "ending_in": ("to", "up to"),
    "until": ("until", "till", "up to", "up until", "through", "thru", "no later than", "on or before",
              "to the end of", "up through", "up to and including", "until the end of", "up to the end of",
              "till the end of", "through the end of", "through to", "as at", "by the end of", "by end of"),
    "before_it": ("before", "before that", "before it", "before this", "before those", "before then", "before them",
                  "prior", "prior to that", "preceding", "preceding that", "preceding it", "leading up to it",
                  "leading up to that"),
    "before": ("before", "prior to", "earlier than", "older than", "preceding"),
    "after": ("after", "later than", "newer than", "past"),
    "or_later": ("or later", "and later", "or after", "and after", "onwards", "onward", "and onwards", "and onward",
                 "forward", "and greater", "or greater", "and up", "and newer", "or newer", "and beyond"),
    "or_earlier": ("or earlier", "and earlier", "or before", "and before", "and older", "or older"),
    "greater": ("greater than", "later than", "after", ">", "bigger than"),
    "less": ("less than", "earlier than", "before", "<", "smaller than"),
    "at_least": (">=", "> =", "≥", "at least", "=>"),
    "at_most": ("<=", "< =", "≤", "at most", "=<"),
    "equals": ("=", "==", "is", "equals", "equal to"),
    "between": ("between", "in between"),
    "and": ("and", "&"),
    "to": ("to", "through", "thru", "until", "till", "up to", "-", "~", "up until", "to the end of", "until the end of",
           "through the end of", "till the end of", "through to", "down to"),
    "start_of": ("the start of", "the beginning of", "start of", "beginning of", "the first day of", "early in"),
    "from_start": ("from the start of", "from the beginning of", "since the start of", "since the beginning of",
                   "since start of", "since beginning of", "starting from the beginning of", "since early in",
                   "from start of", "from beginning of", "since the first day of", "from the first day of"),
    "end_of": ("the end of", "end of"),
    "as_of": ("as of", "as at"),
    "q": ("q",),
    "h": ("h",),
    "w": ("w", "wk", "cw", "kw"),
    "fy": ("fy", "fiscal"),
    "fq": ("fq",),
    "cy": ("cy",),
    "number": ("number", "no", "no.", "nr", "#"),
    "s": ("s", "'s"),
    "possessive": ("'s", "'"),
    "comma": (",",),
    "-": ("-",), "/": ("/",), ".": (".",), "'": ("'",),
    "my": ("my", "our"),
    "time": ("time", "period", "days", "dates", "point", "point in time"),
    "lead": ("in", "during", "within", "for", "of", "the", "on", "period", "timeframe", "dates", "interval"),
    "weekend": ("weekend",),
    "average": ("average", "avg", "mean", "moving", "rolling"),
    "person": ("i", "we", "you", "they", "he", "she", "it"),
    "each": ("per", "each", "every", "by", "a", "an", "any", "last", "past", "previous", "this", "next", "prior",
             "current", "which", "what", "best", "worst"),
    "amount": ("over", "above", "under", "below", "than", "top", "bottom", "exceeding", "exceeds", "exceed", "least",
               "most", ">", "<", "=", "≥", "≤", "best", "worst", "$", "€", "£", "¥", "﷼", "#", "usd", "eur", "gbp", "x",
               "approximately", "about", "around", "roughly", "nearly", "almost", "reaches", "reached", "reach",
               "limit"),
    "measure": ("%",),
    "early": ("early", "early in"), "mid": ("mid", "mid-", "middle of", "the middle of"), "late": ("late", "late in"),
    "fall": ("fall",),
    "ttm": ("ttm", "ltm", "t12m", "l12m", "r12m", "r12", "l12"),
}  # fmt: skip

_VALUES: dict[str, dict[str, object]] = {
    "MONTH": {
        **_named(_MONTHS, lambda n, weak: Yearless("month", n + 1, calendar="gregorian", weak=weak)),
        **_named(_JALALI_MONTHS, lambda n, weak: Yearless("month", n + 1, calendar="jalali", weak=weak)),
    },
    "WEEKDAY": _named(_WEEKDAYS, lambda n, weak: Yearless("weekday", n, weak=weak)),
    "SEASON": _named(_SEASONS, lambda n, weak: Yearless("season", n, weak=weak)),
    "UNIT": dict(_UNITS),
    "XTD": dict(_TO_DATE),
    "NUM": {"couple": Number(2), "couple of": Number(2), "a couple of": Number(2), "dozen": Number(12),
            "zero": Number(0)},
    "NAMED": {
        "today": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2,
    },
    "CURRENT": {
        "now": 0, "today": 0, "current date": 0, "the current date": 0, "present": 0, "the present": 0, "date": 0,
        "today's date": 0, "right now": 0, "the present day": 0,
    },
}  # fmt: skip

WORDS = PeriodWords(
    words=_WORDS,
    values=_VALUES,
    numerals=Numerals(
        parts=_PARTS,
        multipliers={"hundred": 100, "thousand": 1000},
        joiners=frozenset({"and", "-"}),
        ordinals=_ORDINALS,
        endings=frozenset({"st", "nd", "rd", "th"}),
    ),
    rules=RULES,
)
