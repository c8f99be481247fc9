"""A Snowflake of our own: fakesnow, which is DuckDB behind Snowflake's SQL and protocol, in a process of its own.

What stands here is what the connector wants of a server and fakesnow has not: the second token and the number of a
session, its time limit and time zone, SYSTEM$CANCEL_ALL_QUERIES, and refusals instead of broken requests. It is told
its folder of Parquet files, prints its port and ends with its standard input.

    .snowflake/<version>/bin/python tests/engines/snowflake_server.py FOLDER
"""

from __future__ import annotations

import gzip
import itertools
import json
import logging
import re
import shutil
import socket
import subprocess
import sys
import threading
import venv
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

VERSION = "0.12.1"
CACHE = Path(__file__).parents[2] / ".snowflake"
# The connector that fakesnow was made with: it takes its errors and types from it.
PACKAGES = (f"fakesnow[server]=={VERSION}", "snowflake-connector-python==4.8.1")
_TYPES = {"BIGINT": "NUMBER(38,0)", "INTEGER": "NUMBER(38,0)", "SMALLINT": "NUMBER(38,0)", "TINYINT": "NUMBER(38,0)",
          "UTINYINT": "NUMBER(38,0)", "DOUBLE": "FLOAT", "VARCHAR": "TEXT", "TIMESTAMP": "TIMESTAMP_NTZ"}  # fmt: skip

_ENDING = re.compile(r"SYSTEM\$(CANCEL_ALL_QUERIES|ABORT_SESSION)\(:1\)")
_MACROS = (
    "current_warehouse() AS 'ASKING'",
    "kpibot_in(one, listed) AS CASE WHEN NOT one IS NULL"
    " THEN list_contains(CAST(JSON(listed) AS JSON[]), to_json(one)) END",
    "kpibot_text(listed, place) AS JSON(listed) ->> CAST(place AS BIGINT)",
)


def snowflake_python() -> Path:
    """The Python that has fakesnow, which is fetched at the first use."""
    home = CACHE / VERSION
    if not (home / "ready").exists():
        shutil.rmtree(home, ignore_errors=True)
        venv.create(home, with_pip=True)
        words = ["install", "--quiet", "--no-input", "--disable-pip-version-check"]
        subprocess.run([home / "bin" / "python", "-m", "pip", *words, *PACKAGES], check=True, stdout=sys.stderr)
        (home / "ready").touch()
    return home / "bin" / "python"


class Server:
    """fakesnow with what it has not. Statements of one session run one after another; stopping does not wait."""

    def __init__(self) -> None:
        from fakesnow.cursor import FakeSnowflakeCursor

        server: Any = import_module("fakesnow.server")  # the package has a function of that name too
        self.fakesnow = server
        self.numbers = itertools.count(1001)
        self.seconds: dict[str, float] = {}  # by token
        self.locks: dict[str, threading.Lock] = {}
        self.names: dict[str, str] = {}  # of sessions: token by number
        self.ended: dict[int, int] = {}  # by the number of a cursor's connection: code of why it was interrupted
        self.running: dict[str, Any] = {}
        self._execute = FakeSnowflakeCursor.execute
        this = self

        def execute(cursor: Any, *args: Any, **kwargs: Any) -> Any:
            return this.executed(cursor, *args, **kwargs)

        FakeSnowflakeCursor.execute = execute  # type: ignore[method-assign]
        parse = server.parse_one
        server.parse_one = import_module("fakesnow.cursor").parse_one = lambda sql: _lists(parse(sql))
        to_arrow = server.to_sf
        server.to_sf = lambda table, types: to_arrow(_moments_in_utc(table), types)
        original = server.from_binding
        server.from_binding = lambda one: _value(one, original)

    def executed(self, cursor: Any, *args: Any, **kwargs: Any) -> Any:
        """A statement; what DuckDB says as Snowflake would say it."""
        import duckdb
        from snowflake.connector.errors import ProgrammingError

        try:
            return self._execute(cursor, *args, **kwargs)
        except duckdb.InterruptException as error:
            code = self.ended.pop(id(cursor._duck_conn), 604)
            said = {604: "SQL execution canceled", 630: "Statement reached its statement or warehouse timeout"}[code]
            raise ProgrammingError(said, errno=code, sqlstate="57014") from error
        except (duckdb.Error, NotImplementedError, AssertionError, ValueError, TypeError, AttributeError) as error:
            first = (str(error).splitlines() or [type(error).__name__])[0]
            raise ProgrammingError(f"fakesnow: {first}", errno=2140, sqlstate="42601") from error

    async def login(self, request: Any) -> Any:
        from starlette.responses import JSONResponse

        asked = await _body(request)
        parameters = asked["data"]["SESSION_PARAMETERS"]
        if asked["data"].get("PASSWORD") == "wrong":
            said = "Incorrect username or password was specified."
            return JSONResponse({"data": None, "code": "390100", "message": said, "success": False})
        answer = await self.fakesnow.login_request(request)
        told = json.loads(answer.body)
        token, number = told["data"]["token"], next(self.numbers)
        told["data"] |= {"masterToken": f"m{token}", "sessionId": number, "validityInSeconds": 3600,
                         "masterValidityInSeconds": 14400}  # fmt: skip
        self.seconds[token] = float(parameters.get("STATEMENT_TIMEOUT_IN_SECONDS", 0))
        self.locks[token] = threading.Lock()
        self.names[str(number)] = token
        zone = str(parameters.get("TIMEZONE", "UTC"))
        self.fakesnow.sessions[token]._duck_conn.execute(f"SET TimeZone = '{zone}'")
        return JSONResponse(told)

    async def query(self, request: Any) -> Any:
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import JSONResponse

        asked = await _body(request)
        token = self.fakesnow.to_token(request)
        connection = self.fakesnow.sessions.get(token)
        if connection is None:
            said = "Session no longer exists. New login required to access the service."
            return JSONResponse({"data": None, "code": "390111", "message": said, "success": False})
        if ending := _ENDING.search(asked["sqlText"]):
            self.end(self.names.get(asked["bindings"]["1"]["value"], ""), ending[1])
            column = {"name": "TOLD", "type": "text", "nullable": True, "length": 9, "precision": None, "scale": None}
            told = {"rowtype": [column], "rowset": [["ended"]], "total": 1, "queryResultFormat": "json", "queryId": "0"}
            return JSONResponse({"data": told, "success": True})
        lock = self.locks[token]
        await run_in_threadpool(lock.acquire)
        try:
            self.running[token] = connection
            with self.limited(connection, self.seconds[token]):
                return await self.fakesnow.query_request(request)
        finally:
            self.running.pop(token, None)
            lock.release()

    def end(self, token: str, what: str) -> None:
        """End what runs in a session, or the session."""
        if what == "ABORT_SESSION":
            self.fakesnow.sessions.pop(token, None)
        elif token in self.running:
            self.interrupt(self.running[token]._duck_conn, 604)

    @contextmanager
    def limited(self, connection: Any, seconds: float) -> Iterator[None]:
        """A statement is interrupted after that time."""
        timer = threading.Timer(seconds or 3600.0, lambda: self.interrupt(connection._duck_conn, 630))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def interrupt(self, duck: Any, code: int) -> None:
        self.ended[id(duck)] = code
        duck.interrupt()

    async def nothing(self, request: Any) -> Any:
        """Telemetry, aborting a request that was answered, and letting a session go that is gone."""
        from starlette.responses import JSONResponse

        await request.body()
        return JSONResponse({"data": {}, "success": True})

    def application(self) -> Any:
        from starlette.applications import Starlette
        from starlette.routing import Route

        ours = {"/session/v1/login-request": self.login, "/queries/v1/query-request": self.query,
                "/queries/v1/abort-request": self.nothing, "/telemetry/send": self.nothing}  # fmt: skip
        theirs = [route for route in self.fakesnow.routes if route.path not in ours]
        return Starlette(routes=[*(Route(path, answer, methods=["POST"]) for path, answer in ours.items()), *theirs])


async def _body(request: Any) -> dict[str, Any]:
    content = await request.body()
    if request.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    found: dict[str, Any] = json.loads(content)
    return found


def _value(bound: dict[str, Any], original: Callable[[dict[str, Any]], Any]) -> Any:
    """A bound value, with those that fakesnow takes for text or cannot take."""
    if bound["value"] is None:
        return None
    if bound["type"] == "REAL":
        return float(bound["value"])
    value = original(bound)
    return value.replace(tzinfo=None) if bound["type"] == "TIMESTAMP_NTZ" else value


def _moments_in_utc(table: Any) -> Any:
    """The rows with moments as fakesnow can send them: the same, named in UTC."""
    import pyarrow

    kinds = [pyarrow.timestamp("us", "UTC") if getattr(f.type, "tz", None) else f.type for f in table.schema]
    return table.cast(pyarrow.schema([f.with_type(kind) for f, kind in zip(table.schema, kinds, strict=True)]))


def _lists(tree: Any) -> Any:
    """The statement with what fakesnow cannot do with JSON arrays done by our own macros."""
    from sqlglot import exp

    for test in list(tree.find_all(exp.ArrayContains)):
        test.replace(exp.Anonymous(this="kpibot_in", expressions=[test.expression.this, test.this.this]))
    for cast in list(tree.find_all(exp.Cast)):
        if isinstance(cast.this, exp.GetExtract) and cast.to.this in exp.DataType.TEXT_TYPES:
            listed = cast.this.this.this
            cast.replace(exp.Anonymous(this="kpibot_text", expressions=[listed, cast.this.expression]))
    return tree


def load(server: Any, folder: Path) -> None:
    """Make tables of the files, as people do: without quotes, so in capitals."""
    connection = server.shared_fs.connect("SHOP", "PUBLIC")
    duck = connection._duck_conn
    for macro in _MACROS:
        duck.execute(f"CREATE MACRO SHOP.PUBLIC.{macro}")
    for file in sorted(folder.glob("*.parquet")):
        described = duck.execute(f"DESCRIBE SELECT * FROM read_parquet('{file}')").fetchall()
        columns = ", ".join(f'"{name.upper()}" {_TYPES.get(kind, kind)}' for name, kind, *_ in described)
        connection.cursor().execute(f"CREATE TABLE {file.stem} ({columns})")
        duck.execute(f"INSERT INTO SHOP.PUBLIC.{file.stem} SELECT * FROM read_parquet('{file}')")


def main(folder: Path) -> None:
    import uvicorn

    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)  # the tests tell what went wrong

    ours = Server()
    load(ours.fakesnow, folder)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(ours.application(), log_level="critical"))
    threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True).start()
    print(listening.getsockname()[1], flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
