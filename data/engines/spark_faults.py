"""Spark's errors as one sentence each."""

from __future__ import annotations

from grpc import RpcError
from pyspark.errors import AnalysisException, PySparkException

from data.faults import StoreError, StoreMissing
from data.rows import QueryFailed

_GONE = ("UNAVAILABLE", "INVALID_HANDLE.SESSION", "SESSION_CLOSED", "SESSION_NOT_FOUND", "RETRIES_EXCEEDED")


def lost(error: BaseException) -> bool:
    """Whether the server or its session is gone, so that a new session may do."""
    return not isinstance(error, AnalysisException) and any(word in _said(error) for word in _GONE)


def failure(error: BaseException) -> QueryFailed:
    """The failure behind an error of a statement."""
    said = _said(error)
    if lost(error):
        return QueryFailed("The connection to Spark was lost; ask again in a moment.")
    if any(word in said.lower() for word in ("divide_by_zero", "divide by zero", "division by zero")):
        return QueryFailed("A row divides by zero; write nullif(…, 0) around the divisor in the catalogue.")
    if "OutOfMemory" in said or "Resources exhausted" in said:
        return QueryFailed("The question needs more memory than Spark has for it.")
    first = next((line.strip() for line in said.splitlines() if line.strip()), type(error).__name__)
    return QueryFailed(f"Spark: {first.rstrip('.')}.")


def unreachable(error: BaseException, place: str, variable: str) -> StoreError:
    """The fault behind an error of connecting."""
    said = _said(error)
    if "INVALID_CONNECT_URL" in said or isinstance(error, ValueError):
        return StoreMissing(f"{variable} is no address of a Spark Connect server, such as sc://host:15002.")
    first = next((line.strip() for line in said.splitlines() if line.strip()), type(error).__name__)
    if lost(error) or isinstance(error, RpcError):
        first = "nobody answers there"
    return StoreMissing(f"Spark at {place} cannot be used: {first.rstrip('.')}.")


def _said(error: BaseException) -> str:
    condition = error.getCondition() if isinstance(error, PySparkException) else None
    return f"{condition} {error}" if condition and condition not in str(error) else str(error)
