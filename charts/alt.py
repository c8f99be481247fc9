"""A chart in words: the alternative text, for who cannot see the picture."""

from __future__ import annotations

from collections.abc import Sequence

from charts.groups import ordered_rows
from charts.kinds.funnel import stage_label
from charts.view import Row, View
from queries.answer import Role, Value
from queries.query import ChartKind

_ITEMS = 8  # rows told one by one
_CELLS = 5  # of two breakdowns crossed
_NAMES = frozenset({"stage", "attribute", "member", "metric", "status"})  # columns that say what the row is about
_LONGEST = 1800  # Slack takes 2,000 characters


def description(view: View, kind: ChartKind, title: str, subtitle: str) -> str:
    """Kind, the title and subtitle as drawn, and what the picture shows of its figures, as it is read aloud."""
    words = view.words
    facts = _facts(view, kind) or words.NO_DATA
    parts = [f"{words.KINDS[kind]}: {title}", subtitle, facts[:1].upper() + facts[1:]]
    text: str = words.ALT_STOP.join(p for p in parts if p)
    return text[:_LONGEST]


def _facts(view: View, kind: ChartKind) -> str:
    """A long trend by its ends and extremes, crossed breakdowns by their largest cells, else row by row."""
    keys, words = len(view.key_columns), view.words
    if kind == "forecast" and (ahead := [r for r in view.rows if view.number(r, view.named("forecast")) is not None]):
        return str(words.ALT_SEPARATOR.join(_expected(view, row) for row in ahead[:_ITEMS]))
    if kind == "lines" and keys == 2 and view.is_time(0) != view.is_time(1):
        return _courses(view)
    if keys == 1 and view.is_time(0) and len(view.rows) > _ITEMS:
        return str(words.ALT_SEPARATOR.join(t for m in view.metrics if (t := _trend(view, m))))
    ranked = view.answer.query.rank is not None or kind in ("funnel", "timeline", "goals", "profile", "table")
    if keys == 2 and len(view.rows) > _ITEMS and not ranked:
        sized = [r for r in view.rows if view.number(r, view.main) is not None]
        largest = sorted(sized, key=lambda r: -(view.number(r, view.main) or 0.0))[:_CELLS]
        return str(words.ALT_LARGEST.format(items=words.ALT_SEPARATOR.join(_item(view, r) for r in largest)))
    in_order = keys == 1 and view.main is not None and kind not in ("funnel", "timeline", "goals", "profile")
    return _items(view, ordered_rows(view, view.main) if in_order else view.rows)


def _items(view: View, rows: Sequence[Row]) -> str:
    items = [_item(view, row) for row in rows[:_ITEMS]]
    if len(rows) > _ITEMS:
        items.append(view.words.AND_MORE.format(n=view.value(len(rows) - _ITEMS, "count")))
    text: str = view.words.ALT_SEPARATOR.join(i for i in items if i)
    return text


def _expected(view: View, row: Row) -> str:
    """What a forecast expects of a bucket, and between which bounds."""
    figure, low, high = (
        view.value(view.number(row, view.named(n)), view.main) for n in ("forecast", "low_80", "high_80")
    )
    told = figure
    if view.number(row, view.named("low_80")) is not None:
        told = view.words.ALT_EXPECTED.format(figure=figure, low=low, high=high)
    return str(view.words.ALT_NAMED.format(name=view.key_label(row), figures=told))


def _courses(view: View) -> str:
    """Where the lines of the largest members begin and end."""
    time = 0 if view.is_time(0) else 1
    lines: dict[Value, list[tuple[float, Row]]] = {}
    for row in ordered_rows(view, view.main, time):
        value = view.number(row, view.main)
        if value is not None:
            lines.setdefault(row.keys[1 - time], []).append((value, row))
    largest = sorted(lines.values(), key=lambda line: -sum(v for v, _ in line) / len(line))
    told = []
    for line in largest[:_CELLS]:
        first, last = line[0][1], line[-1][1]
        figures = {"first": view.cell(first, view.main), "last": view.cell(last, view.main)}
        course = view.words.ALT_COURSE.format(
            **figures, start=view.key_label(first, time), end=view.key_label(last, time)
        )
        told.append(view.words.ALT_NAMED.format(name=view.key_label(first, 1 - time), figures=course))
    if len(lines) > _CELLS:
        told.append(view.words.AND_MORE.format(n=view.value(len(lines) - _CELLS, "count")))
    return str(view.words.ALT_SEPARATOR.join(told))


def _trend(view: View, metric: str) -> str:
    """Where a trend begins and ends, and its highest and lowest bucket; with its name where there are several."""
    column = view.main if metric == view.metrics[0] else view.column("metric", metric)
    known = [(v, r) for r in ordered_rows(view, view.main) if (v := view.number(r, column)) is not None]
    if not known:
        return ""
    high, low = max(known, key=lambda p: p[0])[1], min(known, key=lambda p: p[0])[1]
    places = {"first": known[0][1], "last": known[-1][1], "high": high, "low": low}
    figures = {name: view.cell(row, column) for name, row in places.items()}
    buckets = {"start": known[0][1], "end": known[-1][1], "high_at": high, "low_at": low}
    text: str = view.words.ALT_TREND.format(**figures, **{name: view.key_label(r) for name, r in buckets.items()})
    if len(view.metrics) == 1:
        return text
    return str(view.words.ALT_NAMED.format(name=view.metric_label(metric), figures=text))


def _item(view: View, row: Row) -> str:
    """ "Tehran, Enterprise: $1.2M (▲ +3.1 %)"; several figures each with its name."""
    words = view.words
    roles: tuple[Role, ...] = ("metric", "text", "share", "growth")
    shown = [i for i, c in enumerate(view.answer.columns) if c.role in roles or i == view.main]
    shown = [i for i in shown if row.cells[i] is not None or len(shown) == 1]
    if view.answer.query.analysis == "goals":  # all over the same days, which the subtitle has
        shown = [i for i in shown if view.answer.columns[i].unit != "date"]
    figures = [_figure(view, row, i, named=len(shown) > 1) for i in shown]
    names = words.ALT_COMMA.join(view.key_label(row, at) for at in range(len(view.key_columns)))
    told = words.ALT_COMMA.join(f for f in figures if f)
    return str(words.ALT_NAMED.format(name=names, figures=told)) if names and told else names or told


def _figure(view: View, row: Row, at: int, *, named: bool) -> str:
    """A cell with the name of its column where the row has several figures, and its change where one is known."""
    column, words = view.answer.columns[at], view.words
    text = _text(view, row, at)
    if column.role == "metric":
        change = view.change(row, column.of)
        text = words.ALT_CHANGED.format(figure=text, change=change.text[2:]) if change else text
    plain = named and column.id not in _NAMES and column.unit not in ("text", "date")
    return f"{view.column_label(column)} {text}" if plain else text


def _text(view: View, row: Row, at: int) -> str:
    """A cell as text; ids of a special answer by their names."""
    column, value = view.answer.columns[at], row.cells[at]
    if column.id == "stage":
        return stage_label(view, value)
    if column.id == "attribute":
        return view.breakdown_label(str(value))
    if column.id == "member":
        attribute = view.named("attribute")
        return view.member_label(str(row.cells[attribute]), value) if attribute is not None else view.cell(row, at)
    if column.id == "metric" and isinstance(value, str):
        return view.metric_label(value)
    if column.id in ("goal", "actual") and (known := view.catalogue.metrics.get(_of(view, row))):
        return view.value(value, known.unit)
    if column.id == "status":
        return str(view.words.STATUS.get(value, value))
    return view.cell(row, at)


def _of(view: View, row: Row) -> str:
    """The metric that a row of goals is about."""
    at = view.named("metric")
    return str(row.cells[at]) if at is not None else ""
