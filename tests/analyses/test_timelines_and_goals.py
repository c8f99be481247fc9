"""A timeline lists what happened, newest first; goals are held against what is reached and the time that has passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from analyses.small_company import TODAY, YEAR, MemoryEngine

from queries.analyses import analyse
from queries.answer import Answer
from queries.cannot import CannotAnswer
from queries.dataset import Dataset
from queries.defaults import default_period
from queries.query import Filter, Period, Query

ONE = Filter("customer", "in", ("Customer 1",))


def test_events_up_to_today_newest_first(company: Dataset, engine: MemoryEngine) -> None:
    found = analyse(Query(analysis="timeline", filters=(ONE,)), company, TODAY)
    by_hand = engine.by_hand(
        "SELECT seen_at, kind, subject FROM visits WHERE customer_id = 1 AND seen_at < '2026-05-11' "
        "ORDER BY seen_at DESC"
    )
    assert [c.id for c in found.columns] == ["time", "kind", "subject"]
    assert list(found.rows) == by_hand
    assert found.group_count == len(by_hand)
    assert found.labels["fa"]["subject"]["About order 1"] == "درباره سفارش 1"


def test_a_period_bounds_it_on_both_sides(company: Dataset, engine: MemoryEngine) -> None:
    february = Period(date(2026, 2, 1), date(2026, 3, 1), "month")
    found = analyse(Query(analysis="timeline", filters=(ONE,), period=february), company, TODAY)
    ((count,),) = engine.by_hand("SELECT count(*) FROM visits WHERE customer_id = 1 AND month(seen_at) = 2")
    assert len(found.rows) == count


def test_where_no_days_are_said_the_newest_event_comes_however_old(company: Dataset) -> None:
    years_later = date(2031, 5, 10)
    query = Query(analysis="timeline", filters=(ONE,))
    query = replace(query, period=default_period(query, company.catalogue, years_later))
    found = analyse(query, company, years_later)
    assert found.rows == analyse(replace(query, period=None), company, years_later).rows
    assert found.rows


def test_rights_narrow_a_timeline(company: Dataset, engine: MemoryEngine) -> None:
    ((area,),) = engine.by_hand(
        "SELECT name FROM areas WHERE area_id = (SELECT area_id FROM customers WHERE customer_id = 1)"
    )
    query = Query(analysis="timeline", filters=(ONE,), scope=(Filter("area", "in", (str(area),)),))
    assert analyse(query, company, TODAY).rows
    other = Query(analysis="timeline", filters=(ONE,), scope=(Filter("area", "not_in", (str(area),)),))
    hidden = analyse(other, company, TODAY)
    assert hidden.rows == ()
    assert [note.code for note in hidden.notes] == ["nothing_happened"]


def test_rights_that_cannot_be_applied_refuse(company: Dataset) -> None:
    with pytest.raises(CannotAnswer, match="rows_not_reached"):
        analyse(Query(analysis="timeline", filters=(ONE,), scope=(Filter("kind", "in", ("Web",)),)), company, TODAY)


def test_a_timeline_of_nobody_is_refused(company: Dataset) -> None:
    with pytest.raises(CannotAnswer, match="timeline_of_whom"):
        analyse(Query(analysis="timeline"), company, TODAY)


def test_members_are_bound_and_never_in_the_text(company: Dataset) -> None:
    odd = "x' OR 1=1 --"
    found = analyse(Query(analysis="timeline", filters=(Filter("customer", "in", (odd,)),)), company, TODAY)
    assert odd not in found.sql
    assert found.parameters["filter_0"] == [odd]
    assert found.rows == ()


def goals(company: Dataset, **parts: object) -> Answer:
    return analyse(Query(analysis="goals", by=("area",), **parts), company, TODAY)  # type: ignore[arg-type]


def test_each_goal_with_actual_attainment_and_status(company: Dataset, engine: MemoryEngine) -> None:
    found = goals(company, period=YEAR)
    rows = {(row[0], row[1]): row for row in found.rows}
    ((north,),) = engine.by_hand("SELECT sum(amount)::DOUBLE FROM sales WHERE area_id = 1 AND year(sold_on) = 2026")
    assert isinstance(north, float)
    _, _, goal, actual, attainment, elapsed, status, since, until = rows["North", "revenue"]
    assert (goal, actual, attainment) == (100, pytest.approx(north), pytest.approx(north / 100))
    assert elapsed == pytest.approx(130 / 365)
    assert (status, since, until) == ("reached", date(2026, 1, 1), date(2026, 12, 31))
    assert rows["South", "revenue"][6] == "behind"
    assert rows["North", "margin"][6] == "behind"
    assert rows["South", "margin"][6] == "on_track"


def test_low_is_good_where_the_metric_says_so(company: Dataset) -> None:
    rows = {(row[0], row[1]): row for row in goals(company, period=YEAR).rows}
    assert rows["North", "churn_rate"][6] == "on_track"
    assert rows["South", "cost"][6] == "on_track"
    _, _, goal, actual, attainment, *_ = rows["South", "cost"]
    assert isinstance(goal, float) and isinstance(actual, float)
    assert attainment == pytest.approx(goal / actual)


def test_a_goal_whose_time_is_over_is_reached_or_missed(company: Dataset) -> None:
    last_year = Period(date(2025, 1, 1), date(2026, 1, 1), "year")
    found = goals(company, period=last_year)
    assert sorted(str(row[6]) for row in found.rows) == ["missed", "reached"]
    assert {row[5] for row in found.rows} == {1.0}


def test_goals_of_one_metric_or_member(company: Dataset) -> None:
    found = goals(company, period=YEAR, metrics=("margin",))
    assert {row[1] for row in found.rows} == {"margin"}
    found = goals(company, period=YEAR, filters=(Filter("area", "in", ("North",)),))
    assert {row[0] for row in found.rows} == {"North"}
    assert found.labels["fa"]["area"]["North"] == "شمال"


def test_no_goals_are_said(company: Dataset) -> None:
    found = goals(company, period=Period(date(2020, 1, 1), date(2021, 1, 1), "year"))
    assert found.rows == ()
    assert [note.code for note in found.notes] == ["no_goals_in_period"]


def test_the_worst_goals_stand_first(company: Dataset) -> None:
    rows = goals(company, period=YEAR).rows
    states = [str(row[6]) for row in rows]
    order = ["missed", "behind", "on_track", "reached"]
    assert states == sorted(states, key=order.index)
    behind = [float(str(row[4])) for row in rows if row[6] == "behind"]
    assert behind == sorted(behind) and len(behind) > 1
