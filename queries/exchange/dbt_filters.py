"""dbt's where filters ("{{ Dimension('order__region') }} = 'North'") as conditions over paths of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlglot import exp

from queries.catalogue.expressions import MAX_PARTS
from queries.catalogue.model import Path
from queries.exchange.dbt_models import Models
from queries.exchange.draft import NotCarried
from queries.exchange.measures import expression

_CALL = re.compile(
    r"\{\{\s*(?P<kind>Dimension|TimeDimension|Entity)\(\s*(?P<quote>['\"])(?P<name>[^'\"]+)(?P=quote)"
    r"(?:\s*,\s*(?:time_granularity_name\s*=\s*)?(['\"])(?P<grain>\w+)\4)?\s*\)\s*\}\}"
)
_MARK = "kpibot_place_"


def conditions_of(filters: Iterable[Any], table: str, models: Models) -> exp.Expr | None:
    """One condition over the rows of a table, None where there are no filters.

    Raises NotCarried where a filter asks for more than columns: another metric, a grain, an entity's path.
    """
    texts = dict.fromkeys(text for one in filters if one for text in _templates(one))
    return exp.and_(*(_condition(text, table, models) for text in texts)) if texts else None


def _templates(one: Any) -> list[str]:
    if isinstance(one, str):
        return [one]
    if isinstance(one, Mapping):
        return [str(f["where_sql_template"]) for f in one.get("where_filters") or ()]
    return [text for part in one for text in _templates(part)]


def _condition(template: str, table: str, models: Models) -> exp.Expr:
    places: list[Path] = []

    def place(match: re.Match[str]) -> str:
        places.append(_place(match, table, models))
        return f"{_MARK}{len(places) - 1}"

    text = _CALL.sub(place, template)
    if "{{" in text or "{%" in text:
        raise NotCarried(f"the filter {template.strip()!r} asks for more than columns")
    tree = expression(text, models.dialect)
    strange = [c.sql() for c in tree.find_all(exp.Column) if not c.name.startswith(_MARK)]
    if strange:
        raise NotCarried(f"the filter {template.strip()!r} names {', '.join(strange)} outside of {{{{ }}}}")
    return tree.transform(lambda node: _put(node, places))


def _put(node: exp.Expr, places: list[Path]) -> exp.Expr:
    if isinstance(node, exp.Column) and node.name.startswith(_MARK):
        return column(places[int(node.name.removeprefix(_MARK))])
    return node


def column(path: Path) -> exp.Column:
    """A path as a column of an expression; raises NotCarried where it has too many joins."""
    if len(path) > MAX_PARTS:
        raise NotCarried(f"{'.'.join(path)} has more than {MAX_PARTS - 1} joins")
    return exp.column(*reversed(path))


def _place(match: re.Match[str], table: str, models: Models) -> Path:
    kind, name, grain = match["kind"], match["name"], match["grain"]
    *entities, last = name.split("__")
    if kind == "Entity":
        entities, last = [*entities, last], ""
    if grain not in (None, "day"):
        raise NotCarried(f"{name} by {grain}")
    if not entities:
        raise NotCarried(f"{name} does not say of which entity it is")
    ways = set()
    for owner, key in models.owners.get(entities[-1], ()):
        end = models.columns.get((owner, last)) if last else key
        if end is not None:
            ways.add((end,) if owner == table else models.draft.only_path(table, owner, end))
    if len(ways) != 1:
        raise NotCarried(f"{name} is not one column")
    return ways.pop()
