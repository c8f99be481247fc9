"""Tells a crosstab by its headings: columns of periods (Jan … Dec) or members (North, South) that hold one figure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from data.loading.naming import name_of
from data.loading.periods import FINEST_LAST, Kind, Period, periods_of, years_in
from data.loading.report import Column
from data.loading.words import CROSSTAB_NOISE, CUT_AT, TOTAL_HEADINGS, YEAR_HEADINGS
from data.unpivot import Unpivot

LEAST = 3
"""So many columns of one figure: two years side by side may as well be two figures."""
_NUMBERS = ("BIGINT", "DOUBLE", "HUGEINT", "UBIGINT", "FLOAT", "DECIMAL")
_QUESTION = re.compile(r"q ?_?([05-9]|\d{2,})", re.IGNORECASE)
_KEYS = frozenset({"id", "key", "code", "no", "number", "nr", "num", "sku", "zip", "postcode", "کد", "شناسه", "شماره"})


@dataclass(frozen=True, slots=True)
class Value:
    """A figure that columns hold: the new column's name and heading, and the columns in the order of the labels (""
    where it has none)."""

    name: str
    header: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A column that may add up others, which are `of`."""

    column: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crosstab:
    """How a table is turned. `labels` are the headings, or what they name; `periods` the same as periods, none for
    members. `keep` stay beside each value, `numbers` may be what rows are told apart by, `left` are of a whole row.
    `year_of` is the column with the year of months without one."""

    name: str
    labels: tuple[str, ...]
    values: tuple[Value, ...]
    keep: tuple[str, ...]
    periods: tuple[Period, ...] = ()
    totals: tuple[Total, ...] = ()
    numbers: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    year_of: str = ""

    @property
    def turned(self) -> tuple[str, ...]:
        """The columns that become rows."""
        return tuple(column for value in self.values for column in value.columns if column)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a table that looks like a crosstab is left as it is, and the setting that turns it."""

    code: str
    detail: str
    setting: Unpivot


class NoCrosstab(Exception):
    """The table is not as the setting says; the message is a sentence."""


def is_number(column: Column) -> bool:
    """Whether a column was read as numbers."""
    return column.type.startswith(_NUMBERS)


def crosstab_of(
    columns: Sequence[Column], empty: frozenset[str], names: Sequence[str], wanted: Unpivot
) -> Crosstab | Doubt | None:
    """How a table is turned; a doubt, or None where it is no crosstab, only if `wanted` is a guess.

    `empty` are columns without any value, `names` what the sheet, its title and the file are called, in the order in
    which they are asked for a year. Raises NoCrosstab where the table is not as `wanted` says.
    """
    if not wanted.by_period:
        return _by_members(columns, wanted)
    kept = _named(columns, wanted.keep)
    found = periods_of(["" if one.name in kept else one.header for one in columns])
    if wanted.guess and any(_QUESTION.fullmatch(one.header.strip()) for one in columns):
        return None  # question 5 is no quarter, and so questions 1 to 4 are none
    groups = _groups(columns, found, least=LEAST if wanted.guess else 2)
    if not groups:
        pair = _groups(columns, found, least=2) if wanted.guess else {}
        if pair and all(one.kind == "year" for some in pair.values() for one in some.values()):
            shown = [one.header for one in columns if one.name in {name for some in pair.values() for name in some}]
            return Doubt("maybe_crosstab", _listed(shown), _setting(pair, names))
        if wanted.guess:
            return None
        raise NoCrosstab("no columns are named by periods; say which become rows: columns, name, value")
    doubt = _doubt(columns, found, groups, empty) if wanted.guess else ""
    if doubt:
        return Doubt(doubt, _listed([c.header for c in columns if c.name in _all(groups)]), _setting(groups, names))
    return _by_periods(columns, found, groups, names, wanted, kept)


Groups = Mapping[tuple[str, ...], Mapping[str, Period]]
"""By the other words of the headings, the columns with their periods."""


def _groups(columns: Sequence[Column], found: Sequence[Period | None], *, least: int) -> Groups:
    """The columns of the kind of period that most are of, the finer of equals."""
    by_kind: dict[Kind, dict[tuple[str, ...], dict[str, Period]]] = defaultdict(lambda: defaultdict(dict))
    for column, period in zip(columns, found, strict=True):
        if period is not None:
            by_kind[period.kind][period.rest][column.name] = period
    able = {
        kind: {rest: some for rest, some in groups.items() if len(some) >= least} for kind, groups in by_kind.items()
    }
    able = {kind: groups for kind, groups in able.items() if groups}
    if not able:
        return {}
    return able[max(able, key=lambda kind: (sum(map(len, able[kind].values())), FINEST_LAST.index(kind)))]


def _all(groups: Groups) -> set[str]:
    return {name for some in groups.values() for name in some}


def _listed(headers: Sequence[str]) -> str:
    return ", ".join(headers) if len(headers) <= 3 else f"{headers[0]}, {headers[1]} … {headers[-1]}"


def _doubt(columns: Sequence[Column], found: Sequence[Period | None], groups: Groups, empty: frozenset[str]) -> str:
    """The code of a repair that says why headings of periods may mean something else; "" where nothing does."""
    names = _all(groups)
    values = [one for one in columns if one.name in names and one.name not in empty]
    if not values or not all(map(is_number, values)):
        return "crosstab_of_texts"
    periods = [period for some in groups.values() for period in some.values()]
    if len({one.year is None for one in periods}) > 1:
        return "maybe_crosstab"
    if any(len({(p.year, p.number, p.day) for p in some.values()}) < len(some) for some in groups.values()):
        return "maybe_crosstab"
    bare = periods[0].year is None
    letters = [one.header.strip().casefold()[:1] for one in columns if one.name in names]
    if bare and periods[0].kind == "quarter" and set(letters) == {"q"}:
        # Q1 to Q4 may be questions; quarters of a year are surely told by a year.
        return "maybe_crosstab"
    return "maybe_crosstab" if bare and periods[0].kind in ("week", "half") and set(letters) <= {"w", "h"} else ""


def _setting(groups: Groups, names: Sequence[str]) -> Unpivot:
    return Unpivot(value=value_name(names) if set(groups) == {()} else "")


def _by_periods(
    columns: Sequence[Column],
    found: Sequence[Period | None],
    groups: Groups,
    names: Sequence[str],
    wanted: Unpivot,
    kept: frozenset[str],
) -> Crosstab:
    """Turn the columns of periods; a figure for each of the other words in their headings."""
    if wanted.value and len(groups) > 1:
        several = ", ".join(" ".join(rest) or "no other word" for rest in groups)
        raise NoCrosstab(f"the headings name several figures ({several}); 'value' cannot name them all")
    taken = _all(groups)
    periods = list(dict.fromkeys(replace(period, rest=()) for some in groups.values() for period in some.values()))
    kind = periods[0].kind
    rest = [one for one in columns if one.name not in taken]
    year_of, dated = _with_years(periods, rest, names, wanted)
    names_taken = {one.name for one in rest}
    name = _free(kind, names_taken)
    values: list[Value] = []
    for words, some in groups.items():
        place = {replace(period, rest=()): column for column, period in some.items()}
        said = wanted.value or " ".join(words) or value_name(names)
        free = _free(name_of(said), names_taken | {name})
        names_taken.add(free)
        values.append(Value(free, said, tuple(place.get(period, "") for period in periods)))
    totals = [one for one in _totals(rest, columns, found, groups) if one.column not in {*kept, year_of}]
    gone = {one.column for one in totals}
    first = min(number for number, one in enumerate(columns) if one.name in taken)
    before = {one.name for one in columns[:first]}
    numbers = [
        one.name for one in rest if is_number(one) and one.name not in gone | kept and one.name != year_of
        and not _is_key(one)
    ]  # fmt: skip
    able = [one for one in numbers if one in before and next(c for c in rest if c.name == one).type == "BIGINT"]
    return Crosstab(
        name,
        _labels(periods, columns, groups),
        tuple(values),
        tuple(one.name for one in rest if one.name not in gone and one.name not in numbers and one.name != year_of),
        tuple(dated),
        tuple(totals),
        tuple(able),
        tuple(one for one in numbers if one not in able),
        year_of,
    )


def _labels(periods: Sequence[Period], columns: Sequence[Column], groups: Groups) -> tuple[str, ...]:
    """The headings of periods without their other words: the first of each that there is."""
    headers = {one.name: one.header for one in columns}
    rest = {word for words in groups for word in words}
    found: dict[Period, str] = {}
    for some in groups.values():
        for name, period in some.items():
            told = [word for word in headers[name].replace("_", " ").split() if word.casefold() not in rest]
            found.setdefault(replace(period, rest=()), " ".join(told) or headers[name])
    return tuple(found[one] for one in periods)


def _with_years(
    periods: list[Period], rest: Sequence[Column], names: Sequence[str], wanted: Unpivot
) -> tuple[str, list[Period]]:
    """The column of the years, or the periods with the year that the setting, a name or a title tells."""
    if periods[0].year is not None or periods[0].kind == "day":
        return "", periods
    if wanted.year:
        return "", [_dated(one, wanted.year) for one in periods]
    for one in rest:
        words = name_of(one.header).split("_")
        if words[-1] in YEAR_HEADINGS and is_number(one):
            return one.name, periods
    numbers = [one.number for one in periods]
    turns = [place for place in range(1, len(numbers)) if numbers[place] < numbers[place - 1]]
    for name in names:
        years = years_in(name)
        if years is None or ((years[0] < 1500) != periods[0].jalali and periods[0].kind == "month"):
            continue
        first, last = years
        if first == last and not turns:
            return "", [_dated(one, first) for one in periods]
        if first < last and len(turns) == 1:
            # A fiscal year: its months go on into the next calendar year.
            return "", [_dated(one, first if place < turns[0] else last) for place, one in enumerate(periods)]
        break
    return "", periods


def _dated(period: Period, year: int) -> Period:
    return replace(period, year=year, jalali=year < 1500)


def _totals(
    rest: Sequence[Column], columns: Sequence[Column], found: Sequence[Period | None], groups: Groups
) -> Iterable[Total]:
    """Numbers beside the periods that add some of them up: by a word for a total, or a period that holds theirs."""
    told = dict(zip((one.name for one in columns), found, strict=True))
    for one in rest:
        if not is_number(one):
            continue
        period = told[one.name]
        words = name_of(one.header).split("_") if period is None else list(period.rest)
        bare = tuple(word for word in words if word not in TOTAL_HEADINGS)
        of = groups[bare] if bare in groups else next(iter(groups.values())) if len(groups) == 1 else {}
        if period is not None and (bare in groups or len(bare) < len(words)):
            yield Total(one.name, tuple(name for name, inner in of.items() if inner.within(period)))
        elif period is None and len(bare) < len(words):
            yield Total(one.name, tuple(of))


def _is_key(column: Column) -> bool:
    words = name_of(column.header).split("_")
    return words[-1] in _KEYS or words[-1] in YEAR_HEADINGS


def _by_members(columns: Sequence[Column], wanted: Unpivot) -> Crosstab:
    """Turn the columns that the setting names, or all but those that it keeps."""
    named = _named(columns, wanted.columns or wanted.keep)
    turned = [one for one in columns if (one.name in named) == bool(wanted.columns)]
    if not turned:
        raise NoCrosstab("no column is left that would become rows")
    texts = [one.header for one in turned if not is_number(one)]
    if texts and len(texts) < len(turned):
        raise NoCrosstab(f"{_listed(texts)} {'holds' if len(texts) == 1 else 'hold'} texts, the other columns numbers")
    keep = tuple(one.name for one in columns if one not in turned)
    name, value = name_of(wanted.name), name_of(wanted.value)
    for new in (name, value):
        if new in keep or name == value:
            raise NoCrosstab(f"there is a column {new} already; give another name")
    return Crosstab(
        name,
        tuple(one.header or one.name for one in turned),
        (Value(value, wanted.value, tuple(one.name for one in turned)),),
        keep,
    )


def _named(columns: Sequence[Column], wanted: Sequence[str]) -> frozenset[str]:
    """The columns of some names, as they are loaded or as they are headed."""
    known = {one.name: one.name for one in columns} | {one.header: one.name for one in columns if one.header}
    missing = [name for name in wanted if name not in known]
    if missing:
        raise NoCrosstab(f"there is no column {missing[0]!r}; it has {', '.join(one.name for one in columns)}")
    return frozenset(known[name] for name in wanted)


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free


def value_name(names: Sequence[str]) -> str:
    """What the columns hold, going by the names of sheet and file: "Budget 2024 by region" is a budget."""
    for name in names:
        words: list[str] = []
        for word in name_of(name).split("_"):
            if word in CUT_AT and words:
                break
            words.append(word)
        period = periods_of(words)
        kept = [
            word for word, one in zip(words, period, strict=True)
            if one is None and word not in CROSSTAB_NOISE and not any(c.isdigit() for c in word) and len(word) > 1
        ]  # fmt: skip
        if kept and kept != ["column"]:
            return " ".join(kept)
    return "value"
