"""MetricFlow over the manifest beside this file: the SQL another semantic layer writes for the same query."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantic_interfaces.parsing.dir_to_model import (
    parse_directory_of_yaml_files_to_semantic_manifest,
)
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

from queries.query import Filter, Query

# Lines have no date of their own, and MetricFlow wants one on the table it sums.
SOLD_LINES = """(SELECT l.*, o.customer_id, o.territory_id, o.rep_id, o.team_id, o.sales_channel, o.customer_type,
  CAST(o.ordered_at AS DATE) AS ordered_on FROM order_lines AS l JOIN orders AS o ON o.order_id = l.order_id)"""
DAYS = "(SELECT CAST(day AS DATE) AS day FROM range(DATE '2022-01-01', DATE '2027-01-01', INTERVAL 1 DAY) AS r(day))"


class _NoDatabase:
    """MetricFlow asks its client only how to write SQL."""

    sql_engine_type = SqlEngine.DUCKDB
    sql_plan_renderer = DuckDbSqlPlanRenderer()

    def render_bind_parameter_key(self, key: str) -> str:
        return f"${key}"


class MetricFlow:
    """Writes SQL for our queries. `names` maps each of our dimensions to MetricFlow's name of it."""

    def __init__(self) -> None:
        folder = Path(__file__).parent / "manifest"
        manifest = parse_directory_of_yaml_files_to_semantic_manifest(str(folder)).semantic_manifest
        client: Any = _NoDatabase()
        self._engine = MetricFlowEngine(SemanticManifestLookup(manifest), client)

    def sql(self, query: Query, names: dict[str, str]) -> str:
        """The statement, its columns named as ours are."""
        period = query.period
        assert period and period.start and period.end
        request = MetricFlowQueryRequest.create(
            metric_names=list(query.metrics),
            group_by_names=[_group(b, names) for b in query.by],
            where_constraints=[_where(f, names) for f in query.filters] or None,
            time_constraint_start=datetime.combine(period.start, time()),
            time_constraint_end=datetime.combine(period.end - timedelta(days=1), time()),
        )
        written = self._engine.explain(request).sql_statement.sql
        written = written.replace("main.sold_lines", SOLD_LINES).replace("main.days", DAYS)
        columns = [f'"{_group(b, names)}" AS "{b}"' for b in query.by] + [f'"{m}"' for m in query.metrics]
        return f"SELECT {', '.join(columns)} FROM ({written}) AS found"


def _group(by: str, names: dict[str, str]) -> str:
    return names.get(by) or f"metric_time__{by}"


def _where(condition: Filter, names: dict[str, str]) -> str:
    column = f"{{{{ Dimension('{names[condition.dimension]}') }}}}"
    members = ", ".join("'" + str(m).replace("'", "''") + "'" for m in condition.members)
    if condition.op == "in":
        return f"{column} IN ({members})"
    if condition.op == "not_in":
        return f"({column} NOT IN ({members}) OR {column} IS NULL)"
    return f"{column} IS NULL"
