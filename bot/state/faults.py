"""What can be wrong with the state database, each with a sentence that says what to do."""

from __future__ import annotations

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class StateError(Exception):
    """The state database cannot be used; the message says why and what to do."""


def shown(url: URL) -> str:
    """Where a database is, without its password."""
    return url.database or "memory" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def fault_of(error: SQLAlchemyError | OSError, url: URL) -> StateError:
    """The fault behind an error of the database or of its driver."""
    where = shown(url)
    text = str(error.orig if isinstance(error, DBAPIError) else error)
    first = text.strip().splitlines()[0] if text.strip() else type(error).__name__
    return StateError(_sentence(where, text.lower(), first, error))


def _sentence(where: str, text: str, first: str, error: SQLAlchemyError | OSError) -> str:
    if isinstance(error, PoolTimeout):
        return f"The state database {where} has no free connection; it answers too slowly."
    if "database is locked" in text or "database table is locked" in text:
        return f"The state database {where} is locked by another program for too long; close that one."
    if "not a database" in text or "malformed" in text:
        return f"The state database {where} is damaged ({first}); move the file away, a new one is begun by itself."
    if "readonly" in text or "read-only" in text or "permission denied" in text:
        return f"The state database {where} may not be written by this user ({first})."
    if "disk is full" in text or "no space left" in text:
        return f"The disk of the state database {where} is full."
    if "unable to open" in text or isinstance(error, OSError):
        return f"The state database {where} cannot be opened; its folder must exist and be writable by this user."
    if "password authentication failed" in text or "no password supplied" in text:
        return f"The state database {where} refuses the user or password of KPIBOT_STATE_URL."
    if "connection" in text or "could not translate" in text or "name or service" in text:
        return f"The state database {where} cannot be reached ({first}); check KPIBOT_STATE_URL and the server."
    return f"The state database {where} failed: {first}"
