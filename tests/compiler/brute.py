"""The same questions answered the slow way: Python loops over the shop's rows, nothing shared with the compiler."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from shop import Row, Shop

from queries.query import Filter, Query

Key = tuple[Any, ...]
Number = float | int | None
ZERO = {"amount", "sales", "buyers", "big_sales", "big_amount", "visits", "balance", "members", "fees"}
BUCKETS = ("day", "week", "month", "quarter", "year")


def bucket_start(day: date, unit: str) -> date:
    """Weeks start on Saturday here."""
    if unit == "day":
        return day
    if unit == "week":
        while day.weekday() != 5:
            day -= timedelta(days=1)
        return day
    first = {"month": day.month, "quarter": day.month - (day.month - 1) % 3, "year": 1}[unit]
    return date(day.year, first, 1)


def bucket_starts(start: date, end: date, unit: str) -> list[date]:
    return sorted({bucket_start(start + timedelta(days=n), unit) for n in range((end - start).days)})


def months_back(day: date, count: int) -> date:
    month = day.year * 12 + day.month - 1 - count
    year, number = month // 12, month % 12 + 1
    return date(year, number, min(day.day, calendar.monthrange(year, number)[1]))


@dataclass(frozen=True)
class Span:
    """Days [start, end) that flows count in, [start, whole) that plans do; `end` is where stocks are taken."""

    start: date
    end: date
    whole: date


class Brute:
    """Evaluates figures of one query's breakdown and filters."""

    def __init__(self, shop: Shop, query: Query) -> None:
        self.shop, self.query = shop, query
        shops = {row["shop_id"]: row for row in shop.shops}
        items = {row["item_id"]: row for row in shop.items}
        self.joined = {
            name: [
                {**row, "shop": shops.get(row.get("shop_id")), "item": items.get(row.get("item_id"))}
                for row in getattr(shop, name)
            ]
            for name in ("sales", "visits", "spells", "plans")
        }

    def member(self, row: Row, dimension: str) -> Any:
        if dimension == "category":
            return (row["item"] or {}).get("category")
        name = (row["shop"] or {}).get("name" if dimension == "shop" else "region")
        return name if name and name.strip() else None

    def passes(self, row: Row) -> bool:
        return all(self.meets(row, f) for f in (*self.query.filters, *self.query.scope))

    def meets(self, row: Row, condition: Filter) -> bool:
        member = self.member(row, condition.dimension)
        members = [m or None for m in condition.members]
        if condition.op == "in":
            return member in members
        if condition.op == "not_in":
            return member not in members
        if condition.op == "none":
            return member is None
        if member is None:
            return None in members
        tests: dict[str, Callable[[str, str], bool]] = {
            "contains": lambda m, p: p in m,
            "starts_with": str.startswith,
            "ends_with": str.endswith,
        }
        return any(p is not None and tests[condition.op](member.lower(), p.lower()) for p in members)

    def key(self, row: Row, bucket: date | None, when: date | datetime | None) -> Key:
        found: list[Any] = []
        for name in self.query.by:
            if name in BUCKETS:
                found.append(bucket)
            elif name == "weekday":
                assert when is not None
                found.append((when.weekday() - 5) % 7 + 1)
            elif name == "hour":
                assert isinstance(when, datetime)
                found.append(when.hour)
            else:
                found.append(self.member(row, name))
                if name == "shop":
                    found.append((row["shop"] or {}).get("shop_id"))
        return tuple(found)

    def groups(self, table: str, rows: Iterable[tuple[Row, date | None, Any]]) -> dict[Key, list[Row]]:
        found: dict[Key, list[Row]] = {}
        for row, bucket, when in rows:
            if self.passes(row):
                found.setdefault(self.key(row, bucket, when), []).append(row)
        return found

    def flow(
        self, table: str, column: str, spans: dict[date | None, Span], keep: Callable[[Row], bool]
    ) -> dict[Key, list[Row]]:
        rows = [
            (row, bucket, row[column])
            for row in self.joined[table]
            for bucket, span in spans.items()
            if keep(row) and span.start <= as_day(row[column]) < span.end
        ]
        return self.groups(table, rows)

    def stock(self, spans: dict[date | None, Span], end: Callable[[Span], date]) -> dict[Key, list[Row]]:
        rows = [
            (row, bucket, None)
            for row in self.joined["spells"]
            for bucket, span in spans.items()
            if row["since"] is not None
            and row["since"] < end(span)
            and (row["until"] is None or row["until"] >= end(span))
        ]
        return self.groups("spells", rows)

    def metric(self, name: str, spans: dict[date | None, Span]) -> dict[Key, Number]:
        """A metric's value of every group that has rows."""
        everything = self.flow("sales", "sold_at", spans, lambda row: True)
        if name == "amount":
            return {k: sum(r["amount"] for r in rows) for k, rows in everything.items()}
        if name == "sales":
            return {k: len(rows) for k, rows in everything.items()}
        if name == "buyers":
            return {k: len({r["person_id"] for r in rows} - {None}) for k, rows in everything.items()}
        if name in ("mean_quantity", "most"):
            known = {k: [r["quantity"] for r in rows if r["quantity"] is not None] for k, rows in everything.items()}
            fold = max if name == "most" else lambda values: sum(values) / len(values)
            return {k: fold(values) if values else None for k, values in known.items()}
        if name in ("big_sales", "big_amount"):
            big = self.flow("sales", "sold_at", spans, lambda row: row["amount"] > 5)
            return {k: len(rows) if name == "big_sales" else sum(r["amount"] for r in rows) for k, rows in big.items()}
        if name == "visits":
            return {k: len(rows) for k, rows in self.flow("visits", "came_on", spans, lambda row: True).items()}
        if name == "big_share":
            return self.divide(self.metric("big_sales", spans), self.metric("sales", spans))
        if name == "amount_per_visit":
            return self.divide(self.metric("amount", spans), self.metric("visits", spans))
        if name == "balance":
            sales, visits = self.metric("sales", spans), self.metric("visits", spans)
            return {k: (sales.get(k) or 0) - 2 * (visits.get(k) or 0) for k in {**sales, **visits}}
        if name == "members":
            active = self.stock(spans, lambda span: span.end)
            return {k: len({r["person_id"] for r in rows}) for k, rows in active.items()}
        if name == "fees":
            return {k: sum(r["fee"] for r in rows) for k, rows in self.stock(spans, lambda span: span.end).items()}
        if name == "leaving":
            return self.leaving(spans)
        if name in ("plan", "plan_so_far"):
            return self.planned(spans, whole=name == "plan")
        if name == "attainment":
            return self.divide(self.metric("amount", spans), self.metric("plan_so_far", spans))
        assert name == "value"
        return self.windowed(spans)

    def divide(self, above: dict[Key, Number], below: dict[Key, Number]) -> dict[Key, Number]:
        return {
            k: float(above.get(k) or 0) / float(below[k]) if below.get(k) else None  # type: ignore[arg-type]
            for k in {**above, **below}
        }

    def leaving(self, spans: dict[date | None, Span]) -> dict[Key, Number]:
        found: dict[Key, Number] = {}
        for bucket, span in spans.items():
            there = self.stock({bucket: span}, lambda span: span.start)
            for key, rows in there.items():
                left = {r["person_id"] for r in rows if r["until"] is not None and r["until"] < span.end}
                found[key] = len(left) / len({r["person_id"] for r in rows})
        return found

    def planned(self, spans: dict[date | None, Span], *, whole: bool) -> dict[Key, Number]:
        found: dict[Key, Number] = {}
        for bucket, span in spans.items():
            end = span.whole if whole else span.end
            for row in self.joined["plans"]:
                if not self.passes(row):
                    continue
                month = row["month"]
                length = calendar.monthrange(month.year, month.month)[1]
                days = sum(span.start <= month + timedelta(days=n) < end for n in range(length))
                if days:
                    key = self.key(row, bucket, None)
                    found[key] = float(found.get(key) or 0) + float(row["amount"]) * days / length
        return found

    def windowed(self, spans: dict[date | None, Span]) -> dict[Key, Number]:
        """amount ÷ 2 ÷ mean members, over the two months before each end."""
        found: dict[Key, Number] = {}
        for bucket, span in spans.items():
            ends = [months_back(span.end, n) for n in (2, 1, 0)]
            amount = self.metric("amount", {bucket: Span(ends[0], span.end, span.end)})
            monthly = [self.metric("members", {bucket: Span(s, e, e)}) for s, e in pairwise(ends)]
            for key in {**amount, **monthly[0], **monthly[1]}:
                mean = sum(m.get(key) or 0 for m in monthly) / 2
                found[key] = float(amount.get(key) or 0) / 2 / mean if mean else None
        return found


def as_day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def spans_of(query: Query, start: date, end: date, whole: date) -> dict[date | None, Span]:
    """One span, or one for every bucket."""
    if query.bucket is None:
        return {None: Span(start, end, whole)}
    found: dict[date | None, Span] = {}
    for name in bucket_starts(start, whole, query.bucket):
        days = [
            d
            for d in (start + timedelta(days=n) for n in range((whole - start).days))
            if bucket_start(d, query.bucket) == name
        ]
        first, after = days[0], days[-1] + timedelta(days=1)
        if first < end:
            found[name] = Span(first, min(after, end), after)
    return found


def plain(value: Any) -> Number:
    return None if value is None else value if isinstance(value, int) else round(float(value), 7)
