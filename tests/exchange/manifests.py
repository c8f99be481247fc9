"""dbt manifests for tests: one from MetricFlow's own parser, and a small one written by hand."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Any

from metricflow_semantic_interfaces.parsing.dir_to_model import (
    parse_directory_of_yaml_files_to_semantic_manifest,
)


def parsed(folder: Path) -> Any:
    """The manifest of a folder of YAML files, as MetricFlow reads it."""
    return parse_directory_of_yaml_files_to_semantic_manifest(str(folder)).semantic_manifest


def as_json(manifest: Any) -> dict[str, Any]:
    """The same as dbt writes it into target/semantic_manifest.json."""
    text = json.dumps(manifest.dict(), default=lambda o: o.value if isinstance(o, Enum) else str(o))
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def shop(*metrics: dict[str, Any], **orders: Any) -> dict[str, Any]:
    """Orders of customers, with the metrics given; keys of `orders` go over those of its model."""
    return {
        "semantic_models": [
            {
                "name": "orders",
                "node_relation": {"alias": "fct_orders", "schema_name": "marts"},
                "defaults": {"agg_time_dimension": "ordered_at"},
                "entities": [
                    {"name": "order", "type": "primary", "expr": "order_id"},
                    {"name": "customer", "type": "foreign", "expr": "customer_id"},
                ],
                "dimensions": [
                    {"name": "ordered_at", "type": "time", "type_params": {"time_granularity": "day"}},
                    {"name": "status", "type": "categorical"},
                    {
                        "name": "size",
                        "type": "categorical",
                        "expr": "case when amount > 100 then 'big' else 'small' end",
                    },
                ],
                "measures": [
                    {"name": "amount", "agg": "sum"},
                    {"name": "order_count", "agg": "sum", "expr": "1"},
                    {"name": "is_paid", "agg": "sum_boolean", "expr": "paid_at is not null"},
                    {"name": "p90", "agg": "percentile", "expr": "amount", "agg_params": {"percentile": 0.9}},
                ],
                **orders,
            },
            {
                "name": "customers",
                "node_relation": {"alias": "dim_customers", "schema_name": "marts"},
                "entities": [{"name": "customer", "type": "primary", "expr": "id"}],
                "dimensions": [
                    {
                        "name": "status",
                        "type": "categorical",
                        "config": {"meta": {"kpibot": {"synonyms": ["customer state"], "scope": True}}},
                    },
                    {"name": "country", "type": "categorical"},
                ],
                "measures": [],
            },
        ],
        "metrics": list(metrics),
    }


def simple(name: str, measure: str, where: str | None = None, **more: Any) -> dict[str, Any]:
    """A simple metric, with a filter where one is given."""
    given = {"where_filters": [{"where_sql_template": where}]} if where else None
    return {"name": name, "type": "simple", "type_params": {"measure": {"name": measure}}, "filter": given, **more}
