"""Random shops and random queries to them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st
from shop import Shop

from queries.query import Compare, Filter, Having, Period, Query, Rank, plain_analysis

SALES = ("amount", "sales", "buyers", "mean_quantity", "most", "big_sales", "big_amount", "big_share")
FLOWS = (*SALES, "visits", "amount_per_visit", "balance")
ENDS = ("members", "fees", "leaving", "value")
PLANS = ("plan", "attainment")

names = st.sampled_from(["Plaza", "Mall", "Corner", None, ""])
regions = st.sampled_from(["North", "South", None, "", "  "])
days = st.dates(date(2026, 1, 20), date(2026, 4, 19))
turns = st.sampled_from([date(2026, month, 1) for month in (2, 3, 4)])  # where periods and spells meet
ids = st.integers(1, 4)
cents = st.integers(-500, 2500).map(lambda n: Decimal(n) / 100)


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    """Midnight and the last minute of a day come up often."""
    day = draw(days)
    return datetime(day.year, day.month, day.day) + timedelta(minutes=draw(st.sampled_from([0, 1, 615, 1439])))


def numbered(key: str, row: st.SearchStrategy[dict], most: int) -> st.SearchStrategy[list[dict]]:
    return st.lists(row, max_size=most).map(lambda rows: [{key: n, **row} for n, row in enumerate(rows, 1)])


@st.composite
def spells(draw: st.DrawFn) -> dict:
    since = draw(st.one_of(st.none(), days, turns, st.just(date(2025, 6, 1))))
    until = draw(st.one_of(st.none(), st.sampled_from([0, 28, 31, 59]), st.integers(0, 60)))
    begun = since or date(2026, 1, 1)
    return {
        "shop_id": draw(ids),
        "person_id": draw(ids),
        "fee": draw(st.integers(0, 9)),
        "since": since,
        "until": None if until is None else begun + timedelta(days=until),
    }


sale_rows = st.fixed_dictionaries(
    {
        "shop_id": st.one_of(st.none(), ids),
        "item_id": ids,
        "person_id": st.one_of(st.none(), ids),
        "amount": cents,
        "quantity": st.one_of(st.none(), st.integers(-3, 9)),
        "sold_at": moments(),
    }
)
visit_rows = st.fixed_dictionaries({"shop_id": ids, "came_on": days, "stage": st.just("In")})
plan_rows = st.fixed_dictionaries(
    {"shop_id": ids, "month": st.integers(1, 6).map(lambda m: date(2026, m, 1)), "amount": cents}
)
shops = st.builds(
    Shop,
    sales=numbered("sale_id", sale_rows, 10),
    shops=numbered("shop_id", st.fixed_dictionaries({"name": names, "region": regions}), 3),
    items=numbered("item_id", st.fixed_dictionaries({"category": st.sampled_from(["Food", "Toys", None])}), 3),
    visits=numbered("visit_id", visit_rows, 6),
    spells=numbered("spell_id", spells(), 5),
    plans=numbered("plan_id", plan_rows, 4),
)

filters = st.one_of(
    st.builds(
        Filter,
        st.sampled_from(["shop", "region"]),
        st.sampled_from(["in", "not_in"]),
        st.lists(st.sampled_from(["Plaza", "Mall", "North", "South", None]), min_size=1, max_size=2, unique=True).map(
            tuple
        ),
    ),
    st.builds(
        Filter,
        st.just("shop"),
        st.sampled_from(["contains", "starts_with", "ends_with"]),
        st.lists(st.sampled_from(["pl", "L", "%", "A", "_"]), min_size=1, max_size=2, unique=True).map(tuple),
    ),
    st.just(Filter("region", "none", ())),
)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Whole months, or any days."""
    if draw(st.booleans()):
        month, count = draw(st.integers(1, 4)), draw(st.integers(1, 3))
        after = month + count
        return Period(date(2026, month, 1), date(2026, after, 1), "month", count)
    start = draw(st.dates(date(2026, 1, 15), date(2026, 4, 10)))
    return Period(start, start + timedelta(days=draw(st.integers(1, 70))))


@st.composite
def queries(draw: st.DrawFn) -> Query:
    """A query that the shop's catalogue allows."""
    bucket = draw(st.sampled_from([None, None, "day", "week", "month", "quarter"]))
    pool = [*FLOWS, *ENDS, *PLANS]
    dimensions = ["shop", "region"]
    cycle = None
    if bucket is None and draw(st.integers(0, 3)) == 0:
        cycle, pool = draw(st.sampled_from([("hour", list(SALES)), ("weekday", list(FLOWS))]))
    elif draw(st.integers(0, 3)) == 0:
        dimensions, pool = ["shop", "region", "category"], list(SALES)
    metrics = tuple(draw(st.lists(st.sampled_from(pool), min_size=1, max_size=3, unique=True)))
    by = draw(st.lists(st.sampled_from(dimensions), max_size=2, unique=True))
    by += [b for b in (bucket, cycle) if b]
    having = ()
    rank = None
    if by and draw(st.integers(0, 2)) == 0:
        threshold = draw(st.sampled_from([-0.125, 0.125, 1.0625, 5.0625]))
        having = (Having(draw(st.sampled_from(pool)), draw(st.sampled_from([">", "<=", "between"])), threshold, 30.0),)
    if by and bucket is None and draw(st.integers(0, 1)):
        nth = draw(st.booleans())
        rank = Rank(
            draw(st.sampled_from(["top", "bottom"])),
            draw(st.one_of(st.none(), st.integers(1, 3))),
            draw(st.one_of(st.none(), st.sampled_from(pool))),
            nth=nth,
            percent=not nth and draw(st.booleans()),
        )
    compare = draw(st.sampled_from([None, None, Compare("previous_period")]))
    return plain_analysis(
        Query(
            metrics=metrics,
            by=tuple(draw(st.permutations(by))),
            filters=tuple(draw(st.lists(filters, max_size=2))),
            scope=tuple(draw(st.lists(filters, max_size=1))),
            having=having,
            period=draw(periods()),
            compare=compare,
            rank=rank,
        )
    )
