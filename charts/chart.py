"""A chart before it is a picture: its kind, the Plotly figure as plain dicts, and its description in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from queries.query import ChartKind


@dataclass(frozen=True, slots=True)
class Chart:
    """`figure` is {"data": [...], "layout": {...}} in Plotly's schema; `alt` is the alternative text."""

    kind: ChartKind
    figure: Mapping[str, Any]
    alt: str
    width: int = 1000
    height: int = 560
    scale: float = 2
    crowded: bool = False  # names are cut short or groups left out for want of room
