"""The look of every chart: colours, sizes, and a page in px that mirrors itself for right-to-left languages."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from charts.typeset import ELLIPSIS, Line, markup, shorten, width

WIDTH, HEIGHT, EDGE = 1000, 560, 36
INK, INK2, INK3 = "#0F172A", "#475569", "#64748B"  # 17.9, 7.6 and 4.8 to 1 on white
GRID, RULE, TRACK, PAPER = "#EBEFF4", "#CBD5E1", "#E6EBF1", "#FFFFFF"
BLUE, LIGHT, MUTED, GHOST = "#0B5FA5", "#86B4DD", "#9DB8D2", "#C3CDD9"
GOOD, BAD = "#047857", "#C2410C"
SERIES = (BLUE, "#E69F00", "#047857", "#A8578A", "#56B4E9", "#C2410C", "#2E1A47", "#7C3AED")
SEQUENTIAL = ((0.0, "#EAF3FB"), (0.25, "#B5D6EF"), (0.5, "#6FAEDB"), (0.75, "#2E7FBF"), (1.0, "#08427A"))
DIVERGING = ((0.0, "#B2480A"), (0.25, "#F0B07F"), (0.5, "#F6F7F8"), (0.75, "#8DBEE3"), (1.0, "#0B5FA5"))
TITLE, SUBTITLE, BODY, LABEL, TICK, FOOT = 26, 16, 16, 17, 15, 13
SMALLEST = 13

Anchor = Literal["start", "middle", "end"]
Upright = Literal["top", "middle", "bottom"]
_LEADING = 1.3
OVER = "99"  # the axes of the page's texts
_SIDES = {"left": "middle right", "center": "middle center", "right": "middle left"}


@dataclass(frozen=True, slots=True)
class Frame:
    """The room a chart gets, in px: a picture of its own, or a place among others. `bars` is how many it may hold at
    most; `alone` pictures have a footer and the largest title.
    """

    width: int = WIDTH
    height: int = HEIGHT
    bars: int = 20
    alone: bool = True


WHOLE = Frame()


@dataclass(frozen=True, slots=True)
class Text:
    """A line as it is drawn: in shares of the page, its anchor physical, its middle at y."""

    x: float
    y: float
    text: str
    size: int
    color: str
    bold: bool
    anchor: str


class Page:
    """One picture. Places are px from the start edge (left, or right in Persian) and from the top.

    Margins of the figure are 0, so paper coordinates are the canvas; each plot has its own pair of axes in a box of it.
    """

    def __init__(self, rtl: bool, *, width: int = WIDTH, height: int = HEIGHT, alone: bool = True) -> None:
        self.rtl, self.width, self.height, self.alone = rtl, width, height, alone
        self.font = "Vazirmatn, Inter, sans-serif" if rtl else "Inter, Vazirmatn, sans-serif"
        self.told = ("", "")  # title and subtitle, whole
        self.crowded = False  # something is cut short or left out for want of room
        self.data: list[dict[str, Any]] = []
        self._texts: list[Text] = []
        self._plots: dict[str, tuple[tuple[float, float, float, float], tuple[float, float], tuple[float, float]]] = {}
        self.layout: dict[str, Any] = {
            "width": width,
            "height": height,
            "paper_bgcolor": PAPER,
            "plot_bgcolor": "rgba(0,0,0,0)",
            "hovermode": False,
            "showlegend": False,
            "barmode": "overlay",  # bars stand where they are put
            "font": {"family": self.font, "color": INK, "size": BODY},
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0, "autoexpand": False},
            "xaxis": {"visible": False},
            "yaxis": {"visible": False},
            "annotations": [],
            "shapes": [],
        }

    def heading(self, title: str, subtitle: str, footer: str) -> None:
        """Title, subtitle and footer; long ones get smaller before they are cut."""
        crowded, self.told = self.crowded, (title, subtitle)
        room = self.width - 2 * EDGE
        sizes = (TITLE, 24, 22, 20) if self.alone else (22, 20, 18)
        size = next((s for s in sizes if width(title, s, bold=True) <= room), sizes[-1])
        self.text(EDGE, 62, shorten(title, room, size, bold=True), size=size, color=INK, bold=True, upright="bottom")
        small = next((s for s in (SUBTITLE, SUBTITLE - 1) if width(subtitle, s) <= room), SUBTITLE - 2)
        self.text(EDGE, 92, shorten(subtitle, room, small), size=small, upright="bottom")
        if self.alone:
            self.text(EDGE, self.height - 14, shorten(footer, room, FOOT), size=FOOT, color=INK3, upright="bottom")
        self.crowded = crowded  # a title may be long

    def text(
        self,
        x: float,
        y: float,
        line: Line,
        *,
        size: int = BODY,
        color: str = INK2,
        bold: bool = False,
        anchor: Anchor = "start",
        upright: Upright = "middle",
    ) -> None:
        """A line of text at a place of the page; "\n" begins another one under it."""
        parts = _lines(line)
        height = len(parts) * size * _LEADING
        top = {"top": y, "middle": y - height / 2, "bottom": y - height}[upright]
        for i, part in enumerate(parts):
            middle = top + size * _LEADING * (i + 0.5)
            text = Text(
                self._x(x), 1 - middle / self.height, markup(part, self.rtl), size, color, bold, self._anchor(anchor)
            )
            self.crowded |= ELLIPSIS in text.text
            if isinstance(part, str):
                self._texts.append(text)
            else:
                self._note(text)

    def label(
        self,
        x: float,
        y: float | None,
        line: Line,
        *,
        size: int = BODY,
        color: str = INK2,
        bold: bool = False,
        anchor: Anchor = "middle",
        upright: Upright = "middle",
        dx: float = 0,
        dy: float = 0,
        axes: str = "",
    ) -> None:
        """A line of text at a place of a plot's data, moved by px towards the end and down; none without a value."""
        if y is None:
            return
        (x0, y0, x1, y1), across, up = self._plots[axes]
        place = x0 + (x1 - x0) * (x - across[0]) / (across[1] - across[0])
        level = y1 - (y1 - y0) * (y - up[0]) / ((up[1] - up[0]) or 1)  # all at one height: nothing changed
        self.text(place + dx, level + dy, line, size=size, color=color, bold=bold, anchor=anchor, upright=upright)

    def _note(self, text: Text) -> None:
        """A line in several looks: an annotation, which knows tags."""
        weight = {"weight": "bold"} if text.bold else {}
        self.layout["annotations"].append(
            {
                "text": text.text, "x": text.x, "y": text.y, "xref": "paper", "yref": "paper",
                "xanchor": text.anchor, "yanchor": "middle", "showarrow": False, "borderpad": 0,
                "font": {"size": text.size, "color": text.color, **weight},
            }
        )  # fmt: skip

    def rect(self, x0: float, y0: float, x1: float, y1: float, color: str, *, line: str | None = None) -> None:
        """A filled box of the page."""
        a, b = sorted((self._x(x0), self._x(x1)))
        self.layout["shapes"].append(
            {
                "type": "rect", "layer": "below", "xref": "paper", "yref": "paper", "x0": a, "x1": b,
                "y0": 1 - y1 / self.height, "y1": 1 - y0 / self.height, "fillcolor": color,
                "line": {"width": 1 if line else 0, "color": line or color},
            }
        )  # fmt: skip

    def rule(
        self, x0: float, y0: float, x1: float, y1: float, *, color: str = RULE, width: float = 1, dash: str = "solid"
    ) -> None:
        """A straight line of the page."""
        self.layout["shapes"].append(
            {
                "type": "line", "layer": "below", "xref": "paper", "yref": "paper",
                "x0": self._x(x0), "x1": self._x(x1),
                "y0": 1 - y0 / self.height, "y1": 1 - y1 / self.height,
                "line": {"color": color, "width": width, "dash": dash},
            }
        )  # fmt: skip

    def shape(self, points: Sequence[tuple[float, float]], color: str) -> None:
        """A filled polygon of the page."""
        path = " L ".join(f"{round(self._x(x), 5)} {round(1 - y / self.height, 5)}" for x, y in points)
        self.layout["shapes"].append(
            {
                "type": "path",
                "layer": "below",
                "xref": "paper",
                "yref": "paper",
                "path": f"M {path} Z",
                "fillcolor": color,
                "line": {"width": 0},
            }
        )

    def plot(
        self,
        box: tuple[float, float, float, float],
        *,
        x: tuple[float, float],
        y: tuple[float, float],
        axes: str = "",
        x_axis: Mapping[str, Any] | None = None,
        y_axis: Mapping[str, Any] | None = None,
    ) -> None:
        """A pair of axes in the box (x0, y0, x1, y1) of the page; the range of x runs with the script."""
        self._plots[axes] = box, x, y
        x0, y0, x1, y1 = box
        low, high = sorted((self._x(x0), self._x(x1)))
        base = {
            "showgrid": False, "zeroline": False, "showline": False, "ticks": "", "fixedrange": True,
            "automargin": False, "showticklabels": False, "tickfont": {"size": TICK, "color": INK2}, "linecolor": RULE,
        }  # fmt: skip
        self.layout[f"xaxis{axes}"] = {
            **base, "domain": [low, high], "range": list(reversed(x)) if self.rtl else list(x),
            "anchor": f"y{axes}", **(x_axis or {}),
        }  # fmt: skip
        self.layout[f"yaxis{axes}"] = {
            **base, "domain": [1 - y1 / self.height, 1 - y0 / self.height], "range": list(y),
            "anchor": f"x{axes}", "side": "right" if self.rtl else "left", "ticklabelstandoff": 5, **(y_axis or {}),
        }  # fmt: skip

    def add(self, trace: dict[str, Any], axes: str = "") -> None:
        """A trace on a plot's axes."""
        if trace["type"] == "scatter":
            trace = {**trace, "cliponaxis": False}  # a dot at the border stays whole
        self.data.append({**trace, "xaxis": f"x{axes}", "yaxis": f"y{axes}"} if axes else trace)

    def ticks(self, values: Sequence[float], texts: Sequence[str], *, size: int = TICK) -> dict[str, Any]:
        """Axis settings that put our texts at values: Plotly's own numbers know no Persian digits."""
        self.crowded |= any(ELLIPSIS in text for text in texts)
        return {
            "tickmode": "array",
            "tickvals": list(values),
            "ticktext": ["<br>".join(markup(t, self.rtl) for t in text.split("\n")) for text in texts],
            "showticklabels": True,
            "tickfont": {"size": size, "color": INK2},
        }

    def figure(self) -> dict[str, Any]:
        """The figure. All plain texts are one trace over the whole page: drawn in half the time of annotations."""
        if not self._texts:
            return {"data": self.data, "layout": self.layout}
        t = self._texts
        over = {"visible": False, "range": [0, 1], "domain": [0, 1], "fixedrange": True}
        texts = {
            "type": "scatter", "mode": "text", "cliponaxis": False, "xaxis": f"x{OVER}", "yaxis": f"y{OVER}",
            "x": [e.x for e in t], "y": [e.y for e in t], "text": [e.text for e in t],
            "textposition": [_SIDES[e.anchor] for e in t],
            "textfont": {
                "size": [e.size for e in t], "color": [e.color for e in t],
                "weight": ["bold" if e.bold else "normal" for e in t],
            },
        }  # fmt: skip
        axes = {f"xaxis{OVER}": {**over, "anchor": f"y{OVER}"}, f"yaxis{OVER}": {**over, "anchor": f"x{OVER}"}}
        return {"data": [*self.data, texts], "layout": {**self.layout, **axes}}

    def _x(self, x: float) -> float:
        return 1 - x / self.width if self.rtl else x / self.width

    def _anchor(self, anchor: Anchor) -> str:
        if anchor == "middle":
            return "center"
        return "left" if (anchor == "start") != self.rtl else "right"


def _lines(line: Line) -> list[Line]:
    return list(line.split("\n")) if isinstance(line, str) else [line]


def mix(scale: Sequence[tuple[float, str]], at: float) -> str:
    """The colour of a scale at a share between 0 and 1."""
    at = min(1.0, max(0.0, at))
    for (low, first), (high, second) in itertools.pairwise(scale):
        if at <= high:
            part = (at - low) / (high - low)
            pairs = zip(_channels(first), _channels(second), strict=True)
            return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in pairs)
    return scale[-1][1]


def ink_on(color: str) -> str:
    """White or ink, whichever is read better on a colour."""
    red, green, blue = (c / 255 for c in _channels(color))
    return PAPER if 0.299 * red + 0.587 * green + 0.114 * blue < 0.58 else INK


def darker(color: str) -> str:
    """A series' colour as text: the light ones are mixed with ink until they can be read on white."""
    red, green, blue = (c / 255 for c in _channels(color))
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    return mix(((0.0, color), (1.0, INK)), max(0.0, light - 0.36) * 1.1) if light > 0.36 else color


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
