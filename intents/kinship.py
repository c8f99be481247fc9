"""Which figures speak of the same rows: "conversion rate of leads" is not two figures."""

from __future__ import annotations

from queries.catalogue.model import Attrition, Catalogue, Cohort, Derived, Metric, Ratio, Simple, Stock
from queries.query import Having, Query


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


def is_count(catalogue: Catalogue, metric_id: str) -> bool:
    """The figure counts rows, or things made of rows: deals won, orders."""
    definition = catalogue.metrics[metric_id].definition
    return isinstance(definition, Simple) and definition.agg in ("count", "count_distinct")


def amount_of(catalogue: Catalogue, counted: str) -> str | None:
    """The amount of each thing that a figure counts: the revenue of an order, the size of a deal won."""
    rows = catalogue.metrics[counted].definition
    assert isinstance(rows, Simple)
    fitting = [
        m
        for m in catalogue.metrics.values()
        if m.unit == "currency"
        and isinstance(m.definition, Simple)
        and m.definition.agg == "sum"
        and m.definition.table == rows.table
        and m.definition.where in (None, rows.where)
    ]
    fitting.sort(key=lambda m: (m.hidden, m.goal is None))
    return fitting[0].id if fitting else None


def tells_of_each(catalogue: Catalogue, metric_id: str, counted: str) -> bool:
    """Whether a figure is of a number that each of the things counted has: how long a ticket took."""
    told, rows = catalogue.metrics[metric_id].definition, catalogue.metrics[counted].definition
    if not isinstance(told, Simple) or not isinstance(rows, Simple) or told.table != rows.table or told.expr is None:
        return False
    return told.agg == "sum" if rows.agg == "count_distinct" else rows.agg == "count" and told.agg in ("sum", "avg")


def is_amount_of_each(catalogue: Catalogue, query: Query, condition: Having) -> bool:
    """Whether a condition on single rows needs no name: it is of the amount of what is counted."""
    counted = query.metrics[0]
    return is_count(catalogue, counted) and amount_of(catalogue, counted) == condition.metric


def adds_up(metric: Metric) -> bool:
    """Sums and counts add up over rows; ratios and means are averages already."""
    definition = metric.definition
    return isinstance(definition, Simple | Stock) and definition.agg in ("sum", "count", "count_distinct")


def stands(catalogue: Catalogue, metric_id: str) -> bool:
    """The figure is one of a moment: a stock, or a ratio or sum of stocks alone."""
    match catalogue.metrics[metric_id].definition:
        case Stock():
            return True
        case Ratio(numerator=over, denominator=under):
            return stands(catalogue, over) and stands(catalogue, under)
        case Derived(metrics=parts, window_months=None):
            return all(stands(catalogue, part) for part in parts)
    return False


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
