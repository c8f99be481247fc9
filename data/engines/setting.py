"""What kpibot.yaml says of a database on a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ServerKind = Literal["clickhouse", "postgres", "snowflake", "spark"]
SERVERS: tuple[ServerKind, ...] = ("clickhouse", "postgres", "snowflake", "spark")


@dataclass(frozen=True, slots=True)
class RollupsSetting:
    """The schema that rollups are kept in, and the environment variable with the address of who may build them there.

    Without `url_env` somebody else runs the statements that build them.
    """

    schema: str
    url_env: str | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """A server: the environment variable that holds its address, and where and when in it.

    `timezone` says which day a moment with a time zone belongs to. `refresh` is how many seconds members and the last
    day with data are held for before they are looked up again. Without `rollups` none are looked for.
    """

    kind: ServerKind
    url_env: str
    schema: str | None = None
    timezone: str = "UTC"
    refresh: float = 300.0
    rollups: RollupsSetting | None = None
