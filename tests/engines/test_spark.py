"""Spark as people meet it: questions end to end, rights, limits, and what is said when something is wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from asking import ASKED, told
from conformance import DAY, asked_for_cluster, asked_for_spark
from copying import SparkPlace, workspace_on
from expressions import differences, refused
from later import ENDLESS, Later

from bot.opening import Company, open_company
from data.engines.opened import CalendarRules
from data.engines.opening import open_server
from data.engines.setting import Server
from data.engines.spark import Spark
from data.faults import StoreMissing
from data.rows import QueryFailed, QueryRefused, QueryStopped, QueryTimeout, TooManyRows
from data.store import Limits
from data.workspace import read_workspace

PLACES = (pytest.param("sail", marks=asked_for_spark), pytest.param("on_two_workers", marks=asked_for_cluster))


@pytest.fixture(scope="module", params=PLACES, ids=["sail", "cluster"])
def place(request: pytest.FixtureRequest) -> SparkPlace:
    """Sail, and Apache Spark with two workers."""
    found: SparkPlace = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def folder(demo: Path, place: SparkPlace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's workspace, with its rows in Spark."""
    schema = f", schema: {place.schema}" if place.schema else ""
    database = f"{{kind: spark, url_env: KPIBOT_DATABASE_URL{schema}}}"
    made = workspace_on(database, demo, tmp_path_factory.mktemp("spark-demo"))
    assert read_workspace(made).server == Server("spark", "KPIBOT_DATABASE_URL", place.schema, refresh=3600.0)
    return made


@pytest.fixture(scope="module")
def company(folder: Path, place: SparkPlace) -> Iterator[Company]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KPIBOT_DATABASE_URL", place.url())
        opened = open_company(folder, DAY, pinned=True)
    yield opened
    opened.store.close()


@pytest.fixture
def open_spark(place: SparkPlace) -> Iterator[Callable[..., Spark]]:
    """Opens engines of their own, which are closed at the end."""
    opened: list[Spark] = []

    def new(seconds: float = 20.0, timezone: str = "UTC") -> Spark:
        server = Server("spark", "URL", place.schema, timezone)
        opened.append(Spark(server, place.url(), Limits(seconds=seconds)))
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


def test_the_catalogues_sql_means_what_it_does_in_duckdb(open_spark: Callable[..., Spark]) -> None:
    engine = open_spark()
    assert differences(engine.run, "spark") == []
    assert all(line.startswith("CAST('2.6'") for line in refused(engine.run, "spark"))


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
    with pytest.raises(QueryFailed, match=r"^Spark: [^[\n]*nothing[^\n]*\.$"):
        engine.run("SELECT * FROM nothing")
    with pytest.raises(QueryFailed, match=r"write nullif\(…, 0\)"):
        engine.run("SELECT 1 / id FROM range(1)")


def test_what_takes_too_long_is_ended(open_spark: Callable[..., Spark]) -> None:
    engine = open_spark(seconds=1.0)
    begun = time.monotonic()
    with pytest.raises(QueryTimeout, match="took longer than 1 seconds"):
        engine.run(ENDLESS)
    assert time.monotonic() - begun < 30
    assert engine.run("SELECT 1").rows == [(1,)]


def test_what_runs_can_be_stopped(open_spark: Callable[..., Spark]) -> None:
    engine = open_spark(seconds=60.0)
    told_of, begun = Later(engine, ENDLESS), time.monotonic()
    time.sleep(1.0)
    engine.cancel()
    with pytest.raises(QueryStopped):
        told_of.rows()
    assert time.monotonic() - begun < 30
    assert engine.run("SELECT 1").rows == [(1,)]


def test_what_is_on_its_way_finishes_when_the_company_is_opened_anew(open_spark: Callable[..., Spark]) -> None:
    engine = open_spark()
    told_of = Later(engine, "SELECT count(*) FROM range(3000000) a CROSS JOIN range(300) b WHERE a.id % 7 <> b.id")
    time.sleep(0.3)
    engine.close()
    assert told_of.rows() == [(897_000_000,)]


@asked_for_spark
def test_no_server_and_no_address() -> None:
    with pytest.raises(StoreMissing, match=r"Spark at 127\.0\.0\.1:1 cannot be used: nobody answers there") as told_of:
        open_server(Server("spark", "U"), Limits(), CalendarRules(), {"U": "sc://127.0.0.1:1/;token=hidden"})
    assert "hidden" not in str(told_of.value)
    with pytest.raises(StoreMissing, match="U is no address of a Spark Connect server"):
        open_server(Server("spark", "U"), Limits(), CalendarRules(), {"U": "http://x:1"})
