"""The map shapes that dimensions name: one that comes with kpibot, or a GeoJSON file of the workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from data.boundaries import BoundaryError, boundary_names, load_boundary
from queries.catalogue.model import Dimension
from queries.catalogue.problems import Problems, did_you_mean


def with_boundaries(dimensions: Mapping[str, Dimension], folder: Path, problems: Problems) -> dict[str, Dimension]:
    """The dimensions with their files found from the workspace's folder, whatever folder a run starts in."""
    return {name: _checked(dimension, folder, problems) for name, dimension in dimensions.items()}


def _checked(dimension: Dimension, folder: Path, problems: Problems) -> Dimension:
    boundary, what = dimension.boundary, f"dimension {dimension.id}"
    if boundary is None:
        if dimension.boundary_key is not None:
            problems.add(dimension.place, f"{what}: 'boundary_key' needs a 'boundary'")
        return dimension
    if not Path(boundary).suffix:
        names = boundary_names()
        if boundary not in names:
            problems.add(dimension.place, f"{what}: no boundary is named {boundary!r}", did_you_mean(boundary, names))
        return dimension
    file = folder / boundary
    try:
        load_boundary(file)
    except (BoundaryError, OSError) as error:
        problems.add(dimension.place, f"{what}: {error}")
    return replace(dimension, boundary=str(file))
