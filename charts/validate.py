"""What may be given to the browser: a figure that draws something, out of the traces we use, in strict JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from charts.errors import BadFigure

# An unknown trace type draws a blank picture without a word; images and tiles would be fetched.
TRACES = frozenset(
    {"bar", "scatter", "heatmap", "treemap", "pie", "funnel", "waterfall", "choropleth", "scattergeo", "table"}
)
_FETCHING = ("images", "mapbox", "map")


def figure_json(figure: Mapping[str, Any]) -> str:
    """The figure as JSON, the same text for the same figure; raises BadFigure where nothing would be drawn."""
    layout = figure.get("layout") or {}
    traces = figure.get("data") or []
    if not traces and not layout.get("annotations") and not layout.get("shapes"):
        raise BadFigure("the figure is empty")
    for trace in traces:
        if trace.get("type", "scatter") not in TRACES:
            raise BadFigure(f"trace type {trace.get('type')!r} is none of {', '.join(sorted(TRACES))}")
    for key in _FETCHING:
        if key in layout:
            raise BadFigure(f"layout.{key} would be fetched")
    try:
        return json.dumps({"data": traces, "layout": layout}, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        raise BadFigure(f"the figure is no JSON: {error}") from error
