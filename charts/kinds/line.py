"""Figures over time: one line with its comparison behind it, or several with their names at their ends."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.groups import ordered_rows
from charts.kinds import card
from charts.kinds.time_axis import hardly_begun, thinned, time_texts, unfinished
from charts.look import BLUE, EDGE, GHOST, GRID, INK2, INK3, RULE, SERIES, TICK, Page, darker
from charts.scale import spread
from charts.titles import heading
from charts.typeset import shorten, widest
from charts.view import Row, View, as_number
from queries.answer import Value

_NAMED = 6  # lines with a colour and a name; more are grey behind them
_ALL_NAMED = 7
_NAME = 210
_POINTS_LABELLED = 14
_FEWEST_WHOLE = 4


@dataclass
class Series:
    """One line: its name, its values by place, and how it is drawn."""

    name: str
    values: list[float | None]
    color: str = BLUE
    width: float = 4
    dash: str = "solid"
    end: str = ""
    strong: bool = True


def draw(view: View, title: str | None, source: str) -> Page:
    """One metric; the period compared with runs behind it in grey."""
    main = view.main
    rows = ordered_rows(view, main)
    if len(rows) == 1:
        return card.draw_single(view, "line", title, source)
    rows, remarks = _without_begun(view, rows)
    values = [view.number(r, main) for r in rows]
    series = [Series("", values)]
    before = [view.number(r, view.column("previous")) for r in rows]
    if any(v is not None for v in before):
        last = next((v for v in reversed(before) if v is not None), None)
        name = f"{view.words.ROLES['previous']} {view.value(last, main)}"
        series.insert(0, Series("", before, color=GHOST, width=3, end=name, strong=False))
    average = view.column("moving_average")
    if average is not None:
        series[-1].color, series[-1].width = GHOST, 2.5
        series.append(Series(view.words.ROLES["moving_average"], [view.number(r, average) for r in rows]))
    if view.bound is not None:
        name = view.words.BOUND.format(value=view.value(view.bound, main))
        series.insert(0, Series("", [view.bound] * len(rows), color=INK3, width=2, dash="dash", end=name, strong=False))
    page = view.page()
    _plot(page, view, rows, series, main)
    lines = heading(view, "line", title=title, source=source, remarks=(*view.money_said(main), *remarks))
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def draw_many(view: View, title: str | None, source: str) -> Page:
    """A line a member, or a line a metric of one unit; the largest are named, the rest stay in the background."""
    time = next((i for i in range(len(view.key_columns)) if view.is_time(i)), 0)
    buckets = list({r.keys[time]: r for r in ordered_rows(view, view.main, time)}.values())
    buckets, remarks = _without_begun(view, buckets, time)
    place = {r.keys[time]: i for i, r in enumerate(buckets)}
    if len(view.key_columns) == 1:
        columns = [view.column("metric", m) for m in view.metrics]
        series = [
            Series(view.metric_label(m), [view.number(r, c) for r in buckets])
            for m, c in zip(view.metrics, columns, strict=True)
        ]
    else:
        series = _by_member(view, 1 - time, time, place)
    named = series[:_ALL_NAMED] if len(series) <= _ALL_NAMED else series[:_NAMED]
    for s, color in zip(named, SERIES, strict=False):
        s.color, s.width, s.end = color, 3.5, s.name
    for s in series[len(named) :]:
        s.color, s.width, s.strong = GHOST, 1.5, False
    page = view.page()
    _plot(page, view, buckets, [*reversed(series[len(named) :]), *reversed(named)], view.main, time)
    rest = len(series) - len(named)
    grey = (view.words.GREY_OTHERS.format(n=view.value(rest, "count")),) if rest else ()
    lines = heading(view, "lines", title=title, source=source, remarks=(*view.money_said(view.main), *grey, *remarks))
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _without_begun(view: View, rows: list[Row], at: int = 0) -> tuple[list[Row], tuple[str, ...]]:
    """The buckets to draw: a last one that has hardly begun is left out, and the subtitle says so."""
    if len(rows) < _FEWEST_WHOLE or not hardly_begun(view, rows[-1], at):
        return rows, ()
    return rows[:-1], (view.words.BEGUN.format(bucket=view.key_label(rows[-1], at)),)


def _by_member(view: View, member: int, time: int, place: dict[Value, int]) -> list[Series]:
    """A series a member, the largest over the whole time first."""
    names: dict[Value, Series] = {}
    for row in view.rows:
        series = names.setdefault(row.keys[member], Series(view.key_label(row, member), [None] * len(place)))
        if row.keys[time] in place:
            series.values[place[row.keys[time]]] = view.number(row, view.main)
    if view.adds_in_time:  # nothing recorded is nothing sold; a rate has no value there
        for series in names.values():
            series.values = [0.0 if v is None else v for v in series.values]
    return sorted(names.values(), key=lambda s: -sum(v for v in s.values if v is not None))


def _plot(page: Page, view: View, rows: list[Row], series: list[Series], main: int | None, time: int = 0) -> None:
    """Axes, lines and the texts at their ends."""
    count = len(rows)
    known = [v for s in series for v in s.values if v is not None]
    marks = spread(known, from_zero=False)
    texts = [view.bare(m, main, axis=True) for m in marks]
    last = [_last(s.values) for s in series]
    ends = [
        s.end or (view.value(v, main) if s.strong and v is not None else "")
        for s, (_, v) in zip(series, last, strict=True)
    ]
    ends = [shorten(e, _NAME, 16, bold=True) for e in ends]
    x0 = EDGE + widest(texts, TICK) + 14
    x1 = view.width - EDGE - widest(ends, 16, bold=True) - 22
    places, names, size = thinned(time_texts(view, rows, time), x1 - x0)
    box = (x0, 122.0, x1, page.height - (104.0 if any("\n" in n for n in names) else 88.0))
    page.plot(
        box,
        x=(-0.25, max(count - 0.75, 0.75)),
        y=(marks[0], marks[-1]),
        x_axis={
            **page.ticks(places, names, size=size),
            "showline": True,
            "ticks": "outside",
            "ticklen": 6,
            "tickcolor": RULE,
        },
        y_axis={**page.ticks(marks, texts), "showgrid": True, "gridcolor": GRID},
    )
    if marks[0] < 0 < marks[-1]:
        page.layout["yaxis"] |= {"zeroline": True, "zerolinecolor": RULE, "zerolinewidth": 1.5}
    partial = unfinished(view, rows, time)
    quiet = [s for s in series if not s.strong and not s.end]
    if quiet:
        page.add(_background(quiet))
    for s in series:
        for trace in _traces(s, partial) if s not in quiet else ():
            page.add(trace)
    told = [v if end else None for (_, v), end in zip(last, ends, strict=True)]
    heights = _apart(told, (marks[0], marks[-1]), box[3] - box[1])
    for s, end, (at, value), moved in zip(series, ends, last, heights, strict=True):
        if at is None or value is None or not end:
            continue
        dot = {"size": 11, "opacity": 1, "color": s.color, "line": {"color": "white", "width": 2}}
        page.add({"type": "scatter", "mode": "markers", "x": [at], "y": [value], "marker": dot})
        page.label(
            at, moved, end, size=16, color=darker(s.color) if s.strong else INK3, bold=s.strong, anchor="start", dx=12
        )
    if count <= _POINTS_LABELLED and len(series) == 1:
        _point_texts(page, view, series, main)


def _point_texts(page: Page, view: View, series: list[Series], main: int | None) -> None:
    """The highest and the lowest point of a single line say their value."""
    values = next(s.values for s in series if s.strong)
    known = [(v, i) for i, v in enumerate(values) if v is not None]
    last = max((i for _, i in known), default=0)
    if len(known) < 3 or max(known)[0] == min(known)[0]:
        return
    for (value, at), above in ((max(known), True), (min(known), False)):
        if at != last:
            page.label(at, value, view.value(value, main), size=15, color=INK2, upright="bottom" if above else "top",
                       anchor="middle" if at else "start", dx=0 if at else 4, dy=-9 if above else 9)  # fmt: skip


def _traces(s: Series, partial: bool) -> list[dict[str, Any]]:
    """The line; its last step is dotted where that bucket is not over. A point between gaps is a dot."""
    places = list(range(len(s.values)))
    line = {"color": s.color, "width": s.width, "dash": s.dash}
    lonely = [i for i, v in enumerate(s.values) if v is not None and _around(s.values, i) == (None, None)]
    dots: dict[str, Any] = {"type": "scatter", "mode": "markers", "x": lonely, "y": [s.values[i] for i in lonely],
            "marker": {"size": 9, "color": s.color, "opacity": 1}}  # fmt: skip
    whole: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines",
        "x": places,
        "y": list(s.values),
        "line": line,
        "connectgaps": False,
    }
    out = [whole, dots] if lonely else [whole]
    if partial and len(places) > 1 and s.strong:
        whole["x"], whole["y"] = places[:-1], list(s.values[:-1])
        step = {**whole, "x": places[-2:], "y": list(s.values[-2:]), "line": {**line, "dash": "dot"}}
        out.append(step)
    return out


def _background(series: list[Series]) -> dict[str, Any]:
    """Lines without a name as one trace with gaps between them: one line to draw instead of many."""
    x: list[int | None] = []
    y: list[float | None] = []
    for s in series:
        x += [*range(len(s.values)), None]
        y += [*s.values, None]
    line = {"color": series[0].color, "width": series[0].width}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "connectgaps": False}


def _around(values: Sequence[float | None], at: int) -> tuple[float | None, float | None]:
    before = values[at - 1] if at > 0 else None
    after = values[at + 1] if at + 1 < len(values) else None
    return before, after


def _last(values: Sequence[float | None]) -> tuple[int | None, float | None]:
    return next(((i, v) for i, v in reversed(list(enumerate(values))) if v is not None), (None, None))


def _apart(values: Sequence[float | None], ends: tuple[float, float], height: float) -> list[float | None]:
    """The heights of the texts at the lines' ends, pushed apart so that they do not touch."""
    gap = 21 * (ends[1] - ends[0]) / max(1.0, height)
    order = sorted((i for i, v in enumerate(values) if v is not None), key=lambda i: as_number(values[i]) or 0.0)
    out: list[float | None] = list(values)
    for _ in range(60):
        moved = False
        for low, high in itertools.pairwise(order):
            a, b = out[low], out[high]
            if a is not None and b is not None and b - a < gap * 0.999:
                push = (gap - (b - a)) / 2
                out[low], out[high], moved = max(ends[0], a - push), b + push, True
        if not moved:
            break
    return out
