"""Boundaries for maps: the shapes that come with kpibot, and any GeoJSON file, its rings made clockwise."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
Ring = list[Sequence[float]]


class BoundaryError(Exception):
    """A boundary that is not there, or a file that holds no shapes."""


def boundary_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.geojson")))


def boundary_file(name: str) -> Path:
    """The file of a boundary that comes with kpibot, such as "iran_provinces"."""
    if name not in boundary_names():
        raise BoundaryError(f"no boundary is named {name!r}; there are {', '.join(boundary_names())}")
    return FOLDER / f"{name}.geojson"


def signed_area(ring: Ring) -> float:
    """Twice the area on the flat map: positive where the ring runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def rewound(polygon: list[Ring]) -> list[Ring]:
    """The outer ring clockwise, the holes counter-clockwise."""
    return [ring if (signed_area(ring) <= 0) == (place == 0) else ring[::-1] for place, ring in enumerate(polygon)]


def rewind(geometry: dict[str, Any]) -> dict[str, Any]:
    match geometry.get("type"):
        case "Polygon":
            return {**geometry, "coordinates": rewound(geometry["coordinates"])}
        case "MultiPolygon":
            return {**geometry, "coordinates": [rewound(polygon) for polygon in geometry["coordinates"]]}
        case other:
            raise BoundaryError(f"a boundary is a Polygon or a MultiPolygon, not {other}")


def load_boundary(name_or_path: str | Path) -> dict[str, Any]:
    """A feature collection, rings clockwise: one that comes with kpibot by its name, or any GeoJSON file."""
    path = Path(name_or_path)
    if not path.suffix:
        path = boundary_file(str(name_or_path))
    try:
        collection: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise BoundaryError(f"there is no boundary file {path}") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BoundaryError(f"{path.name} is not GeoJSON: {error}") from error
    if not isinstance(collection, dict) or not collection.get("features"):
        raise BoundaryError(f"{path.name} holds no features")
    features = [{**feature, "geometry": rewind(feature.get("geometry") or {})} for feature in collection["features"]]
    return {**collection, "features": features}
