"""Where a change came from: from before to now, a step a member.

Columns: a breakdown and effect (or the change of a metric); the totals of the metric and of its previous figure.
"""

from __future__ import annotations

from itertools import pairwise

from charts.kinds import table
from charts.look import BAD, BLUE, EDGE, GOOD, INK, MUTED, RULE, SMALLEST, TICK, Page
from charts.titles import heading
from charts.typeset import fitted, width, wrap
from charts.view import Row, View, as_number

_MOST = 8
_LONGEST_END = 110


def draw(view: View, title: str | None, source: str) -> Page:
    effect = view.named("effect")
    effect = effect if effect is not None else view.column("change")
    metric = view.metric
    before = as_number(view.answer.totals.get(f"{metric.id}__previous")) if metric else None
    now = as_number(view.answer.totals.get(metric.id)) if metric else None
    if effect is None or metric is None or before is None or now is None or not view.key_columns:
        return table.draw_as(view, "waterfall", title, source)
    rows = sorted(view.rows, key=lambda r: -abs(view.number(r, effect) or 0.0))
    steps = _steps(view, rows, effect, now - before)
    ends = [view.period(view.answer.compared), view.period(view.answer.period)]
    if any(not e or width(e, TICK) > _LONGEST_END for e in ends):
        ends = [view.words.BEFORE, view.words.NOW]
    names = [ends[0], *(n for n, _ in steps), ends[1]]
    page = view.page()
    _bars(page, view, names, before, now, [v for _, v in steps])
    lines = heading(view, "card", title=title, source=source, remarks=view.money_said(view.column("metric")))
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _steps(view: View, rows: list[Row], effect: int, whole: float) -> list[tuple[str, float]]:
    """The largest effects by name, the rest together: the steps always lead from before to now."""
    named = [(view.key_label(r), view.number(r, effect) or 0.0) for r in rows[:_MOST]]
    rest = whole - sum(v for _, v in named)
    if abs(rest) > 1e-9 * max(1.0, abs(whole)):
        count = max(1, len(rows) - len(named))
        named.append((view.words.OTHERS.format(n=view.value(count, "count")), rest))
    return named


def _bars(page: Page, view: View, names: list[str], before: float, now: float, steps: list[float]) -> None:
    metric = view.metric
    levels = [before]
    for step in steps:
        levels.append(levels[-1] + step)
    low, high = min([*levels, now]), max([*levels, now])
    cut = low > 0 and (high - low) <= high * 0.25  # small steps on a large figure: its foot is left out
    ground = low - (high - low) * 0.8 if cut else 0.0
    floor, high = min(ground, low), max(high, ground)
    room = (high - floor) * 0.1
    count = len(names)
    step_px = (view.width - 2 * EDGE) / count
    texts = ["\n".join(wrap(n, step_px - 10, TICK, 2)) for n in names]
    box = (float(EDGE), 126.0, float(view.width - EDGE), page.height - 98.0)
    page.plot(
        box,
        x=(-0.5, count - 0.5),
        y=(floor - (room / 2 if floor < ground else 0), high + room),
        x_axis=page.ticks(list(range(count)), texts),
    )
    good = metric.good if metric else "none"
    colors = [BLUE, *(_color(s, good) for s in steps), BLUE]
    base = [ground, *levels[:-1], ground]
    size = [before - ground, *steps, now - ground]
    page.add(
        {"type": "bar", "x": list(range(count)), "y": size, "base": base, "width": 0.72, "marker": {"color": colors}}
    )
    main = view.column("metric")
    told = [view.bare(before, main), *(view.bare(s, main, signed=True) for s in steps), view.bare(now, main)]
    font, told = fitted(told, step_px - 6, (16, 15, 14, SMALLEST), bold=True)
    tops = [max(before, ground), *(max(a, b) for a, b in pairwise(levels)), max(now, ground)]
    for i, (top, text) in enumerate(zip(tops, told, strict=True)):
        page.label(i, top, text, size=font or SMALLEST, color=INK, bold=True, upright="bottom", dy=-5)
    for i, level in enumerate(levels):
        page.add({"type": "scatter", "mode": "lines", "x": [i + 0.36, i + 0.64], "y": [level, level],
                  "line": {"color": RULE, "width": 2}})  # fmt: skip
    page.add({"type": "scatter", "mode": "lines", "x": [-0.5, count - 0.5], "y": [ground, ground],
              "line": {"color": RULE, "width": 1.5}})  # fmt: skip


def _color(step: float, good: str) -> str:
    if good == "none" or step == 0:
        return MUTED
    return GOOD if (step > 0) == (good == "up") else BAD
