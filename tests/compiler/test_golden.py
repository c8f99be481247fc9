"""The SQL of each kind of question, as an analyst would sign it. KPIBOT_UPDATE_GOLDEN=1 writes the files anew."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from shop import CATALOGUE, TODAY

from queries.compiler import compile_query
from queries.compiler.compile import compile_funnel
from queries.compiler.shape import Columns
from queries.query import Compare, Filter, Having, Period, Query, Rank, plain_analysis

FOLDER = Path(__file__).parent.parent / "golden"
THROUGH = date(2026, 4, 19)
QUARTER = Period(date(2026, 1, 1), date(2026, 4, 1), "quarter")
APRIL = Period(date(2026, 4, 1), date(2026, 5, 1), "month")

# Data in which every sale has a shop of its own key: a plain join loses nothing, the shop's name follows from its key.
SOUND = Columns(unique=frozenset({"shops", "sales"}), complete=frozenset({("sales", "shop"), ("plans", "shop")}))

QUERIES = {
    "value": Query(("amount",), period=QUARTER),
    "breakdown": Query(("amount", "buyers"), ("region",), period=QUARTER),
    "filtered": Query(
        ("sales",),
        ("category",),
        (Filter("region", "not_in", ("South",)), Filter("shop", "contains", ("la", "za"))),
        period=QUARTER,
        scope=(Filter("shop", "in", ("Plaza",)),),
    ),
    "trend": Query(("amount",), ("month",), period=QUARTER),
    "trend_by_member": Query(("amount",), ("region", "month"), period=QUARTER),
    "weekday": Query(("sales",), ("weekday",), period=QUARTER),
    "week_of_the_workspace": Query(("sales",), ("week",), period=QUARTER),
    "jalali_months": Query(("sales",), ("month",), period=QUARTER, calendar="jalali"),
    "ratio": Query(("big_share",), ("region",), period=QUARTER),
    "ratio_of_two_tables": Query(("amount_per_visit",), ("shop",), period=QUARTER),
    "derived": Query(("balance",), ("region",), period=QUARTER),
    "compared": Query(("amount",), ("region",), period=APRIL, compare=Compare("previous_period")),
    "compared_trend": Query(("amount",), ("day",), period=APRIL, compare=Compare("previous_period")),
    "top": Query(("amount",), ("shop",), period=QUARTER, rank=Rank("top", 3, "sales")),
    "nth": Query(("amount",), ("shop",), period=QUARTER, rank=Rank("bottom", 2, nth=True)),
    "top_percent": Query(("amount",), ("shop",), period=QUARTER, rank=Rank("top", 20, percent=True)),
    "top_within": Query(("amount",), ("region", "shop"), period=QUARTER, rank=Rank("top", 2, within="region")),
    "trend_of_leaders": Query(("amount",), ("shop", "month"), period=QUARTER, rank=Rank("top", 2)),
    "having_groups": Query(("amount",), ("shop",), period=QUARTER, having=(Having("sales", ">=", 2.0),)),
    "having_rows": Query(("sales",), ("shop",), period=QUARTER, having=(Having("amount", ">", 5.0, level="row"),)),
    "stock": Query(("members",), ("region",), period=QUARTER),
    "stock_trend": Query(("members",), ("month",), period=QUARTER),
    "attrition": Query(("leaving",), ("region",), period=QUARTER),
    "spread": Query(("plan",), ("week",), period=QUARTER),
    "attainment": Query(("amount", "plan", "attainment"), ("shop",), period=APRIL),
    "windowed": Query(("value",), ("month",), period=QUARTER),
    "top_with_whole": Query(("big_share",), ("shop",), period=QUARTER, rank=Rank("top", 3)),
    "distinct_with_whole": Query(("buyers",), ("region",), period=QUARTER, rank=Rank("top", 3)),
    "within_with_whole": Query(("buyers",), ("region", "shop"), period=QUARTER, rank=Rank("top", 2, within="region")),
    "two_tables_with_whole": Query(("amount", "attainment"), ("shop",), period=APRIL),
    "funnel": Query((), ("region",), period=QUARTER, analysis="funnel", funnel="path"),
}


@pytest.mark.parametrize("name", QUERIES)
def test_sql(name: str) -> None:
    query = plain_analysis(QUERIES[name])
    if query.analysis == "funnel":
        compiled = compile_funnel(query, CATALOGUE, TODAY, THROUGH)
    elif name.endswith("_with_whole"):
        compiled = compile_query(query, CATALOGUE, TODAY, THROUGH, columns=SOUND, whole=True)
    else:
        compiled = compile_query(query, CATALOGUE, TODAY, THROUGH)
    file = FOLDER / f"{name}.sql"
    if os.environ.get("KPIBOT_UPDATE_GOLDEN"):
        file.write_text(compiled.pretty() + "\n", encoding="utf-8")
    assert compiled.pretty() + "\n" == file.read_text(encoding="utf-8")


def test_every_file_has_its_query() -> None:
    assert {file.stem for file in FOLDER.glob("*.sql")} == set(QUERIES)
