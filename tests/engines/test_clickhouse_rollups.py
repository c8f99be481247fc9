"""Rollups in ClickHouse: the same answers with them as without, never those of rows that have changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import Result
from conformance import DAY, asked_for_clickhouse
from copying import workspace_on
from rolled import AMOUNT, FEW, SHOP, explained, is_rolled, read_from_rollups
from typer.testing import CliRunner

from bot.cli import app
from bot.rolling.building import build, remove, script
from bot.rolling.built import Built
from data.engines.opened import CalendarRules
from data.engines.setting import RollupsSetting, Server
from data.rows import QueryFailed, RollupsOutdated
from data.store import Limits
from data.workspace import Workspace
from queries.catalogue.load import load_catalogue, load_catalogue_text
from queries.catalogue.model import Catalogue
from queries.dataset import Dataset, open_dataset
from queries.query import Query, plain_analysis
from queries.rollups.plan import ALL, Bounds
from queries.run import answer

pytestmark = asked_for_clickhouse

ROWS = """
CREATE DATABASE small;
CREATE TABLE small.towns (town_id Int32, name LowCardinality(String)) ENGINE = MergeTree ORDER BY town_id;
CREATE TABLE small.orders (order_id Int32, town_id Nullable(Int32), ordered_at DateTime64(6)) ENGINE = MergeTree
  PARTITION BY order_id % 4 ORDER BY order_id;
CREATE TABLE small.lines (line_id Int32, order_id Int32, amount Decimal(9, 2)) ENGINE = MergeTree ORDER BY line_id;
INSERT INTO small.towns SELECT number, concat('Town ', toString(number)) FROM numbers(3);
INSERT INTO small.orders SELECT number, number % 3, toDateTime64('2026-01-01 00:00:00', 6) + toIntervalDay(number % 40)
  FROM numbers(400);
INSERT INTO small.lines SELECT number, number % 400, number % 97 FROM numbers(500);
INSERT INTO small.lines SELECT number, number % 400, number % 97 FROM numbers(500, 300)
"""
BACK = "DROP DATABASE IF EXISTS small; DROP DATABASE IF EXISTS rolled; TRUNCATE TABLE stand_in.row_policies"


class Roll:
    """A company in a database: builds its rollups, however few rows it has, and opens it."""

    def __init__(self, url: str, database: str, catalogue: Catalogue) -> None:
        self.environment = {"ASKING": url, "ROLLING": url}
        self.catalogue, self.bounds = catalogue, ALL
        self.server = Server("clickhouse", "ASKING", schema=database, rollups=RollupsSetting("rolled", "ROLLING"))

    def place(self, **settings: object) -> Workspace:
        server = replace(self.server, **settings)  # type: ignore[arg-type]
        return Workspace(Path(), "Shop", ("en",), Path(), None, Limits(), server=server)

    def __call__(self, catalogue: Catalogue | None = None, *, full: bool = False, **settings: object) -> Built:
        asked = catalogue or self.catalogue
        return build(self.place(**settings), self.environment, bounds=self.bounds, catalogue=asked, full=full)

    @contextmanager
    def opened(self, **settings: object) -> Iterator[Dataset]:
        from data.engines.clickhouse import ClickHouse

        server = self.place(**settings).server
        assert server is not None
        with ClickHouse(server, self.environment["ASKING"], Limits(), CalendarRules("monday", 1)) as engine:
            yield open_dataset(self.catalogue, engine, DAY)


@pytest.fixture(scope="module")
def admin(clickhouse_url: str) -> Iterator[Callable[[str], None]]:
    """Runs statements that kpibot may not."""
    import clickhouse_connect

    with clickhouse_connect.get_client(
        dsn=clickhouse_url, autogenerate_session_id=False, send_receive_timeout=60
    ) as client:

        def run(statements: str) -> None:
            for statement in statements.split(";"):
                client.command(statement.strip())

        yield run


@pytest.fixture
def emptied(admin: Callable[[str], None]) -> Iterator[None]:
    """What a test made is taken away after it."""
    yield
    admin(BACK)


@pytest.fixture
def shop(admin: Callable[[str], None], clickhouse_url: str) -> Iterator[Roll]:
    admin(ROWS)
    yield Roll(clickhouse_url.rpartition("/")[0], "small", load_catalogue_text(SHOP))
    admin(BACK)


def test_answers_with_rollups_are_duckdbs_and_those_without(
    demo: Path, clickhouse_url: str, admin: Callable[[str], None], on_duckdb: Dataset
) -> None:
    company = Roll(clickhouse_url, "shop", load_catalogue(demo))
    company.bounds = FEW
    built = company()
    with company.opened() as dataset:
        assert {rollup.name for rollup in dataset.rollups} == {rollup.name for rollup in built.rollups}
        assert len(read_from_rollups(dataset, on_duckdb)) > 40
    admin("DROP DATABASE rolled")


SETTLED = " SETTINGS mutations_sync = 2"
WRITING = {
    "insert": "INSERT INTO small.lines VALUES (800, 1, 7)",
    "update": f"ALTER TABLE small.lines UPDATE amount = amount + 1 WHERE line_id = 1{SETTLED}",
    "update at once": (
        "ALTER TABLE small.lines MODIFY SETTING enable_block_number_column = 1, enable_block_offset_column = 1;"
        "INSERT INTO small.lines VALUES (800, 1, 7); UPDATE small.lines SET amount = 9 WHERE line_id = 800"
    ),
    "delete": f"ALTER TABLE small.lines DELETE WHERE line_id = 2{SETTLED}",
    "delete at once": "DELETE FROM small.lines WHERE line_id = 2",
    "a join": f"ALTER TABLE small.orders UPDATE town_id = 0 WHERE order_id = 4{SETTLED}",
    "a day": f"ALTER TABLE small.orders UPDATE ordered_at = '2026-12-02' WHERE order_id = 3{SETTLED}",
    "drop a partition": "ALTER TABLE small.orders DROP PARTITION 1",
    "detach a partition": "ALTER TABLE small.orders DETACH PARTITION 2",
    "replace a partition": (
        "CREATE TABLE small.other AS small.orders; INSERT INTO small.other SELECT order_id, 0, ordered_at"
        " FROM small.orders WHERE order_id % 4 = 1; ALTER TABLE small.orders REPLACE PARTITION 1 FROM small.other"
    ),
    "truncate": "TRUNCATE TABLE small.lines",
}
EMPTY = (
    "CREATE TABLE small.lines (line_id Int32, order_id Int32, amount Decimal(9, 2)) ENGINE = MergeTree ORDER BY line_id"
)
LINES = "INSERT INTO small.lines SELECT number, number % 400, number % 97 + 1 FROM numbers({})"


@pytest.mark.parametrize("statements", WRITING.values(), ids=list(WRITING))
def test_rows_written_since_are_read_one_by_one(statements: str, shop: Roll, admin: Callable[[str], None]) -> None:
    shop()
    with shop.opened() as dataset:
        before = answer(AMOUNT, dataset, DAY)
        assert is_rolled(dataset)
        admin(statements)
        assert answer(AMOUNT, dataset, DAY).rows != before.rows  # at once, though it was opened before
        assert not is_rolled(dataset)
        assert explained(dataset).endswith(
            "as a table is another one than when its rollups were built"
            if statements.startswith("ALTER TABLE small.lines MODIFY")
            else "-- lines: read row by row, as rows were written since its rollups were built"
        )
    with shop.opened() as dataset:
        assert not is_rolled(dataset)
    built = shop()
    with shop.opened() as dataset:
        assert is_rolled(dataset) == ("lines" in {rollup.table for rollup in built.rollups})


def test_merges_change_nothing(shop: Roll, admin: Callable[[str], None]) -> None:
    admin(f"SYSTEM STOP MERGES small.lines; {LINES.format('800, 9')}; {LINES.format('809, 9')}")
    shop()
    with shop.opened() as dataset:
        assert is_rolled(dataset)
        admin("SYSTEM START MERGES small.lines; OPTIMIZE TABLE small.lines FINAL")
        assert is_rolled(dataset)  # also of those who had it open
    with shop.opened() as dataset:
        assert is_rolled(dataset)
        admin("OPTIMIZE TABLE small.lines FINAL; OPTIMIZE TABLE small.orders FINAL")
        assert is_rolled(dataset)
    built = shop()
    assert built.kept == {rollup.name for rollup in built.rollups}
    with shop.opened() as dataset:
        assert is_rolled(dataset)
        admin("INSERT INTO small.lines VALUES (800, 1, 7); OPTIMIZE TABLE small.lines FINAL")
        assert not is_rolled(dataset)


def test_numbers_that_are_given_again_are_not_taken_for_the_old_ones(shop: Roll, admin: Callable[[str], None]) -> None:
    """A table that is emptied and attached anew begins again with the numbers of its blocks."""
    admin(f"DROP TABLE small.lines SYNC; {EMPTY}; SYSTEM STOP MERGES small.lines; {LINES.format(500)}")
    admin(LINES.format("500, 300"))
    shop()
    with shop.opened() as dataset:
        assert is_rolled(dataset)
        admin("TRUNCATE TABLE small.lines; DETACH TABLE small.lines; ATTACH TABLE small.lines")
        admin(f"SYSTEM STOP MERGES small.lines; {LINES.format(500)}".replace("+ 1", "+ 2"))
        admin(LINES.format("500, 300"))
        names = dataset.engine.run(
            "SELECT arraySort(groupArray(name)) FROM system.parts WHERE active AND database = 'small'"
            " AND table = 'lines'",
            {},
        )
        assert names.rows == [(["all_1_1_0", "all_2_2_0"],)]
        assert not is_rolled(dataset)


HAPPENING = {
    "insert": "INSERT INTO small.t (a, b) SELECT {n}, number FROM numbers({n})",
    "insert others": "INSERT INTO small.t (a, b) SELECT number % 4, number FROM numbers(5 + {n})",
    "update": "ALTER TABLE small.t UPDATE a1 = a1 + {n} WHERE b = {n} SETTINGS mutations_sync = 2",
    "delete": "ALTER TABLE small.t DELETE WHERE b = {n} SETTINGS mutations_sync = 2",
    "delete at once": "DELETE FROM small.t WHERE b = {n}",
    "update at once": "UPDATE small.t SET a1 = a1 + 3 WHERE b = {n}",
    "drop a partition": "ALTER TABLE small.t DROP PARTITION {n}",
    "put a partition away and back": (
        "ALTER TABLE small.t DETACH PARTITION {n}; ALTER TABLE small.t ATTACH PARTITION {n}"
    ),
    "replace a partition": "ALTER TABLE small.t REPLACE PARTITION {n} FROM small.other",
    "truncate": "TRUNCATE TABLE small.t",
    "merge": "OPTIMIZE TABLE small.t FINAL",
    "merge a partition": "OPTIMIZE TABLE small.t PARTITION {n} FINAL",
    "merge what is alike": "OPTIMIZE TABLE small.t FINAL DEDUPLICATE",
    "attach": "DETACH TABLE small.t; ATTACH TABLE small.t",
}


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_parts_that_hold_have_the_same_rows(
    seed: int, emptied: None, admin: Callable[[str], None], clickhouse_url: str
) -> None:
    import clickhouse_connect

    from data.engines.clickhouse_parts import State, lapse
    from data.engines.clickhouse_rollups import looking, states_of

    draw, name = Random(seed), ("small", "t")
    columns = "(a Int32, b Int64, a1 Int64 DEFAULT 0) ENGINE = MergeTree PARTITION BY a ORDER BY b"
    numbered = "SETTINGS enable_block_number_column = 1, enable_block_offset_column = 1"
    admin(f"CREATE DATABASE small; CREATE TABLE small.t {columns} {numbered}; CREATE TABLE small.other AS small.t")
    admin("INSERT INTO small.other SELECT number % 4, number, 1 FROM numbers(12)")
    kept: list[tuple[State, object, bool]] = []  # states, their rows, whether the table was attached anew since
    with clickhouse_connect.get_client(dsn=clickhouse_url, autogenerate_session_id=False) as client:
        for _ in range(24):
            what = draw.choice(list(HAPPENING))
            with suppress(clickhouse_connect.driver.exceptions.DatabaseError):  # what cannot be done then
                admin(HAPPENING[what].format(n=draw.randint(0, 3)))
            state = states_of(client.query(looking([name])).result_rows)[name]
            rows = client.query("SELECT count(), sum(sipHash64(a, b, a1)) FROM small.t").result_rows
            kept = [(old, told, attached or what == "attach") for old, told, attached in kept]
            for old, told, attached in kept:
                if lapse(old, state, same_server=not attached) is None:
                    assert told == rows, what
            kept.append((state, rows, False))


CHANGING = {
    "another table of the name": (
        "CREATE TABLE small.fresh AS small.lines; INSERT INTO small.fresh SELECT * FROM small.lines WHERE line_id <> 9;"
        " EXCHANGE TABLES small.fresh AND small.lines"
    ),
    "the same rows under another name": "RENAME TABLE small.lines TO small.old; CREATE TABLE small.lines AS small.old",
    "a column of another meaning": "ALTER TABLE small.lines MODIFY COLUMN amount Decimal(9, 1) SETTINGS alter_sync = 2",
    "a column more": "ALTER TABLE small.lines ADD COLUMN more Int32 DEFAULT 1",
    "a row policy": "INSERT INTO stand_in.row_policies VALUES ('small', 'lines')",
    "a row policy of a whole database": "INSERT INTO stand_in.row_policies VALUES ('small', '')",
    "the list is gone": "DROP TABLE rolled.kpibot_rollups",
    "all is gone": "DROP DATABASE rolled",
}


@pytest.mark.parametrize("statements", CHANGING.values(), ids=list(CHANGING))
def test_tables_that_are_others_now_are_read_row_by_row(
    statements: str, shop: Roll, admin: Callable[[str], None]
) -> None:
    shop()
    with shop.opened() as dataset:
        assert is_rolled(dataset)
        admin(statements)
        assert not is_rolled(dataset) or statements == "DROP TABLE rolled.kpibot_rollups"
    with shop.opened() as dataset:
        assert not is_rolled(dataset)
    admin("TRUNCATE TABLE stand_in.row_policies")
    shop()
    with shop.opened() as dataset:
        assert is_rolled(dataset) == (not statements.startswith("RENAME"))


def test_nothing_to_be_read_is_no_reason_not_to_look(shop: Roll, admin: Callable[[str], None]) -> None:
    """Also where no row of a rollup lies in the period, so that nothing of it is read."""
    name = next(rollup.name for rollup in shop().rollups if rollup.table == "lines")
    asked = f"SELECT count() FROM rolled.{name} WHERE day > toDate32('2030-01-01')"
    with shop.opened() as dataset:
        assert dataset.engine.run(asked, {}).rows == [(0,)]
        assert dataset.engine.run(f"SELECT 'rolled.{name}' AS text", {}).rows == [(f"rolled.{name}",)]
        admin("INSERT INTO small.lines VALUES (900, 1, 5)")
        with pytest.raises(RollupsOutdated):
            dataset.engine.run(asked, {})
        with pytest.raises(RollupsOutdated):
            dataset.engine.run("SELECT count() FROM rolled.kpibot_rollup_nothing", {})


def test_a_table_that_puts_rows_together_is_read_row_by_row_after_each_merge(
    shop: Roll, admin: Callable[[str], None]
) -> None:
    columns = "(line_id Int32, order_id Int32, amount Decimal(9, 2))"
    admin("DROP TABLE small.lines")
    admin(f"CREATE TABLE small.lines {columns} ENGINE = ReplacingMergeTree ORDER BY line_id")
    admin(f"SYSTEM STOP MERGES small.lines; {LINES.format(500)}; {LINES.format(500)}")
    admin(f"SYSTEM STOP MERGES small.lines; {LINES.format('800, 9')}; {LINES.format('809, 9')}")
    shop()
    with shop.opened() as dataset:
        assert is_rolled(dataset)
        admin("SYSTEM START MERGES small.lines; OPTIMIZE TABLE small.lines FINAL")
        assert not is_rolled(dataset)


def test_names_of_members_are_read_when_asked(shop: Roll, admin: Callable[[str], None]) -> None:
    shop()
    with shop.opened() as dataset:
        admin(f"ALTER TABLE small.towns UPDATE name = 'City' WHERE town_id = 1{SETTLED}")
        assert is_rolled(dataset)
        assert "City" in {row[0] for row in answer(AMOUNT, dataset, DAY).rows}


def test_what_nobody_wrote_to_is_left_as_it_was(shop: Roll, admin: Callable[[str], None]) -> None:
    assert shop().kept == frozenset()
    admin(WRITING["update"])
    built = shop()
    fresh = [rollup for rollup in built.rollups if rollup.name not in built.kept]
    assert {rollup.table for rollup in fresh} == {"lines"}
    assert {rollup.table for rollup in built.rollups} == {"lines", "orders"}
    with shop.opened() as dataset:
        assert is_rolled(dataset)
        assert is_rolled(dataset, replace(AMOUNT, metrics=("orders",)))
    assert shop(full=True).kept == frozenset()


def test_what_is_written_while_they_are_built_is_noticed(
    shop: Roll, admin: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.engines.clickhouse_building import Builder

    run = Builder.run

    def slow(builder: Builder, statement: str) -> None:
        if "rolled`.`kpibot_rollup_lines" in statement or 'rolled"."kpibot_rollup_lines' in statement:
            admin("INSERT INTO small.lines VALUES (801, 1, 7)")
        run(builder, statement)

    monkeypatch.setattr(Builder, "run", slow)
    built = shop()
    assert {rollup.table for rollup in built.rollups} == {"orders"}
    assert built.without == (("lines", "rows were written while they were built"),)
    with shop.opened() as dataset:
        assert not is_rolled(dataset)


def test_when_building_fails_the_old_ones_stay(shop: Roll) -> None:
    before = shop()
    failing = load_catalogue_text(SHOP.replace("expr: amount,", "expr: cast(line_id || 'x' as int),"))
    with pytest.raises(QueryFailed):
        shop(failing)
    with shop.opened() as dataset:
        assert {rollup.name for rollup in dataset.rollups} == {rollup.name for rollup in before.rollups}
        assert is_rolled(dataset)
        listed = dataset.engine.run(
            "SELECT count() FROM system.tables WHERE database = 'rolled' AND startsWith(name, 'kpibot_rollup_')", {}
        )
    assert listed.rows == [(len(before.rollups),)]


def test_a_join_to_several_rows_makes_no_rollup(shop: Roll, admin: Callable[[str], None]) -> None:
    admin("INSERT INTO small.orders SELECT * FROM small.orders WHERE order_id = 1")
    assert {rollup.table for rollup in shop().rollups} == {"orders"}
    with shop.opened() as dataset:
        assert not is_rolled(dataset)


def test_the_statements_can_be_run_by_somebody_else(shop: Roll, admin: Callable[[str], None]) -> None:
    import clickhouse_connect

    place = shop.place(rollups=RollupsSetting("rolled"))
    for _ in range(2):
        text, without = script(place, {"ASKING": shop.environment["ASKING"]}, bounds=ALL, catalogue=shop.catalogue)
        assert without == ()
        with clickhouse_connect.get_client(dsn=f"{shop.environment['ASKING']}/small") as client:
            for statement in text.partition("\n")[2].split(";\n"):
                if statement.startswith("SET "):  # each request of the tests has a session of its own
                    name, _, value = statement.removeprefix("SET ").partition(" = ")
                    client.set_client_setting(name, value.strip("'"))
                elif not statement.startswith("USE "):
                    client.command(statement.removesuffix(";"))
        with shop.opened() as dataset:
            assert is_rolled(dataset)
            admin("INSERT INTO small.lines VALUES (802, 1, 7)")
            assert not is_rolled(dataset)
    assert remove(shop.place(), shop.environment) > 0
    with shop.opened() as dataset:
        assert dataset.rollups == ()
        assert not is_rolled(dataset)


ODD = """
tables:
  days: {source: small.days, primary_key: id, time: happened, rollups: [[word]]}
  seen: {source: small.seen, primary_key: id, time: happened, rollups: [[word]]}
  held: {source: small.held, primary_key: id, time: happened, rollups: [[word]]}
  computed: {source: small.computed, primary_key: id, time: happened, rollups: [[word]]}
  hidden: {source: small.hidden, primary_key: id, time: happened, rollups: [[word]]}
dimensions: {word: {table: days, column: word, label: {en: Word}, paths: {seen: word, held: word, computed: word,
  hidden: word}}}
metrics:
  in_days: {table: days, agg: sum, expr: amount, format: count, label: {en: In days}}
  in_seen: {table: seen, agg: sum, expr: amount, format: count, label: {en: In seen}}
  in_held: {table: held, agg: sum, expr: amount, format: count, label: {en: In held}}
  in_computed: {table: computed, agg: sum, expr: amount, format: count, label: {en: In computed}}
  in_hidden: {table: hidden, agg: sum, expr: amount, format: count, label: {en: In hidden}}
"""


@pytest.fixture
def odd(admin: Callable[[str], None], clickhouse_url: str) -> Iterator[Roll]:
    """Tables of which nobody tells what was written, moments, columns that are computed."""
    columns = "(id Int32, happened DateTime, word String, amount Int32, made DateTime DEFAULT now())"
    moment = "toDateTime('2026-01-01 20:00:00', 'UTC') + toIntervalHour(number)"
    rows = f"SELECT number, {moment}, char(97 + number % 2), number"
    admin(
        f"CREATE DATABASE small; CREATE TABLE small.days {columns} ENGINE = MergeTree ORDER BY id;"
        f"INSERT INTO small.days (id, happened, word, amount) {rows} FROM numbers(500);"
        "CREATE VIEW small.seen AS SELECT * FROM small.days;"
        f"CREATE TABLE small.held {columns} ENGINE = Memory; INSERT INTO small.held SELECT * FROM small.days;"
        "CREATE TABLE small.computed AS small.days; INSERT INTO small.computed SELECT * FROM small.days;"
        "ALTER TABLE small.computed ADD COLUMN later Int64 DEFAULT toInt64(now()) + amount;"
        "CREATE TABLE small.hidden AS small.days; INSERT INTO small.hidden SELECT * FROM small.days;"
        "INSERT INTO stand_in.row_policies VALUES ('small', 'hidden')"
    )
    yield Roll(clickhouse_url.rpartition("/")[0], "small", load_catalogue_text(ODD))
    admin(BACK)


def test_tables_of_which_nobody_tells_get_none(odd: Roll) -> None:
    built = odd()
    assert sorted({rollup.table for rollup in built.rollups}) == ["days"]
    assert {table: why.partition(" ")[2] for table, why in built.without} == {
        "seen": "is no table but a view (View), and nobody tells what is written behind it",
        "held": "is of the engine Memory, which does not tell what was written",
        "computed": "has a column later that is computed when it is read",
        "hidden": "has a row policy, which rollups would get round",
    }


def test_days_are_those_of_the_time_zone(odd: Roll) -> None:
    by_day = plain_analysis(Query(("in_days",), ("day",), period=AMOUNT.period))
    odd()
    with odd.opened() as dataset:
        assert is_rolled(dataset, by_day)
    with odd.opened(timezone="Asia/Tehran") as dataset:
        assert not is_rolled(dataset, by_day)
        assert "as the catalogue or the time zone is another one than" in explained(dataset, by_day)
    odd(timezone="Asia/Tehran")
    with odd.opened(timezone="Asia/Tehran") as dataset:
        assert is_rolled(dataset, by_day)


DATABASE = "{kind: clickhouse, url_env: ASKING, schema: shop, rollups: {schema: rolled, url_env: ROLLING}}"


def test_from_the_command_line(demo: Path, tmp_path: Path, clickhouse_url: str, admin: Callable[[str], None]) -> None:
    folder = workspace_on(DATABASE, demo, tmp_path / "named")
    file, source = folder / "catalogue" / "tables.yaml", "    source: order_lines\n"
    file.write_text(file.read_text("utf-8").replace(source, f"{source}    rollups: [[territory]]\n"), "utf-8")

    def run(*words: str) -> Result:
        environment: dict[str, Any] = {"ASKING": clickhouse_url, "ROLLING": clickhouse_url}
        return CliRunner().invoke(app, [*words, "--workspace", str(folder)], env=environment)

    built = run("rollups")
    assert (built.exit_code, built.stderr) == (0, f"Building {built.stdout.partition(':')[0]} ...\n")
    name, _, told = built.stdout.partition(": ")
    assert told.endswith(", by day, sale.territory_id\n")
    assert run("rollups").stdout == built.stdout.replace("_id\n", "_id, left as it was\n")
    asking = ("sql", "revenue by territory last month", "--explain", "--today", DAY.isoformat())
    assert f"-- order_lines: read from {name}, " in run(*asking).stdout
    assert f"{name.rpartition('_')[0]}_" in run("rollups", "--print").stdout
    assert run("rollups", "--drop").stdout == "1 rollup was taken away.\n"
    admin("DROP DATABASE rolled")


def test_bounds_are_those_of_every_engine(shop: Roll) -> None:
    shop.bounds = Bounds()
    assert shop().rollups == ()
