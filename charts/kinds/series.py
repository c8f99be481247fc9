"""Several figures a group: from two breakdowns, from two metrics, or from now and before; and their colour key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.groups import ordered_rows
from charts.look import BLUE, EDGE, GHOST, INK, LIGHT, SERIES, Page
from charts.typeset import shorten, width
from charts.view import Row, View
from queries.answer import Value

_KEY_TOP = 116


@dataclass
class Layer:
    """One colour: a value, its row's text and its change for each group."""

    name: str
    color: str
    values: list[float | None]
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Groups in their order, with a layer a member, metric or period."""

    groups: list[Value]
    names: list[str]
    layers: list[Layer]
    at: int  # which breakdown the groups are
    rows: list[Row]  # one row of each group


def layered(view: View) -> Table:
    """The answer as groups and layers."""
    if len(view.key_columns) >= 2:
        return _two_breakdowns(view)
    rows = ordered_rows(view, view.main)
    before = view.column("previous")
    if len(view.metrics) == 1 and before is not None:
        now = view.column("metric")
        asked, compared = view.period(view.answer.period or view.answer.query.period), view.period(view.answer.compared)
        columns = [(compared or view.words.ROLES["previous"], GHOST, before), (asked, BLUE, now)]
    else:
        columns = [
            (view.metric_label(m), c, view.column("metric", m))
            for m, c in zip(view.metrics, _colors(len(view.metrics)), strict=False)
        ]
    layers = [
        Layer(
            name,
            color,
            [view.number(r, c) for r in rows],
            [view.bare(r.cells[c], c) if c is not None else "" for r in rows],
        )
        for name, color, c in columns
    ]
    return Table([r.keys[0] for r in rows], [view.key_label(r) for r in rows], layers, 0, rows)


def _two_breakdowns(view: View) -> Table:
    """Time, or the first breakdown, makes the groups; the other one the layers."""
    at = 1 if view.is_time(1) else 0
    other, main = 1 - at, view.main
    first = {r.keys[at]: r for r in reversed(in_order(view, at))}
    groups = list(reversed(first))
    place = {g: i for i, g in enumerate(groups)}
    layers: dict[Value, Layer] = {}
    for row in in_order(view, other):
        empty: list[float | None] = [None] * len(groups)
        layer = layers.setdefault(row.keys[other], Layer(view.key_label(row, other), BLUE, empty, [""] * len(groups)))
        i = place[row.keys[at]]
        layer.values[i], layer.texts[i] = (
            view.number(row, main),
            view.bare(row.cells[main], main) if main is not None else "",
        )
    for layer, color in zip(layers.values(), _colors(len(layers)), strict=False):
        layer.color = color
    rows = [first[g] for g in groups]
    return Table(groups, [view.key_label(r, at) for r in rows], list(layers.values()), at, rows)


def in_order(view: View, at: int) -> list[Row]:
    """Rows so that the members of one breakdown come in their drawing order: by their sum, or as declared."""
    known = view.dimension(at)
    if view.is_time(at) or (known and known.ordered):
        return ordered_rows(view, view.main, at)
    sums: dict[Value, float] = {}
    for row in view.rows:
        sums[row.keys[at]] = sums.get(row.keys[at], 0.0) + (view.number(row, view.main) or 0.0)
    if view.adds:
        return sorted(view.rows, key=lambda r: (r.keys[at] is None, -sums[r.keys[at]]))
    return sorted(view.rows, key=lambda r: r.keys[at] is None)


def _colors(count: int) -> tuple[str, ...]:
    """Two shades for two, hues for more."""
    return (BLUE, LIGHT) if count <= 2 else SERIES


def draw_key(page: Page, layers: Sequence[Layer]) -> None:
    """Coloured squares with the layers' names, under the subtitle."""
    x = float(EDGE)
    room = (page.width - 2 * EDGE) / max(1, len(layers)) - 40
    for layer in layers:
        name = shorten(layer.name, max(90, room), 15)
        page.rect(x, _KEY_TOP - 7, x + 14, _KEY_TOP + 7, layer.color)
        page.text(x + 21, _KEY_TOP, name, size=15, color=INK)
        x += 21 + width(name, 15) + 26
