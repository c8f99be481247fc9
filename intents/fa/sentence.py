"""Persian sentences of queries, in words that `intents.fa.words` and the periods read back."""

from __future__ import annotations

from intents.fa.period_sentence import period_words
from intents.kinship import is_amount_of_each
from intents.language import ON_CALENDARS
from queries.catalogue.model import Catalogue, Words
from queries.members import Members
from queries.query import Compare, Filter, Having, Query, Rank

_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_BUCKETS = {
    "day": "روز", "week": "هفته", "month": "ماه", "quarter": "فصل", "half": "نیم‌سال", "year": "سال",
    "weekday": "روز هفته", "hour": "ساعت", "month_of_year": "ماه سال",
}  # fmt: skip
_OPS = {">": "بیش از", ">=": "حداقل", "<": "کمتر از", "<=": "حداکثر", "=": "دقیقاً"}
_TEXT = {"contains": "شامل", "starts_with": "با آغاز", "ends_with": "با پایان"}
_COMPARED = {
    "previous_year": "مدت مشابه سال قبل",
    "previous_quarter": "فصل قبل از آن",
    "previous_month": "ماه قبل از آن",
    "previous_week": "هفته قبل از آن",
    "previous_period": "دورهٔ قبل از آن",
}
_CHARTS = {
    "map": "روی نقشه", "treemap": "به صورت نقشه درختی", "heatmap": "به صورت نقشه حرارتی",
    "pie": "به صورت نمودار دایره‌ای", "bars": "به صورت نمودار میله‌ای", "line": "به صورت نمودار خطی",
    "table": "به صورت جدول", "funnel": "به صورت نمودار قیفی", "scatter": "به صورت نمودار پراکندگی",
    "stacked_bars": "به صورت نمودار میله‌ای انباشته", "waterfall": "به صورت نمودار آبشاری",
    "pareto": "به صورت نمودار پارتو", "card": "به صورت کارت",
}  # fmt: skip
_BEFORE = {"share": "سهم", "growth": "رشد", "running_total": "جمع تجمعی", "change": "تغییر"}
_CALENDARS = {"gregorian": "میلادی", "jalali": "شمسی"}
_OVER = {"mean": "میانگین", "median": "میانهٔ", "max": "ماکزیمم", "min": "مینیمم"}
_MOVING = {"day": "روزه", "month": "ماهه"}
_ME = {"me": "من", "my_team": "تیم من", "my_territory": "منطقهٔ من"}


def speak(query: Query, catalogue: Catalogue, members: Members | None = None) -> str:
    """The query as a person would ask it; members by their Persian names where they have one."""
    special = _special(query, catalogue)
    what = " ".join([special, _ME.get(query.me or "", "")]).strip() if special else _figures(query, catalogue)
    parts = [
        what,
        *(_filter(f, catalogue, members) for f in query.filters),
        *(_having(h, catalogue) for h in query.having if h.level == "group"),
        period_words(query.period),
        _compare(query.compare),
        _rank(query.rank, catalogue),
        _CHARTS.get(query.chart or "", ""),
    ]
    return " ".join(part for part in parts if part).replace(" ،", "،").translate(_DIGITS)


def _name(words: Words) -> str:
    return words.label.get("fa") or words.label.get("en") or next(iter(words.label.values()))


def _special(query: Query, catalogue: Catalogue) -> str:
    by = _by(query, catalogue)
    metrics = _metrics(query, catalogue)
    match query.analysis:
        case "definition":
            return f"تعریف {metrics}"
        case "forecast":
            return f"پیش‌بینی {metrics} {by}".rstrip()
        case "drivers":
            return f"چرا {metrics} تغییر کرد {by}".rstrip()
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
            after.append(f"به ازای هر {_breakdown(over, catalogue)}")
        elif kind == "moving_average":
            bucket = query.bucket or "month"
            before.append(f"میانگین متحرک {over} {_MOVING.get(bucket, _BUCKETS[bucket])}")
        else:
            before.append(_BEFORE[kind])
    whose = _ME.get(query.me or "", "")
    rows = "، ".join(
        [
            _having(h, catalogue, named=not is_amount_of_each(catalogue, query, h))
            for h in query.having
            if h.level == "row"
        ]
    )
    by = _by(query, catalogue)
    rows = f"{rows}،" if rows and not by else rows  # «هرکدام از ۱ تا ۵ مهر» would be each of those days
    return " ".join(part for part in (*before, metrics, whose, rows, *after, by) if part)


def _metrics(query: Query, catalogue: Catalogue) -> str:
    return _list([_name(catalogue.metrics[m].words) for m in query.metrics], "و")


def _list(names: list[str], joint: str) -> str:
    return f" {joint} ".join(["، ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _by(query: Query, catalogue: Catalogue) -> str:
    words = ""
    within = query.rank.within if query.rank else None
    for place, name in enumerate(query.by):
        said = _on_calendar(name, query, catalogue)
        if name == within:
            words += f" در هر {said}"
        elif place and query.by[place - 1] != within:
            words += f" و {said}"
        else:
            words += f" به تفکیک {said}"
    return words.strip()


def _on_calendar(name: str, query: Query, catalogue: Catalogue) -> str:
    """A breakdown; a grain with its calendar where another one would be meant."""
    said = _breakdown(name, catalogue)
    told = query.period.calendar if query.period is not None else catalogue.calendar.persian
    if name not in ON_CALENDARS or query.calendar == told or query.calendar not in _CALENDARS:
        return said
    return f"{said} {_CALENDARS[query.calendar]}"


def _breakdown(name: str, catalogue: Catalogue) -> str:
    dimension = catalogue.dimensions.get(name)
    return _name(dimension.words) if dimension else _BUCKETS.get(name, name)


def _filter(one: Filter, catalogue: Catalogue, members: Members | None) -> str:
    name = _breakdown(one.dimension, catalogue)
    said = [_member(one.dimension, m, catalogue, members) for m in one.members if m is not None]
    if one.op in _TEXT:
        return f"که {name} {_TEXT[one.op]} «{said[0]}»"
    if one.op == "not_in":
        return f"به جز {name} {_list(said, 'و')}"
    return f"برای {name} {_list(said, 'یا')}"


def _member(dimension: str, value: str, catalogue: Catalogue, members: Members | None) -> str:
    known = members.names.get(dimension, {}).get(value, {}).get("fa") if members else None
    declared = catalogue.dimensions[dimension].members if dimension in catalogue.dimensions else ()
    return known or next((_name(m.words) for m in declared if m.value == value), value)


def _of_each(one: Having, query: Query, catalogue: Catalogue) -> str:
    return _having(one, catalogue, named=not is_amount_of_each(catalogue, query, one))


def _having(one: Having, catalogue: Catalogue, *, named: bool = True) -> str:
    metric = catalogue.metrics[one.metric]
    said = f"با {_name(metric.words)} " if named else ""
    each = " هرکدام" if one.level == "row" else ""
    value = _number(one.value, percent=metric.unit == "percent")
    if one.op == "between" and one.upper is not None:
        return f"{said}بین {value} و {_number(one.upper, percent=metric.unit == 'percent')}{each}"
    return f"{said}{_OPS[one.op]} {value}{each}"


def _number(value: float, *, percent: bool) -> str:
    shown = round(value * 100, 10) if percent else value
    text = f"{shown:.10f}".rstrip("0").rstrip(".").replace(".", "٫")
    return f"{text}٪" if percent else text


def _compare(compare: Compare | None) -> str:
    if compare is None:
        return ""
    if compare.period is not None:
        return f"در مقایسه با {period_words(compare.period).removeprefix('در ')}"
    return f"نسبت به {_COMPARED[compare.kind]}" if compare.kind in _COMPARED else ""


_CHANGED = {"change": "تغییر", "growth": "رشد"}


def _rank(rank: Rank | None, catalogue: Catalogue) -> str:
    if rank is None:
        return ""
    by = f" بر اساس {_name(catalogue.metrics[rank.by].words)}" if rank.by else ""
    by = by if rank.on == "value" else f" بر اساس {_CHANGED[rank.on]}"
    if rank.n is None:
        return f"، مرتب شده{by} {'نزولی' if rank.order == 'top' else 'صعودی'}"
    if rank.nth:
        return f"، {rank.n}مین {'بیشترین' if rank.order == 'top' else 'کمترین'}{by}"
    return f"، {rank.n}{'٪' if rank.percent else ' تای'} {'برتر' if rank.order == 'top' else 'آخر'}{by}"
