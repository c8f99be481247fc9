"""Which dashboard a command names, and what it says besides: "sales last quarter"."""

from __future__ import annotations

import re

from queries.catalogue.model import Catalogue, Dashboard

_WORD = re.compile(r"[^\s_-]+")


def named_dashboard(text: str, catalogue: Catalogue) -> tuple[str, str] | None:
    """The dashboard that a text begins with, by id, label or synonym, and the rest of the text; the longest wins.

    Where none is named whole, the only one whose name holds all the words.
    """
    found = list(_WORD.finditer(text))
    words = [word.group().casefold() for word in found]
    best: tuple[int, str] | None = None
    for dashboard in catalogue.dashboards.values():
        for name in _names(dashboard):
            if words[: len(name)] == name and (best is None or len(name) > best[0]):
                best = (len(name), dashboard.id)
    if best is None:
        parts = [d.id for d in catalogue.dashboards.values() if words and any(set(words) <= set(n) for n in _names(d))]
        return (parts[0], "") if len(parts) == 1 else None
    return best[1], text[found[best[0] - 1].end() :].strip(" -_")


def _names(dashboard: Dashboard) -> list[list[str]]:
    words = dashboard.words
    names = [dashboard.id, *words.label.values(), *(name for several in words.synonyms.values() for name in several)]
    return [_WORD.findall(name.casefold()) for name in names]
