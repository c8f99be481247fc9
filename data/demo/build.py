"""Build the demo company into a DuckDB database: deterministic from a seed and a day, its facts made by SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import duckdb

from data.calendar_table import build_calendar
from data.demo.check import check_keys
from data.demo.clock import Clock
from data.demo.dimensions import (
    BIG_CUSTOMER_TERRITORY,
    LEFT_TERRITORY,
    OVER_BUDGET_TERRITORY,
    PRICE_RISE_PRODUCT,
    Campaign,
    insert,
    plan_campaigns,
    territory_id,
    write_names,
    write_products,
    write_reps,
    write_territories,
)
from data.demo.stories import find_truth
from data.demo.truth import Truth, write_truth
from data.demo.words import read_words

__all__ = ["Truth", "build_demo", "check_keys", "write_truth"]

FOLDER = Path(__file__).parent
STEPS = ("days", "leads", "customers", "sales", "service", "plans")
Progress = Callable[[str, float], None]


class DemoBroken(Exception):
    """The generator made data that does not hang together."""


def big_customer_days(campaigns: list[Campaign], clock: Clock) -> tuple[int, date, date, date]:
    """The win-back campaign of the big customer; the days it left, was called, came back."""
    ready = [c for c in campaigns if c.kind == "Win-back" and c.starts_on + timedelta(days=60) <= clock.today]
    campaign = ready[-1]
    called = campaign.starts_on + timedelta(days=30)
    return campaign.campaign_id, called - timedelta(days=300), called, called + timedelta(days=21)


def settings(clock: Clock, campaigns: list[Campaign], seed: int, scale: int, big_seat: int) -> Mapping[str, object]:
    """The variables the SQL steps read."""
    migration_from, migration_until = clock.migration
    campaign, left, contacted, returned = big_customer_days(campaigns, clock)
    return {
        "seed": seed,
        "scale": scale,
        "today": clock.today,
        "after": clock.after,
        "first": clock.first,
        "year0": clock.first_year,
        "q0": clock.quarter,
        "q1": clock.last_quarter,
        "q2": clock.quarter_before,
        "price_rise": clock.price_rise,
        "price_rise_product": PRICE_RISE_PRODUCT,
        "migration_from": migration_from,
        "migration_until": migration_until,
        "giveaway": next(
            c.campaign_id for c in campaigns if c.name == read_words("members.yaml")["campaigns"]["giveaway"][0]
        ),
        "left_territory": territory_id(LEFT_TERRITORY),
        "over_budget": territory_id(OVER_BUDGET_TERRITORY),
        "first_rep": 1,
        "first_seat": 1,
        "big_seat": big_seat,
        "big_campaign": campaign,
        "big_left": left,
        "big_contacted": contacted,
        "big_returned": returned,
        "roles": read_words("members.yaml")["roles"],
    }


def build_demo(
    connection: duckdb.DuckDBPyConnection,
    *,
    seed: int = 7,
    today: date,
    scale: int = 1,
    progress: Progress | None = None,
) -> Truth:
    """Create and fill every table of schema.sql and the calendar; the same seed, day and scale give the same rows."""
    if scale < 1:
        raise ValueError(f"scale is 1 or more, not {scale}")
    report = progress or (lambda name, part: None)
    clock = Clock(today)
    report("dimensions", 0.0)
    connection.execute((FOLDER / "schema.sql").read_text("utf-8"))
    connection.execute((FOLDER / "macros.sql").read_text("utf-8"))
    write_territories(connection)
    people = write_reps(connection, clock, seed)
    write_products(connection, clock)
    write_names(connection)
    campaigns = plan_campaigns(clock)
    insert(
        connection,
        "campaigns",
        ((c.campaign_id, c.name, c.name_fa, c.kind, c.marketing_channel, c.starts_on, c.ends_on) for c in campaigns),
    )
    big_seat = next(s.seat_id for s in people.seats if s.territory_id == territory_id(BIG_CUSTOMER_TERRITORY))
    variables = settings(clock, campaigns, seed, scale, big_seat)
    for name, value in variables.items():
        connection.execute(f"SET VARIABLE {name} = ?", [value])
    for number, step in enumerate(STEPS):
        report(step, (number + 1) / (len(STEPS) + 3))
        connection.execute((FOLDER / "steps" / f"{step}.sql").read_text("utf-8"))
    drop_tables(connection)
    report("calendar", (len(STEPS) + 1) / (len(STEPS) + 3))
    build_calendar(connection, date(clock.first_year - 9, 1, 1), date(today.year + 2, 12, 31))
    report("check", (len(STEPS) + 2) / (len(STEPS) + 3))
    problems = check_keys(connection)
    if problems:
        raise DemoBroken("\n".join(problems))
    truth = find_truth(connection, clock, seed, scale)
    forget_names(connection, list(variables))
    report("done", 1.0)
    return truth


def drop_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the tables that only the build needed."""
    connection.execute("DROP VIEW made_given")
    made = connection.execute("SELECT table_name FROM duckdb_tables() WHERE temporary AND table_name LIKE 'made_%'")
    for (table,) in made.fetchall():
        connection.execute(f"DROP TABLE {table}")


def forget_names(connection: duckdb.DuckDBPyConnection, variables: list[str]) -> None:
    """Leave the connection without the build's variables and macros."""
    for name in variables:
        connection.execute(f"RESET VARIABLE {name}")
    macros = re.findall(r"TEMP MACRO (\w+)", (FOLDER / "macros.sql").read_text("utf-8"))
    for macro in macros:
        connection.execute(f"DROP MACRO {macro}")
