"""What was and what is expected, with the 80 % and 95 % bands.

Columns: a bucket, the metric (none in the future), forecast, and low_80, high_80, low_95, high_95.
"""

from __future__ import annotations

from charts.kinds import line, table
from charts.kinds.time_axis import thinned, time_texts
from charts.look import BLUE, EDGE, GRID, INK2, RULE, TICK, Page
from charts.scale import spread
from charts.titles import heading, when_text
from charts.typeset import widest
from charts.view import View

_BANDS = (("low_95", "high_95", "rgba(11,95,165,.10)"), ("low_80", "high_80", "rgba(11,95,165,.20)"))


def draw(view: View, title: str | None, source: str) -> Page:
    expected, main = view.named("forecast"), view.column("metric")
    if expected is None or main is None:
        by_time = len(view.key_columns) == 1 and view.is_time(0)
        return line.draw(view, title, source) if by_time else table.draw_as(view, "forecast", title, source)
    rows = sorted(view.rows, key=lambda r: str(r.keys[0]))
    past = [view.number(r, main) for r in rows]
    future = [view.number(r, expected) for r in rows]
    now = max((i for i, v in enumerate(past) if v is not None), default=0)
    last = max((i for i, v in enumerate(future) if v is not None), default=now)
    bounds = [view.number(r, view.named(b)) for r in rows for b in ("low_95", "high_95", "low_80", "high_80")]
    marks = spread([v for v in (*past, *future, *bounds) if v is not None], from_zero=False)
    texts = [view.bare(m, main, axis=True) for m in marks]
    end = view.bare(future[last], main)
    low, high = (view.number(rows[last], view.named(b)) for b in ("low_80", "high_80"))
    spans = [view.bare(low, main), view.bare(high, main)] if low is not None and high is not None else []
    x0 = EDGE + widest(texts, TICK) + 14
    x1 = view.width - EDGE - max(widest([end], 18, bold=True), widest(spans, 14) + 12) - 22
    places, names, size = thinned(time_texts(view, rows), x1 - x0)
    page = view.page()
    page.plot(
        (x0, 124.0, x1, page.height - 104.0),
        x=(-0.4, len(rows) - 0.7),
        y=(marks[0], marks[-1]),
        x_axis={**page.ticks(places, names, size=size), "showline": True, "ticks": "outside", "tickcolor": RULE},
        y_axis={**page.ticks(marks, texts), "showgrid": True, "gridcolor": GRID},
    )
    _bands(page, view, rows, now, past[now])
    page.add({"type": "scatter", "mode": "lines", "x": list(range(now + 1)), "y": past[: now + 1],
              "line": {"color": BLUE, "width": 4}})  # fmt: skip
    ahead = [past[now], *future[now + 1 : last + 1]]
    page.add({"type": "scatter", "mode": "lines", "x": list(range(now, last + 1)), "y": ahead,
              "line": {"color": BLUE, "width": 3.5, "dash": "6px,5px"}})  # fmt: skip
    dots = {"size": [13, 12], "opacity": 1, "color": [BLUE, "white"], "line": {"color": ["white", BLUE], "width": 3}}
    page.add({"type": "scatter", "mode": "markers", "x": [now, last], "y": [past[now], future[last]], "marker": dots})
    told_now, before = view.bare(past[now], main), past[now - 1] if now else None
    falling = before is not None and (past[now] or 0.0) < before  # the line comes from above: its place is below
    page.label(now, past[now], told_now, size=16, color=BLUE, bold=True, anchor="end", dx=4, dy=22 if falling else -22)
    page.label(last, future[last], end, size=18, color=BLUE, bold=True, anchor="start", dx=14)
    for i, text in enumerate(spans):
        pattern = view.words.TO.format(low=text, high="").strip() if i == 0 else text
        page.label(last, future[last], pattern, size=14, color=INK2, anchor="start", dx=14, dy=24 + 19 * i)
    told = title or _expected(view, rows[last].keys[0], view.value(future[last], main))
    remarks = (view.words.FORECAST, view.words.BANDS, *view.money_said(main))
    lines = heading(view, "forecast", title=told, source=source, remarks=remarks)
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _bands(page: Page, view: View, rows: list, now: int, start: float | None) -> None:  # type: ignore[type-arg]
    """Both bands open at the last figure known."""
    for low, high, color in _BANDS:
        below, above = view.named(low), view.named(high)
        places = [i for i, r in enumerate(rows) if i > now and view.number(r, below) is not None]
        if not places or start is None:
            continue
        up = [view.number(rows[i], above) for i in places]
        down = [view.number(rows[i], below) for i in places]
        x = [now, *places, *reversed(places), now]
        y = [start, *up, *reversed(down), start]
        page.add(
            {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": y,
                "fill": "toself",
                "fillcolor": color,
                "line": {"width": 0},
            }
        )


def _expected(view: View, bucket: object, value: str) -> str | None:
    if view.metric is None:
        return None
    row = next(r for r in view.rows if r.keys[0] == bucket)
    when = when_text(view, view.key(0).of, view.key_label(row))
    return str(view.words.FORECAST_TITLE.format(metric=view.metric_label(view.metric.id), value=value, bucket=when))
