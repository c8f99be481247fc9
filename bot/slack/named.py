"""Which dashboard a command names, and what it says besides: "sales last quarter"."""

from __future__ import annotations

from queries.catalogue.model import Catalogue, Dashboard


def named_dashboard(text: str, catalogue: Catalogue) -> tuple[str, str] | None:
    """The dashboard that a text begins with, by id, label or synonym, and the rest of the text; the longest wins."""
    words = text.casefold().replace("-", " ").replace("_", " ").split()
    best: tuple[int, str] | None = None
    for dashboard in catalogue.dashboards.values():
        for name in _names(dashboard):
            if words[: len(name)] == name and (best is None or len(name) > best[0]):
                best = (len(name), dashboard.id)
    if best is None:
        return None
    return best[1], " ".join(text.split()[best[0] :])


def _names(dashboard: Dashboard) -> list[list[str]]:
    words = dashboard.words
    names = [dashboard.id, *words.label.values(), *(name for several in words.synonyms.values() for name in several)]
    return [name.casefold().replace("-", " ").replace("_", " ").split() for name in names]
