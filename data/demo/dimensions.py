"""The small tables of the demo, written from the word lists: places, people, products with prices, campaigns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import duckdb

from data.demo.clock import Clock
from data.demo.seats import Seat, Staff, staff
from data.demo.words import names, read_words, rep_names

PRICE_RISE = 1.30
PRICE_RISE_PRODUCT = "Basic Care"
LEFT_TERRITORY = "Gilan"
OVER_BUDGET_TERRITORY = "Yazd"
BIG_CUSTOMER_TERRITORY = "Khuzestan"


@dataclass(frozen=True, slots=True)
class Campaign:
    campaign_id: int
    name: str
    name_fa: str
    kind: str
    marketing_channel: str
    starts_on: date
    ends_on: date


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Insert whole rows in one statement."""
    every = list(rows)
    if not every:
        return
    marks = ", ".join("(" + ", ".join("?" for _ in row) + ")" for row in every)
    connection.execute(f"INSERT INTO {table} VALUES {marks}", [value for row in every for value in row])  # noqa: S608 - own names


def write_territories(connection: duckdb.DuckDBPyConnection) -> None:
    words = read_words("members.yaml")
    insert(
        connection,
        "territories",
        (
            (number, code, name, name_fa, region, words["regions"][region], population)
            for number, (code, name, name_fa, region, population, _, _) in enumerate(words["territories"], 1)
        ),
    )
    insert(connection, "teams", ((number, *team) for number, team in enumerate(words["teams"], 1)))


def plan_seats(seed: int) -> tuple[Seat, ...]:
    words = read_words("members.yaml")
    teams = {name: number for number, (name, _) in enumerate(words["teams"], 1)}
    random = Random(seed + 1)
    seats: list[Seat] = []
    for territory, (_, _, _, _, _, count, team) in enumerate(words["territories"], 1):
        for _ in range(count):
            skill, slowness = 0.75 + 0.5 * random.random(), (0.7 + 0.09 * teams[team]) * (0.75 + 0.5 * random.random())
            seats.append(Seat(len(seats) + 1, territory, teams[team], round(skill, 3), round(slowness, 3)))
    return tuple(seats)


def territory_id(name: str) -> int:
    return next(n for n, row in enumerate(read_words("members.yaml")["territories"], 1) if row[1] == name)


def write_reps(connection: duckdb.DuckDBPyConnection, clock: Clock, seed: int) -> Staff:
    people = staff(plan_seats(seed), territory_id(LEFT_TERRITORY), clock, seed)
    called = rep_names(len(people.reps), Random(seed + 2))
    insert(
        connection,
        "reps",
        (
            (
                r.rep_id,
                n.name,
                n.name_fa,
                n.name.lower().replace(" ", ".") + "@example.com",
                r.team_id,
                r.territory_id,
                r.started_on,
                r.ended_on,
            )
            for r, n in zip(people.reps, called, strict=True)
        ),
    )
    connection.execute(
        "CREATE TEMP TABLE made_seats "
        "(seat_id INTEGER, territory_id INTEGER, team_id INTEGER, skill DOUBLE, slowness DOUBLE)"
    )
    insert(connection, "made_seats", map(astuple, people.seats))
    connection.execute(
        "CREATE TEMP TABLE made_holders "
        "(seat_id INTEGER, rep_id INTEGER, team_id INTEGER, from_day DATE, until_day DATE)"
    )
    insert(connection, "made_holders", map(astuple, people.holders))
    return people


def price_history(now: float, name: str, launched: date, clock: Clock) -> list[tuple[date, Decimal]]:
    """A price from the launch on, a new one each January, and the planted rise."""
    rise = name == PRICE_RISE_PRODUCT
    base = now / PRICE_RISE if rise else now
    years = [y for y in range(clock.first_year, clock.today.year + 1) if y > launched.year]
    starts = [launched, *(date(year, 1, 1) for year in years)]
    prices = [(start, base / 1.045 ** (clock.today.year - max(start.year, clock.first_year))) for start in starts]
    if rise:
        prices = [entry for entry in prices if entry[0] < clock.price_rise] + [(clock.price_rise, now)]
    return [(start, Decimal(max(1, round(price)))) for start, price in prices]


def write_products(connection: duckdb.DuckDBPyConnection, clock: Clock) -> None:
    products: list[tuple[object, ...]] = []
    prices: list[tuple[object, ...]] = []
    weights: list[tuple[object, ...]] = []
    for group in read_words("members.yaml")["products"]:
        fallback = len(products) + 1
        for name, name_fa, price, cost, *buyers, launch in group["items"]:
            number = len(products) + 1
            launched = date(clock.first_year + launch, 3 if launch >= 0 else 1 + number % 12, 1)
            history = price_history(price, name, launched, clock)
            category, category_fa = group["category"]
            products.append(
                (number, name, name_fa, category, category_fa, group["type"], history[-1][1], cost, launched)
            )
            prices.extend((number, start, amount) for start, amount in history)
            weights.append((number, fallback, *buyers))
    insert(connection, "products", products)
    insert(connection, "product_prices", prices)
    connection.execute(
        "CREATE TEMP TABLE made_product_weights (product_id INTEGER, fallback_id INTEGER, "
        "consumer INTEGER, small INTEGER, mid INTEGER, enterprise INTEGER)"
    )
    insert(connection, "made_product_weights", weights)


def plan_campaigns(clock: Clock) -> list[Campaign]:
    words: dict[str, Any] = read_words("members.yaml")["campaigns"]
    planned: list[tuple[str, str, str, str, date, date]] = []
    for year in range(clock.first_year, clock.today.year + 1):
        for kind, entries in (("Acquisition", words["yearly"]), ("Win-back", words["win_back"])):
            for name, name_fa, channel, start, end in entries:
                days = date.fromisoformat(f"{year}-{start}"), date.fromisoformat(f"{year}-{end}")
                planned.append((f"{name} {year}", f"{name_fa} {year}", kind, channel, *days))
    name, name_fa, channel = words["giveaway"]
    planned.append(
        (name, name_fa, "Acquisition", channel, clock.quarter_before, date.fromordinal(clock.quarter.toordinal() - 1))
    )
    started = sorted((c for c in planned if c[4] <= clock.today), key=lambda c: (c[4], c[0]))
    return [Campaign(number, *campaign) for number, campaign in enumerate(started, 1)]


def write_names(connection: duckdb.DuckDBPyConnection) -> None:
    """The word lists as temporary tables, for the names combined in SQL."""
    words = read_words("names.yaml")
    for table, entries in {
        "made_women": words["people"]["women"],
        "made_men": words["people"]["men"],
        "made_surnames": words["people"]["surnames"],
        "made_roots": words["companies"]["roots"],
    }.items():
        connection.execute(f"CREATE TEMP TABLE {table} (i INTEGER, name VARCHAR, name_fa VARCHAR)")
        insert(connection, table, ((i, n.name, n.name_fa) for i, n in enumerate(names(entries))))
    connection.execute("CREATE TEMP TABLE made_nouns (vertical VARCHAR, i INTEGER, name VARCHAR, name_fa VARCHAR)")
    nouns = words["companies"]["nouns"].items()
    insert(
        connection,
        "made_nouns",
        ((v, i, n.name, n.name_fa) for v, entries in nouns for i, n in enumerate(names(entries))),
    )
    subjects = read_words("members.yaml")["subjects"]
    kinds = [kind for kind, _, _ in subjects]
    connection.execute(
        "CREATE TEMP TABLE made_subjects "
        "(kind VARCHAR, i INTEGER, choices INTEGER, subject VARCHAR, subject_fa VARCHAR)"
    )
    insert(
        connection,
        "made_subjects",
        ((k, number - kinds.index(k), kinds.count(k), s, fa) for number, (k, s, fa) in enumerate(subjects)),
    )
