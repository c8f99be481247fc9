"""A tiny company made by dice, and its figures worked out row by row in plain Python: no joins, no SQL."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from drawn_tables import Drawn

FIRST, AFTER = date(2026, 1, 1), date(2026, 7, 1)
REGIONS = ("North", "South", "O'Hara", "50%", None)
KINDS = ("a", "b", "ab", None)
Key = tuple[object, ...]
Value = float | None

CATALOGUE = """
name: Dice
currency: USD
tables:
  regions: {source: regions, primary_key: region_id}
  shops: {source: shops, primary_key: shop_id, joins: {region: {to: regions, on: region_id}}}
  sales: {source: sales, primary_key: sale_id, time: sold_on, joins: {shop: {to: shops, on: shop_id}}}
  visits: {source: visits, primary_key: visit_id, time: came_on, joins: {shop: {to: shops, on: shop_id}}}
  spells: {source: spells, primary_key: spell_id, joins: {shop: {to: shops, on: shop_id}}}
dimensions:
  region: {table: regions, column: name, label: {en: Region}}
  kind: {table: shops, column: kind, label: {en: Kind}}
metrics:
  amount: {table: sales, agg: sum, expr: amount, format: currency, label: {en: Amount}}
  sales: {table: sales, agg: count, label: {en: Sales}}
  sellers: {table: sales, agg: count_distinct, expr: shop_id, label: {en: Sellers}}
  mean_amount: {table: sales, agg: avg, expr: amount, format: currency, label: {en: Mean}}
  large: {table: sales, agg: count, where: amount > 5 or amount < 0, label: {en: Large}}
  people: {table: visits, agg: sum, expr: people, format: count, label: {en: People}}
  each: {type: ratio, numerator: amount, denominator: people, format: currency, label: {en: Each}}
  balance: {type: derived, expr: amount - people, format: count, label: {en: Balance}}
  staff: {table: spells, agg: count_distinct, expr: person, stock: {since: since, until: until}, label: {en: Staff}}
  left: {type: attrition, of: staff, format: percent, label: {en: Left}}
"""


@dataclass(frozen=True)
class Row:
    """A row of a fact with what a breakdown can see of it."""

    region: str | None
    kind: str | None
    shop: int | None
    day: date | None = None
    number: int | None = None
    person: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Made:
    """The tables as the database has them, and the facts as Python sees them."""

    tables: list[Drawn]
    sales: list[Row]
    visits: list[Row]
    spells: list[Row]


def made(seed: int) -> Made:
    """The company of that seed: with orphans, nulls, negative amounts, empty months."""
    dice = random.Random(seed)
    regions = [(i, name) for i, name in enumerate(REGIONS, 1)]
    shops = [(i, dice.choice([1, 2, 3, 4, 5, 99, None]), dice.choice(KINDS)) for i in range(1, dice.randint(2, 7))]
    names = dict(regions)
    seen = {i: (names.get(r) if r is not None else None, kind) for i, r, kind in shops}

    def shop() -> int | None:
        return dice.choice([*seen, *seen, *seen, 77, None])

    def day() -> date | None:
        return None if dice.random() < 0.05 else FIRST + timedelta(days=dice.randrange(181))

    sales = [(i, shop(), day(), dice.choice([*range(-3, 10), None])) for i in range(1, dice.randint(2, 40))]
    sales.append((0, 1, AFTER - timedelta(days=1), 1))
    visits = [(i, shop(), day(), dice.choice([0, 1, 2, 5, None])) for i in range(1, dice.randint(2, 30))]
    spells = list(_spells(dice, shop))
    return Made(
        [
            Drawn("regions", ("region_id", "name"), ("INTEGER", "VARCHAR"), tuple(regions)),
            Drawn("shops", ("shop_id", "region_id", "kind"), ("INTEGER", "INTEGER", "VARCHAR"), tuple(shops)),
            Drawn("sales", ("sale_id", "shop_id", "sold_on", "amount"), _FACT, tuple(sales)),
            Drawn("visits", ("visit_id", "shop_id", "came_on", "people"), _FACT, tuple(visits)),
            Drawn(
                "spells",
                ("spell_id", "shop_id", "person", "since", "until"),
                ("INTEGER", "INTEGER", "INTEGER", "DATE", "DATE"),
                tuple(spells),
            ),
        ],
        [Row(*_seen(seen, s), s, d, n) for _, s, d, n in sales],
        [Row(*_seen(seen, s), s, d, n) for _, s, d, n in visits],
        [Row(*_seen(seen, s), s, None, None, p, since, until) for _, s, p, since, until in spells],
    )


_FACT = ("INTEGER", "INTEGER", "DATE", "INTEGER")


def _spells(
    dice: random.Random, shop: Callable[[], int | None]
) -> Iterable[tuple[int, int | None, int, date | None, date | None]]:
    """Each person's spells, one after the other, all at one shop."""
    number = 0
    for person in range(1, dice.randint(2, 9)):
        where, day = shop(), FIRST + timedelta(days=dice.randrange(-60, 150))
        for _ in range(dice.randint(1, 3)):
            number += 1
            until = day + timedelta(days=dice.randrange(1, 60))
            ends = dice.random() < 0.7
            yield number, where, person, None if dice.random() < 0.05 else day, until if ends else None
            if not ends:
                break
            day = until + timedelta(days=dice.randrange(0, 30))


def ended(company: Made, through: date) -> Made:
    """The company as loaded on that day, on which something was sold."""
    sales = [r for r in company.sales if r.day is None or r.day <= through]
    visits = [r for r in company.visits if r.day is None or r.day <= through]
    last = company.sales[-1]
    tables = []
    for table in company.tables:
        rows = table.rows
        if table.name in ("sales", "visits"):
            rows = tuple(r for r in rows if r[2] is None or (isinstance(r[2], date) and r[2] <= through))
        if table.name == "sales":
            rows = (*rows, (-1, 1, through, 1))
        tables.append(Drawn(table.name, table.columns, table.types, rows))
    return Made(tables, [*sales, Row(last.region, last.kind, 1, through, 1)], visits, company.spells)


def _seen(shops: dict[int, tuple[str | None, str | None]], shop: int | None) -> tuple[str | None, str | None]:
    return shops.get(shop, (None, None)) if shop is not None else (None, None)


def value(metric: str, company: Made, start: date, end: date, keep: Callable[[Row], bool]) -> Value:
    """The figure of the days [start, end) over the rows kept."""
    if metric in ("staff", "left"):
        return _staff(metric, [r for r in company.spells if keep(r)], start, end)
    sales = [r for r in company.sales if r.day is not None and start <= r.day < end and keep(r)]
    visits = [r for r in company.visits if r.day is not None and start <= r.day < end and keep(r)]
    amounts = [r.number for r in sales if r.number is not None]
    people = sum(r.number for r in visits if r.number is not None)
    return {
        "amount": sum(amounts),
        "sales": len(sales),
        "sellers": len({r.shop for r in sales if r.shop is not None}),
        "mean_amount": sum(amounts) / len(amounts) if amounts else None,
        "large": len([n for n in amounts if n > 5 or n < 0]),
        "people": people,
        "each": sum(amounts) / people if people else None,
        "balance": sum(amounts) - people,
    }[metric]


def _staff(metric: str, spells: list[Row], start: date, end: date) -> Value:
    def there(day: date) -> list[Row]:
        return [r for r in spells if r.since is not None and r.since < day and (r.until is None or r.until >= day)]

    if metric == "staff":
        return len({r.person for r in there(end)})
    before = there(start)
    gone = {r.person for r in before if r.until is not None and r.until < end}
    return len(gone) / len({r.person for r in before}) if before else None


def has_rows(metric: str, company: Made, start: date, end: date, keep: Callable[[Row], bool]) -> bool:
    """Whether a group is there at all for a metric."""
    if metric == "staff":
        return bool(value("staff", company, start, end, keep))
    if metric == "left":
        return bool(value("staff", company, start, start, keep))
    facts = {
        "people": [company.visits],
        "each": [company.sales, company.visits],
        "balance": [company.sales, company.visits],
    }.get(metric, [company.sales])
    rows = [r for fact in facts for r in fact if r.day is not None and start <= r.day < end and keep(r)]
    if metric == "large":
        return any(r.number is not None and (r.number > 5 or r.number < 0) for r in rows)
    return bool(rows)
