"""Persian: what dashboards and insight lines say."""

from __future__ import annotations

DASHBOARD = {
    "page": "{title} (صفحهٔ {page} از {pages})",
    "through": "داده تا {day}",
    "own_window": "بازهٔ خودش",
    "figures": "شاخص‌ها",
    "missing": "نشان داده نشد",
    "unread": "این مورد فهمیده نشد",
}

INSIGHT: dict[str, str] = {}
