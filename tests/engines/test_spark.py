"""Spark as people meet it: questions end to end, rights, limits, and what is said when something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from asking import ASKED, told
from conformance import DAY, asked_for_spark
from copying import workspace_on

from bot.opening import Company, open_company
from data.engines.opened import CalendarRules
from data.engines.opening import open_server
from data.engines.setting import Server
from data.engines.spark import Spark
from data.faults import StoreMissing
from data.rows import QueryFailed, QueryRefused, TooManyRows
from data.store import Limits
from data.workspace import read_workspace

pytestmark = asked_for_spark


@pytest.fixture(scope="module")
def company(demo: Path, spark_server: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """The demo's workspace, with its rows in Spark."""
    folder = workspace_on("{kind: spark, url_env: KPIBOT_DATABASE_URL}", demo, tmp_path_factory.mktemp("spark-demo"))
    assert read_workspace(folder).server == Server("spark", "KPIBOT_DATABASE_URL", refresh=3600.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KPIBOT_DATABASE_URL", spark_server())
        opened = open_company(folder, DAY, pinned=True)
    yield opened
    opened.store.close()


@pytest.fixture
def open_spark(spark_server: Callable[[], str]) -> Iterator[Callable[..., Spark]]:
    """Opens engines of their own, which are closed at the end."""
    opened: list[Spark] = []

    def new(seconds: float = 20.0, **server: str) -> Spark:
        opened.append(Spark(Server("spark", "URL", **server), spark_server(), Limits(seconds=seconds)))  # type: ignore[arg-type]
        return opened[-1]

    yield new
    for engine in opened:
        engine.close()


@pytest.mark.parametrize(("words", "email"), ASKED, ids=[f"{words} {email or ''}" for words, email in ASKED])
def test_a_question_is_answered_as_from_duckdb(
    words: str, email: str | None, company: Company, company_on_duckdb: Company
) -> None:
    assert told(words, email, company) == told(words, email, company_on_duckdb)


def test_values_are_bound_by_name_and_never_read_as_sql(open_spark: Callable[..., Spark]) -> None:
    engine = open_spark()
    found = engine.run("SELECT :b, 'a:b', :a, array_contains(:c, 'x')", {"a": "'; :b", "b": ":a", "c": ["x", "it's"]})
    assert found.rows == [(":a", "a:b", "'; :b", True)]
    for sql in ("DROP VIEW reps", "SELECT 1; SELECT 2", "SET x = 1", ""):
        with pytest.raises(QueryRefused):
            engine.run(sql)


def test_rows_and_moments(open_spark: Callable[..., Spark]) -> None:
    engine = open_spark(timezone="Asia/Tehran")
    assert engine.run("SELECT id FROM range(5000)", max_rows=5000).rows[-1] == (4999,)
    with pytest.raises(TooManyRows, match="more than 5,000 rows"):
        engine.run("SELECT id FROM range(5001)", max_rows=5000)
    assert engine.run("SELECT 1 AS one WHERE false").names == ("one",)
    ((moment, day),) = engine.run("SELECT m, CAST(m AS DATE) FROM (SELECT timestamp'2026-03-20 22:00:00Z' AS m)").rows
    assert isinstance(moment, datetime)
    assert [moment.date().isoformat(), day.isoformat()] == ["2026-03-21", "2026-03-21"]


def test_the_calendar_is_the_sessions_own(open_spark: Callable[..., Spark]) -> None:
    sql = "SELECT week_start, jalali_month_start, days_in_month FROM kpibot_calendar WHERE day = DATE'2026-03-25'"
    ((week, month, days),) = open_spark().run(sql).rows
    assert (week.isoformat(), month.isoformat(), days) == ("2026-03-23", "2026-03-21", 31)


def test_what_is_wrong_is_said_in_one_sentence(open_spark: Callable[..., Spark]) -> None:
    engine = open_spark()
    with pytest.raises(QueryFailed, match=r"^Spark: .*nothing\.$") as told_of:
        engine.run("SELECT * FROM nothing")
    assert "\n" not in str(told_of.value)
    with pytest.raises(QueryFailed, match=r"write nullif\(…, 0\)"):
        engine.run("SELECT 1 / id FROM range(1)")


def test_no_server_and_no_address() -> None:
    with pytest.raises(StoreMissing, match=r"Spark at 127\.0\.0\.1:1 cannot be used: nobody answers there") as told_of:
        open_server(Server("spark", "U"), Limits(), CalendarRules(), {"U": "sc://127.0.0.1:1/;token=hidden"})
    assert "hidden" not in str(told_of.value)
    with pytest.raises(StoreMissing, match="U is no address of a Spark Connect server"):
        open_server(Server("spark", "U"), Limits(), CalendarRules(), {"U": "http://x:1"})
