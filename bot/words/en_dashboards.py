"""English: what dashboards and insight lines say."""

from __future__ import annotations

DASHBOARD = {
    "page": "{title} ({page} of {pages})",
    "through": "data through {day}",
    "own_window": "own period",
    "figures": "Figures",
    "missing": "Not shown",
    "unread": "this item is not understood",
}

INSIGHT: dict[str, str] = {}
