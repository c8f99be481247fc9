"""MetricFlow as the judge: an imported manifest and an exported catalogue give the rows that it gives."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from exchange.manifests import as_json, parsed
from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

from queries.catalogue.load import load_catalogue_text
from queries.dataset import Dataset, open_dataset
from queries.exchange.dbt import from_dbt
from queries.exchange.metricflow_export import to_metricflow
from queries.query import Period, Query, plain_analysis
from queries.run import answer

TODAY = date(2026, 11, 23)
QUARTER = Period(date(2026, 7, 1), date(2026, 10, 1), "quarter")
SPINE = """---
project_configuration:
  time_spines:
    - node_relation: {schema_name: main, alias: days}
      primary_column: {name: day, time_granularity: day}
"""
DAYS = "(SELECT CAST(day AS DATE) AS day FROM range(DATE '2022-01-01', DATE '2027-01-01', INTERVAL 1 DAY) AS r(day))"


class NoDatabase:
    """MetricFlow asks its client only how to write SQL."""

    sql_engine_type = SqlEngine.DUCKDB
    sql_plan_renderer = DuckDbSqlPlanRenderer()

    def render_bind_parameter_key(self, key: str) -> str:
        return f"${key}"


@pytest.fixture(scope="module")
def exported(demo_dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, dict[str, str]]:
    """The demo's catalogue as MetricFlow reads it, and the SQL of the views that it stands on."""
    folder = tmp_path_factory.mktemp("exported")
    text = to_metricflow(demo_dataset.catalogue).text
    (folder / "kpibot.yaml").write_text(text + SPINE, encoding="utf-8")
    lines = [line.removeprefix("# CREATE VIEW ") for line in text.splitlines() if line.startswith("# CREATE VIEW ")]
    views = {name: sql.rstrip(";") for name, _, sql in (line.partition(" AS ") for line in lines)}
    return parsed(folder), views


def judge(manifest: Any) -> MetricFlowEngine:
    client: Any = NoDatabase()
    return MetricFlowEngine(SemanticManifestLookup(manifest), client)


def theirs(
    engine: MetricFlowEngine, views: dict[str, str], metric: str, by: str | None, data: Dataset
) -> dict[Any, Any]:
    """MetricFlow's rows for a metric in the quarter, by one of its names."""
    request = MetricFlowQueryRequest.create(
        metric_names=[metric],
        group_by_names=[by] if by else [],
        time_constraint_start=datetime.combine(date(2026, 7, 1), time()),
        time_constraint_end=datetime.combine(date(2026, 10, 1) - timedelta(days=1), time()),
    )
    sql = engine.explain(request).sql_statement.sql
    for name, view in views.items():
        sql = sql.replace(f"main.{name}", f"({view})")
    rows = data.engine.run(sql.replace("main.days", DAYS), {}, max_rows=100_000).rows
    return {row[:-1]: row[-1] for row in rows}


def ours(metric: str, by: str | None, data: Dataset) -> dict[Any, Any]:
    query = plain_analysis(Query(metrics=(metric,), by=(by,) if by else (), period=QUARTER))
    found = answer(query, data, TODAY)
    at = found.column("metric", metric)
    key = next((i for i, c in enumerate(found.columns) if c.of == by and c.role != "metric"), None)
    assert at is not None
    return {(row[key],) if key is not None else (): row[at] for row in found.rows}


def same(own: dict[Any, Any], other: dict[Any, Any]) -> bool:
    """Equal rows; where MetricFlow has no row or no value, a count or sum of ours may be 0."""
    for key in own.keys() | other.keys():
        a, b = (None if v is None else float(v) for v in (own.get(key), other.get(key)))
        assert own.get(key) is None or isinstance(own[key], int | float | Decimal)
        if (a or b) and (a is None or b is None or not math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)):
            return False
    return True


def test_what_is_exported_is_valid_and_gives_our_rows(
    exported: tuple[Any, dict[str, str]], demo_dataset: Dataset
) -> None:
    manifest, views = exported
    catalogue = demo_dataset.catalogue
    engine = judge(manifest)
    metrics = sorted(m.name for m in manifest.metrics if not catalogue.metrics[m.name].hidden)
    assert len(metrics) >= 40
    # One figure of each kind and of each way to its rows: on the table, over a join, from a SELECT, by another date.
    asked = [
        ("revenue", "category", "products_key__category"), ("orders", None, None), ("average_order_value", None, None),
        ("discount_rate", "product", "products_key__product"), ("bookings", None, None), ("win_rate", None, None),
        ("sales_cycle", None, None), ("cost_per_lead", "campaign", "campaigns_key__campaign"),
        ("lost_leads", "campaign", "campaigns_key__campaign"), ("lost_mrr", None, None), ("csat", None, None),
        ("lost_annual_revenue", None, None), ("first_response_time", None, None),
    ]  # fmt: skip
    for name, by, their_by in asked:
        other = theirs(engine, views, name, their_by, demo_dataset)
        assert same(ours(name, by, demo_dataset), other), (name, by)


def test_what_is_imported_gives_metricflows_rows(demo_dataset: Dataset) -> None:
    manifest = parsed(Path(__file__).resolve().parents[1] / "metricflow" / "manifest")
    lines = (
        "SELECT l.*, o.customer_id, o.territory_id, o.rep_id, o.team_id, o.sales_channel, o.customer_type, "
        "CAST(o.ordered_at AS DATE) AS ordered_on FROM order_lines AS l JOIN orders AS o ON o.order_id = l.order_id"
    )
    found = from_dbt(as_json(manifest), "Demo")
    catalogue = load_catalogue_text(found.text.replace("source: sold_lines", f"source: {lines}"))
    data = open_dataset(catalogue, demo_dataset.engine, TODAY)
    pairs = [
        ("revenue", "region", "territory__region"), ("orders", "sales_channel", "line__sales_channel"),
        ("average_order_value", "customer_segment", "customer__segment"),
        ("profit_margin", "category", "product__category"),
        ("win_rate", "rep_name", "rep__rep_name"), ("deals_won", "region", "territory__region"),
        ("cost_per_lead", "campaign_name", "campaign__campaign_name"), ("csat", "plan", "customer__plan"),
        ("lead_conversion_rate", "source", "lead__source"), ("lost_leads", "region", "territory__region"),
        ("acquisition_spend", "channel", "campaign__channel"), ("qualified_leads", None, None),
    ]  # fmt: skip
    engine = judge(manifest)
    for metric, by, their_by in pairs:
        other = theirs(engine, {"sold_lines": lines}, metric, their_by, demo_dataset)
        assert same(ours(metric, by, data), other), (metric, by)
    left = {one.what for one in found.left}
    assert left == {f"metric {m}" for m in
                    ("lead_response_time", "time_to_convert", "first_response_time", "resolution_time")}  # fmt: skip
    assert replace(found, left=()).count == 41
