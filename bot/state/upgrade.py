"""Bringing the state database to the shape this version needs, safely while other processes start too."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text

from bot.state.database import Database
from bot.state.faults import StateError, shown

_SCRIPTS = Path(__file__).parent / "migrations"
_SERVER_LOCK = 0x6B70_6962_6F74
"""The advisory lock of a PostgreSQL server under which one process at a time migrates: "kpibot"."""
_ALEMBIC = Lock()  # it keeps what it works on in a global


def upgrade(database: Database) -> None:
    """Run the migrations that are missing, all in one transaction; another process that starts meanwhile waits."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    head = ScriptDirectory.from_config(config).get_current_head()
    with database.reading() as connection:
        if MigrationContext.configure(connection).get_current_revision() == head:
            return
    with _ALEMBIC, database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _SERVER_LOCK})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StateError(
                f"The state database {shown(database.url)} was written by a newer kpibot ({error}); "
                "install that version, or name another database in KPIBOT_STATE_URL."
            ) from error
