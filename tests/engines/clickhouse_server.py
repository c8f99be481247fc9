"""ClickHouse's HTTP interface before the engine of chdb, in a process of its own.

chdb is ClickHouse's engine without its server. What stands here is the server's part of a request: its parameters
become settings, bound values and tables of the request, its name what KILL QUERY may call it. It prints its port and
ends with its standard input.

    .clickhouse/<version>/bin/python tests/engines/clickhouse_server.py
"""

from __future__ import annotations

import email.parser
import email.policy
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import venv
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

VERSION = "26.9.0"  # of chdb-core: ClickHouse 26.9.2.1
CACHE = Path(__file__).parents[2] / ".clickhouse"
# What belongs to the request and is no setting of the engine.
_TRANSPORT = frozenset(
    ("buffer_size", "client_protocol_version", "close_session", "compress", "database", "decompress", "default_format",
     "query", "query_id", "quota_key", "role", "session_check", "session_id", "session_timeout", "wait_end_of_query")
)  # fmt: skip
POLICIES = "stand_in.row_policies"
_CODE = re.compile(r"Code: (\d+)\.")


def clickhouse_python() -> Path:
    """The Python that has chdb, which is fetched at the first use."""
    home = CACHE / VERSION
    if not (home / "ready").exists():
        shutil.rmtree(home, ignore_errors=True)
        venv.create(home, with_pip=True)
        # Without pandas and pyarrow, which only its tables in Python need.
        words = ["install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps"]
        subprocess.run(
            [home / "bin" / "python", "-m", "pip", *words, f"chdb-core=={VERSION}"], check=True, stdout=sys.stderr
        )
        (home / "ready").touch()
    return home / "bin" / "python"


@dataclass
class Request:
    """What a request asks for: `given` are its parameters, `tables` the rows it brings along."""

    given: dict[str, str]
    sql: str = ""
    tables: dict[str, bytes] = field(default_factory=dict)

    def add(self, content: bytes, kind: str) -> None:
        """Take what stands in its body: the statement, or a form with parameters and tables."""
        if not kind.startswith("multipart/"):
            self.sql += content.decode()
            return
        head = f"Content-Type: {kind}\r\n\r\n".encode()
        form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + content)
        for part in form.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            value = part.get_payload(decode=True)
            assert isinstance(value, bytes)
            if part.get_filename() is None:
                self.given[name] = value.decode()
            else:
                self.tables[name] = value


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer is sent at once, not its headers first

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Nothing: the tests tell what went wrong."""

    def _answer(self) -> None:
        request = Request(dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True)))
        request.add(
            self.rfile.read(int(self.headers.get("Content-Length") or 0)), self.headers.get("Content-Type") or ""
        )
        try:
            status, headers, content = 200, *answered(request)
        except Exception as error:  # whatever the engine said
            said = str(error)
            code = _CODE.search(said)
            status, headers, content = 500, {"X-ClickHouse-Exception-Code": code[1] if code else "1000"}, said.encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()


def answered(request: Request) -> tuple[dict[str, str], bytes]:
    """The headers and rows of an answer."""
    from chdb.state.sqlitelike import connect

    given = request.given
    connection = connect(":memory:")  # a session of its own on the one engine of this process
    try:

        def told(sql: str, kind: str = "TSV", params: dict[str, str] | None = None) -> bytes:
            return connection.query(sql, kind, params=params).bytes()

        def text(value: str) -> str:
            return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"

        if given.get("database"):
            told(f"USE `{given['database']}`")
        with tempfile.TemporaryDirectory() as folder:
            for name, rows in request.tables.items():
                file = Path(folder) / name
                file.write_bytes(rows)
                kind, columns = given.pop(f"{name}_format"), given.pop(f"{name}_structure")
                source = f"file({text(str(file))}, {text(kind)}, {text(columns)})"
                told(f"CREATE TEMPORARY TABLE `{name}` AS SELECT * FROM {source}")
        bound = {name.removeprefix("param_"): value for name, value in given.items() if name.startswith("param_")}
        settings = {n: v for n, v in given.items() if n not in _TRANSPORT and not n.startswith("param_")}
        settings["log_comment"] = given.get("query_id", "")  # the engine names its statements itself
        readonly = {name: settings.pop(name) for name in ("readonly",) if name in settings}
        for some in (settings, readonly):  # nothing can be set after that
            if some:
                told("SET " + ", ".join(f"{name} = {text(value)}" for name, value in some.items()))
        zone = told("SELECT timezone()").decode().strip()
        # The engine alone knows no users, and so no policies either: a table of the same columns stands for them.
        sql = (given.get("query", "") + request.sql).replace("system.row_policies", POLICIES)
        if sql.startswith("KILL QUERY"):
            bound = {name: _own_names(value, told) for name, value in bound.items()}
        return {"X-ClickHouse-Timezone": zone, "X-ClickHouse-Format": "Native"}, told(sql, "TSV", bound or None)
    finally:
        connection.close()


def _own_names(value: str, told: object) -> str:
    """What the engine itself calls the statements of these names."""
    assert callable(told)
    running = told("SELECT query_id, Settings['log_comment'] FROM system.processes").decode()
    for line in running.splitlines():
        own, _, name = line.partition("\t")
        value = value.replace(name, own) if name else value
    return value


def main() -> None:
    from chdb.state.sqlitelike import connect

    held = connect(":memory:")  # the engine and what it holds last as long as one session
    held.query(f"CREATE DATABASE {POLICIES.partition('.')[0]}")
    held.query(f"CREATE TABLE {POLICIES} (database String, table String) ENGINE = MergeTree ORDER BY tuple()")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    held.close()


if __name__ == "__main__":
    main()
