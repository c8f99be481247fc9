"""Pages of a dashboard: tiles of single figures at the top, then the breakdowns two by two."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from charts.chart import Chart
from charts.compose import Placed, composed
from charts.draw import draw
from charts.look import FOOT, INK, INK2, INK3, PAPER, Frame, Page
from charts.tiles import TALL, tile
from charts.typeset import shorten
from charts.view import View
from charts.words import words_of
from queries.answer import Answer
from queries.catalogue.model import Catalogue
from queries.locale import digits, language_of, period_text
from queries.members import Members
from queries.query import ChartKind, Filter, Period, Query

WIDTH, MOST_HEIGHT, SCALE = 1640, 1700, 1.2  # px of the page; a picture has SCALE times as many
GROUND = "#EEF2F7"
_EDGE, _GAP, _HEAD, _FOOT = 26, 20, 100, 40
_HALF = (WIDTH - 2 * _EDGE - _GAP) // 2
_FULL = WIDTH - 2 * _EDGE
_TALL, _BARS = 474, 10  # of a chart among others
_SHORT = 240
_AS_NEEDED: frozenset[ChartKind] = frozenset({"table", "timeline"})  # their rows make their height
_ABOVE, _BELOW = 12, 26  # px of a chart's own margins that a page of several does not need
_ACROSS, _FEWEST_ACROSS = 5, 3  # tiles in a row, at most; as wide as a third of it, at most
_ROUND = 10
_CROWDED: frozenset[ChartKind] = frozenset(
    {"table", "timeline", "heatmap", "treemap", "funnel", "small_multiples", "grouped_bars"}
)


@dataclass(frozen=True, slots=True)
class Part:
    """A breakdown on a page: its answer and the kind of its chart. `own_period`: its days are not the page's."""

    answer: Answer
    kind: ChartKind
    own_period: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """What the pages of a dashboard say once for all their parts, which do not repeat it."""

    title: str
    period: Period | None
    compared: Period | None
    filters: tuple[Filter, ...]
    footer: str


@dataclass(frozen=True, slots=True)
class _Cell:
    chart: Chart
    part: Part
    wide: bool


_Row = list[_Cell]


class Grid:
    """Draws the pages of one dashboard in one language."""

    def __init__(self, board: Board, catalogue: Catalogue, members: Members, language: str) -> None:
        self._board, self._catalogue, self._members, self._language = board, catalogue, members, language
        self._words = words_of(language)
        self._rtl: bool = self._words.RIGHT_TO_LEFT
        facts = View(Answer(Query(), (), ()), catalogue, members, language)
        versus = self._words.VERSUS.format(period=self._period(board.compared)) if board.compared else ""
        filters = [facts.filter_text(f) for f in board.filters]
        self._said = tuple(f for f in (self._period(board.period), *filters, versus) if f)

    def pages(self, tiles: Sequence[Answer], parts: Sequence[Part]) -> list[Chart]:
        """The pages: every part once, in its order as far as the rows allow. At least one page."""
        rows = self._rows([self._fitting(p) for p in parts])
        bands = [tiles[i : i + n] for i, n in _bands(len(tiles))]
        pages = _evenly(rows, len(bands) * (TALL + _GAP))
        return [self._page(bands if i == 0 else [], page, (i + 1, len(pages))) for i, page in enumerate(pages)]

    def _fitting(self, part: Part) -> _Cell:
        """Half a row, or a whole one where half of it would cut names short."""
        cell = self._cell(part)
        return self._cell(part, wide=True) if cell.chart.crowded and part.kind in _CROWDED else cell

    def _cell(self, part: Part, wide: bool = False, height: int = _TALL) -> _Cell:
        if wide and part.kind in _AS_NEEDED:
            height = _SHORT
        frame = Frame(_FULL if wide else _HALF, height, _BARS, alone=False)
        remarks = (self._words.OWN_PERIOD,) if part.own_period else ()
        chart = draw(
            part.answer,
            self._catalogue,
            self._members,
            part.kind,
            self._language,
            frame=frame,
            remarks=remarks,
            said=frozenset(self._said),
        )
        return _Cell(chart, part, wide)

    def _rows(self, cells: list[_Cell]) -> list[_Row]:
        """Two by two; a wide one has its row; one that is left over is drawn wide. Both of a row are as high."""
        rows: list[_Row] = []
        waiting: _Cell | None = None
        for cell in cells:
            if cell.wide:
                rows.append([cell])
            elif waiting is None:
                waiting = cell
            else:
                rows.append(self._levelled([waiting, cell]))
                waiting = None
        if waiting is not None:
            rows.append([self._cell(waiting.part, wide=True)])
        return rows

    def _levelled(self, row: _Row) -> _Row:
        height = max(c.chart.height for c in row)
        return [c if c.chart.height == height else self._cell(c.part, c.wide, height) for c in row]

    def _page(self, bands: Sequence[Sequence[Answer]], rows: list[_Row], place: tuple[int, int]) -> Chart:
        placed: list[Placed] = []
        grounds: list[tuple[float, float, float, float]] = []
        y = float(_HEAD)
        for band in bands:
            count = max(_FEWEST_ACROSS, len(band))
            wide = (_FULL - _GAP * (count - 1)) / count
            for i, answer in enumerate(band):
                x = _EDGE + (wide + _GAP) * i
                grounds.append((x, y, wide, TALL))
                view = View(answer, self._catalogue, self._members, self._language, said=frozenset(self._said))
                page = tile(view, round(wide))
                placed.append(self._placed(page.figure(), x, y, round(wide), TALL))
            y += TALL + _GAP
        for row in rows:
            x = float(_EDGE)
            for cell in row:
                chart = cell.chart
                grounds.append((x, y, chart.width, chart.height - _ABOVE - _BELOW))
                placed.append(self._placed(chart.figure, x, y - _ABOVE, chart.width, chart.height))
                x += chart.width + _GAP
            y += _height(row) + _GAP
        height = round(y - _GAP + _FOOT)
        front = self._front(grounds, height, place)
        figure = composed([Placed(front.figure(), 0, 0, WIDTH, height), *placed], WIDTH, height, paper=GROUND)
        return Chart("scorecard", figure, self._alt(bands, rows), WIDTH, height, SCALE)

    def _placed(self, figure: object, x: float, y: float, wide: float, tall: float) -> Placed:
        """Places run from the start edge: in Persian from the right."""
        assert isinstance(figure, dict)
        return Placed(figure, WIDTH - x - wide if self._rtl else x, y, wide, tall)

    def _front(self, grounds: list[tuple[float, float, float, float]], height: int, place: tuple[int, int]) -> Page:
        """The page's own texts, and the white ground of each part."""
        page = Page(self._rtl, width=WIDTH, height=height)
        for x, y, wide, tall in grounds:
            page.shape(_rounded(x, y, x + wide, y + tall), PAPER)
        room = WIDTH - 2 * _EDGE - 220
        page.text(_EDGE + 4, 42, shorten(self._board.title, room, 32, bold=True), size=32, color=INK, bold=True)
        page.text(_EDGE + 4, 75, shorten(self._words.SEPARATOR.join(self._said), room, 17), size=17, color=INK2)
        at = self._words.PAGE.format(page=self._number(place[0]), pages=self._number(place[1]))
        if place[1] > 1:
            page.text(WIDTH - _EDGE - 4, 46, at, size=17, color=INK2, anchor="end")
        page.text(_EDGE + 4, height - 20, shorten(self._board.footer, _FULL, FOOT + 1), size=FOOT + 1, color=INK3)
        return page

    def _period(self, period: Period | None) -> str:
        return period_text(period, self._language) if period else ""

    def _number(self, number: int) -> str:
        return digits(str(number), language_of(self._language))

    def _alt(self, bands: Sequence[Sequence[Answer]], rows: list[_Row]) -> str:
        """Title and figures, then the title of every chart."""
        told = []
        for answer in (a for band in bands for a in band):
            view = View(answer, self._catalogue, self._members, self._language)
            told.append(f"{view.metric_label(view.metrics[0])} {view.cell(view.rows[0], view.main)}")
        told += [c.chart.alt.split(self._words.ALT_STOP)[0] for row in rows for c in row]
        head = self._words.SEPARATOR.join(p for p in (self._board.title, *self._said) if p)
        text: str = self._words.ALT_STOP.join([head, *told])
        return text[:1800]


def _height(row: _Row) -> int:
    return row[0].chart.height - _ABOVE - _BELOW


def _evenly(rows: list[_Row], heads: int) -> list[list[_Row]]:
    """The rows on as few pages as hold them, filled about alike; `heads` is the height taken on the first page."""
    room = MOST_HEIGHT - _HEAD - _FOOT
    fewest = len(_filled(rows, heads, room))
    limits = range(room // 3, room + 1, 10)
    return next((p for limit in limits if len(p := _filled(rows, heads, limit)) <= fewest), _filled(rows, heads, room))


def _filled(rows: list[_Row], heads: int, room: int) -> list[list[_Row]]:
    pages: list[list[_Row]] = [[]]
    left = room - heads
    for row in rows:
        need = _height(row) + _GAP
        if need > left and (pages[-1] or (heads and len(pages) == 1)):
            pages.append([])
            left = room
        pages[-1].append(row)
        left -= need
    return pages


def _bands(count: int) -> list[tuple[int, int]]:
    """Where each row of tiles begins and how many it has: rows as even as can be."""
    if not count:
        return []
    rows = math.ceil(count / _ACROSS)
    each = math.ceil(count / rows)
    return [(i, min(each, count - i)) for i in range(0, count, each)]


def _rounded(x0: float, y0: float, x1: float, y1: float) -> list[tuple[float, float]]:
    """The corners of a box as a polygon with round corners."""
    corners = ((x1 - _ROUND, y1 - _ROUND, 0), (x0 + _ROUND, y1 - _ROUND, 1), (x0 + _ROUND, y0 + _ROUND, 2),
               (x1 - _ROUND, y0 + _ROUND, 3))  # fmt: skip
    steps = 6
    return [
        (cx + _ROUND * math.cos(a), cy + _ROUND * math.sin(a))
        for cx, cy, quarter in corners
        for a in ((quarter + k / steps) * math.pi / 2 for k in range(steps + 1))
    ]
