"""Members on their map: the darker, the more; beside it the first ones by name, for small places cannot be read off."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import Any

from charts.groups import ordered_rows
from charts.kinds import bars as plain
from charts.kinds.change_bars import change_of
from charts.look import BLUE, DIVERGING, EDGE, INK, INK3, SEQUENTIAL, SMALLEST, TRACK, Page, ink_on, mix
from charts.titles import heading
from charts.typeset import Line, Span, markup, shorten, widest, width, wrap
from charts.view import Row, View
from data.boundaries import BoundaryError, load_boundary
from queries.locale import change_text

_LIST = 8
_NO_DATA = "#E2E8F0"


def draw(view: View, title: str | None, source: str) -> Page:
    dimension = view.dimension(0)
    shapes = _shapes(dimension.boundary) if dimension and dimension.boundary else None
    if shapes is None or len(view.key_columns) != 1:
        return plain.draw(view, title, source)
    growing = view.column("change") is not None and "change" in view.answer.query.transforms
    values = {id(r): change_of(view, r) if growing else view.number(r, view.main) for r in view.rows}
    placed = {f: r for r in view.rows if (f := _feature(view, r, shapes)) is not None}
    if not placed:
        return plain.draw(view, title, source)
    rows = sorted(view.rows, key=lambda r: -(values[id(r)] or 0.0)) if growing else ordered_rows(view, view.main)
    known = [v for v in values.values() if v is not None]
    ends = _ends(known, growing)
    page = view.page()
    _map(page, view, shapes, placed, values, ends)
    _ranked(page, view, rows, values, growing)
    _key(page, view, ends, growing)
    remarks = []
    if growing:
        remarks.append(view.words.ROLES["change"])
    missing = len([r for r in view.rows if None not in r.keys]) - len(placed)
    if missing > 0:
        remarks.append(view.words.NOT_ON_MAP.format(n=view.value(missing, "count")))
    lines = heading(view, "change_bars" if growing else "map", title=title, source=source, remarks=tuple(remarks))
    page.heading(lines.title, lines.subtitle, lines.footer)
    return page


@lru_cache(maxsize=16)
def _shapes(boundary: str) -> dict[str, Any] | None:
    """The features of a boundary by id; None where the boundary is missing: then bars say the same."""
    try:
        collection = load_boundary(boundary)
    except BoundaryError:
        return None
    features = []
    for feature in collection["features"]:
        own = feature.get("properties") or {}
        id = str(feature.get("id") or own.get("code") or own.get("name"))
        features.append({"type": "Feature", "id": id, "properties": own, "geometry": feature["geometry"]})
    names: dict[str, str] = {}
    for feature in features:
        told = [feature["id"], *(v for v in feature["properties"].values() if isinstance(v, str))]
        names |= {_plain(t): feature["id"] for t in told}
    return {"type": "FeatureCollection", "features": features, "names": names}


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _feature(view: View, row: Row, shapes: dict[str, Any]) -> str | None:
    """The shape of a member: by its code where the catalogue says which column has it, else by a name of it."""
    name = row.keys[0]
    if name is None:
        return None
    of = view.key(0).of
    known = view.members.names.get(of, {}).get(str(name), {})
    labels = [view.answer.labels.get(language, {}).get(of, {}).get(str(name), "") for language in view.answer.labels]
    code = view.members.codes.get(of, {}).get(str(name))
    names = [code, str(name), *known.values(), *labels]
    found = (shapes["names"].get(_plain(n)) for n in names if n)
    return next((f for f in found if f is not None), None)


def _ends(known: list[float], signed: bool) -> tuple[float, float]:
    if signed or min(known, default=0.0) < 0:
        reach = max((abs(v) for v in known), default=1.0) or 1.0
        return -reach, reach
    low, high = min(known, default=0.0), max(known, default=1.0)
    # one giant must not bleach the rest: the scale ends where the second tenth of the members begins
    top = sorted(known)[int(0.94 * (len(known) - 1))] if len(known) > 8 else high
    low = 0.0 if low >= 0 and low < top * 0.5 else low
    if top > low:
        return low, top
    return (0.0, low) if low > 0 else (low, low + 1.0)  # one figure, or equal ones


def _area(page: Page) -> tuple[float, float, float, float]:
    """The box of the map; the list stands beside it."""
    return 20.0, 104.0, 20.0 + (page.width - 60) * 0.628, page.height - 40.0


def _map(
    page: Page,
    view: View,
    shapes: dict[str, Any],
    placed: dict[str, Row],
    values: dict[int, float | None],
    ends: tuple[float, float],
) -> None:
    scale = DIVERGING if ends[0] < 0 else SEQUENTIAL
    x0, y0, x1, y1 = _area(page)
    left, right = sorted((1 - x / page.width if view.rtl else x / page.width) for x in (x0, x1))
    west, south, east, north = _bounds(shapes)
    page.layout["geo"] = {
        "visible": False, "projection": {"type": "mercator"}, "bgcolor": "rgba(0,0,0,0)",
        "lonaxis": {"range": [west, east]}, "lataxis": {"range": [south, north]},
        "domain": {"x": [left, right], "y": [1 - y1 / page.height, 1 - y0 / page.height]},
    }  # fmt: skip
    collection = {"type": "FeatureCollection", "features": [_bare(f) for f in shapes["features"]]}
    told = {f: values[id(r)] for f, r in placed.items()}
    blank = [f["id"] for f in shapes["features"] if told.get(f["id"]) is None]
    filled = [f for f, v in told.items() if v is not None]
    line = {"line": {"color": "white", "width": 1.2}}
    if blank:
        flat = [[0, _NO_DATA], [1, _NO_DATA]]
        page.add({"type": "choropleth", "geojson": collection, "locations": blank, "z": [0] * len(blank),
                  "colorscale": flat, "showscale": False, "marker": line})  # fmt: skip
    page.add({"type": "choropleth", "geojson": collection, "locations": filled, "z": [told[f] for f in filled],
              "zmin": ends[0], "zmax": ends[1], "colorscale": [list(s) for s in scale], "showscale": False,
              "marker": line})  # fmt: skip
    captions = _captions(_area(page), view, shapes, placed, told, ends, scale)
    if captions:
        page.add(
            {"type": "scattergeo", "mode": "text", "lon": [c[0] for c in captions], "lat": [c[1] for c in captions],
             "text": [c[2] for c in captions], "textfont": {"size": SMALLEST, "color": [c[3] for c in captions]}}
        )  # fmt: skip


def _bounds(shapes: dict[str, Any]) -> tuple[float, float, float, float]:
    """West, south, east, north of all shapes."""
    rings = [
        ring
        for f in shapes["features"]
        for polygon in (
            f["geometry"]["coordinates"] if f["geometry"]["type"] == "MultiPolygon" else [f["geometry"]["coordinates"]]
        )
        for ring in polygon
    ]
    xs, ys = [p[0] for r in rings for p in r], [p[1] for r in rings for p in r]
    edge = 0.02 * max(max(xs) - min(xs), max(ys) - min(ys))
    return min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge


def _stretched(latitude: float) -> float:
    """Mercator's height of a latitude, in degrees of longitude."""
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def _bare(feature: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": feature["id"], "properties": {}, "geometry": feature["geometry"]}


def _captions(
    area: tuple[float, float, float, float],
    view: View,
    shapes: dict[str, Any],
    placed: dict[str, Row],
    told: dict[str, float | None],
    ends: tuple[float, float],
    scale: Any,
) -> list[tuple[float, float, str, str]]:
    """Names on the shapes that have room for them."""
    boxes = {f["id"]: _box(f["geometry"]) for f in shapes["features"]}
    west, south, east, north = _bounds(shapes)
    per_px = max((east - west) / (area[2] - area[0]), (_stretched(north) - _stretched(south)) / (area[3] - area[1]))
    out = []
    taken: list[tuple[float, float, float, float]] = []
    for feature in sorted(shapes["features"], key=lambda f: -_extent(boxes[f["id"]])):
        id = feature["id"]
        spot = feature["properties"].get("label")
        if id not in placed or not isinstance(spot, list):
            continue
        upright = per_px * math.cos(math.radians(spot[1]))  # degrees of latitude a px
        high = _chord(feature["geometry"], spot, 1) / upright
        levels = ([spot[0], spot[1] + lift * upright] for lift in (-15, -7, 0, 7, 15))
        wide = min(_chord(feature["geometry"], level, 0) for level in levels) / per_px * 0.96
        lines = wrap(view.key_label(placed[id]), wide, SMALLEST, 2)
        if "…" in "".join(lines) or widest(lines, SMALLEST) > wide or len(lines) * 17 > high:
            continue
        half = widest(lines, SMALLEST) / 2 * per_px, len(lines) * 9 * upright
        if any(abs(spot[0] - x) < half[0] + w and abs(spot[1] - y) < half[1] + h for x, y, w, h in taken):
            continue
        taken.append((spot[0], spot[1], *half))
        value = told.get(id)
        color = mix(scale, (value - ends[0]) / (ends[1] - ends[0])) if value is not None else _NO_DATA
        text = "<br>".join(markup(t, view.rtl) for t in lines)
        out.append((float(spot[0]), float(spot[1]), text, ink_on(color)))
    return out


def _chord(geometry: dict[str, Any], spot: list[float], along: int) -> float:
    """How far the shape reaches to both sides of a spot (along 0), or up and down from it (along 1)."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    across = 1 - along
    cuts = []
    for ring in (r for polygon in polygons for r in polygon):
        for a, b in pairwise(ring):
            if (a[across] > spot[across]) != (b[across] > spot[across]):
                part = (spot[across] - a[across]) / (b[across] - a[across])
                cuts.append(a[along] + part * (b[along] - a[along]))
    before = [spot[along] - c for c in cuts if c <= spot[along]]
    after = [c - spot[along] for c in cuts if c > spot[along]]
    return 2 * min(min(before, default=0.0), min(after, default=0.0))


def _extent(box: tuple[float, float, float, float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _box(geometry: dict[str, Any]) -> tuple[float, float, float, float]:
    """West, south, east, north of the largest part."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    largest = max((p[0] for p in polygons), key=len)
    xs, ys = [p[0] for p in largest], [p[1] for p in largest]
    return min(xs), min(ys), max(xs), max(ys)


def _ranked(page: Page, view: View, rows: list[Row], values: dict[int, float | None], growing: bool) -> None:
    """The first ones with their figures and bars."""
    room = max(3, min(_LIST, int((page.height - 118 - (54 if page.alone else 76)) / 46)))
    shown = [r for r in rows if values[id(r)] is not None][:room]
    largest = max((abs(values[id(r)] or 0.0) for r in shown), default=1.0) or 1.0
    x0, x1 = _area(page)[2] + 40.0, float(page.width - EDGE)
    top, pitch = 118.0, 46.0
    for i, row in enumerate(shown):
        y = top + pitch * i
        figure: Line = [view.change(row) or Span("–")] if growing else view.cell(row, view.main)
        plain_figure = figure if isinstance(figure, str) else figure[0].text
        name = shorten(view.key_label(row), x1 - x0 - width(plain_figure, 16, bold=True) - 14, 16)
        page.text(x0, y + 12, name, size=16, color=INK)
        page.text(x1, y + 12, figure, size=16, color=INK, bold=True, anchor="end")
        if not growing:
            page.rect(x0, y + 27, x1, y + 34, TRACK)
            end = x0 + (x1 - x0) * max(0.0, (values[id(row)] or 0.0) / largest)
            page.rect(x0, y + 27, end, y + 34, BLUE)
    more = len(rows) - len(shown)
    if more > 0:
        text = view.words.AND_MORE.format(n=view.value(more, "count"))
        page.text(x0, top + pitch * len(shown) + 10, text, size=15, color=INK3)


def _change_text(view: View, change: float) -> str:
    unit = view.metric.unit if view.metric else "count"
    share = None if view.moves_by_amount else change
    return change_text(change, share, unit, view.language, view.catalogue.currency)


def _key(page: Page, view: View, ends: tuple[float, float], growing: bool) -> None:
    """What light and dark mean."""
    scale = DIVERGING if ends[0] < 0 else SEQUENTIAL
    low, high = (_change_text(view, e) if growing else view.value(e, view.main) for e in ends)
    y = page.height - (26.0 if page.alone else 44.0)
    x = view.width - EDGE - width(f"{high}+", SMALLEST) - 8
    page.text(view.width - EDGE, y, high if growing else f"{high}+", size=SMALLEST, color=INK3, anchor="end")
    for i in range(5):
        page.rect(x - 24 * (5 - i), y - 7, x - 24 * (4 - i), y + 7, mix(scale, i / 4))
    page.text(x - 128, y, low, size=SMALLEST, color=INK3, anchor="end")
