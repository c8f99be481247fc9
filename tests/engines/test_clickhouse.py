"""ClickHouse as people meet it: questions end to end, rights, limits, and what is said when something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlglot
from asking import ASKED, told
from conformance import DAY, asked_for_clickhouse
from copying import workspace_on
from expressions import differences
from later import check_many_at_once, check_stopping

from bot.opening import Company, open_company
from data.engines.opened import CalendarRules
from data.engines.setting import Server
from data.faults import StoreMissing
from data.rows import QueryFailed, QueryRefused, QueryTimeout, TooManyRows
from data.store import Limits
from data.workspace import read_workspace
from queries.check import check
from queries.checking.joins import check_joins
from queries.compiler.dialects import written
from queries.dataset import Dataset
from tests.bot.running import Kpibot, Run

pytestmark = asked_for_clickhouse

LONG = "SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number))"


@pytest.fixture(scope="module")
def workspace(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's workspace, with its rows in ClickHouse."""
    return workspace_on("{kind: clickhouse, url_env: KPIBOT_DATABASE_URL}", demo, tmp_path_factory.mktemp("clickhouse"))


@pytest.fixture(scope="module")
def company(workspace: Path, clickhouse_url: str) -> Iterator[Company]:
    assert read_workspace(workspace).server == Server("clickhouse", "KPIBOT_DATABASE_URL")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KPIBOT_DATABASE_URL", clickhouse_url)
        opened = open_company(workspace, DAY, pinned=True)
    yield opened
    opened.store.close()


@pytest.fixture
def ask(kpibot: Kpibot, workspace: Path, clickhouse_url: str) -> Kpibot:
    def run(*arguments: str, url: str = clickhouse_url) -> Run:
        more = ("--workspace", str(workspace), "--today", DAY.isoformat())
        return kpibot(*arguments, *more, env={"KPIBOT_DATABASE_URL": url})

    return run


@pytest.fixture
def open_clickhouse(clickhouse_url: str) -> Iterator[Callable[..., Any]]:
    """Opens engines of their own, which are closed at the end."""
    from data.engines.clickhouse import ClickHouse  # its package may not be there where these tests are not asked for

    opened: list[ClickHouse] = []

    def new(seconds: float = 20.0, rules: CalendarRules | None = None, url: str = clickhouse_url, **server: Any) -> Any:
        opened.append(ClickHouse(Server("clickhouse", "URL", **server), url, Limits(seconds=seconds), rules))
        return opened[-1]

    yield new
    for engine in opened:
        engine.close()


@pytest.fixture
def admin(clickhouse_url: str) -> Iterator[Callable[[str], object]]:
    """Runs what kpibot may not."""
    import clickhouse_connect

    with clickhouse_connect.get_client(dsn=clickhouse_url, autogenerate_session_id=False) as client:
        yield client.command


@pytest.mark.parametrize(("words", "email"), ASKED, ids=[f"{words} {email or ''}" for words, email in ASKED])
def test_a_question_is_answered_as_from_duckdb(
    words: str, email: str | None, company: Company, company_on_duckdb: Company
) -> None:
    assert told(words, email, company) == told(words, email, company_on_duckdb)


def test_asking_from_the_command_line(ask: Kpibot, company_on_duckdb: Company) -> None:
    run = ask("ask", "revenue by rep last quarter", "--as", "majid.bagheri@example.com", "--no-chart")
    assert (run.code, run.err) == (0, "")
    headline = told("revenue by rep last quarter", "majid.bagheri@example.com", company_on_duckdb)[0]
    assert " ".join(run.out.split()).startswith(str(headline))


def test_the_statement_is_shown_in_its_own_sql(ask: Kpibot) -> None:
    run = ask("sql", "revenue in Tehran by customer last month")
    assert run.code == 0
    assert "{filter_0: Array(String)}" in run.out
    assert "-- $filter_0 = ['Tehran']" in run.out


def test_a_check_finds_what_it_finds_in_duckdb(on_clickhouse: Dataset, on_duckdb: Dataset) -> None:
    assert check(on_clickhouse.catalogue, on_clickhouse.engine) == []
    lost = list(check_joins(on_duckdb.catalogue, on_duckdb.engine))
    assert lost
    assert list(check_joins(on_clickhouse.catalogue, on_clickhouse.engine)) == lost


def test_no_server_ends_with_4(ask: Kpibot) -> None:
    run = ask("ask", "revenue", url="http://me:hidden@127.0.0.1:1/shop")
    assert (run.code, run.out) == (4, "")
    assert run.err.strip() == "ClickHouse at 127.0.0.1:1 cannot be used: nobody answers there."


def test_a_database_that_is_not_there(clickhouse_url: str, open_clickhouse: Callable[..., Any]) -> None:
    with pytest.raises(StoreMissing, match=r"cannot be used: Database nothere does not exist\.$") as said:
        open_clickhouse(schema="nothere")
    assert "hidden" not in str(said.value)
    elsewhere = open_clickhouse(schema="system")
    assert elsewhere.run("SELECT count() > 0 AS there FROM one").rows == [(1,)]


def test_requests_may_only_read(open_clickhouse: Callable[..., Any]) -> None:
    engine = open_clickhouse()
    for sql in ("DROP TABLE reps", "SELECT 1; SELECT 2", "SET final = 0", "INSERT INTO reps SELECT * FROM reps", ""):
        with pytest.raises(QueryRefused):
            engine.run(sql)
    with pytest.raises(QueryFailed, match="does not let kpibot's user do this: Cannot modify 'final' setting"):
        engine.run("SELECT 1 SETTINGS final = 0")


def test_values_are_bound_by_name_and_never_read_as_sql(open_clickhouse: Callable[..., Any]) -> None:
    engine = open_clickhouse()
    sql = "SELECT {b: String} AS b, 'a%s{c}' AS t, {a: String} AS a, has({c: Array(String)}, {d: String}) AS d"
    values = {"a": "'; {b: String} \\N", "b": "100%\n\t\\'", "c": ["x", "it's \\\n"], "d": "it's \\\n"}
    assert engine.run(sql, {**values, "e": 5}).rows == [("100%\n\t\\'", "a%s{c}", "'; {b: String} \\N", 1)]
    assert engine.run("SELECT 'a%(b)s' AS t", {"b": 1}).rows == [("a%(b)s",)]
    with pytest.raises(QueryRefused, match="No value is bound to b"):
        engine.run("SELECT {b: String}", {"a": 1})


def test_a_long_list_is_bound(open_clickhouse: Callable[..., Any]) -> None:
    names = [f"name {n} \\'" for n in range(5_000)]
    sql = "SELECT length({names: Array(String)}) AS n, {names: Array(String)}[5000] AS last"
    found = open_clickhouse().run(sql, {"names": names})
    assert found.rows == [(5_000, names[-1])]


def test_too_many_rows_are_none(open_clickhouse: Callable[..., Any]) -> None:
    engine = open_clickhouse()
    assert engine.run("SELECT number FROM numbers(5000)", max_rows=5000).rows[-1] == (4999,)
    with pytest.raises(TooManyRows, match="more than 5,000 rows"):
        engine.run("SELECT number FROM numbers(5001)", max_rows=5000)
    assert engine.run("SELECT count() FROM (SELECT number FROM numbers(99) GROUP BY 1) AS t", max_rows=1).rows == [
        (99,)
    ]
    assert engine.run("SELECT 1 AS one WHERE false").names == ("one",)


def test_what_takes_too_long_is_ended(open_clickhouse: Callable[..., Any]) -> None:
    engine = open_clickhouse(seconds=0.3)
    with pytest.raises(QueryTimeout, match=r"took longer than 0\.3 seconds"):
        engine.run(LONG)
    assert engine.run("SELECT 1").rows == [(1,)]


def test_what_runs_can_be_stopped(open_clickhouse: Callable[..., Any]) -> None:
    check_stopping(open_clickhouse(), LONG)


def test_many_threads_ask_at_once(open_clickhouse: Callable[..., Any]) -> None:
    check_many_at_once(open_clickhouse(), "SELECT {n: Int64} AS n, sleep(0.05)")


def test_the_calendar_comes_along_with_the_request(
    open_clickhouse: Callable[..., Any], admin: Callable[[str], object]
) -> None:
    engine = open_clickhouse(rules=CalendarRules("saturday", 4))
    sql = (
        "SELECT week_start, jalali_month_start, fiscal_year_start, days_in_month FROM kpibot_calendar"
        " WHERE day = toDate('2026-03-25')"
    )
    ((week, month, year, days),) = engine.run(sql).rows
    assert [day.isoformat() for day in (week, month, year)] == ["2026-03-21", "2026-03-21", "2025-04-01"]
    assert days == 31
    assert admin("EXISTS TABLE kpibot_calendar") == 0


def test_new_rows_are_seen(open_clickhouse: Callable[..., Any], admin: Callable[[str], object]) -> None:
    admin("CREATE TABLE news (n Int32, m Int32) ENGINE = MergeTree ORDER BY n")
    engine = open_clickhouse(refresh=0)
    assert not engine.refresh()
    admin("INSERT INTO news VALUES (1, 1)")
    assert engine.refresh()
    engine = open_clickhouse(refresh=0)
    assert not engine.refresh()
    admin("ALTER TABLE news UPDATE m = 2 WHERE true SETTINGS mutations_sync = 2")
    assert engine.refresh()
    admin("DROP TABLE news")


def test_where_nothing_tells_of_new_rows_they_are_looked_for_in_time(
    open_clickhouse: Callable[..., Any], admin: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    admin("CREATE TABLE untold (n Int32) ENGINE = Memory")
    now = 1_000_000.0
    monkeypatch.setattr("data.engines.clickhouse.time.time", lambda: now)
    engine = open_clickhouse(refresh=0)
    assert not engine.refresh()
    now += 2
    assert engine.refresh()
    admin("DROP TABLE untold")
    told_of = open_clickhouse(refresh=0)
    now += 2
    assert not told_of.refresh()


def test_a_time_zone_says_which_day_a_moment_is_of(open_clickhouse: Callable[..., Any]) -> None:
    sql = "SELECT fromUnixTimestamp(1774044000) AS m, CAST(m AS Date32) AS d"  # 2026-03-20 22:00 UTC
    for zone, day in (("UTC", "2026-03-20"), ("Asia/Tehran", "2026-03-21")):
        ((moment, found),) = open_clickhouse(timezone=zone).run(sql).rows
        assert isinstance(moment, datetime)
        assert [moment.date().isoformat(), found.isoformat()] == [day, day]


def test_what_is_replaced_and_not_merged_away_does_not_count(
    open_clickhouse: Callable[..., Any], admin: Callable[[str], object]
) -> None:
    admin("CREATE TABLE states (id Int32, n Int32) ENGINE = ReplacingMergeTree ORDER BY id")
    admin("SYSTEM STOP MERGES states")
    for n in (1, 2):
        admin(f"INSERT INTO states VALUES (7, {n})")
    assert admin("SELECT count() FROM states") == 2
    assert open_clickhouse().run("SELECT sum(n) AS n FROM states").rows == [(2,)]
    admin("DROP TABLE states")


def test_where_nothing_is_there_is_no_zero(open_clickhouse: Callable[..., Any]) -> None:
    engine = open_clickhouse()
    assert engine.run("SELECT sum(number), max(number), count() FROM numbers(0)").rows == [(None, None, 0)]
    sql = (
        "SELECT l.a, r.b FROM (SELECT 1 AS a) AS l LEFT JOIN (SELECT 2 AS a, toLowCardinality('x') AS b) AS r"
        " ON r.a = l.a"
    )
    assert engine.run(sql).rows == [(1, None)]


def test_what_is_wrong_is_said_in_one_sentence(open_clickhouse: Callable[..., Any]) -> None:
    engine = open_clickhouse()
    for sql, said in (
        ("SELECT * FROM nothing", "ClickHouse: Unknown table expression identifier 'nothing'."),
        ("SELECT nothing FROM reps", "ClickHouse: Unknown expression identifier `nothing`."),
        ("SELECT intDiv(1, 0)", "A row divides by zero; write nullif(…, 0) around the divisor in the catalogue."),
        ("SELECT 1 FROM", None),
        ("SELECT {a: Date32}", None),
    ):
        with pytest.raises(QueryFailed) as told_of:
            engine.run(sql, {"a": "no day"})
        assert "\n" not in str(told_of.value)
        assert "DB::Exception" not in str(told_of.value)
        if said is not None:
            assert str(told_of.value) == said


def test_a_wrong_word_in_the_address_is_told(open_clickhouse: Callable[..., Any], clickhouse_url: str) -> None:
    with pytest.raises(StoreMissing, match=r"^URL is no address of a ClickHouse server") as said:
        open_clickhouse(url=f"{clickhouse_url}?colour=red")
    assert "hidden" not in str(said.value)


def test_the_catalogues_sql_means_what_it_does_in_duckdb(open_clickhouse: Callable[..., Any]) -> None:
    assert differences(open_clickhouse().run, "clickhouse") == []


@pytest.mark.parametrize(
    "expression", ["CAST('x' AS INT)", "CAST(2.5 AS INT)", "CAST(CAST(2.5 AS DECIMAL(9, 2)) AS INT)"]
)
def test_what_cannot_be_exact_is_an_error(expression: str, open_clickhouse: Callable[..., Any]) -> None:
    with pytest.raises(QueryFailed, match=r"^ClickHouse: "):
        open_clickhouse().run(translated(f"SELECT {expression} AS x"))


def test_medians_are_of_all_rows_and_beside_the_last_row_is_none(open_clickhouse: Callable[..., Any]) -> None:
    engine = open_clickhouse()
    sql = "SELECT MEDIAN(t.number) AS m FROM (SELECT number FROM system.numbers LIMIT 100000) AS t"
    assert engine.run(translated(sql)).rows == [(49999.5,)]
    sql = "SELECT LAG(n) OVER (ORDER BY n) AS b, LEAD(n) OVER (ORDER BY n) AS a FROM (SELECT 5 AS n) AS t"
    assert engine.run(translated(sql)).rows == [(None, None)]


def test_rows_are_ordered_by_outputs_and_not_by_columns_of_their_name(open_clickhouse: Callable[..., Any]) -> None:
    sql = "SELECT -t.n AS n FROM (SELECT number AS n FROM system.numbers LIMIT 3) AS t ORDER BY n LIMIT 1"
    assert open_clickhouse().run(translated(sql)).rows == [(-2,)]


def translated(sql: str) -> str:
    """DuckDB's SQL in ClickHouse's."""
    return written(sqlglot.parse_one(sql, read="duckdb"), "clickhouse")
