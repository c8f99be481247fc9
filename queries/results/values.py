"""An engine's values as the answer's: numbers as int or float, buckets as dates, members as text."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from queries.answer import Value
from queries.compiler.statement import Output
from queries.query import BUCKETS, CYCLES

NOISE = 9
"""Decimal places kept of a figure: far below a cent, above what adding up binary fractions leaves behind."""


def number(value: Any) -> Value:
    """A figure."""
    if value is None or isinstance(value, bool):
        return None if value is None else int(value)
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float):
        return round(value, NOISE) + 0.0 if math.isfinite(value) else None  # and no -0.0
    if isinstance(value, datetime | date | str):
        return value
    return float(value)


def bucket(value: Any) -> Value:
    """A bucket's first day."""
    found: Value = value.date() if isinstance(value, datetime) else value
    return found


def position(value: Any) -> Value:
    """A place in a cycle."""
    return None if value is None else int(value)


def member(value: Any) -> Value:
    """A member's name; nothing where it is missing."""
    if value is None or value == "":
        return None
    return value if isinstance(value, str) else str(value)


def same(value: Any) -> Value:
    found: Value = value
    return found


def converters(outputs: Sequence[Output]) -> list[Callable[[Any], Value]]:
    """How each column's values are read."""
    return [_converter(output) for output in outputs]


def _converter(output: Output) -> Callable[[Any], Value]:
    if output.role == "breakdown":
        return bucket if output.of in BUCKETS else position if output.of in CYCLES else member
    if output.role == "key":
        return same
    return number
