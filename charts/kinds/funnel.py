"""Stages under each other, each as wide as what reaches it; with a breakdown, the stages of every member side by side.

Columns: a breakdown (or none), stage, count, and where known conversion, from_top, median_days.
"""

from __future__ import annotations

from itertools import pairwise

from charts.kinds import table
from charts.look import BLUE, EDGE, INK, INK2, INK3, SEQUENTIAL, TITLE, TRACK, Page, ink_on, mix
from charts.titles import CLEAR, heading
from charts.typeset import Line, Span, shorten, widest, width, wrap
from charts.view import Row, View, as_number
from queries.answer import Value

_TOP = 124
_MOST_MEMBERS = 14


def draw(view: View, title: str | None, source: str) -> Page:
    stage, count = view.named("stage"), view.named("count", "entities")
    if stage is None or count is None:
        return table.draw_as(view, "funnel", title, source)
    split = next((i for i in view.key_columns if i != stage), None)
    page = view.page() if split is None else _split(view, split, stage, count)
    if split is None:
        told = _reached(view, stage, count)
        _stages(page, view, stage, count)
    else:
        told = _furthest(view, split, stage, count)
    lines = heading(view, "funnel", title=title or told, source=source)
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def stage_label(view: View, value: object) -> str:
    """The stage's name in the language, by its id or its value in the data."""
    funnel = view.catalogue.funnels.get(view.answer.query.funnel or "")
    for stage in funnel.stages if funnel else ():
        if value in (stage.id, stage.value):
            return stage.words.label.get(view.language) or next(iter(stage.words.label.values()))
    return str(value)


def _counts(view: View, rows: list[Row], count: int) -> list[float]:
    return [as_number(r.cells[count]) or 0.0 for r in rows]


def _reached(view: View, stage: int, count: int) -> str | None:
    """How many of all reach the last stage, and between which two stages the fewest go on."""
    values = _counts(view, view.rows, count)
    if len(values) < 2 or not values[0]:
        return None
    names = [shorten(stage_label(view, r.cells[stage]), 230, TITLE, bold=True) for r in view.rows]
    facts = {"share": view.value(values[-1] / values[0], "percent"), "last": names[-1]}
    steps = sorted((b / a, i) for i, (a, b) in enumerate(pairwise(values)) if a)
    if len(steps) < 2 or steps[0][0] == steps[1][0]:
        return str(view.words.REACHED.format(**facts))
    share, at = steps[0]
    facts |= {"before": names[at], "stage": names[at + 1], "percent": view.value(share, "percent")}
    return str(view.words.REACHED_AND_WEAKEST.format(**facts))


def _furthest(view: View, split: int, stage: int, count: int) -> str | None:
    """Of whose first stage the largest share reaches the last one, where one is clearly ahead."""
    stages = list(dict.fromkeys(r.cells[stage] for r in view.rows))
    ends: dict[Value, list[float]] = {}
    for row in view.rows:
        if row.cells[stage] in (stages[0], stages[-1]):
            ends.setdefault(row.cells[split], []).append(as_number(row.cells[count]) or 0.0)
    shares = sorted(((e[1] / e[0], m) for m, e in ends.items() if len(e) == 2 and e[0] and m is not None), reverse=True,
                    key=lambda pair: pair[0])  # fmt: skip
    if len(stages) < 2 or len(shares) < 2 or shares[0][0] <= shares[1][0] * CLEAR:
        return None
    member = view.member_label(view.answer.columns[split].of, shares[0][1])
    member, last = (shorten(n, 380, TITLE, bold=True) for n in (member, stage_label(view, stages[-1])))
    return str(view.words.FURTHEST.format(member=member, share=view.value(shares[0][0], "percent"), last=last))


def _stages(page: Page, view: View, stage: int, count: int) -> None:
    values = _counts(view, view.rows, count)
    names = [shorten(stage_label(view, r.cells[stage]), 220, 18) for r in view.rows]
    top_value = max(values, default=0.0) or 1.0
    x0 = EDGE + widest(names, 18) + 24
    x1 = view.width - EDGE - 190.0
    middle, reach = (x0 + x1) / 2, (x1 - x0) / 2
    room = page.height - _TOP - 52
    pitch = min(92.0, room / max(1, len(values)))
    gap = pitch * 0.2
    days = view.named("median_days")
    for i, (row, name, value) in enumerate(zip(view.rows, names, values, strict=True)):
        y = _TOP + pitch * i
        half = max(2.0, reach * value / top_value)
        color = mix(SEQUENTIAL, 1 - 0.75 * i / max(1, len(values) - 1))
        page.rect(middle - half, y, middle + half, y + pitch - gap, color)
        if i + 1 < len(values):
            after = max(2.0, reach * values[i + 1] / top_value)
            y2 = y + pitch - gap
            page.shape(
                [(middle - half, y2), (middle + half, y2), (middle + after, y2 + gap), (middle - after, y2 + gap)],
                TRACK,
            )
        at = y + (pitch - gap) / 2
        page.text(EDGE, at, name, size=18, color=INK)
        text = view.value(value, "count")
        inside = half * 2 > 90
        page.text(middle if inside else middle + half + 10, at, text, size=20, bold=True,
                  color=ink_on(color) if inside else INK, anchor="middle" if inside else "start")  # fmt: skip
        share = view.value(value / values[0], "percent") if values[0] else view.value(None, "percent")
        if i:
            page.text(x1 + 20, at - 12, view.words.FROM_TOP.format(percent=share), size=15, color=INK2)
        if i and values[i - 1]:
            step = view.value(value / values[i - 1], "percent")
            told: Line = [Span(view.words.FROM_BEFORE.format(percent=step), color=BLUE, bold=True)]
            page.text(x1 + 20, at + 10, told, size=15)
        spent = view.number(row, days)
        if spent is not None and i and pitch >= 66:
            page.text(x1 + 20, at + 31, view.words.MEDIAN.format(days=view.value(spent, "days")), size=13, color=INK3)


def _split(view: View, split: int, stage: int, count: int) -> Page:
    """A row a member, a column a stage: the count, and the share of all that reach it as its shade."""
    stages = list(dict.fromkeys(r.cells[stage] for r in view.rows))
    members = list(dict.fromkeys(r.cells[split] for r in view.rows))
    cells = {(r.cells[split], r.cells[stage]): as_number(r.cells[count]) or 0.0 for r in view.rows}
    members.sort(key=lambda m: (m is None, -cells.get((m, stages[0]), 0.0)))
    members = members[: min(_MOST_MEMBERS, view.frame.bars)]
    of = view.answer.columns[split].of
    names = [shorten(view.member_label(of, m), 220, 16) for m in members]
    page = view.page(_TOP + 90 + 36 * len(members))
    x0 = EDGE + widest(names, 16) + 20
    step = (view.width - EDGE - x0) / max(1, len(stages))
    pitch = min(64.0, (page.height - _TOP - 96) / max(1, len(members)))
    top = _TOP + 36
    for k, name in enumerate(stages):
        head = "\n".join(wrap(stage_label(view, name), step - 10, 15, 2))
        page.text(x0 + step * (k + 0.5), top - 6, head, size=15, anchor="middle", upright="bottom")
    for i, (member, name) in enumerate(zip(members, names, strict=True)):
        y = top + pitch * i
        page.text(EDGE, y + pitch / 2, name, size=16, color=INK)
        first = cells.get((member, stages[0]), 0.0)
        for k, s in enumerate(stages):
            value = cells.get((member, s), 0.0)
            share = value / first if first else 0.0
            color = mix(SEQUENTIAL, share) if k else "#E2E8F0"
            page.rect(x0 + step * k + 2, y + 2, x0 + step * (k + 1) - 2, y + pitch - 2, color)
            ink = ink_on(color)
            at, figure = x0 + step * (k + 0.5), view.value(value, "count")
            part = view.value(share, "percent") if k and first else ""
            if width(figure, 16, bold=True) + width(f"  {part}", 14) <= step - 12:
                told = [Span(figure, bold=True), *([Span(f"  {part}", size=14)] if part else [])]
                page.text(at, y + pitch / 2, told, size=16, color=ink, anchor="middle")
            elif pitch >= 44:
                page.text(at, y + pitch / 2 - 10, figure, size=16, color=ink, bold=True, anchor="middle")
                page.text(at, y + pitch / 2 + 11, part, size=14, color=ink, anchor="middle")
            else:
                page.text(at, y + pitch / 2, part or figure, size=15, color=ink, anchor="middle")
    return page
