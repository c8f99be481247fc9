"""Snowflake's connector against fakesnow: questions end to end, rights, limits, what is said when something is wrong.

fakesnow is DuckDB: what is compared is the way there and back. What Snowflake makes of a statement is not seen here.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from asking import ASKED, told
from conformance import DAY, asked_for_snowflake
from copying import workspace_on
from expressions import differences, refused
from later import check_many_at_once, check_stopping
from snowflake_server import snowflake_python

from bot.opening import Company, open_company
from data.engines.opened import CalendarRules
from data.engines.setting import Server
from data.rows import QueryFailed, QueryRefused, QueryTimeout, TooManyRows
from data.store import Limits
from data.workspace import read_workspace
from queries.check import check
from queries.dataset import Dataset
from tests.bot.running import Kpibot, Run

pytestmark = asked_for_snowflake

LONG = "SELECT MAX(a.order_id * b.order_id * c.order_id % 7) AS m FROM orders AS a, orders AS b, orders AS c"


@pytest.fixture(scope="module")
def workspace(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's workspace, with its rows in Snowflake."""
    return workspace_on("{kind: snowflake, url_env: KPIBOT_DATABASE_URL}", demo, tmp_path_factory.mktemp("snowflake"))


@pytest.fixture(scope="module")
def company(workspace: Path, snowflake_url: str) -> Iterator[Company]:
    assert read_workspace(workspace).server == Server("snowflake", "KPIBOT_DATABASE_URL", refresh=3600.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KPIBOT_DATABASE_URL", snowflake_url)
        opened = open_company(workspace, DAY, pinned=True)
    yield opened
    opened.store.close()


@pytest.fixture
def ask(kpibot: Kpibot, workspace: Path, snowflake_url: str) -> Kpibot:
    def run(*arguments: str, url: str = snowflake_url) -> Run:
        more = ("--workspace", str(workspace), "--today", DAY.isoformat())
        return kpibot(*arguments, *more, env={"KPIBOT_DATABASE_URL": url})

    return run


@pytest.fixture
def open_snowflake(snowflake_url: str) -> Iterator[Callable[..., Any]]:
    """Opens engines of their own, which are closed at the end."""
    from data.engines.snowflake import Snowflake  # its package may not be there where these tests are not asked for

    opened: list[Snowflake] = []

    def new(seconds: float = 60.0, rules: CalendarRules | None = None, url: str = snowflake_url, **server: Any) -> Any:
        opened.append(Snowflake(Server("snowflake", "URL", **server), url, Limits(seconds=seconds), rules))
        return opened[-1]

    yield new
    for engine in opened:
        engine.close()


@pytest.fixture
def admin(snowflake_url: str) -> Iterator[Callable[..., object]]:
    """Runs what kpibot may not."""
    import snowflake.connector

    from data.engines.snowflake_address import address_of

    given: dict[str, Any] = {"enable_server_session_keep_alive_auto_detection": False, "paramstyle": "numeric"}
    with snowflake.connector.connect(**address_of(snowflake_url).arguments, **given) as connection:
        yield lambda sql, *values: connection.cursor().execute(sql, list(values) or None).fetchall()


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
    assert "PARSE_JSON(:filter_0)" in run.out
    assert "-- $filter_0 = ['Tehran']" in run.out


def test_a_check_finds_nothing(on_snowflake: Dataset) -> None:
    assert check(on_snowflake.catalogue, on_snowflake.engine) == []


def test_a_wrong_password_ends_with_4(ask: Kpibot, snowflake_url: str) -> None:
    run = ask("ask", "revenue", url=snowflake_url.replace(":hidden@", ":wrong@"))
    assert (run.code, run.out) == (4, "")
    said = "Snowflake at account/shop cannot be used: Incorrect username or password was specified."
    assert " ".join(run.err.split()) == said


def test_only_one_select_runs(open_snowflake: Callable[..., Any]) -> None:
    engine = open_snowflake()
    for sql in ("DROP TABLE reps", "SELECT 1; SELECT 2", "ALTER SESSION SET WEEK_START = 7", "USE ROLE admin", ""):
        with pytest.raises(QueryRefused):
            engine.run(sql)


def test_values_are_bound_and_never_read_as_sql(open_snowflake: Callable[..., Any]) -> None:
    engine = open_snowflake()
    sql = "SELECT :b AS b, 'a%s:c' AS t, :a AS a, ARRAY_CONTAINS(CAST(:d AS VARIANT), PARSE_JSON(:c)) AS d"
    values = {"a": "'; :b \\N", "b": "100%\n\t\\'", "c": ["x", "it's \\\n\"é😀"], "d": "it's \\\n\"é😀"}
    assert engine.run(sql, {**values, "e": 5}).rows == [("100%\n\t\\'", "a%s:c", "'; :b \\N", True)]
    day = date(2026, 3, 20)
    kinds = {"whole": 7, "real": 0.1, "day": day, "moment": datetime(2026, 3, 20, 1, 2, 3), "nothing": None}
    assert engine.run("SELECT :whole AS a, :real AS b, :day AS c, :moment AS d, :nothing AS e", kinds).rows == [
        (7, 0.1, day, datetime(2026, 3, 20, 1, 2, 3), None)
    ]
    with pytest.raises(QueryRefused, match="No value is bound to b"):
        engine.run("SELECT :b AS b", {"a": 1})


def test_a_long_list_is_bound(open_snowflake: Callable[..., Any]) -> None:
    names = [f"name {n} \\'" for n in range(5_000)]
    sql = (
        "SELECT COUNT(*) AS n, MAX(CAST(GET(PARSE_JSON(:names), listed.index) AS VARCHAR)) AS last"
        " FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:names))) AS listed"
    )
    assert open_snowflake().run(sql, {"names": names}).rows == [(5_000, max(names))]


def test_a_list_comes_back_as_one(open_snowflake: Callable[..., Any]) -> None:
    sql = "SELECT ARRAY_AGG(DISTINCT r.team_id) AS teams, ARRAY_AGG(r.name) AS names, MAX('[1]') AS text FROM reps AS r"
    ((teams, names, text),) = open_snowflake().run(sql).rows
    assert set(map(type, teams)) == {int}
    assert set(map(type, names)) == {str}
    assert text == "[1]"


def test_too_many_rows_are_none(open_snowflake: Callable[..., Any]) -> None:
    engine = open_snowflake()
    assert len(engine.run("SELECT o.order_id FROM orders AS o LIMIT :n", {"n": 50}, max_rows=50).rows) == 50
    with pytest.raises(TooManyRows, match="more than 50 rows"):
        engine.run("SELECT o.order_id FROM orders AS o LIMIT :n", {"n": 51}, max_rows=50)
    assert engine.run("SELECT o.order_id FROM orders AS o WHERE FALSE").names == ("order_id",)


def test_what_takes_too_long_is_ended(open_snowflake: Callable[..., Any]) -> None:
    engine = open_snowflake(seconds=1)
    with pytest.raises(QueryTimeout, match=r"took longer than 1 seconds"):
        engine.run(LONG)
    assert engine.run("SELECT 1 AS one").rows == [(1,)]


def test_what_runs_can_be_stopped(open_snowflake: Callable[..., Any]) -> None:
    check_stopping(open_snowflake(), LONG)


def test_many_threads_ask_at_once(open_snowflake: Callable[..., Any]) -> None:
    check_many_at_once(open_snowflake(), "SELECT :n AS n")


@pytest.mark.parametrize("allowed", [True, False])
def test_the_calendar_is_a_table_of_the_session_or_sent_along(
    allowed: bool, open_snowflake: Callable[..., Any], admin: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_snowflake(rules=CalendarRules("saturday", 4))
    if not allowed:
        monkeypatch.setattr("data.engines.snowflake.table", lambda: "CREATE TABLE nowhere.kpibot_calendar (day DATE)")
    sql = (
        "SELECT week_start, jalali_month_start, fiscal_year_start, days_in_month FROM kpibot_calendar"
        " WHERE day = CAST('2026-03-25' AS DATE)"
    )
    for _ in range(2):
        assert engine.run(sql).rows == [(date(2026, 3, 21), date(2026, 3, 21), date(2025, 4, 1), 31)]
    assert engine._sessions.get().calendar is allowed
    there = "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'KPIBOT_CALENDAR'"
    assert admin(there) == [(0,)]  # seen from another session


def test_new_rows_are_seen(open_snowflake: Callable[..., Any], admin: Callable[..., object]) -> None:
    admin("CREATE TABLE news (n INT)")
    engine = open_snowflake(refresh=0)
    assert not engine.refresh()
    admin("INSERT INTO news VALUES (1)")
    assert engine.refresh()
    admin("DROP TABLE news")


def test_where_nothing_tells_of_new_rows_they_are_looked_for_in_time(
    open_snowflake: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    state = "SELECT {untold} AS untold, 2 AS tables"  # fakesnow's own lists no views
    monkeypatch.setattr("data.engines.snowflake._STATE", state.format(untold=1))
    now = 1_000_000.0
    monkeypatch.setattr("data.engines.snowflake.time.time", lambda: now)
    engine = open_snowflake(refresh=0)
    assert not engine.refresh()
    now += 2
    assert engine.refresh()
    monkeypatch.setattr("data.engines.snowflake._STATE", state.format(untold=0))
    told_of = open_snowflake(refresh=0)
    now += 2
    assert not told_of.refresh()


def test_a_time_zone_says_which_day_a_moment_is_of(
    open_snowflake: Callable[..., Any], admin: Callable[..., object]
) -> None:
    admin("CREATE TABLE moments (made TIMESTAMP_TZ)")
    admin("INSERT INTO moments SELECT TO_TIMESTAMP_TZ('2026-03-20 22:00:00 +0000')")
    for zone, day in (("UTC", date(2026, 3, 20)), ("Asia/Tehran", date(2026, 3, 21))):
        engine = open_snowflake(timezone=zone)
        ((moment, found),) = engine.run("SELECT m.made, CAST(m.made AS DATE) AS d FROM moments AS m").rows
        assert [moment.date(), found] == [day, day]
    admin("DROP TABLE moments")


def test_a_session_that_ended_is_opened_anew_once(
    open_snowflake: Callable[..., Any], admin: Callable[..., object]
) -> None:
    engine = open_snowflake(rules=CalendarRules("saturday", 4))
    calendar = "SELECT COUNT(*) > 10000 AS many FROM kpibot_calendar"
    assert engine.run(calendar).rows == [(True,)]
    before = engine._sessions.get().connection.session_id
    admin("SELECT SYSTEM$ABORT_SESSION(:1)", before)
    assert engine.run(calendar).rows == [(True,)]
    assert engine._sessions.get().connection.session_id != before


def test_a_server_that_is_gone_is_told(tmp_path: Path, open_snowflake: Callable[..., Any]) -> None:
    words = [str(snowflake_python()), str(Path(__file__).with_name("snowflake_server.py")), str(tmp_path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None and server.stdout is not None
        more = f"warehouse=asking&host=127.0.0.1&port={int(server.stdout.readline())}&protocol=http"
        engine = open_snowflake(url=f"snowflake://reader:hidden@account/shop/public?{more}")
        server.stdin.close()
        server.wait(30)
        with pytest.raises(QueryFailed, match=r"^The connection to Snowflake was lost; ask again in a moment\.$"):
            engine.run("SELECT 1 AS one")


def test_what_is_wrong_is_said_in_one_sentence(open_snowflake: Callable[..., Any]) -> None:
    engine = open_snowflake()
    for sql in (
        "SELECT * FROM nothing",
        "SELECT r.nothing FROM reps AS r",
        "SELECT CAST('x' AS INT) AS x",
        "SELECT FROM",
    ):
        with pytest.raises(QueryFailed, match=r"^Snowflake: ") as told_of:
            engine.run(sql)
        assert "\n" not in str(told_of.value)


def test_the_catalogues_sql_means_what_it_does_in_duckdb(open_snowflake: Callable[..., Any]) -> None:
    engine = open_snowflake()
    assert differences(engine.run, "snowflake") == []
    assert refused(engine.run, "snowflake") == []
