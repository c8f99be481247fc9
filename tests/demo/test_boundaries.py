"""The shapes that come with kpibot, and reading anyone's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from data.boundaries import BoundaryError, boundary_file, boundary_names, load_boundary, signed_area
from data.demo.words import read_words

SQUARE = [[0.0, 0.0], [0.0, 2.0], [2.0, 2.0], [2.0, 0.0], [0.0, 0.0]]
HOLE = [[0.5, 0.5], [1.0, 0.5], [1.0, 1.0], [0.5, 1.0], [0.5, 0.5]]


def polygons(collection: dict[str, Any]) -> list[Any]:
    shapes = [feature["geometry"] for feature in collection["features"]]
    return [p for s in shapes for p in ([s["coordinates"]] if s["type"] == "Polygon" else s["coordinates"])]


def write(folder: Path, polygon: list[Any]) -> Path:
    path = folder / "shape.geojson"
    feature = {"type": "Feature", "id": "A", "properties": {}, "geometry": {"type": "Polygon", "coordinates": polygon}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


def test_iran_has_the_demo_territories_by_code_and_name() -> None:
    features = load_boundary("iran_provinces")["features"]
    shapes = {f["id"]: (f["properties"]["name"], f["properties"]["name_fa"]) for f in features}
    territories = {code: (name, name_fa) for code, name, name_fa, *_ in read_words("members.yaml")["territories"]}
    assert shapes == territories
    assert shapes["IR-32"][0] == "Alborz"


def test_every_shape_has_a_label_inside_its_bounds() -> None:
    for name in boundary_names():
        for feature in load_boundary(name)["features"]:
            rings = polygons({"features": [feature]})
            longitudes = [x for polygon in rings for x, _ in polygon[0]]
            latitudes = [y for polygon in rings for _, y in polygon[0]]
            x, y = feature["properties"]["label"]
            assert min(longitudes) < x < max(longitudes) and min(latitudes) < y < max(latitudes), feature["id"]
            assert feature["properties"]["code"] == feature["id"]


@pytest.mark.parametrize("name", ["iran_provinces", "us_states"])
def test_committed_rings_already_run_clockwise(name: str) -> None:
    raw = json.loads(boundary_file(name).read_text("utf-8"))
    assert raw == load_boundary(name)
    assert all(signed_area(polygon[0]) < 0 for polygon in polygons(raw))


def test_shapes_are_small_enough_to_draw_at_once() -> None:
    assert boundary_file("iran_provinces").stat().st_size < 60_000


@pytest.mark.parametrize("outer", [SQUARE, SQUARE[::-1]])
@pytest.mark.parametrize("hole", [HOLE, HOLE[::-1]])
def test_a_customers_rings_are_rewound(tmp_path: Path, outer: list[Any], hole: list[Any]) -> None:
    ((made, inner),) = polygons(load_boundary(write(tmp_path, [outer, hole])))
    assert made == SQUARE and signed_area(made) < 0
    assert inner == HOLE and signed_area(inner) > 0


def test_an_unknown_name_says_which_there_are() -> None:
    with pytest.raises(BoundaryError, match="iran_provinces, us_states"):
        load_boundary("atlantis")


@pytest.mark.parametrize("text", ["no json", "[]", '{"type": "FeatureCollection", "features": []}'])
def test_a_file_without_shapes_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.geojson"
    path.write_text(text)
    with pytest.raises(BoundaryError, match=r"bad\.geojson"):
        load_boundary(path)


def test_points_are_no_boundary(tmp_path: Path) -> None:
    path = tmp_path / "points.geojson"
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    with pytest.raises(BoundaryError, match="not Point"):
        load_boundary(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError, match=r"gone\.geojson"):
        load_boundary(tmp_path / "gone.geojson")
