"""Several figures as one: each in its box of a larger canvas, as it would be drawn alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from charts.look import OVER, PAPER

_POINT = re.compile(r"(-?[\d.]+(?:e-?\d+)?) (-?[\d.]+(?:e-?\d+)?)")
_AXIS = re.compile(r"^([xy])axis(\d*)$")


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure whose canvas of `width` × `height` px begins at (x, y) of the larger one, from its top left corner."""

    figure: Mapping[str, Any]
    x: float
    y: float
    width: float
    height: float


def composed(parts: Sequence[Placed], width: int, height: int, *, paper: str = PAPER) -> dict[str, Any]:
    """The figure of a canvas of `width` × `height` px with all parts on it; later ones lie above earlier ones.

    The parts are figures of `charts.look.Page`: margins of 0, so that paper coordinates are the canvas.
    """
    canvas = _Canvas(width, height)
    for part in parts:
        canvas.put(part)
    first = parts[0].figure["layout"]
    kept = {k: first[k] for k in ("hovermode", "showlegend", "barmode", "font", "margin", "plot_bgcolor")}
    own = {"width": width, "height": height, "paper_bgcolor": paper}
    lists = {"shapes": canvas.shapes, "annotations": canvas.annotations}
    data, axes = canvas.texts_trace()
    return {"data": [*canvas.data, *data], "layout": {**kept, **own, **canvas.layout, **axes, **lists}}


class _Canvas:
    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.data: list[dict[str, Any]] = []
        self.layout: dict[str, Any] = {"xaxis": {"visible": False}, "yaxis": {"visible": False}}
        self.shapes: list[dict[str, Any]] = []
        self.annotations: list[dict[str, Any]] = []
        self._texts: list[dict[str, Any]] = []
        self._axes, self._maps = 1, 0

    def put(self, part: Placed) -> None:
        """A figure's traces, axes, shapes and texts, moved into its box."""
        layout = part.figure["layout"]
        numbers: dict[str, str] = {}
        for trace in part.figure["data"]:
            if trace.get("xaxis") == f"x{OVER}":
                self._texts.append(self._moved(trace, part))
                continue
            kind = trace["type"]
            if kind in ("choropleth", "scattergeo"):
                self.data.append({**trace, "geo": self._map(layout, part, numbers)})
            elif kind in ("pie", "treemap"):
                self.data.append({**trace, "domain": self._domain(trace["domain"], part)})
            else:
                number = self._pair(str(trace.get("xaxis", "x"))[1:], layout, part, numbers)
                self.data.append({**trace, "xaxis": f"x{number}", "yaxis": f"y{number}"})
        for own in sorted(k for k in layout if _AXIS.match(k)):  # an empty plot still has its ticks
            number = own[5:]
            if own[0] == "x" and number != OVER and layout[own].get("visible", True):
                self._pair(number, layout, part, numbers)
        self.shapes += [self._shape(s, part) for s in layout["shapes"]]
        self.annotations += [
            {**a, "x": self._x(a["x"], part), "y": self._y(a["y"], part)} for a in layout["annotations"]
        ]

    def texts_trace(self) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """The texts of all parts as one trace over the whole canvas."""
        if not self._texts:
            return [], {}
        joined = {k: [v for t in self._texts for v in t[k]] for k in ("x", "y", "text", "textposition")}
        font = {k: [v for t in self._texts for v in t["textfont"][k]] for k in ("size", "color", "weight")}
        over = {"visible": False, "range": [0, 1], "domain": [0, 1], "fixedrange": True}
        axes = {f"xaxis{OVER}": {**over, "anchor": f"y{OVER}"}, f"yaxis{OVER}": {**over, "anchor": f"x{OVER}"}}
        return [{**self._texts[0], **joined, "textfont": font}], axes

    def _moved(self, trace: Mapping[str, Any], part: Placed) -> dict[str, Any]:
        return {**trace, "x": [self._x(x, part) for x in trace["x"]], "y": [self._y(y, part) for y in trace["y"]]}

    def _pair(self, number: str, layout: Mapping[str, Any], part: Placed, numbers: dict[str, str]) -> str:
        """The new number of a figure's pair of axes."""
        if number not in numbers:
            self._axes += 1
            fresh = numbers[number] = str(self._axes)
            for letter, other in ("xy", "yx"):
                axis = {**layout[f"{letter}axis{number}"], "anchor": f"{other}{fresh}"}
                low, high = axis.get("domain", (0.0, 1.0))
                move = self._x if letter == "x" else self._y
                axis["domain"] = [_inside(move(low, part)), _inside(move(high, part))]
                self.layout[f"{letter}axis{fresh}"] = axis
        return numbers[number]

    def _map(self, layout: Mapping[str, Any], part: Placed, numbers: dict[str, str]) -> str:
        if "geo" not in numbers:
            self._maps += 1
            name = numbers["geo"] = "geo" if self._maps == 1 else f"geo{self._maps}"
            self.layout[name] = {**layout["geo"], "domain": self._domain(layout["geo"]["domain"], part)}
        return numbers["geo"]

    def _domain(self, domain: Mapping[str, Sequence[float]], part: Placed) -> dict[str, list[float]]:
        return {
            "x": [_inside(self._x(x, part)) for x in domain["x"]],
            "y": [_inside(self._y(y, part)) for y in domain["y"]],
        }

    def _shape(self, shape: Mapping[str, Any], part: Placed) -> dict[str, Any]:
        if "path" in shape:

            def point(m: re.Match[str]) -> str:
                return f"{self._x(float(m[1]), part):.6f} {self._y(float(m[2]), part):.6f}"

            return {**shape, "path": _POINT.sub(point, shape["path"])}
        x = {k: self._x(shape[k], part) for k in ("x0", "x1")}
        return {**shape, **x, **{k: self._y(shape[k], part) for k in ("y0", "y1")}}

    def _x(self, x: float, part: Placed) -> float:
        return (part.x + x * part.width) / self.width

    def _y(self, y: float, part: Placed) -> float:
        """Shares of the page run upwards, px downwards."""
        return 1 - (part.y + (1 - y) * part.height) / self.height


def _inside(share: float) -> float:
    return min(1.0, max(0.0, share))
