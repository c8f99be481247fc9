"""A company with something to hide: every kind of figure, by reps, teams and areas; made from a seed.

`World.without` deletes, in plain Python, every row that somebody may not see: what it answers is what they may be told.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import duckdb

from bot.answering import Answering
from data.calendar_table import build_calendar
from intents.read import Reader
from queries.catalogue.load import load_catalogue_text
from queries.dataset import Dataset, open_dataset
from queries.engine import Rows, TooManyRows
from queries.members import Shelf

TODAY = date(2026, 5, 20)
FIRST, LAST = date(2025, 1, 1), date(2026, 5, 19)

CATALOGUE = """
name: Guarded
currency: EUR
tables:
  teams: {primary_key: team_id}
  areas: {primary_key: area_id}
  products: {primary_key: product_id}
  customers: {primary_key: customer_id}
  reps: {primary_key: rep_id, joins: {team: {to: teams, on: team_id}}}
  orders:
    primary_key: order_id
    time: sold_on
    joins:
      rep: {to: reps, on: rep_id}
      area: {to: areas, on: area_id}
      product: {to: products, on: product_id}
      customer: {to: customers, on: customer_id}
  leads: {primary_key: lead_id, time: made_on, joins: {rep: {to: reps, on: rep_id}, area: {to: areas, on: area_id}}}
  steps: {primary_key: step_id, time: happened_at, joins: {lead: {to: leads, on: lead_id}}}
  spells:
    primary_key: spell_id
    time: ended_on
    joins:
      rep: {to: reps, on: rep_id}
      area: {to: areas, on: area_id}
      customer: {to: customers, on: customer_id}
  visits:
    primary_key: visit_id
    time: happened_at
    joins:
      rep: {to: reps, on: rep_id}
      area: {to: areas, on: area_id}
      customer: {to: customers, on: customer_id}
  scores: {primary_key: score_id, time: happened_at, joins: {customer: {to: customers, on: customer_id}}}
  targets: {time: month, loaded: false, joins: {rep: {to: reps, on: rep_id}, area: {to: areas, on: area_id}}}
  spending: {time: paid_on}
  goals: {joins: {team: {to: teams, on: team_id}}}
dimensions:
  rep: {table: reps, column: name, key: rep_id, label: {en: Rep, fa: فروشنده}, label_columns: {fa: name_fa},
    person: true, scope: true}
  team: {table: teams, column: name, label: {en: Team, fa: تیم}, scope: true}
  area: {table: areas, column: name, label: {en: Area, fa: ناحیه}, scope: true}
  product: {table: products, column: name, label: {en: Product, fa: محصول}}
  customer: {table: customers, column: name, key: customer_id, label: {en: Customer, fa: مشتری},
    paths: {scores: customer.name}}
  source: {table: leads, column: source, label: {en: Source, fa: منبع}}
  stage: {table: steps, column: stage, label: {en: Stage}, members: [New, Talked, Won], ordered: true}
  frequency: {table: customers, label: {en: Frequency, fa: تناوب},
    bands: {metric: orders, key: customer_id, months: 6, bounds: [["None", 0], ["1", 1], ["2-3", 3], ["4+", null]]}}
metrics:
  revenue: {table: orders, agg: sum, expr: amount, format: currency, good: up, label: {en: Revenue, fa: درآمد},
    synonyms: {en: [sales]}, goal: target, attainment: attainment}
  orders: {table: orders, agg: count_distinct, expr: order_id, format: count, label: {en: Orders, fa: سفارش‌ها}}
  buyers: {table: orders, agg: count_distinct, expr: customer_id, format: count, label: {en: Buyers}}
  mean_order: {type: ratio, numerator: revenue, denominator: orders, format: currency, label: {en: Mean order}}
  leads: {table: leads, agg: count, format: count, label: {en: Leads, fa: سرنخ‌ها}}
  won_leads: {table: leads, agg: count, where: won, format: count, label: {en: Won leads}}
  conversion: {type: ratio, numerator: won_leads, denominator: leads, format: percent, good: up,
    label: {en: Conversion, fa: نرخ تبدیل}}
  lead_yield: {type: ratio, numerator: revenue, denominator: leads, format: currency, label: {en: Revenue per lead}}
  target: {table: targets, agg: sum, expr: amount, spread: month, format: currency, label: {en: Target, fa: هدف}}
  attainment: {type: ratio, numerator: revenue, denominator: target, format: percent, label: {en: Attainment}}
  customers: {table: spells, agg: count_distinct, expr: customer_id, stock: {since: started_on, until: ended_on},
    format: count, label: {en: Customers, fa: مشتریان}}
  churn: {type: attrition, of: customers, format: percent, good: down, label: {en: Churn, fa: ریزش}}
  at_risk: {table: spells, agg: count_distinct, expr: customer_id, format: count, label: {en: Customers at risk},
    stock: {since: started_on, until: ended_on, any_of: [
      {silent: {table: visits, key: customer_id, other_key: customer_id, days: 45}},
      {last_value: {table: scores, key: customer_id, other_key: customer_id, column: score, values: [1, 2]}}]}}
  followed: {type: cohort, of: leads, table: orders, key: customer_id, other_key: customer_id, days: [0, 60],
    format: percent, label: {en: Followed leads}}
  yearly: {type: derived, expr: MEAN(revenue) * 12, window_months: 3, format: currency, label: {en: Yearly pace}}
  visits: {table: visits, agg: count, format: count, label: {en: Visits, fa: بازدیدها}}
  spending: {table: spending, agg: sum, expr: amount, format: currency, label: {en: Spending, fa: هزینه}}
funnels:
  lead:
    {label: {en: Lead funnel, fa: قیف سرنخ}, table: steps, entity: lead_id, stage: stage, time: happened_at,
     base: leads, base_key: lead_id,
     stages: [{id: new, value: New, label: {en: New}}, {id: talked, value: Talked, label: {en: Talked}},
              {id: won, value: Won, label: {en: Won}}]}
scorecards:
  rep: {label: {en: Rep card}, dimension: rep, metrics: [revenue, conversion, attainment]}
  whole: {label: {en: Company overview}, metrics: [revenue, leads, spending]}
  teams: {label: {en: Team overview}, metrics: [revenue, leads], by: team}
timelines:
  visits: {label: {en: Visit history}, table: visits, dimension: customer,
    columns: {time: happened_at, kind: kind, subject: subject, person: rep.name}}
profiles:
  winners: {label: {en: Who converts}, subset: won_leads, base: leads, attributes: [source, area]}
goals: {label: {en: Goals}, table: goals, dimension: team, metric: metric, since: since, until: until, value: goal}
words:
  favourites: {label: {en: favourite}, filter: {customer: [FIRST_CUSTOMER, SECOND_CUSTOMER]}}
dashboards:
  named:
    label: {en: Named dashboard}
    items:
      - {id: N, en: how is SOME_REP doing this year}
      - {id: O, en: revenue of favourite customers this year}
      - {id: P, en: leads this year}
  all:
    label: {en: Everything dashboard, fa: داشبورد همه}
    items:
      - {id: A, en: revenue this year, fa: درآمد امسال}
      - {id: B, en: revenue by area this year}
      - {id: C, en: top 5 customers by revenue this year}
      - {id: D, en: conversion by source this year}
      - {id: E, en: lead funnel this year}
      - {id: F, en: customers at risk}
      - {id: G, en: revenue vs target by month this year}
      - {id: H, en: churn by month this year}
"""

_WORDS = """
Abalone Bracken Cinder Dapple Ember Fjord Gannet Hazel Ibex Juniper Kestrel Lupin Marten Nettle Osprey Plover Quince
Rowan Sorrel Teasel Umber Vetch Willow Yarrow Zephyr
"""
_FA = """آبان بهار ترانه جهان چکاد خاور دریا رویا زرین ژاله سپید شبنم"""

Row = dict[str, Any]
Tables = dict[str, list[Row]]


class MemoryEngine:
    """Tables in a DuckDB in memory, as the queries see an engine."""

    dialect = "duckdb"

    def __init__(self, tables: Tables, types: Mapping[str, Mapping[str, str]]) -> None:
        self.connection = duckdb.connect()
        build_calendar(self.connection, date(2023, 1, 1), date(2027, 12, 31), "monday", 1)
        for name, columns in types.items():
            self.connection.execute(f"CREATE TABLE {name} ({', '.join(f'{c} {t}' for c, t in columns.items())})")
            values = [[row[c] for c in columns] for row in tables[name]]
            if values:
                self.connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", values)

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows:
        cursor = self.connection.cursor()
        cursor.execute(sql, dict(parameters))
        rows = cursor.fetchmany(max_rows + 1)
        if len(rows) > max_rows:
            raise TooManyRows(f"more than {max_rows} rows")
        return Rows(tuple(d[0] for d in cursor.description or ()), rows)


TYPES: Mapping[str, Mapping[str, str]] = {
    "teams": {"team_id": "INT", "name": "VARCHAR"},
    "areas": {"area_id": "INT", "name": "VARCHAR"},
    "products": {"product_id": "INT", "name": "VARCHAR"},
    "customers": {"customer_id": "INT", "name": "VARCHAR"},
    "reps": {"rep_id": "INT", "name": "VARCHAR", "name_fa": "VARCHAR", "team_id": "INT"},
    "orders": {
        "order_id": "INT", "sold_on": "DATE", "rep_id": "INT", "area_id": "INT", "product_id": "INT",
        "customer_id": "INT", "amount": "DECIMAL(18, 2)",
    },
    "leads": {
        "lead_id": "INT", "made_on": "DATE", "rep_id": "INT", "area_id": "INT", "source": "VARCHAR", "won": "BOOLEAN",
        "customer_id": "INT",
    },
    "steps": {"step_id": "INT", "lead_id": "INT", "stage": "VARCHAR", "happened_at": "TIMESTAMP"},
    "spells": {
        "spell_id": "INT", "customer_id": "INT", "rep_id": "INT", "area_id": "INT", "started_on": "DATE",
        "ended_on": "DATE",
    },
    "visits": {
        "visit_id": "INT", "customer_id": "INT", "rep_id": "INT", "area_id": "INT", "happened_at": "TIMESTAMP",
        "kind": "VARCHAR", "subject": "VARCHAR",
    },
    "scores": {"score_id": "INT", "customer_id": "INT", "score": "INT", "happened_at": "TIMESTAMP"},
    "targets": {"rep_id": "INT", "area_id": "INT", "month": "DATE", "amount": "DECIMAL(18, 2)"},
    "spending": {"paid_on": "DATE", "amount": "DECIMAL(18, 2)"},
    "goals": {"team_id": "INT", "metric": "VARCHAR", "since": "DATE", "until": "DATE", "goal": "DOUBLE"},
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """All rows, and the answers to questions about them."""

    tables: Tables
    catalogue: str = CATALOGUE

    def answering(self, shelf: Shelf | None = None) -> Answering:
        """Answers about these rows, to somebody who owns them; with a shelf, all members are kept there."""
        engine = MemoryEngine(self.tables, TYPES)
        catalogue = load_catalogue_text(self.catalogue)
        known = open_dataset(catalogue, engine, TODAY, shelf, many=0)
        dataset = Dataset(catalogue, engine, known.members, LAST, known.version)
        return Answering(dataset, Reader(catalogue, dataset.members, ("en",)))

    def without(self, dimension: str, members: tuple[str, ...]) -> World:
        """The world as it were if nothing but the rows of those members existed, and what those rows speak of."""
        t = self.tables
        may = {row[f"{dimension}_id"] for row in t[f"{dimension}s"] if row["name"] in members}
        if dimension == "team":
            may = {row["rep_id"] for row in t["reps"] if row["team_id"] in may}
        key = "area_id" if dimension == "area" else "rep_id"
        left: Tables = {name: [r for r in t[name] if key not in r or r[key] in may] for name in t}
        if dimension == "area":
            left["areas"] = [r for r in t["areas"] if r["area_id"] in may]
        leads = _ids(left["leads"], "lead_id")
        left["steps"] = [r for r in t["steps"] if r["lead_id"] in leads]
        facts = [row for name in ("orders", "leads", "spells", "visits", "targets") for row in left[name]]
        for table, column in (("customers", "customer_id"), ("products", "product_id"), ("areas", "area_id")):
            spoken = _ids([r for r in facts if column in r], column)
            # A lead leads to no customer in the catalogue.
            if table == "customers":
                spoken = _ids([r for n in ("orders", "spells", "visits") for r in left[n]], column)
            left[table] = [r for r in left[table] if r[column] in spoken]
        reps = _ids(facts, "rep_id") | (may if dimension != "area" else set())
        left["reps"] = [r for r in t["reps"] if r["rep_id"] in reps]
        teams = _ids(left["reps"], "team_id")
        left["teams"] = [r for r in t["teams"] if r["team_id"] in teams]
        left["goals"] = [r for r in t["goals"] if dimension == "team" and r["team_id"] in teams]
        customers = _ids(left["customers"], "customer_id")
        left["scores"] = [r for r in t["scores"] if r["customer_id"] in customers]
        return World(left, self.catalogue)

    def names(self) -> frozenset[str]:
        """Every name there is."""
        columns = ("name", "name_fa", "source", "subject")
        return frozenset(
            str(row[c]) for rows in self.tables.values() for row in rows for c in columns if row.get(c) is not None
        )


def _ids(rows: list[Row], column: str) -> set[Any]:
    return {row[column] for row in rows}


def make_world(seed: int) -> World:
    """Three teams of two reps, four areas, and two years of what they did."""
    r = random.Random(seed)
    words, persian = _WORDS.split(), _FA.split()
    r.shuffle(words)
    name = iter(f"{a}{b.lower()}" for a in words for b in words if a != b)
    t: Tables = {table: [] for table in TYPES}
    t["teams"] = [{"team_id": i, "name": next(name)} for i in range(3)]
    t["areas"] = [{"area_id": i, "name": next(name)} for i in range(4)]
    t["products"] = [{"product_id": i, "name": next(name)} for i in range(6)]
    t["customers"] = [{"customer_id": i, "name": f"{next(name)} {r.choice(words)}"} for i in range(40)]
    t["customers"][39]["name"] = t["customers"][1]["name"]
    t["reps"] = [
        {
            "rep_id": i,
            "name": f"{next(name)} {next(name)}",
            "name_fa": f"{persian[i]} {persian[i + 6]}",
            "team_id": i // 2,
        }
        for i in range(6)
    ]
    sources = [next(name) for _ in range(4)]
    days = (LAST - FIRST).days
    for rep in range(6):
        areas = [rep % 4, (rep + 1) % 4]
        mine = r.sample(range(40), 14)
        for n in range(90):
            day = FIRST if n == 0 else LAST if n == 1 else FIRST + timedelta(r.randrange(days))
            place = {"rep_id": rep, "area_id": areas[n % 2] if n > 3 else areas[n // 2 % 2]}
            customer, id = r.choice(mine), rep * 1000 + n
            day = FIRST if n in (0, 2) else LAST if n in (1, 3) else day
            product = r.randrange(6) if rep % 2 else r.randrange(4)
            amount = round(r.uniform(10, 900) * (rep + 1), 2)
            t["orders"].append(
                {"order_id": id, "sold_on": day, **place, "product_id": product, "customer_id": customer,
                 "amount": amount}
            )  # fmt: skip
            won = r.random() < 0.3
            source = r.choice(sources[: 2 + rep % 3])
            t["leads"].append(
                {"lead_id": id, "made_on": day, **place, "source": source, "won": won, "customer_id": r.randrange(40)}
            )
            at = datetime(day.year, day.month, day.day, 9)
            for place_in, stage in enumerate(("New", "Talked", "Won")[: 3 if won else r.randrange(1, 3)]):
                step = {"step_id": id * 10 + place_in, "lead_id": id, "stage": stage}
                t["steps"].append({**step, "happened_at": at + timedelta(days=3 * place_in)})
            if n % 3 == 0:
                t["visits"].append(
                    {"visit_id": id, "customer_id": customer, **place, "happened_at": at, "kind": "Call",
                     "subject": f"About {next(name)}"}
                )  # fmt: skip
        for n, customer in enumerate(mine):
            began = FIRST + timedelta(r.randrange(200))
            ended = began + timedelta(r.randrange(60, 300)) if r.random() < 0.4 else None
            t["spells"].append(
                {"spell_id": rep * 100 + n, "customer_id": customer, "rep_id": rep, "area_id": areas[n % 2],
                 "started_on": began, "ended_on": ended if ended is None or ended <= LAST else None}
            )  # fmt: skip
        for month in range(17):
            first = date(2025 + month // 12, month % 12 + 1, 1)
            t["targets"].append(
                {"rep_id": rep, "area_id": areas[month % 2], "month": first, "amount": 1000 * (rep + 1)}
            )
    for n in range(60):
        at = datetime(2025, 6, 1) + timedelta(days=r.randrange(340))
        t["scores"].append(
            {"score_id": n, "customer_id": r.randrange(40), "score": r.randrange(1, 6), "happened_at": at}
        )
    t["spending"] = [{"paid_on": FIRST + timedelta(30 * n), "amount": 777.0 + n} for n in range(16)]
    for team in range(3):
        for metric in ("revenue", "conversion"):
            goal = 50_000.0 * (team + 1) if metric == "revenue" else 0.3
            span = {"since": date(2026, 1, 1), "until": date(2027, 1, 1)}
            t["goals"].append({"team_id": team, "metric": metric, **span, "goal": goal})
    catalogue = CATALOGUE.replace("SOME_REP", t["reps"][4]["name"])
    for word, customer in (("FIRST_CUSTOMER", 0), ("SECOND_CUSTOMER", 38)):
        catalogue = catalogue.replace(word, t["customers"][customer]["name"])
    return World(t, catalogue)
