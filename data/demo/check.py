"""Whether the demo's tables hang together: every reference found, every date consistent with the others."""

from __future__ import annotations

from pathlib import Path

import duckdb

FOLDER = Path(__file__).parent

KEYS = {
    "territories": "territory_id",
    "teams": "team_id",
    "reps": "rep_id",
    "campaigns": "campaign_id",
    "customers": "customer_id",
    "customer_spells": "spell_id",
    "contacts": "contact_id",
    "products": "product_id",
    "leads": "lead_id",
    "lead_stage_events": "event_id",
    "opportunities": "opportunity_id",
    "opportunity_stage_events": "event_id",
    "orders": "order_id",
    "order_lines": "line_id",
    "targets": "target_id",
    "marketing_spend": "spend_id",
    "budgets": "budget_id",
    "goals": "goal_id",
    "interactions": "interaction_id",
    "tickets": "ticket_id",
    "satisfaction_responses": "response_id",
    "subscriptions": "subscription_id",
    "win_back_contacts": "contact_event_id",
}
"""The key of each table; the same name in another table refers to it."""


def key_rules(connection: duckdb.DuckDBPyConnection) -> str:
    """One SELECT a key that must be unique and a reference that must be found."""
    parents = {key: table for table, key in KEYS.items() if key != "event_id"}
    columns = connection.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal").fetchall()
    rules = [
        f"SELECT '{table}.{key} twice' AS rule, count(*) - count(DISTINCT {key}) AS broken FROM {table}"  # noqa: S608 - own names
        for table, key in KEYS.items()
    ]
    rules += [
        f"SELECT '{table}.{column} not in {parents[column]}', count(*) FROM {table} "  # noqa: S608 - own names
        f"ANTI JOIN {parents[column]} USING ({column}) WHERE {table}.{column} IS NOT NULL"
        for table, column in sorted(columns)
        if table in KEYS and column in parents and parents[column] != table
    ]
    return " UNION ALL ".join(rules)


def check_keys(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The broken rules, one line each; empty when all is well."""
    rows = connection.execute(key_rules(connection)).fetchall()
    rows += connection.execute((FOLDER / "check.sql").read_text("utf-8")).fetchall()
    return [f"{rule}: {broken} rows" for rule, broken in rows if broken]
