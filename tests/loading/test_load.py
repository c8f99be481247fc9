"""A load makes the next version of the data, or changes nothing and says why."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from loaded_shop import load_shop, rows, shop, versions_in, write

from bot.load_clock import LoadClock
from bot.loading import LoadRefused, last_due
from data import versions
from data.loading import SourceError
from data.loading.build import read_report
from data.sources import read_sources, sources_text
from data.workspace import WorkspaceError, read_workspace


def test_a_load_publishes_and_keeps_its_report(tmp_path: Path) -> None:
    folder = shop(tmp_path)
    loaded = load_shop(folder)
    assert rows(folder, "SELECT sum(amount) FROM orders") == [(30.5,)]
    assert rows(folder, "SELECT count(*) FROM kpibot_calendar WHERE day IN ('2024-03-01', '2026-03-20')") == [(2,)]
    told = read_report(versions.current(folder / "data"))
    assert told is not None
    assert told[1] == loaded
    assert any(r.code == "decimal_comma" for r in loaded[0].reports[0].repairs)
    assert versions_in(folder) == ["current", "data-1.duckdb", "data-1.report.json"]


BAD: list[tuple[str, str, type[Exception], str]] = [
    ("exports/customers.csv", "Customer ID,Area\n7,North\n", LoadRefused, "catalogue/shop.yaml:5"),
    ("exports/customers.csv", "Customer ID,Region\n", SourceError, "customers"),
    ("exports/customers.csv", "Customer ID,Region\n7,North\n7,South\n", LoadRefused, "share a customer_id"),
    ("exports/customers.csv", "Customer ID,Region\nx7,North\nx8,South\n", LoadRefused, "cannot be made"),
    ("exports/customers.csv", "Customer ID,Region\n9,North\n", LoadRefused, "2 of 2 rows (100.0 %) find none"),
    ("exports/orders.csv", "a;b\n1;2\n1;2\n1;2\n1;2;3\n", SourceError, "line 5: 3 values where the header has 2"),
    ("kpibot.yaml", "database: data\nsources: {customers: {file: gone.csv}}\n", SourceError, "kpibot.yaml:2"),
    ("kpibot.yaml", "database: data\n", WorkspaceError, "no 'sources' are named"),
]


def test_a_bad_load_changes_nothing_and_says_why(tmp_path: Path) -> None:
    folder = shop(tmp_path)
    load_shop(folder)
    before = versions_in(folder)
    for file, text, error, said in BAD:
        was = (folder / file).read_text()
        write(folder, file, text)
        with pytest.raises(error) as raised:
            load_shop(folder)
        assert said in str(raised.value)
        assert versions_in(folder) == before
        write(folder, file, was)
    assert rows(folder, "SELECT sum(amount) FROM orders") == [(30.5,)]


def test_new_rows_are_added_and_changed_ones_replaced(tmp_path: Path) -> None:
    folder = shop(tmp_path)
    load_shop(folder)
    # The next export goes back to 14 March only: order 2 has changed, 3 is new, 1 lies before it.
    write(
        folder, "exports/orders.csv", "Order ID;Ordered on;Customer ID;Amount\n2;15.03.2026;8;25\n3;18.03.2026;7;1,5\n"
    )
    loaded = load_shop(folder)
    assert rows(folder, "SELECT order_id, amount FROM orders ORDER BY 1") == [(1, 10.5), (2, 25.0), (3, 1.5)]
    assert (loaded[0].rows, loaded[0].kept) == (3, 1)
    # Read whole, the data is what the export holds.
    load_shop(folder, full=True)
    assert rows(folder, "SELECT order_id FROM orders ORDER BY 1") == [(2,), (3,)]


def test_rollups_follow_what_is_loaded(tmp_path: Path) -> None:
    """Made anew, carried over where rows are added, and left out where the catalogue does not fit the data."""
    folder = shop(tmp_path)
    text = (folder / "catalogue/shop.yaml").read_text()
    write(folder, "catalogue/shop.yaml", text.replace("time: ordered_on,", "time: ordered_on, rollups: [[region]],"))
    load_shop(folder)
    asked = "SELECT day, customer_id, revenue FROM kpibot_rollup_orders_1 ORDER BY day"
    assert rows(folder, asked) == [(date(2026, 3, 1), 7, 10.5), (date(2026, 3, 15), 8, 20.0)]
    changed = "2;15.03.2026;8;25\n3;18.03.2026;7;1,5\n"
    write(folder, "exports/orders.csv", f"Order ID;Ordered on;Customer ID;Amount\n{changed}")
    load_shop(folder)
    assert rows(folder, asked) == [
        (date(2026, 3, 1), 7, 10.5), (date(2026, 3, 15), 8, 25.0), (date(2026, 3, 18), 7, 1.5)
    ]  # fmt: skip
    write(
        folder,
        "catalogue/shop.yaml",
        (folder / "catalogue/shop.yaml").read_text().replace("expr: amount", "expr: amuont"),
    )
    with pytest.raises(LoadRefused, match="amuont"):
        load_shop(folder, full=True)


def test_one_table_alone_is_read_anew(tmp_path: Path) -> None:
    folder = shop(tmp_path)
    load_shop(folder)
    write(folder, "exports/orders.csv", ORDERS_OF_ONE)
    write(folder, "exports/customers.csv", "Customer ID,Region\n7,West\n8,South\n")
    load_shop(folder, only=("customers",))
    assert rows(folder, "SELECT region FROM customers ORDER BY customer_id") == [("West",), ("South",)]
    assert rows(folder, "SELECT sum(amount) FROM orders") == [(30.5,)]


ORDERS_OF_ONE = "Order ID;Ordered on;Customer ID;Amount\n9;19.03.2026;7;99\n"


def test_files_of_a_pattern_are_one_table(tmp_path: Path) -> None:
    folder = shop(tmp_path)
    # Amounts become fractions and customers' numbers codes only in the second file.
    write(folder, "exports/orders.csv", "Order ID,Ordered on,Customer ID,Amount\n1,2026-03-01,7,10\n")
    write(folder, "exports/orders2.csv", "Amount,Order ID,Ordered on,Customer ID\n2.5,2,2026-03-02,A8\n")
    write(folder, "exports/customers.csv", "Customer ID,Region\nA8,South\n7,North\n")
    load_shop(folder)
    assert rows(folder, "SELECT order_id, amount, customer_id FROM orders ORDER BY 1") == [
        (1, 10.0, "7"),
        (2, 2.5, "A8"),
    ]
    write(folder, "exports/orders3.csv", "Order ID,Ordered on,Customer\n3,2026-03-03,7\n")
    with pytest.raises(SourceError, match=r"orders3.csv has other columns"):
        load_shop(folder, full=True)


def test_links_and_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shop(tmp_path / "company")
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    (folder / "exports" / "orders9.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(SourceError, match="a link to a file outside exports/"):
        load_shop(folder)
    write(folder, "kpibot.yaml", "database: data\nsources: {t: {postgres: 'postgres://u:p@h/d', table: t}}\n")
    with pytest.raises(WorkspaceError, match="never the address itself"):
        read_workspace(folder)
    write(folder, "kpibot.yaml", "database: data\nsources: {t: {postgres: BOOKS_DSN, table: t}}\n")
    with pytest.raises(SourceError, match="BOOKS_DSN"):
        load_shop(folder)
    monkeypatch.setenv("BOOKS_DSN", "postgres://user:hidden@127.0.0.1:1/db")
    with pytest.raises(SourceError) as raised:
        load_shop(folder)
    assert "hidden" not in str(raised.value)


def test_loads_at_once_come_one_after_the_other(tmp_path: Path) -> None:
    folder = shop(tmp_path)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            load_shop(folder)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert versions_in(folder) == ["current", "data-2.duckdb", "data-2.report.json"]
    # What is no longer due is not loaded by the second.
    assert load_shop(folder, due=datetime(2026, 1, 1, tzinfo=UTC)) == ()


_KILLED = """
import os, signal, sys
from pathlib import Path
from datetime import date
from bot.loading import Loading, load
from data.workspace import read_workspace
def die(step, part):
    if step == "summing up":
        os.kill(os.getpid(), signal.SIGKILL)
load(read_workspace(Path(sys.argv[1])), Loading(date(2026, 3, 20)), die)
"""


def test_a_killed_load_leaves_nothing_that_hurts(tmp_path: Path) -> None:
    folder = shop(tmp_path)
    load_shop(folder)
    write(folder, "exports/customers.csv", "Customer ID,Region\n7,West\n8,South\n")
    run = subprocess.run([sys.executable, "-c", _KILLED, str(folder)], cwd=Path(__file__).parents[2], check=False)
    assert run.returncode == -signal.SIGKILL
    assert any(name.startswith("building-") for name in versions_in(folder))
    assert rows(folder, "SELECT min(region) FROM customers") == [("North",)]
    load_shop(folder)
    assert rows(folder, "SELECT max(region) FROM customers") == [("West",)]
    assert not any(name.startswith("building-") for name in versions_in(folder))


def test_the_clock_loads_what_is_due_once(tmp_path: Path) -> None:
    folder = shop(tmp_path)
    said: list[str] = []
    # Five minutes before and after six o'clock in Berlin, as seen from a version made now.
    now = datetime.now(UTC)
    clock = LoadClock(folder, said.append, lambda: now)
    assert clock.look()
    assert rows(folder, "SELECT count(*) FROM orders") == [(2,)]
    assert not clock.look()
    write(folder, "exports/customers.csv", "Customer ID,Area\n7,North\n")
    os.utime(versions.current(folder / "data"), (0, 0))
    fresh = LoadClock(folder, said.append, lambda: now)
    assert fresh.look()
    assert not fresh.look()  # what failed waits for the next due time
    assert said[0] == "data loaded"
    assert "shop.yaml:5" in said[1]


def test_the_clock_runs_beside_the_bot_until_it_is_closed(tmp_path: Path) -> None:
    folder = shop(tmp_path)
    told = threading.Event()
    clock = LoadClock(folder, lambda said: told.set(), every_seconds=0.05)
    clock.start()
    assert told.wait(60)
    clock.close()
    assert rows(folder, "SELECT count(*) FROM orders") == [(2,)]
    assert not any(thread.name == "loading" for thread in threading.enumerate())


def test_watching_loads_what_is_due_until_it_is_stopped(tmp_path: Path) -> None:
    folder = shop(tmp_path)
    command = [sys.executable, "-m", "bot.cli", "load", "--workspace", str(folder), "--watch"]
    watching = subprocess.Popen(command, cwd=Path(__file__).parents[2], stderr=subprocess.PIPE, text=True)
    try:
        assert watching.stderr is not None
        said = [watching.stderr.readline(), watching.stderr.readline()]
    finally:
        watching.terminate()
        watching.communicate(timeout=30)
    assert "Stop with Ctrl-C" in said[0]
    assert "data loaded" in said[1]
    assert rows(folder, "SELECT count(*) FROM orders") == [(2,)]


@pytest.mark.parametrize(
    ("load", "now", "due"),
    [
        ('{every: day, at: "6:00", time_zone: Europe/Berlin}', "2026-07-01T03:59", "2026-06-30T04:00"),
        ('{every: day, at: "6:00", time_zone: Europe/Berlin}', "2026-07-01T04:00", "2026-07-01T04:00"),
        ("{every: hour}", "2026-07-01T03:59", "2026-07-01T03:00"),
        ('{every: workday, at: "22:00"}', "2026-07-05T12:00", "2026-07-03T22:00"),
        ('{every: [monday, thursday], at: "1:30"}', "2026-07-01T00:00", "2026-06-29T01:30"),
    ],
)
def test_when_a_load_is_due(tmp_path: Path, load: str, now: str, due: str) -> None:
    folder = shop(tmp_path)
    write(folder, "kpibot.yaml", f"database: data\nload: {load}\n")
    setting = read_workspace(folder).load
    assert setting is not None
    assert last_due(setting, datetime.fromisoformat(now + "+00:00")) == datetime.fromisoformat(due + "+00:00")


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("sources: {t: {}}", "needs either 'file' or 'postgres'"),
        ("sources: {t: {file: a.csv, postgres: X, table: t}}", "needs either 'file' or 'postgres'"),
        ("sources: {'a; drop table b': {file: a.csv}}", "the name of its table"),
        ("sources: {t: {file: a.csv, key: id}}", "is for sources with 'time'"),
        ("sources: {t: {fiel: a.csv}}", "'fiel' is no setting"),
        ("load: {every: fortnight}", "'every' must be"),
        ("load: {at: noon}", "'at' must be a time"),
        ("load: {time_zone: Mars/Olympus}", "there is no time zone"),
    ],
)
def test_mistakes_have_their_place(tmp_path: Path, section: str, said: str) -> None:
    write(tmp_path, "kpibot.yaml", f"name: x\n{section}\n")
    with pytest.raises(WorkspaceError, match=r"kpibot.yaml:2") as raised:
        read_workspace(tmp_path)
    assert said in str(raised.value) or "may have" in str(raised.value)


def test_sources_are_written_as_they_are_read(tmp_path: Path) -> None:
    from data.loading import find_sources
    from data.section import Section, compose

    folder = shop(tmp_path / "company")
    found = find_sources([folder / "exports"]).sources
    text = sources_text(found, folder)
    settings = read_sources(Section(Path("kpibot.yaml"), "", compose(text, Path("kpibot.yaml")), None))
    assert [(s.name, s.file) for s in settings] == [
        ("customers", "exports/customers.csv"),
        ("orders", "exports/orders.csv"),
    ]
