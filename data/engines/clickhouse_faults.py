"""ClickHouse's errors as one sentence each, without anything of the address that is secret."""

from __future__ import annotations

import re

from clickhouse_connect.driver.exceptions import Error
from urllib3.exceptions import ReadTimeoutError

from data.faults import StoreError, StoreMissing
from data.rows import QueryFailed, QueryStopped, QueryTimeout, TooManyRows

_TIMEOUT, _TOO_SLOW, _CANCELLED, _TOO_MANY_ROWS = 159, 160, 394, 396
_NO_ROOM = (241, 243)  # memory, disk
_NOT_ALLOWED = (164, 291, 497)  # read only, database, grants
_MISSING = (60, 81)  # table, database
_THROWN = 395
_BUSY = 202
_DIVISION = 153
_TEXT = re.compile(r".*DB::\w*Exception: (.*)", re.DOTALL)
_NAME = re.compile(r"\s*\([A-Z][A-Z0-9_]+\)(\s*\(version .*)?\s*$", re.DOTALL)
_ASIDE = re.compile(r"(:\s*[Ww]hile |[.:,]?\s*[Ii]n (scope|query)\s| \(for url ).*", re.DOTALL)


def not_allowed(error: BaseException) -> bool:
    """Whether the user may not read that."""
    return _code(error) in _NOT_ALLOWED


def is_missing(error: BaseException) -> bool:
    """Whether a table or database is not there."""
    return _code(error) in _MISSING


def was_thrown(error: BaseException, text: str) -> bool:
    """Whether a statement of ours ended itself with this text."""
    return _code(error) == _THROWN and text in str(error)


def is_unfit(error: BaseException) -> bool:
    """Whether a statement failed because it does not fit the tables, not because the server had no room, time or leave
    for it.
    """
    others = (_TIMEOUT, _TOO_SLOW, _CANCELLED, _BUSY, *_NO_ROOM, *_NOT_ALLOWED)
    return _code(error) is not None and _code(error) not in others


def failure(error: BaseException, seconds: float, max_rows: int) -> QueryFailed:
    """The failure behind an error of a statement."""
    code, said = _code(error), _said(error)
    if code in (_TIMEOUT, _TOO_SLOW) or _is_silent(error):
        return QueryTimeout(f"The question took longer than {seconds:g} seconds.")
    if code == _CANCELLED:
        return QueryStopped("The question was stopped.")
    if code is None:
        return QueryFailed("The connection to ClickHouse was lost; ask again in a moment.")
    if code == _TOO_MANY_ROWS and "for result" in said:
        return TooManyRows(f"The question gives more than {max_rows:,} rows.")
    if code == _BUSY:
        return QueryFailed("ClickHouse has too many questions at once; ask again in a moment.")
    if code in _NO_ROOM:
        return QueryFailed("The question needs more memory or disk than ClickHouse has for it.")
    if code in _NOT_ALLOWED:
        return QueryFailed(f"ClickHouse does not let kpibot's user do this: {said}.")
    if code == _DIVISION:
        return QueryFailed("A row divides by zero; write nullif(…, 0) around the divisor in the catalogue.")
    return QueryFailed(f"ClickHouse: {said}.")


def unreachable(error: BaseException, place: str, variable: str) -> StoreError:
    """The fault behind an error of connecting."""
    if isinstance(error, ValueError | TypeError):
        return StoreMissing(f"{variable} is no address of a ClickHouse server, such as https://user@host:8443/name.")
    reason = _said(error) if _code(error) is not None else "nobody answers there"
    return StoreMissing(f"ClickHouse at {place} cannot be used: {reason}.")


def _code(error: BaseException) -> int | None:
    return error.code if isinstance(error, Error) else None


def _is_silent(error: BaseException) -> bool:
    """Whether the server was waited for in vain."""
    causes = (error, error.__cause__, error.__context__)
    return any(isinstance(cause, ReadTimeoutError | TimeoutError) for cause in causes)


def _said(error: BaseException) -> str:
    """What the server said, without its code, its version and the statement."""
    told = _TEXT.search(str(error))
    text = _NAME.sub("", _ASIDE.sub("", told[1] if told else str(error)))
    return (next((line.strip() for line in text.splitlines() if line.strip()), "") or type(error).__name__).rstrip(".:")
