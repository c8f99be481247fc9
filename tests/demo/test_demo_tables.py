"""Every table and column is filled, hangs together, and ends today; the same inputs give the same rows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.demo.build import Truth, build_demo, check_keys, write_truth

SCHEMA = (Path(__file__).parents[2] / "data" / "demo" / "schema.sql").read_text("utf-8")
PLANS = {"targets", "budgets", "goals", "campaigns", "kpibot_calendar"}


def checksums(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
    sums = {}
    for (table,) in tables:
        sums[table] = connection.execute(f"SELECT count(*), bit_xor(hash(t)) FROM {table} t").fetchone()
    return sums


def build(today: date, seed: int = 7) -> tuple[duckdb.DuckDBPyConnection, Truth]:
    connection = duckdb.connect(":memory:")
    return connection, build_demo(connection, seed=seed, today=today)


def test_every_table_of_the_schema_is_there_and_nothing_else(demo: Any) -> None:
    empty = duckdb.connect(":memory:")
    empty.execute(SCHEMA)
    listed = "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY ALL"
    wanted = {name for (name,) in empty.execute(listed).fetchall()} | {"kpibot_calendar"}
    assert {name for (name,) in demo.rows(listed)} == wanted
    assert demo.rows("SELECT name FROM duckdb_variables()") == []
    assert (
        demo.rows("SELECT function_name FROM duckdb_functions() WHERE function_type = 'macro' AND NOT internal") == []
    )


def test_every_column_has_values(demo: Any) -> None:
    columns = demo.rows("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal")
    empty = [(t, c) for t, c in columns if demo.value(f'SELECT count("{c}") FROM {t}') == 0]
    assert empty == []


def test_it_hangs_together(demo: Any) -> None:
    assert check_keys(demo.connection) == []


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        ("DELETE FROM order_lines WHERE order_id = 1", "an order without lines"),
        ("DELETE FROM orders WHERE order_id = 1", "order_lines.order_id not in orders"),
        ("UPDATE leads SET rep_id = 9999 WHERE lead_id = 5", "leads.rep_id not in reps"),
        ("INSERT INTO tickets FROM tickets LIMIT 1", "tickets.ticket_id twice"),
        (
            "UPDATE lead_stage_events SET entered_at = entered_at + INTERVAL 1 DAY WHERE stage = 'Won'",
            "a lead event unlike its lead",
        ),
        ("UPDATE order_lines SET returned_on = DATE '2020-01-01' WHERE quantity < 0", "a return before its sale"),
        ("UPDATE opportunities SET amount = amount + 1 WHERE stage = 'Won'", "a won opportunity without its order"),
        (
            "UPDATE subscriptions SET ended_on = ended_on - 1 WHERE end_reason = 'Churn'",
            "a subscription churned unlike its customer",
        ),
        ("UPDATE marketing_spend SET spent_on = DATE '2026-11-22'", "a lead before the spend of its campaign"),
        ("UPDATE customer_spells SET ended_on = NULL", "two spells at once"),
        ("UPDATE reps SET ended_on = DATE '2023-01-01'", "a sale by a rep not employed that day"),
        ("UPDATE win_back_contacts SET contacted_on = DATE '2016-01-01'", "a win-back call to an active customer"),
        (
            "UPDATE orders SET ordered_at = DATE '2015-01-01' WHERE customer_type = 'New'",
            "an order while the customer was away",
        ),
    ],
)
def test_the_check_finds_damage(demo: Any, damage: str, rule: str) -> None:
    demo.connection.execute("BEGIN")
    try:
        demo.connection.execute(damage)
        assert any(problem.startswith(rule + ":") for problem in check_keys(demo.connection))
    finally:
        demo.connection.execute("ROLLBACK")


def last_days(connection: duckdb.DuckDBPyConnection) -> dict[str, date]:
    columns = connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND data_type IN ('DATE', 'TIMESTAMP')"
    ).fetchall()
    found = {}
    for table, column in columns:
        if table not in PLANS:
            found[f"{table}.{column}"] = connection.execute(f"SELECT max({column})::DATE FROM {table}").fetchall()[0][0]
    return found


def test_nothing_lies_after_today_and_the_facts_reach_it(demo: Any) -> None:
    days = last_days(demo.connection)
    assert {name: day for name, day in days.items() if day > demo.truth.today} == {}
    reaching = ("orders.ordered_at", "leads.created_at", "interactions.occurred_at", "tickets.opened_at")
    assert {name: days[name] for name in reaching} == dict.fromkeys(reaching, demo.truth.today)
    assert demo.value("SELECT min(ordered_at)::DATE FROM orders") == date(2023, 1, 1)


def test_plans_reach_the_end_of_the_year(demo: Any) -> None:
    assert demo.value("SELECT max(month) FROM targets") == date(2026, 12, 1)
    assert demo.value("SELECT max(month) FROM budgets") == date(2026, 12, 1)
    assert demo.value("SELECT sum(spent) FROM budgets WHERE month > DATE '2026-11-23'") == 0


def test_the_same_seed_and_day_give_the_same_rows(demo: Any) -> None:
    again, truth = build(demo.truth.today)
    assert checksums(again) == checksums(demo.connection)
    assert truth == demo.truth
    again.close()


def test_threads_do_not_change_the_rows(demo: Any) -> None:
    alone = duckdb.connect(":memory:", config={"threads": 1})
    build_demo(alone, today=demo.truth.today)
    assert checksums(alone) == checksums(demo.connection)
    alone.close()


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2024, 2, 29)])
def test_any_day_works(today: date) -> None:
    connection, truth = build(today, seed=11)
    days = last_days(connection)
    assert {name: day for name, day in days.items() if day > today} == {}
    assert days["orders.ordered_at"] == days["leads.created_at"] == today
    assert truth.first == date(today.year - 3, 1, 1)
    assert all(value is not None for story in truth.stories for value in story.facts.values())
    connection.close()


def test_progress_runs_from_zero_to_one(demo: Any) -> None:
    seen: list[tuple[str, float]] = []
    connection = duckdb.connect(":memory:")
    build_demo(connection, today=date(2025, 6, 30), progress=lambda name, part: seen.append((name, part)))
    parts = [part for _, part in seen]
    assert parts[0] == 0 and parts[-1] == 1 and parts == sorted(parts) and len(parts) > 6
    assert connection.execute("SELECT max(ordered_at)::DATE FROM orders").fetchall() == [(date(2025, 6, 30),)]


def test_scale_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="scale"):
        build_demo(duckdb.connect(":memory:"), today=date(2026, 1, 1), scale=0)


def test_truth_is_written_as_json(demo: Any, tmp_path: Path) -> None:
    write_truth(demo.truth, tmp_path / "truth.json")
    read = json.loads((tmp_path / "truth.json").read_text("utf-8"))
    assert read["today"] == "2026-11-23" and read["rows"]["leads"] == demo.value("SELECT count(*) FROM leads")
    assert len(read["stories"]) >= 7 and read["members"]["customer"]["name_fa"] == "صنایع غذایی پارس"
