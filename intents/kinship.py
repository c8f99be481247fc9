"""Which figures speak of the same rows: "conversion rate of leads" is not two figures."""

from __future__ import annotations

from queries.catalogue.model import Attrition, Catalogue, Cohort, Derived, Ratio, Simple, Stock


def tables_of(catalogue: Catalogue, metric_id: str) -> frozenset[str]:
    """The tables a figure is made from, through all its parts."""
    metric = catalogue.metrics.get(metric_id)
    match metric.definition if metric else None:
        case Simple(table=table) | Stock(table=table):
            return frozenset((table,))
        case Ratio(numerator=over, denominator=under):
            return tables_of(catalogue, over) | tables_of(catalogue, under)
        case Derived(metrics=parts):
            return frozenset().union(*(tables_of(catalogue, part) for part in parts))
        case Attrition(of=of) | Cohort(of=of):
            return tables_of(catalogue, of)
    return frozenset()


def is_plain_count(catalogue: Catalogue, metric_id: str) -> bool:
    """The figure counts things without a condition: leads, customers, orders."""
    definition = catalogue.metrics[metric_id].definition
    return (
        isinstance(definition, Simple | Stock)
        and definition.where is None
        and definition.agg in ("count", "count_distinct")
        and not getattr(definition, "any_of", ())
    )


def is_subject_of(catalogue: Catalogue, counted: str, metric_id: str) -> bool:
    """`counted` only names what the other figure is about: leads of a lead's conversion rate."""
    return (
        counted != metric_id
        and is_plain_count(catalogue, counted)
        and not is_plain_count(catalogue, metric_id)
        and tables_of(catalogue, counted) <= tables_of(catalogue, metric_id)
    )


def main_metric(catalogue: Catalogue) -> str | None:
    """The figure meant where none is named: the first that the company keeps a target for, else the first of all."""
    visible = [m for m in catalogue.metrics.values() if not m.hidden]
    return next((m.id for m in (*(m for m in visible if m.goal), *visible)), None)
