"""Several figures as one: each keeps to its box, with axes, maps and texts of its own."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from charts.compose import Placed, composed
from charts.draw import draw
from charts.grid import GROUND, WIDTH, Board, Grid, Part
from charts.look import Frame
from charts.validate import figure_json
from queries.answer import Answer
from queries.query import ChartKind
from tests.charts.company import catalogue, members
from tests.charts.samples import every

CATALOGUE, MEMBERS, SAMPLES = catalogue(), members(), every()
HALF = Frame(786, 474, 10, alone=False)
_AXIS = re.compile(r"^[xy]axis\d*$")


def sample(name: str) -> tuple[ChartKind, Answer]:
    return next((kind, answer) for n, kind, answer in SAMPLES if n == name)


def drawn(name: str, frame: Frame = HALF) -> dict[str, Any]:
    kind, answer = sample(name)
    return dict(draw(answer, CATALOGUE, MEMBERS, kind, "en", frame=frame).figure)


def axes_of(trace: dict[str, Any], layout: dict[str, Any]) -> tuple[list[float], list[float]]:
    """Where a trace is drawn, in shares of the canvas."""
    if "geo" in trace:
        domain = layout[trace["geo"]]["domain"]
        return domain["x"], domain["y"]
    if "domain" in trace:
        return trace["domain"]["x"], trace["domain"]["y"]
    return layout[f"xaxis{trace['xaxis'][1:]}"]["domain"], layout[f"yaxis{trace['yaxis'][1:]}"]["domain"]


@pytest.mark.parametrize("name", [s[0] for s in SAMPLES])
def test_a_figure_stays_in_its_box(name: str) -> None:
    first, second = drawn("bars_channels"), drawn(name)
    high = second["layout"]["height"]
    whole = composed([Placed(first, 0, 0, 786, 474), Placed(second, 814, 500, 786, high)], 1600, 500 + high)
    figure_json(whole)
    own = len(first["data"]) - 1
    traces = [t for t in whole["data"] if t.get("xaxis") != "x99"]
    assert len(traces) == len(first["data"]) + len(second["data"]) - sum(
        t.get("xaxis") == "x99" for t in first["data"] + second["data"]
    )
    for trace in traces[own:]:
        x, y = axes_of(trace, whole["layout"])
        assert 814 / 1600 - 1e-6 <= x[0] < x[1] <= 1 + 1e-6
        assert -1e-6 <= y[0] < y[1] <= high / (500 + high) + 1e-6
    for shape in whole["layout"]["shapes"][len(first["layout"]["shapes"]) :]:
        xs = [float(p.split()[0]) for p in re.findall(r"[\d.]+ [\d.]+", shape.get("path", ""))]
        assert all(x >= 814 / 1600 - 0.001 for x in xs or [shape["x0"], shape["x1"]])


def test_axes_are_never_shared_and_each_has_its_other_one() -> None:
    names = ["bars_channels", "line_compared", "targets_8", "bars_31"]
    parts = [Placed(drawn(n), 0, 500 * i, 786, drawn(n)["layout"]["height"]) for i, n in enumerate(names)]
    layout = composed(parts, 786, 2600)["layout"]
    pairs = {k for k in layout if _AXIS.match(k)} - {"xaxis", "yaxis"}
    for key in pairs:
        anchor = layout[key]["anchor"]
        assert f"{anchor[0]}axis{anchor[1:]}" in layout
        assert anchor[1:] == key[5:] and anchor[0] != key[0]
    assert len(pairs) >= 2 * len(names)


def test_texts_of_all_parts_are_kept_where_they_were() -> None:
    part = drawn("bars_channels")
    own = next(t for t in part["data"] if t.get("xaxis") == "x99")
    whole = composed([Placed(part, 100, 50, 786, 474)], 1000, 600)
    moved = next(t for t in whole["data"] if t.get("xaxis") == "x99")
    assert moved["text"] == own["text"] and moved["textfont"] == own["textfont"]
    for x, y, x0, y0 in zip(moved["x"], moved["y"], own["x"], own["y"], strict=True):
        assert x * 1000 == pytest.approx(100 + x0 * 786)
        assert (1 - y) * 600 == pytest.approx(50 + (1 - y0) * 474)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_grid_puts_every_part_on_a_page_and_all_of_it_on_the_canvas(language: str) -> None:
    parts = [Part(answer, kind) for _, kind, answer in SAMPLES if answer.rows]
    tiles = [answer for name, _, answer in SAMPLES if name.startswith("card") and answer.rows][:4]
    board = Board("Everything", None, None, (), "CRM")
    pages = Grid(board, CATALOGUE, MEMBERS, language).pages(tiles, parts)
    grounds = 0
    for page in pages:
        figure_json(page.figure)
        assert page.width == WIDTH and page.figure["layout"]["paper_bgcolor"] == GROUND
        texts = next(t for t in page.figure["data"] if t.get("xaxis") == "x99")
        assert all(0 <= x <= 1 for x in texts["x"]) and all(0 <= y <= 1 for y in texts["y"])
        boxes = [ends(s["path"]) for s in page.figure["layout"]["shapes"] if s.get("fillcolor") == "#FFFFFF"]
        grounds += len(boxes)
        for i, (x0, y0, x1, y1) in enumerate(boxes):
            assert 0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1
            for a0, b0, a1, b1 in boxes[i + 1 :]:
                assert x1 <= a0 or a1 <= x0 or y1 <= b0 or b1 <= y0, "two parts lie over each other"
    assert grounds == len(tiles) + len(parts)


def ends(path: str) -> tuple[float, float, float, float]:
    points = [tuple(map(float, p.split())) for p in re.findall(r"[\d.]+ [\d.]+", path)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def test_rows_begin_at_the_reading_side() -> None:
    kind, answer = sample("bars_channels")
    board = Board("T", None, None, (), "CRM")
    for language, side in (("en", min), ("fa", max)):
        page = Grid(board, CATALOGUE, MEMBERS, language).pages([], [Part(answer, kind), Part(answer, "pie")])[0]
        bars = next(t for t in page.figure["data"] if t["type"] == "bar")
        rings = next(t for t in page.figure["data"] if t["type"] == "pie")
        first = page.figure["layout"][f"xaxis{bars['xaxis'][1:]}"]["domain"][0]
        assert side(first, rings["domain"]["x"][0]) == first


def test_the_same_parts_give_the_same_page() -> None:
    kind, answer = sample("line_compared")
    board = Board("T", None, None, (), "CRM")
    made = [Grid(board, CATALOGUE, MEMBERS, "fa").pages([], [Part(answer, kind)])[0] for _ in range(2)]
    assert json.dumps(made[0].figure) == json.dumps(made[1].figure)
