"""Apache Spark where parts of it fail or are told to stop, and `kpibot check` on it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conformance import DAY, asked, asked_for_cluster, compared
from copying import load_spark, workspace_on
from later import ENDLESS, Later
from running_cluster import SCHEMA, RunningCluster
from test_conformance import QUESTIONS

from bot.checking import findings
from data.engines.opened import CalendarRules
from data.engines.setting import Server
from data.engines.spark import Spark
from data.faults import StoreMissing
from data.rows import QueryFailed, QueryStopped, QueryTimeout
from data.store import Limits
from queries.dataset import Dataset
from tests.bot.running import Kpibot

pytestmark = [asked_for_cluster, pytest.mark.usefixtures("on_two_workers")]

# Some seconds of work in eight parts, in which no part is like another.
LONG = (
    "SELECT a.id % 3 AS k, count(*) AS n FROM range(0, 16000000, 1, 8) a CROSS JOIN range({}) b GROUP BY 1 ORDER BY 1"
)


@pytest.fixture
def open_cluster(cluster: RunningCluster) -> Iterator[Callable[..., Spark]]:
    """Opens engines of their own, which are closed at the end."""
    opened: list[Spark] = []

    def new(seconds: float = 60.0, schema: str | None = SCHEMA) -> Spark:
        opened.append(Spark(Server("spark", "URL", schema), cluster.url, Limits(seconds=seconds), CalendarRules()))
        return opened[-1]

    yield new
    for engine in opened:
        engine.close()


def test_check_finds_what_it_finds_in_duckdb(
    kpibot: Kpibot, demo: Path, cluster: RunningCluster, on_duckdb: Dataset, tmp_path: Path
) -> None:
    folder = workspace_on(f"{{kind: spark, url_env: SPARK_URL, schema: {SCHEMA}}}", demo, tmp_path / "spark")
    words = ("check", "--quick", "--workspace", str(folder), "--today", DAY.isoformat(), "--json")
    run = kpibot(*words, env={"SPARK_URL": cluster.url}, timeout=600)
    found = [finding.as_json() for finding in findings(on_duckdb.catalogue, on_duckdb.engine, DAY, quick=True)]
    assert json.loads(run.out)["findings"] == json.loads(json.dumps(found))
    assert (run.code, run.err) == (0, "")


def test_a_wrong_token_is_said_and_not_told(cluster: RunningCluster) -> None:
    url = cluster.url.partition("token=")[0] + "token=hidden"
    with pytest.raises(
        StoreMissing, match=r"^Spark at localhost:\d+ cannot be used: it does not take the token in U\."
    ):
        Spark(Server("spark", "U"), url, Limits())


def test_what_is_stopped_is_gone_from_the_cluster(open_cluster: Callable[..., Spark], cluster: RunningCluster) -> None:
    engine = open_cluster()
    endless, other = Later(engine, ENDLESS), Later(engine, ENDLESS)
    cluster.until(lambda: len(cluster.jobs()) == 2)
    begun = time.monotonic()
    engine.cancel()
    for each in (endless, other):
        with pytest.raises(QueryStopped, match=r"^The question was stopped\.$"):
            each.rows()
    assert time.monotonic() - begun < 15
    cluster.until(lambda: cluster.jobs() == [], seconds=20)
    assert engine.run("SELECT count(*) > 0 FROM orders").rows == [(True,)]


def test_what_takes_too_long_is_gone_from_the_cluster(
    open_cluster: Callable[..., Spark], cluster: RunningCluster
) -> None:
    engine, begun = open_cluster(seconds=10.0), time.monotonic()
    endless = Later(engine, ENDLESS)
    cluster.until(lambda: len(cluster.jobs()) == 1)
    with pytest.raises(QueryTimeout, match=r"^The question took longer than 10 seconds\.$"):
        endless.rows()
    assert time.monotonic() - begun < 20
    cluster.until(lambda: cluster.jobs() == [], seconds=20)
    assert engine.run("SELECT count(*) > 0 FROM orders").rows == [(True,)]


def test_a_session_that_the_server_has_forgotten_is_taken_up_again(open_cluster: Callable[..., Spark]) -> None:
    engine = open_cluster()
    assert engine.run("SELECT count(*) > 9000 FROM kpibot_calendar").rows == [(True,)]
    engine._sessions.get().client.release_session()
    assert engine.run("SELECT count(*) > 9000 FROM kpibot_calendar").rows == [(True,)]


def test_a_question_goes_on_when_the_company_is_opened_anew(open_cluster: Callable[..., Spark]) -> None:
    engine = open_cluster()
    running = Later(engine, LONG.format(100))
    engine.close()
    assert len(running.rows()) == 3
    assert engine.run("SELECT count(*) > 0 FROM orders, kpibot_calendar").rows == [(True,)]  # its next statement


def test_a_worker_that_is_gone_costs_no_row(
    open_cluster: Callable[..., Spark], cluster: RunningCluster, on_duckdb: Dataset, on_cluster: Dataset
) -> None:
    engine = open_cluster(seconds=110.0)
    cluster.until(lambda: len(cluster.executors()) == 2)
    running = Later(engine, LONG.format(500))
    cluster.until(lambda: len(cluster.jobs()) == 1)
    time.sleep(1.0)
    cluster.kill_worker()
    assert running.running
    assert running.rows() == [(k, n * 500) for k, n in ((0, 5_333_334), (1, 5_333_333), (2, 5_333_333))]
    assert len(cluster.executors()) == 1
    few = [text for texts in QUESTIONS.values() for text in texts[:2]]
    assert compared(asked(on_duckdb, few), on_duckdb, on_cluster) == {}
    cluster.new_worker()
    cluster.until(lambda: len(cluster.executors()) == 2)


def test_a_server_that_says_nothing_is_not_waited_for(
    open_cluster: Callable[..., Spark], cluster: RunningCluster
) -> None:
    engine, begun = open_cluster(seconds=3.0), time.monotonic()
    endless = Later(engine, ENDLESS)
    cluster.until(lambda: len(cluster.jobs()) == 1)
    with cluster.silent_server():
        with pytest.raises(QueryTimeout):
            endless.rows()
        assert time.monotonic() - begun < 25
    cluster.until(lambda: cluster.jobs() == [])  # it is told on until it has ended it
    assert engine.run("SELECT 1").rows == [(1,)]


def test_a_server_that_is_gone_is_one_sentence_and_its_follower_is_found(
    open_cluster: Callable[..., Spark], cluster: RunningCluster, spark_files: Path
) -> None:
    engine = open_cluster()
    running = Later(engine, ENDLESS)
    cluster.until(lambda: len(cluster.jobs()) == 1)
    cluster.kill_server()
    for ask in (running.rows, lambda: engine.run("SELECT 1").rows):
        with pytest.raises(QueryFailed, match=r"^The connection to Spark was lost; ask again in a moment\.$"):
            ask()
    with pytest.raises(StoreMissing, match=r"^Spark at localhost:\d+ cannot be used: nobody answers there\.$"):
        open_cluster()
    cluster.new_server()
    load_spark(spark_files, cluster.url, SCHEMA)
    assert engine.run("SELECT count(*) > 0 FROM orders, kpibot_calendar").rows == [(True,)]
