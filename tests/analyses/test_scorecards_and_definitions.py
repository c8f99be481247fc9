"""A scorecard shows each metric with its change; an overview is a table; a definition says how a figure is made."""

from __future__ import annotations

from datetime import date

import pytest
from analyses.small_company import MARCH, TODAY, YEAR, MemoryEngine

from queries.analyses import analyse
from queries.cannot import CannotAnswer
from queries.dataset import Dataset
from queries.query import Compare, Filter, Query

NORTH = Filter("area", "in", ("North",))


def test_one_row_with_each_metric_and_its_change(company: Dataset, engine: MemoryEngine) -> None:
    found = analyse(Query(analysis="scorecard", scorecard="area", filters=(NORTH,), period=MARCH), company, TODAY)
    assert [c.id for c in found.columns[:4]] == [
        "revenue",
        "revenue__previous",
        "revenue__change",
        "revenue__change_percent",
    ]
    assert found.query.metrics == ("revenue", "margin", "buyers")
    assert found.query.analysis == "scorecard"
    by_hand = engine.by_hand(
        "SELECT sum(amount), count(DISTINCT customer_id) FROM sales "
        "WHERE area_id = 1 AND month(sold_on) = 3 AND year(sold_on) = 2026"
    )
    values = dict(zip([c.id for c in found.columns], found.rows[0], strict=True))
    assert (values["revenue"], values["buyers"]) == pytest.approx(tuple(map(float, by_hand[0])))
    ((february,),) = engine.by_hand(
        "SELECT sum(amount) FROM sales WHERE area_id = 1 AND sold_on BETWEEN '2026-02-01' AND '2026-02-28'"
    )
    assert values["revenue__previous"] == pytest.approx(float(str(february)))


def test_without_a_period_the_year_so_far_is_assumed_and_said(company: Dataset) -> None:
    found = analyse(Query(analysis="scorecard", scorecard="area", filters=(NORTH,)), company, TODAY)
    assert found.period is not None
    assert found.period.start == date(2026, 1, 1)
    assert "assumed_period" in [note.code for note in found.notes]


def test_an_overview_is_a_table_of_members_without_changes(company: Dataset, engine: MemoryEngine) -> None:
    found = analyse(Query(analysis="scorecard", scorecard="areas", period=YEAR), company, TODAY)
    assert [c.id for c in found.columns] == ["area", "revenue", "margin"]
    by_hand = engine.by_hand(
        "SELECT name, sum(amount)::DOUBLE, (sum(amount) - sum(cost)) / sum(amount) "
        "FROM sales JOIN areas USING (area_id) WHERE year(sold_on) = 2026 GROUP BY 1 ORDER BY 1"
    )
    assert sorted(found.rows, key=str) == [(n, pytest.approx(v), pytest.approx(m)) for n, v, m in by_hand]


def test_a_metric_that_cannot_be_had_is_left_out_and_said(company: Dataset) -> None:
    query = Query(metrics=("revenue", "customers"), analysis="scorecard", filters=(Filter("kind", "in", ("Web",)),))
    found = analyse(query, company, TODAY)
    assert found.query.metrics == ("revenue",)
    assert [(n.code, n.facts["metric"]) for n in found.notes if n.code == "left_out"] == [("left_out", "customers")]


def test_a_comparison_that_is_asked_is_kept(company: Dataset) -> None:
    query = Query(
        analysis="scorecard", scorecard="area", filters=(NORTH,), period=MARCH, compare=Compare("previous_year")
    )
    found = analyse(query, company, TODAY)
    assert found.compared is not None
    assert found.compared.start == date(2025, 3, 1)


def test_plain_queries_are_answered_plainly(company: Dataset) -> None:
    assert analyse(Query(metrics=("revenue",), period=MARCH), company, TODAY).columns[0].id == "revenue"


def test_a_definition_tells_formula_tables_and_owner(company: Dataset) -> None:
    found = analyse(Query(metrics=("revenue", "margin", "kept_rate"), analysis="definition"), company, TODAY)
    facts = {(m, fact): text for m, fact, text in found.rows}
    assert facts["revenue", "formula"] == "sum(amount) of sales"
    assert facts["revenue", "counted_by"] == "sales.sold_on"
    assert facts["revenue", "owner"] == "Sales"
    assert facts["revenue", "description"] == "What was sold."
    assert facts["margin", "formula"] == "profit / revenue"
    assert facts["kept_rate", "tables"] == "spells"
    assert found.labels["fa"]["text"]["What was sold."] == "آنچه فروخته شد."


def test_a_definition_of_nothing_is_refused(company: Dataset) -> None:
    with pytest.raises(CannotAnswer):
        analyse(Query(analysis="definition"), company, TODAY)
