"""Parts of a whole as areas: one breakdown's members, or those of a second one inside the first one's."""

from __future__ import annotations

from charts.kinds import bars as plain
from charts.kinds.series import in_order
from charts.look import BLUE, EDGE, GHOST, HEIGHT, INK, SEQUENTIAL, SMALLEST, WIDTH, Page, ink_on, mix
from charts.squarify import Box, squarified
from charts.titles import heading
from charts.typeset import shorten, unbroken, width, wrap
from charts.view import Row, View
from queries.answer import Value

_MOST = 30  # parts by name in a picture of its own; in more room more
_FEWEST = 7
_READABLE = 4200.0  # square px of a part whose name can be read
_STRIP = 104.0  # px: as wide is the grey part of all others
_HEAD = 26.0
_SMALLEST_FRAME = 10.0  # px: a smaller one shows no parts inside
_GROUND = "#F1F5F9"


def draw(view: View, title: str | None, source: str) -> Page:
    leaves = [r for r in in_order(view, 0) if (view.number(r, view.main) or 0) > 0]
    if len(leaves) < 2:
        return plain.draw(view, title, source)
    page = view.page()
    if len(view.key_columns) > 1:
        _nested(page, view, leaves)
    else:
        _flat(page, view, leaves)
    lines = heading(view, "treemap", title=title, source=source, remarks=view.money_said(view.main))
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def _box(page: Page) -> Box:
    return EDGE, 112.0, page.width - EDGE, page.height - 48.0


def _flat(page: Page, view: View, leaves: list[Row]) -> None:
    """The largest by name, the rest as one grey part at the end."""
    leaves = sorted(leaves, key=lambda r: -(view.number(r, view.main) or 0.0))
    values, names = [view.number(r, view.main) or 0.0 for r in leaves], [view.key_label(r) for r in leaves]
    box = _box(page)
    most = _by_name(values, box, max(_FEWEST, round(_MOST * page.width * page.height / (WIDTH * HEIGHT))))
    rest = values[most:]
    if rest:
        values, names = values[:most], names[:most]
        share = sum(rest) / (sum(rest) + sum(values))
        x1 = box[2] - (box[2] - box[0]) * share
        name = view.words.OTHERS.format(n=view.value(len(rest), "count"))
        _cell(page, view, (x1, box[1], box[2], box[3]), name, sum(rest), GHOST)
        box = (box[0], box[1], x1, box[3])
    largest = max(values)
    for cell, name, value in zip(squarified(values, box), names, values, strict=True):
        _cell(page, view, cell, name, value, mix(SEQUENTIAL, 0.15 + 0.85 * value / largest))


def _by_name(values: list[float], box: Box, most: int) -> int:
    """How many of the parts, the largest first, are large enough for their name; the rest has room for its own."""
    area, whole = (box[2] - box[0]) * (box[3] - box[1]), sum(values)
    large = sum(1 for v in values if v / whole * area >= _READABLE)
    if large == len(values) <= most:
        return len(values)
    count = max(_FEWEST, min(most, large, len(values) - 2))
    while count > _FEWEST and sum(values[count:]) / whole * (box[2] - box[0]) < _STRIP:
        count -= 1
    return min(count, len(values)) if count < len(values) - 1 else len(values)


def _nested(page: Page, view: View, leaves: list[Row]) -> None:
    """The first breakdown's members as frames, the second one's inside."""
    groups: dict[Value, list[Row]] = {}
    for row in leaves:
        groups.setdefault(row.keys[0], []).append(row)
    sums = {key: sum(view.number(r, view.main) or 0.0 for r in rows) for key, rows in groups.items()}
    order = sorted(groups, key=lambda key: -sums[key])
    for i, (key, box) in enumerate(zip(order, squarified([sums[k] for k in order], _box(page)), strict=True)):
        x0, y0, x1, y1 = box
        shade = mix(((0.0, BLUE), (1.0, "#D3E4F3")), i / max(1, len(order) - 1))
        rows = sorted(groups[key], key=lambda r: -(view.number(r, view.main) or 0.0))
        if min(x1 - x0, y1 - y0) < _SMALLEST_FRAME:
            page.rect(x0, y0, x1, y1, shade)
            continue
        page.rect(x0 + 1, y0 + 1, x1 - 1, y1 - 1, _GROUND)
        inner: Box = (x0 + 3, y0 + 3, x1 - 3, y1 - 3)
        if x1 - x0 > 70 and y1 - y0 > 60:
            head = shorten(view.key_label(rows[0]), x1 - x0 - 18, 15, bold=True)
            page.text(x0 + 9, y0 + 15, head, size=15, color=INK, bold=True)
            inner = (inner[0], y0 + _HEAD, inner[2], inner[3])
        values = [view.number(r, view.main) or 0.0 for r in rows]
        for cell, row, value in zip(squarified(values, inner), rows, values, strict=True):
            _cell(page, view, cell, view.key_label(row, 1), value, shade)


def _lines(height: float, size: float) -> int:
    """Lines of a name above its figure."""
    return max(1, min(3, int(height / (size * 1.3)) - 1))


def _cell(page: Page, view: View, box: Box, name: str, value: float, color: str) -> None:
    """A part with its name and figure, as far as they fit."""
    x0, y0, x1, y1 = box
    page.rect(x0 + 1.5, y0 + 1.5, x1 - 1.5, y1 - 1.5, color)
    room, height = x1 - x0 - 20, y1 - y0 - 14
    text = view.bare(value, view.main)
    sizes = [s for s in (18, 16, 14, SMALLEST) if width(text, s) <= room and height >= 2.4 * s]
    size = next((s for s in sizes if unbroken(name, room, s, _lines(height, s), bold=True)), sizes[-1] if sizes else 0)
    if not size:
        if room >= 30 and height >= SMALLEST:
            line = shorten(name, room, SMALLEST)
            if len(line) > 3:
                page.text(x0 + 10, y0 + 15, line, size=SMALLEST, color=ink_on(color))
        return
    lines = wrap(name, room, size, _lines(height, size), bold=True)
    ink = ink_on(color)
    for i, line in enumerate(lines):
        page.text(x0 + 10, y0 + 10 + size * (0.6 + 1.25 * i), line, size=size, color=ink, bold=True)
    page.text(x0 + 10, y0 + 10 + size * (0.7 + 1.25 * len(lines)), text, size=size, color=ink)
