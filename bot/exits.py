"""The codes a run ends with; docs/cli.md describes each."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of every command; docs/cli.md lists them."""

    OK = 0
    BUG = 1
    USAGE = 2
    WORKSPACE = 3
    DATABASE_MISSING = 4
    NO_BROWSER = 5
    DISK = 6
    QUESTION = 7
    DATABASE_LOCKED = 8
    DATABASE_CORRUPT = 9
    QUERY = 10
    PERSON = 11
    FILE = 12
    SLACK = 13
    INTERRUPTED = 130
