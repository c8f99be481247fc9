"""What can be told of ClickHouse without one: settings, sentences, the calendar's bytes, SQL that it cannot say."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import sqlglot

from data.engines.calendar import calendar_columns
from data.engines.opened import CalendarRules
from data.engines.opening import open_server
from data.engines.setting import Server
from data.faults import StoreMissing
from data.rows import QueryFailed, QueryStopped, QueryTimeout, TooManyRows
from data.section import WorkspaceError
from data.store import Limits
from data.workspace import read_workspace
from queries.compiler.dialects import written

pytest.importorskip("clickhouse_connect", reason="pip install 'kpibot[clickhouse]'")

from clickhouse_connect.driver.exceptions import DatabaseError, OperationalError
from urllib3.exceptions import ReadTimeoutError

from data.engines.clickhouse_calendar import row_binary
from data.engines.clickhouse_faults import failure, not_allowed, unreachable
from data.engines.clickhouse_settings import READ_ONLY, kept_otherwise, older_than, settings


@dataclass(frozen=True)
class Known:
    value: str
    readonly: int


def error(code: int, said: str) -> DatabaseError:
    """As the driver hands on what the server said."""
    text = f"Received ClickHouse exception, code: {code}, server response: Code: {code}. DB::Exception: {said}"
    return DatabaseError(f"{text} (version 26.9.2.1 (official build)) (for url http://db:8123)", code=code)


@pytest.mark.parametrize(
    ("raised", "kind", "said"),
    [
        (error(159, "Timeout exceeded: elapsed 31 s. (TIMEOUT_EXCEEDED)"), QueryTimeout,
         "The question took longer than 30 seconds."),
        (error(394, "Query was cancelled. (QUERY_WAS_CANCELLED)"), QueryStopped, "The question was stopped."),
        (error(396, "Limit for result exceeded, max rows: 9.00, current rows: 10.00. (TOO_MANY_ROWS_OR_BYTES)"),
         TooManyRows, "The question gives more than 1,000 rows."),
        (error(396, "Limit for rows to read exceeded. (TOO_MANY_ROWS_OR_BYTES)"), QueryFailed,
         "ClickHouse: Limit for rows to read exceeded."),
        (error(241, "(total) memory limit exceeded: would use 9 GiB. (MEMORY_LIMIT_EXCEEDED)"), QueryFailed,
         "The question needs more memory or disk than ClickHouse has for it."),
        (error(202, "Too many simultaneous queries. (TOO_MANY_SIMULTANEOUS_QUERIES)"), QueryFailed,
         "ClickHouse has too many questions at once; ask again in a moment."),
        (error(497, "reader: Not enough privileges. To execute this query, it's necessary to have the grant "
                    "SELECT(n) ON shop.orders. (ACCESS_DENIED)"), QueryFailed,
         "ClickHouse does not let kpibot's user do this: reader: Not enough privileges. To execute this query, it's "
         "necessary to have the grant SELECT(n) ON shop.orders."),
        (error(153, "Division by zero: In scope SELECT intDiv(1, 0). (ILLEGAL_DIVISION)"), QueryFailed,
         "A row divides by zero; write nullif(…, 0) around the divisor in the catalogue."),
        (error(47, "Unknown expression identifier `x` in scope\nSELECT x\nFROM t. (UNKNOWN_IDENTIFIER)"), QueryFailed,
         "ClickHouse: Unknown expression identifier `x`."),
        (error(6, "Cannot parse string 'x' as Int32: While executing Expression. (CANNOT_PARSE_TEXT)"), QueryFailed,
         "ClickHouse: Cannot parse string 'x' as Int32."),
        (OperationalError("Error executing HTTP request attempt 1 http://db:8123"), QueryFailed,
         "The connection to ClickHouse was lost; ask again in a moment."),
        (ReadTimeoutError(None, "http://db:8123", "Read timed out."), QueryTimeout,  # type: ignore[arg-type]
         "The question took longer than 30 seconds."),
    ],
)  # fmt: skip
def test_every_error_is_one_sentence(raised: Exception, kind: type[QueryFailed], said: str) -> None:
    found = failure(raised, 30.0, 1_000)
    assert (type(found), str(found)) == (kind, said)


def test_why_it_cannot_be_opened_is_one_sentence_without_secrets() -> None:
    wrong = error(516, "reader: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED)")
    assert str(unreachable(wrong, "db:8123", "URL")) == (
        "ClickHouse at db:8123 cannot be used: reader: Authentication failed: password is incorrect."
    )
    assert str(unreachable(OperationalError("http://me:hidden@db"), "db:8123", "URL")) == (
        "ClickHouse at db:8123 cannot be used: nobody answers there."
    )
    assert not_allowed(error(497, "no. (ACCESS_DENIED)"))
    assert not not_allowed(wrong)


@pytest.mark.parametrize("url", ["db", "tcp://me:hidden@db:9000", "https://:hidden@", "http://me:hidden@db:port/shop"])
def test_no_address(url: str) -> None:
    with pytest.raises(StoreMissing, match="URL is no address of a ClickHouse server, such as https://") as told:
        open_server(Server("clickhouse", "URL"), Limits(), CalendarRules(), {"URL": url})
    assert "hidden" not in str(told.value)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.engines.opening.find_spec", lambda _: None)
    with pytest.raises(StoreMissing, match=r"pip install 'kpibot\[clickhouse\]'"):
        open_server(Server("clickhouse", "URL"), Limits(), CalendarRules(), {"URL": "http://127.0.0.1:1"})


def test_settings_of_the_workspace_are_read_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "kpibot.yaml"
    file.write_text("database: {kind: clickhouse, url_env: X, schema: shop, timezone: Asia/Tehran, refresh: 60}\n")
    assert read_workspace(tmp_path).server == Server("clickhouse", "X", "shop", "Asia/Tehran", 60.0)
    file.write_text("name: Shop\ndatabase:\n  kind: clickhouse\n  url_env: X\n  timezone: Asia/Teheran\n")
    with pytest.raises(WorkspaceError, match=r"kpibot\.yaml:5: 'Asia/Teheran' is no time zone"):
        read_workspace(tmp_path)
    file.write_text("name: Shop\ndatabase:\n  kind: clickhouse\n  user: me\n")
    with pytest.raises(WorkspaceError, match=r"kpibot\.yaml:4: "):
        read_workspace(tmp_path)


def test_what_a_user_may_not_set_must_have_the_value_already() -> None:
    wanted = settings(30.0, "Asia/Tehran")
    assert (wanted["max_execution_time"], wanted["session_timezone"]) == ("30", "Asia/Tehran")
    assert (wanted["join_use_nulls"], wanted["final"], wanted["timeout_overflow_mode"]) == ("1", "1", "throw")
    known = {"join_use_nulls": Known("0", 1), "final": Known("1", 1), "group_by_use_nulls": Known("0", 0)}
    assert kept_otherwise(known, wanted) == ["join_use_nulls"]
    assert kept_otherwise({"readonly": Known("0", 0)}, READ_ONLY) == []
    assert kept_otherwise({"readonly": Known("2", 1)}, READ_ONLY) == ["readonly"]


def test_versions() -> None:
    assert [older_than(version, (25, 8)) for version in ("24.12.1.1", "25.7.9.9", "25.8.1.1", "26.1", "head")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_the_calendar_is_packed_as_days_since_1970() -> None:
    columns = [name for name, _ in calendar_columns()]
    packed = row_binary(CalendarRules("saturday", 4))
    rows = [dict(zip(columns, row, strict=True)) for row in struct.iter_unpack(f"<{len(columns)}i", packed)]
    days = (date(2026, 3, 25) - date(1970, 1, 1)).days
    (row,) = [row for row in rows if row["day"] == days]
    assert (row["week_start"], row["jalali_month_start"], row["days_in_month"]) == (days - 4, days - 4, 31)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("TRY_CAST(n AS INT)", "cuts fractions off"),
        ("EXTRACT(WEEK FROM day)", "does not tell the week"),
        ("PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY n)", "no percentile that is one of the values"),
    ],
)
def test_what_cannot_be_said_exactly_is_refused(expression: str, said: str) -> None:
    with pytest.raises(QueryFailed, match=said):
        written(sqlglot.parse_one(f"SELECT {expression} FROM t", read="duckdb"), "clickhouse")


def test_statements_are_written_as_they_mean() -> None:
    sql = "SELECT l.id, r.id AS id, LAG(n) OVER (ORDER BY l.n) AS b FROM l JOIN r ON l.n = r.n ORDER BY b DESC, l.n, c"
    assert written(sqlglot.parse_one(sql, read="duckdb"), "clickhouse") == (
        "SELECT l.id AS id, r.id AS id, lag(toNullable(n)) OVER (ORDER BY l.n) AS b FROM l JOIN r ON l.n = r.n "
        "ORDER BY 3 DESC, l.n, c"
    )
