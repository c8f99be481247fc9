"""Spark's errors as one sentence each."""

from __future__ import annotations

import re

from grpc import RpcError, StatusCode
from pyspark.errors import PySparkException

from data.faults import StoreError, StoreMissing
from data.rows import QueryFailed

LOST = "The connection to Spark was lost; ask again in a moment."

_GONE = ("INVALID_HANDLE.", "NO_ACTIVE_SESSION", "RESPONSE_ALREADY_RECEIVED", "SESSION_CLOSED", "SESSION_NOT_FOUND")
_HIDDEN = ("INSUFFICIENT_PERMISSIONS", "PERMISSION_DENIED")
_ZERO = ("divide_by_zero", "divide by zero", "division by zero")
_MEMORY = ("OutOfMemory", "UNABLE_TO_ACQUIRE_MEMORY", "Resources exhausted")
_NAMED = re.compile(r"\s*\[([A-Z0-9_]+(?:\.[A-Z0-9_]+)*)\]\s*")
_STATE = re.compile(r"\s*SQLSTATE: (\w{5}).*")
# Up to a full stop that is not within a name.
_SENTENCE = re.compile(r"""(?:`[^`]*`|"[^"]*"|[^.]|\.(?!\s|$))*""")


def lost(error: BaseException) -> bool:
    """Whether the server or its session is gone, so that a new session may do."""
    return _code(error) is StatusCode.UNAVAILABLE or _condition(error).startswith(_GONE)


def failure(error: BaseException) -> QueryFailed:
    """The failure behind an error of a statement."""
    if lost(error):
        return QueryFailed(LOST)
    said, state = _said(error), _state(error)
    if state == "22012" or any(word in said.lower() for word in _ZERO):
        return QueryFailed("A row divides by zero; write nullif(…, 0) around the divisor in the catalogue.")
    if any(word in said for word in _MEMORY):
        return QueryFailed("The question needs more memory than Spark has for it.")
    if state == "42501" or _condition(error).startswith(_HIDDEN) or _code(error) is StatusCode.PERMISSION_DENIED:
        return QueryFailed(f"Spark does not let kpibot's user read this: {_first(error)}.")
    return QueryFailed(f"Spark: {_first(error)}.")


def unreachable(error: BaseException, place: str, variable: str) -> StoreError:
    """The fault behind an error of connecting."""
    if "INVALID_CONNECT_URL" in _condition(error) or isinstance(error, ValueError):
        return StoreMissing(f"{variable} is no address of a Spark Connect server, such as sc://host:15002.")
    if _code(error) is StatusCode.UNAUTHENTICATED:
        return StoreMissing(f"Spark at {place} cannot be used: it does not take the token in {variable}.")
    if lost(error):
        return StoreMissing(f"Spark at {place} cannot be used: nobody answers there.")
    return StoreMissing(f"Spark at {place} cannot be used: {_first(error)}.")


def silent(place: str) -> StoreError:
    """The fault where a server takes the connection and says nothing."""
    return StoreMissing(f"Spark at {place} cannot be used: it does not answer.")


def _first(error: BaseException) -> str:
    """What is said first, without its end and what is for machines."""
    line = next((line for line in _said(error).splitlines() if line.strip()), type(error).__name__)
    bare = _STATE.sub("", _NAMED.sub("", line, count=1)).strip()
    found = _SENTENCE.match(bare)
    return (found.group() if found else bare) or bare or type(error).__name__


def _said(error: BaseException) -> str:
    """What is told to people: without the server's stack."""
    return str(error).partition("\n\nJVM stacktrace:")[0]


def _condition(error: BaseException) -> str:
    named = error.getCondition() if isinstance(error, PySparkException) else None
    if named:
        return str(named)
    found = _NAMED.match(_said(error))
    return found.group(1) if found else ""


def _state(error: BaseException) -> str:
    state = error.getSqlState() if isinstance(error, PySparkException) else None
    if state:
        return str(state)
    found = _STATE.search(_said(error))
    return found.group(1) if found else ""


def _code(error: BaseException) -> StatusCode | None:
    """What the protocol says of it."""
    told = getattr(error, "getGrpcStatusCode" if isinstance(error, PySparkException) else "code", None)
    return told() if told is not None and isinstance(error, (PySparkException, RpcError)) else None
