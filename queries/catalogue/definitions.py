"""Reads how a metric is worked out: simple, stock, ratio, derived, attrition or cohort."""

from __future__ import annotations

from typing import get_args

from sqlglot import exp

from queries.catalogue import keys
from queries.catalogue.entry import Entry
from queries.catalogue.expressions import column_paths, parse_arithmetic, parse_row
from queries.catalogue.model import (
    Aggregate,
    Attrition,
    Cohort,
    Definition,
    Derived,
    LastValue,
    Path,
    Ratio,
    Silent,
    Simple,
    Stock,
)
from queries.catalogue.refs import Refs
from queries.catalogue.yaml_tree import Node

AGGREGATES: tuple[Aggregate, ...] = get_args(Aggregate)
KINDS = {
    "simple": keys.SIMPLE,
    "stock": keys.STOCK,
    "ratio": keys.RATIO,
    "derived": keys.DERIVED,
    "attrition": keys.ATTRITION,
    "cohort": keys.COHORT,
}


def kind_of(node: Node) -> str:
    """The metric's type: as written, "stock" where it has that key, else "simple"."""
    written = node.keys.get("type")
    if written is not None and written.text in KINDS:
        return written.text
    return "stock" if "stock" in node.keys else "simple"


def read_definition(kind: str, entry: Entry, refs: Refs) -> Definition | None:
    """The definition of a metric of that kind; None where it cannot be made."""
    if kind == "simple":
        return _simple(entry, refs)
    if kind == "stock":
        return _stock(entry, refs)
    if kind == "ratio":
        numerator = refs.one(entry, "numerator", "metrics", "metric", required=True)
        denominator = refs.one(entry, "denominator", "metrics", "metric", required=True)
        return Ratio(numerator, denominator) if numerator and denominator else None
    if kind == "derived":
        return _derived(entry, refs)
    if kind == "attrition":
        of = refs.one(entry, "of", "metrics", "metric", required=True)
        return Attrition(of, entry.flag("share", default=True)) if of else None
    return _cohort(entry, refs)


def _simple(entry: Entry, refs: Refs) -> Simple | None:
    table = refs.one(entry, "table", "tables", "table", required=True)
    agg, expr, where = _aggregate(entry, refs, table)
    percentile = entry.number("percentile")
    if (agg == "percentile") != (percentile is not None):
        refs.problems.add(entry.place, f"{entry.what}: 'agg: percentile' and 'percentile: 0.9' go together")
    elif percentile is not None and not 0 < percentile < 1:
        refs.problems.add(entry.place, f"'percentile' of {entry.what} must lie between 0 and 1")
    time = refs.path(entry, "time", table)
    spread = "month" if entry.choice("spread", ("none", "month"), "none") == "month" else None
    if spread and agg != "sum":
        refs.problems.add(entry.place, f"{entry.what}: only a sum can be spread over days")
    to_date = entry.flag("to_date")
    if table is None:
        return None
    return Simple(table, agg, expr, where, time, "month" if spread else None, to_date, percentile)


def _stock(entry: Entry, refs: Refs) -> Stock | None:
    table = refs.one(entry, "table", "tables", "table", required=True)
    agg, expr, where = _aggregate(entry, refs, table)
    node = entry.need("stock")
    if node is None:
        return None
    dates = Entry(node, f"'stock' of {entry.what}", keys.STOCK_DATES, refs.problems)
    since = refs.path(dates, "since", table, required=True)
    until = refs.path(dates, "until", table)
    any_of = tuple(c for item in dates.items("any_of") if (c := _condition(item, entry.what, table, refs)) is not None)
    if table is None or since is None:
        return None
    return Stock(table, agg, expr, where, since, until, any_of)


def _derived(entry: Entry, refs: Refs) -> Derived | None:
    window = entry.integer("window_months")
    text = entry.text("expr", required=True)
    node = entry.get("expr")
    if text is None or node is None:
        return None
    expr = parse_arithmetic(text, node.place, f"'expr' of {entry.what}", refs.problems)
    if expr is None:
        return None
    if window is None and expr.find(exp.Anonymous) is not None:
        refs.problems.add(node.place, f"'expr' of {entry.what}: mean(metric) needs 'window_months'")
    metrics: list[str] = []
    for (name,) in column_paths(expr):
        if name not in refs.names["metrics"]:
            refs.problems.unknown(node.place, f"metric in 'expr' of {entry.what}:", name, refs.names["metrics"])
        elif name not in metrics:
            metrics.append(name)
    if not metrics:
        refs.problems.add(node.place, f"'expr' of {entry.what} uses no metric")
    return Derived(expr, tuple(metrics), window) if metrics else None


def _cohort(entry: Entry, refs: Refs) -> Cohort | None:
    of = refs.one(entry, "of", "metrics", "metric", required=True)
    table = refs.one(entry, "table", "tables", "table", required=True)
    key = entry.text("key", required=True)
    other = entry.text("other_key")
    days = _days(entry)
    if of is None or table is None or key is None or days is None:
        return None
    path = tuple(part.strip() for part in key.split("."))
    return Cohort(of, table, path, other or path[-1], days)


def _days(entry: Entry) -> tuple[int, int] | None:
    entry.need("days")
    items = entry.items("days")
    numbers = [int(item.text) for item in items if item.kind == "number" and item.text.isdigit()]
    if len(items) == 2 == len(numbers) and 0 <= numbers[0] < numbers[1] < 100_000:
        return numbers[0], numbers[1]
    node = entry.get("days")
    if node is not None:
        entry.wrong("days", node, "two ascending numbers of days: [30, 120]")
    return None


def _aggregate(
    entry: Entry, refs: Refs, table: str | None
) -> tuple[Aggregate, exp.Expression | None, exp.Expression | None]:
    entry.need("agg")
    agg: Aggregate = entry.choice("agg", AGGREGATES, "count")
    expr = _expression(entry, "expr", refs, table)
    if agg != "count" and not entry.has("expr"):
        refs.problems.add(entry.place, f"{entry.what} needs 'expr': what to take the {agg} of")
    return agg, expr, _expression(entry, "where", refs, table)


def _expression(entry: Entry, key: str, refs: Refs, table: str | None) -> exp.Expression | None:
    text = entry.text(key)
    node = entry.get(key)
    if text is None or node is None:
        return None
    what = f"{key!r} of {entry.what}"
    tree = parse_row(text, node.place, what, refs.problems)
    if tree is not None and table is not None:
        for path in column_paths(tree):
            refs.walk(table, path, node.place, what)
    return tree


def _condition(node: Node, metric: str, table: str | None, refs: Refs) -> Silent | LastValue | None:
    outer = Entry(node, f"'any_of' of {metric}", keys.ANY_OF, refs.problems)
    silent, last = outer.get("silent"), outer.get("last_value")
    if (silent is None) == (last is None):
        if node.kind == "map":
            refs.problems.add(node.place, f"'any_of' of {metric}: each item is one 'silent' or one 'last_value'")
        return None
    if silent is not None:
        entry = Entry(silent, f"'silent' of {metric}", keys.SILENT, refs.problems)
        common = _event(entry, table, refs)
        days = entry.integer("days", required=True)
        return Silent(*common, days) if common is not None and days is not None else None
    assert last is not None
    entry = Entry(last, f"'last_value' of {metric}", keys.LAST_VALUE, refs.problems)
    common = _event(entry, table, refs)
    column = entry.text("column", required=True)
    entry.need("values")
    items = entry.items("values")
    values = tuple(float(item.text) for item in items if item.kind == "number")
    if len(values) != len(items) or not values:
        refs.problems.add(last.place, f"'values' of {entry.what} must be a list of numbers")
        return None
    return LastValue(*common, column, values) if common is not None and column is not None else None


def _event(entry: Entry, table: str | None, refs: Refs) -> tuple[str, Path, str] | None:
    event = refs.one(entry, "table", "tables", "table", required=True)
    key = refs.path(entry, "key", table, required=True)
    other = entry.text("other_key")
    if event is None or key is None:
        return None
    if event in refs.tables and refs.tables[event].time is None:
        refs.problems.add(entry.place, f"{entry.what}: table {event} has no time")
    return event, key, other or key[-1]
