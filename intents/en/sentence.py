"""English sentences of queries, in words that `intents.en.words` and the periods read back."""

from __future__ import annotations

from datetime import date, timedelta

from persiantools.jdatetime import JalaliDate

from intents.kinship import is_amount_of_each
from intents.language import ON_CALENDARS
from queries.catalogue.model import Catalogue, Words
from queries.catalogue.statistics import inside
from queries.members import Members
from queries.query import Compare, Filter, Having, Period, Query, Rank

_BUCKETS = {"weekday": "weekday", "hour": "hour of day", "month_of_year": "month of the year"}
_OPS = {">": "above", ">=": "at least", "<": "below", "<=": "at most", "=": "exactly"}
_TEXT = {"contains": "contains", "starts_with": "starts with", "ends_with": "ends with"}
_COMPARED = {
    "previous_year": "the same period last year",
    "previous_quarter": "the quarter before",
    "previous_month": "the month before",
    "previous_week": "the week before",
    "previous_period": "the previous period",
}
_CHARTS = {
    "map": "on a map", "treemap": "as a treemap", "heatmap": "as a heatmap", "pie": "as a pie chart",
    "bars": "as a bar chart", "line": "as a line chart", "table": "as a table", "funnel": "as a funnel chart",
    "scatter": "as a scatter plot", "stacked_bars": "as stacked bars", "waterfall": "as a waterfall",
    "pareto": "as a pareto", "card": "as a card",
}  # fmt: skip
_BEFORE = {"share": "share of", "growth": "growth of", "running_total": "running total of", "change": "change in"}
_CALENDARS = {"gregorian": "Gregorian", "jalali": "Jalali"}
_OVER = {"mean": "average", "median": "median", "max": "maximum", "min": "minimum"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ME = {"my_team": "for my team", "my_territory": "in my territory"}


def speak(query: Query, catalogue: Catalogue, members: Members | None = None) -> str:
    """The query as a person would ask it."""
    what = _special(query, catalogue) or _figures(query, catalogue)
    parts = [
        "my" if query.me == "me" else "",
        what,
        *(_filter(f, catalogue) for f in query.filters),
        *(_having(h, catalogue) for h in query.having if h.level == "group"),
        _ME.get(query.me or "", ""),
        period_words(query.period),
        _compare(query.compare),
        _rank(query.rank, catalogue),
        _CHARTS.get(query.chart or "", ""),
    ]
    sentence = " ".join(part for part in parts if part).replace(" ,", ",")
    return sentence[:1].upper() + sentence[1:]


def _name(words: Words) -> str:
    """The English label inside a sentence: "win rate", but "CSAT" and "MRR"."""
    return inside(words.label.get("en") or next(iter(words.label.values())))


def _special(query: Query, catalogue: Catalogue) -> str:
    by = _by(query, catalogue)
    metrics = _metrics(query, catalogue)
    match query.analysis:
        case "definition":
            return f"definition of {metrics}"
        case "forecast":
            return f"forecast of {metrics} {by}".rstrip()
        case "drivers":
            return f"why did {metrics} change {by}".rstrip()
        case "goals" if catalogue.goals:
            return _name(catalogue.goals.words)
        case "funnel":
            return f"{_name(catalogue.funnels[query.funnel or ''].words)} {by}".rstrip()
        case "dashboard":
            return _name(catalogue.dashboards[query.dashboard or ""].words)
        case "profile":
            named = (p for p in catalogue.profiles.values() if p.subset in query.metrics)
            return next((_name(p.words) for p in named), metrics)
        case "timeline":
            about = {f.dimension for f in query.filters}
            return next((_name(t.words) for t in catalogue.timelines.values() if t.dimension in about), metrics)
    if query.scorecard in catalogue.scorecards:
        return _name(catalogue.scorecards[query.scorecard or ""].words)
    return ""


def _figures(query: Query, catalogue: Catalogue) -> str:
    metrics = _metrics(query, catalogue)
    before, after = [], []
    for transform in query.transforms:
        kind, _, over = transform.partition(":")
        if kind.endswith("_over"):
            before.append(_OVER[kind.removesuffix("_over")])
            after.append(f"per {_breakdown(over, catalogue)}")
        elif kind == "moving_average":
            before.append(f"{over}-{query.bucket} moving average of")
        else:
            before.append(_BEFORE[kind])
    rows = [
        _having(h, catalogue, named=not is_amount_of_each(catalogue, query, h))
        for h in query.having
        if h.level == "row"
    ]
    return " ".join([*before, metrics, *rows, *after, _by(query, catalogue)]).strip()


def _metrics(query: Query, catalogue: Catalogue) -> str:
    return _list([_name(catalogue.metrics[m].words) for m in query.metrics], "and")


def _list(names: list[str], joint: str) -> str:
    return f" {joint} ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _by(query: Query, catalogue: Catalogue) -> str:
    words = ""
    within = query.rank.within if query.rank else None
    for place, name in enumerate(query.by):
        said = _on_calendar(name, query, catalogue)
        if name == within:
            words += f" in each {said}"
        elif place and query.by[place - 1] != within:
            words += f" and {said}"
        else:
            words += f" by {said}"
    return words.strip()


def _on_calendar(name: str, query: Query, catalogue: Catalogue) -> str:
    """A breakdown; a grain with its calendar where another one would be meant."""
    said = _breakdown(name, catalogue)
    told = query.period.calendar if query.period is not None else catalogue.calendar.default
    if name not in ON_CALENDARS or query.calendar == told or query.calendar not in _CALENDARS:
        return said
    return f"{_CALENDARS[query.calendar]} {said}"


def _breakdown(name: str, catalogue: Catalogue) -> str:
    dimension = catalogue.dimensions.get(name)
    return _name(dimension.words) if dimension else _BUCKETS.get(name, name)


def _filter(one: Filter, catalogue: Catalogue) -> str:
    name = _breakdown(one.dimension, catalogue)
    members = [m for m in one.members if m is not None]
    if one.op in _TEXT:
        return f'where {name} {_TEXT[one.op]} "{members[0]}"'
    if one.op == "not_in":
        return f"except {name} {_list(members, 'and')}"
    return f"for {name} {_list(members, 'or')}"


def _of_each(one: Having, query: Query, catalogue: Catalogue) -> str:
    return _having(one, catalogue, named=not is_amount_of_each(catalogue, query, one))


def _having(one: Having, catalogue: Catalogue, *, named: bool = True) -> str:
    metric = catalogue.metrics[one.metric]
    said = f"with {_name(metric.words)} " if named else ""
    each = " each" if one.level == "row" else ""
    value = _number(one.value, percent=metric.unit == "percent")
    if one.op == "between" and one.upper is not None:
        return f"{said}between {value} and {_number(one.upper, percent=metric.unit == 'percent')}{each}"
    return f"{said}{_OPS[one.op]} {value}{each}"


def _number(value: float, *, percent: bool) -> str:
    shown = round(value * 100, 10) if percent else value
    text = f"{shown:.10f}".rstrip("0").rstrip(".")
    return f"{text}%" if percent else text


def _compare(compare: Compare | None) -> str:
    if compare is None:
        return ""
    if compare.period is not None:
        return f"vs {period_words(compare.period).removeprefix('in ').removeprefix('on ')}"
    return f"vs {_COMPARED[compare.kind]}" if compare.kind in _COMPARED else ""


def _rank(rank: Rank | None, catalogue: Catalogue) -> str:
    if rank is None:
        return ""
    by = f" by {_name(catalogue.metrics[rank.by].words)}" if rank.by else ""
    by = by if rank.on == "value" else f" by {rank.on}"
    if rank.n is None:
        return f", sorted{by} {'descending' if rank.order == 'top' else 'ascending'}"
    if rank.nth:
        return f", {rank.n}{_ending(rank.n)} {'highest' if rank.order == 'top' else 'lowest'}{by}"
    return f", {rank.order} {rank.n}{' %' if rank.percent else ''}{by}"


def _ending(n: int) -> str:
    return "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


def period_words(period: Period | None) -> str:
    """Absolute words: "in October 2026", "from Q1 2025 to Q4 2025", "from 4 May 2026 on"."""
    if period is None or (period.start is None and period.end is None):
        return ""
    if period.end is None:
        assert period.start is not None
        return f"from {_day(period.start)} on"  # "since" ends today
    if period.start is None:
        return f"before {_day(period.end)}"
    last = period.end - timedelta(days=1)
    if period.calendar == "jalali":
        ends = _jalali_ends(period.start, period.end, period.unit)
    else:
        ends = _ends(period.start, last, period.unit) if period.calendar == "gregorian" else None
    if ends is None:
        return f"on {_day(last)}" if last == period.start else f"from {_day(period.start)} to {_day(last)}"
    first, final = ends
    return f"in {first}" if first == final else f"from {first} to {final}"


_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def _ends(start: date, last: date, unit: str | None) -> tuple[str, str] | None:
    """The names of the first and last units, where the period is made of whole ones."""
    following = last + timedelta(days=1)
    if unit == "week" and (last - start).days % 7 == 6:
        return f"the week of {_day(start)}", f"the week of {_day(last - timedelta(days=6))}"
    months = _MONTHS_IN.get(unit or "")
    if months is None or any(day.day != 1 or (day.month - 1) % months for day in (start, following)):
        return None
    return _unit(start, months), _unit(last, months)


_JALALI_MONTHS = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman",
    "Esfand",
)  # fmt: skip


def _jalali_ends(start: date, following: date, unit: str | None) -> tuple[str, str] | None:
    """ "Aban 1405", "1404": whole months and years of that calendar, quarters told by their months."""
    first, after, last = JalaliDate(start), JalaliDate(following), JalaliDate(following - timedelta(days=1))
    if first.day != 1 or after.day != 1 or unit not in _MONTHS_IN:
        return None
    if unit == "year" and first.month == after.month == 1:
        return str(first.year), str(last.year)
    names = [f"{_JALALI_MONTHS[one.month - 1]} {one.year}" for one in (first, last)]
    return names[0], names[1]


def _unit(day: date, months: int) -> str:
    match months:
        case 1:
            return f"{_MONTHS[day.month - 1]} {day.year}"
        case 3:
            return f"Q{(day.month + 2) // 3} {day.year}"
        case 6:
            return f"H{(day.month + 5) // 6} {day.year}"
    return str(day.year)


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
