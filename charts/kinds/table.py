"""An answer as a table in the picture: what no other chart shows, and what somebody wants to read."""

from __future__ import annotations

from dataclasses import dataclass

from charts.groups import shown_text
from charts.look import EDGE, GRID, INK, INK2, INK3, RULE, Page
from charts.titles import heading
from charts.typeset import Line, Span, shorten, width, wrap
from charts.view import Row, View
from queries.answer import COMPARED
from queries.query import ChartKind

_MOST_COLUMNS = 7
_TOP = 120
_ROW, _HIGHEST_ROW = 30, 44.0
_GAP = 26


@dataclass(frozen=True, slots=True)
class Field:
    """A column as shown: its head, its cells, and whether it holds figures, which stand at the end."""

    head: str
    cells: list[Line]
    figures: bool


def draw(view: View, title: str | None, source: str) -> Page:
    return draw_as(view, "table", title, source)


def draw_as(view: View, kind: ChartKind, title: str | None, source: str) -> Page:
    rows = view.rows[: view.frame.bars]
    fields = _fields(view, rows)[:_MOST_COLUMNS]
    everything = max(view.answer.group_count or 0, len(view.rows))
    remarks = shown_text(view, len(rows), everything)
    page = view.page(_TOP + 90 + _ROW * len(rows), _TOP + 100 + _HIGHEST_ROW * len(rows))
    draw_fields(page, fields, top=_TOP)
    lines = heading(view, kind, title=title, source=source, remarks=remarks)
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


def draw_fields(page: Page, fields: list[Field], *, top: float) -> None:
    """Head, rules and cells; wide columns give way first."""
    count = max((len(f.cells) for f in fields), default=0)
    pitch = min(_HIGHEST_ROW, max(float(_ROW), (page.height - top - 100) / max(1, count)))
    size = 16 if pitch >= 28 else 15
    widths = _widths(fields, size, page.width - 2 * EDGE)
    x = float(EDGE)
    heads_top = top + 34
    for field, room in zip(fields, widths, strict=True):
        at = x + room if field.figures else x
        anchor = "end" if field.figures else "start"
        head = "\n".join(wrap(field.head, room, 14, 2))
        page.text(at, heads_top - 4, head, size=14, color=INK3, anchor=anchor, upright="bottom")  # type: ignore[arg-type]
        for i, cell in enumerate(field.cells):
            y = heads_top + 8 + pitch * (i + 0.5)
            text = shorten(cell, room, size) if isinstance(cell, str) else cell
            page.text(at, y, text, size=size, color=INK if x > EDGE or not field.figures else INK2, anchor=anchor)  # type: ignore[arg-type]
        x += room + _GAP
    page.rule(EDGE, heads_top + 4, page.width - EDGE, heads_top + 4, color=RULE, width=1.5)
    for i in range(1, count):
        y = heads_top + 8 + pitch * i
        page.rule(EDGE, y, page.width - EDGE, y, color=GRID)


def _fields(view: View, rows: list[Row]) -> list[Field]:
    """The breakdowns, then every figure with its change beside it."""
    fields = _places(view, rows)
    shown = [c for c in view.answer.columns if c.role not in ("previous", "change_percent")]
    crowded = len(shown) > _MOST_COLUMNS  # then every figure matters more than its change
    for i, column in enumerate(view.answer.columns):
        if crowded and column.role in COMPARED:
            continue
        if column.role in ("dimension", "bucket"):
            at = view.key_columns.index(i)
            if _within(view) == at:
                continue
            cells: list[Line] = []
            for n, row in enumerate(rows):
                same = n > 0 and at == 0 and len(view.key_columns) > 1 and rows[n - 1].keys[0] == row.keys[0]
                cells.append("" if same else view.key_label(row, at))
            fields.append(Field(view.column_label(column), cells, False))
        elif column.role in ("previous", "change_percent") and view.column("change", column.of) is not None:
            continue
        elif column.role == "change":
            changes: list[Line] = [[view.change(r, column.of) or Span("–")] for r in rows]
            fields.append(Field(view.words.ROLES["change"], changes, True))
        else:
            text = column.unit in ("text", "date")
            fields.append(Field(view.column_label(column), [view.cell(r, i) for r in rows], not text))
    return fields


def _within(view: View) -> int | None:
    """The breakdown inside which the rows are ranked."""
    rank = view.answer.query.rank
    return next((k for k in range(len(view.key_columns)) if rank and view.key(k).of == rank.within), None)


def _places(view: View, rows: list[Row]) -> list[Field]:
    """For a ranking inside another breakdown: that breakdown first, its name once, and the places in it."""
    at = _within(view)
    if at is None:
        return []
    names: list[Line] = []
    places: list[Line] = []
    place = 0
    for n, row in enumerate(rows):
        first = n == 0 or rows[n - 1].keys[at] != row.keys[at]
        names.append(view.key_label(row, at) if first else "")
        place = 1 if first else place + 1
        places.append(view.value(place, "count"))
    return [Field(view.column_label(view.key(at)), names, False), Field(view.words.ROLES["rank"], places, True)]


def _widths(fields: list[Field], size: int, room: float) -> list[float]:
    """As wide as the cells need; text columns are cut to what is left, figures never."""
    room -= _GAP * (len(fields) - 1)
    needs = [max([_width(c, size) for c in f.cells] + [min(width(f.head, 14), 130)], default=40) + 2 for f in fields]
    over = sum(needs) - room
    texts = [i for i, f in enumerate(fields) if not f.figures]
    while over > 0 and texts:
        widest_one = max(texts, key=lambda i: needs[i])
        give = min(over, max(10.0, needs[widest_one] - 90))
        needs[widest_one] -= give
        over -= give
        if needs[widest_one] <= 90:
            texts.remove(widest_one)
    if over > 0:
        needs = [n * room / sum(needs) for n in needs]
    elif fields:
        spare = -over / len(fields)
        needs = [n + min(spare, 90.0) for n in needs]
        left = room - sum(needs)
        wide = [i for i, f in enumerate(fields) if not f.figures] or [0]
        needs = [n + left / len(wide) if i in wide else n for i, n in enumerate(needs)]
    return needs


def _width(cell: Line, size: int) -> float:
    if isinstance(cell, str):
        return width(cell, size)
    return sum(width(s.text, size, bool(s.bold)) for s in cell)
