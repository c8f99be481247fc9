"""Which figures count the members of a breakdown: customers, those who bought."""

from __future__ import annotations

from sqlglot import exp

from intents.kinship import is_plain_count, tables_of
from intents.parse import Parse
from queries.catalogue.model import Catalogue, Simple, Stock


def counted_by(parse: Parse, metric: str) -> str | None:
    """The breakdown whose members a figure counts; None where it counts none, or not all that its rows have."""
    found = [d for d in parse.catalogue.dimensions if counts_members(parse, metric, d)]
    return found[0] if len(found) == 1 else None


def counts_members(parse: Parse, metric: str, dimension: str) -> bool:
    """Whether a figure counts the members of a breakdown, as far as its rows have them: by their name or their key."""
    catalogue, lexicon = parse.catalogue, parse.lexicon
    definition, known = catalogue.metrics[metric].definition, catalogue.dimensions[dimension]
    if not is_plain_count(catalogue, metric) or not isinstance(definition, Simple | Stock):
        return False
    path = catalogue.path(definition.table, dimension)
    if path is None:
        return False
    if any(s.value == metric for name in known.words.label.values() for s in lexicon.find(name) if s.kind == "metric"):
        return True
    counted = _path_of(definition.expr) if definition.agg == "count_distinct" else ()
    if known.key is None or catalogue.tables[known.table].primary_key != (known.key,):
        return False  # a segment is reached by the key of its customer, too
    return bool(counted) and counted in ((*path[:-1], known.key), _own_column(catalogue, definition.table, path))


def _own_column(catalogue: Catalogue, table: str, path: tuple[str, ...]) -> tuple[str, ...]:
    """The column by which the last join to a breakdown is made: sale.customer_id of sale.customer.name."""
    joins = path[:-1]
    if not joins:
        return ()
    for name in joins[:-1]:
        table = catalogue.tables[table].joins[name].to
    pairs = catalogue.tables[table].joins[joins[-1]].on
    return (*joins[:-1], pairs[0][0]) if len(pairs) == 1 else ()


def _path_of(expression: exp.Expression | None) -> tuple[str, ...]:
    if not isinstance(expression, exp.Column):
        return ()
    return tuple(part.name for part in expression.parts)


def buyers_of(parse: Parse) -> frozenset[str]:
    """The breakdowns of those who buy."""
    return frozenset(s.value for s in parse.lexicon.implied("buyers") if s.kind == "dimension")


def who_bought(parse: Parse) -> str | None:
    """The figure that counts those who bought, in the rows of what they bought; None where none does."""
    sold = {tables_of(parse.catalogue, s.value) for s in parse.lexicon.implied("bought") if s.kind == "metric"}
    for metric in parse.catalogue.metrics.values():
        if not isinstance(metric.definition, Simple) or metric.definition.agg != "count_distinct" or metric.hidden:
            continue
        here = tables_of(parse.catalogue, metric.id) in sold
        if here and any(counts_members(parse, metric.id, buyer) for buyer in buyers_of(parse)):
            return metric.id
    return None


def pieces_of(parse: Parse) -> str | None:
    """The figure that adds up how many pieces were sold."""
    metrics = parse.catalogue.metrics
    found = (metrics[s.value] for s in parse.lexicon.implied("popular") if s.kind == "metric")
    pieces = (m for m in found if isinstance(m.definition, Simple) and (m.unit, m.definition.agg) == ("count", "sum"))
    return next((metric.id for metric in pieces), None)
