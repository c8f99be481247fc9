"""Opening the state database: its shape is brought up to date, and what is wrong with it is said in a sentence."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from still_clock import Clock

from bot.state import State, StateError, open_state, state_url
from bot.state.faults import fault_of
from bot.state.tables import METADATA


def test_the_migrations_make_exactly_the_tables(state: State, url: str) -> None:
    engine = create_engine(make_url(url.replace("postgresql:", "postgresql+psycopg:")))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_opening_again_changes_nothing(state: State, url: str, clock: Clock) -> None:
    state.claim("event:1", owner="a")
    state.finish("event:1")
    state.close()
    again = open_state(url, clock)
    assert not again.claim("event:1", owner="b")
    again.close()


def test_many_may_open_it_at_once(url: str) -> None:
    def claims(owner: int) -> bool:
        one = open_state(url)
        try:
            return one.claim("event:1", owner=str(owner))
        finally:
            one.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(claims, range(6))) == 1


def test_it_waits_for_who_opens_a_file_at_the_same_moment(tmp_path: Path) -> None:
    """SQLite refuses at once to change how a file is written while somebody is about to write to it."""
    file = tmp_path / "state.db"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    Timer(0.3, lambda: other.execute("COMMIT")).start()
    opened = open_state(f"sqlite:///{file}")
    assert opened.claim("event:1", owner="a")
    opened.close()
    other.close()


def test_a_database_of_a_newer_version_is_refused(state: State, url: str) -> None:
    state.close()
    engine = create_engine(make_url(url.replace("postgresql:", "postgresql+psycopg:")))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StateError, match="written by a newer kpibot"):
        open_state(url)


def test_a_migration_that_fails_leaves_nothing_behind(url: str) -> None:
    engine = create_engine(make_url(url.replace("postgresql:", "postgresql+psycopg:")))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE audit (x INTEGER)"))
    with pytest.raises(StateError, match="audit"):
        open_state(url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE audit"))
    engine.dispose()
    state = open_state(url)
    assert state.claim("event:1", owner="a")
    state.close()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "state.db"
    file.write_bytes(b"this is not a database" * 100)
    with pytest.raises(StateError, match=r"state\.db is damaged.*move the file away"):
        open_state(f"sqlite:///{file}")


def test_a_database_that_is_damaged_while_open_is_named(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "state.db"
    open_state(f"sqlite:///{file}", clock).close()
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StateError, match="damaged"):
        open_state(f"sqlite:///{file}", clock).claim("event:1", owner="a")


def test_a_locked_database_is_waited_for_and_then_named(tmp_path: Path, clock: Clock) -> None:
    url = f"sqlite:///{tmp_path / 'state.db'}"
    state = open_state(url, clock, busy_seconds=0.05)
    other = sqlite3.connect(tmp_path / "state.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StateError, match="is locked by another program"):
        state.claim("event:1", owner="a")
    other.execute("ROLLBACK")
    other.close()
    assert state.claim("event:1", owner="a")
    state.close()


def test_reading_goes_on_while_another_writes(tmp_path: Path, clock: Clock) -> None:
    state = open_state(f"sqlite:///{tmp_path / 'state.db'}", clock, busy_seconds=0.05)
    other = sqlite3.connect(tmp_path / "state.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert state.audits() == ()
    other.close()
    state.close()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite:////nowhere/at/all/state.db", "folder must exist"),
        ("sqlite://", "needs the path of a file"),
        ("mysql://root@localhost/x", "none of sqlite, postgresql"),
        ("what is this", "no address of a database"),
        ("postgresql://me:secret@127.0.0.1:1/x", r"me:\*\*\*@127\.0\.0\.1:1/x cannot be reached"),
    ],
)
def test_an_address_that_leads_nowhere_is_explained(url: str, sentence: str) -> None:
    with pytest.raises(StateError, match=sentence) as caught:
        open_state(url, busy_seconds=2)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("attempt to write a readonly database", "may not be written by this user"),
        ("database or disk is full", "The disk of the state database /srv/state.db is full"),
        ("disk I/O error", "failed: disk I/O error"),
        ('FATAL: password authentication failed for user "me"', "refuses the user or password"),
        ('FATAL: database "x" does not exist', "failed: FATAL"),
    ],
)
def test_what_a_driver_says_is_said_with_what_to_do(told: str, sentence: str) -> None:
    error = OperationalError("SELECT 1", {}, Exception(told))
    assert sentence in str(fault_of(error, make_url("sqlite:////srv/state.db")))


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="cannot be opened"):
        open_state(f"sqlite:///{tmp_path}")


def test_the_address_is_the_workspaces_own_file_unless_told() -> None:
    assert state_url(Path("/srv/shop"), {}) == "sqlite:////srv/shop/state.db"
    assert state_url(Path("/srv/shop"), {"KPIBOT_STATE_URL": "postgresql://x/y"}) == "postgresql://x/y"
