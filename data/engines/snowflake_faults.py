"""Snowflake's errors as one sentence each, without anything of the address that is secret."""

from __future__ import annotations

import re
from collections.abc import Iterable

from snowflake.connector.errors import DatabaseError, Error

from data.faults import StoreError, StoreMissing
from data.rows import QueryFailed, QueryStopped, QueryTimeout

LOST = "The connection to Snowflake was lost; ask again in a moment."
_CANCELLED = 604
_TIMEOUTS = (630, 631)  # of the statement or its warehouse, of the queue
_NO_WAREHOUSE = (606, 90073)  # none selected; none that may run
_NOT_THERE = (2003, 2043)  # or not allowed: Snowflake does not tell which
_NOT_ALLOWED = (3001, 3003, 3540)
_DIVISION = 100051
_SESSION_GONE = range(390100, 390200)  # tokens expired, session ended, user must login again
_NO_CONNECTION = (4, 250001, 250002, 250003)  # after the client's own attempts
_HIDDEN_TIMEOUT = "HYT00"  # the client's: the server did not say in time that its own was over

_PREFIX = re.compile(r"^\s*(?:(?:\d{6}|-{6})(?: \(\w+\))?:\s*)+")
_COMPILATION = re.compile(
    r"^SQL (?:compilation|execution|access control) error:\s*(?:error line \d+ at position -?\d+)?\s*", re.IGNORECASE
)
_LOGIN = re.compile(r"^(?:(?:Failed to login|Login error): )+|, code: \d+$")
_IDENTIFIERS = re.compile(r"\s*\((?:request_id|sfqid)=[^)]*\)\s*$")


def lost(error: BaseException) -> bool:
    """Whether the session is gone, so that another one may do."""
    if not isinstance(error, Error) or error.sqlstate == _HIDDEN_TIMEOUT:
        return not isinstance(error, Error)
    code = error.errno
    return code in _SESSION_GONE or (code in _NO_CONNECTION and isinstance(error, DatabaseError))


def not_allowed(error: BaseException) -> bool:
    """Whether the user may not do that."""
    return isinstance(error, Error) and error.errno in (*_NOT_ALLOWED, *_NOT_THERE)


def failure(error: BaseException, seconds: float, hidden: Iterable[str] = ()) -> QueryFailed:
    """The failure behind an error of a statement."""
    code, said = _code(error), _said(error, hidden)
    if code in _TIMEOUTS or (isinstance(error, Error) and error.sqlstate == _HIDDEN_TIMEOUT):
        return QueryTimeout(f"The question took longer than {seconds:g} seconds.")
    if code == _CANCELLED:
        return QueryStopped("The question was stopped.")
    if lost(error):
        return QueryFailed(LOST)
    if code in _NO_WAREHOUSE:
        return QueryFailed(f"Snowflake has no warehouse to answer with: {said}.")
    if code in _NOT_ALLOWED:
        return QueryFailed(f"Snowflake does not let kpibot's user do this: {said}.")
    if code == _DIVISION:
        return QueryFailed("A row divides by zero; write nullif(…, 0) around the divisor in the catalogue.")
    return QueryFailed(f"Snowflake: {said}.")


def unreachable(error: BaseException, where: str, hidden: Iterable[str]) -> StoreError:
    """The fault behind an error of connecting."""
    said = _said(error, hidden)
    reason = "nobody answers there" if "HTTP request failed" in said else _LOGIN.sub("", said).rstrip(".")
    return StoreMissing(f"Snowflake at {where} cannot be used: {reason}.")


def _code(error: BaseException) -> int | None:
    return error.errno if isinstance(error, Error) else None


def _said(error: BaseException, hidden: Iterable[str]) -> str:
    """What was said, in one line, without codes, places in the statement, and secrets."""
    text = error.raw_msg if isinstance(error, Error) else str(error)
    text = _PREFIX.sub("", _IDENTIFIERS.sub("", str(text or "")))
    text = _COMPILATION.sub("", _PREFIX.sub("", text))
    for secret in hidden:
        text = text.replace(secret, "***")
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line.rstrip(".:") or type(error).__name__
