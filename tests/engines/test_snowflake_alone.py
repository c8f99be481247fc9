"""What can be told of Snowflake without one: addresses, sentences, names, bound values, SQL as it means."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
import sqlglot

from data.engines.calendar import calendar_columns
from data.engines.opened import CalendarRules
from data.engines.opening import open_server
from data.engines.setting import Server
from data.faults import StoreMissing
from data.rows import QueryFailed, QueryRefused, QueryStopped, QueryTimeout
from data.section import WorkspaceError
from data.store import Limits
from data.workspace import read_workspace
from queries.compiler.dialects import written

pytest.importorskip("snowflake.connector", reason="pip install 'kpibot[snowflake]'")

from snowflake.connector.errors import DatabaseError, OperationalError, ProgrammingError

from data.engines.snowflake_address import NoAddress, address_of, secrets_of
from data.engines.snowflake_calendar import days, sent_along
from data.engines.snowflake_faults import failure, lost, not_allowed, unreachable
from data.engines.snowflake_names import Tables, as_named
from data.engines.snowflake_settings import settings
from data.engines.snowflake_statement import filled, statement


def test_an_address_is_read() -> None:
    found = address_of("snowflake://me%40shop:p%2Fw%3A%25@org-acme/SHOP/sales?warehouse=WH&role=READER&port=8443")
    assert found.where == "org-acme/SHOP"
    assert found.arguments == {
        "account": "org-acme", "user": "me@shop", "password": "p/w:%", "database": "SHOP", "schema": "sales",
        "warehouse": "WH", "role": "READER", "port": 8443,
    }  # fmt: skip
    assert secrets_of(found.arguments) == ["p/w:%"]
    keyed = address_of("snowflake://bot@acme/SHOP?private_key_file=/k.p8&private_key_password=abc", "gold").arguments
    assert (keyed["schema"], keyed["authenticator"], "password" in keyed) == ("gold", "SNOWFLAKE_JWT", False)
    assert secrets_of(keyed) == ["abc"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("acme", "does not begin with snowflake://"),
        ("postgres://me:hidden@acme/SHOP", "does not begin with snowflake://"),
        ("snowflake://acme/SHOP", "names no user"),
        ("snowflake://me:hidden@acme", "names no database"),
        ("snowflake://me:hidden@acme/a/b/c", "names no database"),
        ("snowflake://me:hidden@acme:443/SHOP", "does not begin with snowflake:// and an account"),
        ("snowflake://me:hidden@acme/SHOP?colour=hidden", "'colour' is none of"),
        ("snowflake://me:hidden@acme/SHOP?autocommit=false", "'autocommit' is none of"),
        ("snowflake://me:hidden@acme/SHOP?port=hidden", "'port' must be a number"),
        ("snowflake://me:hidden@acme/SHOP?warehouse", "cannot be read"),
        ("snowflake://me:hidden@[acme/SHOP", "cannot be read"),
    ],
)
def test_no_address(url: str, said: str) -> None:
    with pytest.raises(NoAddress, match=said) as told:
        address_of(url)
    assert "hidden" not in str(told.value)
    with pytest.raises(StoreMissing, match="URL is no address of a Snowflake database") as failed:
        open_server(Server("snowflake", "URL"), Limits(), CalendarRules(), {"URL": url})
    assert "hidden" not in str(failed.value)


def test_where_nobody_answers_nothing_secret_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    url = "snowflake://me:hidden@account/SHOP?warehouse=W&host=127.0.0.1&port=1&protocol=http"
    with pytest.raises(StoreMissing, match=r"^Snowflake at account/SHOP cannot be used: nobody answers there\.$"):
        open_server(Server("snowflake", "URL"), Limits(), CalendarRules(), {"URL": url})
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("snowflake.connector").getEffectiveLevel() >= logging.CRITICAL


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.engines.opening.find_spec", lambda _: None)
    with pytest.raises(StoreMissing, match=r"pip install 'kpibot\[snowflake\]'"):
        open_server(Server("snowflake", "URL"), Limits(), CalendarRules(), {"URL": "snowflake://me@acme/SHOP"})


def test_settings_of_the_workspace_are_read_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "kpibot.yaml"
    file.write_text("database: {kind: snowflake, url_env: X, schema: GOLD, timezone: Asia/Tehran, refresh: 900}\n")
    assert read_workspace(tmp_path).server == Server("snowflake", "X", "GOLD", "Asia/Tehran", 900.0)
    file.write_text("database: {kind: snowflake, url_env: X}\n")  # looking wakes a warehouse that costs money
    assert read_workspace(tmp_path).server == Server("snowflake", "X", refresh=3600.0)
    file.write_text("name: Shop\ndatabase:\n  kind: snowflake\n  url_env: X\n  rollups: {schema: k}\n")
    with pytest.raises(WorkspaceError, match=r"kpibot\.yaml:5: "):
        read_workspace(tmp_path)


def test_a_session_says_what_an_answer_rests_on() -> None:
    given = settings(2.2, "Asia/Tehran")
    assert (given["STATEMENT_TIMEOUT_IN_SECONDS"], given["STATEMENT_QUEUED_TIMEOUT_IN_SECONDS"]) == ("3", "3")
    assert (given["TIMEZONE"], given["WEEK_START"], given["WEEK_OF_YEAR_POLICY"]) == ("Asia/Tehran", "1", "0")
    assert (given["ROWS_PER_RESULTSET"], given["MULTI_STATEMENT_COUNT"], given["QUERY_TAG"]) == ("0", "1", "kpibot")
    assert given["TIMESTAMP_TYPE_MAPPING"] == "TIMESTAMP_NTZ"
    assert given["CLIENT_TELEMETRY_ENABLED"] == "FALSE"
    assert settings(0.0, "UTC")["STATEMENT_TIMEOUT_IN_SECONDS"] == "1"  # 0 would be none


def error(code: int, state: str, said: str) -> ProgrammingError:
    """As the connector hands on what the server said."""
    return ProgrammingError(f"{code:06d} ({state}): {said}", errno=code, sqlstate=state, request_id="60a1325e-b2ce")


@pytest.mark.parametrize(
    ("raised", "kind", "said"),
    [
        (error(630, "57014", "Statement reached its statement or warehouse timeout of 30 second(s) and was canceled."),
         QueryTimeout, "The question took longer than 30 seconds."),
        (OperationalError("Query timed out after 45s", errno=14, sqlstate="HYT00", request_id="a9"), QueryTimeout,
         "The question took longer than 30 seconds."),
        (error(604, "57014", "SQL execution canceled"), QueryStopped, "The question was stopped."),
        (error(2003, "42S02", "SQL compilation error:\nObject 'SHOP.PUBLIC.NOTHING' does not exist or not authorized."),
         QueryFailed, "Snowflake: Object 'SHOP.PUBLIC.NOTHING' does not exist or not authorized."),
        (error(904, "42000", "SQL compilation error: error line 1 at position 7\ninvalid identifier 'NOTHING'"),
         QueryFailed, "Snowflake: invalid identifier 'NOTHING'."),
        (error(1003, "42000", "SQL compilation error:\nsyntax error line 1 at position 8 unexpected 'FROM'."),
         QueryFailed, "Snowflake: syntax error line 1 at position 8 unexpected 'FROM'."),
        (error(3001, "42501", "SQL access control error:\nInsufficient privileges to operate on table 'PAY'"),
         QueryFailed,
         "Snowflake does not let kpibot's user do this: Insufficient privileges to operate on table 'PAY'."),
        (error(100051, "22012", "Division by zero"), QueryFailed,
         "A row divides by zero; write nullif(…, 0) around the divisor in the catalogue."),
        (error(100038, "22018", "Numeric value 'x' is not recognized"), QueryFailed,
         "Snowflake: Numeric value 'x' is not recognized."),
        (error(606, "57P03", "No active warehouse selected in the current session.  Select an active warehouse with the"
                             " 'use warehouse' command.\n"), QueryFailed,
         "Snowflake has no warehouse to answer with: No active warehouse selected in the current session.  Select an"
         " active warehouse with the 'use warehouse' command."),
        (error(390114, "08001", "Authentication token has expired. The user must authenticate again."), QueryFailed,
         "The connection to Snowflake was lost; ask again in a moment."),
        (OperationalError("HTTP request failed after retries: query request", errno=4), QueryFailed,
         "The connection to Snowflake was lost; ask again in a moment."),
        (error(2140, "42601", "a text with hidden in it"), QueryFailed, "Snowflake: a text with *** in it."),
    ],
)  # fmt: skip
def test_every_error_is_one_sentence(raised: Exception, kind: type[QueryFailed], said: str) -> None:
    found = failure(raised, 30.0, ["hidden"])
    assert (type(found), str(found)) == (kind, said)


def test_only_what_another_session_may_cure_is_lost() -> None:
    assert lost(error(390111, "08001", "Session no longer exists. New login required to access the service."))
    assert lost(OperationalError("HTTP request failed after retries", errno=4))
    assert not lost(OperationalError("Query timed out after 45s", errno=14, sqlstate="HYT00"))
    assert not lost(error(904, "42000", "invalid identifier"))
    assert not lost(error(604, "57014", "SQL execution canceled"))
    assert not_allowed(error(3001, "42501", "no")) and not not_allowed(error(904, "42000", "no"))


def test_why_it_cannot_be_opened_is_one_sentence_without_secrets() -> None:
    wrong = DatabaseError("Failed to login: Incorrect username or password was specified: hidden.", errno=250001)
    assert str(unreachable(wrong, "acme/SHOP", ["hidden"])) == (
        "Snowflake at acme/SHOP cannot be used: Incorrect username or password was specified: ***."
    )
    wrong = DatabaseError("Login error: Incorrect username or password was specified., code: 390100", errno=250001)
    assert str(unreachable(wrong, "acme/SHOP", ["hidden"])) == (
        "Snowflake at acme/SHOP cannot be used: Incorrect username or password was specified."
    )


def told(sql: str, values: Mapping[str, object]) -> tuple[str, list[object]]:
    return filled(statement(sql), values)


def test_values_are_bound_by_number_and_each_is_sent_once() -> None:
    sql = "SELECT ':c', \":c\", t.a:b, t.v[0]:c FROM t WHERE a = :a AND b IN (:b,:a) AND f(:c) AND d::INT = :d LIMIT :n"
    text, values = told(sql, {"a": "'; :b", "b": date(2026, 1, 2), "c": ["it's", date(2026, 1, 2)], "d": 1.5, "n": 7})
    assert text == (
        "SELECT ':c', \":c\", t.a:b, t.v[0]:c FROM t WHERE a = :1 AND b IN (:2,:1) AND f(:3) AND d::INT = :4 LIMIT 7"
    )
    assert values == ["'; :b", date(2026, 1, 2), '["it\'s", "2026-01-02"]', 1.5]
    assert told("SELECT 1", None) == ("SELECT 1", [])


@pytest.mark.parametrize("count", ["7", 7.0, True, -1, None, "1; DROP TABLE t"])
def test_a_number_of_rows_is_written_only_if_it_is_one(count: object) -> None:
    with pytest.raises(QueryRefused, match="n is no number of rows"):
        told("SELECT 1 FROM t LIMIT 5 OFFSET :n", {"n": count})


def test_a_value_that_is_missing_or_cannot_be_sent_is_named() -> None:
    with pytest.raises(QueryRefused, match="No value is bound to b"):
        told("SELECT :a, :b", {"a": 1})
    with pytest.raises(QueryRefused, match="cannot be sent to Snowflake: object"):
        told("SELECT :a", {"a": [object()]})


TABLES: Tables = {
    "ORDERS": {"ORDER_ID": "NUMBER", "END": "DATE", "SOLD_AT": "TIMESTAMP_TZ", "DAY": "DATE", "MADE": "TIMESTAMP_LTZ"},
    "customers": {"customer_id": "NUMBER", "Name": "TEXT", "Net Amount": "NUMBER", "END": "DATE"},
    "Both": {"A": "NUMBER", "a": "NUMBER", "B b": "NUMBER"},
}


def named(sql: str) -> str:
    """The statement as it is run where these are the tables."""
    return as_named(sql, lambda database, schema: TABLES if (database, schema) == (None, None) else {}).text


@pytest.mark.parametrize(
    ("sql", "run"),
    [
        ("SELECT orders.order_id FROM orders", None),  # made without quotes, as most are
        ("SELECT o.order_id FROM orders AS o WHERE o.\"END\" > :end", None),
        ("SELECT customers.customer_id FROM customers",
         'SELECT customers."customer_id" AS customer_id FROM "customers" AS customers'),
        ('SELECT c.name AS n, c."net amount" * 2 AS m FROM customers AS c GROUP BY c.name',
         'SELECT c."Name" AS n, c."Net Amount" * 2 AS m FROM "customers" AS c GROUP BY c."Name"'),
        ("SELECT x.name FROM (SELECT customers.name FROM customers) AS x ORDER BY name",
         'SELECT x.name FROM (SELECT customers."Name" AS name FROM "customers" AS customers) AS x ORDER BY name'),
        ("SELECT MAX(name) AS m FROM customers", 'SELECT MAX("Name") AS m FROM "customers" AS customers'),
        ("SELECT UPPER(c.name) AS name FROM customers AS c ORDER BY name",
         'SELECT UPPER(c."Name") AS name FROM "customers" AS c ORDER BY name'),
        ('SELECT both.a, both."b b" FROM both', 'SELECT both.a, both."B b" AS "b b" FROM "Both" AS both'),
        ("SELECT o.day FROM orders AS o WHERE EXISTS(SELECT 1 FROM customers AS c WHERE c.customer_id = o.order_id)",
         "SELECT o.day FROM orders AS o WHERE EXISTS(SELECT 1 FROM \"customers\" AS c"
         " WHERE c.\"customer_id\" = o.order_id)"),
        ("WITH customers AS (SELECT 1 AS name) SELECT customers.name FROM customers", None),
        ("SELECT nothing.name FROM nothing", None),
        ("SELECT customers.name FROM gold.customers", None),
        ("SELECT name FROM", None),
    ],
)  # fmt: skip
def test_names_are_those_of_the_database_whatever_their_case(sql: str, run: str | None) -> None:
    assert named(sql) == (run or sql)


@pytest.mark.parametrize(
    ("sql", "run"),
    [
        ("SELECT CAST(orders.sold_at AS DATE) AS day FROM orders WHERE orders.sold_at >= :start",
         "SELECT CAST(CAST(orders.sold_at AS TIMESTAMP_LTZ) AS DATE) AS day FROM orders"
         " WHERE CAST(orders.sold_at AS TIMESTAMP_LTZ) >= :start"),
        ("SELECT sold_at FROM orders", "SELECT CAST(sold_at AS TIMESTAMP_LTZ) AS sold_at FROM orders"),
        ("SELECT CAST(sold_at AS TIMESTAMPLTZ) AS m FROM orders", None),
        ("SELECT orders.made, orders.day FROM orders", None),
        ("SELECT o.sold_at FROM (SELECT CAST(orders.day AS DATE) AS sold_at FROM orders) AS o", None),
    ],
)  # fmt: skip
def test_the_day_of_a_moment_with_an_offset_is_that_of_the_workspace(sql: str, run: str | None) -> None:
    assert named(sql) == (run or sql)


def test_another_database_is_noticed() -> None:
    assert as_named("SELECT 1 FROM other.gold.orders AS o", lambda *_: {}).elsewhere
    assert not as_named("SELECT 1 FROM gold.orders AS o", lambda *_: {}).elsewhere


def test_the_calendar_is_sent_as_days_since_1970() -> None:
    columns = [name for name, _ in calendar_columns()]
    rows = [dict(zip(columns, row, strict=True)) for row in json.loads(days(CalendarRules("saturday", 4)))]
    day = (date(2026, 3, 25) - date(1970, 1, 1)).days
    (row,) = [row for row in rows if row["day"] == day]
    assert (row["week_start"], row["jalali_month_start"], row["days_in_month"]) == (day - 4, day - 4, 31)


def test_the_calendar_stands_before_the_rest_of_a_statement() -> None:
    plain, others = sent_along("SELECT 1 FROM kpibot_calendar"), sent_along("WITH a AS (SELECT 1) SELECT 2 FROM a")
    assert plain.endswith("AS listed) SELECT 1 FROM kpibot_calendar")
    assert others.endswith("AS listed), a AS (SELECT 1) SELECT 2 FROM a")
    for sql in (plain, others):
        assert sqlglot.parse_one(sql, read="snowflake").find(sqlglot.exp.CTE).alias == "kpibot_calendar"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("EXTRACT(DOW FROM t)", "MOD(DAYOFWEEKISO(t), 7)"),
        ("DAYOFWEEK(t)", "MOD(DAYOFWEEKISO(t), 7)"),
        ("DATE_PART('dow', t)", "MOD(DAYOFWEEKISO(t), 7)"),
        ("EXTRACT(ISODOW FROM t)", "DAYOFWEEKISO(t)"),
        ("EXTRACT(WEEK FROM t)", "WEEKISO(t)"),
        ("WEEK(t)", "WEEKISO(t)"),
        ("EXTRACT(ISOYEAR FROM t)", "YEAROFWEEKISO(t)"),
        ("EPOCH(t)", "CAST(DATE_PART(EPOCH_NANOSECOND, t) AS DOUBLE) / 1000000000"),
        ("MONTHNAME(t)", "TO_CHAR(t, 'MMMM')"),
        ("DATE_TRUNC('week', d)", "CAST(DATE_TRUNC('WEEK', d) AS DATE)"),
        ("DATE_DIFF('month', d, e)", "DATEDIFF(MONTH, d, e)"),
        ("DATE_DIFF('week', d, e)", "CAST(TRUNC(DATEDIFF(DAY, d, e) / 7) AS BIGINT)"),
        ("DATE_ADD(d, INTERVAL 1 MONTH)", "d + INTERVAL '1 MONTH'"),
        ("CAST(t AS TIMESTAMPTZ)", "CAST(t AS TIMESTAMPLTZ)"),
        ("CAST(t AS TIMESTAMP)", "CAST(t AS TIMESTAMPNTZ)"),
        ("DATE_DIFF('week', a, b)", "CAST(TRUNC(DATEDIFF(DAY, a, b) / 7) AS BIGINT)"),
        ("DATE_DIFF('month', a, b)", "DATEDIFF(MONTH, a, b)"),
        ("LOG(a)", "LOG(10, a)"),
        ("a / b", "CAST(a AS DOUBLE) / b"),
        ("a // (b + 1)", "CAST((a - (a % (b + 1))) / (b + 1) AS BIGINT)"),
        ("MEDIAN(a)", "MEDIAN(CAST(a AS DOUBLE))"),
        ("QUANTILE_CONT(a, 0.9)", "PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY CAST(a AS DOUBLE))"),
        (
            "PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY a)",
            "PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY CAST(a AS DOUBLE))",
        ),
        ("ANY_VALUE(a)", "MAX(a)"),
        ("TRY_CAST(a AS INT)", "TRY_CAST(CAST(a AS VARCHAR) AS INT)"),
        ("TRY_CAST('1' AS DECIMAL(9, 2))", "TRY_CAST('1' AS DECIMAL(9, 2))"),
        ("REGEXP_MATCHES(a, 'x\\d')", "(REGEXP_INSTR(a, 'x\\\\d') > 0)"),
        ("REGEXP_REPLACE(a, 'x', 'y')", "REGEXP_REPLACE(a, 'x', 'y', 1, 1)"),
        ("REGEXP_REPLACE(a, 'x', 'y', 'gi')", "REGEXP_REPLACE(a, 'x', 'y', 1, 0, 'i')"),
        ("CONCAT_WS('-', a, b)", "ARRAY_TO_STRING(ARRAY_CONSTRUCT_COMPACT(a, b), '-')"),
        ("a LIKE '10!%\\' ESCAPE '!'", "a LIKE '10!%\\\\' ESCAPE '!'"),
        ("COUNT(*) FILTER (WHERE a > 1)", "COUNT_IF(a > 1)"),
        ('"order_id"', "order_id"),
        ('t."OrderDate"', "t.OrderDate"),
        ('"Net Amount"', '"Net Amount"'),
        ('t."order"', 't."ORDER"'),
        ("t.account", 't."ACCOUNT"'),
    ],
)
def test_an_expression_of_the_catalogue_is_written_as_it_means(expression: str, said: str) -> None:
    assert translated(expression) == said


def test_names_of_days_are_whole() -> None:
    assert translated("DAYNAME(d)").startswith("CASE DAYOFWEEKISO(d) WHEN 1 THEN 'Monday' WHEN 2 THEN 'Tuesday'")


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("t AT TIME ZONE 'UTC'", "AT TIME ZONE"),
        ("LAST_VALUE(a) OVER (ORDER BY b)", "another frame"),
        ("REGEXP_REPLACE(a, 'x', 'y', 's')", "not all of the options"),
    ],
)
def test_what_cannot_be_said_exactly_is_refused(expression: str, said: str) -> None:
    with pytest.raises(QueryFailed, match=said):
        translated(expression)


def translated(expression: str) -> str:
    """DuckDB's SQL in Snowflake's."""
    text = written(sqlglot.parse_one(f"SELECT {expression} AS x FROM t", read="duckdb"), "snowflake")
    return text.removeprefix("SELECT ").removesuffix(" AS x FROM t")
