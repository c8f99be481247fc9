"""PostgreSQL as people meet it: questions end to end, rights, limits, and what is said when something is wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from asking import ASKED, told
from conformance import DAY
from copying import workspace_on
from expressions import differences, refused
from later import check_stopping
from psycopg.conninfo import make_conninfo

from bot.opening import Company, open_company
from data.engines.changes import Changes
from data.engines.opened import CalendarRules
from data.engines.opening import open_server
from data.engines.postgres import Postgres
from data.engines.setting import Server
from data.faults import StoreMissing
from data.rows import QueryFailed, QueryRefused, QueryTimeout, TooManyRows
from data.store import Limits
from data.workspace import read_workspace
from tests.bot.running import Kpibot, Run

QUICK = Server("postgres", "URL", refresh=0)


@pytest.fixture(scope="module")
def workspace(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's workspace, with its rows in PostgreSQL."""
    return workspace_on("{kind: postgres, url_env: KPIBOT_DATABASE_URL}", demo, tmp_path_factory.mktemp("postgres"))


@pytest.fixture(scope="module")
def company(workspace: Path, postgres_url: str) -> Iterator[Company]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KPIBOT_DATABASE_URL", postgres_url)
        opened = open_company(workspace, DAY, pinned=True)
    yield opened
    opened.store.close()


@pytest.fixture
def ask(kpibot: Kpibot, workspace: Path, postgres_url: str) -> Kpibot:
    def run(*arguments: str, url: str = postgres_url) -> Run:
        more = ("--workspace", str(workspace), "--today", DAY.isoformat())
        return kpibot(*arguments, *more, env={"KPIBOT_DATABASE_URL": url})

    return run


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Postgres]:
    with Postgres(QUICK, postgres_url, Limits(seconds=20.0)) as opened:
        yield opened


@pytest.fixture
def admin(postgres_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        yield connection


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
    assert 'COLLATE "C"' in run.out
    assert "-- $filter_0 = ['Tehran']" in run.out


def test_no_server_ends_with_4(ask: Kpibot) -> None:
    run = ask("ask", "revenue", url="postgresql://me:hidden@127.0.0.1:1/shop")
    assert (run.code, run.out) == (4, "")
    assert run.err.startswith("PostgreSQL at 127.0.0.1:1/shop cannot be used: ")
    assert "hidden" not in run.err


def test_no_address() -> None:
    with pytest.raises(StoreMissing, match="The address of the database is missing: set URL in the environment"):
        open_server(QUICK, Limits(), CalendarRules(), {"URL": " "})
    with pytest.raises(StoreMissing, match="URL is no address of a PostgreSQL database") as told:
        open_server(QUICK, Limits(), CalendarRules(), {"URL": "postgresql://me:hidden@[::1/shop"})
    assert "hidden" not in str(told.value)


def test_a_wrong_password_is_not_told(postgres_url: str, admin: psycopg.Connection) -> None:
    url = make_conninfo(postgres_url, dbname="nothere", password="hidden")
    with pytest.raises(StoreMissing, match='database "nothere" does not exist') as told:
        Postgres(QUICK, url, Limits())
    assert "hidden" not in str(told.value)


def test_the_session_may_only_read(engine: Postgres) -> None:
    with pytest.raises(QueryFailed, match="read-only transaction"):
        engine.run("WITH gone AS (DELETE FROM reps RETURNING 1) SELECT * FROM gone")
    for sql in ("DELETE FROM reps", "SELECT 1; SELECT 2", "SET statement_timeout = 0", ""):
        with pytest.raises(QueryRefused):
            engine.run(sql)


def test_values_are_bound_by_name_and_never_read_as_sql(engine: Postgres) -> None:
    sql = 'SELECT $b, \'a$b\', $a, "x$a" FROM (SELECT 1 AS "x$a") AS t WHERE 7 % 4 = 3'
    assert engine.run(sql, {"a": "%s'; $b", "b": "%(a)s"}).rows == [("%(a)s", "a$b", "%s'; $b", 1)]
    with pytest.raises(QueryRefused, match="No value is bound to b"):
        engine.run("SELECT $b", {"a": 1})
    with pytest.raises(QueryFailed, match="cannot take or give a value"):
        engine.run("SELECT $b", {"b": "a\0b"})


def test_the_catalogues_sql_means_what_it_does_in_duckdb(engine: Postgres) -> None:
    assert differences(engine.run, "postgres") == []
    attempts = ("TRY_CAST('x'", "TRY_CAST('2.6'", "TRY_CAST('2026-13-25'", "CAST('2.6'")
    assert all(line.startswith(attempts) for line in refused(engine.run, "postgres"))


def test_too_many_rows_are_none(engine: Postgres) -> None:
    sql = "SELECT generate_series(1, 100000000)"
    with pytest.raises(TooManyRows, match="more than 5,000 rows"):
        engine.run(sql, max_rows=5000)
    assert len(engine.run("SELECT generate_series(1, 5000)", max_rows=5000).rows) == 5000
    assert engine.run("SELECT 1 AS one WHERE false").names == ("one",)


def test_what_takes_too_long_is_ended(postgres_url: str) -> None:
    with Postgres(QUICK, postgres_url, Limits(seconds=0.2)) as engine:
        with pytest.raises(QueryTimeout, match=r"took longer than 0\.2 seconds"):
            engine.run("SELECT pg_sleep(60)")
        assert engine.run("SELECT 1").rows == [(1,)]


def test_what_runs_can_be_stopped(engine: Postgres) -> None:
    check_stopping(engine, "SELECT pg_sleep(60)")


def test_a_lost_connection_is_taken_up_again(engine: Postgres, admin: psycopg.Connection) -> None:
    assert engine.run("SELECT 1").rows == [(1,)]
    admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kpibot'")
    assert engine.run("SELECT 2").rows == [(2,)]


def test_what_the_user_may_not_read_is_said(postgres_url: str, admin: psycopg.Connection) -> None:
    admin.execute("CREATE ROLE reader LOGIN PASSWORD 'x'")
    admin.execute("GRANT SELECT ON reps TO reader")
    with Postgres(QUICK, make_conninfo(postgres_url, user="reader", password="x"), Limits()) as engine:
        assert engine.run("SELECT count(*) > 0 FROM reps").rows == [(True,)]
        with pytest.raises(QueryFailed, match="does not let kpibot's user read this: permission denied for table lead"):
            engine.run("SELECT * FROM leads")
    with Postgres(QUICK, postgres_url, Limits()) as engine:
        with pytest.raises(QueryFailed, match='PostgreSQL: relation "nothing" does not exist'):
            engine.run("SELECT * FROM nothing")
        with pytest.raises(QueryFailed, match=r"write nullif\(…, 0\)"):
            engine.run("SELECT 1 / (SELECT 0)")


def test_the_calendar_is_the_sessions_own(postgres_url: str, admin: psycopg.Connection) -> None:
    with Postgres(QUICK, postgres_url, Limits(), CalendarRules("saturday", 4)) as engine:
        sql = "SELECT week_start, jalali_month_start, fiscal_year_start FROM kpibot_calendar WHERE day = '2026-03-25'"
        ((week, month, year),) = engine.run(sql).rows
        assert [day.isoformat() for day in (week, month, year)] == ["2026-03-21", "2026-03-21", "2025-04-01"]
    assert admin.execute("SELECT to_regclass('kpibot_calendar')").fetchone() == (None,)


def test_a_user_without_temporary_tables_needs_the_calendar_made(postgres_url: str, admin: psycopg.Connection) -> None:
    admin.execute("CREATE ROLE narrow LOGIN PASSWORD 'x'")
    admin.execute("REVOKE TEMPORARY ON DATABASE postgres FROM PUBLIC")
    try:
        with Postgres(QUICK, make_conninfo(postgres_url, user="narrow", password="x"), Limits()) as engine:
            with pytest.raises(QueryFailed, match=r"no temporary table.*docs/engines\.md"):
                engine.run("SELECT count(*) FROM kpibot_calendar")
            admin.execute("CREATE TABLE kpibot_calendar (day date)")
            admin.execute("GRANT SELECT ON kpibot_calendar TO narrow")
            assert engine.run("SELECT count(*) FROM kpibot_calendar").rows == [(0,)]
    finally:
        admin.execute("DROP TABLE IF EXISTS kpibot_calendar")
        admin.execute("GRANT TEMPORARY ON DATABASE postgres TO PUBLIC")


def test_new_rows_are_seen(engine: Postgres, admin: psycopg.Connection) -> None:
    admin.execute("CREATE TABLE news (n int)")
    while engine.refresh():  # the server tells of the table a moment later
        engine._changes = Changes(0.0, engine._state)
    assert not engine.refresh()
    admin.execute("INSERT INTO news VALUES (1)")
    admin.execute("SELECT pg_stat_force_next_flush()")
    admin.execute("SELECT 1")
    until = time.monotonic() + 20
    while not engine.refresh() and time.monotonic() < until:
        time.sleep(0.05)
    assert engine.refresh()
    admin.execute("DROP TABLE news")


def test_a_time_zone_says_which_day_a_moment_is_of(postgres_url: str) -> None:
    sql = "SELECT CAST(timestamptz '2026-03-20 22:00:00+00' AS date)"
    for zone, day in (("UTC", "2026-03-20"), ("Asia/Tehran", "2026-03-21")):
        with Postgres(Server("postgres", "URL", timezone=zone), postgres_url, Limits()) as engine:
            assert engine.run(sql).rows[0][0].isoformat() == day


def test_a_schema_can_be_named(postgres_url: str, admin: psycopg.Connection) -> None:
    admin.execute('CREATE SCHEMA "My ""shop"')
    admin.execute('CREATE TABLE "My ""shop".things AS SELECT 5 AS n')
    with Postgres(Server("postgres", "URL", schema='My "shop'), postgres_url, Limits()) as engine:
        assert engine.run("SELECT n FROM things").rows == [(5,)]


def test_settings_are_read_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "kpibot.yaml"
    file.write_text("database: {kind: postgres, url_env: X, schema: shop, timezone: Asia/Tehran, refresh: 60}\n")
    assert read_workspace(tmp_path).server == Server("postgres", "X", "shop", "Asia/Tehran", 60.0)
