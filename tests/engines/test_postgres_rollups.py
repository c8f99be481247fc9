"""Rollups in PostgreSQL: the same answers with them as without, never those of rows that have changed since."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest
from click.testing import Result
from conformance import DAY
from copying import workspace_on
from psycopg.conninfo import make_conninfo
from rolled import AMOUNT, FEW, FIRST, SHOP, explained, is_rolled, read_from_rollups
from typer.testing import CliRunner

from bot.cli import app
from bot.failures import Exit, Stop
from bot.rolling.building import build, remove, script
from bot.rolling.built import Built
from data.engines.opened import CalendarRules
from data.engines.postgres import Postgres
from data.engines.postgres_building import Builder
from data.engines.postgres_rollups import Place as Rolled
from data.engines.setting import RollupsSetting, Server
from data.rows import QueryFailed, RollupsOutdated
from data.store import Limits
from data.workspace import Workspace, WorkspaceError, read_workspace
from queries.catalogue.load import load_catalogue, load_catalogue_text
from queries.catalogue.model import Catalogue
from queries.dataset import Dataset, open_dataset
from queries.query import Period, Query, plain_analysis
from queries.rollups.plan import ALL
from queries.run import answer

HERE = '"kpibot\'s"'
DATABASE = '{kind: postgres, url_env: ASKING, schema: %s, rollups: {schema: "kpibot\'s", url_env: ROLLING}}'
ROWS = """
CREATE SCHEMA shop; SET search_path = shop;
CREATE TABLE towns AS SELECT i AS town_id, 'Town ' || i AS name FROM generate_series(0, 2) AS i;
CREATE TABLE orders AS SELECT i AS order_id, i % 3 AS town_id, timestamp '2026-01-01' + i % 40 * interval '1 day'
  AS ordered_at FROM generate_series(0, 399) AS i;
CREATE TABLE lines AS SELECT i AS line_id, i % 400 AS order_id, i % 97 AS amount FROM generate_series(0, 799) AS i;
RESET search_path
"""
OWNED = """
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '{0}' LOOP
    EXECUTE format('ALTER TABLE {0}.%I OWNER TO rolling', name);
  END LOOP;
END $$;
GRANT USAGE ON SCHEMA {0} TO asking, rolling; GRANT SELECT ON ALL TABLES IN SCHEMA {0} TO asking, rolling
"""


@pytest.fixture(scope="module")
def admin(postgres_url: str) -> Iterator[psycopg.Connection]:
    """Two roles: one owns the tables and builds rollups, the other asks."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE asking LOGIN; CREATE ROLE rolling LOGIN")
        connection.execute("GRANT CREATE ON DATABASE postgres TO rolling")
        yield connection
        connection.execute(f"DROP SCHEMA IF EXISTS {HERE} CASCADE; DROP OWNED BY asking, rolling")


@pytest.fixture(scope="module")
def environment(postgres_url: str) -> dict[str, str]:
    return {
        "ASKING": make_conninfo(postgres_url, user="asking"),
        "ROLLING": make_conninfo(postgres_url, user="rolling"),
    }


class Roll:
    """A company in a schema: builds its rollups, however few rows it has, and opens it."""

    def __init__(self, schema: str, catalogue: Catalogue, environment: dict[str, str]) -> None:
        self.catalogue, self.environment = catalogue, environment
        self.server = Server("postgres", "ASKING", schema=schema, rollups=RollupsSetting("kpibot's", "ROLLING"))

    def place(self, **settings: object) -> Workspace:
        server = replace(self.server, **settings)  # type: ignore[arg-type]
        return Workspace(Path(), "Shop", ("en",), Path(), None, Limits(), server=server)

    def __call__(self, catalogue: Catalogue | None = None, *, full: bool = False, **settings: object) -> Built:
        asked = catalogue or self.catalogue
        return build(self.place(**settings), self.environment, bounds=ALL, catalogue=asked, full=full)

    @contextmanager
    def opened(self, **settings: object) -> Iterator[Dataset]:
        server = self.place(**settings).server
        assert server is not None
        with Postgres(server, self.environment["ASKING"], Limits(), CalendarRules("monday", 1)) as engine:
            yield open_dataset(self.catalogue, engine, DAY)


@pytest.fixture
def shop(admin: psycopg.Connection, environment: dict[str, str]) -> Iterator[Roll]:
    admin.execute(ROWS)
    admin.execute(OWNED.format("shop"))
    yield Roll("shop", load_catalogue_text(SHOP), environment)
    admin.execute(f"DROP SCHEMA shop CASCADE; DROP SCHEMA IF EXISTS {HERE} CASCADE")


def test_answers_with_rollups_are_duckdbs_and_those_without(
    demo: Path, admin: psycopg.Connection, environment: dict[str, str], on_duckdb: Dataset
) -> None:
    admin.execute(OWNED.format("public"))
    company = Roll("public", load_catalogue(demo), environment)
    built = build(company.place(), environment, bounds=FEW, catalogue=company.catalogue)
    with company.opened() as dataset:
        assert {rollup.name for rollup in dataset.rollups} == {rollup.name for rollup in built.rollups}
        assert len(read_from_rollups(dataset, on_duckdb)) > 40
    admin.execute(f"DROP SCHEMA {HERE} CASCADE")


WRITING = {
    "insert": "INSERT INTO shop.lines VALUES (800, 1, 7)",
    "update": "UPDATE shop.lines SET amount = amount + 1 WHERE line_id = 1",
    "delete": "DELETE FROM shop.lines WHERE line_id = 2",
    "a join": "UPDATE shop.orders SET town_id = 0 WHERE order_id = 4",
    "a day": "UPDATE shop.orders SET ordered_at = '2026-12-02' WHERE order_id = 3",
    "without triggers": "SET session_replication_role = replica; DELETE FROM shop.lines WHERE line_id = 5;"
    " RESET session_replication_role",
    "in a procedure": "DO $$ BEGIN DELETE FROM shop.lines WHERE line_id = 6; COMMIT; PERFORM 1; END $$",
    "truncate": "TRUNCATE shop.lines",
}


@pytest.mark.parametrize("statement", WRITING.values(), ids=list(WRITING))
def test_rows_written_since_are_read_one_by_one(statement: str, shop: Roll, admin: psycopg.Connection) -> None:
    shop()
    with shop.opened() as dataset:
        before = answer(AMOUNT, dataset, DAY)
        assert is_rolled(dataset)
        admin.execute(statement)
        assert answer(AMOUNT, dataset, DAY).rows != before.rows  # at once, though it was opened before
        assert not is_rolled(dataset)
        assert explained(dataset) == "-- lines: read row by row, as rows were written since its rollups were built"
    built = shop()
    with shop.opened() as dataset:
        assert is_rolled(dataset) == ("lines" in {rollup.table for rollup in built.rollups})


def test_what_nobody_wrote_to_is_left_as_it_was(shop: Roll, admin: psycopg.Connection) -> None:
    assert shop().kept == frozenset()
    admin.execute("UPDATE shop.lines SET amount = 0 WHERE line_id = 1")
    built = shop()
    fresh = [rollup for rollup in built.rollups if rollup.name not in built.kept]
    assert {rollup.table for rollup in fresh} == {"lines"}
    assert {rollup.table for rollup in built.rollups} == {"lines", "orders"}
    with shop.opened() as dataset:
        assert is_rolled(dataset)
        assert is_rolled(dataset, replace(AMOUNT, metrics=("orders",)))
    assert shop(full=True).kept == frozenset()


def test_names_of_members_are_read_when_asked(shop: Roll, admin: psycopg.Connection) -> None:
    shop()
    with shop.opened() as dataset:
        admin.execute("UPDATE shop.towns SET name = 'City' WHERE town_id = 1")
        assert is_rolled(dataset)
        assert "City" in {row[0] for row in answer(AMOUNT, dataset, DAY).rows}


def test_what_is_not_committed_is_not_seen_and_then_seen_at_once(shop: Roll, environment: dict[str, str]) -> None:
    shop()
    with psycopg.connect(environment["ROLLING"]) as writer, shop.opened() as dataset:
        writer.execute("DELETE FROM shop.lines WHERE line_id = 7")
        assert is_rolled(dataset)
        writer.rollback()
        assert is_rolled(dataset)
        writer.execute("SAVEPOINT one; DELETE FROM shop.lines WHERE line_id = 7; ROLLBACK TO one")
        writer.execute("DELETE FROM shop.lines WHERE line_id = 8")
        shop(full=True)  # of the rows before, while these are on their way
        assert is_rolled(dataset)
        writer.commit()
        assert not is_rolled(dataset)
        shop()
    with shop.opened() as dataset:
        assert is_rolled(dataset)


CHANGING = {
    "nobody notes": "ALTER TABLE shop.orders DISABLE TRIGGER USER",
    "nobody noted": (
        "ALTER TABLE shop.orders DISABLE TRIGGER USER; DELETE FROM shop.orders WHERE order_id = 1;"
        ' ALTER TABLE shop.orders ENABLE ALWAYS TRIGGER "kpibot_written_kpibot\'s"'
    ),
    "another table of the name": (
        "CREATE TABLE shop.fresh AS SELECT * FROM shop.lines WHERE line_id <> 9; ALTER TABLE shop.lines RENAME TO old;"
        " ALTER TABLE shop.fresh RENAME TO lines; ALTER TABLE shop.lines OWNER TO rolling;"
        " GRANT SELECT ON shop.lines TO asking"
    ),
    "before it on the search path": (
        f"CREATE TABLE {HERE}.lines AS SELECT * FROM shop.lines WHERE line_id <> 10;"
        f" GRANT SELECT ON {HERE}.lines TO asking"
    ),
    "a column of another meaning": "ALTER TABLE shop.lines ALTER amount TYPE numeric USING amount * 2",
    "row security": (
        "ALTER TABLE shop.lines ENABLE ROW LEVEL SECURITY; CREATE POLICY half ON shop.lines USING (line_id % 2 = 0)"
    ),
    "the list is gone": f"DROP TABLE {HERE}.kpibot_rollups",
    "all is gone": f"DROP SCHEMA {HERE} CASCADE",
    "not to be read": f"REVOKE ALL ON SCHEMA {HERE} FROM asking",
}


@pytest.mark.parametrize("statement", CHANGING.values(), ids=list(CHANGING))
def test_tables_that_are_others_now_are_read_row_by_row(statement: str, shop: Roll, admin: psycopg.Connection) -> None:
    shop()
    with shop.opened() as dataset:
        assert is_rolled(dataset)
        admin.execute(statement)
        assert not is_rolled(dataset)
    with shop.opened() as dataset:
        assert not is_rolled(dataset)
    admin.execute(f"ALTER TABLE shop.lines DISABLE ROW LEVEL SECURITY; DROP TABLE IF EXISTS {HERE}.lines")
    shop()
    with shop.opened() as dataset:
        assert is_rolled(dataset)


def test_answers_in_flight_finish_on_the_old_ones(shop: Roll) -> None:
    name = next(rollup.name for rollup in shop().rollups if rollup.table == "lines" and not rollup.columns)
    told: list[object] = []

    def ask() -> None:
        told.append(dataset.engine.run(f"SELECT pg_sleep(0.5)::text, sum(amount) FROM {name}", {}).rows)

    with shop.opened() as dataset:
        ((expected,),) = dataset.engine.run("SELECT sum(amount) FROM lines", {}).rows
        asking = threading.Thread(target=ask)
        asking.start()
        shop(full=True)
        asking.join()
        assert told == [[("", expected)]]
        assert is_rolled(dataset)
        with pytest.raises(RollupsOutdated):
            dataset.engine.run("SELECT count(*) FROM kpibot_rollup_nothing", {})


def test_when_building_fails_the_old_ones_stay(shop: Roll, admin: psycopg.Connection) -> None:
    before = shop()
    dividing = load_catalogue_text(SHOP.replace("expr: amount,", "expr: amount / (amount - amount),"))
    with pytest.raises(QueryFailed, match="divides by zero"):
        shop(dividing)
    with shop.opened() as dataset:
        assert {rollup.name for rollup in dataset.rollups} == {rollup.name for rollup in before.rollups}
        assert is_rolled(dataset)
    listed = admin.execute("SELECT count(*) FROM pg_tables WHERE starts_with(tablename, 'kpibot_rollup_')").fetchone()
    assert listed == (len(before.rollups),)


def test_a_join_to_several_rows_makes_no_rollup(shop: Roll, admin: psycopg.Connection) -> None:
    admin.execute("INSERT INTO shop.orders SELECT * FROM shop.orders WHERE order_id = 1")
    assert {rollup.table for rollup in shop().rollups} == {"orders"}
    with shop.opened() as dataset:
        assert not is_rolled(dataset)


def test_one_builds_at_a_time(shop: Roll, environment: dict[str, str]) -> None:
    with Builder(environment["ROLLING"], "ROLLING", Rolled("public", (), "UTC", "ISO")) as other:
        assert other.alone()
        with pytest.raises(QueryFailed, match="are being built already"):
            shop()


def test_the_statements_can_be_run_by_somebody_else(shop: Roll, environment: dict[str, str]) -> None:
    """By whoever owns the tables, again and again; kpibot needs nobody's address who may write."""
    place = shop.place(rollups=RollupsSetting("kpibot's"))
    text, without = script(place, {"ASKING": environment["ASKING"]}, bounds=ALL, catalogue=shop.catalogue)
    assert without == ()
    once, _, always = text.partition("-- After each load")
    with psycopg.connect(environment["ROLLING"], autocommit=True) as owner, shop.opened() as early:
        owner.execute(once)
        for _ in range(2):
            owner.execute("-- " + always)
            with shop.opened() as dataset:
                assert is_rolled(dataset)
            owner.execute("UPDATE shop.lines SET amount = amount + 1 WHERE line_id = 11")
            with shop.opened() as dataset:
                assert not is_rolled(dataset)
        assert not is_rolled(early)
    assert remove(shop.place(), environment) > 0
    with shop.opened() as dataset:
        assert dataset.rollups == ()
        assert not is_rolled(dataset)


ODD = """
tables:
  days: {source: odd.days, primary_key: id, time: happened, rollups: [[word]]}
  seen: {source: odd.seen, primary_key: id, time: happened, rollups: [[word]]}
  kept: {source: odd.kept, primary_key: id, time: happened, rollups: [[word]]}
  split: {source: odd.split, primary_key: id, time: happened, rollups: [[word]]}
  fleeting: {source: odd.fleeting, primary_key: id, time: happened, rollups: [[word]]}
  secret: {source: odd.secret, primary_key: id, time: happened, rollups: [[word]]}
  hidden: {source: odd.hidden, primary_key: id, time: happened, rollups: [[word]]}
dimensions: {word: {table: days, column: word, label: {en: Word}, paths: {seen: word, kept: word, split: word,
  fleeting: word, secret: word, hidden: word}}}
metrics:
  in_days: {table: days, agg: sum, expr: amount, format: count, label: {en: In days}}
  small: {table: days, agg: sum, expr: small, format: count, label: {en: Small}}
  in_seen: {table: seen, agg: sum, expr: amount, format: count, label: {en: In seen}}
  in_kept: {table: kept, agg: sum, expr: amount, format: count, label: {en: In kept}}
  in_split: {table: split, agg: sum, expr: amount, format: count, label: {en: In split}}
  in_fleeting: {table: fleeting, agg: sum, expr: amount, format: count, label: {en: In fleeting}}
  in_hidden: {table: hidden, agg: sum, expr: amount, format: count, label: {en: In hidden}}
  in_secret: {table: secret, agg: sum, expr: amount, format: count, label: {en: In secret}}
"""


@pytest.fixture
def odd(admin: psycopg.Connection, environment: dict[str, str]) -> Iterator[Roll]:
    """Tables that cannot be watched, moments, partitions."""
    columns = "(id int, happened timestamptz, word text, amount int, small real)"
    admin.execute(
        f"CREATE SCHEMA odd; CREATE TABLE odd.days {columns};"
        f"CREATE TABLE odd.split {columns} PARTITION BY LIST (word);"
        "CREATE TABLE odd.split_a PARTITION OF odd.split FOR VALUES IN ('a');"
        "CREATE TABLE odd.split_b PARTITION OF odd.split FOR VALUES IN ('b');"
        "INSERT INTO odd.days SELECT i, timestamptz '2026-01-01 20:00Z' + i * interval '1 hour', chr(97 + i % 2), i, i"
        " FROM generate_series(1, 500) AS i; INSERT INTO odd.split TABLE odd.days;"
        "CREATE VIEW odd.seen AS TABLE odd.days; CREATE MATERIALIZED VIEW odd.kept AS TABLE odd.days;"
        "CREATE UNLOGGED TABLE odd.fleeting AS TABLE odd.days; CREATE TABLE odd.secret AS TABLE odd.days;"
        "ALTER TABLE odd.secret ENABLE ROW LEVEL SECURITY; CREATE TABLE odd.hidden AS TABLE odd.days"
    )
    admin.execute(OWNED.format("odd"))
    admin.execute(
        "REVOKE ALL ON odd.hidden FROM asking; GRANT SELECT (id, happened, word, amount) ON odd.hidden TO asking"
    )
    yield Roll("odd", load_catalogue_text(ODD), environment)
    admin.execute(f"DROP SCHEMA odd CASCADE; DROP SCHEMA IF EXISTS {HERE} CASCADE")


def test_tables_that_nobody_can_watch_get_none(odd: Roll) -> None:
    built = odd()
    assert sorted({rollup.table for rollup in built.rollups}) == ["days", "split"]
    assert {table: why.partition(" ")[2][:24] for table, why in built.without} == {
        "seen": "is no table but a view, ",
        "kept": "is no table but a materi",
        "fleeting": "is not logged, and loses",
        "secret": "has row security, which ",
        "hidden": "may not be read as a who",
    }
    assert all("small" not in rollup.measures.values() for rollup in built.rollups)  # such sums are not exact


def test_days_are_those_of_the_time_zone(odd: Roll) -> None:
    by_day = plain_analysis(Query(("in_days",), ("day",), period=Period(FIRST, date(2026, 3, 1))))
    odd()
    with odd.opened() as dataset:
        assert is_rolled(dataset, by_day)
    with odd.opened(timezone="Asia/Tehran") as dataset:
        assert not is_rolled(dataset, by_day)
        assert "as the catalogue or the time zone is another one than" in explained(dataset, by_day)
    odd(timezone="Asia/Tehran")
    with odd.opened(timezone="Asia/Tehran") as dataset:
        assert is_rolled(dataset, by_day)


PARTS = {
    "through the whole": "UPDATE odd.split SET amount = amount + 1 WHERE word = 'a'",
    "through a part": "UPDATE odd.split_a SET amount = amount + 1",
    "another part": "CREATE TABLE odd.split_c PARTITION OF odd.split FOR VALUES IN ('c')",
}


@pytest.mark.parametrize("statement", PARTS.values(), ids=list(PARTS))
def test_partitions_are_watched(statement: str, odd: Roll, admin: psycopg.Connection) -> None:
    query = plain_analysis(Query(("in_split",), ("word",), period=Period(FIRST, date(2026, 3, 1))))
    odd()
    with odd.opened() as dataset:
        assert is_rolled(dataset, query)
        admin.execute(statement)
        assert not is_rolled(dataset, query)
    admin.execute(OWNED.format("odd"))
    odd()
    with odd.opened() as dataset:
        assert is_rolled(dataset, query)


UNSEEN = "DROP VIEW odd.seen; DROP MATERIALIZED VIEW odd.kept"


def test_decimals_that_are_the_same_number_are_kept_apart(odd: Roll, admin: psycopg.Connection) -> None:
    """1.0 and 1.00 are one group to the database, and two names."""
    admin.execute(f"{UNSEEN}; ALTER TABLE odd.days ALTER word TYPE numeric USING id % 2")
    assert {rollup.table: list(rollup.columns) for rollup in odd().rollups} == {"split": [("word",)]}


def test_names_that_are_the_same_to_the_database_are_kept_apart(odd: Roll, admin: psycopg.Connection) -> None:
    try:
        admin.execute("CREATE COLLATION odd.blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false)")
    except psycopg.errors.FeatureNotSupported:
        pytest.skip("this PostgreSQL was built without ICU, which alone has such collations")
    admin.execute(
        f"{UNSEEN}; ALTER TABLE odd.days ALTER word TYPE text COLLATE odd.blind"
        " USING CASE id % 3 WHEN 0 THEN 'A' ELSE word END"
    )
    assert {rollup.table: list(rollup.columns) for rollup in odd().rollups} == {"split": [("word",)]}


def test_from_the_command_line(
    demo: Path, tmp_path: Path, environment: dict[str, str], admin: psycopg.Connection
) -> None:
    folder = workspace_on(DATABASE % "public", demo, tmp_path / "named")
    file, source = folder / "catalogue" / "tables.yaml", "    source: order_lines\n"
    file.write_text(file.read_text("utf-8").replace(source, f"{source}    rollups: [[territory]]\n"), "utf-8")
    admin.execute(OWNED.format("public"))

    def run(*words: str, **other: str) -> Result:
        return CliRunner().invoke(app, [*words, "--workspace", str(folder)], env=environment | other)

    built = run("rollups")
    assert (built.exit_code, built.stderr) == (0, f"Building {built.stdout.partition(':')[0]} ...\n")
    name, _, told = built.stdout.partition(": ")
    assert told.endswith(", by day, sale.territory_id\n")
    assert run("rollups").stdout == built.stdout.replace("_id\n", "_id, left as it was\n")
    asking = ("sql", "revenue by territory last month", "--explain", "--today", DAY.isoformat())
    assert f"-- order_lines: read from {name}, " in run(*asking).stdout
    admin.execute("UPDATE order_lines SET net_amount = net_amount WHERE line_id = 1")
    assert "read row by row, as rows were written since its rollups were built" in run(*asking).stdout
    assert f'CREATE TABLE "kpibot\'s"."{name}_new" AS' in run("rollups", "--print").stdout

    refused = run("rollups", ROLLING=environment["ASKING"])
    assert (refused.exit_code, refused.stdout) == (10, "")
    assert refused.stderr.startswith("PostgreSQL does not let asking build rollups: permission denied")
    assert refused.stderr.count("\n") == 1
    unset = run("rollups", ROLLING="")
    assert (unset.exit_code, "set ROLLING in the environment" in unset.stderr) == (4, True)
    assert run("rollups", "--drop", "--full").exit_code == 2
    assert run("rollups", "--drop").stdout == "1 rollup was taken away.\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{kind: postgres, url_env: X, rollups: {schema: kpibot, url_env: X}}", "must not be that of the user who"),
        ("{kind: postgres, url_env: X, rollups: {url_env: Y}}", "'rollups' needs 'schema'"),
        ("{kind: postgres, url_env: X, rollups: {schema: " + "ی" * 32 + "}}", "'schema' must have at most 63 bytes"),
        ("{kind: spark, url_env: X, rollups: {schema: kpibot}}", "rollups are not kept in Spark"),
    ],
)
def test_settings_are_checked(written: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "kpibot.yaml").write_text(f"name: Shop\ndatabase: {written}\n", "utf-8")
    with pytest.raises(WorkspaceError) as told:
        read_workspace(tmp_path)
    assert said in str(told.value)
    assert str(told.value).startswith(f"{tmp_path / 'kpibot.yaml'}:2: ")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("data", "the database is DuckDB's, whose rollups kpibot load builds"),
        ("{kind: postgres, url_env: X}", "'database' does not say where rollups are kept"),
        ("{kind: postgres, url_env: X, rollups: {schema: kpibot}}", "kpibot rollups --print gives the statements"),
    ],
)
def test_where_nothing_can_be_built_it_is_said(written: str, said: str, tmp_path: Path, demo: Path) -> None:
    with pytest.raises(Stop) as told:
        build(read_workspace(workspace_on(written, demo, tmp_path / "told")), {})
    assert told.value.code == Exit.WORKSPACE
    assert said in told.value.sentence
