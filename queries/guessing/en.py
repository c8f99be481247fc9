"""English words of headings and values; they stand in english.yaml."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

_READ: dict[str, Any] = yaml.load(files(__package__).joinpath("english.yaml").read_text("utf-8"), yaml.CSafeLoader)


def _set(name: str) -> frozenset[str]:
    return frozenset(map(str, _READ[name]))


def _list(name: str) -> tuple[str, ...]:
    return tuple(_READ[name])


def _lists(name: str) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in _READ[name].items()}


ABBREVIATIONS: dict[str, str] = _READ["abbreviations"]
ACRONYMS, MONEY, MEAN, WORK = _set("acronyms"), _set("money"), _set("mean"), _set("work")
CURRENCIES: dict[str, str] = _READ["currencies"]
HAPPENINGS: dict[str, str] = _READ["happenings"]
DURATION: dict[str, float] = _READ["duration"]
WRITTEN_SPANS: dict[str, float] = _READ["written_spans"]
PERCENT, POINTS, STATE, NO_FIGURE = _set("percent"), _set("points"), _set("state"), _set("no_figure")
STATE_PHRASES, PROFIT, SALES, COST = _list("state_phrases"), _list("profit"), _list("sales"), _list("cost")
SUBJECTS, HIRED, POSITIONS, LEAVES = _set("subjects"), _set("hired"), _set("positions"), _set("leaves")
PLACES_IN_A_CALENDAR, PRICE, QUANTITY = _set("places_in_a_calendar"), _set("price"), _set("quantity")
DISCOUNT, TARGET, UP, DOWN = _set("discount"), _set("target"), _set("up"), _set("down")
MAIN_DATES: tuple[frozenset[str], ...] = tuple(map(frozenset, _READ["main_dates"]))
NO_MAIN_DATES, STARTS, ENDS, SPELLS = _set("no_main_dates"), _set("starts"), _set("ends"), _set("spells")
DUE, DONE, STAGE_COLUMNS, WON, LOST = _set("due"), _set("done"), _set("stage_columns"), _set("won"), _set("lost")
OUTCOMES: dict[str, tuple[str, ...]] = _lists("outcomes")
FLAG_NOISE, YES, NO, ACTUAL, PLANNED = _set("flag_noise"), _set("yes"), _set("no"), _set("actual"), _set("planned")
MEASURE_COLUMNS, VALUE_COLUMNS, MISSING = _set("measure_columns"), _set("value_columns"), _set("missing")
UNITS, PAID_FOR = _set("units"), _set("paid_for")
NO_BREAKDOWN, EVENTS, HELD, CHANGES = _set("no_breakdown"), _set("events"), _set("held"), _set("changes")
SYNONYMS: dict[str, tuple[str, ...]] = _lists("synonyms")
RATIOS: tuple[dict[str, Any], ...] = tuple(_READ["ratios"])
"""Parts on one table that belong together: numerator, denominator, id, format, good, label, synonyms."""
