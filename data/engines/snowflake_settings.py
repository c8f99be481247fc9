"""What kpibot sets in its Snowflake session, so that it answers as the other engines do or not at all."""

from __future__ import annotations

import math

_EXACT: dict[str, str] = {
    # Weeks begin on Monday and are counted as in ISO 8601.
    "WEEK_START": "1",
    "WEEK_OF_YEAR_POLICY": "0",
    # A moment without a zone is one; text is a day only if it reads so in one way.
    "TIMESTAMP_TYPE_MAPPING": "TIMESTAMP_NTZ",
    "DATE_INPUT_FORMAT": "YYYY-MM-DD",
    "DATE_OUTPUT_FORMAT": "YYYY-MM-DD",
    "TIMESTAMP_NTZ_OUTPUT_FORMAT": "YYYY-MM-DD HH24:MI:SS",
    # Names within quotes are what they are; what is missing comes last.
    "QUOTED_IDENTIFIERS_IGNORE_CASE": "FALSE",
    "DEFAULT_NULL_ORDERING": "LAST",
    # No administrator's limit may cut rows off without a word; one statement is one.
    "ROWS_PER_RESULTSET": "0",
    "MULTI_STATEMENT_COUNT": "1",
    # What nobody waits for any more ends; nothing is told to anybody but the account.
    "ABORT_DETACHED_QUERY": "TRUE",
    "CLIENT_TELEMETRY_ENABLED": "FALSE",
    "QUERY_TAG": "kpibot",
}


def settings(seconds: float, timezone: str) -> dict[str, str]:
    """The parameters of a session, by name. A limit counts whole seconds, at least one: 0 would be none."""
    limit = str(max(1, math.ceil(seconds)))
    limits = dict.fromkeys(("STATEMENT_TIMEOUT_IN_SECONDS", "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS"), limit)
    return {**_EXACT, **limits, "TIMEZONE": timezone}
