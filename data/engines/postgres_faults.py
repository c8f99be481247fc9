"""PostgreSQL's errors as one sentence each, without anything of the address that is secret."""

from __future__ import annotations

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from data.faults import StoreError, StoreMissing
from data.rows import QueryFailed, QueryStopped, QueryTimeout


def lost(error: BaseException) -> bool:
    """Whether the connection is gone, so that another one may do."""
    if isinstance(error, errors.QueryCanceled):
        return False
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) and (
        error.sqlstate is None or error.sqlstate.startswith(("08", "57P"))
    )


def failure(error: psycopg.Error, seconds: float) -> QueryFailed:
    """The failure behind an error of a statement."""
    said = error.diag.message_primary or (str(error).splitlines() or [type(error).__name__])[0]
    if isinstance(error, errors.QueryCanceled):
        if "timeout" in said:
            return QueryTimeout(f"The question took longer than {seconds:g} seconds.")
        return QueryStopped("The question was stopped.")
    if lost(error):
        return QueryFailed("The connection to PostgreSQL was lost; ask again in a moment.")
    if isinstance(error, errors.OutOfMemory | errors.DiskFull | errors.ConfigurationLimitExceeded):
        return QueryFailed("The question needs more memory or disk than PostgreSQL has for it.")
    if isinstance(error, errors.InsufficientPrivilege):
        return QueryFailed(f"PostgreSQL does not let kpibot's user read this: {said}.")
    if isinstance(error, errors.DivisionByZero):
        return QueryFailed("A row divides by zero; write nullif(…, 0) around the divisor in the catalogue.")
    if isinstance(error, psycopg.DataError) and error.sqlstate is None:
        return QueryFailed(f"PostgreSQL cannot take or give a value of the question: {said}.")
    return QueryFailed(f"PostgreSQL: {said}.")


def unreachable(error: psycopg.Error, url: str, variable: str) -> StoreError:
    """The fault behind an error of connecting."""
    try:
        given = conninfo_to_dict(url)
    except psycopg.Error:
        return StoreMissing(f"{variable} is no address of a PostgreSQL database, such as postgresql://user@host/name.")
    place = f"{given.get('host') or 'localhost'}:{given.get('port') or 5432}/{given.get('dbname') or ''}"
    said = (str(error).strip().splitlines() or ["no reason given"])[-1].strip().removeprefix("connection failed: ")
    reason = said.rpartition("FATAL:")[2].strip() or said
    password = given.get("password")
    if password:
        reason = reason.replace(str(password), "***")
    return StoreMissing(f"PostgreSQL at {place} cannot be used: {reason}.")
