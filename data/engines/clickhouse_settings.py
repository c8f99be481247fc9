"""What kpibot sends ClickHouse with every statement, so that it answers as the other engines do or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

OLDEST = (25, 8)
"""From here on an EXISTS may look at the rows around it."""

_THROW = (
    "distinct_overflow_mode",
    "group_by_overflow_mode",
    "join_overflow_mode",
    "read_overflow_mode",
    "read_overflow_mode_leaf",
    "result_overflow_mode",
    "set_overflow_mode",
    "sort_overflow_mode",
    "timeout_overflow_mode",
    "transfer_overflow_mode",
)
"""A limit that is reached is an error, never a part of the rows."""

_EXACT: dict[str, str] = {
    **dict.fromkeys(_THROW, "throw"),
    # NULL where a row, a group or a value is missing, not 0 or "".
    "aggregate_functions_null_for_empty": "1",
    "cast_keep_nullable": "1",
    "force_grouping_standard_compatibility": "1",
    "group_by_use_nulls": "1",
    "join_use_nulls": "1",
    "least_greatest_legacy_null_behavior": "0",
    "transform_null_in": "0",
    "empty_result_for_aggregation_by_empty_set": "0",
    # A join finds every row that fits; a name means the column before a figure of that name.
    "join_default_strictness": "ALL",
    "prefer_column_name_to_alias": "1",
    # Rows that were replaced or deleted and not merged away yet do not count, nor does a shard that does not answer.
    "final": "1",
    "skip_unavailable_shards": "0",
    "use_query_cache": "0",
    # Exact figures; dates beyond a type's reach are an error or a date.
    "count_distinct_implementation": "uniqExact",
    "decimal_check_overflow": "1",
    "date_time_overflow_behavior": "throw",
    "enable_extended_results_for_datetime_functions": "1",
    "enable_analyzer": "1",
    "enable_positional_arguments": "1",
    "limit": "0",
    "offset": "0",
}

READ_ONLY = {"readonly": "1"}


class Known(Protocol):
    """A setting as the server has it for this user."""

    @property
    def value(self) -> str: ...

    @property
    def readonly(self) -> int: ...


def settings(seconds: float, timezone: str) -> dict[str, str]:
    """What is sent with every statement, by name."""
    return {**_EXACT, "max_execution_time": f"{seconds:g}", "session_timezone": timezone}


def kept_otherwise(known: Mapping[str, Known], wanted: Mapping[str, str]) -> list[str]:
    """The settings that the user may not change and that have another value."""
    found = ((name, known.get(name), value) for name, value in wanted.items())
    return sorted(name for name, one, value in found if one is not None and one.readonly and one.value != value)


def older_than(version: str, oldest: tuple[int, int]) -> bool:
    """Whether a version such as 25.3.2.1 is older; one that cannot be read is not."""
    numbers = version.split(".")[:2]
    return len(numbers) == 2 and all(n.isdigit() for n in numbers) and (int(numbers[0]), int(numbers[1])) < oldest
