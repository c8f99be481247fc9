"""Maps: the shapes a dimension names are there, and each member is drawn on the shape of its code."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from charts.draw import draw
from data.store import Store
from queries.answer import Answer, Column
from queries.catalogue.load import CatalogueError, load_catalogue
from queries.catalogue.model import Catalogue
from queries.dataset import Dataset, open_dataset
from queries.query import Query

CATALOGUE = """
tables: {shops: {source: shops, primary_key: shop_id, time: opened}}
dimensions:
  area: {table: shops, column: area, label: {en: Area}, BOUNDARY}
metrics: {shops: {table: shops, agg: count, label: {en: Shops}}}
"""
ROWS = [("Central", "Q-1"), ("Q-1", "Q-2"), ("Border", "Q-1"), ("Border", "Q-2"), (None, "Q-2")]


def square(id: str, west: float) -> dict[str, object]:
    ring = [[west, 0], [west, 1], [west + 1, 1], [west + 1, 0], [west, 0]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "id": id, "properties": {"name": f"Square {id}"}, "geometry": geometry}


def workspace(folder: Path, boundary: str) -> Catalogue:
    shapes = {"type": "FeatureCollection", "features": [square("Q-1", 0), square("Q-2", 1)]}
    (folder / "squares.geojson").write_text(json.dumps(shapes), encoding="utf-8")
    (folder / "catalogue.yaml").write_text(CATALOGUE.replace("BOUNDARY", boundary), encoding="utf-8")
    return load_catalogue(folder)


def dataset(folder: Path) -> Dataset:
    catalogue = workspace(folder, "boundary: squares.geojson, boundary_key: code")
    with duckdb.connect(str(folder / "shops.duckdb")) as connection:
        connection.execute("CREATE TABLE shops (shop_id INTEGER, area VARCHAR, code VARCHAR, opened DATE)")
        for number, row in enumerate(ROWS):
            connection.execute("INSERT INTO shops VALUES (?, ?, ?, '2026-01-05')", [number, *row])
    return open_dataset(catalogue, Store(folder / "shops.duckdb"), date(2026, 2, 1))


@pytest.mark.parametrize(
    ("boundary", "said"),
    [
        ("boundary: iran_province", "did you mean 'iran_provinces'?"),
        ("boundary: gone.geojson", "there is no boundary file"),
        ("boundary: catalogue.yaml", "is not GeoJSON"),
        ("boundary_key: code", "needs a 'boundary'"),
    ],
)
def test_a_boundary_that_is_not_there_is_a_problem(tmp_path: Path, boundary: str, said: str) -> None:
    with pytest.raises(CatalogueError, match=r"catalogue.yaml:4: dimension area") as caught:
        workspace(tmp_path, boundary)
    assert said in str(caught.value)


def test_a_file_is_found_from_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = workspace(tmp_path, "boundary: squares.geojson")
    monkeypatch.chdir("/")
    assert Path(catalogue.dimensions["area"].boundary or "").is_file()


def test_a_code_that_several_places_of_a_name_have_is_none(tmp_path: Path) -> None:
    assert dataset(tmp_path).members.codes == {"area": {"Central": "Q-1", "Q-1": "Q-2"}}


def test_a_member_stands_on_the_shape_of_its_code(tmp_path: Path) -> None:
    """The member called Q-1 has the code Q-2: the code wins over the name."""
    data = dataset(tmp_path)
    columns = (Column("area", "dimension", "text", "area"), Column("shops", "metric", "count", "shops"))
    rows = (("Central", 7), ("Q-1", 3))
    answer = Answer(Query(("shops",), ("area",), analysis="breakdown", chart="map"), columns, rows)
    chart = draw(answer, data.catalogue, data.members, "map", "en", source="")
    drawn = [trace for trace in chart.figure["data"] if trace["type"] == "choropleth"]
    assert {place: value for t in drawn for place, value in zip(t["locations"], t["z"], strict=True)} == {
        "Q-1": 7,
        "Q-2": 3,
    }
